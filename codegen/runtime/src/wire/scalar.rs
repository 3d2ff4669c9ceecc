//! Reads and writes values out of a list that are not all strings: [`Scalar`], implemented by each
//! emitted enum of them.
//!
//! A value is known by its JSON text, which of an integer has its digits alone and of any other
//! number no exponent: so `1`, `1.0` and `1e0` are one.

use super::decimal::Parts;
use super::digits::{found, is_finite, write};
use super::visit::mismatch;
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A type that is read and written as a number, a boolean or a string out of a list.
pub(crate) trait Scalar: Sized {
    /// Takes the JSON text of a value; `None` when it is not one of those that there is room for.
    fn read(json: &str) -> Option<Self>;

    /// The JSON text of the value.
    fn write(&self) -> &str;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const EXPECTED: &str = "one of the values that the schema lists";

        let text = Box::<RawValue>::deserialize(deserializer)?;
        if !is_finite(text.get()) {
            return Err(D::Error::custom("number out of range"));
        }
        match plain(text.get()) {
            Some(json) => Self::read(&json).ok_or_else(|| mismatch(EXPECTED, "another")),
            None => Err(mismatch(EXPECTED, found(text.get()))),
        }
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let json = self.write();
        if json.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
            return write(json, serializer);
        }
        let value: serde_json::Value = serde_json::from_str(json).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}

/// The text by which a scalar is known; `None` where it is `null`, an array or an object.
pub(super) fn plain(text: &str) -> Option<Cow<'_, str>> {
    match text.as_bytes().first()? {
        // What is written with an escape may be written without.
        b'"' if text.contains('\\') => {
            let text: String = serde_json::from_str(text).ok()?;
            Some(serde_json::Value::from(text).to_string().into())
        }
        b'"' | b't' | b'f' => Some(text.into()),
        b'-' | b'0'..=b'9' => {
            let parts = Parts::of(text)?;
            if let Some(digits) = parts.whole() {
                return Some(digits.into_string().into());
            }
            let short = text.parse::<f64>().ok()?.to_string();
            let same = Parts::of(&short).is_some_and(|short| short == parts);
            Some(if same { short.into() } else { text.into() })
        }
        _ => None,
    }
}

/// A type of JSON's scalars.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Number,
    String,
}

/// A number, a boolean or a string that the schema's list does not have. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownScalar(Box<str>);

impl UnknownScalar {
    /// A value by its JSON text, if it is of one of these kinds.
    pub(crate) fn of(json: &str, kinds: &[Kind]) -> Option<Self> {
        let kind = match json.as_bytes().first()? {
            b'"' => Kind::String,
            b't' | b'f' => Kind::Boolean,
            _ if json
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'-') =>
            {
                Kind::Integer
            }
            _ => Kind::Number,
        };
        let any_number = kind == Kind::Integer && kinds.contains(&Kind::Number);
        (any_number || kinds.contains(&kind)).then(|| Self(json.into()))
    }

    /// A number or a boolean of Rust, which each are written as JSON has them.
    pub(crate) fn new(value: &impl ToString) -> Self {
        Self(value.to_string().into())
    }

    /// The value in clear, as JSON text: of an integer its digits, of a string with its quotes.
    #[must_use]
    pub const fn as_json(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownScalar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("UnknownScalar(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{decode, encode};

    /// What is emitted for `enum: [1, -0.5, true, "a"]`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    enum Mixed {
        N1,
        Minus0_5,
        True,
        A,
        Unknown(UnknownScalar),
    }

    impl Scalar for Mixed {
        fn read(json: &str) -> Option<Self> {
            match json {
                "1" => Some(Self::N1),
                "-0.5" => Some(Self::Minus0_5),
                "true" => Some(Self::True),
                "\"a\"" => Some(Self::A),
                _ => UnknownScalar::of(json, &[Kind::Number, Kind::String]).map(Self::Unknown),
            }
        }

        fn write(&self) -> &str {
            match self {
                Self::N1 => "1",
                Self::Minus0_5 => "-0.5",
                Self::True => "true",
                Self::A => "\"a\"",
                Self::Unknown(value) => value.as_json(),
            }
        }
    }

    crate::wire::impl_value!(Scalar, Mixed);

    #[test]
    fn a_value_is_known_however_it_is_written() {
        for (text, value) in [
            ("1", Mixed::N1),
            ("1.0", Mixed::N1),
            ("10e-1", Mixed::N1),
            ("-5E-1", Mixed::Minus0_5),
            ("-0.50", Mixed::Minus0_5),
            ("true", Mixed::True),
            ("\"a\"", Mixed::A),
            ("\"\\u0061\"", Mixed::A),
        ] {
            assert_eq!(decode::<Mixed>(text.as_bytes()).unwrap(), value, "{text}");
            // A value of `serde_json` holds it as well.
            let held = serde_json::from_str::<serde_json::Value>(text).unwrap();
            assert_eq!(serde_json::from_value::<Mixed>(held).unwrap(), value);
        }
    }

    #[test]
    fn an_unknown_value_is_written_back_and_never_printed() {
        for (text, written) in [
            ("7", "7"),
            ("7e1", "70"),
            ("36893488147419103233", "36893488147419103233"),
            ("0.25", "0.25"),
            (
                "0.1000000000000000055511151231257827021",
                "0.1000000000000000055511151231257827021",
            ),
            ("\"canary\\n\"", "\"canary\\n\""),
        ] {
            let value: Mixed = decode(text.as_bytes()).unwrap();
            assert_eq!(format!("{value:?}"), "Unknown(UnknownScalar(…))", "{text}");
            assert_eq!(encode(&value).unwrap(), written.as_bytes(), "{text}");
        }
    }

    #[test]
    fn what_there_is_no_room_for_is_refused_without_a_value() {
        for (text, why) in [
            (
                "false",
                "expected one of the values that the schema lists, found another",
            ),
            (
                "null",
                "expected one of the values that the schema lists, found null",
            ),
            (
                "[1]",
                "expected one of the values that the schema lists, found an array",
            ),
            (
                "{\"a\":1}",
                "expected one of the values that the schema lists, found an object",
            ),
            ("1e999", "number out of range"),
        ] {
            let fault = decode::<Mixed>(text.as_bytes()).unwrap_err();
            assert!(
                format!("{fault:?} {fault}").contains(why),
                "{text}: {fault}"
            );
        }
    }
}
