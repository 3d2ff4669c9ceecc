//! Reads JSON that stands among something else, and keeps its place.
//!
//! ```text
//! text ───── lines of a log: what looks like a document is cut out ─┬─ search ─── likeness
//!            lines in parts are joined ─────────────────────────────┤  escaped
//!                                                                   └─ cri
//! docker ─── lines of a container's output: their parts are joined
//! values ─── values one behind the other, whatever separates them
//! ```

mod amid;
mod cri;
mod docker;
mod escaped;
mod likeness;
mod search;
mod text;
mod values;

pub use amid::amid_text;
pub(super) use docker::{Output, is_record};
pub(super) use likeness::Taken;
pub(super) use likeness::is_document;
pub(super) use search::{has_value, hits};
pub(super) use text::Text;
pub(super) use values::{Sequence, Values, is_separator, pass_separators, separators};
