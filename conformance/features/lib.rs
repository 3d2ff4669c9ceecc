//! Runs the tests of the wire in a program in which another crate has switched on every stable feature
//! of `reqwest`.

#![cfg(test)]

#[path = "../tests/common/listener.rs"]
mod listener;
#[path = "../tests/common/wire.rs"]
mod wire;

/// The library that both sides of TLS compute with.
fn provider() -> rustls::crypto::CryptoProvider {
    rustls::crypto::aws_lc_rs::default_provider()
}

/// The features are on: without them there is no such header.
#[test]
fn a_client_that_says_nothing_asks_for_compression() {
    let (url, requests) = listener::answering(200, "application/json", b"{}");
    std::thread::spawn(move || reqwest::blocking::Client::new().post(url).body("x").send());
    let request = requests.recv().unwrap();
    let asked = request.header("accept-encoding");
    assert_eq!(asked, Some("zstd,gzip,deflate,br"));
}
