//! Reads documents as they are on the wire, apart from what is tested: what does not travel is left out,
//! and the limits that a `format` means are written out.

use jsonschema::Validator;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;

fn strip(json: &mut Json, gone: &str) {
    if let Some(Json::Object(members)) = json.get_mut("properties") {
        let marked = members.iter().filter(|(_, it)| it[gone] == json!(true));
        let marked: Vec<String> = marked.map(|(name, _)| name.clone()).collect();
        members.retain(|name, _| !marked.contains(name));
        if let Some(Json::Array(required)) = json.get_mut("required") {
            required.retain(|it| marked.iter().all(|name| it != name));
        }
    }
    match json {
        Json::Object(map) => map.values_mut().for_each(|it| strip(it, gone)),
        Json::Array(list) => list.iter_mut().for_each(|it| strip(it, gone)),
        _ => {}
    }
}

/// Writes out what a `format` means.
fn bounds(json: &mut Json) {
    let (least, most) = match json.get("format").and_then(Json::as_str) {
        Some("int32") => (json!(i32::MIN), json!(i32::MAX)),
        Some("int64") => (json!(i64::MIN), json!(i64::MAX)),
        _ => (Json::Null, Json::Null),
    };
    if let Json::Object(map) = json {
        for (key, bound) in [("minimum", least), ("maximum", most)] {
            if !bound.is_null() && !map.contains_key(key) {
                map.insert(key.into(), bound);
            }
        }
    }
    match json {
        Json::Object(map) => map.values_mut().for_each(bounds),
        Json::Array(list) => list.iter_mut().for_each(bounds),
        _ => {}
    }
}

/// The document without what does not travel.
pub(super) fn wire(document: &Json, gone: &str) -> Json {
    let mut json = document.clone();
    strip(&mut json, gone);
    bounds(&mut json);
    json
}

/// The schemas of the bodies of a document, by what they are of.
pub(super) fn schemas(json: &Json, is_request: bool) -> BTreeMap<String, Json> {
    let mut found = BTreeMap::new();
    let paths = json["paths"].as_object().into_iter().flatten();
    let operations = paths.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    for (_, operation) in operations.filter(|(_, it)| it.get("responses").is_some()) {
        let id = &operation["operationId"];
        let mut add = |of: &str, body: &Json| {
            for (media, it) in body["content"].as_object().into_iter().flatten() {
                if let Some(schema) = it.get("schema") {
                    found.insert(format!("{id} {of} {media}"), schema.clone());
                }
            }
        };
        if is_request {
            add("request", &operation["requestBody"]);
        } else {
            let responses = operation["responses"].as_object().into_iter().flatten();
            responses.for_each(|(status, it)| add(status, it));
        }
    }
    found
}

pub(super) fn judge(root: &Json, schema: &Json) -> Validator {
    let mut whole = json!({ "components": root["components"].clone() });
    whole["allOf"] = json!([schema]);
    jsonschema::draft202012::new(&whole).unwrap()
}

/// The document with one of its schemas as the schema of the whole.
pub(super) fn rooted(root: &Json, pointer: &str) -> Json {
    let mut whole = root.clone();
    let mut fragment = String::from("#");
    for byte in pointer.bytes() {
        match byte {
            b'/' | b'~' | b'-' | b'.' | b'_' => fragment.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => fragment.push(char::from(byte)),
            _ => {
                // Writing to a `String` cannot fail.
                let _ = write!(fragment, "%{byte:02X}");
            }
        }
    }
    whole["$ref"] = json!(fragment);
    whole
}

/// A schema and all that it leads to, by where each is.
pub(super) fn reached<'d>(root: &'d Json, schema: &'d Json) -> BTreeMap<&'d str, &'d Json> {
    let mut found = BTreeMap::from([("", schema)]);
    let mut open = vec![schema];
    while let Some(json) = open.pop() {
        match json {
            Json::Object(map) => {
                if let Some(target) = map.get("$ref").and_then(Json::as_str)
                    && !found.contains_key(target)
                {
                    let schema = root.pointer(&target[1..]).unwrap();
                    found.insert(target, schema);
                    open.push(schema);
                }
                open.extend(map.values());
            }
            Json::Array(list) => open.extend(list),
            _ => {}
        }
    }
    found
}
