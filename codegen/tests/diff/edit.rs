//! Edits documents: each node removed, changed, and given a sibling.

use super::nodes_of::{another, changed, removed};
use serde_json::Value as Json;

/// The edits of a node, with what they are.
pub(super) fn edits(document: &Json, pointer: &str) -> Vec<(String, Json)> {
    let named = |what: &str, document| (format!("{pointer} {what}"), document);
    let mut all = vec![
        named("removed", removed(document, pointer)),
        named("given a sibling", with_sibling(document, pointer)),
    ];
    all.extend(changed(document, pointer).map(|it| named("changed", it)));
    all
}

fn with_sibling(document: &Json, pointer: &str) -> Json {
    let copy = document.pointer(pointer).unwrap().clone();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let mut document = document.clone();
    match document.pointer_mut(parent).unwrap() {
        Json::Object(members) => {
            let key = key.replace("~1", "/").replace("~0", "~");
            members.insert(format!("{key}Sibling"), copy);
        }
        Json::Array(items) => items.push(another(&copy).unwrap_or(copy)),
        _ => unreachable!("nothing is in a scalar"),
    }
    document
}
