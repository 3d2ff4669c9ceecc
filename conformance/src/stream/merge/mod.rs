//! Adds up parts of verdict lines, and reports their sum.
//!
//! ```text
//! part ── read, line by line ─┬─ whole: its sum ── added up ── text, JSON
//!                             └─ not whole: a failure that names it
//! ```
//!
//! It never sees a payload. What it says depends on which verdicts there are, and neither on their
//! order nor on how they are spread over parts; so the report of a cluster is the report of one machine. A part that is not whole counts for nothing but a failure:
//! its sum would pass for that of lines that nobody judged.

mod json;
mod part;
mod sum;
mod text;

pub use json::write_json;
pub use part::{Broken, read};
pub use sum::{MOST_EXAMPLES, Sum};
pub use text::write_text;
