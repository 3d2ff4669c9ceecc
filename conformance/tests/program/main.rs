//! Tests of the program `idcard`, as it is started.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic, and so may what it calls"
)]

#[path = "../common/canary.rs"]
mod canary;
mod captures;
mod command;
mod engine;
mod foreign;
mod kinds;
mod leaks;
#[path = "../common/listener.rs"]
mod listener;
mod observe;
mod paths;
#[path = "../common/process.rs"]
mod process;
mod recognize;
mod report;
mod said;
mod service;
mod stream;
