//! Cuts a stream into blocks of whole lines.
//!
//! This is all that is serial in the judging of a long stream, so it does as little as possible: it reads,
//! and looks for the last line feed of what it has read. Memory is bounded by the longest line that is let
//! through.

use memchr::{memchr, memchr_iter, memrchr};
use std::io::{self, Read};

/// How much is read before a block is returned. Large enough that passing it on costs nothing, small
/// enough to stay in a core's own cache.
const BLOCK: usize = 512 << 10;

/// A piece of a stream.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// Whole lines; the last may lack its line feed.
    Lines {
        /// The number of the first, from 1.
        first: usize,
        /// The lines.
        bytes: Vec<u8>,
    },
    /// A line that is longer than is kept in memory. It was read over.
    TooLong {
        /// Its number.
        line: usize,
    },
}

/// A line of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'b> {
    /// Its number, from 1.
    pub number: usize,
    /// Where it begins in its block.
    pub start: usize,
    /// What is on it, without its line feed; none when it is too long to be read.
    pub bytes: Option<&'b [u8]>,
    /// How many zero bytes were before that.
    pub zeros: usize,
}

impl Line<'_> {
    /// Whether nothing is on it but spaces.
    pub fn is_blank(&self) -> bool {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r');
        self.bytes.is_some_and(|bytes| bytes.iter().all(is_space))
    }

    /// The line without the zero bytes around it, and whether it began with some: a log has them where it was cut
    /// while it was written to.
    #[must_use]
    pub fn without_zeros(mut self) -> (bool, Self) {
        let Some(bytes) = self
            .bytes
            .filter(|bytes| bytes.first() == Some(&0) || bytes.last() == Some(&0))
        else {
            return (false, self);
        };
        self.zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        self.start += self.zeros;
        let rest = &bytes[self.zeros..];
        let kept = rest.iter().rposition(|byte| *byte != 0);
        self.bytes = Some(&rest[..kept.map_or(0, |last| last + 1)]);
        (self.zeros > 0, self)
    }
}

impl Block {
    /// Its buffer, to be used again.
    pub fn into_buffer(self) -> Option<Vec<u8>> {
        match self {
            Self::Lines { bytes, .. } => Some(bytes),
            Self::TooLong { .. } => None,
        }
    }

    /// Its lines, in order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let (first, bytes, too_long) = match self {
            Self::Lines { first, bytes } => (*first, bytes.as_slice(), None),
            Self::TooLong { line } => (*line, &[][..], Some(*line)),
        };
        let unended = bytes.last().is_some_and(|last| *last != b'\n');
        let ends = memchr_iter(b'\n', bytes).chain(unended.then_some(bytes.len()));
        let mut start = 0;
        let lines = ends.zip(first..).map(move |(end, number)| {
            let line = Line {
                number,
                start,
                bytes: bytes.get(start..end),
                zeros: 0,
            };
            start = end + 1;
            line
        });
        let too_long = too_long.map(|number| Line {
            number,
            start: 0,
            bytes: None,
            zeros: 0,
        });
        lines.chain(too_long)
    }
}

/// Cuts a stream into blocks.
pub struct Blocks<R> {
    reader: R,
    longest: usize,
    /// What was read and not returned: the beginning of a line.
    rest: Vec<u8>,
    /// The number of the line that `rest` begins.
    line: usize,
    /// Buffers that were given back.
    spare: Vec<Vec<u8>>,
    done: bool,
    /// What ended the stream. It is returned behind all that came before.
    failed: Option<io::Error>,
}

impl<R: Read> Blocks<R> {
    /// Blocks of the lines of a stream. Lines longer than `longest` bytes are not kept in memory.
    pub fn new(reader: R, longest: usize) -> Self {
        Self {
            reader,
            longest,
            rest: Vec::new(),
            line: 1,
            spare: Vec::new(),
            done: false,
            failed: None,
        }
    }

    /// Gives back the buffer of a block, to be used again.
    pub fn give_back(&mut self, buffer: Vec<u8>) {
        self.spare.push(buffer);
    }

    /// The next block, as soon as it has a whole line; none at the end. An error is one of reading,
    /// and ends the stream.
    pub fn next_block(&mut self) -> Option<io::Result<Block>> {
        let mut bytes = self.spare.pop().unwrap_or_default();
        // What is in a buffer that is used again need not be set to zero again.
        bytes.resize(BLOCK.max(2 * self.rest.len()), 0);
        let mut filled = self.rest.len();
        bytes[..filled].copy_from_slice(&self.rest);
        self.rest.clear();
        // Behind a line that was read over there may be whole ones already.
        if let Some(at) = memrchr(b'\n', &bytes[..filled]) {
            let whole = at + 1;
            self.rest.extend_from_slice(&bytes[whole..filled]);
            return Some(Ok(self.lines(bytes, whole)));
        }
        let mut searched = filled;
        while !self.done {
            match read(&mut self.reader, &mut bytes[filled..]) {
                Ok(0) => self.done = true,
                Ok(count) => filled += count,
                Err(error) => {
                    self.done = true;
                    self.failed = Some(error);
                }
            }
            if let Some(at) = memrchr(b'\n', &bytes[searched..filled]) {
                let whole = searched + at + 1;
                self.rest.extend_from_slice(&bytes[whole..filled]);
                filled = whole;
                break;
            }
            searched = filled;
            if filled > self.longest {
                return Some(self.skip(bytes));
            }
            if filled == bytes.len() {
                bytes.resize(2 * filled, 0);
            }
        }
        if filled == 0 {
            return self.failed.take().map(Err);
        }
        Some(Ok(self.lines(bytes, filled)))
    }

    fn lines(&mut self, mut bytes: Vec<u8>, filled: usize) -> Block {
        bytes.truncate(filled);
        let first = self.line;
        self.line += memchr_iter(b'\n', &bytes).count();
        Block::Lines { first, bytes }
    }

    /// Reads over the rest of a line.
    fn skip(&mut self, mut buffer: Vec<u8>) -> io::Result<Block> {
        let line = self.line;
        while !self.done {
            let count = match read(&mut self.reader, &mut buffer) {
                Ok(count) => count,
                Err(error) => {
                    self.done = true;
                    return Err(error);
                }
            };
            self.done = count == 0;
            let read = buffer.get(..count).unwrap_or_default();
            if let Some(at) = memchr(b'\n', read) {
                self.rest.extend_from_slice(&read[at + 1..]);
                self.line += 1;
                break;
            }
        }
        self.spare.push(buffer);
        Ok(Block::TooLong { line })
    }
}

/// Reads what there is, and is not disturbed by a signal.
fn read(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match reader.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            outcome => return outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    /// Every line with its number; none for one that is too long.
    fn lines(text: &[u8], step: usize, longest: usize) -> Vec<(usize, Option<Vec<u8>>)> {
        let mut blocks = Blocks::new(Slow(text, step), longest);
        let mut lines = Vec::new();
        while let Some(block) = blocks.next_block() {
            let block = block.unwrap();
            let owned = |line: Line<'_>| (line.number, line.bytes.map(ToOwned::to_owned));
            lines.extend(block.lines().map(owned));
            if let Block::Lines { bytes, .. } = block {
                blocks.give_back(bytes);
            }
        }
        lines
    }

    #[test]
    fn lines_are_numbered_and_whole() {
        assert_eq!(lines(b"", 1, 10), []);
        let line = |number, text: &str| (number, Some(text.as_bytes().to_owned()));
        for step in [1, 2, 3, 100] {
            assert_eq!(
                lines(b"a\n\nbc", step, 10),
                [line(1, "a"), line(2, ""), line(3, "bc")]
            );
            assert_eq!(lines(b"a\n", step, 10), [line(1, "a")]);
        }
    }

    #[test]
    fn what_was_read_before_an_error_comes_before_it() {
        struct Broken;

        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }

        let mut blocks = Blocks::new(b"a\nb".chain(Broken), 10);
        for (first, text) in [(1, "a\n"), (2, "b")] {
            let bytes = text.as_bytes().to_vec();
            let block = blocks.next_block().unwrap().unwrap();
            assert_eq!(block, Block::Lines { first, bytes });
        }
        assert!(blocks.next_block().unwrap().is_err());
        assert!(blocks.next_block().is_none());
    }

    #[test]
    fn a_line_that_is_too_long_is_named_and_read_over() {
        let long = [b"a\n", &vec![b'x'; BLOCK * 3][..], b"\nb\nc"].concat();
        for step in [1000, BLOCK, BLOCK * 9] {
            let found = lines(&long, step, BLOCK);
            let line = |number, text: &str| (number, Some(text.as_bytes().to_owned()));
            assert_eq!(found, [line(1, "a"), (2, None), line(3, "b"), line(4, "c")]);
        }
        let endless = vec![b'x'; BLOCK * 3];
        assert_eq!(lines(&endless, 1000, BLOCK), [(1, None)]);
    }

    /// Whoever waits for an answer before it sends more would wait for ever.
    #[test]
    fn what_follows_a_line_that_is_too_long_is_there_at_once() {
        let text = [&vec![b'x'; BLOCK * 3][..], b"\na\n"].concat();
        let mut blocks = Blocks::new(Slow(&text, BLOCK * 9), BLOCK);
        let first = blocks.next_block().unwrap().unwrap();
        assert_eq!(first, Block::TooLong { line: 1 });
        // Nothing is left to be read, and the end of the stream has not been seen.
        assert!(blocks.reader.0.is_empty() && !blocks.done);
        let bytes = b"a\n".to_vec();
        assert_eq!(
            blocks.next_block().unwrap().unwrap(),
            Block::Lines { first: 2, bytes }
        );
        assert!(!blocks.done);
    }

    #[test]
    fn a_long_line_that_is_let_through_is_whole() {
        let long = [&vec![b'x'; BLOCK * 3][..], b"\n"].concat();
        let found = lines(&long, 1000, BLOCK * 4);
        assert_eq!(found[0].1.as_ref().map(Vec::len), Some(BLOCK * 3));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[ab\n]{0,200}", step in 1_usize..50) {
            let expected: Vec<_> = text.lines().map(|line| line.as_bytes().to_owned()).collect();
            let found = lines(text.as_bytes(), step, 1000);
            let numbers: Vec<_> = found.iter().map(|(number, _)| *number).collect();
            prop_assert_eq!(numbers, (1..=expected.len()).collect::<Vec<_>>());
            let found: Vec<_> = found.into_iter().filter_map(|(_, line)| line).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
