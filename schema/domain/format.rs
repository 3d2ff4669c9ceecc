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

/// The mark of a PDF file. A version follows it; blanks and a byte order mark may precede it.
const PDF: &[u8] = b"%PDF-";

/// Where the kind of a file of boxes stands, and the kinds of the still pictures among them.
const BOX: &[u8] = b"ftyp";
const HEIC: [&[u8]; 8] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"];

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
            None if is_pdf(head) => Ok(Self::Pdf),
            None if is_heic(head) => Err(FormatError::Heic),
            None if is_webp(head) => Err(FormatError::WebP),
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

/// A text that only mentions the mark is no PDF file.
fn is_pdf(head: &[u8]) -> bool {
    let mark = head.windows(PDF.len()).position(|bytes| bytes == PDF);
    mark.is_some_and(|at| {
        let before = &head[..at];
        let before = before.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(before);
        let version = head.get(at + PDF.len());
        before.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0)
            && version.is_none_or(u8::is_ascii_digit)
    })
}

fn is_heic(head: &[u8]) -> bool {
    let brand = head.get(4..).and_then(|rest| rest.strip_prefix(BOX));
    brand.is_some_and(|brand| HEIC.iter().any(|heic| brand.starts_with(heic)))
}

fn is_webp(head: &[u8]) -> bool {
    head.starts_with(b"RIFF") && head.get(8..).is_some_and(|rest| rest.starts_with(b"WEBP"))
}

/// An error of the format of a file, which is not sent then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FormatError {
    /// The file is empty.
    Empty,
    /// It is HEIC, the format of the cameras of some phones, which the service does not take.
    Heic,
    /// It is WebP, which the service does not take.
    WebP,
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
            Self::Heic => formatter.write_str(
                "the image is HEIC, which the service does not take; convert it to JPEG",
            ),
            Self::WebP => formatter.write_str(
                "the image is WebP, which the service does not take; convert it to JPEG or PNG",
            ),
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
