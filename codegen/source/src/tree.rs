//! Defines the tree: JSON's six kinds of value, each with its position, whatever text it came from.

use super::{Fault, Number, Span, unescape_token};
use smol_str::SmolStr;
use std::collections::HashSet;

/// What reading a text gave: the tree as far as it could be read, and every fault on the way.
#[derive(Debug, Clone)]
pub struct Tree {
    /// `None` when a fault left nothing to go on with.
    pub root: Option<Node>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
    /// What a YAML text has that JSON has not, and that is read all the same: the first of each kind.
    pub remarks: Vec<Fault>,
}

/// A value and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From the first to the last byte of the value.
    pub span: Span,
    /// The value itself.
    pub value: Value,
}

/// A JSON value. Comparing two with `==` compares the places inside them too; see
/// [`Value::same`].
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// With the digits of the text.
    Number(Number),
    /// Decoded.
    String(String),
    /// In the order of the text.
    Array(Vec<Node>),
    /// Members in the order of the text.
    Object(Object),
}

/// The members of an object in the order of the text. Of a repeated key the last value counts;
/// the earlier ones are kept in `shadowed`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Object {
    /// Those that count: no two have the same key.
    pub members: Vec<Member>,
    /// Those that a later member of the same key put out of force.
    pub shadowed: Vec<Member>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Decoded.
    pub key: SmolStr,
    /// The key with its quotes.
    pub key_span: Span,
    /// What the key stands for.
    pub value: Node,
}

impl Node {
    /// Its kind with an article, as in "expected a string, found an object".
    pub fn kind(&self) -> &'static str {
        self.value.kind()
    }

    /// The text of a string.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = &self.value {
            Some(text)
        } else {
            None
        }
    }

    /// The value of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self.value {
            Some(value)
        } else {
            None
        }
    }

    /// The number.
    pub fn as_number(&self) -> Option<&Number> {
        if let Value::Number(number) = &self.value {
            Some(number)
        } else {
            None
        }
    }

    /// The elements of an array.
    pub fn as_array(&self) -> Option<&[Node]> {
        if let Value::Array(elements) = &self.value {
            Some(elements)
        } else {
            None
        }
    }

    /// The object.
    pub fn as_object(&self) -> Option<&Object> {
        if let Value::Object(object) = &self.value {
            Some(object)
        } else {
            None
        }
    }

    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// The node that a JSON Pointer leads to.
    pub fn at(&self, pointer: &str) -> Option<&Node> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |node, token| match &node.value {
                Value::Array(elements) => elements.get(token.parse::<usize>().ok()?),
                Value::Object(object) => {
                    let name = unescape_token(token);
                    object.get(&name).map(|member| &member.value)
                }
                _ => None,
            })
    }

    /// Moves every place, for a text that stands behind others.
    pub fn shift(&mut self, by: usize) {
        let shift = |span: &mut Span| *span = span.start + by..span.end + by;
        shift(&mut self.span);
        match &mut self.value {
            Value::Array(elements) => elements.iter_mut().for_each(|element| element.shift(by)),
            Value::Object(object) => {
                for member in object.members.iter_mut().chain(&mut object.shadowed) {
                    shift(&mut member.key_span);
                    member.value.shift(by);
                }
            }
            _ => {}
        }
    }

    /// The same as `serde_json` has it. Integers beyond 64 bits become doubles there, and a number
    /// beyond the doubles becomes `null`.
    #[cfg(feature = "serde_json")]
    pub fn to_json(&self) -> serde_json::Value {
        self.value.to_json()
    }
}

impl Value {
    /// Its kind with an article, as in "expected a string, found an object".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::String(_) => "a string",
            Self::Array(_) => "an array",
            Self::Object(_) => "an object",
        }
    }

    /// Whether both are the same JSON: places, the order of members and the spelling of numbers
    /// have no part in it, nor have members that a repeated key put out of force.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a == b,
            (Self::String(a), Self::String(b)) => a == b,
            (Self::Array(a), Self::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.value.same(&b.value))
            }
            (Self::Object(a), Self::Object(b)) => {
                a.members.len() == b.members.len()
                    && a.sorted()
                        .iter()
                        .zip(b.sorted())
                        .all(|(a, b)| a.key == b.key && a.value.value.same(&b.value.value))
            }
            _ => false,
        }
    }

    /// See [`Node::to_json`].
    #[cfg(feature = "serde_json")]
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value as Json;
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => number.to_json(),
            Self::String(text) => Json::String(text.clone()),
            Self::Array(elements) => elements.iter().map(Node::to_json).collect(),
            Self::Object(object) => object
                .members
                .iter()
                .map(|m| (m.key.to_string(), m.value.to_json()))
                .collect(),
        }
    }
}

impl Object {
    /// An object from all its members as they stand in the text.
    pub(super) fn from_members(mut members: Vec<Member>) -> Self {
        let mut repeated = repeated(&members).into_iter().peekable();
        let mut shadowed = Vec::with_capacity(repeated.len());
        let mut index = 0;
        // The list is as long as the text, so none is made anew.
        shadowed.extend(members.extract_if(.., |_| {
            let is_repeated = repeated.next_if_eq(&index).is_some();
            index += 1;
            is_repeated
        }));
        Self { members, shadowed }
    }

    /// The member of that name; of a repeated key the last.
    pub fn get(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.key == name)
    }

    fn sorted(&self) -> Vec<&Member> {
        let mut members: Vec<_> = self.members.iter().collect();
        members.sort_by(|a, b| a.key.cmp(&b.key));
        members
    }
}

/// The places, ascending, of the members whose key comes again further on.
fn repeated(members: &[Member]) -> Vec<usize> {
    // Most objects are small, and comparing a few keys is cheaper than hashing them.
    const SMALL: usize = 12;
    let indexed = members.iter().enumerate();
    if members.len() <= SMALL {
        return indexed
            .filter(|(index, a)| members.iter().skip(index + 1).any(|b| a.key == b.key))
            .map(|(index, _)| index)
            .collect();
    }
    let mut seen = HashSet::with_capacity(members.len());
    let mut repeated: Vec<_> = indexed
        .rev()
        .filter(|(_, m)| !seen.insert(m.key.as_str()))
        .map(|(i, _)| i)
        .collect();
    repeated.reverse();
    repeated
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, Source};

    fn read(text: &str) -> Node {
        let tree = Source::new("t.json", text).parse(Format::Json);
        assert_eq!(tree.faults, []);
        tree.root.unwrap()
    }

    fn keys(members: &[Member]) -> Vec<&str> {
        members.iter().map(|member| member.key.as_str()).collect()
    }

    #[test]
    fn of_a_repeated_key_the_last_counts() {
        let node = read(r#"{"a":1,"b":2,"a":3,"c":4,"a":5}"#);
        let object = node.as_object().unwrap();
        assert_eq!(keys(&object.members), ["b", "c", "a"]);
        assert_eq!(keys(&object.shadowed), ["a", "a"]);
        assert_eq!(
            object.get("a").unwrap().value.as_number().unwrap().as_i64(),
            Some(5)
        );
    }

    #[test]
    fn large_objects_repeat_keys_too() {
        let members: Vec<_> = (0..100).map(|i| format!(r#""k{}":{i}"#, i % 60)).collect();
        let node = read(&format!("{{{}}}", members.join(",")));
        let object = node.as_object().unwrap();
        assert_eq!((object.members.len(), object.shadowed.len()), (60, 40));
        assert_eq!(object.members[0].key, "k40");
        assert_eq!(object.shadowed[39].key, "k39");
        assert_eq!(
            object
                .get("k0")
                .unwrap()
                .value
                .as_number()
                .unwrap()
                .as_i64(),
            Some(60)
        );
    }

    #[test]
    fn a_pointer_leads_to_a_node() {
        let node = read(r#"{"a/b":[{"~":true}],"":null}"#);
        assert_eq!(node.at("/a~1b/0/~0").unwrap().as_bool(), Some(true));
        assert!(node.at("/").unwrap().is_null());
        assert_eq!(node.at("").unwrap().kind(), "an object");
        for nowhere in ["a", "/a", "/a~1b/1", "/a~1b/x", "/a~1b/0/~0/more"] {
            assert!(node.at(nowhere).is_none(), "{nowhere}");
        }
    }

    #[test]
    fn the_same_json_whatever_its_spelling() {
        let node = read(r#"{"a":[1.0,"x"],"b":{"c":null,"d":true}}"#);
        for same in [
            r#"{ "b": {"d": true, "c": null}, "a": [1, "\u0078"] }"#,
            r#"{"a":0,"b":{"c":null,"d":true},"a":[1e0,"x"]}"#,
        ] {
            assert!(node.value.same(&read(same).value), "{same}");
        }
        for other in [
            r#"{"a":[1.0,"x"]}"#,
            r#"{"a":["x",1.0],"b":{"c":null,"d":true}}"#,
            r#"{"a":[1.0,"x"],"b":{"c":null,"e":true}}"#,
            r#"{"a":[1.0,"x"],"b":{"c":null,"d":false}}"#,
        ] {
            assert!(!node.value.same(&read(other).value), "{other}");
        }
    }

    #[cfg(feature = "serde_json")]
    #[test]
    fn becomes_what_serde_json_reads() {
        let text = r#"{"z":[0,-0,1.5,-7,18446744073709551615,18446744073709551616,1e2,1e-400],
            "a":"x","z2":{"n":null,"t":true,"n":false}}"#;
        let json: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(read(text).to_json(), json);
        // Members stay in their order.
        assert_eq!(
            read(r#"{"b":1,"a":2}"#).to_json().to_string(),
            r#"{"b":1,"a":2}"#
        );
    }
}
