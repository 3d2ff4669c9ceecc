//! Orders the verdicts on a payload, and names why one is unreadable: the words that reports, exit
//! codes and the expected verdicts beside the samples have in common.

use serde::{Deserialize, Serialize};
use spanned_tree::FaultKind;
use std::fmt;

/// The verdict on a payload. Over many payloads the worst counts, so they are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing to say.
    Valid,
    /// It satisfies the schema, but something deserves a look.
    Findings,
    /// It does not satisfy the schema.
    Invalid,
    /// It is not JSON.
    Unreadable,
}

impl Verdict {
    /// As it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Findings => "findings",
            Self::Invalid => "invalid",
            Self::Unreadable => "unreadable",
        }
    }

    /// How loud it is in every form of a report; `None` where there is nothing to say.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Valid => None,
            Self::Findings => Some(Level::Warning),
            Self::Invalid | Self::Unreadable => Some(Level::Error),
        }
    }
}

/// How loud a report is about a finding, whatever its form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// It deserves a look.
    Warning,
    /// It is wrong.
    Error,
}

impl Level {
    /// As all the forms call it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a payload is unreadable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The text ends before the value does.
    Truncated,
    /// The text is not JSON.
    Syntax,
    /// Bytes or escapes that are no text.
    Encoding,
    /// Longer than is read.
    TooLong,
    /// Deeper than is read.
    TooDeep,
    /// A number that no double can hold.
    Number,
}

impl Reason {
    /// As it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Truncated => "truncated",
            Self::Syntax => "syntax",
            Self::Encoding => "encoding",
            Self::TooLong => "too-long",
            Self::TooDeep => "too-deep",
            Self::Number => "number",
        }
    }
}

impl From<FaultKind> for Reason {
    fn from(kind: FaultKind) -> Self {
        match kind {
            FaultKind::Truncated => Self::Truncated,
            FaultKind::TrailingComma | FaultKind::Syntax | FaultKind::NotJson => Self::Syntax,
            FaultKind::Encoding | FaultKind::LoneSurrogate => Self::Encoding,
            FaultKind::TooDeep => Self::TooDeep,
            FaultKind::NumberRange => Self::Number,
        }
    }
}
