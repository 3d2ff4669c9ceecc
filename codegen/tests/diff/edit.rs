//! Edits documents: each node removed, changed, and given a sibling.

use serde_json::{Value as Json, json};

/// The pointers of all nodes but the root.
pub(super) fn pointers(value: &Json, at: &str, found: &mut Vec<String>) {
    let inside: Vec<(String, &Json)> = match value {
        Json::Object(members) => {
            let escaped = |key: &String| key.replace('~', "~0").replace('/', "~1");
            members.iter().map(|(key, it)| (escaped(key), it)).collect()
        }
        Json::Array(items) => (0..).map(|n: usize| n.to_string()).zip(items).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inside {
        let at = format!("{at}/{key}");
        pointers(value, &at, found);
        found.push(at);
    }
}

/// The edits of a node, with what they are.
pub(super) fn edits(document: &Json, pointer: &str) -> Vec<(String, Json)> {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    let edited = |what: &str, edit: &dyn Fn(&mut Json)| {
        let mut document = document.clone();
        edit(document.pointer_mut(parent).unwrap());
        (format!("{pointer} {what}"), document)
    };
    let mut all = vec![
        edited("removed", &|parent| match parent {
            Json::Object(members) => drop(members.shift_remove(&key)),
            Json::Array(items) => drop(items.remove(key.parse().unwrap())),
            _ => unreachable!("nothing is in a scalar"),
        }),
        edited("given a sibling", &|parent| match parent {
            Json::Object(members) => {
                let copy = members[&key].clone();
                members.insert(format!("{key}Sibling"), copy);
            }
            Json::Array(items) => {
                let copy = items[key.parse::<usize>().unwrap()].clone();
                items.push(another(&copy).unwrap_or(copy));
            }
            _ => unreachable!("nothing is in a scalar"),
        }),
    ];
    let value = document.pointer(pointer).unwrap();
    if let Some(other) = another(value) {
        all.push(edited("changed", &|parent| match parent {
            Json::Object(members) => members[&key] = other.clone(),
            Json::Array(items) => items[key.parse::<usize>().unwrap()] = other.clone(),
            _ => unreachable!("nothing is in a scalar"),
        }));
    }
    all
}

/// Another value; `None` where it holds other nodes, which are changed themselves.
fn another(value: &Json) -> Option<Json> {
    Some(match value {
        Json::Null => json!("x"),
        Json::Bool(value) => json!(!*value),
        Json::Number(number) => match number.as_i64() {
            Some(number) => json!(number.saturating_mul(2).saturating_add(1)),
            None => json!(number.as_f64().unwrap() / 2.0),
        },
        Json::String(text) => json!(format!("{text}x")),
        Json::Array(items) if items.is_empty() => json!(["x"]),
        Json::Object(members) if members.is_empty() => json!({ "x": "x" }),
        Json::Array(_) | Json::Object(_) => return None,
    })
}
