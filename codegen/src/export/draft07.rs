//! Rewrites a schema of the draft 2020-12 in the terms of draft 7.

use crate::shape::{Losses, below, each_below};
use crate::source::escape_token;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

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
    let laxer = Laxer::of(&schema);
    rewrite(&mut schema, &laxer, losses);
    if let Json::Object(keywords) = &mut schema {
        keywords.insert(
            "$schema".into(),
            json!("http://json-schema.org/draft-07/schema#"),
        );
    }
    schema
}

/// The schemas that say less in draft 7: what takes the opposite of one would say more.
struct Laxer {
    /// How they are referred to.
    references: BTreeSet<String>,
}

impl Laxer {
    fn of(schema: &Json) -> Self {
        let mut laxer = Self {
            references: BTreeSet::new(),
        };
        let definitions = schema.get("$defs").and_then(Json::as_object);
        let definitions = definitions.into_iter().flatten();
        let definitions =
            definitions.map(|(name, it)| (format!("#/$defs/{}", escape_token(name)), it));
        let all: Vec<(String, &Json)> = definitions.chain([("#".to_owned(), schema)]).collect();
        // They may lead to each other, so they are asked until nothing is new.
        loop {
            let new = all.iter().filter(|(reference, schema)| {
                !laxer.references.contains(reference) && laxer.has(schema)
            });
            let new: Vec<String> = new.map(|(reference, _)| reference.clone()).collect();
            if new.is_empty() {
                return laxer;
            }
            laxer.references.extend(new);
        }
    }

    fn has(&self, schema: &Json) -> bool {
        let Json::Object(keywords) = schema else {
            return false;
        };
        let reference = keywords.get("$ref").and_then(Json::as_str);
        reference.is_some_and(|it| self.references.contains(it))
            || UNKNOWN
                .iter()
                .any(|(keyword, asserts)| *asserts && keywords.contains_key(*keyword))
            || below(keywords).any(|schema| self.has(schema))
    }

    /// Leaves out what would be stricter: the opposite of what is laxer, and what depends on it.
    fn leave_out(&self, keywords: &mut Map<String, Json>, losses: &mut Losses) {
        let mut out = |keywords: &mut Map<String, Json>, keyword: &str| {
            keywords.shift_remove(keyword).inspect(|_| {
                losses.add(format!(
                    "`{keyword}` of what draft 7 has no words for is left out, so more is valid"
                ));
            })
        };
        let has =
            |keywords: &Map<String, Json>, name| keywords.get(name).is_some_and(|it| self.has(it));
        if has(keywords, "not") {
            out(keywords, "not");
        }
        if has(keywords, "if") {
            for keyword in ["if", "then", "else"] {
                out(keywords, keyword);
            }
        }
        let branches = keywords.get("oneOf").and_then(Json::as_array);
        if branches.is_some_and(|branches| branches.iter().any(|it| self.has(it)))
            && let Some(branches) = out(keywords, "oneOf")
        {
            let any = json!({ "anyOf": branches });
            match keywords.get_mut("allOf") {
                Some(Json::Array(all)) => all.push(any),
                _ => drop(keywords.insert("allOf".into(), json!([any]))),
            }
        }
    }
}

fn rewrite(schema: &mut Json, laxer: &Laxer, losses: &mut Losses) {
    let Json::Object(keywords) = schema else {
        return;
    };
    laxer.leave_out(keywords, losses);
    each_below(keywords, |_, schema| rewrite(schema, laxer, losses));
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
    fn the_opposite_of_what_is_laxer_is_left_out() {
        let mut losses = Losses::default();
        let counted = json!({"contains": {"type": "null"}, "minContains": 2});
        let old = json!({
            "allOf": [{"not": {"$ref": "#/$defs/B"}}, {"not": {"type": "null"}}],
            "oneOf": [{"type": "null"}, counted],
            "if": {"$ref": "#/$defs/A"},
            "then": {"type": "array"},
            "$defs": {"A": counted, "B": {"anyOf": [{"$ref": "#/$defs/A"}]}},
        });
        let new = schema(old, &mut losses);
        let contains = json!({"contains": {"type": "null"}});
        let expected = json!({
            "$schema": "http://json-schema.org/draft-07/schema#",
            "allOf": [{}, {"not": {"type": "null"}}, {"anyOf": [{"type": "null"}, contains]}],
            "definitions": {"A": contains, "B": {"anyOf": [{"$ref": "#/definitions/A"}]}},
        });
        assert_eq!(new, expected);
        let lost = losses.list();
        assert!(
            lost.iter().any(|it| it.to_string().starts_with("`not`")),
            "{lost:?}"
        );
    }

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
