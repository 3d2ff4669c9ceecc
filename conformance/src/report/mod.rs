//! Judgements → what people and programs read, and an exit code.
//!
//! It stands apart because the judge decides and this only shows: nothing here looks at a payload.

mod json;
mod tally;
mod text;

pub use json::Json;
pub use tally::{FailOn, Tally};
pub use text::Text;

use crate::capture::Failure;
use crate::validate::Judgement;
use std::io;

/// One way to show what was judged, as it comes.
pub trait Report {
    /// A payload was judged.
    fn judged(&mut self, judgement: Judgement) -> io::Result<()>;

    /// A path gave no payload. People are told on standard error; a report need not repeat it.
    fn failed(&mut self, _failure: Failure) -> io::Result<()> {
        Ok(())
    }

    /// That was all.
    fn finish(&mut self, tally: &Tally) -> io::Result<()>;
}
