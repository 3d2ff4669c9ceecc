//! The first bytes of a file to its format, and the format that was said held against it.
//!
//! It stands apart because a call with the wrong format is paid for and fails, and because no more
//! than the first bytes are needed: a file need not be in memory to be looked at.

use crate::types::ImageFormat;
use std::error::Error;
use std::fmt;

/// What each format begins with.
const SIGNATURES: &[(&[u8], ImageFormat)] = &[
    (b"\xFF\xD8\xFF", ImageFormat::Jpg),
    (b"\x89PNG\r\n\x1A\n", ImageFormat::Png),
    (b"II*\0", ImageFormat::Tiff),
    (b"MM\0*", ImageFormat::Tiff),
];

/// What a PDF file has near its start, though not always at it.
const PDF: &[u8] = b"%PDF-";

impl ImageFormat {
    /// How many bytes of a file [`of`](Self::of) looks at, if there are so many.
    pub const HEAD: usize = 1024;

    /// The format of a file, by its first bytes.
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

    /// Holds this format, which somebody said, against the first bytes of the file.
    ///
    /// # Errors
    /// When the file has another one.
    pub fn check(self, head: &[u8]) -> Result<(), FormatError> {
        let found = Self::of(head)?;
        if found.media_type() == self.media_type() {
            Ok(())
        } else {
            Err(FormatError::Differs { said: self, found })
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

/// Why a file is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FormatError {
    /// There is nothing in it.
    Empty,
    /// It is none of those that the service takes.
    Unknown,
    /// It is another one than was said.
    Differs {
        /// What was said.
        said: ImageFormat,
        /// What it is.
        found: ImageFormat,
    },
}

impl fmt::Display for FormatError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("the image is empty"),
            Self::Unknown => formatter.write_str(
                "the image is none of JPEG, PNG, PDF and TIFF, which are all that the service takes",
            ),
            Self::Differs { said, found } => {
                let (said, found) = (said.as_str(), found.as_str());
                write!(formatter, "the image was said to be {said}, and is {found}")
            }
        }
    }
}

impl Error for FormatError {}
