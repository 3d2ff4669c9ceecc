//! An answer to the kind of card that it is about.
//!
//! It stands apart because the caller does not choose the kind, and so has to look, every time, and
//! be ready for one that nobody has described yet.

use crate::types::{
    AlienCard, CardBlock, DriverLicense, IdCardResult, ImageResult, Passport, RecognitionResponse,
    ResidentCard,
};
use crate::wire::Naming;

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
    /// None of them is there: a kind that is not described yet, most likely. All that came is in
    /// [`IdCardResult::unknown_members`].
    Unknown(&'a IdCardResult),
    /// Several of them are there, so nobody knows which to believe.
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

impl IdCardResult {
    /// Which kind of card it is, by the members that are there. [`naming`](Self::naming) says
    /// whether `idtype` tells the same.
    #[must_use]
    pub fn card(&self) -> Card<'_> {
        match self.card_block() {
            CardBlock::IdCard(card) => Card::Resident(card),
            CardBlock::DriversLicense(card) => Card::DriverLicense(card),
            CardBlock::Passport(card) => Card::Passport(card),
            CardBlock::AlienRegistrationCard(card) => Card::Alien(card),
            CardBlock::None => Card::Unknown(self),
            CardBlock::Several => Card::Several(self),
        }
    }

    /// Whether `idtype` names the kind of card whose members are there. When it differs, a person
    /// should look at the picture.
    #[must_use]
    pub fn naming(&self) -> Naming {
        self.card_block_naming()
    }
}

impl ImageResult {
    /// What was read, if a card was.
    #[must_use]
    pub fn result(&self) -> Option<&IdCardResult> {
        self.id_card.as_ref()?.result.as_ref()
    }

    /// Which kind of card it is, if one was read.
    #[must_use]
    pub fn card(&self) -> Option<Card<'_>> {
        self.result().map(IdCardResult::card)
    }
}

impl RecognitionResponse {
    /// Which kind of card it is, if one was read. An answer has one image.
    #[must_use]
    pub fn card(&self) -> Option<Card<'_>> {
        self.images.first().and_then(ImageResult::card)
    }
}
