//! Takes a document apart: all of its nodes, and the document with one of them changed or removed.

use serde_json::{Value as Json, json};

/// The pointers of all nodes but the root.
pub(crate) fn pointers(value: &Json, at: &str, found: &mut Vec<String>) {
    let inside: Vec<(String, &Json)> = match value {
        Json::Object(members) => members
            .iter()
            .map(|(key, value)| (key.replace('~', "~0").replace('/', "~1"), value))
            .collect(),
        Json::Array(items) => (0..).map(|n: usize| n.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inside {
        let at = format!("{at}/{key}");
        pointers(value, &at, found);
        found.push(at);
    }
}

/// The document with another value at the pointer; `None` where it holds other nodes, which are
/// changed themselves.
pub(crate) fn changed(document: &Json, pointer: &str) -> Option<Json> {
    let other = another(document.pointer(pointer).unwrap())?;
    let mut document = document.clone();
    *document.pointer_mut(pointer).unwrap() = other;
    Some(document)
}

/// Another value; `None` for what holds nodes.
pub(crate) fn another(value: &Json) -> Option<Json> {
    Some(match value {
        Json::Null => json!("x"),
        Json::Bool(value) => json!(!*value),
        Json::Number(number) => match number.as_i64() {
            Some(number) => json!(number.saturating_mul(2).saturating_add(1)),
            None => json!(number.as_f64().unwrap() / 2.0),
        },
        Json::String(text) => json!(format!("{text}x")),
        Json::Array(items) if items.is_empty() => json!(["x"]),
        Json::Object(members) if members.is_empty() => json!({"x": "x"}),
        Json::Array(_) | Json::Object(_) => return None,
    })
}

/// The document without what is at the pointer.
pub(crate) fn removed(document: &Json, pointer: &str) -> Json {
    let mut document = document.clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Json::Object(members) => {
            members.shift_remove(&key.replace("~1", "/").replace("~0", "~"));
        }
        Json::Array(items) => {
            items.remove(key.parse().unwrap());
        }
        _ => unreachable!("nothing is in a scalar"),
    }
    document
}
