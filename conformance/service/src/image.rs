//! Checks images as far as the service does before it reads them: base64 and the first bytes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::ImageFormat;

/// What is wrong with an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    /// There is nothing.
    Empty,
    /// Not base64: another alphabet, a prefix, a line break, or padding that is missing.
    NotBase64,
    /// The bytes do not begin as a file of that format does.
    OtherFormat,
}

impl Unfit {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Empty => "must not be blank",
            Self::NotBase64 => "must be the file in base64, without a prefix or line breaks",
            Self::OtherFormat => "does not match the format of the image",
        }
    }
}

/// Decodes the text and looks at what it holds.
pub(super) fn check_text(text: &str, format: ImageFormat) -> Result<(), Unfit> {
    if text.is_empty() {
        return Err(Unfit::Empty);
    }
    let bytes = STANDARD.decode(text).map_err(|_| Unfit::NotBase64)?;
    check_bytes(&bytes, format)
}

/// Looks at how a file begins.
pub(super) fn check_bytes(bytes: &[u8], format: ImageFormat) -> Result<(), Unfit> {
    if bytes.is_empty() {
        return Err(Unfit::Empty);
    }
    let begins = |beginnings: &[&[u8]]| beginnings.iter().any(|start| bytes.starts_with(start));
    let fits = match format {
        ImageFormat::Jpg | ImageFormat::Jpeg => begins(&[b"\xFF\xD8\xFF"]),
        ImageFormat::Png => begins(&[b"\x89PNG\r\n\x1A\n"]),
        ImageFormat::Pdf => begins(&[b"%PDF-"]),
        ImageFormat::Tif | ImageFormat::Tiff => begins(&[b"II*\0", b"MM\0*"]),
    };
    if fits {
        Ok(())
    } else {
        Err(Unfit::OtherFormat)
    }
}

/// Whether the service makes a picture of the file before it reads it.
pub(super) fn is_converted(format: ImageFormat) -> bool {
    match format {
        ImageFormat::Pdf | ImageFormat::Tif | ImageFormat::Tiff => true,
        ImageFormat::Jpg | ImageFormat::Jpeg | ImageFormat::Png => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_plain_base64_of_the_declared_format() {
        for (text, format, fit) in [
            ("iVBORw0KGgo=", ImageFormat::Png, Ok(())),
            ("/9j/4AAQSkZJRg==", ImageFormat::Jpg, Ok(())),
            ("JVBERi0xLjQ=", ImageFormat::Pdf, Ok(())),
            ("SUkqAA==", ImageFormat::Tif, Ok(())),
            ("TU0AKg==", ImageFormat::Tiff, Ok(())),
            ("", ImageFormat::Png, Err(Unfit::Empty)),
            ("iVBORw0KGgo", ImageFormat::Png, Err(Unfit::NotBase64)),
            ("iVBORw0K\nGgo=", ImageFormat::Png, Err(Unfit::NotBase64)),
            ("_9j_4AAQSkZJRg==", ImageFormat::Jpg, Err(Unfit::NotBase64)),
            (
                "data:image/png;base64,iVBORw0KGgo=",
                ImageFormat::Png,
                Err(Unfit::NotBase64),
            ),
            ("iVBORw0KGgo=", ImageFormat::Jpeg, Err(Unfit::OtherFormat)),
            ("TU0AKg==", ImageFormat::Pdf, Err(Unfit::OtherFormat)),
        ] {
            assert_eq!(check_text(text, format), fit, "{text}");
        }
    }
}
