//! Objects of several shapes: the first shape that fits is the one that came.
//!
//! It stands apart because what came must be held until a shape is found for it, which nothing
//! else in this crate does.

use super::value::Value;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::Value as Json;

/// A type that travels as one of several objects.
pub(crate) trait Union: Sized {
    /// `None` when no shape fits.
    fn read(value: &Json) -> Option<Self>;

    /// Writes the shape that it has.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&Json::deserialize(deserializer)?)
            .ok_or_else(|| D::Error::custom("none of the shapes that the schema lists fits"))
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

/// The value as a `T`, if it has all that a `T` requires.
pub(crate) fn fits<T: Value>(value: &Json) -> Option<T> {
    T::decode(value).ok()
}
