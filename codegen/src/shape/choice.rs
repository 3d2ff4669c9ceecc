//! Makes one object of a choice of objects, for decoders that try one branch after the other.

use super::{Keywords, Losses};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Puts one object in the place of a choice of objects, those that `whole` defines among them: a decoder that
/// tries the branches takes each of two open objects for both.
pub(crate) fn merge_choices(schema: &mut Json, whole: &Json, losses: &mut Losses) {
    match schema {
        Json::Object(keywords) => {
            if let Some(merged) = merged(keywords, whole) {
                *keywords = merged;
                losses.add("a choice of objects is one object with the members of all");
            }
            for (_, value) in keywords.iter_mut() {
                merge_choices(value, whole, losses);
            }
        }
        Json::Array(values) => {
            for value in values {
                merge_choices(value, whole, losses);
            }
        }
        _ => {}
    }
}

/// The object in the place of a choice, if every branch is an object, or refers to one.
fn merged(keywords: &Keywords, whole: &Json) -> Option<Keywords> {
    let choice = ["oneOf", "anyOf"]
        .iter()
        .find(|name| keywords.contains_key(**name))?;
    let branches = keywords.get(*choice)?.as_array()?;
    if branches.len() < 2 {
        return None;
    }
    let mut properties = Keywords::new();
    let mut required: Option<BTreeSet<&str>> = None;
    for branch in branches {
        let object = match branch.get("$ref") {
            Some(reference) => whole.pointer(reference.as_str()?.strip_prefix('#')?)?,
            None => branch,
        };
        let object = object.as_object()?;
        if object.get("type")? != "object" {
            return None;
        }
        let members = object.get("properties").and_then(Json::as_object);
        for (name, member) in members.into_iter().flatten() {
            match properties.get(name) {
                None => drop(properties.insert(name.clone(), member.clone())),
                Some(known) if asserts_the_same(known, member) => {}
                // Anything goes, since the two differ.
                Some(_) => drop(properties.insert(name.clone(), json!({}))),
            }
        }
        let list = object.get("required").and_then(Json::as_array);
        let list = list
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        required = Some(match required {
            None => list,
            Some(before) => before.intersection(&list).copied().collect(),
        });
    }
    let mut merged = keywords.clone();
    merged.shift_remove(*choice);
    // It tells branches apart, and there are none any more.
    merged.shift_remove("discriminator");
    merged.insert("type".into(), json!("object"));
    merged.insert("properties".into(), properties.into());
    if let Some(required) = required.filter(|required| !required.is_empty()) {
        merged.insert("required".into(), json!(required));
    }
    Some(merged)
}

/// Whether two members differ in their words alone.
fn asserts_the_same(one: &Json, other: &Json) -> bool {
    let silent = ["title", "description", "examples", "example"];
    let bare = |schema: &Json| {
        let mut schema = schema.clone();
        if let Json::Object(keywords) = &mut schema {
            keywords.retain(|keyword, _| {
                !silent.contains(&keyword.as_str()) && !keyword.starts_with("x-")
            });
        }
        schema
    };
    bare(one) == bare(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_may_stand_where_they_are_chosen() {
        let whole = json!({"components": {"schemas": {
            "A": {"type": "object", "required": ["a", "c"], "properties": {
                "a": {"type": "string"}, "b": {"type": "string", "description": "One."},
                "c": {"type": "string"},
            }},
        }}});
        let mut schema = json!({
            "description": "Either.",
            "oneOf": [
                {"$ref": "#/components/schemas/A"},
                {"type": "object", "required": ["a"], "properties": {
                    "a": {"type": "integer"}, "b": {"type": "string", "description": "Other."},
                }},
            ],
            "discriminator": {"propertyName": "a"},
        });
        let mut losses = Losses::default();
        merge_choices(&mut schema, &whole, &mut losses);
        let expected = json!({
            "description": "Either.",
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": {},
                "b": {"type": "string", "description": "One."},
                "c": {"type": "string"},
            },
        });
        assert_eq!(schema, expected);
        assert_eq!(losses.list().len(), 1);
    }

    #[test]
    fn a_choice_of_what_is_no_object_stays() {
        let whole = json!({});
        let schema = json!({"anyOf": [{"type": "object"}, {"type": "null"}]});
        let mut same = schema.clone();
        merge_choices(&mut same, &whole, &mut Losses::default());
        assert_eq!(same, schema);
    }
}
