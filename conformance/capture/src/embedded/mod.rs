//! Reads JSON that stands among something else, and keeps its place.
//!
//! ```text
//! text ───── lines of a log: what looks like a document is cut out ─── likeness
//! docker ─── lines of a container's output: their parts are joined
//! values ─── values one behind the other, whatever separates them
//! ```

mod docker;
mod likeness;
mod text;
mod values;

pub(super) use docker::{Output, is_record};
pub(super) use likeness::is_document;
pub(super) use text::{Taken, Text, has_value};
pub(super) use values::{Sequence, Values, is_separator, separators};
