//! What is proposed can be pasted into the spec.

use super::{later, reports, seen};
use codegen::diagnostic::Code;
use serde_json::{Map, Value, json};
use spanned_tree::Source;
use std::fs;

const SPEC: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../schema/id-card.openapi.yaml"
);

/// The blocks of a fragment that are to be pasted, by the name of their schema.
fn blocks(fragment: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::<(String, String)>::new();
    for line in fragment.lines().filter(|line| !line.starts_with('#')) {
        let indent = line.len() - line.trim_start().len();
        match (indent, blocks.last_mut()) {
            (4, _) => blocks.push((line.trim().to_owned(), String::new())),
            (8.., Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => {}
        }
    }
    blocks
}

/// The spec with a fragment pasted where it says.
fn pasted(fragment: &str) -> String {
    let mut spec = fs::read_to_string(SPEC).unwrap();
    for (schema, block) in blocks(fragment) {
        let start = spec
            .find(&format!("\n    {schema}\n"))
            .expect("a schema of the spec");
        let properties = "\n      properties:\n";
        let at = start + spec[start..].find(properties).expect("it has some") + properties.len();
        spec.insert_str(at, &block);
    }
    spec
}

fn faults(spec: &str) -> Vec<(Code, String)> {
    let source = Source::new("spec.yaml", spec);
    let outcome = codegen::compile(&source, &codegen::Options::default());
    let faults = outcome.diagnostics.into_iter();
    faults.map(|fault| (fault.code, fault.message)).collect()
}

/// Pasted as it is, the linter asks for the descriptions and for nothing else; with them, it is
/// content.
#[test]
fn what_is_proposed_can_be_pasted() {
    let [_, fragment, _] = reports(&seen(&later()));
    let before = faults(&fs::read_to_string(SPEC).unwrap());
    assert_eq!(before, []);
    let asked = "# description: write what it is, in your own words\n";
    let places = fragment.matches(asked).count();
    assert!(places >= 10, "{fragment}");

    let spec = pasted(&fragment);
    let found = faults(&spec);
    assert_eq!(found.len(), places, "{found:?}");
    for (code, message) in &found {
        assert_eq!(*code, Code::MissingDescription, "{message}");
    }
    for name in ["traceName", "quality", "glare", "why", "tags", "mixed"] {
        assert!(
            found
                .iter()
                .any(|(_, message)| message.contains(&format!("`{name}`"))),
            "{name}"
        );
    }

    let described = spec.replace(asked, "description: What it is.\n");
    assert_eq!(faults(&described), []);
    // The tests of the spec ask for the record.
    assert_eq!(described.matches("x-source: observed#  #").count(), places);
}

/// What takes the place of a line that is there, in comments: the linter takes that as well.
#[test]
fn what_is_to_be_replaced_can_be_too() {
    let [_, fragment, _] = reports(&seen(&later()));
    let proposed = "#   enum: [SUCCESS, FAILURE, ERROR, PARTIAL]";
    assert!(fragment.contains(proposed), "{fragment}");
    let spec = fs::read_to_string(SPEC).unwrap();
    let listed = "enum: [SUCCESS, FAILURE, ERROR]";
    assert_eq!(spec.matches(listed).count(), 1);
    let mut replaced = spec.replace(listed, proposed.trim_start_matches(['#', ' ']));
    for (schema, property, before, after) in [
        (
            "ImageResult",
            "message",
            "type: string\n",
            "type: [string, 'null']\n",
        ),
        (
            "RecognitionResponse",
            "timestamp",
            "type: integer\n          format: int64\n",
            "type: number\n          format: double\n",
        ),
    ] {
        let proposed = format!("#   {}", after.replace("\n          ", "\n#   "));
        let remark = fragment
            .split_once(&format!("# {schema}/properties/{property} is"))
            .unwrap()
            .1;
        let remark: String = remark.split_inclusive('\n').skip(2).take(2).collect();
        assert!(remark.starts_with(&proposed), "{remark}");
        let mut from = 0;
        for heading in [
            format!("\n    {schema}:\n"),
            format!("\n        {property}:\n"),
            before.to_owned(),
        ] {
            from += replaced[from..].find(&heading).expect("it is there");
        }
        replaced.replace_range(from..from + before.len(), after);
    }
    assert_eq!(faults(&replaced), []);
}

/// A name that YAML would take for something else, and one that Rust has taken.
#[test]
fn odd_names_can_be_pasted_too() {
    let names = ["null", "no", "y", "type", "self", "on", "match", "true"];
    let members: Map<_, _> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!(1)))
        .collect();
    let mut error = members;
    error.insert("code".to_owned(), json!("0011"));
    let [_, fragment, _] = reports(&seen(&[Value::Object(error.clone()), Value::Object(error)]));
    let spec = pasted(&fragment);
    let found = faults(&spec);
    assert_eq!(found.len(), names.len(), "{found:?}");
    assert!(
        found
            .iter()
            .all(|(code, _)| *code == Code::MissingDescription),
        "{found:?}"
    );
}
