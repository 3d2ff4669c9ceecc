//! Detects the format of a file by its first bytes, and compares it with a declared one.
//!
//! A call with the wrong format is charged, and fails. The first bytes suffice, so the file need
//! not be in memory.

use crate::types::ImageFormat;
use std::error::Error;
use std::fmt;

/// The first bytes of each format.
const SIGNATURES: &[(&[u8], ImageFormat)] = &[
    (b"\xFF\xD8\xFF", ImageFormat::Jpg),
    (b"\x89PNG\r\n\x1A\n", ImageFormat::Png),
    (b"II*\0", ImageFormat::Tiff),
    (b"MM\0*", ImageFormat::Tiff),
];

/// The mark of a PDF file, near its start but not always at it.
const PDF: &[u8] = b"%PDF-";

impl ImageFormat {
    /// The number of bytes that [`of`](Self::of) looks at.
    pub const HEAD: usize = 1024;

    /// Detects the format of a file by its first bytes.
    ///
    /// # Errors
    /// When it has none of the formats that the service takes.
    pub fn of(head: &[u8]) -> Result<Self, FormatError> {
        let head = head.get(..Self::HEAD).unwrap_or(head);
        if head.is_empty() {
            return Err(FormatError::Empty);
        }
        let known = SIGNATURES
            .iter()
            .find(|(signature, _)| head.starts_with(signature));
        match known {
            Some((_, format)) => Ok(*format),
            None if head.windows(PDF.len()).any(|bytes| bytes == PDF) => Ok(Self::Pdf),
            None => Err(FormatError::Unknown),
        }
    }

    /// Compares this format with the first bytes of a file.
    ///
    /// # Errors
    /// When the file has another one.
    pub fn check(self, head: &[u8]) -> Result<(), FormatError> {
        let found = Self::of(head)?;
        if found.media_type() == self.media_type() {
            Ok(())
        } else {
            Err(FormatError::Differs { declared: self, found })
        }
    }

    /// The media type, one of [`FILE_MEDIA_TYPES`](crate::MultipartRequest::FILE_MEDIA_TYPES).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpg | Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Tif | Self::Tiff => "image/tiff",
        }
    }
}

/// An error of the format of a file, which is not sent then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FormatError {
    /// The file is empty.
    Empty,
    /// It has none of the formats that the service takes.
    Unknown,
    /// It has another format than the declared one.
    Differs {
        /// The declared format.
        declared: ImageFormat,
        /// The format of the file.
        found: ImageFormat,
    },
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the image is empty"),
            Self::Unknown => formatter.write_str(
                "the image is not JPEG, PNG, PDF or TIFF, which are all that the service takes",
            ),
            Self::Differs { declared, found } => {
                let (declared, found) = (declared.as_str(), found.as_str());
                write!(formatter, "the image was declared as {declared}, but is {found}")
            }
        }
    }
}

impl Error for FormatError {}
