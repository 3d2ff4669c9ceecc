//! Paths and standard input → payloads.
//!
//! ```text
//! place ─── paths → places          files, folders, globs, standard input
//! stream ── place → plain bytes     counted, watched, decompressed, in UTF-8
//! detect ── first bytes → format    unless the user says which
//! open ──── plain bytes → items     json, array, ndjson, har, http, curl-trace
//! unwrap ── payload → payload       a member of a document, the text of a string
//! ```
//!
//! It stands apart because what people have (files, folders, a pipe, what a browser saved) is one
//! question, and what is in it another: the judge sees named bytes and nothing else. Nothing is
//! dropped in silence: what gives no payload is a [`Failure`], or an [`Aside`] to be counted. No
//! message here has anything in it that was read; neither a value nor a key.

mod origin;

#[cfg(feature = "capture")]
mod array;
#[cfg(feature = "capture")]
mod cutter;
#[cfg(feature = "capture")]
mod detect;
#[cfg(feature = "capture")]
mod exchange;
#[cfg(feature = "capture")]
mod form;
#[cfg(feature = "capture")]
mod format;
#[cfg(feature = "capture")]
mod gzip;
#[cfg(feature = "capture")]
mod har;
#[cfg(feature = "capture")]
mod http;
#[cfg(feature = "capture")]
mod open;
#[cfg(feature = "capture")]
mod place;
#[cfg(feature = "capture")]
mod scan;
#[cfg(feature = "capture")]
mod steps;
#[cfg(feature = "capture")]
mod stream;
#[cfg(feature = "capture")]
mod text;
#[cfg(feature = "capture")]
mod unwrap;
#[cfg(feature = "capture")]
mod utf16;

pub use origin::{Origin, STANDARD_INPUT_NAME};

#[cfg(feature = "capture")]
pub(crate) use exchange::essence;
#[cfg(feature = "capture")]
pub use {
    exchange::Address,
    format::Format,
    open::{Input, Lines, Options, Payloads},
    place::{Found, Place, STANDARD_INPUT, places},
    unwrap::{BadPointer, Step, Unwrap},
};

/// A payload, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// Where it is.
    pub origin: Origin,
    /// What it is known to be, from what is around it; by name in the catalogue.
    pub document: Option<&'static str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The file of a form. What is in it is nobody's business, but for what kind of file it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it begins.
    pub origin: Origin,
    /// Its media type, as its part says.
    pub media_type: Option<String>,
    /// Its format, as the document beside it says.
    pub format: Option<String>,
    /// Its first bytes, as many as tell what it is.
    pub head: Vec<u8>,
}

/// Something that gave no payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path, and where in it.
    pub name: String,
    /// What went wrong.
    pub message: String,
}

/// Something that was rightly not judged. It is counted, and no failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Where it is.
    pub origin: Origin,
    /// What it is.
    pub what: What,
}

/// What was not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
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
    /// A pipe, a socket or a device that was met in a folder or by a glob.
    Special,
    /// An array, lines or an archive with nothing in it: a day on which nothing happened.
    Empty,
}

impl What {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::OtherExchange,
        Self::Interim,
        Self::Unanswered,
        Self::FileLeftOut,
        Self::OtherFile,
        Self::Special,
        Self::Empty,
    ];

    /// What it is called in a report for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OtherExchange => "other-exchange",
            Self::Interim => "interim-response",
            Self::Unanswered => "unanswered-request",
            Self::FileLeftOut => "file-left-out",
            Self::OtherFile => "other-file",
            Self::Special => "special-file",
            Self::Empty => "empty-input",
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
            Self::Special => "pipes, sockets or devices",
            Self::Empty => "inputs with nothing in them",
        }
    }
}

/// What an input gives, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// To be judged.
    Payload(Payload),
    /// To be judged as well: it is what a call is made for.
    File(File),
    /// To be counted.
    Aside(Aside),
    /// To be reported.
    Failed(Failure),
}

impl Failure {
    /// At a place that an origin names.
    #[cfg(feature = "capture")]
    pub(crate) fn at(origin: &Origin, message: impl Into<String>) -> Self {
        let mut name = origin.to_string();
        let begins_later = origin.start != Origin::BEGINNING;
        if begins_later && origin.line.is_none() && origin.inside.is_none() {
            let spanned_tree::Position { line, column } = origin.start;
            name = format!("{name}:{line}:{column}");
        }
        Self {
            name,
            message: message.into(),
        }
    }
}
