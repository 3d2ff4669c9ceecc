//! Reads lines with text before or behind the JSON: logs of frameworks, containers and clouds.
//!
//! Lines without any are counted. An object that is no document of this API is passed over with all that is in
//! it: nothing inside is judged unasked, but what may have a document in it is looked into.

use super::amid::item;
use super::cri::{self, Part};
use super::likeness::Taken;
use super::search::{self, Search, hits, line_end};
use crate::cutter::ReadError;
use crate::format::Format;
use crate::item::{Item, Payload, TOO_LONG};
use crate::kind;
use crate::scan::is_space;
use crate::steps::Steps;
use crate::window::Window;
use idcard_judge::{Failure, Origin, SkipReason};
use memchr::{memchr, memmem};
use std::io::{self, Read};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// The JSON in a text.
pub(crate) struct Text<R> {
    window: Window<R>,
    input: Arc<str>,
    longest: usize,
    taken: Taken,
    /// How much is left of the line that is being read, with its end; `None` where it has yet to be
    /// found.
    left: Option<usize>,
    /// Whether something on this line was taken.
    is_used: bool,
    is_blank: bool,
    has_found: bool,
    /// How it begins, which tells what it is if nothing is found.
    head: Vec<u8>,
    search: Search,
    /// Of each of the two streams of a container, a line that has yet to end.
    open: [Option<Open>; 2],
}

/// A line that comes in parts.
struct Open {
    origin: Origin,
    /// The first part with what is before it, and the text of the others.
    bytes: Vec<u8>,
    is_too_long: bool,
}

impl<R: Read> Text<R> {
    pub(crate) fn new(reader: R, input: Arc<str>, longest: usize, taken: Taken) -> Self {
        Self {
            window: Window::new(reader),
            input,
            longest,
            taken,
            left: None,
            is_used: false,
            is_blank: true,
            has_found: false,
            head: Vec::new(),
            search: Search::default(),
            open: [None, None],
        }
    }

    fn origin(&self) -> Origin {
        Origin::at(Arc::clone(&self.input), self.window.position())
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        self.search.passed += count;
        self.left = self.left.and_then(|left| left.checked_sub(count));
        self.window.take(count)
    }

    /// Goes past zeros where a line should begin, of which there may be gigabytes.
    fn pass_zeros(&mut self) -> io::Result<Option<Item>> {
        let origin = self.origin();
        let mut is_zero = false;
        loop {
            let text = self.window.look(1)?;
            let zeros = text.iter().take_while(|byte| **byte == 0).count();
            if zeros == 0 {
                return Ok(is_zero.then(|| Item::skipped(origin, SkipReason::Zeros)));
            }
            is_zero = true;
            self.take(zeros);
        }
    }

    /// The end of the line, or of what may be read of it.
    fn line(&mut self) -> io::Result<usize> {
        if let Some(left) = self.left {
            return Ok(left);
        }
        let left = line_end(&mut self.window, 0, self.longest)?;
        self.left = Some(left);
        Ok(left)
    }

    /// Goes to the end of a line that is longer than a payload may be.
    fn skip_long(&mut self) -> io::Result<Item> {
        let failure = Failure::at(&self.origin(), "the line is longer than a payload may be");
        loop {
            let text = self.window.look(1)?;
            let (end, all) = (memchr(b'\n', text), text.len());
            if all > 0 {
                self.take(end.unwrap_or(all));
            }
            if all == 0 || end.is_some() {
                break;
            }
        }
        (self.left, self.is_used) = (None, true);
        Ok(Item::Failed(failure))
    }

    /// Passes over text in which nothing is, and counts its lines.
    fn pass(&mut self, count: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let origin = self.origin();
        let passed = self.take(count);
        if !self.has_found {
            let room = HEAD.saturating_sub(self.head.len());
            self.head
                .extend_from_slice(&passed[..passed.len().min(room)]);
        }
        for line in passed.split_inclusive(|&byte| byte == b'\n') {
            self.is_blank &= line.iter().all(|&byte| is_space(byte));
            if line.ends_with(b"\n") {
                items.extend(self.end_line(&origin));
            }
        }
        items
    }

    fn end_line(&mut self, origin: &Origin) -> Option<Item> {
        let is_other = !self.is_used && !self.is_blank;
        (self.is_used, self.is_blank) = (false, true);
        is_other.then(|| Item::skipped(origin.clone(), SkipReason::OtherLine))
    }

    fn finish(&mut self) -> Vec<Item> {
        let origin = self.origin();
        let mut items = Vec::from_iter(self.end_line(&origin));
        for open in self.open.each_mut().map(Option::take).into_iter().flatten() {
            items.extend(self.close(&open));
        }
        if !self.has_found {
            let whole = Origin::whole(Arc::clone(&self.input));
            let said = kind(&self.head)
                .map_or_else(|| NOTHING.to_owned(), |kind| format!("no JSON, but {kind}"));
            items.push(Item::Failed(Failure::at(&whole, said)));
        }
        items
    }

    /// Says once how it is read.
    fn found(&mut self, items: &mut Vec<Item>) {
        if !std::mem::replace(&mut self.has_found, true) {
            items.push(Item::Read(Format::Text));
        }
    }

    fn payload(&mut self, range: Range<usize>, decoded: Option<Vec<u8>>) -> Vec<Item> {
        let mut items = self.pass(range.start);
        self.found(&mut items);
        let origin = self.origin();
        let taken = self.take(range.len());
        (self.is_used, self.is_blank) = (true, false);
        items.push(if taken.len() > self.longest {
            Item::Failed(Failure::at(&origin, TOO_LONG))
        } else {
            item(origin, taken, decoded)
        });
        items
    }

    /// An object that is no document of this API, and may have one in it.
    fn around(&mut self, range: Range<usize>) -> Vec<Item> {
        let mut items = self.pass(range.start);
        let origin = self.origin();
        let bytes = self.take(range.len());
        (self.is_used, self.is_blank) = (true, false);
        items.push(Item::Around(Payload {
            origin,
            document: None,
            bytes,
        }));
        items
    }

    /// Adds a part to the line of its stream, which may end with it.
    fn part(&mut self, part: &Part, length: usize) -> Vec<Item> {
        let origin = Origin {
            line: Some(self.window.position().line),
            ..Origin::whole(Arc::clone(&self.input))
        };
        let line = self.take(length);
        (self.left, self.is_used) = (None, false);
        let line = line.strip_suffix(b"\n").unwrap_or(&line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let open = self.open[part.stream].get_or_insert_with(|| Open {
            origin,
            bytes: line[..part.before].to_vec(),
            is_too_long: false,
        });
        let text = &line[part.before..];
        open.is_too_long |= open.bytes.len() + text.len() > self.longest;
        if !open.is_too_long {
            open.bytes.extend_from_slice(text);
        }
        match self.open[part.stream].take_if(|_| part.is_last) {
            Some(open) => self.close(&open),
            None => Vec::new(),
        }
    }

    /// What is in a line that came in parts.
    fn close(&mut self, open: &Open) -> Vec<Item> {
        let Open {
            origin,
            bytes,
            is_too_long,
        } = open;
        if *is_too_long {
            return vec![Item::Failed(Failure::at(origin, TOO_LONG))];
        }
        let mut items = Vec::new();
        for hit in hits(bytes, self.taken, usize::MAX) {
            self.found(&mut items);
            let start = hit.start;
            let origin = Origin {
                start,
                ..origin.clone()
            };
            items.push(item(origin, bytes[hit.range].to_vec(), hit.decoded));
        }
        if items.is_empty() && self.taken == Taken::Documents && may_hold(bytes) {
            for hit in hits(bytes, Taken::Objects, usize::MAX) {
                items.push(Item::Around(Payload {
                    origin: origin.clone(),
                    document: None,
                    bytes: bytes[hit.range].to_vec(),
                }));
            }
        }
        if items.is_empty() {
            items.push(Item::skipped(origin.clone(), SkipReason::OtherLine));
        }
        items
    }
}

/// Whether it is worth while to look into an object that is no document of this API.
fn may_hold(bytes: &[u8]) -> bool {
    let has = |word: &[u8]| memmem::find(bytes, word).is_some();
    has(b"images") || has(b"errorCode") || has(b"message") && has(b"code") || has(b"eyJ")
}

/// So much of a text tells what it is.
const HEAD: usize = 1 << 12;

/// The message of a text in which nothing is found.
const NOTHING: &str = "it is text in which no document of this API was found";

/// The message of one that is made to be slow.
const TOO_MUCH: &str =
    "too much in it begins as JSON does and has no end; what follows was not searched";

impl<R: Read> Steps for Text<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let begins = self.left.is_none();
        if begins && let Some(zeros) = self.pass_zeros()? {
            return Ok(ControlFlow::Continue(vec![zeros]));
        }
        let line = self.line()?;
        if line == 0 {
            return Ok(ControlFlow::Break(self.finish()));
        }
        let text = &self.window.look(line)?[..line];
        if line > self.longest && !text.ends_with(b"\n") {
            return Ok(ControlFlow::Continue(vec![self.skip_long()?]));
        }
        if begins
            && let Some(part) = cri::part(text)
            && (!part.is_last || self.open[part.stream].is_some())
        {
            return Ok(ControlFlow::Continue(self.part(&part, line)));
        }
        let mut at = 0;
        let items = loop {
            match search::next(&mut self.window, at..line, self.longest, &mut self.search)? {
                Some(found) if found.is_taken(self.taken) => {
                    break self.payload(found.range, found.decoded);
                }
                Some(found) if found.object.end.is_some() => {
                    let bytes = &self.window.look(found.range.end)?[found.range.clone()];
                    if bytes.len() <= self.longest && may_hold(bytes) {
                        break self.around(found.range);
                    }
                    at = found.range.end;
                }
                Some(found) => at = found.next(),
                None => break self.pass(line),
            }
            if self.search.is_too_much(self.longest) {
                let failure = Failure::at(&self.origin(), TOO_MUCH);
                return Ok(ControlFlow::Break(vec![Item::Failed(failure)]));
            }
            if at >= line {
                break self.pass(at);
            }
        };
        if self.left == Some(0) {
            self.left = None;
        }
        Ok(ControlFlow::Continue(items))
    }
}
