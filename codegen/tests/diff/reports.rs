//! Holds what is shown: the JSON by its schema, and made-up values of examples, which are never shown.

use super::{BASE, cases, report};
use codegen::diff::accept::Accepted;
use codegen::diff::report::{Form, SCHEMA};
use codegen::diff::table;
use serde_json::Value as Json;

const CANARY: &str = "CANARY-0000-13-00";

#[test]
fn reports_as_json_are_as_their_schema_says() {
    let schema: Json = serde_json::from_str(SCHEMA).unwrap();
    let judge = jsonschema::draft202012::new(&schema).unwrap();
    let check = |name: &str, text: &str| {
        let json: Json = serde_json::from_str(text).unwrap();
        let faults: Vec<_> = judge.iter_errors(&json).map(|it| it.to_string()).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    };
    for case in cases() {
        check(
            &case.name,
            &report(&case.old, &case.new).show(Form::Json, true),
        );
    }
    // What is accepted, what is not there, and payloads are in it too.
    let mut other = (*report(BASE, &BASE.replace("maximum: 100", "maximum: 50"))).clone();
    let accept = format!(
        "[[accept]]\nchange = \"{}\"\nwhy = \"known\"\n[[accept]]\nchange = \"00\"\nwhy = \"old\"\n",
        other.changes[0].fingerprint()
    );
    other.accept(&Accepted::parse(&accept).unwrap());
    assert_eq!((other.accepted, other.unused.len()), (1, 1));
    other.payloads = Some(codegen::diff::payloads::Counted::default());
    check("accepted", &other.show(Form::Json, false));
    // The schema refuses what it does not name.
    let mut json: Json = serde_json::from_str(&other.show(Form::Json, false)).unwrap();
    json["more"] = Json::Null;
    assert!(!judge.is_valid(&json));
}

/// Examples, defaults and descriptions may be somebody's: what they hold is shown in no form.
#[test]
fn no_value_of_an_example_is_shown() {
    let member = "note: { type: string,";
    let response = "              schema: { $ref: \"#/components/schemas/Receipt\" }\n";
    assert!(BASE.contains(member) && BASE.contains(response));
    let with = |text: &str| {
        let note =
            format!("note: {{ examples: [{text}], example: {text}, default: {text}, type: string,");
        let example = format!("{response}              example: {{ id: {text} }}\n");
        BASE.replace(member, &note).replace(response, &example)
    };
    let other = format!("{CANARY}-2");
    for (old, new) in [
        (BASE, with(CANARY).as_str()),
        (with(CANARY).as_str(), BASE),
        (with(CANARY).as_str(), with(&other).as_str()),
    ] {
        let report = report(old, new);
        assert!(report.changes.len() > 3, "{:?}", report.changes);
        for form in [Form::Text, Form::Json, Form::Markdown, Form::Github] {
            let shown = report.show(form, true);
            assert!(!shown.contains(CANARY), "{shown}");
        }
    }
}

/// What is explained and the table of the documentation come from the one list.
#[test]
fn the_table_and_the_explanations_say_the_same() {
    let document = table::document();
    for row in table::rows() {
        let explained = table::explain(row.name).unwrap();
        let (name, effect) = explained.split_once(": ").unwrap();
        assert!(
            document.contains(&format!("| `{name}` | {effect} |\n")),
            "{explained}"
        );
        assert_eq!(table::row(row.name), Some(row));
    }
    assert_eq!(document.lines().count(), table::rows().len() + 2);
    assert_eq!(table::explain("no such thing"), None);
    let written = include_str!("../../src/diff/table.md");
    assert_eq!(written, document, "write it to codegen/src/diff/table.md");
}

/// What a line breaks is explained by the row that its keyword has.
#[test]
fn each_break_has_a_row() {
    for case in cases() {
        let report = report(&case.old, &case.new);
        let shown = report.show(Form::Text, false);
        for change in report.changes.iter().filter(|it| it.breaks()) {
            let row = table::explain(&change.keyword);
            let row = row.unwrap_or_else(|| panic!("{}: {}", case.name, change.keyword));
            assert!(shown.contains(&row), "{}: {row}", case.name);
        }
    }
}
