//! What the body of an answer is decoded into: [`Document`].

use crate::wire::{DecodeError, Value, decode};

/// A document of an answer, or one of several that the status tells apart.
pub trait Document: Sized {
    /// Decodes what came with this status.
    ///
    /// # Errors
    /// When it is not the document that comes with it.
    fn of_status(status: u16, body: &[u8]) -> Result<Self, DecodeError>;
}

impl<T: Value> Document for T {
    fn of_status(_: u16, body: &[u8]) -> Result<Self, DecodeError> {
        decode(body)
    }
}
