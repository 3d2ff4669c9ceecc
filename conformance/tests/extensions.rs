//! The spec with every `x-` key taken out: what is valid must not depend on any of them.

#![expect(clippy::unwrap_used, reason = "a test may fail by any means")]

use clova_id_card::catalog::ROOTS;
use codegen::source::{Format, Source};
use codegen::{Options, Outcome, compile};
use idcard_conformance::conform::samples;
use idcard_conformance::validate::Verdict;
use serde_json::Value;
use std::path::Path;

const SPEC: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../schema/id-card.openapi.yaml"
);
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");

fn stripped() -> (Outcome, usize) {
    let text = std::fs::read_to_string(SPEC).unwrap();
    let tree = Source::new("spec.yaml", text).parse(Format::Yaml);
    let mut spec = tree.root.unwrap().to_json();
    let taken = strip(&mut spec);
    let options = Options {
        package: "clova-id-card".to_owned(),
        source_name: "schema/id-card.openapi.yaml".to_owned(),
    };
    (
        compile(&Source::new("spec.json", spec.to_string()), &options),
        taken,
    )
}

/// Takes out extensions, but not members of a payload that begin with `x-`: those are below
/// `properties`, of which the spec has none such.
fn strip(value: &mut Value) -> usize {
    match value {
        Value::Object(members) => {
            let before = members.len();
            members.retain(|name, _| !name.starts_with("x-"));
            before - members.len() + members.values_mut().map(strip).sum::<usize>()
        }
        Value::Array(items) => items.iter_mut().map(strip).sum(),
        _ => 0,
    }
}

#[test]
fn without_extensions_the_schemas_are_the_same_and_so_is_what_they_accept() {
    let (outcome, taken) = stripped();
    assert!(
        taken > 100,
        "only {taken} extensions were there to be taken out"
    );
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|diagnostic| !diagnostic.is_error())
    );

    let mut judged = 0;
    for root in ROOTS {
        let schema = &outcome.files[&format!("json-schema/2020-12/{}.json", root.name)];
        assert_eq!(schema, root.schema, "{}", root.name);
        let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
        for sample in samples(Path::new(SAMPLES)).unwrap() {
            let expected = sample.expectation.unwrap().unwrap();

            let Ok(payload) = serde_json::from_slice::<Value>(&sample.bytes) else {
                continue;
            };
            if expected.document == root.name && expected.verdict != Verdict::Unreadable {
                let valid = expected.verdict != Verdict::Invalid;
                assert_eq!(validator.is_valid(&payload), valid, "{}", sample.name);
                judged += 1;
            }
        }
    }
    assert!(judged > 30, "only {judged} payloads were judged");
}
