//! Sends bytes of any kind: none makes the stand-in panic, and none goes without an end.

use super::client::{self, FORM, MESSAGE, PNG, Request, form};
use idcard_service::{Config, Service};
use proptest::prelude::*;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Panics on the threads of stand-ins. They do not end the test by themselves.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // The thread of a test is called like the test, with its module.
        if !thread::current()
            .name()
            .is_some_and(|name| name.contains("::"))
        {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        usual(info);
    }));
}

/// Texts that are nearly right get further than noise.
fn nearly(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let edit = (
        any::<prop::sample::Index>(),
        0..12usize,
        prop::collection::vec(any::<u8>(), 0..8),
    );
    prop::collection::vec(edit, 0..4).prop_map(move |edits| {
        let mut bytes = good.clone();
        for (place, cut, new) in edits {
            let place = place.index(bytes.len() + 1);
            let end = (place + cut).min(bytes.len());
            bytes.splice(place..end, new);
        }
        bytes
    })
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(any::<u8>(), 0..400)
}

#[test]
fn no_bytes_make_it_panic() {
    count_panics();
    let service = Service::start(Config::default()).unwrap();
    let json = Request::json(&service);
    let parts = form(&[("message", MESSAGE.as_bytes()), ("file", PNG)]);
    let whole = json.clone().with("Connection", "close").bytes();
    let bodies = prop_oneof![bytes(), nearly(json.body.clone())].prop_map(|body| (0, body));
    let forms = prop_oneof![bytes(), nearly(parts)].prop_map(|body| (1, body));
    let requests = prop_oneof![bytes(), nearly(whole)].prop_map(|bytes| (2, bytes));
    let config = ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |((kind, bytes) in prop_oneof![bodies, forms, requests])| {
        let answer = match kind {
            0 => json.clone().with_body(bytes).send(&service),
            1 => json.clone().with("Content-Type", FORM).with_body(bytes).send(&service),
            _ => client::send(service.address(), &bytes),
        };
        if kind < 2 {
            prop_assert!(matches!(answer.status(), 200 | 400), "{answer:?}");
        }
        prop_assert_eq!(PANICS.load(Ordering::SeqCst), 0);
    });
    assert_eq!(json.send(&service).status(), 200);
}

#[test]
fn trailers_have_an_end() {
    let service = Service::start(Config::default()).unwrap();
    let request = Request::json(&service);
    let head = request.clone().with_body("").with("Connection", "close");
    let head = String::from_utf8(head.bytes()).unwrap();
    let head = head.replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let size = format!("{:x}\r\n", request.body.len());
    let status = |count: usize| {
        let end = format!("\r\n0\r\n{}\r\n", "X-Note: and more\r\n".repeat(count));
        let parts = [
            head.as_bytes(),
            size.as_bytes(),
            &request.body,
            end.as_bytes(),
        ];
        client::send(service.address(), &parts.concat()).status()
    };
    assert_eq!((status(0), status(10), status(100_000)), (200, 200, 400));
}
