//! Tests of the packages, as libraries.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic, and so may what it calls"
)]

#[path = "../common/canary.rs"]
mod canary;
mod conform;
mod discretion;
mod domain;
mod extensions;
mod judge;
mod limits;
mod payloads;
mod recipe;
mod redaction;
mod same;
mod spec;
mod triage;
mod types;
mod validator;
mod values;
mod vectors;
