//! Reads a picture that the user gives, to be drawn over.
//!
//! It becomes part of the page as it is: whatever can be read on it can be read there. Its media type is
//! found by its bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The most bytes that are taken: what the service takes.
const MOST_BYTES: u64 = 52_428_800;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
const JPEG: &[u8] = b"\xff\xd8\xff";

/// A picture, PNG or JPEG.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    media_type: &'static str,
    bytes: Vec<u8>,
    width: u32,
    height: u32,
}

impl Picture {
    /// Reads it. Errors name the file, and nothing that is in it.
    pub fn read(path: &Path) -> io::Result<Self> {
        let named = |error: io::Error| {
            let message = format!("{}: {error}", path.display());
            io::Error::new(error.kind(), message)
        };
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(named)?;
        let mut file = file.take(MOST_BYTES + 1);
        file.read_to_end(&mut bytes).map_err(named)?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > MOST_BYTES) {
            let message = format!("it has more than {MOST_BYTES} bytes; give a smaller copy");
            return Err(named(io::Error::other(message)));
        }
        Self::of(bytes).ok_or_else(|| {
            named(io::Error::other(
                "it is neither PNG nor JPEG, or is cut short; convert it first",
            ))
        })
    }

    /// Takes the bytes of a picture.
    pub fn of(bytes: Vec<u8>) -> Option<Self> {
        let (media_type, (width, height)) = if bytes.starts_with(PNG) {
            ("image/png", png_size(&bytes)?)
        } else if bytes.starts_with(JPEG) {
            ("image/jpeg", jpeg_size(&bytes)?)
        } else {
            return None;
        };
        (width > 0 && height > 0).then_some(Self {
            media_type,
            bytes,
            width,
            height,
        })
    }

    /// Width and height, in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// All of it, as a URL.
    pub(super) fn url(&self) -> String {
        let data = STANDARD.encode(&self.bytes);
        format!("data:{};base64,{data}", self.media_type)
    }
}

/// What it shows is nobody's business.
impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture")
            .field("media_type", &self.media_type)
            .field("size", &self.size())
            .finish_non_exhaustive()
    }
}

/// The first chunk of a PNG says.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.get(PNG.len()..)?;
    (header.get(4..8)? == b"IHDR").then_some(())?;
    let side = |from: usize| -> Option<u32> {
        let side: [u8; 4] = header.get(from..from + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(side))
    };
    Some((side(8)?, side(12)?))
}

/// The frame of a JPEG says; what comes before it is passed over, segment by segment.
fn jpeg_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.get(2..)?;
    loop {
        let &[0xff, marker, ref after @ ..] = rest else {
            return None;
        };
        rest = match marker {
            // Filling before a marker.
            0xff => rest.get(1..)?,
            // These have no length.
            0x01 | 0xd0..=0xd7 => after,
            // The picture begins or ends, and no frame was there.
            0xd9 | 0xda => return None,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let side = |from: usize| -> Option<u32> {
                    let side: [u8; 2] = after.get(from..from + 2)?.try_into().ok()?;
                    Some(u16::from_be_bytes(side).into())
                };
                return Some((side(5)?, side(3)?));
            }
            _ => {
                let length: [u8; 2] = after.get(..2)?.try_into().ok()?;
                after.get(usize::from(u16::from_be_bytes(length)).max(2)..)?
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = PNG.to_vec();
        bytes.extend(13_u32.to_be_bytes());
        bytes.extend(b"IHDR");
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    /// A comment, an Exif segment with a false marker in it, filling, then a progressive frame.
    const PHOTO: &[u8] = b"\xff\xd8\xff\xfe\x00\x04hi\xff\xe1\x00\x06\xff\xc0\x00\x00\xff\xff\xc2\x00\x11\x08\x01\x02\x03\x04\x03";

    #[test]
    fn a_size_is_where_the_format_has_it() {
        assert_eq!(Picture::of(png(640, 400)).unwrap().size(), (640, 400));
        assert_eq!(Picture::of(PHOTO.to_vec()).unwrap().size(), (0x304, 0x102));
    }

    #[test]
    fn anything_else_is_none() {
        assert!(Picture::of(png(0, 400)).is_none());
        assert!(Picture::of(b"GIF89a".to_vec()).is_none());
        for end in 0..PHOTO.len() - 1 {
            assert!(Picture::of(PHOTO[..end].to_vec()).is_none(), "{end}");
        }
        for end in 0..png(1, 1).len() {
            assert!(Picture::of(png(1, 1)[..end].to_vec()).is_none(), "{end}");
        }
        let said = Picture::read(Path::new(file!())).unwrap_err().to_string();
        assert!(
            said.starts_with(file!()) || said.contains("No such file"),
            "{said}"
        );
    }

    #[test]
    fn it_is_shown_to_nobody_unasked() {
        let picture = Picture::of(png(2, 3)).unwrap();
        assert_eq!(
            format!("{picture:?}"),
            "Picture { media_type: \"image/png\", size: (2, 3), .. }"
        );
        assert!(
            picture
                .url()
                .starts_with("data:image/png;base64,iVBORw0KGgo")
        );
    }
}
