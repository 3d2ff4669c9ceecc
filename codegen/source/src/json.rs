//! Parses JSON, to the letter of RFC 8259, into a [`Tree`].
//!
//! Unlike `serde_json` it keeps positions, repeated keys and digits, and goes on after a trailing
//! comma, half a surrogate pair and a number that no double holds. Payloads come by the gigabyte,
//! so each byte is looked at once and strings are copied in runs.

mod string;

use super::number::{self, Number};
use super::{Fault, FaultKind, MAX_DEPTH, Member, Node, Object, Span, Tree, Value};

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Tree {
    let mut reader = Reader {
        text,
        at: 0,
        faults: Vec::new(),
    };
    let root = match reader.document() {
        Ok(root) => Some(root),
        Err(fault) => {
            reader.faults.push(fault);
            None
        }
    };
    Tree {
        root,
        faults: reader.faults,
        remarks: Vec::new(),
    }
}

/// The error is the fault that ends the reading.
type Step<T> = Result<T, Fault>;

struct Reader<'a> {
    text: &'a str,
    /// The next byte. Only ASCII is stepped over outside of strings, so it is a character's first.
    at: usize,
    /// Those that did not end the reading.
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn document(&mut self) -> Step<Node> {
        self.skip_space();
        let root = self.value(0)?;
        self.skip_space();
        if self.at < self.text.len() {
            return Err(self.unexpected("the end of the text"));
        }
        Ok(root)
    }

    /// A value that begins at the next byte, inside `depth` containers.
    fn value(&mut self, depth: usize) -> Step<Node> {
        let start = self.at;
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string()?),
            Some(b'{') => Value::Object(self.object(depth)?),
            Some(b'[') => Value::Array(self.array(depth)?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.literal("true", Value::Bool(true))?,
            Some(b'f') => self.literal("false", Value::Bool(false))?,
            Some(b'n') => self.literal("null", Value::Null)?,
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node {
            span: start..self.at,
            value,
        })
    }

    fn object(&mut self, depth: usize) -> Step<Object> {
        self.open(depth)?;
        let mut members = Vec::new();
        if self.closes(b'}') {
            return Ok(Object::default());
        }
        loop {
            members.push(self.member(depth)?);
            if !self.goes_on(b'}', "`,` or `}`")? {
                // An object of one member has room for four; larger ones have as much text as room.
                if members.len() == 1 {
                    members.shrink_to_fit();
                }
                return Ok(Object::from_members(members));
            }
        }
    }

    fn member(&mut self, depth: usize) -> Step<Member> {
        let start = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        let key = self.key()?;
        let key_span = start..self.at;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.unexpected("`:`"));
        }
        self.at += 1;
        self.skip_space();
        let value = self.value(depth + 1)?;
        Ok(Member {
            key,
            key_span,
            value,
        })
    }

    fn array(&mut self, depth: usize) -> Step<Vec<Node>> {
        self.open(depth)?;
        let mut elements = Vec::new();
        if self.closes(b']') {
            return Ok(elements);
        }
        loop {
            elements.push(self.value(depth + 1)?);
            if !self.goes_on(b']', "`,` or `]`")? {
                elements.shrink_to_fit();
                return Ok(elements);
            }
        }
    }

    /// Steps over an opening bracket, unless that leads too deep.
    fn open(&mut self, depth: usize) -> Step<()> {
        let start = self.at;
        self.at += 1;
        if depth == MAX_DEPTH {
            let message = format!("more than {MAX_DEPTH} arrays and objects inside one another");
            return Err(Fault::new(FaultKind::TooDeep, start..self.at, message));
        }
        self.skip_space();
        Ok(())
    }

    /// Steps over a closing bracket if that is what is next.
    fn closes(&mut self, bracket: u8) -> bool {
        let closes = self.peek() == Some(bracket);
        self.at += usize::from(closes);
        closes
    }

    /// Whether another element follows the one just read; steps over whatever says so.
    fn goes_on(&mut self, bracket: u8, expected: &str) -> Step<bool> {
        self.skip_space();
        if self.closes(bracket) {
            return Ok(false);
        }
        let comma = self.at;
        if self.peek() != Some(b',') {
            return Err(self.unexpected(expected));
        }
        self.at += 1;
        self.skip_space();
        if self.closes(bracket) {
            let message = "a comma with nothing behind it";
            self.fault(FaultKind::TrailingComma, comma..comma + 1, message);
            return Ok(false);
        }
        Ok(true)
    }

    fn number(&mut self) -> Step<Number> {
        let start = self.at;
        match number::scan(self.text.as_bytes().get(start..).unwrap_or_default()) {
            Ok(length) => self.at += length,
            Err(length) => {
                self.at += length;
                return Err(self.unexpected("a digit"));
            }
        }
        let number = Number::scanned(self.slice(start..self.at));
        if !number.is_in_range() {
            let message = "a number beyond the range of a double";
            self.fault(FaultKind::NumberRange, start..self.at, message);
        }
        Ok(number)
    }

    fn literal(&mut self, word: &str, value: Value) -> Step<Value> {
        for byte in word.bytes() {
            if self.peek() != Some(byte) {
                return Err(self.unexpected(&format!("`{word}`")));
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn slice(&self, span: Span) -> &str {
        self.text.get(span).unwrap_or_default()
    }

    fn fault(&mut self, kind: FaultKind, span: Span, message: &'static str) {
        self.faults.push(Fault::new(kind, span, message));
    }

    /// The fault of finding something else at the next byte, or of finding no next byte.
    fn unexpected(&self, expected: &str) -> Fault {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let Some(found) = rest.chars().next() else {
            let end = self.text.len();
            let message = format!("the text ends where {expected} should be");
            return Fault::new(FaultKind::Truncated, end..end, message);
        };
        let span = self.at..self.at + found.len_utf8();
        Fault::new(FaultKind::Syntax, span, format!("expected {expected}"))
    }
}

#[cfg(test)]
mod tests;
