//! Arrays with more or fewer items than their schema allows: [`Limited`] refuses them.
//!
//! It stands apart because the place of a fault is put together only when there is one: a body that
//! keeps its limits is walked through without a copy of anything.

use super::build::BuildError;
use std::fmt;
use std::ops::RangeInclusive;

/// What has arrays with limits, or has what has them.
pub(crate) trait Limited {
    /// Refuses an array that is too long or too short, so that it is not sent.
    fn limits(&self, at: &Place<'_>) -> Result<(), BuildError>;
}

/// A place in a body. It holds names that the schema has, and never a value.
pub(crate) enum Place<'a> {
    /// The body itself.
    Body,
    /// A member of what is there.
    Member(&'a Place<'a>, &'static str),
    /// An item of what is there.
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    pub(crate) const fn member(&self, name: &'static str) -> Place<'_> {
        Place::Member(self, name)
    }

    pub(crate) const fn item(&self, index: usize) -> Place<'_> {
        Place::Item(self, index)
    }

    /// Whether an array here may have so many items.
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

/// As a JSON Pointer.
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
