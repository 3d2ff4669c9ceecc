//! Formats of strings that have a type of their own in the crate, where its part is asked for.

/// What is in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `byte`, or the `contentEncoding` base64.
    Base64,
    /// `date`.
    Date,
    /// `date-time`.
    DateTime,
    /// `decimal`.
    Decimal,
    /// `duration`.
    Duration,
    /// `uri`.
    Uri,
    /// `uuid`.
    Uuid,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Base64,
        Self::Date,
        Self::DateTime,
        Self::Decimal,
        Self::Duration,
        Self::Uri,
        Self::Uuid,
    ];

    /// By its name in a document.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The value of `format`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Base64 => "byte",
            Self::Date => "date",
            Self::DateTime => "date-time",
            Self::Decimal => "decimal",
            Self::Duration => "duration",
            Self::Uri => "uri",
            Self::Uuid => "uuid",
        }
    }

    /// The name of its type in the module `wire` of the crate.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Base64 => "Base64",
            Self::Date => "Date",
            Self::DateTime => "DateTime",
            Self::Decimal => "Decimal",
            Self::Duration => "Duration",
            Self::Uri => "Uri",
            Self::Uuid => "Uuid",
        }
    }

    /// The library that reads what is in the string, and the feature that it is behind.
    #[must_use]
    pub const fn library(self) -> &'static str {
        match self {
            Self::Base64 => "base64",
            Self::Date | Self::DateTime | Self::Duration => "jiff",
            Self::Decimal => "rust_decimal",
            Self::Uri => "url",
            Self::Uuid => "uuid",
        }
    }
}
