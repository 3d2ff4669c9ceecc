//! Rules and verdicts: what kinds of fault there are, and how bad each makes a payload.
//!
//! It stands apart because it is the one list that the reports, the exit codes and the expected
//! verdicts beside the samples have in common.

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
    /// Longer, or deeper, than is read.
    TooLong,
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
            FaultKind::TooDeep => Self::TooLong,
            FaultKind::NumberRange => Self::Number,
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The text itself is at fault.
    Text(FaultKind),
    /// It is longer than is read.
    TooLong,
    /// The file of a form is not one that the service takes, or not the one that it is said to be.
    File,
    /// The part with the file says another media type.
    MediaType,
    /// A keyword of JSON Schema that is not satisfied.
    Keyword(&'static str),
    /// A member that the spec does not name.
    UndocumentedMember,
    /// A key that an object has more than once.
    RepeatedKey,
    /// None, or several, of the members of which exactly one is expected.
    OneOfProperties,
    /// The member that names which one it is: missing, or at odds with the one that is there.
    NamedBy,
}

impl Rule {
    /// As it is shown, and as the expected verdicts beside the samples have it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text(FaultKind::Truncated) => "truncated",
            Self::Text(FaultKind::TrailingComma) => "trailing-comma",
            Self::Text(FaultKind::Syntax | FaultKind::NotJson) => "syntax",
            Self::Text(FaultKind::Encoding) => "encoding",
            Self::Text(FaultKind::LoneSurrogate) => "lone-surrogate",
            Self::Text(FaultKind::NumberRange) => "number-range",
            Self::Text(FaultKind::TooDeep) => "too-deep",
            Self::TooLong => "too-long",
            Self::File => "file",
            Self::MediaType => "media-type",
            Self::Keyword(keyword) => keyword,
            Self::UndocumentedMember => "undocumented-member",
            Self::RepeatedKey => "repeated-key",
            Self::OneOfProperties => "one-of-properties",
            Self::NamedBy => "named-by",
        }
    }

    /// The verdict that one finding of this rule makes.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::Text(_) | Self::TooLong => Verdict::Unreadable,
            Self::Keyword(_) | Self::File => Verdict::Invalid,
            Self::MediaType
            | Self::UndocumentedMember
            | Self::RepeatedKey
            | Self::OneOfProperties
            | Self::NamedBy => Verdict::Findings,
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
