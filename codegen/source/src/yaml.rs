//! Parses YAML 1.2, as far as JSON can express it, into a [`Tree`].
//!
//! The events of the parser are read here, because its own loader stops at the first repeated key
//! and makes doubles of long integers. What JSON cannot express (aliases, tags, keys that are no
//! strings, a second document) is refused at its position, so that a document means the same to
//! every tool that reads it.

mod scalar;

use super::{Fault, FaultKind, MAX_DEPTH, Member, Node, Object, Span, Tree, Value};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, StrInput};
use std::borrow::Cow;

/// How often a text is read again for a tab that the parser does not take for a space.
const TABS: usize = 64;

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Tree {
    let mut text = Cow::Borrowed(text);
    for _ in 0..TABS {
        let tree = read(&text);
        match separated(&text, &tree) {
            Some(spaced) => text = Cow::Owned(spaced),
            None => return tree,
        }
    }
    read(&text)
}

/// The text with a space for the tab behind a colon at which reading ended: YAML lets any white
/// space stand there, the parser does not. No offset changes.
fn separated(text: &str, tree: &Tree) -> Option<String> {
    let last = tree.faults.iter().max_by_key(|fault| fault.span.start)?;
    if tree.root.is_some() || last.kind != FaultKind::Syntax {
        return None;
    }
    let before = text.get(..last.span.start)?;
    let key = before.trim_end_matches(['\t', ' ']);
    let blank = before.get(key.len()..)?;
    (key.ends_with(':') && blank.contains('\t')).then(|| {
        let spaces = " ".repeat(blank.len());
        [key, &spaces, text.get(before.len()..).unwrap_or_default()].concat()
    })
}

fn read(text: &str) -> Tree {
    let mut reader = Reader {
        text,
        offsets: Offsets::new(text),
        events: Parser::new_from_str(text),
        faults: Vec::new(),
    };
    let root = match reader.document() {
        Ok(root) => Some(root),
        Err(fault) => {
            reader.faults.push(fault);
            None
        }
    };
    reader.faults.sort_by_key(|fault| fault.span.start);
    Tree {
        root,
        faults: reader.faults,
    }
}

/// The error is the fault that ends the reading.
type Step<T> = Result<T, Fault>;

struct Reader<'a> {
    text: &'a str,
    offsets: Offsets,
    events: Parser<'a, StrInput<'a>>,
    /// Those that did not end the reading.
    faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn document(&mut self) -> Step<Node> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd, _) => {
                    return Err(self.truncated("the text ends without a value"));
                }
                (event, span) => {
                    let root = self.node(event, span, 0)?;
                    self.end()?;
                    return Ok(root);
                }
            }
        }
    }

    /// Nothing may come behind the first document.
    fn end(&mut self) -> Step<()> {
        loop {
            match self.next()? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentStart(_), span) => {
                    self.refuse(span, "a second document in the same text");
                    return Ok(());
                }
                _ => {}
            }
        }
    }

    /// The value that an event begins, inside `depth` containers.
    fn node(&mut self, event: Event<'a>, span: Span, depth: usize) -> Step<Node> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), &span);
                let value = self.scalar(&text, style, &span);
                Ok(Node { span, value })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), &span);
                self.sequence(span, depth)
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), &span);
                self.mapping(span, depth)
            }
            Event::Alias(_) => {
                self.refuse(
                    span.clone(),
                    "JSON has no aliases: repeat the value, or refer to it with `$ref`",
                );
                Ok(Node {
                    span,
                    value: Value::Null,
                })
            }
            _ => Err(Fault::new(FaultKind::Syntax, span, "expected a value")),
        }
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Step<Node> {
        check_depth(&start, depth)?;
        let mut elements: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let last = elements.last().map(|element| element.span.end);
                let span = enclosing(&start, last, &span);
                return Ok(Node {
                    span,
                    value: Value::Array(elements),
                });
            }
            elements.push(self.node(event, span, depth + 1)?);
        }
    }

    fn mapping(&mut self, start: Span, depth: usize) -> Step<Node> {
        check_depth(&start, depth)?;
        let mut members: Vec<Member> = Vec::new();
        let mut last = None;
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let span = enclosing(&start, last, &span);
                return Ok(Node {
                    span,
                    value: Value::Object(Object::from_members(members)),
                });
            }
            let key = self.key(event, span, depth)?;
            let (event, span) = self.next()?;
            let value = self.node(event, span, depth + 1)?;
            last = Some(value.span.end);
            if let Some((key, key_span)) = key {
                members.push(Member {
                    key: key.into(),
                    key_span,
                    value,
                });
            }
        }
    }

    /// The key that an event begins; `None` for one that cannot be taken for a string.
    fn key(&mut self, event: Event<'a>, span: Span, depth: usize) -> Step<Option<(String, Span)>> {
        let Event::Scalar(text, style, anchor, tag) = event else {
            let node = self.node(event, span, depth + 1)?;
            self.refuse(node.span, "a key must be a string");
            return Ok(None);
        };
        self.refuse_properties(anchor, tag.is_some(), &span);
        if style == ScalarStyle::Plain {
            if text == "<<" {
                self.refuse(
                    span,
                    "JSON has no merge keys: repeat the members, or refer with `$ref`",
                );
                return Ok(None);
            }
            if !matches!(scalar::resolve(&text), Ok(Value::String(_))) {
                self.refuse(span.clone(), "a key must be a string: put it in quotes");
            }
        }
        Ok(Some((text.into_owned(), span)))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: &Span) -> Value {
        if style != ScalarStyle::Plain {
            return Value::String(text.to_owned());
        }
        let value = scalar::resolve(text).unwrap_or_else(|reason| {
            self.refuse(span.clone(), reason);
            Value::Null
        });
        if let Value::Number(number) = &value
            && !number.is_in_range()
        {
            let message = "a number beyond the range of a double";
            self.faults
                .push(Fault::new(FaultKind::NumberRange, span.clone(), message));
        }
        value
    }

    fn refuse_properties(&mut self, anchor: usize, has_tag: bool, span: &Span) {
        if anchor != 0 {
            self.refuse(
                span.clone(),
                "JSON has no anchors, and nothing may refer to this one",
            );
        }
        if has_tag {
            self.refuse(
                span.clone(),
                "JSON has no tags: write the value as the type that it has",
            );
        }
    }

    fn refuse(&mut self, span: Span, message: &str) {
        self.faults
            .push(Fault::new(FaultKind::NotJson, span, message.to_owned()));
    }

    fn next(&mut self) -> Step<(Event<'a>, Span)> {
        match self.events.next_event() {
            Some(Ok((event, span))) => {
                let start = self.offsets.of(span.start.index());
                Ok((event, start..self.offsets.of(span.end.index()).max(start)))
            }
            Some(Err(error)) => Err(self.broken(&error)),
            None => Err(self.truncated("the text ends where a value should be")),
        }
    }

    /// The fault behind an error of the parser. It has no kinds, only messages and places.
    fn broken(&self, error: &ScanError) -> Fault {
        let info = error.info();
        let start = self.offsets.of(error.marker().index());
        let is_at_end = self
            .text
            .get(start..)
            .is_none_or(|rest| rest.trim().is_empty());
        if is_at_end || info.contains("end of stream") {
            return self.truncated("the text ends within a value");
        }
        let length = self.text.get(start..).and_then(|rest| rest.chars().next());
        let span = start..start + length.map_or(0, char::len_utf8);
        if info.contains("recursion limit") {
            return Fault::new(FaultKind::TooDeep, span, too_deep());
        }
        // The one message that quotes the text does so behind a colon.
        let reason = info.split_once(": `").map_or(info, |(reason, _)| reason);
        Fault::new(FaultKind::Syntax, span, reason.to_owned())
    }

    fn truncated(&self, message: &str) -> Fault {
        let end = self.text.len();
        Fault::new(FaultKind::Truncated, end..end, message.to_owned())
    }
}

fn check_depth(start: &Span, depth: usize) -> Step<()> {
    if depth == MAX_DEPTH {
        return Err(Fault::new(FaultKind::TooDeep, start.clone(), too_deep()));
    }
    Ok(())
}

fn too_deep() -> String {
    format!("more than {MAX_DEPTH} sequences and mappings inside one another")
}

/// The place of a container: up to its closing bracket, or without one up to its last value. What
/// follows that is space and comments, which nobody wants underlined.
fn enclosing(start: &Span, last: Option<usize>, closing: &Span) -> Span {
    let end = if closing.is_empty() {
        last.unwrap_or(start.end)
    } else {
        closing.end
    };
    start.start..end.max(start.end)
}

/// The parser counts characters, spans count bytes.
enum Offsets {
    /// There is no difference.
    Ascii { length: usize },
    /// The byte at which each character begins, and the end.
    Other(Vec<usize>),
}

impl Offsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::Ascii { length: text.len() };
        }
        let starts = text.char_indices().map(|(offset, _)| offset);
        Self::Other(starts.chain([text.len()]).collect())
    }

    fn of(&self, character: usize) -> usize {
        match self {
            Self::Ascii { length } => character.min(*length),
            Self::Other(starts) => starts
                .get(character)
                .or(starts.last())
                .copied()
                .unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests;
