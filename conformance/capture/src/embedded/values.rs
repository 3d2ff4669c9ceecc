//! Reads JSON values one behind the other, whatever stands between them: nothing, spaces, commas, byte
//! order marks, zero bytes, or the record separators of RFC 7464.

use crate::cutter::{Cutter, End, ReadError};
use crate::item::{Item, Payload, TOO_LONG};
use crate::scan::is_space;
use crate::steps::Steps;
use crate::window::Window;
use idcard_judge::{Failure, Origin, SkipReason};
use memchr::memchr;
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a JSON text sequence has before each text.
const RECORD: u8 = 0x1E;

/// Whether a byte separates values, besides white space and commas.
pub(crate) fn is_separator(byte: u8) -> bool {
    matches!(byte, 0 | RECORD)
}

/// How much of the beginning of a text separates values.
pub(crate) fn separators(text: &[u8]) -> usize {
    // The three bytes of a mark may come one by one.
    let is_mark = |byte: u8| matches!(byte, 0xEF | 0xBB | 0xBF);
    let separates = |byte| is_space(byte) || byte == b',' || is_separator(byte) || is_mark(byte);
    let first = text.iter().position(|&byte| !separates(byte));
    first.unwrap_or(text.len())
}

/// Goes past what separates values. What is skipped there is a run of zeros where a line should begin, as a log
/// has it that was cut while it was written to.
pub(crate) fn pass_separators<R: BufRead>(
    cutter: &mut Cutter<R>,
    input: &Arc<str>,
) -> Result<Option<Item>, ReadError> {
    let start = cutter.position();
    let mut is_line_start = start.column == 1;
    let mut has_zeros = false;
    cutter.pass(|text| {
        let count = separators(text);
        for &byte in &text[..count] {
            has_zeros |= byte == 0 && is_line_start;
            is_line_start = byte == b'\n' || is_line_start && (byte == 0 || is_space(byte));
        }
        count
    })?;
    let origin = Origin::at(Arc::clone(input), start);
    Ok(has_zeros.then(|| Item::skipped(origin, SkipReason::Zeros)))
}

/// Values one behind the other.
pub(crate) struct Values<R> {
    cutter: Cutter<R>,
    input: Arc<str>,
    longest: usize,
    is_empty: bool,
}

impl<R: BufRead> Values<R> {
    pub(crate) fn new(reader: R, input: Arc<str>, longest: usize) -> Self {
        Self {
            cutter: Cutter::new(reader),
            input,
            longest,
            is_empty: true,
        }
    }
}

impl<R: BufRead> Steps for Values<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let mut items = Vec::from_iter(pass_separators(&mut self.cutter, &self.input)?);
        let Some(first) = self.cutter.peek()? else {
            let origin = Origin::whole(Arc::clone(&self.input));
            let nothing = self
                .is_empty
                .then(|| Item::skipped(origin, SkipReason::Empty));
            items.extend(nothing);
            return Ok(ControlFlow::Break(items));
        };
        self.is_empty = false;
        let origin = Origin::at(Arc::clone(&self.input), self.cutter.position());
        if !matches!(first, b'{' | b'[' | b'"') {
            self.cutter.pass_line()?;
            let failure = Failure::at(&origin, "no JSON value begins here");
            items.push(Item::Failed(failure));
            return Ok(ControlFlow::Continue(items));
        }
        let piece = self.cutter.piece(self.longest)?;
        if piece.end == End::Broken {
            // Nobody knows where it ends. The next may begin on the next line.
            self.cutter.pass_line()?;
        }
        items.push(if piece.bytes.is_empty() {
            Item::Failed(Failure::at(&origin, TOO_LONG))
        } else {
            Item::Payload(Payload {
                origin,
                document: None,
                bytes: piece.bytes,
            })
        });
        Ok(ControlFlow::Continue(items))
    }
}

/// A JSON text sequence (RFC 7464). No JSON has the separator in it, so that a text that breaks off costs
/// none of those behind it.
pub(crate) struct Sequence<R> {
    window: Window<R>,
    input: Arc<str>,
    longest: usize,
    is_empty: bool,
}

impl<R: Read> Sequence<R> {
    pub(crate) fn new(reader: R, input: Arc<str>, longest: usize) -> Self {
        Self {
            window: Window::new(reader),
            input,
            longest,
            is_empty: true,
        }
    }

    /// How long the text is, without the separator behind it, and whether that is all of it.
    fn length(&mut self) -> Result<(usize, bool), ReadError> {
        let mut searched = 0;
        loop {
            let text = self.window.look(searched + 1)?;
            let end = memchr(RECORD, &text[searched..]).map(|at| searched + at);
            let is_all = text.len() == searched;
            searched = text.len();
            if let Some(end) = end {
                return Ok((end, true));
            }
            if is_all || searched > self.longest {
                return Ok((searched, is_all));
            }
        }
    }
}

impl<R: Read> Steps for Sequence<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let blank = separators(self.window.look(1)?);
        if blank > 0 {
            self.window.take(blank);
            return Ok(ControlFlow::Continue(Vec::new()));
        }
        let origin = Origin::at(Arc::clone(&self.input), self.window.position());
        let (length, is_whole) = self.length()?;
        if length == 0 {
            let whole = Origin::whole(Arc::clone(&self.input));
            let nothing = self
                .is_empty
                .then(|| Item::skipped(whole, SkipReason::Empty));
            return Ok(ControlFlow::Break(Vec::from_iter(nothing)));
        }
        self.is_empty = false;
        if !is_whole || length > self.longest {
            let mut is_over = is_whole;
            self.window.take(length);
            while !is_over {
                let (more, is_end) = self.length()?;
                self.window.take(more);
                is_over = is_end;
            }
            let failure = Failure::at(&origin, TOO_LONG);
            return Ok(ControlFlow::Continue(vec![Item::Failed(failure)]));
        }
        let bytes = self.window.take(length).trim_ascii_end().to_vec();
        Ok(ControlFlow::Continue(vec![Item::Payload(Payload {
            origin,
            document: None,
            bytes,
        })]))
    }
}
