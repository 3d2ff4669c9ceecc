//! Lists what a document may change: a row per keyword, with the direction of its effect. Verdict,
//! explanation and the table of the documentation are derived from it:
#![doc = include_str!("table.md")]

use crate::openapi::keywords;
use std::fmt::Write as _;

/// What a keyword does to the set of values, or to a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// A greater value lets more through.
    Upper,
    /// A greater value lets less through.
    Lower,
    /// Each value more lets more through.
    Values,
    /// Each name more lets less through.
    Names,
    /// It names members, which an open object takes anyway.
    Members,
    /// It holds schemas, and the sets decide.
    Schemas,
    /// It narrows, and only equal values are proven.
    Narrows,
    /// It says which way a member travels.
    Travels,
    /// It is for readers.
    Words,
    /// It is no schema, and goes by rule.
    Rule,
    /// It changes what a client does, and no byte of a body.
    Behaviour,
    /// It says who may see a value.
    Privacy,
    /// No proof knows it.
    Unknown,
}

impl Effect {
    /// In words, for the explanation.
    pub const fn explain(self) -> &'static str {
        match self {
            Self::Upper => "lowered, it refuses what passed; raised, it lets more through",
            Self::Lower => "raised, it refuses what passed; lowered, it lets more through",
            Self::Values => {
                "a value that is gone is refused; one that is new is refused by the old"
            }
            Self::Names => "a name that is new refuses bodies without it",
            Self::Members => "objects are open: what is no longer named is lost, not refused",
            Self::Schemas => "compared as sets, member by member and branch by branch",
            Self::Narrows => "equal values are proven, others need a witness",
            Self::Travels => "what does not travel in a direction binds nobody there",
            Self::Words => "for readers alone",
            Self::Rule => "no schema: decided by rule",
            Self::Behaviour => "no byte of a body changes; what a client does, does",
            Self::Privacy => "decides who may see a value, and the type that hides it",
            Self::Unknown => "no proof knows it: unproven",
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The keyword, or the kind of place.
    pub name: &'static str,
    /// Its effect.
    pub effect: Effect,
}

/// What is no keyword of a schema.
const PLACES: &[(&str, Effect)] = &[
    ("schema", Effect::Schemas),
    ("component", Effect::Schemas),
    ("path", Effect::Rule),
    ("path parameter", Effect::Rule),
    ("operation", Effect::Rule),
    ("operationId", Effect::Rule),
    ("media type", Effect::Rule),
    ("parameter", Effect::Rule),
    ("requestBody", Effect::Rule),
    ("status", Effect::Rule),
    ("header", Effect::Behaviour),
    ("security", Effect::Behaviour),
    ("securitySchemes", Effect::Behaviour),
    ("servers", Effect::Behaviour),
    ("encoding", Effect::Behaviour),
    ("x-error-codes", Effect::Behaviour),
    ("x-sensitivity", Effect::Privacy),
    ("summary", Effect::Words),
    ("tags", Effect::Words),
    ("info", Effect::Words),
    ("x-standing", Effect::Words),
    ("x-source", Effect::Words),
    ("x-conflict", Effect::Words),
    ("x-rust-name", Effect::Rule),
    ("x-one-of-properties", Effect::Rule),
];

/// The effect of a keyword of JSON Schema.
fn of_schema(name: &str) -> Effect {
    match name {
        "maximum" | "exclusiveMaximum" | "maxLength" | "maxItems" | "maxProperties" => {
            Effect::Upper
        }
        "minimum" | "exclusiveMinimum" | "minLength" | "minItems" | "minProperties" => {
            Effect::Lower
        }
        "type" | "enum" | "const" | "nullable" => Effect::Values,
        "required" => Effect::Names,
        "properties" => Effect::Members,
        // What is referred to in a definition is compared as the component that it becomes.
        "$ref"
        | "items"
        | "oneOf"
        | "anyOf"
        | "allOf"
        | "additionalProperties"
        | "$id"
        | "$anchor"
        | "$defs"
        | "definitions" => Effect::Schemas,
        "pattern" | "multipleOf" | "uniqueItems" | "format" => Effect::Narrows,
        "readOnly" | "writeOnly" => Effect::Travels,
        "title" | "description" | "examples" | "example" | "default" | "deprecated"
        | "externalDocs" | "discriminator" | "$comment" | "contentEncoding"
        | "contentMediaType" | "contentSchema" | "xml" | "$schema"
        // They bind nothing since they have other names.
        | "additionalItems" | "dependencies" => Effect::Words,
        _ => Effect::Unknown,
    }
}

/// All rows: the keywords of the generator's own list, and the places beside them.
pub fn rows() -> Vec<Row> {
    let schema = keywords::SCHEMA.iter().map(|row| Row {
        name: row.name,
        effect: of_schema(row.name),
    });
    let places = PLACES.iter().map(|&(name, effect)| Row { name, effect });
    schema.chain(places).collect()
}

/// The row of a name. Any other key of a document is legal, and for readers.
pub fn row(name: &str) -> Option<Row> {
    let schema = keywords::SCHEMA.iter().map(|row| row.name);
    let effect = match { schema }.find(|known| *known == name) {
        Some(name) => Some((name, of_schema(name))),
        None => PLACES.iter().find(|(known, _)| *known == name).copied(),
    };
    effect.map(|(name, effect)| Row { name, effect })
}

/// What a row means, for `explain`.
pub fn explain(name: &str) -> Option<String> {
    row(name).map(|row| format!("{}: {}", row.name, row.effect.explain()))
}

/// The table of the documentation.
pub fn document() -> String {
    let mut text = "| what | effect of a change |\n|---|---|\n".to_owned();
    for row in rows() {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "| `{}` | {} |", row.name, row.effect.explain());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_that_is_honoured_has_an_effect() {
        for keyword in keywords::SCHEMA {
            use keywords::Support::{Judged, Rejected};
            let has_no_set = matches!(keyword.support, Rejected | Judged);
            let row = row(keyword.name).map(|row| row.effect);
            let is_words = row == Some(Effect::Words);
            assert_eq!(
                row == Some(Effect::Unknown),
                has_no_set && !is_words,
                "{}",
                keyword.name
            );
        }
    }

    #[test]
    fn no_name_stands_twice() {
        let mut names: Vec<_> = rows().iter().map(|row| row.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
