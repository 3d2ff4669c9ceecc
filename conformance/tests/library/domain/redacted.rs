//! What of an answer may be logged.

use super::*;
use crate::values::{CANARY, values};
use proptest::prelude::*;
use serde_json::json;
use std::fmt::Write as _;

#[test]
fn it_says_how_it_went() {
    let mut said = String::new();
    for name in [&CARDS[..], &["failure", "bare-answer", "no-image"]].concat() {
        writeln!(said, "{name}: {}", sample(name).redacted()).unwrap();
    }
    for name in [
        "idtype-at-odds",
        "idtype-missing",
        "cards-none",
        "cards-several",
        "enum-infer-result",
    ] {
        let answer = response(&payload(&format!("faulty/{name}.json")));
        writeln!(said, "{name}: {}", answer.redacted()).unwrap();
    }
    insta::assert_snapshot!(said);
}

#[test]
fn debug_says_the_same() {
    let answer = sample("passport");
    let view = answer.redacted();
    assert_eq!(format!("{view}"), format!("{view:?}"));
}

#[test]
fn undescribed_members_are_counted() {
    let mut value = payload("samples/resident-card.json");
    let card = value.pointer_mut(&format!("{RESULT}/ic")).unwrap();
    card["later"] = json!([{"text": CANARY}]);
    let said = response(&value).redacted().to_string();
    assert!(said.contains("; 1 undescribed member"), "{said}");
}

/// Plants a text wherever one may be: in values, and in members that nobody has described. A few
/// values tell what kind of answer it is, and stay.
fn plant(value: &mut Value, name: &str) {
    match value {
        Value::Object(members) => {
            for (name, value) in members.iter_mut() {
                plant(value, name);
            }
            members.insert(format!("{CANARY}-member"), json!([{"text": CANARY}]));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| plant(item, name)),
        Value::String(text) if !["inferResult", "result", "idtype"].contains(&name) => {
            *text = format!("{CANARY} {text}");
        }
        _ => {}
    }
}

#[test]
fn a_record_of_every_sample_holds_nothing_personal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("payloads");
    let mut seen = 0;
    for folder in ["samples", "faulty", "documented"].map(|name| folder.join(name)) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(mut value) = serde_json::from_slice::<Value>(&std::fs::read(&path).unwrap())
            else {
                continue;
            };
            let Ok(before) = decode::<RecognitionResponse>(value.to_string().as_bytes()) else {
                continue;
            };
            plant(&mut value, "");
            let answer = response(&value);
            let record = serde_json::to_string_pretty(&answer.redacted()).unwrap();
            assert!(!record.contains(CANARY), "{path:?}: {record}");
            // What is kept is what is said of the card, whatever is in it.
            let count = |answer: &RecognitionResponse| {
                answer
                    .card()
                    .map(|card| (card.code(), card.fields().count()))
            };
            assert_eq!(count(&answer), count(&before), "{path:?}");
            seen += usize::from(answer.card().is_some());
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_record_says_what_was_read_and_where() {
    let mut value = payload("samples/from-pdf.json");
    let card = value.pointer_mut(&format!("{RESULT}/ic")).unwrap();
    let outline =
        json!([{"vertices": [{"x": 10, "y": 10}, {"x": 90.5, "y": 20}, {"x": 1, "y": 5}]}]);
    *card = json!({
        "name": [{"text": "가상", "confidenceScore": 0.5, "boundingPolys": outline}],
        "personalNum": [{"text": "001300-0000000", "confidenceScore": 0.0}],
        "address": [],
        "authority": [{"text": "가상구청장", "confidenceScore": 8_001_011}],
    });
    let record = serde_json::to_value(response(&value).redacted()).unwrap();
    let region = json!({"left": 1, "top": 5, "right": 92, "bottom": 21});
    let nothing = |name: &str| json!({"name": name, "score": null, "regions": []});
    assert_eq!(
        record,
        json!({"images": [{
            "result": "SUCCESS",
            "card": {
                "kind": "ic",
                "naming": "agrees",
                "fields": [
                    {"name": "name", "score": 0.5, "regions": [region]},
                    nothing("personalNum"),
                    nothing("authority"),
                ],
                "undescribed": 0,
                "masking": {
                    "regions": [],
                    "unmasked": [{"member": "personalNum", "gap": "no_region"}],
                },
            },
            "validation": "NO_REQUESTED",
            "converted": {"width": 1654, "height": 2339, "page": 0},
        }]})
    );
    let none = serde_json::to_value(sample("bare-answer").redacted()).unwrap();
    assert_eq!(none["images"][0]["result"], "FAILURE");
    assert_eq!(none["images"][0]["card"], json!(null));
}

proptest! {
    #[test]
    fn it_never_shows_a_value(value in responses()) {
        let answer = response(&value);
        prop_assert!(value.to_string().contains(CANARY));
        let mut shown = vec![
            format!("{}", answer.redacted()),
            format!("{:#?}", answer.redacted()),
            serde_json::to_string(&answer.redacted()).unwrap(),
        ];
        for image in &answer.images {
            shown.push(format!("{:?}", image.card()));
            shown.push(format!("{:?}", image.masking()));
            shown.push(serde_json::to_string(&image.masking().err()).unwrap());
            let fields = image.card().into_iter().flat_map(|card| card.fields());
            shown.push(format!("{:?}", fields.collect::<Vec<_>>()));
            shown.extend(image.masking().err().map(|error| error.to_string()));
        }
        let recognized = answer.into_recognized();
        shown.extend(recognized.as_ref().err().map(ToString::to_string));
        for shown in shown {
            prop_assert!(!shown.contains(CANARY), "{shown}");
        }
    }
}

fn responses() -> BoxedStrategy<Value> {
    let schema: Value = serde_json::from_str(clova_id_card::json_schema::RESPONSE).unwrap();
    values(&schema, "")
}
