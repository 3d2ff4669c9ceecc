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
    /// The exchange that it is a half of, where a capture of many tells.
    pub exchange: Option<Box<Exchange>>,
}

/// What tells one exchange of a capture from the others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exchange {
    /// When it began, as RFC 3339 has it.
    pub time: Option<String>,
    /// The status of its answer.
    pub status: Option<u16>,
}

impl Exchange {
    /// An exchange of a capture. What is no time is not kept, as it may be anything.
    pub fn new(time: Option<String>, status: Option<u16>) -> Self {
        let time = time.filter(|time| is_time(time));
        Self { time, status }
    }

    /// Whether nothing is known of it.
    pub fn is_unknown(&self) -> bool {
        *self == Self::default()
    }
}

/// The longest time is one with a zone and nanoseconds.
const LONGEST_TIME: usize = 40;

/// Whether a text is a date with a time of day, by its form: whoever reads archives takes it for one, and
/// nothing else is written so.
fn is_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once('T') else {
        return false;
    };
    let is_of = |text: &str, others: &str| {
        let mut characters = text.chars();
        characters.all(|c| c.is_ascii_digit() || others.contains(c))
    };
    text.len() <= LONGEST_TIME
        && date.len() == "2026-01-02".len()
        && is_of(date, "-")
        && time.len() >= "03:04".len()
        && is_of(time, ":.+-Z")
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
            exchange: None,
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

    /// What places in the payload are places of: the input, or the document in it that the payload is
    /// the text of.
    pub fn text(&self) -> impl fmt::Display {
        OfText(self)
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
struct OfText<'o>(&'o Origin);

impl fmt::Display for OfText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.input)?;
        if let Some(line) = self.0.line {
            write!(f, ":{line}")?;
        }
        if let Some(inside) = &self.0.inside {
            write!(f, "#{inside}")?;
        }
        Ok(())
    }
}

/// The name of the payload, which no other of the input has: [`Origin::text`], and where in it the payload
/// begins, unless that is the beginning.
impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OfText(self).fmt(f)?;
        let is_of_input = self.line.is_none() && self.inside.is_none();
        match self.start {
            Self::BEGINNING => Ok(()),
            // Its line is named already, and in a document the pointer leads to it.
            Position { line, column } if self.line == Some(line) => {
                if self.inside.is_none() && column > 1 {
                    write!(f, ":{column}")?;
                }
                Ok(())
            }
            Position { line, column: 1 } if is_of_input => write!(f, ":{line}"),
            Position { line, column } => write!(f, ":{line}:{column}"),
        }
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
        assert_eq!(piece.text().to_string(), "a.ndjson");
        assert_eq!(piece.to_string(), "a.ndjson:7:5");
        let line = Origin::at("a.ndjson".into(), at(7, 1));
        assert_eq!(line.to_string(), "a.ndjson:7");
        let first = Origin::at("a.ndjson".into(), Origin::BEGINNING);
        assert_eq!(first.to_string(), "a.ndjson");
    }

    #[test]
    fn a_payload_inside_another_document_says_where() {
        let whole = Origin::inside("a.har".into(), None, "/log/entries/3");
        assert_eq!(whole.to_string(), "a.har#/log/entries/3");
        let line = Origin::inside("a.log".into(), Some(12), "/body");
        assert_eq!(line.to_string(), "a.log:12#/body");
        let part = Origin {
            start: Position { line: 5, column: 1 },
            ..line
        };
        assert_eq!(part.to_string(), "a.log:12#/body:5:1");
        assert_eq!(part.text().to_string(), "a.log:12#/body");
        let of_its_line = Origin {
            start: Position {
                line: 12,
                column: 9,
            },
            ..part
        };
        assert_eq!(of_its_line.to_string(), "a.log:12#/body");
    }

    #[test]
    fn only_a_time_is_kept_as_one() {
        let kept = |time: &str| Exchange::new(Some(time.to_owned()), None).time.is_some();
        for time in [
            "2026-11-02T10:00:00Z",
            "2026-11-02T10:00:00.123456789+09:00",
            "2026-11-02T10:00",
        ] {
            assert!(kept(time), "{time}");
        }
        for text in [
            "",
            "T",
            "zq7canary",
            "2026-11-02",
            "2026-11-02 10:00",
            "2026-11-02Tzq7canary",
        ] {
            assert!(!kept(text), "{text}");
        }
    }
}
