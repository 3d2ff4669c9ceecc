//! Numbers that keep their digits: [`Integer`] and [`Number`].
//!
//! The document limits them to no type of Rust, and a double tells few of them from their
//! neighbours. So their text is kept, as far as it is within the range of a double.

use super::decimal::Parts;
use super::value::Value;
use super::visit::mismatch;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::cmp::Ordering;
use std::fmt;

/// A number as the wire has it. Two are equal if they mean the same: `1e2` and `100.0` do.
///
/// # Examples
///
/// ```
/// use codegen_runtime::wire::Number;
/// use codegen_runtime::{decode, encode};
///
/// let text = b"0.1000000000000000055511151231257827021";
/// let number: Number = decode(text)?;
/// assert_eq!(encode(&number).unwrap(), text);
/// assert_eq!(number.to_f64(), 0.1);
/// # Ok::<(), codegen_runtime::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Number(Box<str>);

/// An integer of any length; `3.0` and `3e2` are integers as much as `3` is.
///
/// # Examples
///
/// ```
/// use codegen_runtime::decode;
/// use codegen_runtime::wire::Integer;
///
/// let integer: Integer = decode(b"36893488147419103232")?;
/// assert_eq!((integer.to_i64(), integer.to_i128()), (None, Some(1 << 65)));
/// assert_eq!(decode::<Integer>(b"3e2")?, Integer::from(300));
/// # Ok::<(), codegen_runtime::DecodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Integer(Box<str>);

impl Number {
    /// Its text, in the grammar of JSON unless it was made of a double that is not finite.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest double.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// Whether it is a whole number of these steps, by its digits: 0.3 is one of 0.1. Of steps that
    /// have more than 18 digits that cannot be told, and it is taken to be.
    #[must_use]
    pub fn is_multiple_of(&self, step: &Self) -> bool {
        match (Parts::of(&self.0), Parts::of(&step.0)) {
            (Some(this), Some(step)) => this.is_multiple_of(&step).unwrap_or(true),
            _ => true,
        }
    }

    /// Its value as an integer, where it is one.
    #[must_use]
    pub fn to_integer(&self) -> Option<Integer> {
        Parts::of(&self.0)?.whole().map(Integer)
    }
}

impl Integer {
    /// Its digits, behind a minus where it is below zero.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its value, where it is within 64 signed bits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Its value, where it is within 64 unsigned bits.
    #[must_use]
    pub fn to_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    /// Its value, where it is within 128 signed bits.
    #[must_use]
    pub fn to_i128(&self) -> Option<i128> {
        self.0.parse().ok()
    }
}

macro_rules! from_integers {
    ($($integer:ident)*) => {
        $(
            impl From<$integer> for Integer {
                fn from(value: $integer) -> Self {
                    Self(value.to_string().into())
                }
            }

            impl From<$integer> for Number {
                fn from(value: $integer) -> Self {
                    Self(value.to_string().into())
                }
            }
        )*
    };
}

from_integers!(u8 i8 u16 i16 u32 i32 u64 i64 u128 i128 usize isize);

impl From<f64> for Number {
    fn from(value: f64) -> Self {
        Self(value.to_string().into())
    }
}

impl From<Integer> for Number {
    fn from(value: Integer) -> Self {
        Self(value.0)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (Parts::of(&self.0), Parts::of(&other.0)) {
            (Some(this), Some(other)) => this == other,
            // As doubles that are no numbers do.
            _ => false,
        }
    }
}

/// By what they mean: there is no order with a double that is no number.
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(Parts::of(&self.0)?.compare(&Parts::of(&other.0)?))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Integer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The text of a number; `words` say what is expected.
fn text<'de, D: Deserializer<'de>>(
    words: &'static str,
    deserializer: D,
) -> Result<Box<str>, D::Error> {
    let text: Box<str> = Box::<RawValue>::deserialize(deserializer)?.into();
    match found(&text) {
        NUMBER if is_finite(&text) => Ok(text),
        NUMBER => Err(D::Error::custom("number out of range")),
        other => Err(mismatch(words, other)),
    }
}

/// What a number is called in messages.
const NUMBER: &str = "a number";

/// What the JSON text of a value is that of.
pub(super) fn found(text: &str) -> &'static str {
    match text.as_bytes().first() {
        Some(b'-' | b'0'..=b'9') => NUMBER,
        Some(b'"') => "a string",
        Some(b'[') => "an array",
        Some(b'{') => "an object",
        Some(b'n') => "null",
        _ => "a boolean",
    }
}

/// Whether the JSON text of a value is none of a number beyond the range of a double.
pub(super) fn is_finite(text: &str) -> bool {
    found(text) != NUMBER || text.parse().is_ok_and(f64::is_finite)
}

/// Writes a number: as one of the serializer's own, where that has its digits.
pub(super) fn write<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = text.parse::<i64>() {
        return serializer.serialize_i64(value);
    }
    if let Ok(value) = text.parse::<u64>() {
        return serializer.serialize_u64(value);
    }
    let (Ok(double), Some(parts)) = (text.parse::<f64>(), Parts::of(text)) else {
        let message = "a number is not finite, and JSON cannot hold it";
        return Err(S::Error::custom(message));
    };
    if Parts::of(&double.to_string()).is_some_and(|same| same == parts) {
        return serializer.serialize_f64(double);
    }
    let raw = RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}

impl Value for Number {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text("a number", deserializer).map(Self)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0, serializer)
    }
}

impl Value for Integer {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = text("an integer", deserializer)?;
        let whole = Parts::of(&text).and_then(|parts| parts.whole());
        whole
            .map(Self)
            .ok_or_else(|| mismatch("an integer", "a number"))
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0, serializer)
    }
}

macro_rules! serde_too {
    ($number:ident $name:literal) => {
        impl<'de> Deserialize<'de> for $number {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::decode(deserializer)
            }
        }

        impl Serialize for $number {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.encode(serializer)
            }
        }

        #[cfg(feature = "schemars")]
        impl schemars::JsonSchema for $number {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": $name })
            }
        }
    };
}

serde_too!(Number "number");
serde_too!(Integer "integer");
