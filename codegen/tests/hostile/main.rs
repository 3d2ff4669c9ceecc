//! Whatever the bytes: no panic, an end in good time, and never a result beside an error.

mod change;

use change::{change, changed};
use codegen::diagnostic::{Code, Diagnostic, render};
use codegen::source::Source;
use codegen::{Options, Outcome, Part, compile};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

const PETS: &str = include_str!("../fixtures/specs/pets.yaml");

fn compiled(name: &str, text: &str) -> Outcome {
    let source = Source::new(name, text);
    let options = Options {
        package: "pets".into(),
        source_name: name.into(),
        with: Part::ALL.into(),
        ..Options::default()
    };
    let outcome = compile(&source, &options);
    let failed = outcome.diagnostics.iter().any(Diagnostic::is_error);
    assert_eq!(outcome.api.is_none(), failed);
    assert!(!failed || outcome.files.is_empty());
    // What is found is shown, and showing it must not fail either.
    render(&outcome.diagnostics, &source, false);
    outcome
}

fn codes(outcome: &Outcome) -> Vec<Code> {
    outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

fn document(schemas: &str) -> String {
    format!(
        "openapi: 3.1.1\ninfo: {{title: Pets, version: '1'}}\npaths:\n  /pets:\n    post:\n      \
         summary: Adopts.\n      requestBody:\n        required: true\n        content:\n          application/json:\n            \
         schema: {{$ref: '#/components/schemas/Pet0'}}\ncomponents:\n  schemas:\n{schemas}"
    )
}

#[test]
fn nothing_is_no_document() {
    for text in [
        "",
        " ",
        "\n\n",
        "# only a remark\n",
        "null",
        "---\n",
        "\u{feff}",
    ] {
        let outcome = compiled("pets.yaml", text);
        assert!(
            !outcome.diagnostics.is_empty(),
            "{text:?} passes without a word"
        );
        assert!(outcome.api.is_none());
    }
    assert!(compiled("pets.json", "").api.is_none());
}

#[test]
fn bytes_that_are_no_text() {
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
    let (source, fault) = Source::from_bytes("pets.yaml", bytes);
    assert!(fault.is_some());
    assert!(compiled("pets.yaml", source.text()).api.is_none());
}

#[test]
fn a_circle_of_ten_thousand_references() {
    let mut schemas = String::new();
    for step in 0..10_000 {
        let next = (step + 1) % 10_000;
        let _ = writeln!(
            schemas,
            "    Pet{step}: {{$ref: '#/components/schemas/Pet{next}'}}"
        );
    }
    let outcome = compiled("pets.yaml", &document(&schemas));
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|fault| fault.code == Code::TooDeep)
    );
}

#[test]
fn ten_thousand_objects_inside_one_another() {
    let mut schemas = String::new();
    for step in 0..10_000 {
        let _ = writeln!(
            schemas,
            "    Pet{step}: {{type: object, required: [pet], properties: {{pet: {{$ref: \
             '#/components/schemas/Pet{}'}}}}}}",
            (step + 1) % 10_000
        );
    }
    let outcome = compiled("pets.yaml", &document(&schemas));
    assert!(codes(&outcome).contains(&Code::CyclicReference));
}

#[test]
fn arrays_of_arrays_of_ten_thousand_components() {
    let mut schemas = String::from(
        "    Pet0: {type: object, properties: {pets: {$ref: '#/components/schemas/Pet1'}}}\n",
    );
    for step in 1..10_000 {
        let next = step + 1;
        let items = format!("{{type: array, items: {{$ref: '#/components/schemas/Pet{next}'}}}}");
        let _ = writeln!(schemas, "    Pet{step}: {items}");
    }
    schemas.push_str("    Pet10000: {type: string}\n");
    assert!(codes(&compiled("pets.yaml", &document(&schemas))).contains(&Code::TooDeep));
}

#[test]
fn a_schema_as_deep_as_the_text_allows() {
    let depth = 55;
    let nested = "{type: object, properties: {pet: ".repeat(depth) + "{}" + &"}}".repeat(depth);
    let outcome = compiled("pets.yaml", &document(&format!("    Pet0: {nested}\n")));
    assert!(
        codes(&outcome).contains(&Code::UnusableName),
        "the names grow too long"
    );

    let nested = "{type: array, items: ".repeat(110) + "{}" + &"}".repeat(110);
    let pet = format!("    Pet0: {{type: object, properties: {{pets: {nested}}}}}\n");
    assert!(codes(&compiled("pets.yaml", &document(&pet))).contains(&Code::TooDeep));
}

#[test]
fn names_of_ten_thousand_letters() {
    let name = "x".repeat(10_000);
    let (second, reference) = (format!("{name}2"), format!("#/components/schemas/{name}"));
    let pet = json!({
        "type": "object",
        "required": [format!("{name}1")],
        "properties": {&name: {"type": "string"}, second: {"$ref": reference}},
    });
    let text = json!({
        "openapi": "3.1.1",
        "info": {"title": name, "version": "1"},
        "components": {"schemas": {"Pet": pet}},
    });
    let outcome = compiled("pets.json", &text.to_string());
    let found = codes(&outcome);
    for code in [
        Code::UnusableName,
        Code::ContradictingSchema,
        Code::DanglingReference,
    ] {
        assert!(found.contains(&code), "{code}");
    }
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|fault| fault.message.len() < 300)
    );
}

#[test]
fn ten_thousand_members() {
    let mut pet = String::from("    Pet0:\n      type: object\n      properties:\n");
    for step in 0..10_000 {
        let _ = writeln!(pet, "        member{step}: {{type: string}}");
    }
    pet.push_str("      required:\n");
    for step in 0..10_000 {
        let _ = writeln!(pet, "        - member{step}");
    }
    let outcome = compiled("pets.yaml", &document(&pet));
    assert!(
        outcome
            .diagnostics
            .iter()
            .all(|fault| fault.code == Code::MissingDescription)
    );
}

/// The order of a map means nothing, but for that of `properties`.
#[test]
fn the_order_of_maps_changes_nothing() {
    let source = Source::new("pets.yaml", PETS);
    let tree = source.parse(codegen::source::Format::Yaml);
    let json = tree.root.expect("it can be read").to_json();
    let straight = compiled("pets.json", &json.to_string());
    let turned = compiled("pets.json", &turned(&json, "").to_string());
    assert_eq!(without_places(&straight), without_places(&turned));
    assert_eq!(straight.files, turned.files);
    assert!(straight.api.is_some());
}

/// The same with every map turned round that has no order.
fn turned(value: &Value, parent: &str) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| turned(item, "")).collect(),
        Value::Object(members) => {
            let turn = |(key, member): (&String, &Value)| {
                let ordered = key == "properties" && parent != "x-one-of-properties";
                let parent = if ordered { "properties" } else { key };
                (key.clone(), turned(member, parent))
            };
            if parent == "properties" {
                Value::Object(members.iter().map(turn).collect())
            } else {
                Value::Object(members.iter().rev().map(turn).collect::<Map<_, _>>())
            }
        }
        _ => json!(value),
    }
}

fn without_places(outcome: &Outcome) -> String {
    let text = format!("{:#?}", outcome.api);
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("span: "));
    lines.collect::<Vec<_>>().join("\n")
}

fn settings(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// rustfmt takes time and memory for a chain, and none to speak of for a list.
#[test]
fn a_large_set_is_a_list() {
    let values: Vec<String> = (0..5_000).map(|step| format!("value{step}")).collect();
    let set = format!("{{type: string, enum: [{}]}}", values.join(", "));
    let schemas = format!("    Pet0:\n      type: object\n      properties:\n        a: {set}\n");
    let outcome = compiled("pets.yaml", &document(&schemas));
    let check = &outcome.files["src/validator/pet0_a.rs"];
    assert!(check.contains("listed"), "it is looked up");
    assert!(!check.contains("or_else"), "nothing is chained");
}

/// Two objects that hold themselves, many times over, are compared member by member.
#[test]
fn branches_that_are_alike_without_end() {
    let members = |own: &str| {
        let mut members = String::new();
        for step in 0..40 {
            let _ = write!(members, "m{step}: {{$ref: '#/components/schemas/{own}'}}, ");
        }
        members
    };
    let object = |own: &str| {
        format!(
            "    {own}: {{type: object, required: [k], properties: {{k: {{type: string}}, {}}}}}\n",
            members(own)
        )
    };
    let choice =
        "    Pet0: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}\n";
    let schemas = [choice, &object("A"), &object("B")].concat();
    let outcome = compiled("pets.yaml", &document(&schemas));
    assert!(codes(&outcome).contains(&Code::ContradictingSchema));
}

proptest! {
    #![proptest_config(settings(400))]

    #[test]
    fn a_good_document_changed_at_random(changes in prop::collection::vec(change(), 1..5)) {
        compiled("pets.yaml", &changed(&changes));
    }

    #[test]
    fn text_at_random(text in "\\PC{0,200}") {
        compiled("pets.yaml", &text);
        compiled("pets.json", &text);
    }
}

/// rustfmt takes twice the time for each closure in another, so that there are few at any depth.
#[test]
fn arrays_in_arrays_are_no_code_in_code() {
    let closures = |depth: usize| {
        let mut items = "{type: string}".to_owned();
        for _ in 0..depth {
            items = format!("{{type: array, items: {items}}}");
        }
        let schemas =
            format!("    Pet0:\n      type: object\n      properties:\n        a: {items}\n");
        let outcome = compiled("pets.yaml", &document(&schemas));
        let of_types = outcome.files.iter();
        let of_types = of_types.filter(|(path, _)| path.starts_with("src/validator/"));
        of_types
            .map(|(_, text)| text.replace(' ', "").matches("cursor.array(").count())
            .sum::<usize>()
    };
    assert!(closures(2) > 0);
    // They are left to the judge.
    for depth in [5, 8, 12] {
        assert_eq!(closures(depth), 0, "{depth}");
    }
}
