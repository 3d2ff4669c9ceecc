//! Judges a document by a schema as this generator exports one: every keyword that asserts is either
//! understood here, or what it stands beside is not judged.

use super::document::Document;
use super::schema::{Schema, types};
use crate::source::{Number, escape_token};
use serde_json::{Map, Value as Json};
use std::cmp::Ordering;

/// Schemas inside one another that are followed, references among them.
const DEEPEST: usize = 256;

/// Keywords that no document is judged by.
const SILENT: [&str; 19] = [
    "$comment",
    "$defs",
    "$id",
    "$schema",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "deprecated",
    "description",
    "examples",
    "format",
    "readOnly",
    "title",
    "writeOnly",
    // These are read with those that they belong to.
    "$ref",
    "items",
    "properties",
    "required",
];

/// What a schema has against a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) keyword: String,
    /// Where in the document, as a JSON Pointer.
    pub(super) pointer: String,
}

/// A keyword that is not understood here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NotJudged(pub(super) String);

/// Everything that a schema has against a document.
pub(super) fn faults(schema: Schema<'_>, document: &Document) -> Result<Vec<Fault>, NotJudged> {
    let mut judge = Judge {
        faults: Vec::new(),
        depth: 0,
    };
    judge.value(schema, document, "")?;
    Ok(judge.faults)
}

struct Judge {
    faults: Vec<Fault>,
    depth: usize,
}

impl Judge {
    fn value(&mut self, schema: Schema<'_>, value: &Document, at: &str) -> Result<(), NotJudged> {
        if self.depth == DEEPEST {
            return Err(NotJudged("a schema too deep".into()));
        }
        self.depth += 1;
        self.keywords(schema, value, at)?;
        self.depth -= 1;
        Ok(())
    }

    fn keywords(
        &mut self,
        schema: Schema<'_>,
        value: &Document,
        at: &str,
    ) -> Result<(), NotJudged> {
        let keywords = match schema.json {
            Json::Bool(true) => return Ok(()),
            Json::Object(keywords) => keywords,
            _ => return Err(NotJudged("a schema that is `false`".into())),
        };
        if let Some(reference) = keywords.get("$ref") {
            let Some(target) = schema.target(reference) else {
                return Err(NotJudged("`$ref`".into()));
            };
            self.value(target, value, at)?;
        }
        for (keyword, operand) in keywords {
            let holds = match keyword.as_str() {
                "oneOf" | "anyOf" => self.choice(schema, keyword, operand, value, at)?,
                silent if SILENT.contains(&silent) => true,
                keyword => asserted(keywords, keyword, operand, value)?,
            };
            if !holds {
                self.fault(keyword, at.to_owned());
            }
        }
        self.inside(schema, keywords, value, at)
    }

    fn fault(&mut self, keyword: &str, pointer: String) {
        self.faults.push(Fault {
            keyword: keyword.to_owned(),
            pointer,
        });
    }

    fn choice(
        &mut self,
        schema: Schema<'_>,
        keyword: &str,
        branches: &Json,
        value: &Document,
        at: &str,
    ) -> Result<bool, NotJudged> {
        let mut fit = 0;
        for branch in branches.as_array().into_iter().flatten() {
            let mut judge = Self {
                faults: Vec::new(),
                depth: self.depth,
            };
            judge.value(schema.beside(branch), value, at)?;
            fit += usize::from(judge.faults.is_empty());
        }
        Ok(fit == 1 || (fit > 1 && keyword == "anyOf"))
    }

    fn inside(
        &mut self,
        schema: Schema<'_>,
        keywords: &Map<String, Json>,
        value: &Document,
        at: &str,
    ) -> Result<(), NotJudged> {
        if let (Document::Array(items), Some(inner)) = (value, keywords.get("items")) {
            for (index, item) in items.iter().enumerate() {
                self.value(schema.beside(inner), item, &format!("{at}/{index}"))?;
            }
        }
        let Document::Object(members) = value else {
            return Ok(());
        };
        for name in schema.required() {
            if !members.contains_key(name) {
                self.fault("required", at.to_owned());
            }
        }
        for (name, inner) in schema.properties() {
            if let Some(member) = members.get(name) {
                self.value(inner, member, &format!("{at}/{}", escape_token(name)))?;
            }
        }
        Ok(())
    }
}

/// Whether a keyword that looks at the value alone holds.
fn asserted(
    keywords: &Map<String, Json>,
    keyword: &str,
    operand: &Json,
    value: &Document,
) -> Result<bool, NotJudged> {
    let number = || match Document::of(operand) {
        Document::Number(number) => Ok(number),
        _ => Err(NotJudged(format!("`{keyword}`"))),
    };
    let count = || {
        operand
            .as_u64()
            .and_then(|count| usize::try_from(count).ok())
    };
    let sized = |size: usize| count().map(|count| size.cmp(&count));
    Ok(match (keyword, value) {
        ("type", value) => types(operand).any(|name| is_a(value, name)),
        ("enum", value) => {
            let mut values = operand.as_array().into_iter().flatten();
            values.any(|listed| Document::of(listed) == *value)
        }
        ("const", value) => Document::of(operand) == *value,
        ("minimum", Document::Number(value)) => *value >= number()?,
        ("maximum", Document::Number(value)) => *value <= number()?,
        ("exclusiveMinimum", Document::Number(value)) => *value > number()?,
        ("exclusiveMaximum", Document::Number(value)) => *value < number()?,
        ("multipleOf", Document::Number(value)) => match (value.as_i64(), number()?.as_i64()) {
            (Some(value), Some(step)) if step > 0 => value % step == 0,
            _ => return Err(NotJudged("`multipleOf`".into())),
        },
        ("minLength", Document::Text(text)) => sized(text.chars().count()) != Some(Ordering::Less),
        ("maxLength", Document::Text(text)) => {
            sized(text.chars().count()) != Some(Ordering::Greater)
        }
        ("minItems", Document::Array(items)) => sized(items.len()) != Some(Ordering::Less),
        ("maxItems", Document::Array(items)) => sized(items.len()) != Some(Ordering::Greater),
        ("uniqueItems", Document::Array(items)) => {
            let mut seen = items.iter().enumerate();
            operand != &Json::Bool(true) || seen.all(|(index, item)| !items[..index].contains(item))
        }
        ("minProperties", Document::Object(of)) => sized(of.len()) != Some(Ordering::Less),
        ("maxProperties", Document::Object(of)) => sized(of.len()) != Some(Ordering::Greater),
        ("additionalProperties", Document::Object(members)) => match operand {
            Json::Bool(true) => true,
            Json::Bool(false) => {
                let named = keywords.get("properties").and_then(Json::as_object);
                let named = |name| named.is_some_and(|named| named.contains_key(name));
                members.keys().all(named)
            }
            _ => return Err(NotJudged("`additionalProperties`".into())),
        },
        (
            "minimum"
            | "maximum"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "multipleOf"
            | "minLength"
            | "maxLength"
            | "minItems"
            | "maxItems"
            | "uniqueItems"
            | "minProperties"
            | "maxProperties"
            | "additionalProperties",
            _,
        ) => true,
        ("pattern", value) if !matches!(value, Document::Text(_)) => true,
        (other, _) if other.starts_with("x-") => true,
        (other, _) => return Err(NotJudged(format!("`{other}`"))),
    })
}

fn is_a(value: &Document, name: &str) -> bool {
    match value {
        Document::Number(number) if name == "integer" => number.is_integer(),
        value => value.kind() == name,
    }
}

/// Whether a number has a place between the bounds of a schema.
pub(super) fn fits(schema: Schema<'_>, number: &Number) -> bool {
    let document = Document::Number(number.clone());
    faults(schema, &document).is_ok_and(|faults| faults.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(schema: &Json, document: &Json) -> Vec<String> {
        let faults = faults(Schema::whole(schema), &Document::of(document)).unwrap();
        let faults = faults.iter();
        faults
            .map(|fault| format!("{} {}", fault.keyword, fault.pointer))
            .collect()
    }

    #[test]
    fn each_keyword_is_judged_by() {
        let schema = json!({
            "type": "object",
            "required": ["a"],
            "minProperties": 1,
            "maxProperties": 2,
            "additionalProperties": false,
            "properties": {
                "a": {"type": ["integer", "null"], "minimum": 1, "maximum": 9, "multipleOf": 2},
                "b": {"type": "array", "minItems": 1, "maxItems": 2, "uniqueItems": true,
                      "items": {"$ref": "#/$defs/a~1b%20c"}},
                "c/d": {"const": 1, "enum": [1, "x"]},
                "e": {"exclusiveMinimum": 0, "exclusiveMaximum": 1, "type": "number"},
            },
            "$defs": {"a/b c": {"type": "string", "minLength": 1, "maxLength": 2}},
        });
        for (document, expected) in [
            (json!({"a": 2.0, "b": ["\u{1f600}\u{1f600}"]}), vec![]),
            (json!([]), vec!["type "]),
            (json!({}), vec!["minProperties ", "required "]),
            (json!({"a": null, "z": 1}), vec!["additionalProperties "]),
            (
                json!({"a": 2, "b": ["x"], "c/d": 1}),
                vec!["maxProperties "],
            ),
            (json!({"a": 0}), vec!["minimum /a"]),
            (json!({"a": 10}), vec!["maximum /a"]),
            (json!({"a": 3}), vec!["multipleOf /a"]),
            (json!({"a": 2, "b": []}), vec!["minItems /b"]),
            (json!({"a": 2, "b": ["x", "y", "z"]}), vec!["maxItems /b"]),
            (json!({"a": 2, "b": ["x", "x"]}), vec!["uniqueItems /b"]),
            (json!({"a": 2, "b": [""]}), vec!["minLength /b/0"]),
            (json!({"a": 2, "b": ["xyz"]}), vec!["maxLength /b/0"]),
            (json!({"a": 2, "c/d": 2}), vec!["const /c~1d", "enum /c~1d"]),
            (json!({"a": 2, "e": 0}), vec!["exclusiveMinimum /e"]),
            (json!({"a": 2, "e": 1.0}), vec!["exclusiveMaximum /e"]),
        ] {
            assert_eq!(found(&schema, &document), expected, "{document}");
        }
    }

    #[test]
    fn a_choice_is_one_fault_whatever_its_branches_have_against_it() {
        let schema = |keyword: &str| {
            json!({keyword: [
                {"type": "object", "required": ["a"]},
                {"type": "object", "required": ["b"]},
            ]})
        };
        let both = json!({"a": 1, "b": 1});
        assert_eq!(found(&schema("oneOf"), &both), ["oneOf "]);
        assert_eq!(found(&schema("anyOf"), &both), [""; 0]);
        assert_eq!(found(&schema("anyOf"), &json!({})), ["anyOf "]);
    }

    #[test]
    fn what_is_not_understood_is_not_judged() {
        for schema in [
            json!({"pattern": "x"}),
            json!({"not": {}}),
            json!({"multipleOf": 0.1}),
            json!({"$ref": "#/$defs/none"}),
            json!({"$ref": "#"}),
        ] {
            let document = if schema.get("multipleOf").is_some() {
                json!(1)
            } else {
                json!("x")
            };
            let judged = faults(Schema::whole(&schema), &Document::of(&document));
            assert!(judged.is_err(), "{schema}");
        }
    }
}
