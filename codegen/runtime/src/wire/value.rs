//! Reads and writes one JSON value: [`Value`].
//!
//! serde's own traits leave three things to each implementation. Here an error never quotes a
//! value, `3.0` is an integer, and a number that is not finite is refused rather than written as
//! `null`.

use super::visit::{self, Expect, Scalar};
use serde::de::{DeserializeSeed, SeqAccess};
use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::marker::PhantomData;

/// A type that is read and written as JSON.
pub trait Value: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// When what comes is of another kind. The message names kinds and members, never a value.
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value, in clear.
    ///
    /// # Errors
    /// When it holds a number that is not finite.
    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Implements [`Value`] and serde's traits for a type of one of the families [`Object`],
/// [`Scalar`], [`Text`] and [`Union`], or one around a value that it holds, `Held`.
///
/// [`Object`]: super::Object
/// [`Scalar`]: super::Scalar
/// [`Text`]: super::Text
/// [`Union`]: super::Union
macro_rules! impl_value {
    (Held, $type:ident) => {
        impl $crate::wire::Value for $type {
            fn decode<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::wire::Value::decode(deserializer).map(Self)
            }

            fn encode<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::wire::Value::encode(&self.0, serializer)
            }
        }

        $crate::wire::impl_value!($type);
    };
    ($family:ident, $type:ident) => {
        impl $crate::wire::Value for $type {
            fn decode<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <Self as $crate::wire::$family>::decode_whole(deserializer)
            }

            fn encode<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                <Self as $crate::wire::$family>::encode_whole(self, serializer)
            }
        }

        $crate::wire::impl_value!($type);
    };
    ($type:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                <Self as $crate::wire::Value>::decode(deserializer)
            }
        }

        impl ::serde::Serialize for $type {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                <Self as $crate::wire::Value>::encode(self, serializer)
            }
        }
    };
}

pub(crate) use impl_value;

/// Lets serde ask for a [`Value`] inside an array or an object.
pub(super) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(super) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Value> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::decode(deserializer)
    }
}

/// Lets serde write a [`Value`] inside an array or an object.
pub(super) struct Encoded<'a, T>(pub(super) &'a T);

impl<T: Value> Serialize for Encoded<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.encode(serializer)
    }
}

impl Value for bool {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let take = |scalar: Scalar<'de>| match scalar {
            Scalar::Bool(value) => Some(value),
            _ => None,
        };
        visit::scalar("a boolean", take, deserializer)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(*self)
    }
}

impl Value for i64 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        visit::scalar(
            "an integer of 64 bits",
            |scalar: Scalar<'de>| integer(&scalar),
            deserializer,
        )
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(*self)
    }
}

impl Value for i32 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let take = |scalar: Scalar<'de>| Self::try_from(integer(&scalar)?).ok();
        visit::scalar("an integer of 32 bits", take, deserializer)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i32(*self)
    }
}

impl Value for u64 {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let take = |scalar: Scalar<'de>| match scalar {
            Scalar::Unsigned(value) => Some(value),
            other => Self::try_from(integer(&other)?).ok(),
        };
        visit::scalar("an integer of 64 bits from zero", take, deserializer)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u64(*self)
    }
}

/// JSON has one kind of number: `3.0` and `3e2` are integers as much as `3` is.
fn integer(scalar: &Scalar<'_>) -> Option<i64> {
    // From 2 to the 53 on a double stands for its neighbours too, so nobody can tell what was
    // written: there only digits without a point are taken. See `whole` for the others.
    const EDGE: f64 = 9_007_199_254_740_992.0;

    match *scalar {
        Scalar::Signed(value) => Some(value),
        Scalar::Unsigned(value) => i64::try_from(value).ok(),
        Scalar::Float(value) if value.fract() == 0.0 && value.abs() < EDGE => {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "whole and in range, as just asked"
            )]
            let whole = value as i64;
            Some(whole)
        }
        _ => None,
    }
}

impl Value for f64 {
    #[inline]
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "the type says that it is a double"
        )]
        let take = |scalar: Scalar<'de>| match scalar {
            Scalar::Signed(value) => Some(value as Self),
            Scalar::Unsigned(value) => Some(value as Self),
            Scalar::Float(value) => Some(value),
            _ => None,
        };
        visit::scalar("a number", take, deserializer)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_finite() {
            serializer.serialize_f64(*self)
        } else {
            Err(S::Error::custom(
                "a number is not finite, and JSON cannot hold it",
            ))
        }
    }
}

impl Value for String {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        text(deserializer).map(Cow::into_owned)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// Reads a string, borrowed where the input has no escapes.
#[inline]
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    let take = |scalar: Scalar<'de>| match scalar {
        Scalar::Text(value) => Some(value),
        _ => None,
    };
    visit::scalar("a string", take, deserializer)
}

impl Value for serde_json::Value {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl<T: Value> Value for Box<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::decode(deserializer).map(Self::new)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::encode(self, serializer)
    }
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Value> Expect<'de> for Items<T> {
    type Value = Vec<T>;

    fn words(&self) -> &'static str {
        "an array"
    }

    fn array<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Seed::new())? {
            all.push(item);
        }
        Ok(all)
    }
}

impl<T: Value> Value for Vec<T> {
    fn decode<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        visit::expect(Items(PhantomData), deserializer)
    }

    fn encode<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Encoded))
    }
}
