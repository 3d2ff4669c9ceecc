//! Unwraps payloads from a document around them: members, the elements of lists, the text of strings,
//! what is in base64.
//!
//! A value that is not there, null or empty is counted: of the lines of a log, few have a body. One
//! that is there and leads nowhere is a failure.

mod encoded;
mod find;
mod step;
mod within;

use step::Pointer;
pub use step::{BadPointer, Step};
pub use within::json_within;

use super::cutter::{Cutter, End, ReadError};
use super::item::{Item, Payload};
use super::text;
use find::{Found, Place};
use idcard_judge::{Failure, Origin, SkipReason};
use spanned_tree::Position;
use std::borrow::Cow;

/// The paths into each document, each of them step by step; all of them are gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unwrap(Vec<Vec<Step>>);

impl From<Vec<Step>> for Unwrap {
    fn from(steps: Vec<Step>) -> Self {
        Self::from(vec![steps])
    }
}

/// A path without a step leads nowhere.
impl From<Vec<Vec<Step>>> for Unwrap {
    fn from(mut paths: Vec<Vec<Step>>) -> Self {
        paths.retain(|steps| !steps.is_empty());
        Self(paths)
    }
}

/// Where a path has come to.
struct At<'b> {
    origin: Origin,
    bytes: Cow<'b, [u8]>,
}

/// What ends a path.
type Ended = Box<Item>;

/// What a step brought: places to go on from, and what ended here.
type Reached<'b> = Result<Vec<Result<At<'b>, Ended>>, Ended>;

impl Unwrap {
    /// Whether it leads nowhere but to the document itself.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The payloads in a document, path by path, and what else the paths came to. What is text of the
    /// input as it stands keeps its place there; the text of a string has only that of the document
    /// around it, for which the origin of a line has to name the line.
    pub fn apply(&self, origin: &Origin, bytes: &[u8]) -> Vec<Item> {
        let mut items = Vec::new();
        // No path at all is the one to the document itself.
        let paths: &[Vec<Step>] = if self.0.is_empty() {
            &[Vec::new()]
        } else {
            &self.0
        };
        for steps in paths {
            let at = At {
                origin: origin.clone(),
                bytes: bytes.into(),
            };
            // What is on top is gone on with first, so that all come in the order of the text.
            let mut open = vec![(Ok(at), steps.as_slice())];
            while let Some((at, steps)) = open.pop() {
                let reached = match (at, steps.split_first()) {
                    (Err(item), _) => Err(item),
                    (Ok(at), None) => Err(Box::new(at.payload())),
                    (Ok(at), Some((step, rest))) => at.step(step, rest).map(|all| (all, rest)),
                };
                match reached {
                    Ok((all, rest)) => open.extend(all.into_iter().rev().map(|at| (at, rest))),
                    Err(item) => items.push(*item),
                }
            }
        }
        items
    }

    pub(super) fn payloads(&self, payload: &Payload) -> Vec<Item> {
        let mut items = self.apply(&payload.origin, &payload.bytes);
        for item in &mut items {
            if let Item::Payload(inner) = item {
                inner.document = payload.document;
            }
        }
        items
    }
}

impl<'b> At<'b> {
    fn payload(self) -> Item {
        Item::Payload(Payload {
            origin: self.origin,
            document: None,
            bytes: self.bytes.into_owned(),
        })
    }

    fn step(self, step: &Step, rest: &[Step]) -> Reached<'b> {
        let is_last = rest.is_empty();
        let goes_on = matches!(rest.first(), Some(Step::Pointer(_)));
        match step {
            Step::Pointer(pointer) => self.pointer(pointer, is_last, goes_on),
            // What is base64 is no JSON yet.
            Step::JsonString if rest.first() == Some(&Step::Base64) => Ok(vec![Ok(self.text()?)]),
            Step::JsonString => Ok(self.text()?.within(is_last)?.each(is_last, goes_on)),
            Step::Base64 => Ok(self.decoded()?.within(is_last)?.each(is_last, goes_on)),
        }
    }

    fn pointer(self, pointer: &Pointer, is_last: bool, goes_on: bool) -> Reached<'b> {
        let found = find::find(&self.bytes, &pointer.tokens);
        let Found { places, absent } = found.map_err(|error| self.broken(&error))?;
        let mut reached = Vec::with_capacity(places.len() + absent.len());
        for place in places {
            match self.part(&place, is_last) {
                Ok(part) => reached.extend(part.each(is_last, goes_on)),
                Err(item) => reached.push(Err(item)),
            }
        }
        reached.extend(absent.into_iter().map(|pointer| {
            let mut origin = self.origin.clone();
            *origin.inside.get_or_insert_default() += &pointer;
            Err(skipped(origin, SkipReason::Absent))
        }));
        Ok(reached)
    }

    /// A value in this one. Of all elements or members, those that no document can be are but counted.
    fn part(&self, place: &Place, is_last: bool) -> Result<Self, Ended> {
        let mut origin = self.origin.clone();
        *origin.inside.get_or_insert_default() += &place.pointer;
        origin.start = self.origin.place(place.start);
        // The line stays that of the document.
        origin.line = self.line();
        let bytes = match &self.bytes {
            Cow::Borrowed(bytes) => bytes[place.range.clone()].into(),
            Cow::Owned(bytes) => bytes[place.range.clone()].to_owned().into(),
        };
        let part = Self { origin, bytes }.unless_empty()?;
        let has_room = matches!(part.bytes.trim_ascii_start().first(), Some(b'{' | b'['));
        if place.is_one_of_all && is_last && !has_room {
            return Err(skipped(part.origin, SkipReason::NoDocument));
        }
        Ok(part)
    }

    /// The elements, if it is a list and no pointer goes on into it. What is null or empty is but
    /// counted.
    fn each(self, is_last: bool, goes_on: bool) -> Vec<Result<Self, Ended>> {
        let places = if goes_on {
            None
        } else {
            find::elements(&self.bytes).filter(|places| !places.is_empty())
        };
        match places {
            Some(places) => { places.iter() }
                .map(|place| self.part(place, is_last))
                .collect(),
            None => vec![self.unless_empty()],
        }
    }

    fn unless_empty(self) -> Result<Self, Ended> {
        if within::is_empty(&self.bytes) {
            Err(skipped(self.origin, SkipReason::Absent))
        } else {
            Ok(self)
        }
    }

    /// The text of a string; an object or a list is what it is already.
    fn text(mut self) -> Result<Self, Ended> {
        let mut cutter = Cutter::new(&*self.bytes);
        match cutter.peek().map_err(|error| self.broken(&error))? {
            Some(b'{' | b'[') => return Ok(self),
            _ if within::is_empty(&self.bytes) => return self.unless_empty(),
            _ => {}
        }
        let piece = cutter.piece(usize::MAX).and_then(|piece| {
            cutter.end()?;
            Ok(piece)
        });
        let piece = piece.map_err(|error| self.broken(&error))?;
        let is_whole = piece.end == End::Whole;
        let Some(text) = text::decode(&piece.bytes).filter(|_| is_whole) else {
            return Err(self.failed("it is no JSON string"));
        };
        self.now(text);
        self.unless_empty()
    }

    /// The bytes that base64 means, of a string or of a text that is base64.
    fn decoded(mut self) -> Result<Self, Ended> {
        if self.bytes.trim_ascii_start().first() == Some(&b'"') {
            self = self.text()?;
        }
        let bytes = encoded::decoded(&self.bytes).map_err(|message| self.failed(message))?;
        self.now(bytes);
        self.unless_empty()
    }

    /// What is JSON in a text that is more than that: all of it, or a value that looks like a document
    /// of this API if it is to be judged.
    fn within(mut self, is_last: bool) -> Result<Self, Ended> {
        let Some((start, range)) = within::find(&self.bytes, is_last) else {
            return Err(skipped(self.origin, SkipReason::NoDocument));
        };
        if range.len() < self.bytes.len() {
            self.origin.start = self.origin.place(start);
            self.bytes = self.bytes[range].to_owned().into();
        }
        Ok(self)
    }

    /// Goes on with a text that does not stand in the input as it is.
    fn now(&mut self, text: Vec<u8>) {
        self.origin.line = self.line();
        self.origin.inside.get_or_insert_default();
        self.origin.start = Origin::BEGINNING;
        self.bytes = text.into();
    }

    /// The line of the document around, where it is one of many.
    fn line(&self) -> Option<usize> {
        let begins_later = self.origin.inside.is_none() && self.origin.start != Origin::BEGINNING;
        let line = begins_later.then_some(self.origin.start.line);
        self.origin.line.or(line)
    }

    fn failed(&self, message: impl Into<String>) -> Ended {
        Box::new(Item::Failed(Failure::at(&self.origin, message)))
    }

    fn broken(&self, error: &ReadError) -> Ended {
        self.failed(match error {
            ReadError::Io(error) => error.to_string(),
            ReadError::Syntax(_, message) if *message == find::TOO_MANY => (*message).to_owned(),
            ReadError::Syntax(position, message) => {
                let Position { line, column } = self.origin.place(*position);
                format!("the document around the payload is not JSON: {line}:{column}: {message}")
            }
        })
    }
}

fn skipped(origin: Origin, reason: SkipReason) -> Ended {
    Box::new(Item::skipped(origin, reason))
}
