//! The spec with every `x-` key taken out: what is valid must not depend on any of them.

use crate::values::{damaged, replacement, values};
use clova_id_card::catalog::{ROOTS, Root};
use codegen::diagnostic::Diagnostic;
use codegen::{Options, Outcome, Part, compile};
use idcard::conform::samples;
use idcard_judge::{Judge, Values};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use spanned_tree::{Format, Source};
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
        with: Part::ALL.into(),
        ..Options::default()
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
fn without_extensions_no_verdict_changes() {
    let (outcome, taken) = stripped();
    assert!(
        taken > 100,
        "only {taken} extensions were there to be taken out"
    );
    assert!(!outcome.diagnostics.iter().any(Diagnostic::is_error));

    // What deserves a look is told by the catalogue, so the judge is given the stripped schemas
    // beside the catalogue as it is.
    let schemas: Vec<(&str, &str)> = ROOTS
        .iter()
        .map(|root| (root.name, outcome.files[&path(root)].as_str()))
        .collect();
    let judge = Judge::with_schemas(ROOTS, &schemas, Values::Hidden).unwrap();
    let judge = judge.with_files(idcard::file::fault);
    for sample in samples(Path::new(SAMPLES)).unwrap() {
        let expected = sample.expectation.unwrap().unwrap();
        let document = judge.document(&expected.document);
        let judgement = judge.judge(&sample.name, sample.bytes, document);
        assert_eq!(expected.differences(&judgement), [""; 0], "{}", sample.name);
    }
}

#[test]
fn without_extensions_the_schemas_accept_the_same() {
    let (outcome, _) = stripped();
    for root in ROOTS {
        let ours: Value = serde_json::from_str(root.schema).unwrap();
        let bare: Value = serde_json::from_str(&outcome.files[&path(root)]).unwrap();
        let validator = jsonschema::validator_for(&ours).unwrap();
        let other = jsonschema::validator_for(&bare).unwrap();
        let maybe = (
            values(&ours, ""),
            any::<prop::sample::Index>(),
            replacement(),
        )
            .prop_map(|(value, place, new)| damaged(value, place, new));
        let config = Config {
            failure_persistence: None,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(&maybe, |value| {
            prop_assert_eq!(validator.is_valid(&value), other.is_valid(&value));
            Ok(())
        });
        assert!(outcome.is_ok(), "{}: {outcome:?}", root.name);
    }
}

fn path(root: &Root) -> String {
    format!("json-schema/2020-12/{}.json", root.name)
}
