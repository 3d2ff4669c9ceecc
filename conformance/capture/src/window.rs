//! Reads a stream through a window with its position: the end of a body is found by looking ahead,
//! no further than a body may be long.

use super::reader::BLOCK;
use spanned_tree::Position;
use std::io::{self, Read};

/// Room is made at once for no more than this; what is longer gets it bit by bit.
const MOST_RESERVED: usize = 1 << 18;

pub(super) struct Window<R> {
    reader: R,
    bytes: Vec<u8>,
    at: usize,
    ended: bool,
    position: Position,
}

impl<R: Read> Window<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader,
            bytes: Vec::new(),
            at: 0,
            ended: false,
            position: Position { line: 1, column: 1 },
        }
    }

    /// Where it begins.
    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// What is there, after making sure of this many bytes, and waiting for no more of them. Fewer are
    /// all that is left.
    pub(super) fn look(&mut self, count: usize) -> io::Result<&[u8]> {
        while self.bytes.len() - self.at < count && !self.ended {
            // What has been taken makes room before more is read.
            self.bytes.drain(..self.at);
            self.at = 0;
            let filled = self.bytes.len();
            // At once, and not by doubling: most of what is looked for is as long as this.
            self.bytes
                .reserve((count - filled).min(MOST_RESERVED) + BLOCK);
            self.bytes.resize(filled + BLOCK, 0);
            let read = self.reader.read(&mut self.bytes[filled..]);
            self.bytes.truncate(filled + *read.as_ref().unwrap_or(&0));
            match read {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => self.ended = read? == 0,
            }
        }
        Ok(&self.bytes[self.at..])
    }

    /// Takes bytes that have been looked at.
    pub(super) fn take(&mut self, count: usize) -> Vec<u8> {
        let end = (self.at + count).min(self.bytes.len());
        let taken = self.bytes[self.at..end].to_vec();
        self.at = end;
        let inside = super::form::position(&taken);
        if inside.line > 1 {
            self.position.line += inside.line - 1;
            self.position.column = inside.column;
        } else {
            self.position.column += inside.column - 1;
        }
        taken
    }
}
