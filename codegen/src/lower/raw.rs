//! Writes a schema as the document has it in the terms of JSON Schema 2020-12: what only describes is
//! left out, and what OpenAPI 3.0 wrote otherwise is written as it is now.
//!
//! References to components stay what they are; whoever exports the schema brings the components.

use crate::openapi::keywords::{Subschemas, subschemas};
use crate::shape::{IN_PLACE, below};
use crate::source::escape_token;
use crate::vocabulary::{TypeName, pattern_fault};
use serde_json::{Map, Value as Json, json};

/// How a reference to a component begins.
pub(crate) const COMPONENT: &str = "#/components/schemas/";

/// Keywords that assert something by their value alone.
const OF_VALUES: [&str; 19] = [
    "const",
    "dependentRequired",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "required",
    "uniqueItems",
];
/// Keywords by which a schema is found from elsewhere, or finds others.
const OF_PLACES: [&str; 10] = [
    "$anchor",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$schema",
    "$vocabulary",
    "definitions",
];

/// The schema in the terms of JSON Schema; `None` where that would not say the same.
pub(super) fn schema(document: &Json) -> Option<Json> {
    let Json::Object(keywords) = document else {
        return document.is_boolean().then(|| document.clone());
    };
    let mut raw = Map::new();
    for (keyword, value) in keywords {
        let name = keyword.as_str();
        let value = match name {
            "$ref" => reference(value)?,
            "type" => types(value)?,
            // What is no regular expression is told of, and nobody could read the schema with it.
            "pattern" if pattern_fault(value.as_str()?).is_some() => continue,
            "pattern" => value.clone(),
            "patternProperties" => {
                let mut named = named(value)?;
                if let Json::Object(members) = &mut named {
                    members.retain(|pattern, _| pattern_fault(pattern).is_none());
                }
                named
            }
            _ if OF_PLACES.contains(&name) => return None,
            "unevaluatedProperties" => {
                // With nothing beside it that is a part of the schema, it says what the other does.
                let beside = ["$ref", "additionalProperties"];
                let mut beside = IN_PLACE.iter().chain(&beside);
                let value = schema(value)?;
                if !beside.any(|it| keywords.contains_key(*it)) {
                    raw.insert("additionalProperties".into(), value);
                    continue;
                }
                value
            }
            // One describes; the others bind nothing since they have other names.
            "additionalItems" | "contentSchema" | "dependencies" => continue,
            _ => match subschemas(name) {
                Some(Subschemas::Named) => named(value)?,
                Some(Subschemas::List) => list(value)?,
                Some(Subschemas::One) => schema(value)?,
                None if OF_VALUES.contains(&name) => value.clone(),
                None => continue,
            },
        };
        raw.insert(keyword.clone(), value);
    }
    older_bounds(&mut raw)?;
    of_format(&mut raw);
    Some(nullable(keywords, raw))
}

/// The names of the components that a schema in the terms of JSON Schema refers to.
pub(super) fn components(raw: &Json, found: &mut Vec<String>) {
    let Json::Object(keywords) = raw else {
        return;
    };
    let reference = keywords.get("$ref").and_then(Json::as_str);
    found.extend(reference.and_then(component));
    for schema in below(keywords) {
        components(schema, found);
    }
}

/// The component that a reference leads to.
pub(crate) fn component(reference: &str) -> Option<String> {
    let name = reference.strip_prefix(COMPONENT)?;
    let decoded = name.replace("~1", "/").replace("~0", "~");
    (!name.contains(['/', '%'])).then_some(decoded)
}

/// A reference to a component; `None` where its name would be read as another.
pub(super) fn reference_to(name: &str) -> Option<Json> {
    let reference = format!("{COMPONENT}{}", escape_token(name));
    (component(&reference).as_deref() == Some(name)).then(|| json!({"$ref": reference}))
}

fn reference(value: &Json) -> Option<Json> {
    component(value.as_str()?).map(|_| value.clone())
}

fn types(value: &Json) -> Option<Json> {
    let name = |value: &Json| match value {
        Json::Null => Some(json!("null")),
        Json::String(name) => {
            let is_known = |it: &TypeName| it.as_str() == name;
            let known = name == "null" || TypeName::ALL.iter().any(is_known);
            known.then(|| value.clone())
        }
        _ => None,
    };
    match value {
        Json::Array(names) => names.iter().map(name).collect(),
        value => name(value),
    }
}

fn named(value: &Json) -> Option<Json> {
    let members = value.as_object()?.iter();
    let members = members.map(|(name, value)| Some((name.clone(), schema(value)?)));
    members.collect::<Option<Map<_, _>>>().map(Json::Object)
}

fn list(value: &Json) -> Option<Json> {
    let items = value.as_array()?;
    let items: Option<Vec<Json>> = items.iter().map(schema).collect();
    items.filter(|items| !items.is_empty()).map(Json::Array)
}

/// `exclusiveMinimum` as OpenAPI 3.0 had it: a flag of the bound beside it.
fn older_bounds(raw: &mut Map<String, Json>) -> Option<()> {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        match raw.get(exclusive) {
            Some(Json::Bool(true)) => {
                let value = raw.remove(bound)?;
                raw.insert(exclusive.into(), value);
            }
            Some(Json::Bool(false)) => drop(raw.remove(exclusive)),
            _ => {}
        }
    }
    Some(())
}

/// The limits that the format of an integer means.
fn of_format(raw: &mut Map<String, Json>) {
    let limits = match raw.get("format").and_then(Json::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint64") => (json!(u64::MIN), json!(u64::MAX)),
        _ => return,
    };
    if raw.get("type").is_none_or(|name| name != "integer") {
        return;
    }
    // Both hold, and what the document says stays as it is.
    let limits = json!({ "minimum": limits.0, "maximum": limits.1 });
    match raw.get_mut("allOf") {
        Some(Json::Array(all)) => all.push(limits),
        _ => drop(raw.insert("allOf".into(), json!([limits]))),
    }
}

/// `nullable` of OpenAPI 3.0.
fn nullable(keywords: &Map<String, Json>, mut raw: Map<String, Json>) -> Json {
    if keywords.get("nullable") != Some(&Json::Bool(true)) {
        return raw.into();
    }
    let names = match raw.get("type") {
        Some(Json::String(name)) => vec![json!(name)],
        Some(Json::Array(names)) => names.clone(),
        _ if raw.contains_key("$ref") || raw.contains_key("oneOf") || raw.contains_key("anyOf") => {
            return json!({ "anyOf": [raw, { "type": "null" }] });
        }
        // Without a type it says nothing.
        _ => return raw.into(),
    };
    let null = json!("null");
    if !names.contains(&null) {
        raw.insert("type".into(), names.into_iter().chain([null]).collect());
    }
    raw.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_describes_is_left_out() {
        let document = json!({
            "type": ["string", null], "description": "A.", "x-a": 1, "example": 2, "nullable": true,
            "allOf": [{"$ref": "#/components/schemas/A~1b", "title": "B"}],
            "discriminator": {"propertyName": "a"}, "not": {"const": {"$ref": "x"}},
        });
        let raw = schema(&document);
        let expected = json!({
            "type": ["string", "null"],
            "allOf": [{"$ref": "#/components/schemas/A~1b"}],
            "not": {"const": {"$ref": "x"}},
        });
        assert_eq!(raw, Some(expected.clone()));
        let mut found = Vec::new();
        components(&expected, &mut found);
        assert_eq!(found, ["A/b"]);
    }

    #[test]
    fn what_is_no_regular_expression_is_left_out() {
        let document = json!({
            "pattern": "(?i)a",
            "patternProperties": {"[a": {}, "^a": {"pattern": "a"}},
            "propertyNames": {"pattern": "(a", "maxLength": 1},
        });
        let expected = json!({
            "patternProperties": {"^a": {"pattern": "a"}},
            "propertyNames": {"maxLength": 1},
        });
        assert_eq!(schema(&document), Some(expected));
    }

    #[test]
    fn what_would_say_something_else_is_refused() {
        for document in [
            json!({"$ref": "other.yaml#/A"}),
            json!({"$id": "a"}),
            json!({"allOf": []}),
            json!({"pattern": 1}),
            json!({"items": {"$dynamicRef": "#a"}}),
            json!({"exclusiveMinimum": true}),
            json!({"items": [{}]}),
            json!(1),
        ] {
            assert_eq!(schema(&document), None, "{document}");
        }
    }

    #[test]
    fn what_older_versions_wrote_is_written_as_it_is_now() {
        for (older, now) in [
            (
                json!({"minimum": 1, "exclusiveMinimum": true}),
                json!({"exclusiveMinimum": 1}),
            ),
            (
                json!({"$ref": "#/components/schemas/A", "nullable": true}),
                json!({"anyOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]}),
            ),
            (
                json!({"type": "object", "nullable": true}),
                json!({"type": ["object", "null"]}),
            ),
            (
                json!({"type": "object", "unevaluatedProperties": {"type": "string", "xml": {}}}),
                json!({"type": "object", "additionalProperties": {"type": "string"}}),
            ),
            (
                json!({"$ref": "#/components/schemas/A", "unevaluatedProperties": false}),
                json!({"$ref": "#/components/schemas/A", "unevaluatedProperties": false}),
            ),
            (
                json!({"type": "integer", "format": "int32", "maximum": 5}),
                json!({"type": "integer", "format": "int32", "maximum": 5,
                       "allOf": [{"minimum": i32::MIN, "maximum": i32::MAX}]}),
            ),
        ] {
            assert_eq!(schema(&older), Some(now), "{older}");
        }
    }
}
