//! No value of a payload, and no key that may be one, comes out of the judge unasked: canaries are
//! planted in every place, and must not sing.

use crate::canary::{CANARY, everywhere};
use clova_id_card::catalog::ROOTS;
use idcard::conform::samples;
use idcard_judge::{Judge, Values};
use idcard_report::{Digest, Form, Options, Settings, create};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::sync::Arc;

/// With excerpts, which have more of a payload than anything else that is shown.
fn judge(values: Values) -> Judge {
    Judge::new(ROOTS, values).unwrap().with_excerpts(true)
}

fn samples_as_json() -> Vec<(String, Value)> {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/payloads"));
    let samples = samples(folder).unwrap().into_iter();
    let values: Vec<_> = samples
        .filter_map(|sample| Some((sample.name, serde_json::from_slice(&sample.bytes).ok()?)))
        .collect();
    assert!(values.len() > 30);
    values
}

/// What a report of every form says of the payloads, each taken for each document, and the `Debug` of
/// the judgements.
fn said(judge: &Judge, payloads: &[String]) -> String {
    let mut digest = Digest::new(Arc::new(Settings {
        drawings: usize::MAX,
        ..Settings::default()
    }));
    let mut said = Vec::new();
    for payload in payloads {
        digest.draw(|| "payload".into(), payload.as_bytes());
        for document in judge.documents() {
            let judgement = judge.judge("payload", payload.clone().into_bytes(), Some(document));
            said.extend(format!("{judgement:?}\n").into_bytes());
            digest.judged(judgement);
        }
    }
    for form in Form::ALL {
        let mut digest = digest.clone();
        let mut report = create(*form, &mut said, Options::default());
        digest.drain_into(report.as_mut()).unwrap();
        report.finish(&digest).unwrap();
    }
    String::from_utf8(said).unwrap()
}

/// So many that no form begins to leave any out.
const AT_ONCE: usize = 100;

/// Nothing of the canary in what is said of any of the payloads.
fn assert_silent(judge: &Judge, name: &str, payloads: &[String]) {
    for payloads in payloads.chunks(AT_ONCE) {
        let said = said(judge, payloads);
        let mut lines = said.lines();
        let singing = lines.find(|line| line.contains("canary") || line.contains("8417"));
        assert_eq!(singing, None, "{name}");
    }
}

/// The values with a canary in one place more each time: instead of a value, and as a key.
fn planted(value: &Value) -> Vec<Value> {
    let mut planted = vec![json!(CANARY), json!({ CANARY: CANARY }), json!([CANARY])];
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                planted.extend(self::planted(item).into_iter().map(|item| {
                    let mut items = items.clone();
                    items[index] = item;
                    Value::Array(items)
                }));
            }
        }
        Value::Object(members) => {
            let with = |key: &str, value| {
                let mut members = members.clone();
                members.insert(key.to_owned(), value);
                Value::Object(members)
            };
            planted.push(with(CANARY, json!({ CANARY: [CANARY] })));
            for (key, member) in members {
                planted.extend(
                    self::planted(member)
                        .into_iter()
                        .map(|member| with(key, member)),
                );
            }
        }
        _ => {}
    }
    planted
}

#[test]
fn no_canary_sings() {
    let hidden = judge(Values::Hidden);
    let mut count = 0;
    // One of each shape: the others differ in what is wrong with them, and that has its own test.
    for (name, value) in samples_as_json() {
        if !name.starts_with("samples/") {
            continue;
        }
        let planted = planted(&thinned(value));
        let planted: Vec<_> = planted.iter().map(Value::to_string).collect();
        count += planted.len();
        assert_silent(&hidden, &name, &planted);
    }
    assert!(count > 1000, "{count}");
}

/// Lists cut to one item: a second tells no more than the first.
fn thinned(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().take(1).map(thinned).collect(),
        Value::Object(members) => {
            let members = members
                .into_iter()
                .map(|(key, member)| (key, thinned(member)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        scalar => scalar,
    }
}

/// Every string and every number of a faulty payload is made a canary, which breaks nearly every
/// rule that there is.
#[test]
fn no_canary_sings_from_a_broken_payload() {
    let hidden = judge(Values::Hidden);
    for (name, value) in samples_as_json() {
        let text = everywhere(value).to_string();
        let broken = [
            text.clone(),
            text.replacen(CANARY, &format!("{CANARY}\\ud800"), 3),
            text.replace("8417417417", &format!("8417{}", "0".repeat(400))),
            text.replace('}', ",}"),
            text[..text.len() / 2].to_owned(),
            text.replacen('{', &format!("{{\"{CANARY}\":1,\"{CANARY}\":2,"), 4),
        ];
        assert_silent(&hidden, &name, &broken);
    }
}

/// Otherwise the tests above would pass for want of a canary.
#[test]
fn the_canary_sings_when_it_is_asked() {
    let shown = judge(Values::Shown);
    let payload = json!({"version": CANARY, CANARY: 1, "images": CANARY});
    let said = said(&shown, &[payload.to_string()]);
    assert!(said.contains("found \"canary 8417\""), "{said}");
    assert!(said.contains("/canary 8417:"), "{said}");
}
