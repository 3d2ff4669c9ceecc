//! Unknown members and values, kept as they came: [`UnknownMembers`] for one.
//!
//! Nobody has classified them, so they are written back when the value around them is encoded, and
//! are never printed.

use serde_json::{Map, Value as Json};
use std::fmt;
use std::sync::LazyLock;

/// The members of an object that its schema does not name. `Debug` shows how many there are.
///
/// Most objects have none, and an answer is made of hundreds of objects, so there is a map only
/// where something is in it.
#[derive(Clone, Default)]
pub struct UnknownMembers(Option<Box<Map<String, Json>>>);

static NONE: LazyLock<Map<String, Json>> = LazyLock::new(Map::new);

impl UnknownMembers {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The members in clear.
    #[must_use]
    pub fn expose(&self) -> &Map<String, Json> {
        self.0.as_deref().unwrap_or(&NONE)
    }

    /// The members, mutable. One with a name of the schema is not written: the field of that name
    /// is.
    #[must_use]
    pub fn expose_mut(&mut self) -> &mut Map<String, Json> {
        self.0.get_or_insert_default()
    }

    pub(super) fn insert(&mut self, name: String, value: Json) {
        self.expose_mut().insert(name, value);
    }
}

impl PartialEq for UnknownMembers {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for UnknownMembers {}

impl fmt::Debug for UnknownMembers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "UnknownMembers({})", self.len())
    }
}

/// A string that the schema's list does not have. `Debug` does not show it.
#[cfg(feature = "lists")]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

#[cfg(feature = "lists")]
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

#[cfg(feature = "lists")]
impl fmt::Debug for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UnknownValue(…)")
    }
}
