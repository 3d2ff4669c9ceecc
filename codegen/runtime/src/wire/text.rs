//! Strings out of a list: a type says which string is which variant, and [`Text`] reads and
//! writes it.
//!
//! It stands apart so that an open list and a closed one differ in one place only, the type's own
//! answer for a string that it does not have.

use super::value::text;
use super::visit::mismatch;
use serde::{Deserializer, Serializer};

/// A type that travels as a string.
pub(crate) trait Text: Sized {
    /// `None` when the list is closed and does not have it.
    fn read(text: &str) -> Option<Self>;

    /// The string as it is on the wire.
    fn write(&self) -> &str;

    fn decode_whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(&text(deserializer)?)
            .ok_or_else(|| mismatch("one of the strings that the schema lists", "another"))
    }

    fn encode_whole<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.write())
    }
}
