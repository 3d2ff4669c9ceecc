//! Unwraps a payload from a document around it: a member, or the text of a string.
//!
//! A step that leads nowhere is a failure: a log of which one line in ten has no body is not a log
//! of which every line was judged.

use super::cutter::{BRACKETS, Cutter, ENDS_EARLY, End, ReadError};
use super::embedded;
use super::item::{Item, Payload};
use super::text;
use idcard_judge::{Failure, Origin};
use serde::de::IgnoredAny;
use spanned_tree::Position;
use std::borrow::Cow;
use std::fmt;

/// One step into a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value at a pointer.
    Pointer(Pointer),
    /// From a string to the text in it.
    JsonString,
}

/// An RFC 6901 pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pointer {
    text: String,
    tokens: Vec<String>,
}

/// Not a pointer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadPointer;

impl fmt::Display for BadPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pointer begins with / and has ~0 for ~ and ~1 for /, as in /_source/body")
    }
}

impl std::error::Error for BadPointer {}

impl Step {
    /// To the value at a pointer.
    pub fn pointer(text: &str) -> Result<Self, BadPointer> {
        let mut parts = text.split('/');
        if parts.next() != Some("") {
            return Err(BadPointer);
        }
        let tokens = parts.map(token).collect::<Option<_>>().ok_or(BadPointer)?;
        Ok(Self::Pointer(Pointer {
            text: text.to_owned(),
            tokens,
        }))
    }
}

fn token(text: &str) -> Option<String> {
    let mut parts = text.split('~');
    let mut token = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escaped, rest) = match part.as_bytes().first()? {
            b'0' => ('~', &part[1..]),
            b'1' => ('/', &part[1..]),
            _ => return None,
        };
        token.push(escaped);
        token.push_str(rest);
    }
    Some(token)
}

/// The path into each document, step by step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unwrap(Vec<Step>);

impl From<Vec<Step>> for Unwrap {
    fn from(steps: Vec<Step>) -> Self {
        Self(steps)
    }
}

/// Where it has come to.
struct At<'b> {
    origin: Origin,
    bytes: Cow<'b, [u8]>,
}

impl Unwrap {
    /// Whether it leads nowhere but to the document itself.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The payload in a document. What is text of the input as it stands keeps its place there; the
    /// text of a string has only that of the document around it, for which the origin of a line has
    /// to name the line.
    pub fn apply(&self, origin: &Origin, bytes: &[u8]) -> Result<Payload, Failure> {
        let mut at = At {
            origin: origin.clone(),
            bytes: bytes.into(),
        };
        for step in &self.0 {
            at = match step {
                Step::Pointer(pointer) => at.pointer(pointer)?,
                Step::JsonString => at.text()?,
            };
        }
        Ok(Payload {
            origin: at.origin,
            document: None,
            bytes: at.bytes.into_owned(),
        })
    }

    pub(super) fn payload(&self, payload: &Payload) -> Item {
        match self.apply(&payload.origin, &payload.bytes) {
            Ok(inner) => Item::Payload(Payload {
                document: payload.document,
                ..inner
            }),
            Err(failure) => Item::Failed(failure),
        }
    }
}

impl At<'_> {
    fn pointer(mut self, pointer: &Pointer) -> Result<Self, Failure> {
        let found = find(&self.bytes, &pointer.tokens).map_err(|error| self.broken(&error))?;
        let mut origin = self.origin.clone();
        origin.inside = Some(origin.inside.unwrap_or_default() + &pointer.text);
        let Some((start, range)) = found else {
            return Err(Failure::at(&origin, "the pointer leads nowhere"));
        };
        origin.start = origin.place(start);
        // The line stays that of the document.
        origin.line = self.line();
        self.bytes = match self.bytes {
            Cow::Borrowed(bytes) => bytes[range].into(),
            Cow::Owned(mut bytes) => {
                bytes.truncate(range.end);
                bytes.drain(..range.start);
                bytes.into()
            }
        };
        self.origin = origin;
        Ok(self)
    }

    fn text(mut self) -> Result<Self, Failure> {
        let mut cutter = Cutter::new(&*self.bytes);
        let piece = cutter.piece(usize::MAX).and_then(|piece| {
            cutter.end()?;
            Ok(piece)
        });
        let piece = piece.map_err(|error| self.broken(&error))?;
        let is_whole = piece.end == End::Whole;
        let Some(text) = text::decode(&piece.bytes).filter(|_| is_whole) else {
            return Err(Failure::at(&self.origin, "it is no JSON string"));
        };
        self.origin.line = self.line();
        self.origin.inside.get_or_insert_default();
        // A framework may have written its own words before the document.
        let range = embedded::inside(&text).unwrap_or(0..text.len());
        self.origin.start = super::form::position(&text[..range.start]);
        self.bytes = text[range].to_vec().into();
        Ok(self)
    }

    /// The line of the document around, where it is one of many.
    fn line(&self) -> Option<usize> {
        let begins_later = self.origin.inside.is_none() && self.origin.start != Origin::BEGINNING;
        let line = begins_later.then_some(self.origin.start.line);
        self.origin.line.or(line)
    }

    fn broken(&self, error: &ReadError) -> Failure {
        let message = match error {
            ReadError::Io(error) => error.to_string(),
            ReadError::Syntax(position, message) => {
                let Position { line, column } = self.origin.place(*position);
                format!("the document around the payload is not JSON: {line}:{column}: {message}")
            }
        };
        Failure::at(&self.origin, message)
    }
}

type Place = (Position, std::ops::Range<usize>);

/// Where the value at a pointer is. Of repeated keys the last counts, as for the judge.
fn find(text: &[u8], tokens: &[String]) -> Result<Option<Place>, ReadError> {
    let mut place = Some((Origin::BEGINNING, 0..text.len()));
    for token in tokens {
        let Some((start, range)) = place.clone() else {
            break;
        };
        let base = range.start;
        let mut cutter = Cutter::new(&text[range]);
        let inner = child(&mut cutter, token);
        let inner = inner.and_then(|inner| {
            cutter.end()?;
            Ok(inner)
        });
        // Places were counted from the value that was looked into.
        let around = Origin::at("".into(), start);
        place = inner
            .map_err(|error| match error {
                ReadError::Syntax(position, message) => {
                    ReadError::Syntax(around.place(position), message)
                }
                io @ ReadError::Io(_) => io,
            })?
            .map(|(position, inner)| {
                let range = base + inner.start..base + inner.end;
                (around.place(position), range)
            });
    }
    Ok(place)
}

/// Goes past what is neither a string nor has anything in it. Text that is no JSON looks like that.
fn scalar(cutter: &mut Cutter<&[u8]>) -> Result<(), ReadError> {
    let missing = cutter.error("no value begins here");
    let piece = cutter.piece(LONGEST_SCALAR)?;
    match piece.end {
        End::Cut => Err(cutter.error(ENDS_EARLY)),
        End::Broken => Err(cutter.error(BRACKETS)),
        End::Whole | End::TooLong => serde_json::from_slice::<IgnoredAny>(&piece.bytes)
            .map(drop)
            .map_err(|_| missing),
    }
}

/// No number is longer.
const LONGEST_SCALAR: usize = 4096;

fn child(cutter: &mut Cutter<&[u8]>, token: &str) -> Result<Option<Place>, ReadError> {
    let mut found = None;
    let mut visit = |cutter: &mut Cutter<&[u8]>, is_it: bool| {
        cutter.peek()?;
        let (position, start) = (cutter.position(), cutter.offset());
        cutter.skip()?;
        if is_it {
            found = Some((position, start..cutter.offset()));
        }
        Ok(())
    };
    match cutter.peek()? {
        Some(b'{') => cutter.object(|cutter, key| visit(cutter, key == token.as_bytes()))?,
        Some(b'[') => cutter.array(|cutter, index| visit(cutter, index.to_string() == token))?,
        Some(b'"') => cutter.skip()?,
        _ => scalar(cutter)?,
    }
    Ok(found)
}
