//! Shows judgements to people and programs, and derives an exit code.
//!
//! ```text
//! judgements ── digest ─┬─ events, as they come ──┬── a `Report` of some `Form`
//!                       └─ counts and groups ─────┘
//! ```
//!
//! The judge decides, and this only shows. Of payloads themselves it takes nothing but coordinates, for a
//! [`Drawing`].

mod baseline;
mod breakdown;
mod count;
mod digest;
mod drawing;
mod foreign;
mod form;
mod github;
mod group;
mod html;
mod json;
mod junit;
mod label;
mod listed;
mod output;
mod picture;
mod sarif;
mod schema;
mod shape;
mod style;
mod summary;
mod svg;
mod tally;
mod text;
pub mod version;
pub mod wording;

pub use baseline::{BadBaseline, Baseline, Known};
pub use breakdown::Breakdown;
pub use count::Count;
pub use digest::{Digest, Event, MOST_GROUPS, Settings};
pub use drawing::{Drawing, Outline};
pub use foreign::Foreign;
pub use form::{Form, Options, create};
pub use github::Github;
pub use group::{Group, Place};
pub use html::{Html, Run};
pub use json::{Json, Ndjson};
pub use junit::Junit;
pub use listed::MOST_LISTED;
pub use output::{Readers, Unfinished, write_whole};
pub use picture::Picture;
pub use sarif::Sarif;
pub use schema::{Named, SCHEMAS};
pub use shape::Failed;
pub use tally::{FailOn, Tally};
pub use text::{Concise, Text};

use std::io;

/// One way to show what was judged, as it comes.
pub trait Report {
    /// A payload with something to say about it, or something that gave no payload, in the order of
    /// the input. Payloads of which there is nothing to show are counted only, unless
    /// [`Settings::lists_all`] is set. Failures are on standard error too; a report need not repeat
    /// them.
    fn event(&mut self, event: Event) -> io::Result<()>;

    /// Flushes what was shown, as nothing more comes for now. A form that is written at the end has
    /// nothing to flush before.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Ends the report.
    fn finish(&mut self, digest: &Digest) -> io::Result<()>;
}
