//! What the schema does not name, kept as it came: [`UnknownMembers`] and [`UnknownValue`].
//!
//! They stand apart because nobody has classified what is in them. So they are written back when
//! the value around them is encoded, and never printed.

use serde_json::{Map, Value as Json};
use std::fmt;

/// The members of an object that its schema does not name. `Debug` shows how many there are.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct UnknownMembers(Map<String, Json>);

impl UnknownMembers {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The members in clear.
    #[must_use]
    pub const fn expose(&self) -> &Map<String, Json> {
        &self.0
    }

    /// The members, to be changed. One whose name the schema does know is not written: the field
    /// of that name is.
    #[must_use]
    pub const fn expose_mut(&mut self) -> &mut Map<String, Json> {
        &mut self.0
    }

    pub(super) fn insert(&mut self, name: String, value: Json) {
        self.0.insert(name, value);
    }
}

impl fmt::Debug for UnknownMembers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UnknownMembers({})", self.len())
    }
}

/// A string that the schema's list does not have. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// The string in clear.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UnknownValue(…)")
    }
}
