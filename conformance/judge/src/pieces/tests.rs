use super::*;
use crate::schema::Schema;
use clova_id_card::catalog::ROOTS;
use proptest::prelude::*;
use serde_json::json;
use spanned_tree::{Format, Source};
use std::sync::LazyLock;

/// A schema in which arrays stand wherever they may: of arrays, below references, in what refers to
/// itself, where nothing is cut, and where it refers and says something besides.
fn tangle() -> Value {
    json!({
        "$schema": DIALECT,
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"type": "array", "maxItems": 3, "items": {"$ref": "#/$defs/Tree"}},
            "b": {"$ref": "#/$defs/Matrix", "minItems": 1, "properties": {"a": {"type": "null"}}},
            "c": {"oneOf": [{"$ref": "#/$defs/Matrix"}, {"$ref": "#/$defs/Tree"}]},
            "d": {"items": false, "uniqueItems": true},
            "~/": {"items": {"enum": [1]}, "allOf": [{"items": {"minimum": 2}}]},
        },
        "additionalProperties": {"items": {"type": "string"}},
        "$defs": {
            "Tree": {
                "type": "object",
                "required": ["b"],
                "properties": {
                    "a": {"items": {"$ref": "#/$defs/Tree"}},
                    "b": {"$ref": "#/$defs/Tree"},
                    "c": {"$ref": "#/$defs/Matrix"},
                },
            },
            "Matrix": {"type": "array", "items": {"title": "Row", "$ref": "#/$defs/Row"}},
            "Row": {"type": "array", "contains": {"const": 1}, "items": {"type": "integer"}},
        },
    })
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        (0..3_i32).prop_map(Value::from),
        Just(json!(0.5)),
        Just(json!("x")),
    ];
    let key = prop_oneof![
        Just("a"),
        Just("b"),
        Just("c"),
        Just("d"),
        Just("~/"),
        Just("e")
    ];
    leaf.prop_recursive(6, 60, 5, move |inner| {
        let members = proptest::collection::btree_map(key.clone(), inner.clone(), 0..5);
        prop_oneof![
            proptest::collection::vec(inner, 0..5).prop_map(Value::from),
            members.prop_map(|members| {
                members
                    .into_iter()
                    .map(|(key, value)| (key.to_owned(), value))
                    .collect()
            }),
        ]
    })
}

/// What is said of a value, in whatever order.
fn faults(schema: &Schema, root: &Node) -> Vec<String> {
    let mut faults = Vec::new();
    schema.faults(root, &mut |fault| {
        let (rule, trail) = (fault.rule(), fault.trail());
        faults.push(format!(
            "{trail:?} {rule} {:?} {:?}",
            fault.missing(),
            fault.node.span
        ));
    });
    faults.sort();
    faults
}

fn read(text: &str) -> Node {
    Source::new("test", text).parse(Format::Json).root.unwrap()
}

static BOTH: LazyLock<(Schema, Schema)> = LazyLock::new(|| Schema::both(&tangle().to_string()));

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1_000, ..ProptestConfig::default() })]

    #[test]
    fn the_errors_of_the_pieces_are_those_of_the_whole(value in value()) {
        let (cut, whole) = &*BOTH;
        let root = read(&value.to_string());
        let expected = faults(whole, &root);
        prop_assert_eq!(faults(cut, &root), &expected[..], "{}", value);
        prop_assert_eq!(cut.accepts(&root), expected.is_empty());
    }
}

#[test]
fn items_that_depend_on_more_than_themselves_are_not_cut() {
    let cut = |change: &dyn Fn(&mut Value)| {
        let mut schema = tangle();
        change(&mut schema);
        Pieces::compile(&schema).is_some()
    };
    assert!(cut(&|_| {}));
    for (key, value) in [
        ("prefixItems", json!([true])),
        ("unevaluatedItems", json!(false)),
        ("unevaluatedProperties", json!(false)),
        ("definitions", json!({})),
        ("$dynamicRef", json!("#a")),
        ("$anchor", json!("a")),
        ("$id", json!("urn:other")),
    ] {
        assert!(
            !cut(&|schema| schema["$defs"]["Tree"][key] = value.clone()),
            "{key}"
        );
    }
    assert!(!cut(
        &|schema| schema["$schema"] = json!("http://json-schema.org/draft-07/schema#")
    ));
    for reference in ["#/properties/a", "#", "#/$defs/a~1b", "urn:other"] {
        assert!(!cut(
            &|schema| schema["$defs"]["Tree"] = json!({"$ref": reference})
        ));
    }
}

/// So that no array of a payload costs more than its tree.
#[test]
fn every_array_of_the_exported_schemas_is_cut() {
    fn arrays(schema: &Value) -> usize {
        let Value::Object(members) = schema else {
            return schema.as_array().into_iter().flatten().map(arrays).sum();
        };
        let below = members.iter().filter(|(key, _)| *key != "examples");
        usize::from(members.contains_key("items")) + below.map(|(_, it)| arrays(it)).sum::<usize>()
    }
    for root in ROOTS {
        let schema = serde_json::from_str(root.schema).unwrap();
        let pieces = Pieces::compile(&schema).unwrap();
        let cut = pieces.places.iter().filter(|place| !place.items.is_empty());
        assert_eq!(cut.count(), arrays(&schema), "{}", root.name);
        // What is left has as many errors as it has members.
        let text = schema.to_string();
        for keyword in [
            "additionalProperties\":{",
            "patternProperties",
            "propertyNames",
            "contains",
        ] {
            assert!(!text.contains(keyword), "{}: {keyword}", root.name);
        }
    }
}
