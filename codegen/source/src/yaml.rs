//! Parses YAML 1.2, as far as JSON can express it, into a [`Tree`].
//!
//! The events of the parser are read here, because its own loader stops at the first repeated key
//! and makes doubles of long integers. Aliases and merge keys stand for what they repeat, whose
//! place it keeps. What JSON cannot express (tags, keys that are no scalars, a second document) is
//! refused at its position, so that a document means the same to every tool that reads it.

mod alias;
mod scalar;

use super::{Fault, FaultKind, MAX_DEPTH, Member, Node, Object, Span, Tree, Value};
use alias::Anchors;
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
        anchors: Anchors::new(text),
        faults: Vec::new(),
        remarks: older_version(text).into_iter().collect(),
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
        remarks: reader.remarks,
    }
}

/// A directive that asks for another version of YAML, in which more words are no strings.
fn older_version(text: &str) -> Option<Fault> {
    let mut start = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let trimmed = line.trim();
        if let Some(version) = trimmed.strip_prefix("%YAML") {
            let message = "read as YAML 1.2, in which `yes`, `no`, `on` and `off` are strings";
            return (version.trim() != "1.2")
                .then(|| Fault::new(FaultKind::NotJson, start..start + trimmed.len(), message));
        }
        if !trimmed.is_empty() && !trimmed.starts_with(['#', '%']) {
            return None;
        }
        start += line.len();
    }
    None
}

/// The error is the fault that ends the reading.
type Step<T> = Result<T, Fault>;

struct Reader<'a> {
    text: &'a str,
    offsets: Offsets,
    events: Parser<'a, StrInput<'a>>,
    anchors: Anchors,
    /// Those that did not end the reading.
    faults: Vec<Fault>,
    /// What is read all the same.
    remarks: Vec<Fault>,
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
                self.refuse_tag(tag.is_some(), &span);
                let value = self.scalar(&text, style, &span);
                Ok(self.kept(anchor, Node { span, value }))
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_tag(tag.is_some(), &span);
                let node = self.sequence(span, depth)?;
                Ok(self.kept(anchor, node))
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_tag(tag.is_some(), &span);
                let node = self.mapping(span, depth)?;
                Ok(self.kept(anchor, node))
            }
            Event::Alias(anchor) => {
                self.remark(
                    &span,
                    "JSON has no aliases: each is read as what it repeats",
                );
                Ok(self.anchors.repeat(anchor, depth).unwrap_or_else(|why| {
                    // What follows from too many is no more than they are.
                    if why != alias::TOO_MUCH || !self.has_refused(why) {
                        self.refuse(span.clone(), why);
                    }
                    Node {
                        span,
                        value: Value::Null,
                    }
                }))
            }
            _ => Err(Fault::new(FaultKind::Syntax, span, "expected a value")),
        }
    }

    /// The node, which its anchor now names.
    fn kept(&mut self, anchor: usize, node: Node) -> Node {
        self.anchors.keep(anchor, &node);
        node
    }

    fn sequence(&mut self, start: Span, depth: usize) -> Step<Node> {
        check_depth(&start, depth)?;
        let mut elements: Vec<Node> = Vec::new();
        let mut last = None;
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                let span = enclosing(&start, last, &span);
                return Ok(Node {
                    span,
                    value: Value::Array(elements),
                });
            }
            let alias = matches!(event, Event::Alias(_)).then_some(span.end);
            let element = self.node(event, span, depth + 1)?;
            last = alias.or(Some(element.span.end));
            elements.push(element);
        }
    }

    fn mapping(&mut self, start: Span, depth: usize) -> Step<Node> {
        check_depth(&start, depth)?;
        let mut members: Vec<Member> = Vec::new();
        let mut merges = Vec::new();
        let mut last = None;
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let span = enclosing(&start, last, &span);
                return Ok(Node {
                    span,
                    value: Value::Object(Object::from_members(alias::join(members, merges))),
                });
            }
            let merge = is_merge(&event).then(|| span.clone());
            let key = self.key(event, span, depth)?;
            let (event, span) = self.next()?;
            let alias = matches!(event, Event::Alias(_)).then_some(span.end);
            let value = self.node(event, span, depth + 1)?;
            last = alias.or(Some(value.span.end));
            if let Some(span) = merge {
                self.remark(
                    &span,
                    "JSON has no merge keys: the members are read as if here",
                );
                match alias::merged(value) {
                    Some(more) => merges.push((members.len(), more)),
                    None => self.refuse(span, "a merge key takes a mapping, or several"),
                }
            } else if let Some((key, key_span)) = key {
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
            let alias = matches!(event, Event::Alias(_)).then(|| span.clone());
            let node = self.node(event, span, depth + 1)?;
            let place = alias.unwrap_or(node.span);
            if let Value::String(text) = node.value {
                return Ok(Some((text, place)));
            }
            self.refuse(place, "a key must be a string");
            return Ok(None);
        };
        self.refuse_tag(tag.is_some(), &span);
        if style == ScalarStyle::Plain && !matches!(scalar::resolve(&text), Ok(Value::String(_))) {
            // Nothing at all is no text that somebody meant.
            if text.is_empty() || text == "~" {
                self.refuse(span.clone(), "a key must be a string: put it in quotes");
            } else {
                self.remark(
                    &span,
                    "a key is a string: it is read as one, without quotes",
                );
            }
        }
        let text = text.into_owned();
        if anchor != 0 {
            let value = Value::String(text.clone());
            let span = span.clone();
            self.anchors.keep(anchor, &Node { span, value });
        }
        Ok(Some((text, span)))
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

    fn refuse_tag(&mut self, has_tag: bool, span: &Span) {
        if has_tag {
            self.refuse(
                span.clone(),
                "JSON has no tags: write the value as the type that it has",
            );
        }
    }

    /// Tells what is read otherwise than it stands, the first of each kind.
    fn remark(&mut self, span: &Span, message: &'static str) {
        if !self.remarks.iter().any(|remark| remark.message == message) {
            self.remarks
                .push(Fault::new(FaultKind::NotJson, span.clone(), message));
        }
    }

    fn has_refused(&self, message: &str) -> bool {
        self.faults.iter().any(|fault| fault.message == message)
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

fn is_merge(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(text, ScalarStyle::Plain, _, _) if text == "<<")
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
