//! HTTP messages as they were on the wire → the bodies of the exchanges.
//!
//! ```text
//! messages  text as `curl -i` leaves it ─┐
//! trace     what `curl --trace` writes ──┴─ pairing → items
//! ```
//!
//! It stands apart from archives because here nobody says where a message ends, or which request an
//! answer belongs to: the order of the messages is all there is.

mod body;
mod dump;
mod head;
mod messages;
mod pairing;
mod trace;
mod window;

pub(super) use dump::is_trace_line;
pub(super) use messages::Messages;
pub(super) use trace::Trace;
