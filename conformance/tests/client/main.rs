//! Tests of the client, against servers of the tests and against the stand-in.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod faults;
#[path = "../common/listener.rs"]
mod listener;
mod recognize;
mod requests;
mod turned;
