//! The generated validator: never wrong where it says valid, and not shy of saying it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may panic, and so may what it calls"
)]

mod against;
#[path = "../common/mod.rs"]
mod common;
mod edges;
mod elsewhere;
mod made;
mod payloads;
mod seeded;
