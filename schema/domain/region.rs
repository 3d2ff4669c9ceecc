//! A rectangle of whole pixels that covers an outline: [`Region`].
//!
//! It is rounded outward: a rectangle that is a pixel short shows what it should hide.

use super::orientation::Orientation;
use super::view::Size;
use serde::{Serialize, Serializer};

/// A rectangle of whole pixels, from the upper left corner of the picture. It may reach beyond the
/// picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Region {
    /// The first column.
    pub left: i64,
    /// The first row.
    pub top: i64,
    /// The column behind the last one.
    pub right: i64,
    /// The row behind the last one.
    pub bottom: i64,
}

impl Region {
    /// The smallest region that covers these corners, whether a whole coordinate means the edge of
    /// a pixel or its middle: the vendor does not say. `None` unless there are three at least, and
    /// they span an area.
    pub(super) fn covering(corners: &[(f64, f64)]) -> Option<Self> {
        let (columns, rows): (Vec<f64>, Vec<f64>) = corners.iter().copied().unzip();
        let ((left, right), (top, bottom)) = (span(&columns)?, span(&rows)?);
        (corners.len() > 2).then_some(Self {
            left,
            top,
            right,
            bottom,
        })
    }

    /// Where it is once a picture of this size is turned or mirrored.
    pub(super) fn turned(self, orientation: Orientation, (width, height): Size) -> Self {
        let Self {
            left,
            top,
            right,
            bottom,
        } = self;
        let mirrored =
            |side: u32, (from, to): (i64, i64)| {
                let side = i64::from(side);
                (side.saturating_sub(to), side.saturating_sub(from))
            };
        let (columns, rows) = ((left, right), (top, bottom));
        let (columns, rows) = match orientation.exif() {
            2 => (mirrored(width, columns), rows),
            3 => (mirrored(width, columns), mirrored(height, rows)),
            4 => (columns, mirrored(height, rows)),
            5 => (rows, columns),
            6 => (mirrored(height, rows), columns),
            7 => (mirrored(height, rows), mirrored(width, columns)),
            8 => (rows, mirrored(width, columns)),
            _ => (columns, rows),
        };
        Self {
            left: columns.0,
            right: columns.1,
            top: rows.0,
            bottom: rows.1,
        }
    }

    /// Where it is once a picture of one size is scaled to another, rounded outward.
    pub(super) fn scaled(self, from: Size, to: Size) -> Self {
        let scaled = |at: i64, from: u32, to: u32, up: bool| {
            let (at, from) = (i128::from(at) * i128::from(to), i128::from(from).max(1));
            let more = i128::from(up && at.rem_euclid(from) > 0);
            let at = at.div_euclid(from) + more;
            // What is beyond the range becomes its end.
            i64::try_from(at).unwrap_or(if at < 0 { i64::MIN } else { i64::MAX })
        };
        Self {
            left: scaled(self.left, from.0, to.0, false),
            right: scaled(self.right, from.0, to.0, true),
            top: scaled(self.top, from.1, to.1, false),
            bottom: scaled(self.bottom, from.1, to.1, true),
        }
    }

    /// The part inside of a picture of this size, if there is one.
    #[must_use]
    pub fn within(self, width: u32, height: u32) -> Option<Self> {
        let clipped = Self {
            left: self.left.max(0),
            top: self.top.max(0),
            right: self.right.min(width.into()),
            bottom: self.bottom.min(height.into()),
        };
        (clipped.left < clipped.right && clipped.top < clipped.bottom).then_some(clipped)
    }

    /// Whether a pixel is inside.
    #[must_use]
    pub const fn contains(&self, column: i64, row: i64) -> bool {
        self.left <= column && column < self.right && self.top <= row && row < self.bottom
    }

    /// The number of columns.
    #[must_use]
    pub const fn width(&self) -> u64 {
        self.right.abs_diff(self.left)
    }

    /// The number of rows.
    #[must_use]
    pub const fn height(&self) -> u64 {
        self.bottom.abs_diff(self.top)
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([
            ("left", self.left),
            ("top", self.top),
            ("right", self.right),
            ("bottom", self.bottom),
        ])
    }
}

/// The range from the first pixel that the coordinates touch to the one behind the last.
fn span(coordinates: &[f64]) -> Option<(i64, i64)> {
    let finite = coordinates.iter().all(|coordinate| coordinate.is_finite());
    let first = coordinates.iter().copied().reduce(f64::min)?;
    let last = coordinates.iter().copied().reduce(f64::max)?;
    if !finite || first >= last {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "both are whole, and what is beyond the range becomes its end"
    )]
    let (first, last) = (first.floor() as i64, last.ceil() as i64);
    Some((first, last.saturating_add(1)))
}
