//! Defines a set of values: scalars of which each has a name.

use super::{Docs, Name, Repeat, TypeName};
use crate::vocabulary::shown;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A scalar out of a known set.
#[derive(Debug, Clone, PartialEq)]
pub struct Enum {
    /// In the order of the document.
    pub variants: Vec<Variant>,
    /// Whether the schema refuses values outside the set. Where it is false the set comes from
    /// `x-error-codes`, and any string is valid.
    pub listed: bool,
    /// Whether the Rust type has room for a value outside the set.
    pub open: bool,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    /// Rust name, unique in its enum.
    pub name: Name,
    /// The value on the wire: a string, a boolean, or a number, which is an integer where it can be.
    pub wire: Json,
    /// What it means.
    pub docs: Docs,
    /// `x-error-codes`: what the code means for the caller.
    pub error: Option<ErrorCode>,
}

impl Enum {
    /// The types of its values; where the schema lists none, that of strings.
    pub fn types(&self) -> BTreeSet<TypeName> {
        let types = self.variants.iter();
        types
            .filter_map(|variant| TypeName::of(&variant.wire))
            .collect()
    }

    /// Whether there is no other value of its type.
    pub(crate) fn is_full(&self) -> bool {
        let has = |flag: bool| self.variants.iter().any(|it| it.wire == Json::Bool(flag));
        self.types().iter().eq([&TypeName::Boolean]) && has(true) && has(false)
    }

    /// Whether all of its values are strings.
    pub fn is_text(&self) -> bool {
        self.types().iter().all(|name| *name == TypeName::String)
    }
}

impl Variant {
    /// The string that it is; `None` where it is another value.
    pub fn text(&self) -> Option<&str> {
        self.wire.as_str()
    }

    /// The value as it is shown to readers: a string without quotes.
    pub(crate) fn shown(&self) -> Cow<'_, str> {
        shown(&self.wire)
    }
}

/// What an error code means for the caller.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCode {
    /// The HTTP status that comes with it, where that is known.
    pub status: Option<u16>,
    /// Whether the call may be made again.
    pub repeat: Repeat,
}
