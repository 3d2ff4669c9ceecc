//! Reads and writes unions: [`Union`], the first shape that fits.
//!
//! A union is the one type for which the whole value is held in memory before it is decoded: as its
//! text, which has every digit.

use super::value::Value;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};
use serde_json::value::RawValue;

/// A type that is read and written as one of several objects.
pub(crate) trait Union: Sized {
    /// Decodes the first shape that fits; `None` when none does.
    fn read(text: &str) -> Option<Self>;

    /// Writes the shape that it has.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Box::<RawValue>::deserialize(deserializer)?.get())
            .ok_or_else(|| D::Error::custom("none of the shapes that the schema lists fits"))
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

/// Decodes a value as a `T`, if it has all that a `T` requires.
pub(crate) fn fits<T: Value>(text: &str) -> Option<T> {
    T::decode(&mut serde_json::Deserializer::from_str(text)).ok()
}
