//! Writes a value as the texts that travel for it: [`Texts`].

use crate::wire::{Value, encode};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A value as texts.
pub(super) enum Texts {
    /// A scalar.
    One(String),
    /// The items of an array.
    List(Vec<String>),
    /// The members of an object by their names.
    Members(Vec<(String, Texts)>),
}

/// Why there is no text for a value.
const NOT: &str = "the value cannot be written as text";

impl Texts {
    pub(super) fn of<T: Value>(value: &T) -> Result<Self, &'static str> {
        Self::of_json(&encode(value).map_err(|_| NOT)?, false)
    }

    /// The same, with objects in objects.
    #[cfg(feature = "deep-objects")]
    pub(super) fn nested<T: Value>(value: &T) -> Result<Self, &'static str> {
        Self::of_json(&encode(value).map_err(|_| NOT)?, true)
    }

    /// The whole value as a JSON text.
    #[cfg(feature = "json-parameters")]
    pub(super) fn json<T: Value>(value: &T) -> Result<Self, &'static str> {
        let json = encode(value).map_err(|_| NOT)?;
        String::from_utf8(json).map(Self::One).map_err(|_| NOT)
    }

    /// Of a JSON text; `nested` with objects in objects.
    pub(super) fn of_json(json: &[u8], nested: bool) -> Result<Self, &'static str> {
        match json.first() {
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_slice(json).map_err(|_| NOT)?;
                let items = items.into_iter().map(scalar).collect::<Result<_, _>>()?;
                Ok(Self::List(items))
            }
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> =
                    serde_json::from_slice(json).map_err(|_| NOT)?;
                let texts = members.into_iter().map(|(name, raw)| match raw.get() {
                    "null" => Err("a member is null"),
                    text => match Self::of_json(text.as_bytes(), nested)? {
                        Self::Members(_) if !nested => Err(NOT),
                        texts => Ok((name, texts)),
                    },
                });
                texts.collect::<Result<_, _>>().map(Self::Members)
            }
            _ => {
                let raw: &RawValue = serde_json::from_slice(json).map_err(|_| NOT)?;
                scalar(raw).map(Self::One)
            }
        }
    }

    /// All of them, each with the way to it: the name of a member in brackets, and of an item
    /// `[]`.
    #[cfg(feature = "deep-objects")]
    pub(super) fn deep(self, way: &str) -> Vec<(String, String)> {
        match self {
            Self::One(text) => vec![(way.to_owned(), text)],
            Self::List(items) => {
                let way = format!("{way}[]");
                items.into_iter().map(|item| (way.clone(), item)).collect()
            }
            Self::Members(members) => {
                let texts = members.into_iter();
                let texts = texts.flat_map(|(name, texts)| texts.deep(&format!("{way}[{name}]")));
                texts.collect()
            }
        }
    }

    /// All of them, each behind the name of its member; with `=` between the two where they are
    /// `apart`.
    pub(super) fn flat(self, apart: bool) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::List(items) => items,
            Self::Members(members) => {
                let texts = members.into_iter().flat_map(|(name, texts)| {
                    let texts = texts.flat(apart);
                    if apart {
                        let paired = texts.iter().map(|text| format!("{name}={text}"));
                        paired.collect()
                    } else {
                        [vec![name], texts].concat()
                    }
                });
                texts.collect()
            }
        }
    }
}

/// The text of a scalar. A number keeps the digits that it was written with.
fn scalar(raw: &RawValue) -> Result<String, &'static str> {
    match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw.get()).map_err(|_| NOT),
        Some(b'[' | b'{') => Err(NOT),
        Some(b'n') => Err("there is no text for null"),
        _ => Ok(raw.get().to_owned()),
    }
}
