//! Cuts a body into its items as it comes: [`Cutter`].
//!
//! Each byte is looked at once, and no more is held than one item.

use super::event::{Cut, Lines, Piece};
use bytes::Bytes;
use std::mem;

/// How one item is told from the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a service need not have answers of every kind")]
pub(crate) enum Framing {
    /// Each is a line; empty ones do not count.
    Lines,
    /// Each stands behind a record separator, as RFC 7464 has it.
    Sequence,
    /// Events that a server sends, as the HTML standard has them.
    Events,
}

pub(super) struct Cutter {
    framing: Framing,
    most: usize,
    chunk: Bytes,
    /// The line, or the text, as far as it came.
    line: Vec<u8>,
    too_long: bool,
    event: Lines,
    /// Whether a line ended with the first of two characters.
    after_return: bool,
    text: Text,
}

/// Where a JSON text stands.
#[derive(Default)]
struct Text {
    depth: usize,
    in_string: bool,
    escaped: bool,
}

const SEPARATOR: u8 = 0x1E;

impl Cutter {
    pub(super) fn new(framing: Framing, most: usize) -> Self {
        Self {
            framing,
            most,
            chunk: Bytes::new(),
            line: Vec::new(),
            too_long: false,
            event: Lines::default(),
            after_return: false,
            text: Text::default(),
        }
    }

    /// Takes what came next, once the last chunk is cut to its end.
    pub(super) fn push(&mut self, chunk: Bytes) {
        self.chunk = chunk;
    }

    /// Cuts off the next item; none where more bytes are needed.
    pub(super) fn cut(&mut self) -> Option<Cut> {
        loop {
            let mut chunk = mem::take(&mut self.chunk);
            // The second half of a line's end.
            let is_half = !chunk.is_empty() && mem::take(&mut self.after_return);
            if is_half && chunk.first() == Some(&b'\n') {
                chunk = chunk.slice(1..);
            }
            if chunk.is_empty() {
                return None;
            }
            let Some(end) = self.end_in(&chunk) else {
                self.keep(&chunk);
                return None;
            };
            self.keep(&chunk[..end]);
            self.chunk = chunk.slice(end + 1..);
            let cut = match self.framing {
                Framing::Lines => self.line(),
                Framing::Sequence => self.text(chunk[end] == b'\n'),
                Framing::Events => {
                    self.after_return = chunk[end] == b'\r';
                    self.field()
                }
            };
            if cut.is_some() {
                return cut;
            }
        }
    }

    /// Cuts off what is left once the body ended.
    pub(super) fn finish(&mut self) -> Option<Cut> {
        match self.framing {
            Framing::Lines => self.line(),
            Framing::Sequence => self.text(false),
            // Without the empty line behind it, nobody knows whether it is whole.
            Framing::Events => {
                if !self.line.is_empty() {
                    self.field();
                }
                self.event.end().map(|cut| match cut {
                    Cut::Item(piece) => Cut::Unfinished(piece),
                    cut => cut,
                })
            }
        }
    }

    fn end_in(&mut self, chunk: &[u8]) -> Option<usize> {
        let mut bytes = chunk.iter();
        match self.framing {
            Framing::Lines => bytes.position(|byte| *byte == b'\n'),
            Framing::Events => bytes.position(|byte| b"\r\n".contains(byte)),
            Framing::Sequence => bytes.position(|byte| self.text.ends_at(*byte)),
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        let held = self.line.len() + self.event.held();
        let room = self.most.saturating_sub(held).min(bytes.len());
        self.line.extend_from_slice(&bytes[..room]);
        self.too_long |= room < bytes.len();
    }

    fn line(&mut self) -> Option<Cut> {
        let mut data = mem::take(&mut self.line);
        if data.last() == Some(&b'\r') {
            data.pop();
        }
        self.piece(data, true)
    }

    /// A text of a sequence. The end of one that needs none, such as a number, may be missing.
    fn text(&mut self, ended: bool) -> Option<Cut> {
        let data = mem::take(&mut self.line);
        let text = mem::take(&mut self.text);
        let ends_itself = matches!(data.trim_ascii().first(), Some(b'{' | b'[' | b'"'));
        let whole = text.depth == 0 && !text.in_string;
        self.piece(data, ended || (whole && ends_itself))
    }

    fn piece(&mut self, data: Vec<u8>, ended: bool) -> Option<Cut> {
        let too_long = mem::take(&mut self.too_long);
        if data.trim_ascii().is_empty() && !too_long {
            return None;
        }
        let piece = Piece { data, fields: None };
        Some(match (too_long, ended) {
            (true, _) => Cut::TooLong(piece),
            (false, true) => Cut::Item(piece),
            (false, false) => Cut::Unfinished(piece),
        })
    }

    /// A line of an event; the event itself where it is the empty one behind it.
    fn field(&mut self) -> Option<Cut> {
        let line = mem::take(&mut self.line);
        let too_long = mem::take(&mut self.too_long);
        self.event.add(line, too_long)
    }
}

impl Text {
    /// Whether a text ends at this byte: at the separator before the next one, or at the end of a
    /// line where nothing is open.
    fn ends_at(&mut self, byte: u8) -> bool {
        match byte {
            SEPARATOR => return true,
            b'\n' => return self.depth == 0 && !self.in_string,
            _ if mem::take(&mut self.escaped) => {}
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            b'{' | b'[' if !self.in_string => self.depth += 1,
            b'}' | b']' if !self.in_string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::Fields;
    use super::*;
    use std::time::Duration;

    /// What is cut off, in whatever chunks it comes.
    fn cut(framing: Framing, most: usize, body: &[u8]) -> Vec<Cut> {
        let cut = |size: usize| {
            let mut cutter = Cutter::new(framing, most);
            let mut all = Vec::new();
            for chunk in body.chunks(size) {
                cutter.push(Bytes::copy_from_slice(chunk));
                all.extend(std::iter::from_fn(|| cutter.cut()));
            }
            all.extend(cutter.finish());
            all
        };
        let whole = cut(body.len().max(1));
        for size in 1..=body.len().min(9) {
            assert_eq!(cut(size), whole, "in chunks of {size}");
        }
        whole
    }

    fn plain(data: &str) -> Piece {
        let data = data.into();
        Piece { data, fields: None }
    }

    fn event(data: &str, event: Option<&str>, id: Option<&str>, retry: Option<u64>) -> Piece {
        Piece {
            data: data.into(),
            fields: Some(Fields {
                event: event.map(Into::into),
                id: id.map(Into::into),
                retry: retry.map(Duration::from_millis),
            }),
        }
    }

    #[test]
    fn a_line_is_an_item_and_an_empty_one_is_none() {
        let body = b"{\"a\":1}\r\n\n \r\n2\nthe longest\n\"the last\"";
        let expected = [
            Cut::Item(plain("{\"a\":1}")),
            Cut::Item(plain("2")),
            Cut::TooLong(plain("the longes")),
            Cut::Item(plain("\"the last\"")),
        ];
        assert_eq!(cut(Framing::Lines, 10, body), expected);
        assert_eq!(cut(Framing::Lines, 10, b""), []);
    }

    #[test]
    fn a_text_of_a_sequence_ends_where_nothing_is_open() {
        let body = b"\x1e{\"a\":\n\"\\\"}\n\"}\n\x1e\x1e12\n\x1e{\"cut\n\x1e[1]\x1e12";
        let expected = [
            Cut::Item(plain("{\"a\":\n\"\\\"}\n\"}")),
            Cut::Item(plain("12")),
            Cut::Unfinished(plain("{\"cut\n")),
            Cut::Item(plain("[1]")),
            Cut::Unfinished(plain("12")),
        ];
        assert_eq!(cut(Framing::Sequence, 99, body), expected);
        let long = [Cut::TooLong(plain("[1,")), Cut::Item(plain("2"))];
        assert_eq!(cut(Framing::Sequence, 3, b"\x1e[1,1]\n\x1e2\n"), long);
    }

    #[test]
    fn an_event_is_what_the_standard_says() {
        let body = "\u{feff}: a comment\nevent: more\ndata: 1\rdata:  2\r\nid:7\nretry: 50\n\
                    retry: x\nother: x\n\n:\n\nevent: nothing\n\n\
                    data\n\nid: a\0b\ndata: [DONE]\r\r";
        let expected = [
            Cut::Item(event("1\n 2", Some("more"), Some("7"), Some(50))),
            Cut::Item(event("", None, None, None)),
            Cut::Item(event("[DONE]", None, None, None)),
        ];
        assert_eq!(cut(Framing::Events, 99, body.as_bytes()), expected);
        let cut_short = cut(Framing::Events, 99, b"data: 1\n\nevent: e\ndata: 12");
        let expected = [
            Cut::Item(event("1", None, None, None)),
            Cut::Unfinished(event("12", Some("e"), None, None)),
        ];
        assert_eq!(cut_short, expected);
        assert_eq!(cut(Framing::Events, 99, b"data: 1\n\n: bye"), expected[..1]);
    }

    #[test]
    fn no_more_is_held_of_an_event_than_its_limit() {
        let body =
            b"data: 12345\ndata: 67890123456789\nid: 1\n\n:123456789012345678901\ndata: 2\n\n";
        let found = cut(Framing::Events, 20, body);
        let [Cut::TooLong(first), second] = &found[..] else {
            panic!("{found:?}");
        };
        assert!(first.data.len() <= 20 && first.data.starts_with(b"12345\n6789"));
        assert_eq!(*second, Cut::Item(event("2", None, None, None)));
    }
}
