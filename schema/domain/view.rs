//! Tells which pixels the regions of an answer belong to: [`View`].
//!
//! A photo that is marked as turned can be seen in two ways, and nobody says which of them the
//! service reads. So both are counted on, and what the answer says of its picture rules one out.

use super::masking::Picture;
use super::orientation::Orientation;
use super::region::Region;
use crate::types::ConvertedImageInfo;

/// The pixels that are to be painted over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum View {
    /// The picture that was given, its pixels as they are stored: what a decoder gives that leaves
    /// the EXIF orientation alone.
    Stored {
        /// In pixels, of this view.
        width: u32,
        /// In pixels, of this view.
        height: u32,
    },
    /// The picture that was given, turned by its EXIF orientation: what a viewer shows.
    Upright {
        /// In pixels, of this view.
        width: u32,
        /// In pixels, of this view.
        height: u32,
    },
    /// The picture that the service read, whichever that is. Of a page, it is the one of which
    /// [`converted_image_info`](crate::ImageResult::converted_image_info) has the size; of a photo
    /// that is turned, it is for the caller to know which view the service reads.
    AsRead,
}

/// Width and height of a picture, in pixels.
pub(super) type Size = (u32, u32);

/// A way from the pixels that the service may have read to those of a view.
#[derive(Debug, Clone, Copy)]
pub(super) enum Way {
    /// They are the same.
    Same,
    /// They are turned, from a picture of that size.
    Turned(Orientation, Size),
}

impl View {
    /// The size, where the view says it.
    pub(super) const fn size(self) -> Option<Size> {
        match self {
            Self::Stored { width, height } | Self::Upright { width, height } => {
                Some((width, height))
            }
            Self::AsRead => None,
        }
    }

    /// All ways that are possible if the picture that the service read has this size; none if the
    /// size is that of no view.
    pub(super) fn ways(self, picture: Picture, read: Option<Size>) -> Vec<Way> {
        let orientation = picture.orientation;
        let (this, back) = match self {
            Self::Stored { width, height } => ((width, height), orientation.inverse()),
            Self::Upright { width, height } => ((width, height), orientation),
            Self::AsRead => return vec![Way::Same],
        };
        let other = if orientation.swaps_sides() {
            (this.1, this.0)
        } else {
            this
        };
        let same = (Way::Same, this);
        let turned = (Way::Turned(back, other), other);
        let all = match self {
            _ if !orientation.is_turned() => vec![same],
            Self::Stored { .. } if picture.was_turned => vec![turned],
            _ if picture.was_turned => vec![same],
            _ => vec![same, turned],
        };
        let fits = |size| read.is_none_or(|read| read == size);
        let fitting = all.into_iter().filter(|(_, size)| fits(*size));
        fitting.map(|(way, _)| way).collect()
    }
}

impl Way {
    /// Where a region is in the view.
    pub(super) fn lead(self, region: Region) -> Region {
        match self {
            Self::Same => region,
            Self::Turned(orientation, size) => region.turned(orientation, size),
        }
    }
}

/// The size of the picture that the service made of a page, unless it makes no sense.
pub(super) fn converted_size(info: &ConvertedImageInfo) -> Option<Size> {
    let side = |side: Option<i64>| u32::try_from(side?).ok().filter(|side| *side > 0);
    Some((side(info.width)?, side(info.height)?))
}
