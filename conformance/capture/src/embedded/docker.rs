//! Reads the log of a container as docker keeps it (`json-file`): each line a record, of which the
//! member `log` is a line of output, or a part of one that is longer than 16 KiB.
//!
//! The parts of a line are joined, so that what is in it is whole again. A character that docker cut in
//! two stays as docker wrote it.

use crate::cutter::ReadError;
use crate::item::{Item, Payload, TOO_LONG};
use crate::scan::{Scan, Step};
use crate::steps::Steps;
use crate::text;
use crate::window::Window;
use idcard_judge::{Failure, Origin, SkipReason};
use memchr::{memchr, memmem};
use spanned_tree::Position;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

/// A record.
struct Record<'l> {
    /// What is before the text of the output, with its quote.
    before: &'l [u8],
    /// The text, as it stands in its string.
    log: &'l [u8],
    /// What is behind it, from its quote on.
    behind: &'l [u8],
}

/// The record on a line.
fn record(line: &[u8]) -> Option<Record<'_>> {
    let mut at = 0;
    for token in [b"{".as_slice(), b"\"log\"", b":", b"\""] {
        at += line[at..].iter().take_while(|byte| **byte == b' ').count();
        line[at..].strip_prefix(token)?;
        at += token.len();
    }
    let Step::Done(length) = Scan::default().feed(&line[at - 1..]) else {
        return None;
    };
    let end = at + length - 2;
    let behind = line.get(end..)?;
    memmem::find(behind, b"\"stream\"")?;
    Some(Record {
        before: &line[..at],
        log: &line[at..end],
        behind,
    })
}

/// Whether a line is a record of such a log.
pub(crate) fn is_record(line: &[u8]) -> bool {
    record(line).is_some()
}

impl Record<'_> {
    fn is_last(&self) -> bool {
        // Of the end of the text, no more than an escape needs.
        let quoted = [b"\"", self.log].concat();
        text::decode(&quoted).is_none_or(|text| text.ends_with(b"\n"))
    }

    fn stream(&self) -> usize {
        usize::from(memmem::find(self.behind, b"\"stderr\"").is_some())
    }
}

/// A line of output that has yet to end.
struct Open {
    line: usize,
    /// The record up to here, without what is behind the text.
    bytes: Vec<u8>,
    behind: Vec<u8>,
    is_too_long: bool,
}

/// The lines of output of a container.
pub(crate) struct Output<R> {
    window: Window<R>,
    input: Arc<str>,
    longest: usize,
    /// Whether payloads are taken out of the records, so that they are told by their line.
    is_around: bool,
    /// Of each of the two streams.
    open: [Option<Open>; 2],
    is_empty: bool,
}

impl<R: Read> Output<R> {
    pub(crate) fn new(reader: R, input: Arc<str>, longest: usize, is_around: bool) -> Self {
        Self {
            window: Window::new(reader),
            input,
            longest,
            is_around,
            open: [None, None],
            is_empty: true,
        }
    }

    /// The next line without its end, empty where it is longer than is read; `None` at the end.
    fn line(&mut self) -> io::Result<Option<Result<Vec<u8>, ()>>> {
        let (mut searched, mut is_too_long) = (0, false);
        loop {
            let text = self.window.look(searched + 1)?;
            let end = memchr(b'\n', &text[searched..]).map(|at| searched + at);
            let is_all = text.len() == searched;
            searched = text.len();
            if is_all && searched == 0 && !is_too_long {
                return Ok(None);
            }
            if end.is_some() || is_all {
                let mut line = self.window.take(end.map_or(searched, |end| end + 1));
                line.truncate(line.trim_ascii_end().len());
                let is_too_long = is_too_long || line.len() > self.longest;
                return Ok(Some(if is_too_long { Err(()) } else { Ok(line) }));
            }
            if searched > self.longest {
                self.window.take(searched);
                (searched, is_too_long) = (0, true);
            }
        }
    }

    fn item(&self, line: usize, bytes: Option<Vec<u8>>) -> Item {
        let start = Position { line, column: 1 };
        let origin = Origin {
            line: self.is_around.then_some(line),
            ..Origin::at(Arc::clone(&self.input), start)
        };
        match bytes {
            Some(bytes) => Item::Payload(Payload {
                origin,
                document: None,
                bytes,
            }),
            None => Item::Failed(Failure::at(&origin, TOO_LONG)),
        }
    }

    fn close(&self, open: Open) -> Item {
        let bytes = [open.bytes, open.behind].concat();
        self.item(open.line, (!open.is_too_long).then_some(bytes))
    }

    /// Adds a record to the line of its stream, which may end with it.
    fn add(&mut self, number: usize, record: &Record<'_>) -> Option<Item> {
        let (stream, is_last) = (record.stream(), record.is_last());
        let open = self.open[stream].get_or_insert_with(|| Open {
            line: number,
            bytes: record.before.to_vec(),
            behind: Vec::new(),
            is_too_long: false,
        });
        open.is_too_long |= open.bytes.len() + record.log.len() > self.longest;
        if !open.is_too_long {
            open.bytes.extend_from_slice(record.log);
            open.behind = record.behind.to_vec();
        }
        let open = self.open[stream].take_if(|_| is_last)?;
        Some(self.close(open))
    }
}

impl<R: Read> Steps for Output<R> {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        let number = self.window.position().line;
        let Some(line) = self.line()? else {
            let left = self.open.each_mut().map(Option::take);
            let mut items: Vec<_> = left
                .into_iter()
                .flatten()
                .map(|open| self.close(open))
                .collect();
            if self.is_empty {
                let origin = Origin::whole(Arc::clone(&self.input));
                items.push(Item::skipped(origin, SkipReason::Empty));
            }
            return Ok(ControlFlow::Break(items));
        };
        let item = match line {
            Err(()) => Some(self.item(number, None)),
            Ok(line) if line.is_empty() => return Ok(ControlFlow::Continue(Vec::new())),
            Ok(line) => match record(&line) {
                Some(record) => self.add(number, &record),
                // Another kind of record, or one that is damaged: for the judge to say.
                None => Some(self.item(number, Some(line))),
            },
        };
        self.is_empty = false;
        Ok(ControlFlow::Continue(Vec::from_iter(item)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::steps::Stepwise;

    fn read(text: &str, longest: usize) -> Vec<String> {
        let output = Output::new(text.as_bytes(), "a".into(), longest, true);
        let items = Stepwise::new("a".into(), output);
        let told = items.map(|item| match item {
            Item::Payload(payload) => {
                let text = String::from_utf8(payload.bytes).unwrap();
                format!("{} {text}", payload.origin)
            }
            Item::Failed(failure) => format!("{} {}", failure.name, failure.message),
            other => format!("{other:?}"),
        });
        told.collect()
    }

    #[test]
    fn the_parts_of_a_line_are_joined_stream_by_stream() {
        let text = concat!(
            r#"{"log":"a\\\"","stream":"stdout"}"#,
            "\n",
            r#"{"log":"x","stream":"stderr"}"#,
            "\r\n\n",
            r#"{"log":"b\n","stream":"stdout","time":1}"#,
            "\n",
            r#"{"log":"\\n","stream":"stdout"}"#,
            "\n",
            r#"{"log":7}"#,
            "\n",
        );
        let expected = [
            r#"a:1 {"log":"a\\\"b\n","stream":"stdout","time":1}"#,
            r#"a {"log":7}"#,
            r#"a:5 {"log":"\\n","stream":"stdout"}"#,
            r#"a:2 {"log":"x","stream":"stderr"}"#,
        ];
        let mut found = read(text, 1000);
        found[1] = found[1].replace("a:6 ", "a ");
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_too_long_is_said_to_be_and_what_follows_is_read() {
        let part = r#"{"log":"aaaaaaaaaa","stream":"stdout"}"#;
        let whole = r#"{"log":"b\n","stream":"stdout"}"#;
        let text = format!(
            "{part}\n{part}\n{part}\n{whole}\n{whole}\n{}\n{whole}",
            "x".repeat(99)
        );
        let found = read(&text, 40);
        let long = |line| format!("a:{line} {TOO_LONG}");
        let short = |line| format!("a:{line} {whole}");
        assert_eq!(found, [long(1), short(5), long(6), short(7)]);
    }
}
