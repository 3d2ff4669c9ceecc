//! Refuses arrays with more or fewer items than their schema allows: [`Limited`].
//!
//! The pointer to an item is put together only for an error: a body within its limits is walked
//! through without a copy.

use super::build::BuildError;
use std::fmt;
use std::ops::RangeInclusive;

/// A type with limited arrays in it.
pub(crate) trait Limited {
    /// Refuses an array that is too long or too short.
    fn limits(&self, at: &Place<'_>) -> Result<(), BuildError>;
}

/// A place in a body. It holds names of the schema, and never a value.
pub(crate) enum Place<'a> {
    /// The body itself.
    Body,
    /// A member of the object at a place.
    Member(&'a Place<'a>, &'static str),
    /// An item of the array at a place.
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    pub(crate) const fn member(&self, name: &'static str) -> Place<'_> {
        Place::Member(self, name)
    }

    pub(crate) const fn item(&self, index: usize) -> Place<'_> {
        Place::Item(self, index)
    }

    /// Checks the number of items of the array at this place.
    pub(crate) fn count(
        &self,
        items: usize,
        allowed: RangeInclusive<usize>,
    ) -> Result<(), BuildError> {
        let keyword = if items < *allowed.start() {
            "minItems"
        } else if items > *allowed.end() {
            "maxItems"
        } else {
            return Ok(());
        };
        let member = self.to_string();
        Err(BuildError::Limit { member, keyword })
    }
}

/// Writes a JSON Pointer.
impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Body => Ok(()),
            Self::Member(within, name) => {
                let name = name.replace('~', "~0").replace('/', "~1");
                write!(formatter, "{within}/{name}")
            }
            Self::Item(within, index) => write!(formatter, "{within}/{index}"),
        }
    }
}
