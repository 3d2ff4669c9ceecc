use super::strict;
use crate::shape::Losses;
use serde_json::{Value as Json, json};

const ANY: [&str; 6] = ["array", "boolean", "null", "number", "object", "string"];

fn rewritten(schema: &Json) -> (Json, Vec<String>) {
    let (mut schema, mut losses) = (schema.clone(), Losses::default());
    strict(&mut schema, &mut losses);
    let losses = losses.list().iter().map(ToString::to_string).collect();
    (schema, losses)
}

#[test]
fn a_keyword_has_its_type_beside_it() {
    for (schema, expected) in [
        (json!({"minimum": 1}), json!({"type": ANY, "minimum": 1})),
        (
            json!({"properties": {"a": {"format": "x"}}, "type": "object"}),
            json!({"properties": {"a": {"type": ANY, "format": "x"}}, "type": "object"}),
        ),
        // Those around it are about the same value.
        (
            json!({"type": ["string", "null"], "allOf": [{"maxLength": 2}], "not": {"pattern": "a"}}),
            json!({"type": ["string", "null"], "allOf": [{"maxLength": 2}], "not": {"pattern": "a"}}),
        ),
        (
            json!({"propertyNames": {"maxLength": 2}, "items": {"maxLength": 2}}),
            json!({"type": ANY, "propertyNames": {"maxLength": 2},
                   "items": {"type": ANY, "maxLength": 2}}),
        ),
        // What is referred to says which it is.
        (
            json!({"items": {"$ref": "#/$defs/A", "maxLength": 2}, "type": "array",
                   "$defs": {"A": {"type": "string", "enum": ["a"]}}}),
            json!({"items": {"type": "string", "$ref": "#/$defs/A", "maxLength": 2}, "type": "array",
                   "$defs": {"A": {"type": "string", "enum": ["a"]}}}),
        ),
        // One that nobody would miss a type of.
        (json!({"enum": [1, "a"]}), json!({"enum": [1, "a"]})),
    ] {
        assert_eq!(rewritten(&schema), (expected, vec![]), "{schema}");
    }
}

#[test]
fn types_are_no_others_than_those_around() {
    for (schema, expected) in [
        (
            json!({"type": ["integer", "string"], "anyOf": [{"type": ["number", "array"]}, {"type": "null"}]}),
            json!({"type": ["integer", "string"], "anyOf": [{"type": "integer"}, false]}),
        ),
        (
            json!({"type": "number", "not": {"type": "integer"}}),
            json!({"type": "number", "not": {"type": "integer"}}),
        ),
    ] {
        assert_eq!(rewritten(&schema), (expected, vec![]), "{schema}");
    }
}

#[test]
fn what_holds_for_nothing_is_left_out_and_told() {
    let schema = json!({"type": "string", "minimum": 1, "allOf": [{"items": {}, "maxLength": 1}]});
    let (schema, losses) = rewritten(&schema);
    assert_eq!(
        schema,
        json!({"type": "string", "allOf": [{"maxLength": 1}]})
    );
    assert_eq!(losses.len(), 2, "{losses:?}");
    let (schema, losses) = rewritten(&json!({"then": false, "minContains": 1, "maxContains": 2}));
    assert_eq!(schema, json!({}));
    assert_eq!(losses.len(), 3, "{losses:?}");
}

#[test]
fn what_is_required_is_described() {
    for (schema, expected) in [
        (
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": {}}}),
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": {}, "b": true}}),
        ),
        (
            json!({"type": "object", "required": ["a", "b"], "properties": {"a": {}},
                   "additionalProperties": {"type": "null"}}),
            json!({"type": "object", "required": ["a"], "properties": {"a": {}},
                   "additionalProperties": {"type": "null"},
                   "allOf": [{"properties": {"b": true}, "required": ["b"]}]}),
        ),
        (
            json!({"type": "object", "required": ["a"], "patternProperties": {"a": false}}),
            json!({"type": "object", "patternProperties": {"a": false},
                   "allOf": [{"properties": {"a": true}, "required": ["a"]}]}),
        ),
    ] {
        assert_eq!(rewritten(&schema), (expected, vec![]), "{schema}");
    }
}

#[test]
fn what_asserts_nothing_is_said_otherwise() {
    for (schema, expected) in [
        (
            json!({"if": {"const": 1}}),
            json!({"allOf": [{"anyOf": [{"const": 1}, true]}]}),
        ),
        (
            json!({"type": "array", "contains": {"const": 1}, "minContains": 0}),
            json!({"type": "array", "allOf": [{"anyOf": [{"contains": {"const": 1}}, true]}]}),
        ),
        (
            json!({"contains": {"const": 1}, "maxContains": 0}),
            json!({"allOf": [{"not": {"type": "array"}}]}),
        ),
    ] {
        assert_eq!(rewritten(&schema), (expected, vec![]), "{schema}");
    }
}
