//! Finds the parts of a picture that have to be covered before it is shown or kept.
//!
//! It fails closed: a number that cannot be covered is an error, and what can be covered all the
//! same has to be asked for.

use super::readings;
use super::region::Region;
use crate::types::{IdCardResult, ImageResult};
use serde_json::Value;
use std::error::Error;
use std::fmt;

/// The parts of a picture to cover.
///
/// They are what the service reports, which is less than everything: of a resident number it is
/// often the second half only, and names, addresses and birth dates are never among them. For PDF
/// and TIFF files the coordinates are those of the picture in
/// [`converted_image_info`](ImageResult::converted_image_info).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masking {
    readings: Vec<Reading>,
}

/// The regions of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its name, where it is a number.
    pub(super) number: Option<&'static str>,
    pub(super) regions: Vec<Region>,
}

/// A number that would stay visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Unmasked {
    /// The member that it was read into, or should have been.
    pub member: &'static str,
    /// Why it would stay visible.
    pub gap: Gap,
}

impl Unmasked {
    /// The entry for a card with unknown numbers.
    pub(super) const CARD: Self = Self {
        member: "idCard.result",
        gap: Gap::UnknownCard,
    };
}

/// Why a number would stay visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gap {
    /// It is printed on such a card, and was not read.
    NotRead,
    /// It was read, but the service does not say what to cover.
    NoRegion,
    /// Its regions are outside of the picture.
    Outside,
    /// It is not known which numbers such a card has.
    UnknownCard,
}

/// An error of masking: a number would stay visible, so the picture must not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMasked {
    masking: Masking,
    unmasked: Vec<Unmasked>,
}

impl ImageResult {
    /// Finds what to cover in the picture. See [`IdCardResult::masking`].
    ///
    /// # Errors
    /// When a number would stay visible, and when no card was recognised.
    pub fn masking(&self) -> Result<Masking, NotMasked> {
        let result = self.result().ok_or_else(NotMasked::unknown_card)?;
        result.masking()
    }
}

impl IdCardResult {
    /// Finds what to cover in the picture, as [`Masking`] describes it: at least one region for
    /// each number that was read, and one for each number that such a card has printed on it.
    ///
    /// # Examples
    ///
    /// ```
    /// use clova_id_card::{Gap, IdCardResult, decode};
    ///
    /// let result: IdCardResult = decode(
    ///     br#"{"idtype": "ID Card", "ic": {"personalNum": [{
    ///         "text": "000013-0000000",
    ///         "maskingPolys": [{"vertices": [
    ///             {"x": 10, "y": 10}, {"x": 90.5, "y": 10},
    ///             {"x": 90.5, "y": 20}, {"x": 10, "y": 20}
    ///         ]}]
    ///     }]}}"#,
    /// )?;
    /// let regions = result.masking()?.within(640, 480)?;
    /// assert_eq!((regions[0].left, regions[0].right), (10, 92));
    ///
    /// // A card whose number was not read must not be shown.
    /// let result: IdCardResult = decode(br#"{"idtype": "ID Card", "ic": {}}"#)?;
    /// let error = result.masking().unwrap_err();
    /// assert_eq!(error.unmasked()[0].gap, Gap::NotRead);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a number would stay visible.
    pub fn masking(&self) -> Result<Masking, NotMasked> {
        // It fails for a coordinate that is no number, which no answer can have.
        let Ok(Value::Object(members)) = serde_json::to_value(self) else {
            return Err(NotMasked::unknown_card());
        };
        let (readings, unmasked) = readings::of_result(&members);
        NotMasked::unless_empty(Masking { readings }, unmasked)
    }
}

impl Masking {
    /// All rectangles, not cut to the picture.
    pub fn regions(&self) -> impl Iterator<Item = Region> {
        self.readings
            .iter()
            .flat_map(|reading| reading.regions.iter().copied())
    }

    /// All rectangles, cut to a picture of this size.
    ///
    /// # Errors
    /// When all regions of a number are outside: it cannot be this picture.
    pub fn within(&self, width: u32, height: u32) -> Result<Vec<Region>, NotMasked> {
        let clip = |reading: &Reading| Reading {
            number: reading.number,
            regions: reading
                .regions
                .iter()
                .filter_map(|region| region.within(width, height))
                .collect(),
        };
        let inside = Self {
            readings: self.readings.iter().map(clip).collect(),
        };
        let unmasked = inside
            .readings
            .iter()
            .filter(|reading| reading.regions.is_empty())
            .filter_map(|reading| {
                Some(Unmasked {
                    member: reading.number?,
                    gap: Gap::Outside,
                })
            })
            .collect();
        NotMasked::unless_empty(inside, unmasked).map(|inside| inside.regions().collect())
    }
}

impl NotMasked {
    /// The numbers that would stay visible.
    #[must_use]
    pub fn unmasked(&self) -> &[Unmasked] {
        &self.unmasked
    }

    /// The parts that can be covered, for callers who cover the rest by other means.
    #[must_use]
    pub fn into_incomplete(self) -> Masking {
        self.masking
    }

    fn unless_empty(masking: Masking, unmasked: Vec<Unmasked>) -> Result<Masking, Self> {
        if unmasked.is_empty() {
            Ok(masking)
        } else {
            Err(Self { masking, unmasked })
        }
    }

    fn unknown_card() -> Self {
        Self {
            masking: Masking::default(),
            unmasked: vec![Unmasked::CARD],
        }
    }
}

impl fmt::Display for NotMasked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cannot mask the picture:")?;
        for (index, Unmasked { member, gap }) in self.unmasked.iter().enumerate() {
            let why = match gap {
                Gap::NotRead => "was not read, but is printed on such a card",
                Gap::NoRegion => "has no region to cover",
                Gap::Outside => "is outside of the picture",
                Gap::UnknownCard => "is of an unknown kind, with unknown numbers",
            };
            let comma = if index == 0 { "" } else { "," };
            write!(formatter, "{comma} {member} {why}")?;
        }
        Ok(())
    }
}

impl Error for NotMasked {}
