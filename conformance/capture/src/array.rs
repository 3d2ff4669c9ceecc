//! Reads the elements of a JSON array one at a time, as an array may be gigabytes long. Another array may
//! follow.
//!
//! An element that breaks off or whose brackets do not match is a payload all the same: the judge
//! reports what is wrong with it.

use super::cutter::{BRACKETS, Cutter, ENDS_EARLY, End, ReadError};
use super::embedded::pass_separators;
use super::item::{Item, Payload, TOO_LONG};
use idcard_judge::{Failure, Origin, SkipReason};
use std::io::BufRead;
use std::sync::Arc;

/// The elements of an array.
pub(super) struct Elements<R> {
    cutter: Cutter<R>,
    input: Arc<str>,
    longest: usize,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Before,
    /// Behind an array.
    Between,
    Inside {
        is_first: bool,
    },
    /// Only this is left to say.
    Broken(&'static str),
    Done,
}

impl<R: BufRead> Elements<R> {
    pub(super) fn new(reader: R, input: Arc<str>, longest: usize) -> Self {
        Self {
            cutter: Cutter::new(reader),
            input,
            longest,
            state: State::Before,
        }
    }

    fn step(&mut self) -> Result<Option<Item>, ReadError> {
        let is_first = match std::mem::replace(&mut self.state, State::Done) {
            State::Done => return Ok(None),
            State::Broken(message) => return Err(self.cutter.error(message)),
            State::Between => {
                let zeros = pass_separators(&mut self.cutter, &self.input)?;
                if self.cutter.peek()? == Some(b'[') {
                    self.state = State::Before;
                    return zeros.map_or_else(|| self.step(), |zeros| Ok(Some(zeros)));
                }
                self.cutter.end()?;
                return Ok(zeros);
            }
            State::Before if !self.cutter.take(b'[')? => {
                return Err(self.cutter.error("no array begins here"));
            }
            State::Before => true,
            State::Inside { is_first } => is_first,
        };
        if !self.cutter.element(is_first)? {
            self.state = State::Between;
            if is_first {
                let origin = Origin::whole(Arc::clone(&self.input));
                return Ok(Some(Item::skipped(origin, SkipReason::Empty)));
            }
            return self.step();
        }
        let piece = self.cutter.piece(self.longest)?;
        let origin = Origin::at(Arc::clone(&self.input), piece.start);
        self.state = match piece.end {
            End::Whole | End::TooLong => State::Inside { is_first: false },
            End::Cut => State::Broken(ENDS_EARLY),
            End::Broken => State::Broken(BRACKETS),
        };
        if piece.bytes.is_empty() {
            return Ok(Some(Item::Failed(Failure::at(&origin, TOO_LONG))));
        }
        Ok(Some(Item::Payload(Payload {
            origin,
            document: None,
            bytes: piece.bytes,
        })))
    }
}

impl<R: BufRead> Iterator for Elements<R> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        match self.step() {
            Ok(item) => item,
            Err(error) => {
                self.state = State::Done;
                Some(Item::unreadable(&self.input, error))
            }
        }
    }
}
