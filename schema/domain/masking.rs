//! What was read of a card to the parts of the picture that have to be covered before anybody sees
//! it or it is kept.
//!
//! It stands apart because it fails closed: a number that cannot be covered is an error, and what
//! can be covered all the same has to be asked for.

use super::readings;
use super::region::Region;
use crate::types::{IdCardResult, ImageResult};
use serde_json::Value;
use std::error::Error;
use std::fmt;

/// What to cover in a picture.
///
/// It is what the service says, which is less than everything: of a resident number it is often the
/// second half only, and names, addresses and birth dates are never in it. For PDF and TIFF files
/// the coordinates are those of the picture in
/// [`converted_image_info`](ImageResult::converted_image_info).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Masking {
    readings: Vec<Reading>,
}

/// What to cover of one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// Its name, where it is a number.
    pub(super) number: Option<&'static str>,
    pub(super) regions: Vec<Region>,
}

/// A number that stays visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Unmasked {
    /// The member that it was read into, or should have been.
    pub member: &'static str,
    /// Why.
    pub gap: Gap,
}

impl Unmasked {
    /// That of a card of which nobody knows the numbers.
    pub(super) const CARD: Self = Self {
        member: "idCard.result",
        gap: Gap::UnknownCard,
    };
}

/// Why a number stays visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Gap {
    /// It is printed on such a card, and was not read.
    NotRead,
    /// It was read, and the service does not say what to cover.
    NoRegion,
    /// What to cover lies outside of the picture.
    Outside,
    /// Nobody knows which numbers such a card has.
    UnknownCard,
}

/// A picture that must not be shown, because a number would stay visible in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMasked {
    masking: Masking,
    unmasked: Vec<Unmasked>,
}

impl ImageResult {
    /// What to cover in the picture. See [`IdCardResult::masking`].
    ///
    /// # Errors
    /// When a number would stay visible, and when no card was recognised.
    pub fn masking(&self) -> Result<Masking, NotMasked> {
        let result = self.result().ok_or_else(NotMasked::unknown_card)?;
        result.masking()
    }
}

impl IdCardResult {
    /// What to cover in the picture, as [`Masking`] describes it: at least one region for each
    /// number that was read, and one for each number that such a card has printed on it.
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
    ///             {"x": 10, "y": 10}, {"x": 90.5, "y": 10}, {"x": 90.5, "y": 20}, {"x": 10, "y": 20}
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
    /// All rectangles, each as large as it must be, and perhaps larger than the picture.
    pub fn regions(&self) -> impl Iterator<Item = Region> {
        self.readings
            .iter()
            .flat_map(|reading| reading.regions.iter().copied())
    }

    /// All rectangles, cut to a picture of that size.
    ///
    /// # Errors
    /// When all that is to be covered of a number lies outside: it cannot be this picture.
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
    /// The numbers that stay visible.
    #[must_use]
    pub fn unmasked(&self) -> &[Unmasked] {
        &self.unmasked
    }

    /// What can be covered, for who covers the rest by other means.
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
        formatter.write_str("the picture cannot be masked:")?;
        for (index, Unmasked { member, gap }) in self.unmasked.iter().enumerate() {
            let why = match gap {
                Gap::NotRead => "was not read, and is printed on such a card",
                Gap::NoRegion => "comes without what to cover",
                Gap::Outside => "lies outside of the picture",
                Gap::UnknownCard => "is of a kind of which nobody knows the numbers",
            };
            let comma = if index == 0 { "" } else { "," };
            write!(formatter, "{comma} {member} {why}")?;
        }
        Ok(())
    }
}

impl Error for NotMasked {}
