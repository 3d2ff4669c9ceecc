//! A whole JSON text: [`decode`] and [`encode`], and what they say when it cannot be done.
//!
//! They stand apart from the types because only here is the text at hand, and with it the place of
//! a fault and a second look at members that come twice.

use super::value::{Encoded, Value};
use super::whole;
use serde_json::Deserializer;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment, Track};
use std::error::Error;
use std::fmt;

/// Where a text is not what its type expects. It holds no value out of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    pointer: String,
    line: usize,
    column: usize,
    message: String,
    is_syntax: bool,
}

impl DecodeError {
    /// The place as a JSON Pointer, made of names that the schema has. Empty when the text is not
    /// JSON: that happens inside of unknown members too, and their names may be data.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line, from 1, on which the fault was found.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The byte in that line at which the fault was found, often the end of the value.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the text is no JSON at all, or has a number or a depth that is beyond reading. The
    /// place may then be inside of members that the schema does not name.
    #[must_use]
    pub const fn is_syntax(&self) -> bool {
        self.is_syntax
    }

    fn new(error: &serde_json::Error, path: &Path) -> Self {
        let (line, column) = (error.line(), error.column());
        let message = error.to_string();
        let place = format!(" at line {line} column {column}");
        // Nothing is expected of an unknown member, so what is not as expected is never inside one.
        let pointer = match error.classify() {
            Category::Data => pointer(path),
            Category::Io | Category::Syntax | Category::Eof => String::new(),
        };
        Self {
            pointer,
            line,
            column,
            message: message.strip_suffix(&place).unwrap_or(&message).to_owned(),
            is_syntax: !error.is_data(),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pointer,
            line,
            column,
            message,
            is_syntax: _,
        } = self;
        write!(
            formatter,
            "{message} (at \"{pointer}\", line {line}, column {column})"
        )
    }
}

impl Error for DecodeError {}

/// A value that JSON has no room for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    message: String,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl Error for EncodeError {}

/// Reads a JSON text. A byte order mark at its start is skipped.
///
/// # Examples
///
/// ```
/// use codegen_runtime::{Personal, decode};
///
/// let name: Personal<String> = decode(br#""Rex""#)?;
/// assert_eq!(name.expose(), "Rex");
///
/// // An error names a place and two kinds, and repeats no value.
/// let error = decode::<Vec<bool>>(b"[true, 7]").unwrap_err();
/// assert_eq!(error.pointer(), "/1");
/// assert_eq!(error.message(), "expected a boolean, found a number");
/// # Ok::<(), codegen_runtime::DecodeError>(())
/// ```
///
/// # Errors
/// When it is not JSON, or not what `T` expects.
pub fn decode<T: Value>(text: &[u8]) -> Result<T, DecodeError> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    untracked(text)
        .or_else(|| second_look(text))
        .map_or_else(|| tracked(text), Ok)
}

/// Keeping track of the place takes as long as reading does, and only a fault has a place.
fn untracked<T: Value>(text: &[u8]) -> Option<T> {
    let mut deserializer = Deserializer::from_slice(text);
    let value = T::decode(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(value)
}

fn tracked<T: Value>(text: &[u8]) -> Result<T, DecodeError> {
    let mut deserializer = Deserializer::from_slice(text);
    let mut track = Track::new();
    let tracked = serde_path_to_error::Deserializer::new(&mut deserializer, &mut track);
    let decoded = T::decode(tracked);
    let path = track.path();
    decoded
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| DecodeError::new(&error, &path))
}

/// Of a member that comes twice the last one counts, even if the first has the wrong kind; and
/// `9007199254740993.0` is an integer, which its double does not show. Only the text as a whole can
/// tell, so it is read once more, without regard to what is expected.
fn second_look<T: Value>(text: &[u8]) -> Option<T> {
    let last_ones: serde_json::Value = serde_json::from_slice(&whole::written_out(text)).ok()?;
    T::decode(&last_ones).ok()
}

/// Writes a JSON text, in clear.
///
/// # Errors
/// When a number is not finite.
pub fn encode<T: Value>(value: &T) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&Encoded(value)).map_err(|error| EncodeError {
        message: error.to_string(),
    })
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => {
                pointer.push('/');
                pointer.push_str(&index.to_string());
            }
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
