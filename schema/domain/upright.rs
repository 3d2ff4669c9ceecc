//! Turns a photo upright before it is sent: the one thing here that needs a codec.

use super::orientation::Orientation;
use crate::client::{BuildError, Content};
use crate::types::ImageFormat;
use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation as Turn;
use image::{DynamicImage, ImageError, ImageReader};
use std::error::Error;
use std::fmt;
use std::io::Cursor;
use tokio::task::spawn_blocking;

/// The most bytes of a photo that is turned, encoded: the limit that is known of the sibling API
/// for other documents.
const MOST: usize = 50 * 1024 * 1024;

/// The quality of a JPEG file that is written, of 100: what is lost is not seen.
const QUALITY: u8 = 95;

/// An error of [`Recognize::upright`](super::Recognize::upright). Nothing has been sent, and the
/// same photo can be sent as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotUpright {
    /// The photo is marked as turned, and cannot be decoded.
    Broken,
    /// The photo is marked as turned, and has more than 50 MiB, or more than 512 MiB when it is
    /// decoded.
    TooLarge,
}

impl fmt::Display for NotUpright {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Broken => "the photo cannot be decoded to turn it upright; send it as it is",
            Self::TooLarge => "the photo is too large to turn it upright; send it as it is",
        })
    }
}

impl Error for NotUpright {}

/// Turns a photo upright, on a thread that may block.
pub(super) async fn upright(
    content: &mut Content,
    format: ImageFormat,
    orientation: Orientation,
) -> Result<(), BuildError> {
    let photo = content.head(MOST + 1).await?;
    if photo.len() > MOST {
        return Err(BuildError::refused(NotUpright::TooLarge));
    }
    let turned = spawn_blocking(move || turned(&photo, format, orientation)).await;
    // A codec that panics has met a photo that it does not understand.
    let turned = turned.unwrap_or(Err(NotUpright::Broken));
    *content = turned.map_err(BuildError::refused)?.into();
    Ok(())
}

fn turned(
    photo: &[u8],
    format: ImageFormat,
    orientation: Orientation,
) -> Result<Bytes, NotUpright> {
    let is_png = format == ImageFormat::Png;
    let codec = if is_png { image::ImageFormat::Png } else { image::ImageFormat::Jpeg };
    let mut pixels = ImageReader::with_format(Cursor::new(photo), codec).decode()?;
    let turn = Turn::from_exif(orientation.exif()).unwrap_or(Turn::NoTransforms);
    pixels.apply_orientation(turn);
    let mut text = Vec::new();
    if is_png {
        pixels.write_with_encoder(PngEncoder::new(&mut text))?;
    } else {
        // Pixels of a JPEG file are of one of the two kinds already, or are converted by the codec.
        let pixels = match pixels {
            DynamicImage::ImageLuma8(_) => pixels,
            other => DynamicImage::ImageRgb8(other.into_rgb8()),
        };
        pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut text, QUALITY))?;
    }
    Ok(text.into())
}

impl From<ImageError> for NotUpright {
    fn from(error: ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooLarge,
            _ => Self::Broken,
        }
    }
}
