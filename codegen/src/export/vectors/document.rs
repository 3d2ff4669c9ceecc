//! Holds a document of JSON with every digit of its numbers, as the bounds of 64 bits need.

use crate::source::Number;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;

/// A value of JSON. Two are equal when JSON Schema takes them for equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Document {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    Array(Vec<Document>),
    Object(BTreeMap<String, Document>),
}

/// A step on the way into a document.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Member(String),
    Item(usize),
}

impl Document {
    /// The value of a keyword. A number that is none of JSON's, which there is not, is nought.
    pub(super) fn of(json: &Json) -> Self {
        match json {
            Json::Null => Self::Null,
            Json::Bool(flag) => Self::Bool(*flag),
            Json::Number(number) => number_of(&number.to_string()),
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(items) => Self::Array(items.iter().map(Self::of).collect()),
            Json::Object(members) => {
                let members = members.iter();
                Self::Object(members.map(|(k, v)| (k.clone(), Self::of(v))).collect())
            }
        }
    }

    /// The name of its type, as the keyword `type` has it, but for `integer`.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::Array(_) => "array",
            Self::Object(_) => "object",
        }
    }

    /// The same with another value at a place; what stands on the way there is made an object or
    /// an array, where it is none.
    pub(super) fn with(&self, path: &[Step], value: Self) -> Self {
        let Some((step, rest)) = path.split_first() else {
            return value;
        };
        match step {
            Step::Member(name) => {
                let mut members = match self {
                    Self::Object(members) => members.clone(),
                    _ => BTreeMap::new(),
                };
                let inner = members.get(name).unwrap_or(&Self::Null).with(rest, value);
                members.insert(name.clone(), inner);
                Self::Object(members)
            }
            Step::Item(index) => {
                let mut items = match self {
                    Self::Array(items) => items.clone(),
                    _ => Vec::new(),
                };
                let inner = items.get(*index).unwrap_or(&Self::Null).with(rest, value);
                match items.get_mut(*index) {
                    Some(item) => *item = inner,
                    None => items.push(inner),
                }
                Self::Array(items)
            }
        }
    }

    /// Whether digits of a number in it are lost in a double.
    pub(super) fn is_beyond_double(&self) -> bool {
        match self {
            Self::Number(number) => {
                let double = number.as_str().parse::<f64>().map(|it| it.to_string());
                double.ok().and_then(|text| Number::new(&text)).as_ref() != Some(number)
            }
            Self::Array(items) => items.iter().any(Self::is_beyond_double),
            Self::Object(members) => members.values().any(Self::is_beyond_double),
            _ => false,
        }
    }
}

/// A number out of a text that is one.
pub(super) fn number_of(text: &str) -> Document {
    let nought = || Number::new("0");
    let number = Number::new(text).or_else(nought);
    number.map_or(Document::Null, Document::Number)
}

/// In one line, with its members in the order of their names.
impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(flag) => write!(f, "{flag}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write!(f, "{}", Json::from(text.as_str())),
            Self::Array(items) => {
                f.write_str("[")?;
                for (index, item) in items.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{item}")?;
                }
                f.write_str("]")
            }
            Self::Object(members) => {
                f.write_str("{")?;
                for (index, (name, value)) in members.iter().enumerate() {
                    let comma = if index > 0 { "," } else { "" };
                    write!(f, "{comma}{}:{value}", Json::from(name.as_str()))?;
                }
                f.write_str("}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_place_is_changed_and_the_rest_stays() {
        let document = Document::of(&json!({"b": [1, {"c": null}], "a": "x"}));
        let path = [
            Step::Member("b".into()),
            Step::Item(1),
            Step::Member("c".into()),
        ];
        let changed = document.with(&path, number_of("9223372036854775808"));
        let text = r#"{"a":"x","b":[1,{"c":9223372036854775808}]}"#;
        assert_eq!(changed.to_string(), text);
    }

    #[test]
    fn numbers_that_a_double_cannot_tell_are_told() {
        for (number, beyond) in [
            ("9223372036854775807", true),
            ("9223372036854775808", true),
            ("1e19", false),
            ("0.000000001", false),
            ("1e2", false),
        ] {
            let document = Document::Array(vec![number_of(number)]);
            assert_eq!(document.is_beyond_double(), beyond, "{number}");
        }
    }
}
