//! Reads the lines of an event that a server sends, [`Lines`], into what is cut out: [`Cut`].

use std::mem;
use std::time::Duration;

/// What an event has beside its data.
#[derive(Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Fields {
    pub(super) event: Option<String>,
    pub(super) id: Option<String>,
    pub(super) retry: Option<Duration>,
}

/// The bytes of one item.
#[derive(Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) struct Piece {
    pub(super) data: Vec<u8>,
    /// What an event has beside its data.
    pub(super) fields: Option<Fields>,
}

/// What was cut off.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(super) enum Cut {
    Item(Piece),
    /// The beginning of one that is longer than the limit.
    TooLong(Piece),
    /// The beginning of one whose end is missing.
    Unfinished(Piece),
}

/// The lines of an event, as far as they came.
#[derive(Default)]
pub(super) struct Lines {
    /// Each line of the data with its end.
    data: Vec<u8>,
    fields: Fields,
    too_long: bool,
    /// Whether a line came before, of this event or another.
    begun: bool,
}

impl Lines {
    /// How many bytes are held.
    pub(super) fn held(&self) -> usize {
        self.data.len()
    }

    /// Adds a line, or its beginning where it is `too_long`. Gives the event where the line is the
    /// empty one behind it.
    pub(super) fn add(&mut self, mut line: Vec<u8>, too_long: bool) -> Option<Cut> {
        if !mem::replace(&mut self.begun, true) && line.starts_with(b"\xEF\xBB\xBF") {
            line.drain(..3);
        }
        if line.is_empty() && !too_long {
            return self.end();
        }
        let colon = line.iter().position(|byte| *byte == b':');
        let (name, value) = match colon {
            Some(at) => (&line[..at], &line[at + 1..]),
            None => (&line[..], &b""[..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            // A comment.
            b"" if colon.is_some() => return None,
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.fields.event = Some(text()),
            b"id" if !value.contains(&0) => self.fields.id = Some(text()),
            b"retry" => {
                let digits = value.iter().all(u8::is_ascii_digit);
                let wait = text().parse().ok().filter(|_| digits);
                self.fields.retry = wait.map(Duration::from_millis).or(self.fields.retry);
            }
            _ => {}
        }
        self.too_long |= too_long;
        None
    }

    /// Ends the event. Without data it is none.
    pub(super) fn end(&mut self) -> Option<Cut> {
        let mut data = mem::take(&mut self.data);
        let fields = Some(mem::take(&mut self.fields));
        let too_long = mem::take(&mut self.too_long);
        let is_event = data.pop().is_some() || too_long;
        let piece = Piece { data, fields };
        is_event.then_some(if too_long {
            Cut::TooLong(piece)
        } else {
            Cut::Item(piece)
        })
    }
}
