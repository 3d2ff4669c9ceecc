//! What the crate does that no document says: the format of a file, the kind of card, what to hide
//! in its picture, what of an answer may be logged.

mod answer;
mod format;
mod masking;
mod orientation;
mod redacted;
mod view;

use clova_id_card::{RecognitionResponse, decode};
use serde_json::Value;
use std::path::Path;

/// One of the payloads, to be changed.
fn payload(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("payloads")
        .join(name);
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// The same as its type.
fn response(value: &Value) -> RecognitionResponse {
    decode(value.to_string().as_bytes()).unwrap()
}

fn sample(name: &str) -> RecognitionResponse {
    response(&payload(&format!("samples/{name}.json")))
}

const CARDS: [&str; 6] = [
    "resident-card",
    "resident-card-scored",
    "from-pdf",
    "driver-license",
    "passport",
    "alien-card",
];

/// Where the result stands in an answer.
const RESULT: &str = "/images/0/idCard/result";
