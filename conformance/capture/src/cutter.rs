//! Cuts a JSON text that is too long to hold into its values, each with its position.
//!
//! Arrays of payloads, HTTP archives and members of log documents are read in one pass: nothing is
//! kept but what is asked for, and no call nests as deep as the data does. What is skipped is
//! checked for its strings and brackets only; what is returned is returned as it stands, for the
//! judge to check.

use super::scan::{Scan, Step, is_space};
use super::text;
use memchr::{memchr_iter, memchr2, memrchr};
use spanned_tree::Position;
use std::io::{self, BufRead};

/// Why nothing more can be read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// The input could not be read.
    Io(io::Error),
    /// The text is not JSON, here.
    Syntax(Position, &'static str),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A value as it stands.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where it begins.
    pub(super) start: Position,
    /// The text; as far as it goes, and empty if it is longer than what is kept.
    pub(super) bytes: Vec<u8>,
    /// How it ended.
    pub(super) end: End,
}

/// How a value ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As it should.
    Whole,
    /// The text ended first.
    Cut,
    /// Its brackets make no sense, so its end is unknown.
    Broken,
    /// It is whole, and longer than what is kept.
    TooLong,
}

/// Reads values.
pub(super) struct Cutter<R> {
    reader: R,
    position: Position,
    offset: usize,
}

impl<R: BufRead> Cutter<R> {
    /// At the beginning of a text.
    pub(super) fn new(reader: R) -> Self {
        let position = Position { line: 1, column: 1 };
        Self {
            reader,
            position,
            offset: 0,
        }
    }

    /// Where it is.
    pub(super) fn position(&self) -> Position {
        self.position
    }

    /// How many bytes are behind it.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    fn fill(&mut self) -> io::Result<&[u8]> {
        // Twice, because the borrow of the first would last.
        loop {
            match self.reader.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(_) => break,
            }
        }
        self.reader.fill_buf()
    }

    fn consume(&mut self, count: usize) -> io::Result<()> {
        let bytes = self.reader.fill_buf()?;
        let count = count.min(bytes.len());
        let passed = &bytes[..count];
        let line = match memrchr(b'\n', passed) {
            Some(last) => {
                self.position.line += memchr_iter(b'\n', passed).count();
                self.position.column = 1;
                &passed[last + 1..]
            }
            None => passed,
        };
        self.position.column += line.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        self.offset += count;
        self.reader.consume(count);
        Ok(())
    }

    /// The next byte that is no space; `None` at the end of the text.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        loop {
            let bytes = self.fill()?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let blank = bytes.iter().take_while(|&&byte| is_space(byte)).count();
            let found = bytes.get(blank).copied();
            self.consume(blank)?;
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Goes past what this finds at the beginning of the text, again and again.
    pub(super) fn pass(&mut self, mut find: impl FnMut(&[u8]) -> usize) -> Result<(), ReadError> {
        loop {
            let count = find(self.fill()?);
            if count == 0 {
                return Ok(());
            }
            self.consume(count)?;
        }
    }

    /// Goes past the rest of the line, with its end.
    pub(super) fn pass_line(&mut self) -> Result<(), ReadError> {
        loop {
            let bytes = self.fill()?;
            let (end, all) = (memchr2(b'\n', b'\r', bytes), bytes.len());
            if all == 0 {
                return Ok(());
            }
            self.consume(end.map_or(all, |end| end + 1))?;
            if end.is_some() {
                return Ok(());
            }
        }
    }

    /// Goes past this byte if it is the next one.
    pub(super) fn take(&mut self, byte: u8) -> Result<bool, ReadError> {
        let is_next = self.peek()? == Some(byte);
        if is_next {
            self.consume(1)?;
        }
        Ok(is_next)
    }

    /// The error of being here.
    pub(super) fn error(&self, message: &'static str) -> ReadError {
        ReadError::Syntax(self.position, message)
    }

    /// Fails unless nothing follows.
    pub(super) fn end(&mut self) -> Result<(), ReadError> {
        match self.peek()? {
            None => Ok(()),
            Some(_) => Err(self.error("something follows where the text should end")),
        }
    }

    /// The next value, kept if it is no longer than this many bytes.
    pub(super) fn piece(&mut self, longest: usize) -> Result<Piece, ReadError> {
        self.peek()?;
        let start = self.position;
        let mut scan = Scan::default();
        let mut bytes = Vec::new();
        let mut fits = true;
        let mut end = loop {
            let found = self.fill()?;
            if found.is_empty() {
                break if scan.may_end() { End::Whole } else { End::Cut };
            }
            let (count, end) = match scan.feed(found) {
                Step::More => (found.len(), None),
                Step::Done(count) => (count, Some(End::Whole)),
                Step::Broken(count) => (count, Some(End::Broken)),
            };
            fits &= bytes.len() + count <= longest;
            if fits {
                bytes.extend_from_slice(&found[..count]);
            }
            self.consume(count)?;
            if let Some(end) = end {
                break end;
            }
        };
        if !fits {
            bytes = Vec::new();
            if end == End::Whole {
                end = End::TooLong;
            }
        }
        Ok(Piece { start, bytes, end })
    }

    /// Goes past the next value.
    pub(super) fn skip(&mut self) -> Result<(), ReadError> {
        match self.peek()? {
            None => return Err(self.error(ENDS_EARLY)),
            Some(b',' | b':' | b'}' | b']') => return Err(self.error("a value is missing")),
            Some(_) => {}
        }
        self.piece(0).and_then(|piece| match piece.end {
            End::Whole | End::TooLong => Ok(()),
            End::Cut => Err(self.error(ENDS_EARLY)),
            End::Broken => Err(self.error(BRACKETS)),
        })
    }

    /// In an array: whether there is another element. `is_first` right after the bracket.
    pub(super) fn element(&mut self, is_first: bool) -> Result<bool, ReadError> {
        if self.take(b']')? {
            return Ok(false);
        }
        self.separator(is_first)?;
        if self.peek()? == Some(b']') {
            return Err(self.error("a comma has nothing behind it"));
        }
        Ok(true)
    }

    /// In an object: the key of the next member. `is_first` right after the bracket.
    pub(super) fn key(&mut self, is_first: bool) -> Result<Option<Vec<u8>>, ReadError> {
        if self.take(b'}')? {
            return Ok(None);
        }
        self.separator(is_first)?;
        match self.peek()? {
            Some(b'"') => {}
            None => return Err(self.error(ENDS_EARLY)),
            Some(_) => return Err(self.error("a key is missing")),
        }
        let key = self.piece(LONGEST_KEY)?;
        if key.end == End::Cut {
            return Err(self.error(ENDS_EARLY));
        }
        if !self.take(b':')? {
            return Err(match self.peek()? {
                None => self.error(ENDS_EARLY),
                Some(_) => self.error("a colon is missing"),
            });
        }
        // A key that is too long, or no text, is none that is looked for.
        Ok(Some(text::decode(&key.bytes).unwrap_or_default()))
    }

    fn separator(&mut self, is_first: bool) -> Result<(), ReadError> {
        if self.peek()?.is_none() {
            return Err(self.error(ENDS_EARLY));
        }
        if is_first || self.take(b',')? {
            return match self.peek()? {
                None => Err(self.error(ENDS_EARLY)),
                Some(_) => Ok(()),
            };
        }
        Err(self.error("a comma or a bracket is missing"))
    }

    /// Goes through the members of the next value, if it is an object; else past it. What is done
    /// with a member has to go past its value.
    pub(super) fn object(
        &mut self,
        mut member: impl FnMut(&mut Self, &[u8]) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        if !self.take(b'{')? {
            return self.skip();
        }
        let mut is_first = true;
        while let Some(key) = self.key(is_first)? {
            is_first = false;
            member(self, &key)?;
        }
        Ok(())
    }

    /// The same with the elements of an array.
    pub(super) fn array(
        &mut self,
        mut element: impl FnMut(&mut Self, usize) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        if !self.take(b'[')? {
            return self.skip();
        }
        let mut index = 0;
        while self.element(index == 0)? {
            element(self, index)?;
            index += 1;
        }
        Ok(())
    }
}

/// Longer than any key that is looked for.
const LONGEST_KEY: usize = 4096;

/// The message of a text that breaks off.
pub(super) const ENDS_EARLY: &str = "the text ends too early";

/// The message of brackets that do not match.
pub(super) const BRACKETS: &str = "the brackets do not match";
