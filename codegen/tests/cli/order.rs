//! The order of a map without an order makes no difference to what is emitted.

use super::SPEC;
use codegen::source::{Format, Node, Source, Value};
use codegen::{Files, Options, Part, compile};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

/// The document as JSON, with the members of each map in an order that depends on the seed; but
/// those of `properties` stay, because their order is that of the fields.
fn shuffled(node: &Node, key: &str, seed: u64, json: &mut String) {
    match &node.value {
        Value::Object(object) => {
            let mut members: Vec<_> = object.members.iter().collect();
            if seed != 0 && key != "properties" {
                members.sort_by_key(|member| {
                    let mut hasher = DefaultHasher::new();
                    (seed, &member.key).hash(&mut hasher);
                    hasher.finish()
                });
            }
            json.push('{');
            for (index, member) in members.into_iter().enumerate() {
                json.push_str(if index == 0 { "" } else { "," });
                json.push_str(&serde_json::Value::from(&*member.key).to_string());
                json.push(':');
                shuffled(&member.value, &member.key, seed, json);
            }
            json.push('}');
        }
        Value::Array(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                json.push_str(if index == 0 { "" } else { "," });
                shuffled(item, "", seed, json);
            }
            json.push(']');
        }
        Value::Null => json.push_str("null"),
        Value::Bool(bool) => json.push_str(&bool.to_string()),
        Value::Number(number) => json.push_str(number.as_str()),
        Value::String(string) => json.push_str(&serde_json::Value::from(&**string).to_string()),
    }
}

fn emitted(name: &str, text: String) -> Files {
    let source = Source::new(name, text);
    let options = Options {
        package: "parcels".to_owned(),
        source_name: "parcels.yaml".to_owned(),
        with: Part::ALL.into(),
        ..Options::default()
    };
    let outcome = compile(&source, &options);
    let errors: Vec<_> = outcome
        .diagnostics
        .iter()
        .filter(|found| found.is_error())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(!outcome.files.is_empty());
    outcome.files
}

fn order_makes_no_difference(path: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(path).unwrap();
    let expected = emitted("parcels.yaml", text.clone());
    let tree = Source::new("parcels.yaml", text)
        .parse(Format::Yaml)
        .root
        .unwrap();
    let mut seen = Vec::new();
    for seed in 0..4 {
        let mut json = String::new();
        shuffled(&tree, "", seed, &mut json);
        assert!(!seen.contains(&json), "the seed makes no difference");
        let found = emitted("parcels.json", json.clone());
        seen.push(json);
        assert_eq!(
            found.keys().collect::<Vec<_>>(),
            expected.keys().collect::<Vec<_>>()
        );
        for (path, text) in &expected {
            assert!(
                found[path] == *text,
                "{path}, seed {seed}:\n{}",
                found[path]
            );
        }
    }
}

#[test]
fn of_a_small_document() {
    order_makes_no_difference("tests/fixtures/cli/parcels.openapi.yaml");
}

#[test]
fn of_the_document_beside_us() {
    order_makes_no_difference("../schema/id-card.openapi.yaml");
}

const STREET: &str = "        street:
          description: Street and number.
          type: string
";
const ZIP: &str = "        zip:
          description: The postal code.
          type: string
          pattern: '^[0-9]{5}$'
";

/// Were it not so, the two above would prove little.
#[test]
fn the_order_of_members_does() {
    let swapped = SPEC.replacen(&[STREET, ZIP].concat(), &[ZIP, STREET].concat(), 1);
    assert_ne!(swapped, SPEC);
    let fields = |text: &str| {
        let files = emitted("parcels.yaml", text.to_owned());
        let address = &files["src/types/address.rs"];
        (
            address.find("street").unwrap(),
            address.find("zip").unwrap(),
        )
    };
    let (street, zip) = fields(SPEC);
    assert!(street < zip);
    let (street, zip) = fields(&swapped);
    assert!(street > zip);
}
