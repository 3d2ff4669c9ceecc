//! Compares the schema that is derived from each type with the spec's own, by set algebra: not for
//! some values but for all.
//!
//! The algebra of `jsonschema` is experimental, and gives up on what stands behind `items`, so that
//! is compared first and then replaced by a name.

use super::table::{Failure, Row};
use clova_id_card::catalog::{ROOTS, TYPES};
use jsonschema::canonical::{self, CanonicalSchema, Containment};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One check for every type.
pub(super) fn row() -> Row {
    let mut row = Row::new("derived schemas equal the spec's");
    let names = TYPES.iter().map(|ty| (ty.rust, ty.schema)).collect();
    let documents = documents();
    for ty in TYPES {
        let derived = (ty.json_schema)();
        let document = documents.get(ty.root);
        let own = document.and_then(|document| document.pointer(ty.pointer));
        let outcome = own.map_or_else(
            || Coverage::NotProven("the catalogue does not say where its schema is".to_owned()),
            |own| compare(own, derived.as_value(), &names),
        );
        row.check(outcome == Coverage::Equal, || Failure {
            place: ty.rust.to_owned(),
            message: match outcome {
                Coverage::Equal => String::new(),
                Coverage::NotProven(reason) => reason,
            },
            way_out: "types and schema come from one spec: what emits them is at fault",
        });
    }
    row
}

/// The schemas of the catalogue, by the name of their document.
fn documents() -> BTreeMap<&'static str, Value> {
    let documents = ROOTS.iter();
    documents
        .filter_map(|root| Some((root.name, serde_json::from_str(root.schema).ok()?)))
        .collect()
}

/// Whether two schemas accept the same.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Coverage {
    /// Each accepts all that the other accepts.
    Equal,
    /// They differ, or the algebra cannot tell; the text says which way.
    NotProven(String),
}

/// A definition by its name, and what two documents agree to call it.
type Names<'a> = BTreeMap<&'a str, &'a str>;

/// Compares one definition of each side. What it refers to counts as equal where `names` gives it
/// the same name on both sides, so a set of definitions is proven one at a time.
fn compare(ours: &Value, derived: &Value, names: &Names<'_>) -> Coverage {
    match (
        canonical_form(ours, &BTreeMap::new()),
        canonical_form(derived, names),
    ) {
        (Ok(ours), Ok(derived)) => {
            let wider = covers(
                &ours,
                &derived,
                "the spec's schema accepts all that the derived one does",
            );
            let narrower = covers(
                &derived,
                &ours,
                "the derived schema accepts all that the spec's does",
            );
            match wider.and(narrower) {
                Ok(()) => Coverage::Equal,
                Err(reason) => Coverage::NotProven(reason),
            }
        }
        (Err(reason), _) | (_, Err(reason)) => Coverage::NotProven(reason),
    }
}

fn covers(wide: &CanonicalSchema, narrow: &CanonicalSchema, claim: &str) -> Result<(), String> {
    match wide.covers(narrow) {
        Ok(Containment::Yes) => Ok(()),
        Ok(answer) => Err(format!("{claim}: {}", answer.as_str())),
        Err(error) => Err(format!("{claim}: {error}")),
    }
}

fn canonical_form(schema: &Value, names: &Names<'_>) -> Result<CanonicalSchema, String> {
    let flat = flatten(schema, names)?;
    canonical::options()
        .offline()
        .canonicalize(&flat)
        .map_err(|error| error.to_string())
}

/// The schema without annotations, in which references and items are constants that are equal
/// where what they stand for is.
fn flatten(schema: &Value, names: &Names<'_>) -> Result<Value, String> {
    let Value::Object(keywords) = schema else {
        return Ok(schema.clone());
    };
    let mut flat = Map::new();
    for (keyword, value) in keywords {
        let value = match keyword.as_str() {
            "$defs" | "$id" | "$schema" | "$comment" | "title" | "description" | "examples"
            | "default" | "deprecated" | "readOnly" | "writeOnly" | "contentEncoding"
            | "contentMediaType" | "format" => continue,
            "$ref" => {
                let name = value.as_str().and_then(|path| path.rsplit('/').next());
                let name = name.ok_or("a reference that is no string")?;
                let agreed = names.get(name).copied().unwrap_or(name);
                flat.insert("const".to_owned(), json!(format!("what {agreed} accepts")));
                continue;
            }
            "items" => {
                let items = canonical::options()
                    .offline()
                    .canonicalize(&flatten(value, names)?)
                    .map_err(|error| error.to_string())?;
                json!({ "const": items.to_json_schema().to_string() })
            }
            "properties" => {
                let members = value.as_object().ok_or("`properties` that is no object")?;
                let members: Result<Map<String, Value>, String> = members
                    .iter()
                    .map(|(name, schema)| Ok((name.clone(), flatten(schema, names)?)))
                    .collect();
                Value::Object(members?)
            }
            "oneOf" | "anyOf" | "allOf" => {
                let branches = value.as_array().ok_or("branches that are no array")?;
                let branches: Result<Vec<Value>, String> = branches
                    .iter()
                    .map(|schema| flatten(schema, names))
                    .collect();
                Value::Array(branches?)
            }
            _ => value.clone(),
        };
        flat.insert(keyword.clone(), value);
    }
    Ok(Value::Object(flat))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn equal(ours: &Value, derived: &Value) -> bool {
        compare(ours, derived, &Names::from([("Dot", "Vertex")])) == Coverage::Equal
    }

    #[test]
    fn annotations_and_names_make_no_difference() {
        let ours = json!({
            "type": "object", "title": "Outline", "required": ["corners"],
            "properties": {
                "corners": {"type": "array", "items": {"$ref": "#/$defs/Vertex"}},
                "score": {"type": "number", "minimum": 0, "maximum": 1},
                "kind": {"enum": ["a", "b"]}
            }
        });
        let derived = json!({
            "type": "object", "required": ["corners"],
            "properties": {
                "kind": {"oneOf": [{"const": "b", "type": "string", "description": "B."}, {"const": "a"}]},
                "corners": {"type": "array", "items": {"$ref": "#/$defs/Dot"}},
                "score": {"type": "number", "minimum": 0, "maximum": 1, "format": "double"}
            }
        });
        assert!(equal(&ours, &derived));
    }

    #[test]
    fn a_difference_in_any_place_is_seen() {
        let ours = json!({
            "type": "object", "required": ["x"],
            "properties": {"x": {"type": "number"}, "list": {"type": "array", "items": {"type": "string"}}}
        });
        let derived = [
            json!({"type": "object", "properties": {"x": {"type": "number"}, "list": {"type": "array", "items": {"type": "string"}}}}),
            json!({"type": "object", "required": ["x"], "properties": {"x": {"type": ["number", "null"]}, "list": {"type": "array", "items": {"type": "string"}}}}),
            json!({"type": "object", "required": ["x"], "properties": {"x": {"type": "number"}, "list": {"type": "array", "items": {"type": "integer"}}}}),
            json!({"type": "object", "required": ["x"], "properties": {"x": {"type": "number"}, "list": {"type": "array", "maxItems": 3, "items": {"type": "string"}}}}),
            json!({"type": "object", "required": ["x"], "properties": {"x": {"$ref": "#/$defs/Vertex"}, "list": {"type": "array", "items": {"type": "string"}}}}),
        ];
        for derived in derived {
            assert!(!equal(&ours, &derived), "{derived}");
        }
    }
}
