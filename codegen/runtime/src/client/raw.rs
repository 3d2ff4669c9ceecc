//! Holds an answer as it came: [`RawAnswer`].

use crate::wire::Personal;

/// An answer of which the API describes nothing, with its body as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawAnswer {
    /// Its HTTP status, of those that report success.
    pub status: u16,
    /// Its `Content-Type`, if it has one that is text.
    pub content_type: Option<Personal<String>>,
    /// Its body.
    pub body: Personal<Vec<u8>>,
}
