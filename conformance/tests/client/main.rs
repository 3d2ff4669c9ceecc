//! Tests of the client, against servers of the tests and against the stand-in.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by a panic")]

mod address;
mod deadline;
mod faults;
#[path = "../common/listener.rs"]
mod listener;
mod recognize;
mod request_id;
mod requests;
mod turned;
mod upright;
#[path = "../common/wire.rs"]
mod wire;

/// The library that both sides of TLS compute with.
fn provider() -> rustls::crypto::CryptoProvider {
    rustls::crypto::ring::default_provider()
}
