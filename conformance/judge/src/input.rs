//! Names what gave no payload: what could not be read, and what was rightly not judged.
//!
//! Readers of captures make these, reports count and show them; neither knows the other.

use crate::Origin;

/// Something that gave no payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path, and where in it.
    pub name: String,
    /// What went wrong.
    pub message: String,
}

impl Failure {
    /// At a place that an origin names.
    pub fn at(origin: &Origin, message: impl Into<String>) -> Self {
        Self {
            name: origin.to_string(),
            message: message.into(),
        }
    }
}

/// Something that was rightly not judged. It is counted, and no failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Where it is.
    pub origin: Origin,
    /// Why it was not judged.
    pub reason: SkipReason,
}

/// Why something was not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkipReason {
    /// An exchange with another address, or by another method: a browser records them all.
    OtherExchange,
    /// A response before the one that counts: it goes on, or leads elsewhere.
    Interim,
    /// A request without an answer.
    Unanswered,
    /// The file of a form: the capture left it out, or kept a text of it.
    FileLeftOut,
    /// A file of a folder, with an ending that no capture has.
    OtherFile,
    /// A capture or a folder that an ignore file leaves out, such as `.gitignore`.
    Ignored,
    /// A pipe, a socket or a device that was met in a folder or by a glob.
    Special,
    /// An array, lines or an archive with nothing in it: a day on which nothing happened.
    Empty,
    /// A member that was asked for and is not there, or is null or empty.
    Absent,
    /// A value that was asked for, and has no document of this API in it: the words of a log, or one of
    /// all members of an object.
    NoDocument,
    /// A line of a text without a document of this API.
    OtherLine,
    /// Zero bytes where a line should begin: a log that was cut while it was written to has them.
    Zeros,
}

impl SkipReason {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::OtherExchange,
        Self::Interim,
        Self::Unanswered,
        Self::FileLeftOut,
        Self::OtherFile,
        Self::Ignored,
        Self::Special,
        Self::Empty,
        Self::Absent,
        Self::NoDocument,
        Self::OtherLine,
        Self::Zeros,
    ];

    /// What it is called in a report for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OtherExchange => "other-exchange",
            Self::Interim => "interim-response",
            Self::Unanswered => "unanswered-request",
            Self::FileLeftOut => "file-left-out",
            Self::OtherFile => "other-file",
            Self::Ignored => "ignored-file",
            Self::Special => "special-file",
            Self::Empty => "empty-input",
            Self::Absent => "absent-member",
            Self::NoDocument => "no-document",
            Self::OtherLine => "other-line",
            Self::Zeros => "zero-bytes",
        }
    }

    /// What many of them are, for people.
    pub fn plural(self) -> &'static str {
        match self {
            Self::OtherExchange => "exchanges with other addresses (--url tells which are meant)",
            Self::Interim => "interim responses and redirects",
            Self::Unanswered => "requests without a response",
            Self::FileLeftOut => "forms whose file was not captured",
            Self::OtherFile => "files whose ending no capture has",
            Self::Ignored => {
                "files and folders that an ignore file leaves out (name them to have them read)"
            }
            Self::Special => "pipes, sockets or devices",
            Self::Empty => "inputs with nothing in them",
            Self::Absent => "members that are absent, null or empty",
            Self::NoDocument => "values without a document of this API in them",
            Self::OtherLine => "lines of text without a document of this API",
            Self::Zeros => {
                "runs of zero bytes before a line, as a log has that was cut while it was written to"
            }
        }
    }
}
