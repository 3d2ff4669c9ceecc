//! The id of a call in its error: in texts only if the caller did not choose it.

use crate::listener::answering;
use clova_id_card::client::{RepeatPolicy, Sent, blocking};
use clova_id_card::{BodyKind, Client, Error, Image};
use std::time::Duration;

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
const CHOSEN: &str = "Hong-Gildong-7";
const BUSY: &[u8] = include_bytes!("../../payloads/samples/error-0025.json");

fn client(url: &str) -> blocking::Client {
    let builder = blocking::Client::builder(url, "secret").repeat(RepeatPolicy::never());
    builder.build().unwrap()
}

/// The id in the error, which is in both texts of it or in none.
fn id(error: &Error, is_in_texts: bool) -> String {
    let id = error.request_id().unwrap();
    for text in [error.to_string(), format!("{error:?}")] {
        assert_eq!(text.contains(id), is_in_texts, "{text}");
    }
    id.to_owned()
}

#[test]
fn an_error_has_the_id_that_was_sent() {
    let answers = [
        (503, BUSY),
        (200, &b"{}"[..]),
        (200, b"no JSON"),
        (200, b"[]"),
    ];
    for body in [BodyKind::Json, BodyKind::Multipart] {
        for (status, answer) in answers {
            let (url, requests) = answering(status, "application/json", answer);
            let call = || client(&url).recognize(PNG).body(body);
            for (call, is_made) in [(call(), true), (call().request_id(CHOSEN), false)] {
                let error = call.send().unwrap_err();
                assert_eq!(error.sent(), Sent::Yes);
                let id = id(&error, is_made);
                assert_eq!(id == CHOSEN, !is_made);
                let sent = requests.recv().unwrap().body;
                let named = format!("\"requestId\":\"{id}\"");
                assert!(String::from_utf8_lossy(&sent).contains(&named), "{id}");
            }
        }
    }
}

#[test]
fn an_error_of_a_call_that_was_not_answered_has_it_too() {
    let nobody = "http://127.0.0.1:9";
    let errors = |image: fn() -> Image| {
        let call = client(nobody).recognize(image());
        let chosen = client(nobody).recognize(image()).request_id(CHOSEN);
        [(call.send(), true), (chosen.send(), false)]
    };
    let images: [fn() -> Image; 3] = [
        || Image::bytes(PNG),
        || Image::bytes(&b"no picture"[..]),
        || Image::path("there is no such file"),
    ];
    for (outcome, is_made) in images.into_iter().flat_map(errors) {
        let error = outcome.unwrap_err();
        assert_eq!(error.sent(), Sent::No);
        assert_eq!(id(&error, is_made) == CHOSEN, !is_made);
    }
}

#[tokio::test]
async fn a_call_that_took_too_long_before_it_was_sent_has_it_too() {
    let (reader, _writer) = std::io::pipe().unwrap();
    let client = Client::builder("http://127.0.0.1:9", "secret")
        .build()
        .unwrap();
    let call = client.recognize(Image::reader(reader, None));
    let error = call.timeout(Duration::from_millis(50)).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(..)), "{error}");
    assert_ne!(id(&error, true), "");
}

#[test]
fn a_call_with_a_body_of_the_caller_has_none() {
    let request =
        clova_id_card::JsonRequest::new(clova_id_card::RequestVersion::V2, CHOSEN, 0, Vec::new());
    let error = client("http://127.0.0.1:9").post_id_card(&request).send();
    let error = error.unwrap_err();
    assert_eq!(error.request_id(), None);
    assert!(!format!("{error} {error:?}").contains(CHOSEN));
}
