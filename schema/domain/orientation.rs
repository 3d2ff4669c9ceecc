//! Reads from the first bytes of a picture how it has to be turned to stand upright:
//! [`Orientation`].
//!
//! Phones store a photo as the sensor saw it, and note beside it, in the EXIF data, how it was
//! held. Nothing is decoded: the tag stands in one of the segments before the pixels. The bytes may
//! be anybody's, so every place is looked up with its bounds, and each byte once.

use std::iter;

/// How the pixels of a picture, as they are stored, have to be turned or mirrored to stand upright:
/// by the tag of its EXIF data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Orientation(u8);

impl Default for Orientation {
    /// The pixels are stored upright.
    fn default() -> Self {
        Self(UPRIGHT)
    }
}

const UPRIGHT: u8 = 1;

/// The number of the tag in EXIF data.
const TAG: u16 = 0x0112;

/// What EXIF data begin with in a segment of a JPEG file; the last byte is padding.
const EXIF: &[u8] = b"Exif\0";

impl Orientation {
    /// The number of bytes that [`of`](Self::of) looks at: the longest segment of a JPEG file.
    pub const HEAD: usize = 64 * 1024;

    /// Reads the orientation from the first bytes of a JPEG or PNG file. It is upright where nothing
    /// else is said, in EXIF data that make no sense too, or only behind those bytes, where the
    /// standard does not have it; of several, the first that turns counts.
    ///
    /// # Examples
    ///
    /// ```
    /// use clova_id_card::Orientation;
    ///
    /// let photo = b"\xFF\xD8\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\
    ///               \x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    /// assert_eq!(Orientation::of(photo).exif(), 6);
    /// assert!(Orientation::of(photo).is_turned());
    /// assert!(!Orientation::of(b"\x89PNG\r\n\x1A\n").is_turned());
    /// ```
    #[must_use]
    pub fn of(head: &[u8]) -> Self {
        let head = head.get(..Self::HEAD).unwrap_or(head);
        let turned = |block: &[u8]| tag(block).filter(|value| *value != UPRIGHT);
        let found = if let Some(rest) = head.strip_prefix(b"\xFF\xD8") {
            segments(rest).filter_map(exif).find_map(turned)
        } else if let Some(rest) = head.strip_prefix(b"\x89PNG\r\n\x1A\n") {
            chunks(rest).find_map(turned)
        } else {
            None
        };
        Self(found.unwrap_or(UPRIGHT))
    }

    /// The value of the tag, from 1 to 8; 1 is upright.
    #[must_use]
    pub const fn exif(self) -> u8 {
        self.0
    }

    /// Whether the pixels that are stored do not stand upright, so that there are two views of the
    /// picture.
    #[must_use]
    pub const fn is_turned(self) -> bool {
        self.0 != UPRIGHT
    }

    /// Whether width and height differ between the two.
    pub(super) const fn swaps_sides(self) -> bool {
        self.0 > 4
    }

    /// How to turn back.
    pub(super) const fn inverse(self) -> Self {
        match self.0 {
            6 => Self(8),
            8 => Self(6),
            _ => self,
        }
    }
}

/// The segments of a JPEG file before its pixels: marker and content. The last one may be cut.
fn segments(mut rest: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    iter::from_fn(move || {
        loop {
            // Decoders skip what is between segments, and so does this.
            let start = rest.iter().position(|byte| *byte == 0xFF)?;
            let filled = rest.get(start..)?;
            let marker = filled.iter().position(|byte| *byte != 0xFF)?;
            let (marker, tail) = filled.get(marker..)?.split_first()?;
            rest = tail;
            match marker {
                // Pixels, or the end.
                0xDA | 0xD9 => return None,
                // Without a content.
                0x00 | 0x01 | 0xD0..=0xD8 => {}
                _ => {
                    let (length, tail) = tail.split_first_chunk()?;
                    let length = usize::from(u16::from_be_bytes(*length)).checked_sub(2)?;
                    let (content, tail) = tail.split_at(length.min(tail.len()));
                    rest = tail;
                    return Some((*marker, content));
                }
            }
        }
    })
}

/// The EXIF data of a segment, if it has them.
fn exif((marker, content): (u8, &[u8])) -> Option<&[u8]> {
    let rest = content.strip_prefix(EXIF).filter(|_| marker == 0xE1)?;
    rest.get(1..)
}

/// The EXIF data of a PNG file. The last ones may be cut.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    /// The checksum behind each chunk.
    const CHECKSUM: usize = 4;
    iter::from_fn(move || {
        loop {
            let (length, tail) = rest.split_first_chunk()?;
            let (kind, tail) = tail.split_first_chunk::<4>()?;
            let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
            let (content, tail) = tail.split_at(length.min(tail.len()));
            rest = tail.get(CHECKSUM..).unwrap_or_default();
            if kind == b"eXIf" {
                let bare = content.strip_prefix(EXIF).and_then(|rest| rest.get(1..));
                return Some(bare.unwrap_or(content));
            }
        }
    })
}

/// The orientation in the first directory of EXIF data, which have the form of a TIFF file.
fn tag(block: &[u8]) -> Option<u8> {
    let is_little = match block.first_chunk()? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let bytes = |at: usize, length: usize| block.get(at..at.checked_add(length)?);
    let number = |at: usize, length: usize| {
        let bytes = bytes(at, length)?.iter().map(|byte| u32::from(*byte));
        let join = |number: u32, byte: u32| (number << 8) | byte;
        Some(if is_little {
            bytes.rev().fold(0, join)
        } else {
            bytes.fold(0, join)
        })
    };
    if number(2, 2)? != 42 {
        return None;
    }
    let directory = usize::try_from(number(4, 4)?).ok()?;
    let entries = usize::try_from(number(directory, 2)?).ok()?;
    let first = directory.checked_add(2)?;
    let value = (0..entries)
        .map_while(|entry| {
            let at = first.checked_add(entry * 12)?;
            bytes(at, 12).map(|_| at)
        })
        .find(|at| number(*at, 2) == Some(TAG.into()))
        .and_then(|at| {
            // One number: of 8, 16 or 32 bits.
            let length = match (number(at + 2, 2)?, number(at + 4, 4)?) {
                (1, 1) => 1,
                (3, 1) => 2,
                (4, 1) => 4,
                _ => return None,
            };
            number(at + 8, length)
        })?;
    u8::try_from(value).ok().filter(|value| (1..=8).contains(value))
}
