//! Reads and writes whole JSON texts: [`decode`], [`encode`] and their errors.
//!
//! Only here is the text at hand, and with it the position of an error, and a second reading where
//! a member is repeated.

use super::value::{Encoded, Value};
use super::whole;
use serde_json::Deserializer;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment, Track};
use std::error::Error;
use std::fmt;

/// An error of [`decode`], with its place. It holds no value out of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodeError {
    pointer: String,
    line: usize,
    column: usize,
    message: String,
    is_syntax: bool,
}

impl DecodeError {
    /// The place as a JSON Pointer, made of names of the schema, with `*` for each member of an
    /// object that may have members of any name. Empty when the text is not JSON:
    /// that may be found inside of unknown members, and their names may be data.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The line of the error, from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The byte in that line, from 1; often the end of the value.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// The message, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the text is not JSON, or has a number or a depth beyond the limits. The place may
    /// then be inside of members that the schema does not name.
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

/// An error of [`encode`]: a value that JSON cannot hold.
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

/// Decodes without tracking the place, which takes as long as decoding does.
fn untracked<T: Value>(text: &[u8]) -> Option<T> {
    let mut deserializer = Deserializer::from_slice(text);
    let value = T::decode(&mut deserializer).ok()?;
    deserializer.end().ok()?;
    Some(value)
}

/// Decodes once more, for the place of an error.
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

/// Decodes by way of a tree. Of a repeated member the last one counts, even if the first has the
/// wrong kind; and `9007199254740993.0` is an integer, which its double does not show.
fn second_look<T: Value>(text: &[u8]) -> Option<T> {
    let last_ones: serde_json::Value = serde_json::from_slice(&whole::written_out(text)).ok()?;
    // As a text: a third way to decode each type would cost every build.
    untracked(&serde_json::to_vec(&last_ones).ok()?)
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
            Segment::Unknown => pointer.push_str("/*"),
            Segment::Enum { .. } => {}
        }
    }
    pointer
}
