//! Reads JSON that stands among something else, and keeps its place.
//!
//! ```text
//! text ───── lines of a log: what looks like a document is cut out ─── likeness
//! values ─── values one behind the other, whatever separates them
//! ```

mod likeness;
mod text;
mod values;

pub(super) use likeness::is_document;
pub(super) use text::{Taken, Text, has_value};
pub(super) use values::{Sequence, Values, is_separator, separators};
