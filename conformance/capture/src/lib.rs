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
mod array;
mod cutter;
mod detect;
mod exchange;
mod form;
mod format;
mod gzip;
mod har;
mod http;
mod open;
mod place;
mod scan;
mod steps;
mod stream;
mod text;
mod unwrap;
mod utf16;

pub use detect::is_archive;
pub use exchange::essence;
use idcard_judge::{Aside, Failure, Origin};
pub use {
    exchange::Address,
    format::Format,
    open::{Input, Lines, Options, Payloads},
    place::{Found, Place, STANDARD_INPUT, places},
    stream::decompressed,
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
