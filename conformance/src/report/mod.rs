//! Judgements → what people and programs read, and an exit code.
//!
//! ```text
//! judgements ── digest ─┬─ events, as they come ──┬── text, JSON: a `Report`
//!                       └─ counts and groups ─────┘
//! ```
//!
//! It stands apart because the judge decides and this only shows: nothing here looks at a payload.

mod baseline;
mod digest;
mod json;
mod tally;
mod text;

pub use baseline::Baseline;
pub use digest::{Digest, Event, Group, MOST_GROUPS, Place, Settings};
pub use json::Json;
pub use tally::{FailOn, Tally};
pub use text::Text;

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
