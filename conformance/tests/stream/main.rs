//! Lines in, verdict lines out, and many parts of those added up: what must hold for every line, and
//! for every way to cut the input.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may panic, and so may what it calls"
)]

#[path = "../common/canary.rs"]
mod canary;
mod corpus;
mod lines;
mod merge;
mod process;
