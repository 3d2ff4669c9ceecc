//! Tests the stand-in from outside: bytes on a socket go in, bytes or the end of them come out.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic, and so may what it calls"
)]

mod answers;
mod client;
mod command;
mod faults;
mod hostile;
mod refusals;
