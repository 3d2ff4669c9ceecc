//! Counts values by their kind.

use idcard_report::Count;
use spanned_tree::Value;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// The kinds of value that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Null,
    Boolean,
    /// Without a fraction, within 64 bits.
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.as_i64().is_some() => Self::Integer,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// As JSON Schema calls it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// How often which kind was seen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Kinds(pub(super) BTreeMap<Kind, Count>);

impl Kinds {
    pub(super) fn see(&mut self, kind: Kind) {
        self.0.entry(kind).or_default().again();
    }
}

impl AddAssign for Kinds {
    fn add_assign(&mut self, other: Self) {
        for (kind, count) in other.0 {
            *self.0.entry(kind).or_default() += count;
        }
    }
}
