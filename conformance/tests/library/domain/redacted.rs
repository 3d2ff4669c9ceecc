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

proptest! {
    #[test]
    fn it_never_shows_a_value(value in responses()) {
        let answer = response(&value);
        prop_assert!(value.to_string().contains(CANARY));
        let mut shown = vec![format!("{}", answer.redacted()), format!("{:#?}", answer.redacted())];
        for image in &answer.images {
            shown.push(format!("{:?}", image.card()));
            shown.push(format!("{:?}", image.masking()));
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
