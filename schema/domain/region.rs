//! A rectangle of whole pixels that covers an outline: [`Region`].
//!
//! It is rounded outward: a rectangle that is a pixel short shows what it should hide.

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
