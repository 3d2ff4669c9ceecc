//! Gives requests their own schemas where answers have others, and leaves out schemas that nothing
//! refers to any more.

use crate::openapi::url::decoded;
use crate::shape::Losses;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet};

const PREFIX: &str = "#/components/schemas/";

/// Puts a copy of a schema, and of those on the way to it, in the place of what requests refer to,
/// where `differs` says that answers have another. A copy is called after the schema.
pub(super) fn split(
    document: &mut Json,
    answered: &BTreeSet<String>,
    mut differs: impl FnMut(&Json) -> bool,
    losses: &mut Losses,
) {
    let Some(schemas) = schemas(document).cloned() else {
        return;
    };
    let uses = uses(&schemas);
    let asked = reached(&uses, outside(document, false));
    let shared: BTreeSet<&String> = asked.intersection(answered).collect();
    let differing: BTreeSet<String> = shared
        .iter()
        .filter(|name| schemas.get(name.as_str()).is_some_and(&mut differs))
        .map(|name| (*name).clone())
        .collect();
    let mut copies = BTreeMap::new();
    for name in shared {
        let comes_to = reached(&uses, BTreeSet::from([name.clone()]));
        if !comes_to.is_disjoint(&differing) {
            copies.insert(name.clone(), free(name, &schemas));
            losses.add("a schema of requests and answers is two, as answers have open sets");
        }
    }
    if copies.is_empty() {
        return;
    }
    requests(document, &mut |value| point(value, &copies));
    let mut all = Map::new();
    for (name, mut schema) in schemas {
        let copy = copies.get(&name).map(|copy| {
            let mut schema = schema.clone();
            everywhere(&mut schema, &mut |value| point(value, &copies));
            (copy.clone(), schema)
        });
        if !answered.contains(&name) {
            everywhere(&mut schema, &mut |value| point(value, &copies));
        }
        all.insert(name, schema);
        all.extend(copy);
    }
    document["components"]["schemas"] = all.into();
}

/// Drops every schema that nothing outside of the schemas comes to.
pub(super) fn leave_unused(document: &mut Json, losses: &mut Losses) {
    let Some(schemas) = schemas(document) else {
        return;
    };
    let used = reached(&uses(schemas), outside(document, true));
    let all = document.pointer_mut("/components/schemas");
    if let Some(all) = all.and_then(Json::as_object_mut) {
        all.retain(|name, _| {
            let stays = used.contains(name);
            if !stays {
                losses.add("a branch of a choice is no schema of its own any more");
            }
            stays
        });
    }
}

fn schemas(document: &Json) -> Option<&Map<String, Json>> {
    document.pointer("/components/schemas")?.as_object()
}

/// A name that no schema has.
fn free(name: &str, schemas: &Map<String, Json>) -> String {
    let mut free = format!("{name}Request");
    while schemas.contains_key(&free) {
        free.push_str("Request");
    }
    free
}

fn uses(schemas: &Map<String, Json>) -> BTreeMap<String, BTreeSet<String>> {
    let of = |(name, schema): (&String, &Json)| {
        let mut found = BTreeSet::new();
        gather(schema, true, &mut found);
        (name.clone(), found)
    };
    schemas.iter().map(of).collect()
}

fn reached(uses: &BTreeMap<String, BTreeSet<String>>, first: BTreeSet<String>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<String> = first.into_iter().collect();
    while let Some(name) = open.pop() {
        if reached.insert(name.clone()) {
            open.extend(uses.get(&name).into_iter().flatten().cloned());
        }
    }
    reached
}

/// The schemas that are referred to from outside of them, in responses or not.
fn outside(document: &Json, responses: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (key, value) in document.as_object().into_iter().flatten() {
        if key != "components" {
            gather(value, responses, &mut found);
            continue;
        }
        for (section, value) in value.as_object().into_iter().flatten() {
            if section != "schemas" && (responses || section != "responses") {
                gather(value, responses, &mut found);
            }
        }
    }
    found
}

/// It goes no deeper than the readers of text let it, as all here.
fn gather(value: &Json, responses: bool, found: &mut BTreeSet<String>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| gather(item, responses, found)),
        Json::Object(members) => {
            for (key, value) in members {
                match value {
                    Json::String(text) if key == "$ref" => found.extend(name_in(text)),
                    Json::Object(mapped) if key == "mapping" => {
                        let texts = mapped.values().filter_map(Json::as_str);
                        found.extend(texts.filter_map(name_in));
                    }
                    value if responses || key != "responses" => gather(value, responses, found),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The schema that a reference leads to, or into.
fn name_in(reference: &str) -> Option<String> {
    let name = reference.strip_prefix(PREFIX)?.split('/').next()?;
    Some(decoded(name))
}

/// Does something to every object of what requests come to outside of the schemas.
fn requests(document: &mut Json, act: &mut impl FnMut(&mut Map<String, Json>)) {
    for (key, value) in document.as_object_mut().into_iter().flatten() {
        if key != "components" {
            inside(value, false, act);
            continue;
        }
        for (section, value) in value.as_object_mut().into_iter().flatten() {
            if section != "schemas" && section != "responses" {
                inside(value, false, act);
            }
        }
    }
}

fn everywhere(value: &mut Json, act: &mut impl FnMut(&mut Map<String, Json>)) {
    inside(value, true, act);
}

fn inside(value: &mut Json, responses: bool, act: &mut impl FnMut(&mut Map<String, Json>)) {
    match value {
        Json::Array(items) => items
            .iter_mut()
            .for_each(|item| inside(item, responses, act)),
        Json::Object(members) => {
            act(members);
            for (key, value) in members {
                if responses || key != "responses" {
                    inside(value, responses, act);
                }
            }
        }
        _ => {}
    }
}

/// Lets the references of one object lead to the copies.
fn point(members: &mut Map<String, Json>, copies: &BTreeMap<String, String>) {
    let renamed = |text: &str| -> Option<String> {
        let rest = text.strip_prefix(PREFIX)?;
        let (name, inner) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let copy = copies.get(&decoded(name))?;
        // The copy has the name of the schema and something behind it.
        let behind = copy.get(decoded(name).len()..)?;
        Some(format!("{PREFIX}{name}{behind}{inner}"))
    };
    for (key, value) in members {
        match value {
            Json::String(text) if key == "$ref" => {
                if let Some(renamed) = renamed(text) {
                    *text = renamed;
                }
            }
            Json::Object(mapped) if key == "mapping" => {
                for value in mapped.values_mut() {
                    if let Some(renamed) = value.as_str().and_then(renamed) {
                        *value = renamed.into();
                    }
                }
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn reference(name: &str) -> Json {
        json!({"$ref": format!("{PREFIX}{name}")})
    }

    #[test]
    fn what_a_request_shares_is_a_schema_of_its_own() {
        let mut document = json!({
            "paths": {"/x": {"post": {
                "requestBody": {"content": {"a/b": {"schema": reference("Ask")}}},
                "responses": {"200": {"content": {"a/b": {"schema": reference("Holder")}}}},
            }}},
            "components": {"schemas": {
                "Ask": {"properties": {"in": reference("Holder"), "plain": reference("Plain")}},
                "Holder": {"properties": {"kind": reference("Kind"), "plain": reference("Plain")}},
                "Kind": {"enum": ["a"]},
                "KindRequest": {"type": "string"},
                "Plain": {"type": "string"},
            }},
        });
        let answered = ["Holder", "Kind", "Plain"].map(str::to_owned).into();
        let mut losses = Losses::default();
        let differs = |schema: &Json| schema.get("enum").is_some();
        split(&mut document, &answered, differs, &mut losses);
        let expected = json!({
            "Ask": {"properties": {"in": reference("HolderRequest"), "plain": reference("Plain")}},
            "Holder": {"properties": {"kind": reference("Kind"), "plain": reference("Plain")}},
            "HolderRequest": {"properties": {
                "kind": reference("KindRequestRequest"), "plain": reference("Plain"),
            }},
            "Kind": {"enum": ["a"]},
            "KindRequestRequest": {"enum": ["a"]},
            "KindRequest": {"type": "string"},
            "Plain": {"type": "string"},
        });
        assert_eq!(document["components"]["schemas"], expected);
        let operation = &document["paths"]["/x"]["post"];
        let answer = &operation["responses"]["200"]["content"]["a/b"]["schema"];
        assert_eq!(answer, &reference("Holder"));
        assert_eq!(losses.list()[0].times, 2);
    }

    #[test]
    fn schemas_that_nothing_comes_to_are_left_out() {
        let mut document = json!({
            "paths": {"/x": {"get": {"responses": {"200": {"schema": reference("A")}}}}},
            "components": {"schemas": {
                "A": {"properties": {"b": reference("B")}},
                "B": {},
                "C": {"properties": {"d": reference("D"), "a": reference("A")}},
                "D": reference("C"),
            }},
        });
        leave_unused(&mut document, &mut Losses::default());
        let left: Vec<&String> = schemas(&document).unwrap().keys().collect();
        assert_eq!(left, ["A", "B"]);
    }
}
