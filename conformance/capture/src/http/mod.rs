//! Reads HTTP messages as they were on the wire.
//!
//! ```text
//! messages  text as `curl -i` leaves it ─┐
//! trace     what `curl --trace` writes ──┴─ pairing → items
//! ```
//!
//! Nothing says where a message ends, or which request a response belongs to: the order of the
//! messages is all there is.

mod body;
mod dump;
mod head;
mod messages;
pub(crate) mod mixed;
mod pairing;
mod trace;

pub(super) use dump::is_trace_line;
pub(super) use head::is_start_line;
pub(super) use messages::Messages;
pub(super) use trace::Trace;
