//! Compares payloads with the spec, and proposes what the spec does not say, and might.
//!
//! ```text
//! payloads ── walk along the catalogue ── observations ── proposals ─┬─ text
//!                                         (they add up)              ├─ a fragment of the spec
//!                                                                    └─ JSON
//! ```
//!
//! A verdict is about one payload, and this is about the spec: only many payloads tell that a member is
//! always there, or never. It proposes and never applies. Nothing in it is a value of a payload, except a new value of a closed list that is
//! public and looks like a name.

mod fragment;
mod json;
mod kinds;
mod proposal;
mod seen;
mod text;
mod unknown;
mod walk;

pub use fragment::write_yaml;
pub use json::write_json;
pub use seen::{Observations, Seen};
pub use text::write_text;
pub use walk::observe;

/// From how many payloads on it is worth saying that a member is always there, or never.
pub const ENOUGH: u64 = 10;
