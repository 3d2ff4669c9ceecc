//! Locates a payload: in which input, on which line of it, inside which document.
//!
//! It decides whether a position is counted in the input or in the payload: a line of a file is a
//! piece of that file, the text of a string is not.

use spanned_tree::Position;
use std::fmt;
use std::sync::Arc;

/// What standard input is called.
pub const STANDARD_INPUT_NAME: &str = "<stdin>";

/// Where a payload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The path, or [`STANDARD_INPUT_NAME`].
    pub input: Arc<str>,
    /// The line of the input that the document around the payload begins on, where that document is
    /// a line of many.
    pub line: Option<usize>,
    /// Where the payload is in the document around it: RFC 6901. Its keys are those of a format, or
    /// what the user asked for; never found in the data alone.
    pub inside: Option<String>,
    /// Where the text of the payload begins in the input, if it stands there as it is. Else in the
    /// text that [`inside`](Self::inside) or [`line`](Self::line) leads to: at 1:1 if it is the whole
    /// of it, further on if it is a part of a form.
    pub start: Position,
}

impl Origin {
    /// The beginning of a text.
    pub const BEGINNING: Position = Position { line: 1, column: 1 };

    /// An input that is the payload.
    pub fn whole(input: impl Into<Arc<str>>) -> Self {
        Self {
            input: input.into(),
            line: None,
            inside: None,
            start: Self::BEGINNING,
        }
    }

    /// A payload that is text of the input, and begins at `start`.
    pub fn at(input: Arc<str>, start: Position) -> Self {
        Self {
            start,
            ..Self::whole(input)
        }
    }

    /// A payload inside a document, at an RFC 6901 pointer; its text is not text of the input.
    pub fn inside(input: Arc<str>, line: Option<usize>, pointer: impl Into<String>) -> Self {
        Self {
            line,
            inside: Some(pointer.into()),
            ..Self::whole(input)
        }
    }

    /// A place in the payload as a place in what [`Origin`] names.
    pub fn place(&self, position: Position) -> Position {
        let Position { line, column } = self.start;
        if position.line == 1 {
            let column = column + position.column - 1;
            return Position { line, column };
        }
        Position {
            line: line + position.line - 1,
            ..position
        }
    }
}

/// `input`, `input#/inside` or `input:line#/inside`.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.input)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(inside) = &self.inside {
            write!(f, "#{inside}")?;
        }
        Ok(())
    }
}

impl From<&str> for Origin {
    fn from(input: &str) -> Self {
        Self::whole(input)
    }
}

impl From<String> for Origin {
    fn from(input: String) -> Self {
        Self::whole(input)
    }
}

impl From<&String> for Origin {
    fn from(input: &String) -> Self {
        Self::whole(input.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_piece_of_the_input_is_a_place_in_the_input() {
        let at = |line, column| Position { line, column };
        let piece = Origin::at("a.ndjson".into(), at(7, 5));
        assert_eq!(piece.place(at(1, 1)), at(7, 5));
        assert_eq!(piece.place(at(1, 9)), at(7, 13));
        assert_eq!(piece.place(at(3, 9)), at(9, 9));
        assert_eq!(piece.to_string(), "a.ndjson");
    }

    #[test]
    fn a_payload_inside_another_document_says_where() {
        let whole = Origin::inside("a.har".into(), None, "/log/entries/3");
        assert_eq!(whole.to_string(), "a.har#/log/entries/3");
        let line = Origin::inside("a.log".into(), Some(12), "/body");
        assert_eq!(line.to_string(), "a.log:12#/body");
    }
}
