//! Judgements → what people and programs read, and an exit code.
//!
//! ```text
//! judgements ── digest ─┬─ events, as they come ──┬── a `Report` of some `Form`
//!                       └─ counts and groups ─────┘
//! ```
//!
//! It stands apart because the judge decides and this only shows. Of payloads themselves it takes
//! nothing but coordinates, for a [`Drawing`].

mod baseline;
mod digest;
mod drawing;
mod form;
mod group;
mod json;
mod listed;
#[cfg(feature = "cli")]
mod output;
#[cfg(feature = "report")]
mod schema;
mod shape;
mod style;
mod summary;
mod tally;
mod text;

pub use baseline::{BadBaseline, Baseline};
pub use digest::{Digest, Event, MOST_GROUPS, Settings};
pub use drawing::{Drawing, Outline};
pub use form::{Form, Options, create};
pub use group::{Group, Place};
pub use json::{Json, Ndjson};
pub use listed::MOST_LISTED;
#[cfg(feature = "cli")]
pub use output::{Readers, write_whole};
#[cfg(feature = "report")]
pub use schema::SCHEMAS;
pub use tally::{FailOn, Tally};
pub use text::{Concise, Text};

use std::io;

/// One way to show what was judged, as it comes.
pub trait Report {
    /// A payload with something to say about it, or something that gave no payload, in the order of
    /// the input. Payloads that are valid are counted only. People are told of failures on standard
    /// error; a report need not repeat them.
    fn event(&mut self, event: Event) -> io::Result<()>;

    /// That was all.
    fn finish(&mut self, digest: &Digest) -> io::Result<()>;
}
