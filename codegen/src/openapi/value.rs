//! Holds values of a document as JSON, and tells which of them are other values then.

use super::cursor::At;
use crate::source::{Number, Value};
use serde_json::Value as Json;

/// A value as JSON. The order of members means nothing in it, so they are sorted.
pub(super) fn json(at: &At<'_>) -> Json {
    let mut json = at.node.to_json();
    json.sort_all_objects();
    json
}

/// Whether a number is another one when it is exported: it is held in 64 bits.
pub(super) fn loses_digits(value: &Value) -> bool {
    let Value::Number(number) = value else {
        return false;
    };
    // One beyond the doubles was reported as such, and is none here.
    Number::new(&value.to_json().to_string()).is_some_and(|held| held != *number)
}
