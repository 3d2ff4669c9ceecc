//! Implements `jsonschema`'s traits for [`spanned_tree::Node`], so that the validator reads the spanned
//! tree: one parser gives the places, the repeated keys, the exact numbers and the verdict.
//!
//! Only this module is bound to one version of `jsonschema`'s custom representations.

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use jsonschema_value::LazyInstance;
use serde_json::Value;
use std::borrow::Cow;
use std::{iter, ptr, slice};

/// The representation.
pub(super) struct Spanned;

type Nodes<'a> = slice::Iter<'a, spanned_tree::Node>;
type Members<'a> = iter::Map<
    slice::Iter<'a, spanned_tree::Member>,
    fn(&'a spanned_tree::Member) -> (&'a str, &'a spanned_tree::Node),
>;

impl Json for Spanned {
    type Node<'a> = &'a spanned_tree::Node;
    type PreparedKey = String;
    type StringBuffer = Option<spanned_tree::Node>;

    /// A tree: no node is part of itself.
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(
        buffer: &mut Self::StringBuffer,
        string: &str,
        f: impl FnOnce(&spanned_tree::Node) -> T,
    ) -> T {
        f(buffer.insert(spanned_tree::Node {
            span: 0..0,
            value: spanned_tree::Value::String(string.to_owned()),
        }))
    }
}

impl<'a> Node<'a, Spanned> for &'a spanned_tree::Node {
    type Object = &'a spanned_tree::Object;
    type Array = &'a [spanned_tree::Node];
    type Number = ExactNumber<'a>;

    fn as_object(&self) -> Option<Self::Object> {
        match &self.value {
            spanned_tree::Value::Object(object) => Some(object),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Self::Array> {
        match &self.value {
            spanned_tree::Value::Array(items) => Some(items),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match &self.value {
            spanned_tree::Value::String(text) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Self::Number> {
        match &self.value {
            spanned_tree::Value::Number(number) => Some(ExactNumber(number)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.value {
            spanned_tree::Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.value, spanned_tree::Value::Null)
    }

    fn json_type(&self) -> JsonType {
        match self.value {
            spanned_tree::Value::Null => JsonType::Null,
            spanned_tree::Value::Bool(_) => JsonType::Boolean,
            spanned_tree::Value::Number(_) => JsonType::Number,
            spanned_tree::Value::String(_) => JsonType::String,
            spanned_tree::Value::Array(_) => JsonType::Array,
            spanned_tree::Value::Object(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (&self.value, expected) {
            (spanned_tree::Value::Null, Value::Null) => true,
            (spanned_tree::Value::Bool(found), Value::Bool(expected)) => found == expected,
            (spanned_tree::Value::String(found), Value::String(expected)) => found == expected,
            (spanned_tree::Value::Number(found), Value::Number(expected)) => {
                spanned_tree::Number::new(&expected.to_string()).as_ref() == Some(found)
            }
            (spanned_tree::Value::Array(found), Value::Array(expected)) => {
                found.len() == expected.len()
                    && found
                        .iter()
                        .zip(expected)
                        .all(|(node, value)| node.equals_value(value))
            }
            (spanned_tree::Value::Object(found), Value::Object(expected)) => {
                found.members.len() == expected.len()
                    && found.members.iter().all(|member| {
                        expected
                            .get(member.key.as_str())
                            .is_some_and(|value| (&member.value).equals_value(value))
                    })
            }
            _ => false,
        }
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match &self.value {
            spanned_tree::Value::Null => Value::Null,
            spanned_tree::Value::Bool(value) => Value::Bool(*value),
            spanned_tree::Value::Number(number) => {
                Value::Number(ExactNumber(number).to_number().into_owned())
            }
            spanned_tree::Value::String(text) => Value::String(text.clone()),
            spanned_tree::Value::Array(items) => items
                .iter()
                .map(|item| item.to_value().into_owned())
                .collect(),
            spanned_tree::Value::Object(object) => object
                .members
                .iter()
                .map(|member| {
                    (
                        member.key.to_string(),
                        (&member.value).to_value().into_owned(),
                    )
                })
                .collect(),
        })
    }

    /// Nothing: a fault knows its node, and the copy that an error would have of it may be as large as
    /// the payload.
    fn lazy_value(&self) -> LazyInstance<'a> {
        LazyInstance::Ready(Cow::Owned(Value::Null))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(
            ptr::from_ref::<spanned_tree::Node>(self).addr(),
        ))
    }
}

impl<'a> Object<'a, Spanned> for &'a spanned_tree::Object {
    type Node = &'a spanned_tree::Node;
    type MemberName = &'a str;
    type MembersIter = Members<'a>;

    fn len(&self) -> usize {
        self.members.len()
    }

    fn get(&self, key: &String) -> Option<Self::Node> {
        spanned_tree::Object::get(self, key).map(|member| &member.value)
    }

    fn members(&self) -> Self::MembersIter {
        self.members
            .iter()
            .map(|member| (member.key.as_str(), &member.value))
    }
}

impl<'a> Array<'a, Spanned> for &'a [spanned_tree::Node] {
    type Node = &'a spanned_tree::Node;
    type ElementsIter = Nodes<'a>;

    fn len(&self) -> usize {
        <[spanned_tree::Node]>::len(self)
    }

    fn elements(&self) -> Self::ElementsIter {
        self.iter()
    }
}

/// A number with all its digits.
pub(super) struct ExactNumber<'a>(&'a spanned_tree::Number);

/// The least `i64`, as the double that it is.
const LEAST_I64: f64 = -9_223_372_036_854_775_808.0;

impl JsonNumber for ExactNumber<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// Only asked for what fits neither integer. A number just below the least `i64` rounds to it,
    /// and would pass for being in its range; the next double below keeps the order.
    fn as_f64(&self) -> Option<f64> {
        let rounded = self.0.as_f64()?;
        let below = rounded.to_bits() == LEAST_I64.to_bits() && self.0.as_i64().is_none();
        Some(if below { rounded.next_down() } else { rounded })
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0.as_str())
    }

    /// As near as a double comes; nothing is decided by it.
    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        let nearest = || {
            let wide = self.as_f64().unwrap_or(f64::MAX);
            serde_json::Number::from_f64(wide).unwrap_or_else(|| 0.into())
        };
        Cow::Owned(
            self.as_i64()
                .map(Into::into)
                .or_else(|| self.as_u64().map(Into::into))
                .unwrap_or_else(nearest),
        )
    }

    fn is_integer(&self) -> bool {
        self.0.is_integer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use spanned_tree::{Format, Source};

    fn read(text: &str) -> spanned_tree::Node {
        Source::new("test", text).parse(Format::Json).root.unwrap()
    }

    #[test]
    fn the_representation_keeps_the_contract() {
        let document = read(&jsonschema::json::conformance::document().to_string());
        jsonschema::json::conformance::assert_conformance::<Spanned>(&&document);
    }

    fn is_valid(schema: &str, instance: &str) -> bool {
        let schema = serde_json::from_str(schema).unwrap();
        let validator = jsonschema::options_for::<Spanned>().build(&schema).unwrap();
        validator.is_valid(&read(instance))
    }

    #[test]
    fn integers_are_exact_beyond_64_bits() {
        let bounds = r#"{"type": "integer", "minimum": -9223372036854775808, "maximum": 9223372036854775807}"#;
        let many = "9".repeat(400);
        for (text, valid) in [
            ("9223372036854775807", true),
            ("9223372036854775807.0", true),
            ("-9223372036854775808", true),
            ("-9.223372036854775808e18", true),
            ("3.0", true),
            ("3e2", true),
            ("-0", true),
            ("9223372036854775808", false),
            ("18446744073709551615", false),
            ("18446744073709551616", false),
            ("-9223372036854775809", false),
            ("-9223372036854775808.5", false),
            ("1e19", false),
            ("1e308", false),
            ("1e-400", false),
            ("0.5", false),
            (&*many, false),
            (&*format!("-{many}"), false),
        ] {
            assert_eq!(is_valid(bounds, text), valid, "{text}");
        }
    }

    #[test]
    fn a_const_is_compared_by_value() {
        for (constant, instance, equal) in [
            ("100", "1e2", true),
            ("1.5", "1.50", true),
            ("18446744073709551615", "18446744073709551615", true),
            ("9007199254740993", "9007199254740992", false),
            (
                r#"{"a": [1, null], "b": "x"}"#,
                r#"{"b": "\u0078", "a": [1.0, null]}"#,
                true,
            ),
            (r#"{"a": 1}"#, r#"{"a": 1, "b": 2}"#, false),
            (r"[1]", r#"["1"]"#, false),
        ] {
            let schema = format!("{{\"const\": {constant}}}");
            assert_eq!(is_valid(&schema, instance), equal, "{constant} {instance}");
        }
    }

    #[test]
    fn of_a_repeated_key_the_last_value_is_seen() {
        let schema = r#"{"properties": {"a": {"type": "string"}}, "maxProperties": 1}"#;
        assert!(is_valid(schema, r#"{"a": 1, "a": "x"}"#));
        assert!(!is_valid(schema, r#"{"a": "x", "a": 1}"#));
    }

    #[test]
    fn a_name_is_a_string_of_its_own() {
        let schema = r#"{"propertyNames": {"minLength": 2, "pattern": "^[a-z]+$"}}"#;
        assert!(is_valid(schema, r#"{"ab": 1}"#));
        assert!(!is_valid(schema, r#"{"ab": 1, "b": 2}"#));
    }
}
