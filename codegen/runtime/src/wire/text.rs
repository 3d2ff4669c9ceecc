//! Reads and writes strings out of a list: [`Text`], implemented by each emitted enum.
//!
//! An open list and a closed one differ only in what the type answers for an unknown string.

use super::value::text;
use super::visit::mismatch;
use serde::{Deserializer, Serializer};

/// A type that is read and written as a string.
pub(crate) trait Text: Sized {
    /// Parses a string; `None` when the list is closed and does not have it.
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
