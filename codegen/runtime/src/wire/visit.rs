//! Visits whatever a deserializer holds; everything is decoded through this one visitor.
//!
//! On a mismatch serde's own visitors quote the value, and that may be personal. Here an error
//! consists of words that are fixed at compile time.

use serde::Deserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// A JSON value that holds no other.
pub(super) enum Scalar<'de> {
    Null,
    Bool(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    Text(Cow<'de, str>),
}

impl Scalar<'_> {
    fn words(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Signed(_) | Self::Unsigned(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a string",
        }
    }
}

/// What a value is expected to be. What is not overridden is refused.
pub(super) trait Expect<'de>: Sized {
    type Value;

    /// The kind, with an article: "an object".
    fn words(&self) -> &'static str;

    /// Takes a scalar; `None` when it does not fit.
    fn scalar(self, _: Scalar<'de>) -> Option<Self::Value> {
        None
    }

    fn array<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(mismatch(self.words(), "an array"))
    }

    fn object<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(mismatch(self.words(), "an object"))
    }
}

/// Decodes what `expected` makes of whatever comes.
#[inline]
pub(super) fn expect<'de, E, D>(expected: E, deserializer: D) -> Result<E::Value, D::Error>
where
    E: Expect<'de>,
    D: Deserializer<'de>,
{
    deserializer.deserialize_any(Visit(expected))
}

/// Decodes a scalar; `take` gives `None` for one that does not fit.
#[inline]
pub(super) fn scalar<'de, T, D: Deserializer<'de>>(
    words: &'static str,
    take: impl FnOnce(Scalar<'de>) -> Option<T>,
    deserializer: D,
) -> Result<T, D::Error> {
    expect(ScalarOnly { words, take }, deserializer)
}

pub(super) fn mismatch<E: Error>(expected: &'static str, found: &'static str) -> E {
    E::custom(format_args!("expected {expected}, found {found}"))
}

/// Expects a scalar. It is generic in the function, since most of an answer is scalars, and a call
/// for each would be slower.
struct ScalarOnly<F> {
    words: &'static str,
    take: F,
}

impl<'de, T, F: FnOnce(Scalar<'de>) -> Option<T>> Expect<'de> for ScalarOnly<F> {
    type Value = T;

    fn words(&self) -> &'static str {
        self.words
    }

    fn scalar(self, scalar: Scalar<'de>) -> Option<T> {
        (self.take)(scalar)
    }
}

struct Visit<E>(E);

impl<E> Visit<E> {
    #[inline]
    fn take<'de, F: Error>(self, scalar: Scalar<'de>) -> Result<E::Value, F>
    where
        E: Expect<'de>,
    {
        let (expected, found) = (self.0.words(), scalar.words());
        self.0
            .scalar(scalar)
            .ok_or_else(|| mismatch(expected, found))
    }
}

impl<'de, E: Expect<'de>> Visitor<'de> for Visit<E> {
    type Value = E::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0.words())
    }

    fn visit_unit<F: Error>(self) -> Result<Self::Value, F> {
        self.take(Scalar::Null)
    }

    fn visit_none<F: Error>(self) -> Result<Self::Value, F> {
        self.take(Scalar::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<F: Error>(self, value: bool) -> Result<Self::Value, F> {
        self.take(Scalar::Bool(value))
    }

    fn visit_i64<F: Error>(self, value: i64) -> Result<Self::Value, F> {
        self.take(Scalar::Signed(value))
    }

    fn visit_u64<F: Error>(self, value: u64) -> Result<Self::Value, F> {
        self.take(Scalar::Unsigned(value))
    }

    fn visit_i128<F: Error>(self, _: i128) -> Result<Self::Value, F> {
        Err(mismatch(self.0.words(), "an integer of 128 bits"))
    }

    fn visit_u128<F: Error>(self, _: u128) -> Result<Self::Value, F> {
        Err(mismatch(self.0.words(), "an integer of 128 bits"))
    }

    fn visit_f64<F: Error>(self, value: f64) -> Result<Self::Value, F> {
        self.take(Scalar::Float(value))
    }

    fn visit_str<F: Error>(self, value: &str) -> Result<Self::Value, F> {
        self.take(Scalar::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_borrowed_str<F: Error>(self, value: &'de str) -> Result<Self::Value, F> {
        self.take(Scalar::Text(Cow::Borrowed(value)))
    }

    fn visit_string<F: Error>(self, value: String) -> Result<Self::Value, F> {
        self.take(Scalar::Text(Cow::Owned(value)))
    }

    fn visit_bytes<F: Error>(self, _: &[u8]) -> Result<Self::Value, F> {
        Err(mismatch(self.0.words(), "bytes"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
        self.0.array(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
        self.0.object(members)
    }
}
