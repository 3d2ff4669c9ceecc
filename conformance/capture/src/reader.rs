//! Reads bytes whose beginning can be looked at first.

use std::io::{self, Read};

/// Bytes, from wherever.
pub(super) type Reader = Box<dyn Read + Send>;

/// What is read at once.
pub(super) const BLOCK: usize = 1 << 16;

/// The text of an error that may be shown. Those of a decoder are for its maintainers.
#[derive(Debug)]
pub(super) struct Message(pub(super) &'static str);

impl std::fmt::Display for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Message {}

/// Bytes whose beginning can be looked at before they are read.
pub(super) struct Peeked {
    head: Vec<u8>,
    at: usize,
    rest: Reader,
    ended: bool,
    /// The error behind the head, returned when the head has been read.
    failed: Option<io::Error>,
}

impl Peeked {
    pub(super) fn new(rest: Reader) -> Self {
        Self {
            head: Vec::new(),
            at: 0,
            rest,
            ended: false,
            failed: None,
        }
    }

    /// What is there of the first bytes. Reads until there are this many, or no more. What could be
    /// read before an error is worth reading.
    pub(super) fn peek(&mut self, count: usize) -> &[u8] {
        while self.head.len() - self.at < count && !self.ended {
            let filled = self.head.len();
            self.head.resize(filled + BLOCK, 0);
            let read = self.rest.read(&mut self.head[filled..]);
            let more = *read.as_ref().unwrap_or(&0);
            self.head.truncate(filled + more);
            match read {
                Ok(0) => self.ended = true,
                Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                    self.ended = true;
                    self.failed = Some(error);
                }
                _ => {}
            }
        }
        &self.head[self.at..]
    }

    /// Whether everything that is there has been looked at.
    pub(super) fn is_complete(&self) -> bool {
        self.ended
    }

    pub(super) fn drop_front(&mut self, front: &[u8]) {
        if self.peek(front.len()).starts_with(front) {
            self.at += front.len();
        }
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut head = &self.head[self.at..];
        if head.is_empty() {
            self.head = Vec::new();
            self.at = 0;
            if self.ended {
                return self.failed.take().map_or(Ok(0), Err);
            }
            return self.rest.read(buffer);
        }
        let count = head.read(buffer)?;
        self.at += count;
        Ok(count)
    }
}
