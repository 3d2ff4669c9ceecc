//! No value of a payload is in what is proposed.

use super::{JUDGE, corpus, reports};
use clova_id_card::catalog::ROOTS;
use idcard::observe::observe;
use serde_json::{Map, Value, json};

/// Neither a word of any spec, nor a name: it has a space, and too many digits.
const CANARY: &str = "canary 8417";

/// In every string, in every key, and as every kind of value.
#[test]
fn no_canary_sings() {
    let mut looked_at = 0;
    for value in corpus() {
        for planted in [everywhere(&value), beside(&value), instead(&value)] {
            for document in ROOTS.iter().map(|root| root.name) {
                let text = planted.to_string();
                let observations = observe(&JUDGE, text.as_bytes(), Some(document));
                looked_at += observations.payloads();
                let said = format!("{:?}{:?}", reports(&observations), observations);
                assert!(!said.contains("canary") && !said.contains("8417"), "{said}");
            }
        }
    }
    assert!(looked_at > 300, "{looked_at}");
}

fn everywhere(value: &Value) -> Value {
    match value {
        Value::String(_) => json!(CANARY),
        Value::Number(_) => json!(8_417_417_417_u64),
        Value::Array(items) => items.iter().map(everywhere).collect(),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(key, member)| (key.clone(), everywhere(member)))
                .collect(),
        ),
        other => other.clone(),
    }
}

fn beside(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(beside).collect(),
        Value::Object(members) => {
            let with = members
                .iter()
                .map(|(key, member)| (key.clone(), beside(member)));
            let mut members: Map<_, _> = with.collect();
            members.insert(CANARY.to_owned(), json!({CANARY: [{CANARY: CANARY}]}));
            members.insert("unknown".to_owned(), json!({CANARY: [CANARY], "b": CANARY}));
            Value::Object(members)
        }
        other => other.clone(),
    }
}

fn instead(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(instead).collect(),
        Value::Object(members)
            if members
                .values()
                .any(|member| member.is_object() || member.is_array()) =>
        {
            let members = members
                .iter()
                .map(|(key, member)| (key.clone(), instead(member)));
            Value::Object(members.collect())
        }
        _ => json!({CANARY: CANARY, "8417417417": 8_417_417_417_u64}),
    }
}
