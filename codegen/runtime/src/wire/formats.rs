//! Strings that a `format` of the schema describes: [`Malformed`], and a type for each format.
//!
//! A format is a remark: what comes may break it, and is read all the same. So a type holds the
//! text as the wire has it, and whoever wants a date asks for one. What gives it is a library, each
//! behind the feature of its name.

use super::value::impl_value;
use std::error::Error;
use std::fmt;

/// A text that is not what its format says. It does not repeat the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed {
    format: &'static str,
}

impl Malformed {
    /// The format, as the schema names it.
    #[must_use]
    pub const fn format(&self) -> &'static str {
        self.format
    }
}

impl fmt::Display for Malformed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = self.format;
        write!(formatter, "the text is not of the format `{format}`")
    }
}

impl Error for Malformed {}

macro_rules! formatted {
    ($(#[$docs:meta])* $name:ident) => {
        $(#[$docs])*
        ///
        /// It may be any text, and is written as it was read. Two are equal if their texts are.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(formatter)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        converted!($name: |text: String| text);
        converted!($name: |text: &str| text.to_owned());
        impl_value!(Held, $name);

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                "string".into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string" })
            }
        }
    };
}

/// What one is made of, and one that is wrapped too.
macro_rules! converted {
    ($name:ident: |$value:ident: $from:ty| $text:expr) => {
        impl From<$from> for $name {
            fn from($value: $from) -> Self {
                Self($text)
            }
        }

        impl From<$from> for super::Personal<$name> {
            fn from(value: $from) -> Self {
                Self::new(value.into())
            }
        }

        impl From<$from> for super::Secret<$name> {
            fn from(value: $from) -> Self {
                Self::new(value.into())
            }
        }
    };
}

#[cfg(feature = "dates")]
formatted!(
    /// A day by RFC 3339, of the format `date`.
    Date
);

#[cfg(feature = "date-times")]
formatted!(
    /// A moment by RFC 3339, of the format `date-time`.
    DateTime
);

#[cfg(feature = "durations")]
formatted!(
    /// A length of time by ISO 8601, of the format `duration`.
    Duration
);

#[cfg(feature = "uuids")]
formatted!(
    /// A UUID, of the format `uuid`.
    Uuid
);

#[cfg(feature = "uris")]
formatted!(
    /// A URI with its scheme, of the format `uri`.
    Uri
);

#[cfg(feature = "decimals")]
formatted!(
    /// A decimal number in a string, of the format `decimal`.
    Decimal
);

#[cfg(feature = "base64-texts")]
formatted!(
    /// Bytes as base64, of the format `byte` or the `contentEncoding` that says so.
    Base64
);

#[cfg(feature = "dates")]
#[cfg(feature = "jiff")]
impl Date {
    /// The day.
    ///
    /// # Errors
    /// When the text is none, written as `2024-02-29` is.
    pub fn to_date(&self) -> Result<jiff::civil::Date, Malformed> {
        let parsed = self.0.parse::<jiff::civil::Date>().ok();
        // The library reads other forms as well, which the format does not have.
        let parsed = parsed.filter(|date| date.to_string() == self.0);
        parsed.ok_or(Malformed { format: "date" })
    }
}

#[cfg(feature = "dates")]
#[cfg(feature = "jiff")]
converted!(Date: |value: jiff::civil::Date| value.to_string());

#[cfg(feature = "date-times")]
#[cfg(feature = "jiff")]
impl DateTime {
    /// The moment, without the offset from UTC that it is written with. A leap second is the one
    /// before.
    ///
    /// # Errors
    /// When the text is none.
    pub fn to_timestamp(&self) -> Result<jiff::Timestamp, Malformed> {
        let parsed = self.0.parse();
        parsed.map_err(|_| Malformed {
            format: "date-time",
        })
    }
}

#[cfg(feature = "date-times")]
#[cfg(feature = "jiff")]
converted!(DateTime: |value: jiff::Timestamp| value.to_string());

#[cfg(feature = "durations")]
#[cfg(feature = "jiff")]
impl Duration {
    /// The length of time, in the units that it is written with.
    ///
    /// # Errors
    /// When the text is none.
    pub fn to_span(&self) -> Result<jiff::Span, Malformed> {
        // The library reads `1 day` as well.
        let is_iso = self.0.trim_start_matches(['-', '+']).starts_with('P');
        let parsed = self.0.parse().ok().filter(|_| is_iso);
        parsed.ok_or(Malformed { format: "duration" })
    }
}

#[cfg(feature = "durations")]
#[cfg(feature = "jiff")]
converted!(Duration: |value: jiff::Span| value.to_string());

#[cfg(feature = "uuids")]
#[cfg(feature = "uuid")]
impl Uuid {
    /// The UUID.
    ///
    /// # Errors
    /// When the text is none.
    pub fn to_uuid(&self) -> Result<uuid::Uuid, Malformed> {
        let parsed = uuid::Uuid::try_parse(&self.0);
        parsed.map_err(|_| Malformed { format: "uuid" })
    }
}

#[cfg(feature = "uuids")]
#[cfg(feature = "uuid")]
converted!(Uuid: |value: uuid::Uuid| value.to_string());

#[cfg(feature = "uris")]
#[cfg(feature = "url")]
impl Uri {
    /// The URL, as the WHATWG reads one: what is not normalised is so afterwards.
    ///
    /// # Errors
    /// When the text is none.
    pub fn to_url(&self) -> Result<url::Url, Malformed> {
        url::Url::parse(&self.0).map_err(|_| Malformed { format: "uri" })
    }
}

#[cfg(feature = "uris")]
#[cfg(feature = "url")]
converted!(Uri: |value: url::Url| String::from(value));

#[cfg(feature = "decimals")]
#[cfg(feature = "rust_decimal")]
impl Decimal {
    /// The number, with all its digits.
    ///
    /// # Errors
    /// When the text is none, or has more digits than the type of the library.
    pub fn to_decimal(&self) -> Result<rust_decimal::Decimal, Malformed> {
        let parsed = rust_decimal::Decimal::from_str_exact(&self.0);
        parsed.map_err(|_| Malformed { format: "decimal" })
    }
}

#[cfg(feature = "decimals")]
#[cfg(feature = "rust_decimal")]
converted!(Decimal: |value: rust_decimal::Decimal| value.to_string());

#[cfg(feature = "base64-texts")]
#[cfg(feature = "base64")]
impl Base64 {
    /// The bytes.
    ///
    /// # Errors
    /// When the text is not base64 of the standard alphabet, with its padding.
    pub fn to_bytes(&self) -> Result<Vec<u8>, Malformed> {
        use ::base64::Engine;

        let read = ::base64::engine::general_purpose::STANDARD.decode(&self.0);
        read.map_err(|_| Malformed { format: "byte" })
    }

    /// Encodes bytes, with padding.
    #[must_use]
    pub fn from_bytes(bytes: impl AsRef<[u8]>) -> Self {
        use ::base64::Engine;

        Self(::base64::engine::general_purpose::STANDARD.encode(bytes))
    }
}
