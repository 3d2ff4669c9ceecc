//! The reports for programs against the schemas that are printed of them.

use super::{mixed, report};
use idcard_judge::{Judge, Values};
use idcard_report::{Baseline, Form, SCHEMAS, Settings};
use serde_json::Value;

fn validator(name: &str) -> jsonschema::Validator {
    let (_, schema) = SCHEMAS.iter().find(|(known, _)| *known == name).unwrap();
    let schema: Value = serde_json::from_str(&schema()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn errors(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    let errors = validator.iter_errors(value);
    errors.map(|error| error.to_string()).collect()
}

fn settings() -> Settings {
    let mut baseline = Baseline::default();
    baseline.add("enum", "/images/*/inferResult");
    baseline.add("type", "/never/*/seen");
    Settings {
        shown_per_group: Some(1),
        baseline,
        ..Settings::default()
    }
}

#[test]
fn the_document_satisfies_its_schema() {
    let validator = validator("report");
    for (settings, input) in [
        (settings(), mixed()),
        (Settings::default(), mixed()),
        (Settings::default(), Vec::new()),
    ] {
        let text = report(Form::Json, settings, input);
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(errors(&validator, &value), [""; 0]);
    }
}

#[test]
fn every_line_satisfies_its_schema() {
    let validator = validator("report-line");
    let text = report(Form::Ndjson, settings(), mixed());
    let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let lines: Vec<Value> = lines.collect();
    for line in &lines {
        assert_eq!(errors(&validator, line), [""; 0], "{line}");
    }
    for kind in ["payload", "failed", "group", "undocumented", "trailer"] {
        assert!(lines.iter().any(|line| line["type"] == kind), "{kind}");
    }
}

/// Otherwise a schema that says nothing would pass the tests above.
#[test]
fn a_report_that_lacks_something_does_not() {
    let validator = validator("report");
    let text = report(Form::Json, settings(), mixed());
    let whole: Value = serde_json::from_str(&text).unwrap();
    let mut pointers = Vec::new();
    members(&whole, "", &mut pointers);
    // These say something by not being there.
    let optional = ["as", "kinds", "reason", "hint", "conflict", "baseline"];
    let mut tried = 0;
    for pointer in pointers {
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        let mut damaged = whole.clone();
        let parent = damaged.pointer_mut(parent).and_then(Value::as_object_mut);
        parent.unwrap().remove(name);
        let is_fine = errors(&validator, &damaged).is_empty();
        // What is counted by its name is not there where there is none; the counts are.
        let is_counted = pointer.starts_with("/documents/") || pointer.starts_with("/kinds/");
        let is_optional = pointer != "/kinds" && (is_counted || optional.contains(&name));
        assert_eq!(is_fine, is_optional, "without {pointer}");
        tried += 1;
    }
    assert!(tried > 100, "{tried}");
}

fn members(value: &Value, pointer: &str, pointers: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                members(item, &format!("{pointer}/{index}"), pointers);
            }
        }
        Value::Object(object) => {
            for (name, member) in object {
                pointers.push(format!("{pointer}/{name}"));
                members(member, &format!("{pointer}/{name}"), pointers);
            }
        }
        _ => {}
    }
}

/// A report is no payload of the API, and is not taken for a valid one.
#[test]
fn a_report_is_no_payload() {
    let judge = Judge::new(clova_id_card::catalog::ROOTS, Values::Hidden).unwrap();
    let text = report(Form::Json, settings(), mixed());
    let judgement = judge.judge("report.json", text.into_bytes(), None);
    assert!(!judgement.findings.is_empty());
}
