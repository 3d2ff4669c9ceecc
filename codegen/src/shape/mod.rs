//! Shapes a schema for generators of types: it says the same, or less where that was asked for.

mod choice;
mod losses;
mod strict;

pub(crate) use choice::merge_choices;
pub use losses::Loss;
pub(crate) use losses::Losses;
pub(crate) use strict::strict;

use crate::openapi::keywords::{Subschemas, subschemas};
use serde_json::{Map, Value as Json, json};

type Keywords = Map<String, Json>;

/// How schemas are shaped: with nothing set, they say the same as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each can be had without the others"
)]
pub struct Shaping {
    /// Whether sets of values in answers are open.
    pub open_sets: bool,
    /// Whether a choice of objects in an answer is one object with the members of all.
    pub merge_choices: bool,
    /// Whether objects take no members but those that are named.
    pub closed: bool,
    /// Whether personal and secret strings have the format `password`.
    pub password: bool,
}

/// Keywords whose schemas are about the value itself, not about what is in it.
pub(crate) const IN_PLACE: [&str; 8] = [
    "allOf",
    "anyOf",
    "dependentSchemas",
    "else",
    "if",
    "not",
    "oneOf",
    "then",
];

impl Shaping {
    /// As it is for answers, or for what is only sent.
    pub(crate) fn of(self, answers: bool) -> Self {
        Self {
            open_sets: self.open_sets && answers,
            merge_choices: self.merge_choices && answers,
            ..self
        }
    }

    /// A schema of that name, with all that is in it. Definitions are called after their keys.
    pub(crate) fn whole(self, name: &str, schema: &mut Json, losses: &mut Losses) {
        if self.merge_choices {
            let whole = schema.clone();
            merge_choices(schema, &whole, losses);
        }
        let openly = !counts_members(schema);
        self.part(Some(name), schema, openly, losses);
    }

    /// A component of that name, or a schema that stands where it is used. `openly`: whether objects
    /// say so of themselves that they take other members.
    pub(crate) fn part(
        self,
        name: Option<&str>,
        schema: &mut Json,
        openly: bool,
        losses: &mut Losses,
    ) {
        let mut pass = Pass {
            shaping: self,
            openly,
            losses,
        };
        pass.schema(schema, name, false);
    }
}

/// Whether some schema of what a document holds, or of one, takes or refuses the members that others
/// have not looked at: then `additionalProperties`, which looks at all, is more than an open object.
pub(crate) fn counts_members(value: &Json) -> bool {
    match value {
        Json::Object(members) => {
            let schema = |it: &Json| it.is_object() || it.is_boolean();
            let own = members.get("unevaluatedProperties");
            own.is_some_and(schema) || members.values().any(counts_members)
        }
        Json::Array(items) => items.iter().any(counts_members),
        _ => false,
    }
}

struct Pass<'a> {
    shaping: Shaping,
    openly: bool,
    losses: &'a mut Losses,
}

impl Pass<'_> {
    /// `in_part` is one that others stand beside, as in `allOf`: it cannot be closed alone.
    fn schema(&mut self, schema: &mut Json, name: Option<&str>, in_part: bool) {
        let Json::Object(keywords) = schema else {
            return;
        };
        if let Some(name) = name {
            entitle(keywords, name);
        }
        // Before a set is opened: one out of a set tells nothing of anybody.
        self.sensitivity(keywords);
        self.set(keywords);
        self.members(keywords, in_part);
        for (keyword, value) in keywords.iter_mut() {
            let keyword = keyword.as_str();
            let defines = matches!(keyword, "$defs" | "definitions");
            match (subschemas(keyword), value) {
                (Some(Subschemas::Named), Json::Object(named)) => {
                    for (name, schema) in named {
                        let name = defines.then_some(name.as_str());
                        self.schema(schema, name, false);
                    }
                }
                (Some(_), Json::Array(schemas)) => {
                    let in_part = in_part || keyword == "allOf";
                    for schema in schemas {
                        self.schema(schema, None, in_part);
                    }
                }
                (Some(_), value) => {
                    let beside = matches!(keyword, "if" | "then" | "else" | "not");
                    self.schema(value, None, in_part || beside);
                }
                (None, _) => {}
            }
        }
    }

    /// A set of strings, opened where that is asked for; its values are kept for the reader.
    fn set(&mut self, keywords: &mut Keywords) {
        let values = match (keywords.get("enum"), keywords.get("const")) {
            _ if !self.shaping.open_sets => return,
            (Some(Json::Array(values)), _) => values.clone(),
            (_, Some(value)) => vec![value.clone()],
            _ => return,
        };
        if !values
            .iter()
            .all(|value| value.is_string() || value.is_null())
        {
            return;
        }
        for keyword in ["enum", "const"] {
            keywords.shift_remove(keyword);
        }
        let known = values.iter().filter_map(Json::as_str);
        let known: Vec<String> = known.map(|value| format!("`{value}`")).collect();
        append(keywords, &format!("Known values: {}.", known.join(", ")));
        if !keywords.contains_key("type") {
            keywords.insert("type".into(), json!("string"));
        }
        self.losses
            .add("a set of values in answers is open; the known ones are in its description");
    }

    fn sensitivity(&mut self, keywords: &mut Keywords) {
        let sensitivity = keywords.shift_remove("x-sensitivity");
        let is_string = match keywords.get("type") {
            Some(Json::String(name)) => name == "string",
            Some(Json::Array(names)) => names.iter().any(|name| name == "string"),
            _ => false,
        };
        // A string that is not classified is personal; one out of a set tells nothing of anybody.
        let hidden = match sensitivity.as_ref().and_then(Json::as_str) {
            Some(said) => said != "public",
            None => !keywords.contains_key("enum") && !keywords.contains_key("const"),
        };
        if !self.shaping.password {
            if sensitivity.is_some() {
                self.losses
                    .add("`x-sensitivity` is not in the export; as `password` it would be");
            }
            return;
        }
        if !hidden {
            return;
        }
        if !is_string {
            if sensitivity.is_some() {
                self.losses
                    .add("a value that is no string is personal or secret, which is not said");
            }
            return;
        }
        match keywords.get("format") {
            None => drop(keywords.insert("format".into(), json!("password"))),
            Some(format) if format == "password" => {}
            Some(format) => self.losses.add(format!(
                "a string of the format {format} is personal or secret, which is not said"
            )),
        }
    }

    /// Whether an object takes members that it does not name: written out, since generators differ
    /// in what they take the absence for.
    fn members(&mut self, keywords: &mut Keywords, in_part: bool) {
        let is_object = match keywords.get("type") {
            Some(Json::String(name)) => name == "object",
            Some(Json::Array(names)) => names.iter().any(|name| name == "object"),
            _ => keywords.contains_key("properties"),
        };
        let said = ["additionalProperties", "unevaluatedProperties"];
        if !is_object || said.iter().any(|keyword| keywords.contains_key(*keyword)) {
            return;
        }
        let choices = ["allOf", "anyOf", "oneOf"];
        let in_part = in_part
            || choices
                .iter()
                .any(|keyword| keywords.contains_key(*keyword));
        if self.shaping.closed && in_part {
            self.losses
                .add("an object that is a part of another schema stays open");
        }
        let open = !self.shaping.closed || in_part;
        if open && !self.openly {
            return;
        }
        keywords.insert("additionalProperties".into(), json!(open));
    }
}

/// The schemas right below one.
pub(crate) fn below(keywords: &Keywords) -> impl Iterator<Item = &Json> {
    keywords.iter().flat_map(|(keyword, value)| {
        let found: Vec<&Json> = match (subschemas(keyword), value) {
            (Some(Subschemas::Named), Json::Object(named)) => named.values().collect(),
            (Some(_), Json::Array(schemas)) => schemas.iter().collect(),
            (Some(_), value) => vec![value],
            (None, _) => Vec::new(),
        };
        found
    })
}

/// As [`below`], to be changed; each with the keyword that it belongs to.
pub(crate) fn each_below(keywords: &mut Keywords, mut act: impl FnMut(&str, &mut Json)) {
    for (keyword, value) in keywords.iter_mut() {
        let keyword = keyword.as_str();
        match (subschemas(keyword), value) {
            (Some(Subschemas::Named), Json::Object(named)) => {
                for schema in named.values_mut() {
                    act(keyword, schema);
                }
            }
            (Some(_), Json::Array(schemas)) => {
                for schema in schemas {
                    act(keyword, schema);
                }
            }
            (Some(_), value) => act(keyword, value),
            (None, _) => {}
        }
    }
}

/// Calls a schema by a name that generators take for that of its type; the title leads the
/// description.
fn entitle(keywords: &mut Keywords, name: &str) {
    let title = keywords.shift_remove("title");
    let title = title.as_ref().and_then(Json::as_str);
    let title = title.filter(|title| *title != name).map(|title| {
        let ends = title.ends_with(['.', '!', '?']);
        format!("{title}{}", if ends { "" } else { "." })
    });
    let description = keywords.shift_remove("description");
    let description = description.as_ref().and_then(Json::as_str);
    let words: Vec<&str> = title.as_deref().into_iter().chain(description).collect();
    // Behind what names the schema itself.
    let mut entitled = Keywords::new();
    for keyword in ["$schema", "$id", "$comment"] {
        let own = keywords.shift_remove(keyword);
        own.map(|value| entitled.insert(keyword.into(), value));
    }
    entitled.insert("title".into(), json!(name));
    if !words.is_empty() {
        entitled.insert("description".into(), json!(words.join(" ")));
    }
    entitled.append(keywords);
    *keywords = entitled;
}

fn append(keywords: &mut Keywords, sentence: &str) {
    let said = keywords.get("description").and_then(Json::as_str);
    let text = match said {
        Some(said) => format!("{}\n\n{sentence}", said.trim_end()),
        None => sentence.to_owned(),
    };
    keywords.insert("description".into(), json!(text));
}
