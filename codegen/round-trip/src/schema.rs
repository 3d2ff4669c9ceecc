//! Follows references of a document, and makes one schema of what one is made of.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// Steps from one reference to the next, at the most.
const LONGEST_CHAIN: usize = 32;

/// References and branches inside one another, at the most.
const DEEPEST: usize = 12;

/// What a reference leads to in the document `root`, or the value itself.
pub(crate) fn resolved<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let mut found = value;
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = found.get("$ref").and_then(Value::as_str) else {
            return found;
        };
        let pointer = percent_decode_str(reference.trim_start_matches('#'));
        let target = pointer.decode_utf8_lossy();
        let Some(target) = root.pointer(&target) else {
            return found;
        };
        found = target;
    }
    found
}

/// A schema with what it refers to and all branches of its `allOf` in one.
pub(crate) fn merged(root: &Value, schema: &Value) -> Value {
    let mut whole = Map::new();
    overlay(root, &mut whole, schema, 0);
    Value::Object(whole)
}

/// Adds to a schema what another one says.
pub(crate) fn overlay(root: &Value, whole: &mut Map<String, Value>, schema: &Value, depth: usize) {
    if depth > DEEPEST {
        return;
    }
    let target = resolved(root, schema);
    if !std::ptr::eq(target, schema) {
        overlay(root, whole, target, depth + 1);
    }
    let branches = schema.get("allOf").and_then(Value::as_array);
    for branch in branches.into_iter().flatten() {
        overlay(root, whole, branch, depth + 1);
    }
    for (key, value) in schema.as_object().into_iter().flatten() {
        match (key.as_str(), whole.get_mut(key)) {
            ("$ref" | "allOf", _) => {}
            ("properties", Some(Value::Object(known))) => {
                known.extend(value.as_object().cloned().unwrap_or_default());
            }
            ("required", Some(Value::Array(known))) => {
                known.extend(value.as_array().cloned().unwrap_or_default());
            }
            _ => drop(whole.insert(key.clone(), value.clone())),
        }
    }
}
