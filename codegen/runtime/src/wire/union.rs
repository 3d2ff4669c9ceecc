//! Reads and writes unions: [`Union`], the first shape that fits.
//!
//! A union is the one type for which the whole value is held in memory before it is decoded: as its
//! text, which has every digit.

#[cfg(feature = "scalars")]
use super::scalar::plain;
use super::value::Value;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::value::RawValue;
#[cfg(feature = "scalars")]
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Arrays and objects in one another in a union, at the most: as many as in any other text. Each
/// union inside it is read as a text of its own, in which those around it are not counted.
const DEEPEST: usize = 127;

/// A type that is read and written as one of several values.
pub(crate) trait Union: Sized {
    /// Decodes the first shape that fits; `None` when none does.
    fn read(text: &str) -> Option<Self>;

    /// Writes the shape that it has.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        if is_deep(text.get()) {
            return Err(D::Error::custom("recursion limit exceeded"));
        }
        Self::read(text.get())
            .ok_or_else(|| D::Error::custom("none of the shapes that the schema lists fits"))
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

/// Whether arrays and objects are too deep in one another.
fn is_deep(text: &str) -> bool {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    text.bytes().any(|byte| {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Whether a text is that of an object with all these members.
pub(crate) fn requires(text: &str, names: &[&str]) -> bool {
    members(text).is_some_and(|members| names.iter().all(|name| members.contains_key(*name)))
}

/// The members of an object, of a repeated one the last; `None` where it is none.
fn members(text: &str) -> Option<BTreeMap<String, &RawValue>> {
    serde_json::from_str(text).ok()
}

/// The member of an object that says which of several it is.
pub(crate) struct Tag<'t> {
    text: &'t str,
    named: Named,
}

enum Named {
    /// There is none, or no object that could have one.
    Not,
    By(String),
    /// It is of a type that none of its values has.
    ByAnother,
}

impl<'t> Tag<'t> {
    /// Finds it in a text; it is a string.
    pub(crate) fn of(text: &'t str, member: &str) -> Self {
        Self::known_by(text, member, |value| serde_json::from_str(value).ok())
    }

    /// Finds it in a text; it is any scalar, and known by its JSON text as one of a list is.
    #[cfg(feature = "scalars")]
    pub(crate) fn of_scalar(text: &'t str, member: &str) -> Self {
        Self::known_by(text, member, |value| plain(value).map(Cow::into_owned))
    }

    fn known_by(text: &'t str, member: &str, name: fn(&str) -> Option<String>) -> Self {
        let value = members(text).and_then(|mut members| members.remove(member));
        let named = value.map_or(Named::Not, |value| {
            name(value.get()).map_or(Named::ByAnother, Named::By)
        });
        Self { text, named }
    }

    /// Decodes the object as a `T`, if the member is one of these.
    pub(crate) fn named<T: Value>(&self, values: &[&str]) -> Option<T> {
        match &self.named {
            Named::By(name) if values.contains(&name.as_str()) => fits(self.text),
            _ => None,
        }
    }

    /// Decodes what it is as a `T`, unless the member is something else.
    pub(crate) fn not_other<T: Value>(&self, values: &[&str]) -> Option<T> {
        match self.named {
            Named::Not => fits(self.text),
            Named::By(_) | Named::ByAnother => self.named(values),
        }
    }
}

/// Decodes a value as a `T`, if it has all that a `T` requires.
pub(crate) fn fits<T: Value>(text: &str) -> Option<T> {
    T::decode(&mut serde_json::Deserializer::from_str(text)).ok()
}
