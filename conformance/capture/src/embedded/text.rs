//! Reads lines with text before or behind the JSON: logs of frameworks, containers and clouds.
//!
//! A value begins and ends on a line, or is laid out from its bracket on. Lines without any are counted.
//! An object that is no document of this API is passed over with all that is in it: nothing inside is
//! judged unasked.

use super::likeness::{Object, object};
use crate::cutter::ReadError;
use crate::item::{Item, Payload, TOO_LONG};
use crate::kind;
use crate::scan::is_space;
use crate::steps::Steps;
use crate::window::Window;
use idcard_judge::{Failure, Origin, SkipReason};
use memchr::memchr;
use std::io::{self, Read};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

/// Which objects are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// What looks like a document of this API.
    Documents,
    /// Each that is whole, or looks so: the user says where in it the payload is.
    Objects,
}

/// So often what was read may be searched over for objects that do not end.
const MOST_SEARCHED: usize = 16;

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
    /// What it is, if that is known to be something else.
    kind: Option<String>,
    search: Search,
}

/// What was searched, against what was passed.
#[derive(Default)]
struct Search {
    spent: usize,
    passed: usize,
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
            kind: None,
            search: Search::default(),
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
        // Where it begins, it says what it is.
        if origin.start == Origin::BEGINNING {
            self.kind = kind(&passed);
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
        if !self.has_found {
            let whole = Origin::whole(Arc::clone(&self.input));
            let kind = self.kind.take();
            let said =
                kind.map_or_else(|| NOTHING.to_owned(), |kind| format!("no JSON, but {kind}"));
            items.push(Item::Failed(Failure::at(&whole, said)));
        }
        items
    }

    fn payload(&mut self, range: Range<usize>) -> Vec<Item> {
        let mut items = self.pass(range.start);
        let origin = self.origin();
        let bytes = self.take(range.len());
        self.has_found = true;
        (self.is_used, self.is_blank) = (true, false);
        items.push(if bytes.len() > self.longest {
            Item::Failed(Failure::at(&origin, TOO_LONG))
        } else {
            Item::Payload(Payload {
                origin,
                document: None,
                bytes,
            })
        });
        items
    }
}

/// The message of a text in which nothing is found.
const NOTHING: &str = "it is text in which no document of this API was found";

/// The message of one that is made to be slow.
const TOO_MUCH: &str =
    "too much in it begins as JSON does and has no end; what follows was not searched";

impl<R: Read> Steps for Text<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let line = self.line()?;
        if line == 0 {
            return Ok(ControlFlow::Break(self.finish()));
        }
        if line > self.longest && !self.window.look(line)?[..line].ends_with(b"\n") {
            return Ok(ControlFlow::Continue(vec![self.skip_long()?]));
        }
        let mut at = 0;
        let items = loop {
            match next(&mut self.window, at..line, self.longest, &mut self.search)? {
                Some(found) if found.is_taken(self.taken) => break self.payload(found.range),
                Some(found) if found.object.end.is_some() => at = found.range.end,
                // It does not end, so that another may begin in it.
                Some(found) => at = found.range.start + 1,
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

impl Search {
    fn is_too_much(&self, longest: usize) -> bool {
        self.spent / MOST_SEARCHED > self.passed.saturating_add(longest)
    }
}

/// An object in the window.
struct Found {
    range: Range<usize>,
    object: Object,
}

impl Found {
    fn is_taken(&self, taken: Taken) -> bool {
        match taken {
            Taken::Documents => self.object.is_document,
            Taken::Objects => self.object.is_document || self.object.end.is_some(),
        }
    }
}

/// How much of the window is the line that begins at `from`, with its end. Looks no further than a
/// line may be long, and one byte.
fn line_end<R: Read>(window: &mut Window<R>, from: usize, longest: usize) -> io::Result<usize> {
    let mut searched = from;
    loop {
        let text = window.look(searched + 1)?;
        if let Some(feed) = memchr(b'\n', &text[searched.min(text.len())..]) {
            return Ok(searched + feed + 1);
        }
        let is_all = text.len() <= searched;
        searched = text.len();
        if is_all || searched > from.saturating_add(longest) {
            return Ok(searched);
        }
    }
}

/// The next object that begins on this part of a line.
fn next<R: Read>(
    window: &mut Window<R>,
    line: Range<usize>,
    longest: usize,
    search: &mut Search,
) -> io::Result<Option<Found>> {
    let mut at = line.start;
    loop {
        let text = window.look(line.end)?;
        let Some(bracket) = memchr(b'{', &text[at..line.end]) else {
            return Ok(None);
        };
        at += bracket;
        let rest = text[at..line.end].trim_ascii_end();
        let is_laid_out = rest.len() == 1 || rest.ends_with(b",") || rest.ends_with(b"[");
        if !begins_object(rest) {
            at += 1;
            continue;
        }
        let object = object(rest);
        let end = object.end.map_or(at + rest.len(), |end| at + end);
        if object.end.is_some() || !is_laid_out {
            search.spent += if object.end.is_none() { rest.len() } else { 0 };
            let range = at..end;
            return Ok(Some(Found { range, object }));
        }
        return laid_out(window, at, line.end, longest, search).map(Some);
    }
}

/// Whether the first member is there, or has to be on the next line.
fn begins_object(text: &[u8]) -> bool {
    let first = text[1..].iter().find(|byte| !is_space(**byte));
    first.is_none_or(|byte| matches!(byte, b'"' | b'}'))
}

/// An object that goes on over lines that are indented, or begin as JSON does, to the bracket that
/// closes it.
fn laid_out<R: Read>(
    window: &mut Window<R>,
    start: usize,
    first: usize,
    longest: usize,
    search: &mut Search,
) -> io::Result<Found> {
    let mut end = first;
    while end - start <= longest {
        let line = line_end(window, end, longest)?;
        let text = window.look(line)?;
        let begins = text.get(end).copied();
        if !begins.is_some_and(|byte| b" \t\r\n\"{}[]".contains(&byte)) {
            break;
        }
        let is_last = begins == Some(b'}');
        end = line;
        if is_last {
            break;
        }
    }
    let text = window.look(end)?;
    let text = text[start..end.min(text.len())].trim_ascii_end();
    let object = object(text);
    let length = object.end.unwrap_or(text.len());
    if object.end.is_none() {
        search.spent += text.len();
    }
    let range = start..start + length;
    Ok(Found { range, object })
}

/// Whether there is something to take in a text, of which this is the beginning.
pub(crate) fn has_value(head: &[u8], taken: Taken) -> bool {
    find(head, taken).is_some()
}

/// The first object that is taken.
fn find(text: &[u8], taken: Taken) -> Option<Range<usize>> {
    let mut window = Window::new(text);
    let mut search = Search::default();
    let (mut at, mut line) = (0, 0);
    while line < text.len() {
        line = line_end(&mut window, line.max(at), text.len()).ok()?;
        while at < line && !search.is_too_much(text.len()) {
            match next(&mut window, at..line, text.len(), &mut search).ok()? {
                Some(found) if found.is_taken(taken) => return Some(found.range),
                Some(found) if found.object.end.is_some() => at = found.range.end,
                Some(found) => at = found.range.start + 1,
                None => at = line,
            }
        }
    }
    None
}
