//! A file in a form: [`FilePart`].

use super::redacted::Personal;

/// A file with a name and a media type. Its name may name a person, so neither it nor the content
/// is printed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FilePart {
    /// The name that is sent.
    pub file_name: Personal<String>,
    /// The media type that is sent.
    pub media_type: String,
    /// The bytes of the file.
    pub content: Personal<Vec<u8>>,
}

impl FilePart {
    /// Creates a file part.
    #[must_use]
    pub fn new(
        file_name: impl Into<Personal<String>>,
        media_type: impl Into<String>,
        content: impl Into<Personal<Vec<u8>>>,
    ) -> Self {
        Self {
            file_name: file_name.into(),
            media_type: media_type.into(),
            content: content.into(),
        }
    }
}
