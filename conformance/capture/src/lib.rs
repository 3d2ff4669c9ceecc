//! Reads captures: files, folders, globs and standard input come in, payloads with their origins go
//! out.
//!
//! ```text
//! place ─── paths → places          files, folders, globs, standard input
//! watched ─ place → bytes           counted, and held against a change
//! stream ── bytes → plain bytes     decompressed, in UTF-8
//! detect ── first bytes → format    unless the user names one
//! open ──── plain bytes → items     json, array, ndjson, har, http, curl-trace, values,
//!                                    text, docker; zip, of which the exchanges are
//! unwrap ── payload → payload       a member of a document, the text of a string
//! ```
//!
//! Nothing is dropped in silence: what gives no payload is [failed](Item::Failed), or
//! [skipped](Item::Skipped) and counted. No message holds anything that was read, neither a value
//! nor a key.
mod array;
mod base64;
mod charset;
mod compression;
mod cutter;
mod detect;
mod embedded;
mod exchange;
mod form;
mod format;
mod gzip;
mod har;
mod http;
mod item;
mod kind;
mod limits;
mod open;
mod place;
mod reader;
mod scan;
mod steps;
mod stream;
mod text;
mod unwrap;
mod utf16;
mod watched;
mod window;
mod zip;

pub use base64::decode_base64;
pub use detect::is_archive;
pub use embedded::amid_text;
pub use exchange::essence;
pub use kind::{is_korean, kind};
pub use {
    exchange::Address,
    format::Format,
    item::{File, Item, Part, PartFault, Payload, Payloads},
    open::{Input, Lines, Options, read},
    place::{Found, Place, STANDARD_INPUT, places},
    stream::decompressed,
    unwrap::{BadPointer, Step, Unwrap, json_within},
};
