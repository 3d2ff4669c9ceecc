//! Refuses arrays with more or fewer items than their schema allows, and base64 that is none:
//! [`Limited`].
//!
//! The pointer to an item is put together only for an error: a body within its limits is walked
//! through without a copy.

#[cfg(feature = "bounds")]
use super::bound::{Bound, within};
use super::build::BuildError;
#[cfg(feature = "bounds")]
use crate::wire::Value;
use std::fmt;
use std::ops::RangeInclusive;

/// A type with limited arrays or base64 in it.
pub(crate) trait Limited {
    /// Refuses an array that is too long or too short, and a string that is not base64.
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

    /// Holds the value at this place against its limits.
    #[cfg(feature = "bounds")]
    #[allow(dead_code, reason = "a service need not have such a form")]
    pub(crate) fn within<T: Value>(&self, value: &T, bounds: &[Bound]) -> Result<(), BuildError> {
        within(bounds, value).map_err(|keyword| {
            let member = self.to_string();
            BuildError::Limit { member, keyword }
        })
    }

    /// Checks the characters of the base64 at this place. Whether padding may be left out is for
    /// the service to say.
    pub(crate) fn base64(&self, text: &str) -> Result<(), BuildError> {
        let fits = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        // Without an exit from each step: a picture is long, and nearly always right.
        let all = |piece: &[u8]| piece.iter().fold(true, |all, byte| all & fits(byte));
        if text.as_bytes().chunks(1024).all(all) {
            return Ok(());
        }
        let member = self.to_string();
        Err(if text.trim_start().starts_with("data:") {
            BuildError::DataUrl { member }
        } else {
            BuildError::NotBase64 { member }
        })
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
