//! Reads the text of a parameter back into its value, as the style and the schema have it.

use crate::document::{Document, Parameter};
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Names and values as they came, percent-encoded.
pub(crate) type Pairs = Vec<(String, String)>;

/// Reads parameters of one document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub(crate) document: &'a Document,
    /// Whether the texts are percent-encoded.
    pub(crate) encoded: bool,
}

impl Reader<'_> {
    /// What stands in the path or in a header.
    pub(crate) fn simple(self, parameter: &Parameter<'_>, text: &str) -> Option<Value> {
        if parameter.is_json {
            return serde_json::from_str(&self.decoded(text)).ok();
        }
        match parameter.style {
            "label" => {
                let between = if parameter.explode { "." } else { "," };
                self.joined(
                    parameter.schema,
                    text.strip_prefix('.')?,
                    between,
                    parameter.explode,
                )
            }
            "matrix" => {
                let pairs = text.strip_prefix(';')?.split(';').map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (name.to_owned(), value.to_owned())
                });
                let mut pairs: Pairs = pairs.collect();
                let value = self.form(parameter, &mut pairs);
                value.filter(|_| pairs.is_empty())
            }
            _ => self.joined(parameter.schema, text, ",", parameter.explode),
        }
    }

    /// What stands in the query or in cookies; the pairs that belong to it are taken out.
    pub(crate) fn form(self, parameter: &Parameter<'_>, pairs: &mut Pairs) -> Option<Value> {
        let name = parameter.name;
        if parameter.is_json {
            let texts = self.take(pairs, name);
            let [text] = &texts[..] else {
                return None;
            };
            return serde_json::from_str(&self.decoded(text)).ok();
        }
        let (schema, kinds) = (parameter.schema, self.kinds(parameter.schema));
        let apart = parameter.explode;
        if parameter.style == "deepObject" {
            return self.deep(schema, name, pairs);
        }
        if kinds.contains("object") && apart {
            return self.members(parameter, pairs);
        }
        let texts = self.take(pairs, name);
        if kinds.contains("array") && apart {
            let items = self.items(schema);
            let values = texts.iter().map(|text| self.scalar(&items, text));
            let values: Vec<Value> = values.collect();
            return (!values.is_empty()).then_some(Value::Array(values));
        }
        let [text] = &texts[..] else {
            return None;
        };
        let separator = match parameter.style {
            "spaceDelimited" if self.encoded => "%20",
            "spaceDelimited" => " ",
            "pipeDelimited" if text.contains('|') => "|",
            "pipeDelimited" => "%7C",
            _ => ",",
        };
        self.joined(schema, text, separator, false)
    }

    /// An object of which each member has a pair of its own.
    fn members(self, parameter: &Parameter<'_>, pairs: &mut Pairs) -> Option<Value> {
        let mut members = Map::new();
        let properties = self.properties(parameter.schema);
        for (name, schema) in properties {
            let texts = self.take(pairs, &name);
            if self.kinds(&schema).contains("array") && !texts.is_empty() {
                let items = self.items(&schema);
                let values = texts.iter().map(|text| self.scalar(&items, text)).collect();
                members.insert(name, Value::Array(values));
            } else if let [text] = &texts[..] {
                members.insert(name, self.scalar(&schema, text));
            } else if !texts.is_empty() {
                return None;
            }
        }
        (!members.is_empty()).then_some(Value::Object(members))
    }

    /// A value of which each part has the way to it in brackets.
    fn deep(self, schema: &Value, way: &str, pairs: &mut Pairs) -> Option<Value> {
        let kinds = self.kinds(schema);
        if kinds.contains("object") {
            let mut properties = self.properties(schema);
            let more = self.document.resolved(schema).get("additionalProperties");
            for (name, _) in pairs.iter() {
                let name = self.decoded(name);
                let name = name.strip_prefix(&format!("{way}["));
                let name = name.and_then(|it| Some(it.split_once(']')?.0));
                if let (Some(name), Some(more)) = (name, more) {
                    properties.entry(name).or_insert_with(|| more.clone());
                }
            }
            let mut members = Map::new();
            for (name, schema) in properties {
                let member = self.deep(&schema, &format!("{way}[{name}]"), pairs);
                members.extend(member.map(|value| (name, value)));
            }
            return (!members.is_empty()).then_some(Value::Object(members));
        }
        if kinds.contains("array") {
            let (items, texts) = (self.items(schema), self.take(pairs, &format!("{way}[]")));
            let values = texts.iter().map(|text| self.scalar(&items, text));
            let values: Vec<Value> = values.collect();
            return (!values.is_empty()).then_some(Value::Array(values));
        }
        let texts = self.take(pairs, way);
        let [text] = &texts[..] else {
            return None;
        };
        Some(self.scalar(schema, text))
    }

    /// A scalar, or an array or an object in one text.
    fn joined(self, schema: &Value, text: &str, separator: &str, explode: bool) -> Option<Value> {
        let kinds = self.kinds(schema);
        let parts = || text.split(separator);
        if kinds.contains("array") {
            let items = self.items(schema);
            return Some(parts().map(|part| self.scalar(&items, part)).collect());
        }
        if !kinds.contains("object") {
            return Some(self.scalar(schema, text));
        }
        let pairs: Vec<(&str, &str)> = if explode {
            parts()
                .map(|part| part.split_once('='))
                .collect::<Option<_>>()?
        } else {
            let parts: Vec<&str> = parts().collect();
            let pairs = parts
                .chunks(2)
                .map(|pair| Some((*pair.first()?, *pair.get(1)?)));
            pairs.collect::<Option<_>>()?
        };
        let known = self.properties(schema);
        let members = pairs.into_iter().map(|(name, text)| {
            let name = self.decoded(name);
            let schema = known.get(&name).cloned().unwrap_or_default();
            (name, self.scalar(&schema, text))
        });
        Some(Value::Object(members.collect()))
    }

    pub(crate) fn scalar(self, schema: &Value, text: &str) -> Value {
        let (text, kinds) = (self.decoded(text), self.kinds(schema));
        let is_number = kinds.contains("integer") || kinds.contains("number");
        match serde_json::from_str(&text) {
            Ok(value @ Value::Number(_)) if is_number => value,
            Ok(value @ Value::Bool(_)) if kinds.contains("boolean") => value,
            _ => Value::String(text),
        }
    }

    /// The types that a schema or a branch of it asks for.
    pub(crate) fn kinds(self, schema: &Value) -> BTreeSet<String> {
        let schema = self.document.resolved(schema);
        let mut kinds: BTreeSet<String> = match schema.get("type") {
            Some(Value::String(name)) => [name.clone()].into(),
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str);
                names.map(ToOwned::to_owned).collect()
            }
            _ => BTreeSet::new(),
        };
        for key in ["allOf", "oneOf", "anyOf"] {
            let branches = schema.get(key).and_then(Value::as_array);
            for branch in branches.into_iter().flatten() {
                kinds.extend(self.kinds(branch));
            }
        }
        if kinds.is_empty() && schema.get("properties").is_some() {
            kinds.insert("object".into());
        }
        kinds
    }

    pub(crate) fn items(self, schema: &Value) -> Value {
        let schema = self.document.resolved(schema);
        schema.get("items").cloned().unwrap_or_default()
    }

    /// The members of an object, those of the branches of its `allOf` too.
    pub(crate) fn properties(self, schema: &Value) -> Map<String, Value> {
        let schema = self.document.resolved(schema);
        let own = schema.get("properties").and_then(Value::as_object);
        let mut found = own.cloned().unwrap_or_default();
        let branches = schema.get("allOf").and_then(Value::as_array);
        for branch in branches.into_iter().flatten() {
            found.extend(self.properties(branch));
        }
        found
    }

    /// The values of all pairs with this name, which are taken out.
    fn take(self, pairs: &mut Pairs, name: &str) -> Vec<String> {
        let found = pairs.extract_if(.., |(known, _)| self.decoded(known) == name);
        found.map(|(_, value)| value).collect()
    }

    pub(crate) fn decoded(self, text: &str) -> String {
        if self.encoded {
            percent_decode_str(text).decode_utf8_lossy().into_owned()
        } else {
            text.to_owned()
        }
    }
}
