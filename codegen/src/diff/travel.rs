//! Makes of a document what it says of values on the wire: without what does not travel in a direction,
//! without what is for readers, and with the limits that a `format` means.

use super::form::Role;
use super::table::{self, Effect};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// The document without the members that have a mark.
pub(super) fn travelling(document: &Json, mark: &str) -> Json {
    let mut json = document.clone();
    reduce(&mut json, Role::Document, mark);
    json
}

fn reduce(json: &mut Json, role: Role, mark: &str) {
    match json {
        _ if role == Role::Data => {}
        Json::Object(map) => {
            if role == Role::Schema {
                map.retain(|key, _| !is_for_readers(key));
                unsent(map, mark);
                null(map);
                limits(map);
            }
            for (key, value) in map.iter_mut() {
                reduce(value, role.below(key), mark);
            }
        }
        Json::Array(list) => {
            for value in list {
                reduce(value, role.element(), mark);
            }
        }
        _ => {}
    }
}

/// Whether a keyword says nothing of a value; one that nobody knows does not.
fn is_for_readers(keyword: &str) -> bool {
    let effect = table::row(keyword).map(|row| row.effect);
    matches!(effect, None | Some(Effect::Words | Effect::Privacy))
}

/// Writes `nullable` as a type.
fn null(map: &mut Map<String, Json>) {
    if map.get("nullable") != Some(&json!(true)) {
        return;
    }
    if let Some(Json::String(name)) = map.get("type").cloned() {
        map.insert("type".into(), json!([name, "null"]));
    }
    if let Some(Json::Array(values)) = map.get_mut("enum")
        && !values.contains(&Json::Null)
    {
        values.push(Json::Null);
    }
}

/// Takes out the members that do not travel.
fn unsent(map: &mut Map<String, Json>, gone: &str) {
    let Some(Json::Object(members)) = map.get_mut("properties") else {
        return;
    };
    let marked = members
        .iter()
        .filter(|(_, it)| it.get(gone) == Some(&json!(true)));
    let marked: BTreeSet<String> = marked.map(|(name, _)| name.clone()).collect();
    members.retain(|name, _| !marked.contains(name));
    if let Some(Json::Array(required)) = map.get_mut("required") {
        required.retain(|it| it.as_str().is_none_or(|it| !marked.contains(it)));
    }
}

fn limits(map: &mut Map<String, Json>) {
    let format = map.get("format").and_then(Json::as_str);
    let (least, most) = match format {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        Some("uint64") => (json!(0), json!(u64::MAX)),
        _ => return,
    };
    for (key, limit) in [("minimum", least), ("maximum", most)] {
        if !map.contains_key(key) {
            map.insert(key.into(), limit);
        }
    }
}
