//! A picture to be sent: [`Image`].

use crate::client::Content;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use std::error::Error;
use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

/// A picture of one card: JPEG or PNG, or a PDF or TIFF file of one page. It is read while it is
/// sent, so it need not be in memory. `Debug` does not show it.
#[derive(Debug)]
pub struct Image(pub(super) Content);

impl Image {
    /// Sends bytes in memory. Neither a vector nor shared [`Bytes`] are copied.
    #[must_use]
    pub fn bytes(bytes: impl Into<Bytes>) -> Self {
        Self(Content::from(bytes))
    }

    /// Sends a file. Its name is not sent. What can be read only once, such as a pipe, is refused.
    #[must_use]
    pub fn path(path: impl Into<PathBuf>) -> Self {
        Self(Content::path(path))
    }

    /// Sends a reader; `length` is that of all its bytes, where it is known. It can be sent only
    /// once, so a call with it is never repeated.
    #[must_use]
    pub fn reader(reader: impl Read + Send + 'static, length: Option<u64>) -> Self {
        Self(Content::reader(reader, length))
    }

    /// Decodes base64: with padding, without line breaks, and without `data:` before it.
    ///
    /// # Errors
    /// When it is anything else.
    pub fn base64(text: &str) -> Result<Self, NotBase64> {
        if text.starts_with("data:") {
            return Err(NotBase64::DataUrl);
        }
        match STANDARD.decode(text) {
            Ok(bytes) => Ok(Self::bytes(bytes)),
            Err(_) => Err(NotBase64::Broken),
        }
    }
}

impl From<Content> for Image {
    fn from(content: Content) -> Self {
        Self(content)
    }
}

impl From<Vec<u8>> for Image {
    fn from(bytes: Vec<u8>) -> Self {
        Self::bytes(bytes)
    }
}

impl From<Bytes> for Image {
    fn from(bytes: Bytes) -> Self {
        Self::bytes(bytes)
    }
}

/// A copy: a call may outlive what is lent to it.
impl From<&[u8]> for Image {
    fn from(bytes: &[u8]) -> Self {
        Self::bytes(bytes.to_vec())
    }
}

impl From<PathBuf> for Image {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl From<&Path> for Image {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

/// An error of [`Image::base64`]. It does not hold the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotBase64 {
    /// The text is a `data:` URL.
    DataUrl,
    /// The text has other characters, or too few.
    Broken,
}

impl fmt::Display for NotBase64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::DataUrl => "the image is a data: URL; pass only what follows its comma",
            Self::Broken => "the image is not base64 with padding and without line breaks",
        })
    }
}

impl Error for NotBase64 {}
