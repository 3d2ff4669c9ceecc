//! Finds the name of a payload: the short JSON scalar that a pointer leads to.
//!
//! It is the one value of a payload that is shown, since the user asked for it by name. It is found in
//! texts that are no JSON too: those are the ones that somebody will look for.

use idcard_judge::inert;
use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use spanned_tree::unescape_token;
use std::fmt;
use std::str::FromStr;

/// The longest name that is shown whole, in characters.
const LONGEST: usize = 100;

/// Where the name of a payload is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity(Vec<String>);

/// A text that is no pointer to a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadPointer;

impl fmt::Display for BadPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an RFC 6901 pointer to a member, such as /requestId")
    }
}

impl std::error::Error for BadPointer {}

impl FromStr for Identity {
    type Err = BadPointer;

    fn from_str(pointer: &str) -> Result<Self, BadPointer> {
        let tokens = pointer.strip_prefix('/').ok_or(BadPointer)?.split('/');
        let tokens = tokens.map(|token| {
            let is_escaped = token
                .split('~')
                .skip(1)
                .all(|rest| rest.starts_with(['0', '1']));
            is_escaped.then(|| unescape_token(token))
        });
        tokens.collect::<Option<_>>().map(Self).ok_or(BadPointer)
    }
}

/// A name as JSON: a string, a number, or `null` when there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name(String);

impl Default for Name {
    fn default() -> Self {
        Self("null".to_owned())
    }
}

impl Name {
    pub(super) fn as_json(&self) -> &str {
        &self.0
    }
}

impl Identity {
    /// The name; none when there is none, or when the text ends or breaks before it.
    pub(super) fn find(&self, text: &[u8]) -> Option<Name> {
        let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        let mut found = None;
        let mut reader = serde_json::Deserializer::from_slice(text);
        // What was found before a fault still stands.
        let _ = Find(&self.0, &mut found).deserialize(&mut reader);
        found.and_then(name)
    }
}

/// A short form of a scalar; none for anything else.
fn name(json: &str) -> Option<Name> {
    let (text, is_string) = match json.as_bytes().first()? {
        b'"' => (serde_json::from_str(json).ok()?, true),
        // One that no double can hold would make a line that few can read.
        b'-' | b'0'..=b'9' => (json.to_owned(), !json.parse::<f64>().ok()?.is_finite()),
        _ => return None,
    };
    let cut = text.char_indices().nth(LONGEST).map(|(at, _)| at);
    let text = match cut {
        None if !is_string => return Some(Name(text)),
        None => text,
        Some(at) => format!("{}…", text.get(..at).unwrap_or_default()),
    };
    let json = serde_json::to_string(&text).ok()?;
    Some(Name(inert(&json).into_owned()))
}

/// Goes along the pointer, and past everything else. Of a repeated key the last counts.
struct Find<'p, 'f, 't>(&'p [String], &'f mut Option<&'t str>);

impl<'t> DeserializeSeed<'t> for Find<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'t>>(self, from: D) -> Result<(), D::Error> {
        if self.0.is_empty() {
            *self.1 = Some(<&RawValue as serde::Deserialize>::deserialize(from)?.get());
            return Ok(());
        }
        *self.1 = None;
        from.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Find<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut members: A) -> Result<(), A::Error> {
        let Some((name, rest)) = self.0.split_first() else {
            return Ok(());
        };
        while let Some(is_it) = members.next_key_seed(Is(name))? {
            if is_it {
                members.next_value_seed(Find(rest, self.1))?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut items: A) -> Result<(), A::Error> {
        let Some((index, rest)) = self.0.split_first() else {
            return Ok(());
        };
        let is_index = index == "0" || !index.starts_with(['0', '+']);
        let index: Option<usize> = index.parse().ok().filter(|_| is_index);
        let mut at = 0;
        loop {
            let more = if index == Some(at) {
                items.next_element_seed(Find(rest, self.1))?.is_some()
            } else {
                items.next_element::<IgnoredAny>()?.is_some()
            };
            if !more {
                return Ok(());
            }
            at += 1;
        }
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Compares a key without keeping it.
struct Is<'p>(&'p str);

impl<'t> DeserializeSeed<'t> for Is<'_> {
    type Value = bool;

    fn deserialize<D: serde::Deserializer<'t>>(self, from: D) -> Result<bool, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Is<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pointer: &str, text: &str) -> Option<String> {
        let identity: Identity = pointer.parse().unwrap();
        identity.find(text.as_bytes()).map(|name| name.0)
    }

    #[test]
    fn a_name_is_a_string_or_a_number() {
        for (pointer, text, name) in [
            ("/a", r#"{"a":"x"}"#, Some(r#""x""#)),
            ("/a", "\u{feff}{\"a\":\"x\"}", Some(r#""x""#)),
            (
                "/a",
                r#"{"b":[1,{"a":2}],"a":123456789012345678901234567890}"#,
                Some("123456789012345678901234567890"),
            ),
            ("/a", r#"{"a":-1e999}"#, Some(r#""-1e999""#)),
            ("/a", r#"{"a":null}"#, None),
            ("/a", r#"{"a":true}"#, None),
            ("/a", r#"{"a":["x"]}"#, None),
            ("/a", r#"["a"]"#, None),
            ("/a", r#""a""#, None),
            ("/", r#"{"":1}"#, Some("1")),
            ("/a~1b/1/~0", r#"{"a/b":[0,{"~":-1.50}]}"#, Some("-1.50")),
            ("/a/01", r#"{"a":[1,2]}"#, None),
            ("/a", r#"{"\u0061":"\ub2d8"}"#, Some(r#""님""#)),
        ] {
            assert_eq!(found(pointer, text).as_deref(), name, "{pointer} {text}");
        }
    }

    #[test]
    fn of_a_repeated_key_the_last_counts() {
        assert_eq!(found("/a", r#"{"a":1,"a":2}"#).as_deref(), Some("2"));
        assert_eq!(found("/a/b", r#"{"a":{"b":1},"a":{}}"#), None);
        assert_eq!(found("/a/b", r#"{"a":{"b":1},"a":3}"#), None);
    }

    #[test]
    fn what_stands_before_a_fault_is_found() {
        assert_eq!(found("/a", r#"{"a":"x","b":"#).as_deref(), Some(r#""x""#));
        assert_eq!(found("/a", r#"{"a":"x"} {"#).as_deref(), Some(r#""x""#));
        assert_eq!(found("/a", r#"{"a":"x"#), None);
        assert_eq!(found("/a", r#"{"a":"\ud800"}"#), None);
    }

    #[test]
    fn a_long_name_is_cut_and_none_reaches_the_terminal() {
        let long = format!(r#"{{"a":"{}"}}"#, "가".repeat(LONGEST + 1));
        assert_eq!(
            found("/a", &long),
            Some(format!("\"{}…\"", "가".repeat(LONGEST)))
        );
        let digits = format!(r#"{{"a":{}}}"#, "1".repeat(LONGEST + 1));
        assert_eq!(
            found("/a", &digits),
            Some(format!("\"{}…\"", "1".repeat(LONGEST)))
        );
        let acting = "{\"a\":\"\u{9b}31m\u{202e}\\u001b\"}";
        assert_eq!(
            found("/a", acting).as_deref(),
            Some(r#""\u009b31m\u202e\u001b""#)
        );
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        for text in ["", "a", "a/b", "/~", "/~2", "/a~"] {
            assert_eq!(text.parse::<Identity>(), Err(BadPointer), "{text}");
        }
    }
}
