//! Reads a JSON or YAML text into a spanned [`Tree`].
//!
//! Every value and every key knows its place, repeated keys and the digits of numbers are kept, and
//! reading goes on behind a fault where that is possible, so that one run can report every fault.
//! The generator reads documents with it, the judge payloads; no library gives both.

mod fault;
mod json;
mod number;
mod pointer;
mod scalar;
mod terminal;
mod tree;
#[cfg(feature = "yaml")]
mod yaml;

pub use fault::{Fault, FaultKind};
pub use number::Number;
pub use pointer::{escape_token, unescape_token};
pub use scalar::scalar;
pub use terminal::acts_on_terminal;
pub use tree::{Member, Node, Object, Tree, Value};

use std::ops::Range;
use std::sync::OnceLock;

/// Containers inside one another, at the most: what `serde_json` allows too, so that the judge and
/// the types refuse the same.
pub const MAX_DEPTH: usize = 127;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A range of bytes in the text of a [`Source`].
pub type Span = Range<usize>;

/// A place as people count: both from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Lines end with a line feed, as in most editors.
    pub line: usize,
    /// In characters, not bytes.
    pub column: usize,
}

/// How a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// RFC 8259, to the letter.
    Json,
    /// YAML 1.2 with the core schema, as far as JSON has room for it.
    #[cfg(feature = "yaml")]
    Yaml,
}

impl Format {
    /// Tells the format by the ending of the name; without a telling one, a text that begins with a bracket is JSON.
    #[cfg(feature = "yaml")]
    pub fn of(name: &str, text: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        if ending.eq_ignore_ascii_case("json") {
            return Self::Json;
        }
        if ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml") {
            return Self::Yaml;
        }
        if text.trim_start().starts_with(['{', '[']) {
            Self::Json
        } else {
            Self::Yaml
        }
    }
}

/// A named text, with what is needed to turn byte offsets into lines and columns.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    text: String,
    /// Found when a place is first asked for, as most texts have no fault.
    index: OnceLock<Index>,
    /// The files that this one refers to, or why one of them could not be read.
    beside: Vec<(String, Result<Source, String>)>,
}

/// What turns an offset into a line and a column, however long the line is.
#[derive(Debug, Clone)]
struct Index {
    /// Where each line begins.
    line_starts: Vec<usize>,
    /// How many characters begin before each block of [`BLOCK`] bytes.
    characters: Vec<usize>,
}

/// The bytes from one number of characters to the next.
const BLOCK: usize = 1 << 10;

impl Source {
    /// A leading byte order mark is dropped, and every offset counts from behind it.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        if text.starts_with(BYTE_ORDER_MARK) {
            text.drain(..BYTE_ORDER_MARK.len());
        }
        Self {
            name: name.into(),
            text,
            index: OnceLock::new(),
            beside: Vec::new(),
        }
    }

    /// Bytes that are not UTF-8 become U+FFFD, so that places can still be shown, and the first of
    /// them is the fault. Half a character at the very end is a text cut short, and is left out.
    pub fn from_bytes(name: impl Into<String>, bytes: Vec<u8>) -> (Self, Option<Fault>) {
        match String::from_utf8(bytes) {
            Ok(text) => (Self::new(name, text), None),
            Err(error) => {
                let (text, fault) = lossy(error.as_bytes());
                (
                    Self {
                        name: name.into(),
                        text,
                        index: OnceLock::new(),
                        beside: Vec::new(),
                    },
                    fault,
                )
            }
        }
    }

    /// Puts a file beside this one, by its path from the folder of this one: its text, or why it could
    /// not be read. Its places count on from behind the last before it; see [`Source::beside`].
    pub fn put_beside(&mut self, path: impl Into<String>, file: Result<Self, String>) {
        self.beside.push((path.into(), file));
    }

    /// The files beside this one: the path, and the file with the place of its first byte.
    pub fn beside(&self) -> impl Iterator<Item = (&str, Result<(&Self, usize), &str>)> {
        let mut next = self.text.len() + 1;
        self.beside.iter().map(move |(path, file)| {
            let file = match file {
                Ok(file) => {
                    let first = next;
                    next += file.text.len() + 1;
                    Ok((file, first))
                }
                Err(why) => Err(why.as_str()),
            };
            (path.as_str(), file)
        })
    }

    /// The text that has a place, itself or one beside it, and the first byte of it.
    pub fn holding(&self, offset: usize) -> (&Self, usize) {
        let files = self.beside().filter_map(|(_, file)| file.ok());
        let mut holding = (self, 0);
        for (file, first) in files.take_while(|(_, first)| *first <= offset) {
            holding = (file, first);
        }
        holding
    }

    /// What the text is called in a report: most often the path of its file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Reads the text. It never fails: what went wrong is in [`Tree::faults`].
    pub fn parse(&self, format: Format) -> Tree {
        match format {
            Format::Json => json::parse(&self.text),
            #[cfg(feature = "yaml")]
            Format::Yaml => yaml::parse(&self.text),
        }
    }

    /// The line and column of a byte offset. One beyond the end is the end, one inside a character
    /// is that character's beginning.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset);
        let start = starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// How many characters begin before an offset.
    fn characters_before(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        let counted = self.index().characters.get(block).copied();
        let rest = self.text.as_bytes().get(block * BLOCK..offset);
        counted.unwrap_or_default() + rest.map_or(0, beginnings)
    }

    /// A line, counted from 1, without its ending. Empty where there is none.
    pub fn line_text(&self, line: usize) -> &str {
        let starts = self.line_starts();
        let Some(&start) = line.checked_sub(1).and_then(|index| starts.get(index)) else {
            return "";
        };
        let end = starts.get(line).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end).unwrap_or_default();
        let line = line.strip_suffix('\n').unwrap_or(line);
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// From the beginning of the line of one offset to the end, without its ending, of another's.
    pub fn lines(&self, first: usize, last: usize) -> Span {
        let starts = self.line_starts();
        let [first, last] = [first, last].map(|offset| self.position(offset).line);
        let start_of = |line: usize| {
            starts
                .get(line.saturating_sub(1))
                .copied()
                .unwrap_or_default()
        };
        start_of(first)..start_of(last) + self.line_text(last).len()
    }

    fn line_starts(&self) -> &[usize] {
        &self.index().line_starts
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let bytes = self.text.bytes().enumerate();
            let feeds = bytes.filter(|&(_, byte)| byte == b'\n');
            let line_starts = std::iter::once(0).chain(feeds.map(|(at, _)| at + 1));
            let mut characters = vec![0];
            for block in self.text.as_bytes().chunks(BLOCK) {
                characters.push(characters.last().copied().unwrap_or_default() + beginnings(block));
            }
            Index {
                line_starts: line_starts.collect(),
                characters,
            }
        })
    }
}

/// How many of the bytes begin a character.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

impl Tree {
    /// Reads a JSON text in passing: no [`Source`] is made of it, so its places remain offsets. They
    /// count from behind a byte order mark.
    pub fn from_json(text: &str) -> Self {
        json::parse(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
    }
}

/// The text that can be made of bytes that are not all UTF-8, and the first thing wrong with them.
fn lossy(bytes: &[u8]) -> (String, Option<Fault>) {
    let bytes = bytes
        .strip_prefix(BYTE_ORDER_MARK.as_bytes())
        .unwrap_or(bytes);
    let mut text = String::with_capacity(bytes.len());
    let mut fault = None;
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let start = text.len();
        let is_cut = chunks.peek().is_none()
            && std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        if is_cut {
            let message = "the text ends within a character";
            fault = fault.or(Some(Fault::new(
                FaultKind::Truncated,
                start..start,
                message,
            )));
        } else if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
            let message = "bytes that are not UTF-8";
            fault = fault.or(Some(Fault::new(
                FaultKind::Encoding,
                start..text.len(),
                message,
            )));
        }
    }
    (text, fault)
}

#[cfg(test)]
mod tests;
