//! What triage says is what the judge says, to the letter, of every sample as every document.

use clova_id_card::catalog::ROOTS;
use idcard::conform::samples;
use idcard_judge::{Examined, Judge, Judgement, Triage, Values, Verdict};
use serde_json::{Value, json};
use std::path::Path;

fn agrees(triage: &mut Triage<'_>, judge: &Judge, name: &str, bytes: &[u8]) -> bool {
    let documents = judge
        .documents()
        .iter()
        .map(|document| Some(document.name()));
    let mut is_valid = false;
    for document in documents.chain([None]) {
        let named = document.and_then(|name| judge.document(name));
        let judgement: Judgement = judge.judge(name, bytes.to_owned(), named);
        match triage.examine(|| name.into(), bytes, document) {
            Examined::Valid { document, kinds } => {
                assert_eq!(judgement.verdict, Verdict::Valid, "{name}");
                assert_eq!(judgement.kinds, kinds, "{name}");
                assert_eq!(judgement.document, Some(document), "{name}");
                is_valid = true;
            }
            Examined::Judged(said) => assert_eq!(said, judgement, "{name}"),
        }
    }
    is_valid
}

#[test]
fn triage_says_what_the_judge_says() {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let mut triage = Triage::new(&judge);
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/payloads"));
    let mut valid = 0;
    for sample in samples(folder).unwrap() {
        valid += usize::from(agrees(&mut triage, &judge, &sample.name, &sample.bytes));
    }
    assert!(valid > 10);
}

/// Members that nobody has described yet, at every object of a payload.
#[test]
fn unknown_members_are_said_alike() {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let mut triage = Triage::new(&judge);
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/payloads/samples"));
    for sample in samples(folder).unwrap() {
        let Ok(mut value) = serde_json::from_slice::<Value>(&sample.bytes) else {
            continue;
        };
        plant(&mut value);
        agrees(
            &mut triage,
            &judge,
            &sample.name,
            value.to_string().as_bytes(),
        );
    }
}

/// Also where there are more than are put into words.
#[test]
fn many_unknown_members_are_counted_alike() {
    let judge = Judge::new(ROOTS, Values::Hidden).unwrap();
    let members: Vec<_> = (0..30).map(|index| format!("\"k{index}\":0")).collect();
    let image = format!("{{\"inferResult\":\"ERROR\",{}}}", members.join(","));
    let images = vec![image; 200].join(",");
    let text = format!(r#"{{"version":"V2","requestId":"","timestamp":0,"images":[{images}]}}"#);
    agrees(&mut Triage::new(&judge), &judge, "many", text.as_bytes());
    let judgement = judge.judge("many", text.into_bytes(), None);
    assert_eq!(judgement.more, 1_000);
}

fn plant(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(plant),
        Value::Object(members) => {
            members.values_mut().for_each(plant);
            for (key, value) in [
                ("longImage", json!(false)),
                ("홍길동", json!({"a": [1, {"b": null}]})),
                ("Id_Type", json!("x")),
            ] {
                members.insert(key.to_owned(), value);
            }
        }
        _ => {}
    }
}
