//! Rewrites a schema of the draft 2020-12 in the terms of draft 7.

use crate::shape::{Losses, each_below};
use serde_json::{Map, Value as Json, json};

/// Keywords that draft 7 has no words for, and whether they assert something.
const UNKNOWN: [(&str, bool); 10] = [
    ("$anchor", false),
    ("$dynamicAnchor", false),
    ("$dynamicRef", true),
    // Some validators of draft 7 check it, and those of 2020-12 do not.
    ("contentEncoding", false),
    ("contentMediaType", false),
    ("contentSchema", false),
    ("maxContains", true),
    ("minContains", true),
    ("unevaluatedItems", true),
    ("unevaluatedProperties", true),
];

/// The schema, which asserts the same unless the list of losses says otherwise.
pub(super) fn schema(mut schema: Json, losses: &mut Losses) -> Json {
    rewrite(&mut schema, losses);
    if let Json::Object(keywords) = &mut schema {
        keywords.insert(
            "$schema".into(),
            json!("http://json-schema.org/draft-07/schema#"),
        );
    }
    schema
}

fn rewrite(schema: &mut Json, losses: &mut Losses) {
    let Json::Object(keywords) = schema else {
        return;
    };
    each_below(keywords, |_, schema| rewrite(schema, losses));
    // In draft 7 there has to be one that is as `contains` says.
    if keywords.get("minContains").and_then(Json::as_f64) == Some(0.0) {
        keywords.shift_remove("contains");
    }
    for (keyword, asserts) in UNKNOWN {
        if keywords.shift_remove(keyword).is_some() {
            let weight = if asserts {
                "is left out, so more is valid"
            } else {
                "is left out; it asserts nothing"
            };
            losses.add(format!(
                "`{keyword}`, which draft 7 does not have, {weight}"
            ));
        }
    }
    let renamed = std::mem::take(keywords);
    for (keyword, value) in renamed {
        rename(keywords, &keyword, value);
    }
    alone(keywords);
}

/// Puts a keyword under the name that it has in draft 7.
fn rename(keywords: &mut Map<String, Json>, keyword: &str, value: Json) {
    match (keyword, value) {
        ("$defs", value) => drop(keywords.insert("definitions".into(), value)),
        ("$ref", Json::String(text)) => {
            let text = text.replacen("#/$defs/", "#/definitions/", 1);
            keywords.insert("$ref".into(), text.into());
        }
        ("prefixItems", value) => {
            let rest = keywords.insert("items".into(), value);
            rest.map(|rest| keywords.insert("additionalItems".into(), rest));
        }
        ("items", value) if keywords.get("items").is_some_and(Json::is_array) => {
            keywords.insert("additionalItems".into(), value);
        }
        ("dependentRequired" | "dependentSchemas", Json::Object(rules)) => {
            let known = keywords
                .entry("dependencies")
                .or_insert_with(|| Map::new().into());
            for (name, rule) in rules {
                depend(known, name, rule);
            }
        }
        (keyword, value) => drop(keywords.insert(keyword.to_owned(), value)),
    }
}

/// Adds what a member asks for; where it asks for two things, both hold.
fn depend(known: &mut Json, name: String, rule: Json) {
    let Json::Object(known) = known else {
        return;
    };
    let as_schema = |rule: Json| match rule {
        Json::Array(names) => json!({ "required": names }),
        schema => schema,
    };
    let rule = match known.shift_remove(&name) {
        None => rule,
        Some(other) => json!({ "allOf": [as_schema(other), as_schema(rule)] }),
    };
    known.insert(name, rule);
}

/// In draft 7 what stands beside a `$ref` is not looked at.
fn alone(keywords: &mut Map<String, Json>) {
    if keywords.len() < 2 {
        return;
    }
    let Some(reference) = keywords.shift_remove("$ref") else {
        return;
    };
    let reference = json!({ "$ref": reference });
    match keywords.get_mut("allOf") {
        Some(Json::Array(all)) => all.insert(0, reference),
        _ => drop(keywords.insert("allOf".into(), json!([reference]))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_draft_7_has_other_words_for() {
        let mut losses = Losses::default();
        let old = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "type": "object",
            "properties": {
                "a": {"$ref": "#/$defs/A", "description": "One."},
                "b": {"prefixItems": [{"$ref": "#/$defs/A"}], "items": false},
                "c": {"items": true, "prefixItems": [{}]},
                "d": {"type": "string", "contentEncoding": "base64"},
                "e": {"contains": {"const": 1}, "minContains": 0, "maxContains": 1},
                "$defs": {"const": {"$ref": "#/$defs/A"}},
            },
            "dependentRequired": {"a": ["b"], "c": ["d"]},
            "dependentSchemas": {"a": {"minProperties": 2}},
            "unevaluatedProperties": false,
            "$defs": {"A": {"type": "array", "contains": {"unevaluatedItems": false}}},
        });
        let new = schema(old, &mut losses);
        let expected = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "type": "object",
            "properties": {
                "a": {"description": "One.", "allOf": [{"$ref": "#/definitions/A"}]},
                "b": {"items": [{"$ref": "#/definitions/A"}], "additionalItems": false},
                "c": {"items": [{}], "additionalItems": true},
                "d": {"type": "string"},
                "e": {},
                "$defs": {"const": {"$ref": "#/$defs/A"}},
            },
            "dependencies": {
                "a": {"allOf": [{"required": ["b"]}, {"minProperties": 2}]},
                "c": ["d"],
            },
            "definitions": {"A": {"type": "array", "contains": {}}},
        });
        assert_eq!(new, expected);
        let losses: Vec<String> = losses.list().iter().map(ToString::to_string).collect();
        assert_eq!(losses.len(), 5, "{losses:?}");
        assert!(
            losses
                .iter()
                .any(|loss| loss.starts_with("`unevaluatedItems`"))
        );
    }
}
