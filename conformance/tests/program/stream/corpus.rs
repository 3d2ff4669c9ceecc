//! Lines to judge: of every kind that there is.

use clova_id_card::catalog::{ROOTS, Shape};
use idcard::conform::samples;
use idcard::stream::{Settings, run};
use idcard_judge::{Judge, Values};
use serde_json::Value;
use std::path::Path;

pub(crate) fn judge() -> Judge {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    judge.with_files(idcard::file::fault)
}

/// Every payload of the repository as one line, where that leaves it what it is.
pub(crate) fn payloads() -> Vec<Vec<u8>> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/payloads"));
    let samples = samples(folder).unwrap().into_iter();
    let lines: Vec<_> = samples
        .map(|sample| sample.bytes)
        .map(|bytes| match serde_json::from_slice::<Value>(&bytes) {
            // serde_json drops repeated keys and rounds numbers, so only the line feeds go.
            Ok(_) => bytes.into_iter().filter(|byte| *byte != b'\n').collect(),
            Err(_) => bytes
                .into_iter()
                .map(|byte| if byte == b'\n' { b' ' } else { byte })
                .collect(),
        })
        .collect();
    assert!(lines.len() > 70);
    lines
}

/// Every field of every card, with three values of the wrong type in each.
fn every_field() -> Value {
    let objects = |shape: &'static Shape| match shape {
        Shape::Object(object) => object.members,
        _ => &[],
    };
    let image = ROOTS.iter().find(|root| root.name == "response");
    let mut result = image.map(|root| &root.shape);
    for name in ["images", "idCard", "result"] {
        let member = result.and_then(|shape| objects(shape).iter().find(|it| it.name == name));
        result = member.map(|member| match &member.shape {
            Shape::Array(items) => *items,
            shape => shape,
        });
    }
    let fault = serde_json::json!([{"text": 1, "keyText": 1, "formatted": 1}]);
    let cards = objects(result.expect("the spec has it")).iter();
    let cards = cards.map(|card| {
        let fields = objects(&card.shape).iter();
        let fields = fields.map(|field| (field.name.to_owned(), fault.clone()));
        (card.name.to_owned(), Value::Object(fields.collect()))
    });
    Value::Object(cards.collect())
}

/// What is no payload at all, or one in an odd dress.
pub(crate) fn oddities() -> Vec<Vec<u8>> {
    let many = serde_json::json!({"images": [{"idCard": {"result": every_field()}}]}).to_string();
    let nested = [
        &r#"{"code":"0011","deeplyNestedMember":"#.repeat(60),
        r#"{"a":1,"a":2}"#,
        &"}".repeat(60),
    ]
    .concat();
    [
        "",
        "\r",
        "  \t ",
        "null",
        "{}",
        "[]",
        r#"{"code":"0011"}"#,
        "{\"code\":\"0011\"}\r",
        "\u{feff}{\"code\":\"0011\"}",
        r#"{"code":"0011","code":"0012"}"#,
        r#"{"code":"#,
        r#"{"code":"0011",}"#,
        r#"{"code":1e999}"#,
        r#"{"code":"\ud800"}"#,
        "{\"code\":\"\u{0}\"}",
        "<html>",
        &"[".repeat(200),
        &many,
        &nested,
    ]
    .iter()
    .map(|line| line.as_bytes().to_owned())
    .chain([
        b"\xff\xfe".to_vec(),
        b"{\"code\":\"\xb0\xa1\"}".to_vec(),
        b"{\"code\":\"\xea\xb0".to_vec(),
    ])
    .collect()
}

/// Both, after one another.
pub(crate) fn all() -> Vec<Vec<u8>> {
    [payloads(), oddities()].concat()
}

/// The lines as a stream.
pub(crate) fn stream<'l>(lines: impl IntoIterator<Item = &'l Vec<u8>>) -> Vec<u8> {
    lines
        .into_iter()
        .flat_map(|line| [line.as_slice(), b"\n"].concat())
        .collect()
}

/// What comes out for a stream.
pub(crate) fn verdicts(judge: &Judge, settings: &Settings, input: &[u8]) -> String {
    let mut out = Vec::new();
    run(judge, settings, input, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}
