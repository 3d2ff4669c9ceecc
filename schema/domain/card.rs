//! Tells which kind of card an answer is about.
//!
//! The caller does not choose the kind, so it has to be looked at every time, and may be one that
//! is not described yet.

use super::field::{self, Field};
use crate::types::{
    AlienCard, PresentMember, DriverLicense, IdCardResult, ImageResult, Passport, RecognitionResponse,
    ResidentCard,
};

/// The card that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Card<'a> {
    /// A resident registration card, in `ic`.
    Resident(&'a ResidentCard),
    /// A driver's licence, in `dl`.
    DriverLicense(&'a DriverLicense),
    /// A passport, in `pp`.
    Passport(&'a Passport),
    /// An alien registration card, in `ac`.
    Alien(&'a AlienCard),
    /// None of the four is there: most likely a kind that is not described yet. Its members are in
    /// [`IdCardResult::unknown_members`].
    Unknown(&'a IdCardResult),
    /// Several of the four are there, and nothing says which one to believe.
    Several(&'a IdCardResult),
}

impl Card<'_> {
    /// The kind of card, in English.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Resident(_) => "resident registration card",
            Self::DriverLicense(_) => "driver's licence",
            Self::Passport(_) => "passport",
            Self::Alien(_) => "alien registration card",
            Self::Unknown(_) => "unknown kind of card",
            Self::Several(_) => "several kinds of card at once",
        }
    }
}

impl<'a> Card<'a> {
    /// A word for the kind that does not change, to be stored: `ic`, `dl`, `pp` or `ac`, which is
    /// the member that the card is in, `unknown` or `several`.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Resident(_) => "ic",
            Self::DriverLicense(_) => "dl",
            Self::Passport(_) => "pp",
            Self::Alien(_) => "ac",
            Self::Unknown(_) => "unknown",
            Self::Several(_) => "several",
        }
    }

    /// The readings of all fields of the card, in the order of the schema, without what was read.
    /// There are none of an unknown kind of card, and of several at once.
    pub fn fields(&self) -> impl Iterator<Item = Field> + use<'a> {
        match self {
            Self::Resident(card) => field::of_card(*card),
            Self::DriverLicense(card) => field::of_card(*card),
            Self::Passport(card) => field::of_card(*card),
            Self::Alien(card) => field::of_card(*card),
            Self::Unknown(_) | Self::Several(_) => Vec::new(),
        }
        .into_iter()
    }

    /// The number of members of the card that the schema does not name.
    pub(super) fn undescribed(&self) -> usize {
        match self {
            Self::Resident(card) => card.unknown_members().len(),
            Self::DriverLicense(card) => card.unknown_members().len(),
            Self::Passport(card) => card.unknown_members().len(),
            Self::Alien(card) => card.unknown_members().len(),
            Self::Unknown(_) | Self::Several(_) => 0,
        }
    }
}

impl IdCardResult {
    /// The kind of card, by the members that are there. Whether `idtype` agrees, tells
    /// [`present_member_naming`](Self::present_member_naming).
    #[must_use]
    pub fn card(&self) -> Card<'_> {
        match self.present_member() {
            PresentMember::IdCard(card) => Card::Resident(card),
            PresentMember::DriversLicense(card) => Card::DriverLicense(card),
            PresentMember::Passport(card) => Card::Passport(card),
            PresentMember::AlienRegistrationCard(card) => Card::Alien(card),
            PresentMember::None => Card::Unknown(self),
            PresentMember::Several => Card::Several(self),
        }
    }
}

impl ImageResult {
    /// The result, if a card was read.
    #[must_use]
    pub fn result(&self) -> Option<&IdCardResult> {
        self.id_card.as_ref()?.result.as_ref()
    }

    /// The kind of card, if one was read.
    #[must_use]
    pub fn card(&self) -> Option<Card<'_>> {
        self.result().map(IdCardResult::card)
    }
}

impl RecognitionResponse {
    /// The kind of card, if one was read. An answer has one image.
    #[must_use]
    pub fn card(&self) -> Option<Card<'_>> {
        self.images.first().and_then(ImageResult::card)
    }
}
