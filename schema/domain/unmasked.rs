//! Tells which numbers of a picture would stay visible, and why: [`NotMasked`].

use super::masking::Masking;
use super::region::Region;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use std::error::Error;
use std::fmt;

/// A number that would stay visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Unmasked {
    /// The member that it was read into, or should have been; `images` where all of the picture is
    /// concerned.
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

    /// The entry for a picture that cannot be masked as it is.
    pub(super) const fn of_picture(gap: Gap) -> Self {
        Self {
            member: "images",
            gap,
        }
    }
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
    /// The picture is marked as turned, so regions may be those of another view of it.
    Turned,
    /// The service made the picture of a page, so the regions are of a picture that was not sent.
    Converted,
    /// The picture has another size than the one that the regions belong to, or none that is known.
    Size,
}

impl Gap {
    /// A word for it that does not change.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotRead => "not_read",
            Self::NoRegion => "no_region",
            Self::Outside => "outside",
            Self::UnknownCard => "unknown_card",
            Self::Turned => "turned",
            Self::Converted => "converted",
            Self::Size => "size",
        }
    }
}

/// An error of masking: a number would stay visible, so the picture must not be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotMasked {
    masking: Masking,
    unmasked: Vec<Unmasked>,
}

impl NotMasked {
    /// The numbers that would stay visible.
    #[must_use]
    pub fn unmasked(&self) -> &[Unmasked] {
        &self.unmasked
    }

    /// The parts that can be covered, for callers who cover the rest by other means. They are those
    /// of the picture that the service read.
    #[must_use]
    pub fn into_incomplete(self) -> Masking {
        self.masking
    }

    pub(super) const fn incomplete(&self) -> &Masking {
        &self.masking
    }

    pub(super) fn unless_empty(
        masking: Masking,
        unmasked: Vec<Unmasked>,
    ) -> Result<Masking, Self> {
        if unmasked.is_empty() {
            Ok(masking)
        } else {
            Err(Self { masking, unmasked })
        }
    }

    pub(super) fn unknown_card() -> Self {
        Self {
            masking: Masking::default(),
            unmasked: vec![Unmasked::CARD],
        }
    }

    pub(super) fn of_picture(masking: Masking, gap: Gap) -> Self {
        Self {
            masking,
            unmasked: vec![Unmasked::of_picture(gap)],
        }
    }

    pub(super) fn and(mut self, unmasked: Unmasked) -> Self {
        self.unmasked.push(unmasked);
        self
    }
}

impl fmt::Display for NotMasked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cannot mask the picture:")?;
        for (index, Unmasked { member, gap }) in self.unmasked.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let why = match gap {
                Gap::NotRead => "was not read, but is printed on such a card",
                Gap::NoRegion => "has no region to cover",
                Gap::Outside => "is outside of the picture",
                Gap::UnknownCard => "is of an unknown kind, with unknown numbers",
                Gap::Turned => "it is marked as turned, so name the view that its pixels have",
                Gap::Converted => "it was made of a page, so name the view that its pixels have",
                Gap::Size => "it has another size than the one that the regions belong to",
            };
            match gap {
                Gap::Turned | Gap::Converted | Gap::Size => write!(formatter, "{comma} {why}")?,
                _ => write!(formatter, "{comma} {member} {why}")?,
            }
        }
        Ok(())
    }
}

impl Error for NotMasked {}

impl Serialize for Gap {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl Serialize for Unmasked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("member", self.member), ("gap", self.gap.code())])
    }
}

/// What can be covered, and what would stay visible.
impl Serialize for NotMasked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let regions: Vec<Region> = self.masking.regions().collect();
        let mut members = serializer.serialize_map(Some(2))?;
        members.serialize_entry("regions", &regions)?;
        members.serialize_entry("unmasked", &self.unmasked)?;
        members.end()
    }
}
