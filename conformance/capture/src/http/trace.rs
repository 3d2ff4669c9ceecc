//! Reads what `curl --trace` or `--trace-ascii` writes: the bytes are put together, section by
//! section.
//!
//! ```text
//! => Send header, 20 bytes (0x14)
//! 0000: 50 4f 53 54 20 2f 61 20 48 54 54 50 2f 31 2e 31 POST /a HTTP/1.1
//! 0010: 0d 0a 0d 0a                                     ....
//! ```
//!
//! The form without the bytes loses what is not ASCII: such text is read as dots, which says
//! nothing about the shape, and dots between tokens are the line breaks that they were.

use super::super::cutter::ReadError;
use super::super::exchange::Address;
use super::super::item::{Item, Payload};
use super::super::limits::Limits;
use super::super::steps::Steps;
use super::body::Body;
use super::dump::{Dumped, Section, line_breaks, section};
use super::head::{self, Head, Start, unchunk};
use super::pairing::{Message, Pairing};
use idcard_judge::{Failure, Origin};
use std::io::{self, BufRead, Read};
use std::mem;
use std::ops::ControlFlow;
use std::sync::Arc;

/// What one side sent, as far as it is known.
#[derive(Default)]
struct Side {
    line: usize,
    head: Vec<u8>,
    body_line: usize,
    body: Vec<u8>,
    is_too_long: bool,
    /// Whether characters were lost.
    is_lossy: bool,
    /// Whether lines were.
    has_gaps: bool,
}

/// A trace.
pub(in super::super) struct Trace<R> {
    reader: R,
    input: Arc<str>,
    limits: Limits,
    line: usize,
    section: (Section, usize),
    section_line: usize,
    /// How many bytes of the section have been seen.
    seen: usize,
    /// Whether the dump has no numbers; `None` until a line of it shows.
    is_ascii: Option<bool>,
    sides: [Side; 2],
    pairing: Pairing,
    /// What has been found in this step.
    ready: Vec<Item>,
    is_empty: bool,
}

/// Longer lines hold nothing that is looked for.
const LONGEST_LINE: u64 = 1 << 12;

/// No head is longer.
const LONGEST_HEAD: usize = 1 << 18;

impl<R: BufRead> Trace<R> {
    pub(in super::super) fn new(
        reader: R,
        input: Arc<str>,
        limits: Limits,
        addresses: Arc<[Address]>,
    ) -> Self {
        Self {
            reader,
            input,
            limits,
            line: 0,
            section: (Section::Other, 0),
            section_line: 0,
            seen: 0,
            is_ascii: None,
            sides: Default::default(),
            pairing: Pairing::new(addresses),
            ready: Vec::new(),
            is_empty: true,
        }
    }

    /// The next line without its ending; `None` at the end.
    fn read_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        if (&mut self.reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(None);
        }
        self.line += 1;
        let mut is_whole = line.ends_with(b"\n");
        while !is_whole {
            let rest = self.reader.fill_buf()?;
            let end = memchr::memchr(b'\n', rest).map(|at| at + 1);
            let count = end.unwrap_or(rest.len());
            is_whole = end.is_some() || count == 0;
            self.reader.consume(count);
        }
        while line
            .last()
            .is_some_and(|&byte| byte == b'\n' || byte == b'\r')
        {
            line.pop();
        }
        Ok(Some(line))
    }

    fn line(&mut self, line: &[u8]) {
        if self.section.0 != Section::Other
            && self.seen < self.section.1
            && let Some(dumped) = Dumped::of(line)
        {
            self.dumped(&dumped);
        } else if let Some(section) = section(line) {
            self.complete_section();
            self.begin(section);
        }
    }

    /// The form without numbers does not show the line breaks that a section ends with.
    fn complete_section(&mut self) {
        let missing = self.section.1.saturating_sub(self.seen);
        if missing == 2 && self.is_ascii == Some(true) {
            self.push(b"\r\n");
        } else if missing > 0
            && let Some(side) = self.section.0.side()
        {
            self.sides[side].has_gaps = true;
            self.fail(
                self.section_line,
                "the dump of what was sent or received has gaps",
            );
        }
        self.section = (Section::Other, 0);
    }

    fn begin(&mut self, (section, length): (Section, usize)) {
        let Some(side) = section.side() else {
            return;
        };
        let is_head = matches!(section, Section::SentHead | Section::ReceivedHead);
        let has_body = self.sides[side].body_line > 0;
        // Sent data may come in between; a new head of the same side is what ends a message.
        if is_head && (has_body || head::end(&self.sides[side].head).is_some()) {
            self.flush(side, true);
        }
        // Whoever answers has heard the request, and whoever asks again has heard the answer.
        if section == Section::ReceivedHead && self.sides[1].head.is_empty() {
            // An interim answer may come before the body is sent.
            self.sides[1].line = self.line;
        }
        if section == Section::SentHead {
            self.flush(1, false);
            if self.sides[0].head.is_empty() {
                self.sides[0].line = self.line;
            }
        }
        if !is_head && !has_body {
            self.sides[side].body_line = self.line;
        }
        self.section = (section, length);
        self.section_line = self.line;
        self.seen = 0;
    }

    fn dumped(&mut self, dumped: &Dumped<'_>) {
        let left = self.section.1 - self.seen;
        let numbers = dumped.bytes(left);
        let is_ascii = *self.is_ascii.get_or_insert(numbers.is_none());
        if !is_ascii {
            if let Some(bytes) = numbers.filter(|_| dumped.offset == self.seen) {
                self.push(&bytes);
            }
            return;
        }
        // A line break is left out, and shows in where the next line belongs.
        if dumped.offset == self.seen + 2 {
            self.push(b"\r\n");
        }
        // A line that is missing leaves what follows in the wrong place: it stays a gap.
        if dumped.offset != self.seen {
            return;
        }
        let left = self.section.1.saturating_sub(self.seen);
        self.push(&dumped.text[..dumped.text.len().min(left)]);
    }

    fn push(&mut self, bytes: &[u8]) {
        // Nothing but this separates an interim answer from the next.
        let begins = self.section.0 == Section::ReceivedHead && self.seen == 0;
        if begins && bytes.starts_with(b"HTTP/") && !self.sides[1].head.is_empty() {
            let line = self.line;
            self.flush(1, true);
            self.sides[1].line = line;
        }
        self.seen += bytes.len();
        let (side, is_head) = match self.section.0 {
            Section::SentHead => (0, true),
            Section::SentBody => (0, false),
            Section::ReceivedHead => (1, true),
            Section::ReceivedBody => (1, false),
            Section::Other => return,
        };
        let side = &mut self.sides[side];
        if is_head {
            if side.head.len() + bytes.len() <= LONGEST_HEAD {
                side.head.extend_from_slice(bytes);
            }
        } else if side.body.len() + bytes.len() <= self.limits.longest {
            side.body.extend_from_slice(bytes);
            side.is_lossy |= self.is_ascii == Some(true);
        } else {
            side.is_too_long = true;
            side.body = Vec::new();
        }
    }

    /// Flushes what one side sent.
    fn flush(&mut self, side: usize, is_followed: bool) {
        if side == 1 && !self.sides[1].head.is_empty() {
            self.flush(0, false);
        }
        let Side {
            line,
            head,
            body_line,
            body,
            is_too_long,
            is_lossy,
            has_gaps,
        } = mem::take(&mut self.sides[side]);
        if head.is_empty() && body_line == 0 {
            return;
        }
        self.is_empty = false;
        let at = |line| Origin {
            line: Some(line),
            ..Origin::whole(Arc::clone(&self.input))
        };
        let Some(head) = head::parse(&head).filter(|_| !head.is_empty()) else {
            let line = if line > 0 { line } else { body_line };
            self.fail(line, "what was sent or received has no head");
            return;
        };
        let body = match body_line {
            _ if is_too_long => Body::TooLong,
            0 if is_interim(&head) => Body::None,
            0 => Body::LeftOut,
            _ => {
                let bytes = match unchunk(&body).filter(|_| head.is_chunked) {
                    Some(chunks) => chunks.bytes,
                    None => body,
                };
                Body::Decoded(bytes)
            }
        };
        let message = Message {
            origin: at(line),
            head,
            body_origin: at(if body_line > 0 { body_line } else { line }),
            body,
            is_exact: !is_lossy && !has_gaps,
            is_followed,
        };
        let items = self.pairing.next(message, &self.limits).into_iter();
        self.ready.extend(items.map(|item| match item {
            Item::Payload(payload) if is_lossy => Item::Payload(Payload {
                bytes: line_breaks(payload.bytes),
                ..payload
            }),
            item => item,
        }));
    }

    fn fail(&mut self, line: usize, message: &'static str) {
        let origin = Origin {
            line: Some(line),
            ..Origin::whole(Arc::clone(&self.input))
        };
        let failure = Failure::at(&origin, message);
        self.ready.push(Item::Failed(failure));
    }
}

impl<R: BufRead> Steps for Trace<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let Some(line) = self.read_line()? else {
            self.complete_section();
            self.flush(0, false);
            self.flush(1, false);
            self.ready.extend(self.pairing.finish());
            if self.is_empty {
                self.fail(1, "nothing that was sent or received is in it");
            }
            return Ok(ControlFlow::Break(mem::take(&mut self.ready)));
        };
        self.line(&line);
        Ok(ControlFlow::Continue(mem::take(&mut self.ready)))
    }
}

fn is_interim(head: &Head) -> bool {
    matches!(
        head.start,
        Start::Response {
            status: 100..=199 | 204 | 304
        }
    )
}
