//! The part of an answer that may be logged: [`Redacted`].
//!
//! It consists of fixed words and of counts, so nothing of a person or of the caller can be in it.

use super::card::Card;
use crate::types::{IdCardResult, ImageResult, InferResult, RecognitionResponse, ValidationCode};
use crate::wire::{Naming, Object};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// The part of an answer that may be logged: its result, the kind of card, which fields were read.
/// Both `Display` and `Debug` show it, in one line for each image.
#[derive(Clone, Copy)]
pub struct Redacted<'a>(&'a RecognitionResponse);

impl RecognitionResponse {
    /// The part of the answer that may be logged.
    #[must_use]
    pub const fn redacted(&self) -> Redacted<'_> {
        Redacted(self)
    }
}

impl fmt::Display for Redacted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let images = &self.0.images;
        if images.is_empty() {
            return formatter.write_str("no image");
        }
        for (index, image) in images.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            of_image(formatter, image)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

fn of_image(formatter: &mut fmt::Formatter<'_>, image: &ImageResult) -> fmt::Result {
    formatter.write_str(match &image.infer_result {
        InferResult::Unknown(_) => "an undescribed result",
        known => known.as_str(),
    })?;
    if let Some(result) = image.result() {
        of_result(formatter, result)?;
    }
    let validation = image.validation_result.as_ref();
    match validation.and_then(|validation| validation.result.as_ref()) {
        Some(ValidationCode::Unknown(_)) => {
            formatter.write_str("; an undescribed validation")?;
        }
        Some(known) => write!(formatter, "; validation {}", known.as_str())?,
        None => {}
    }
    if image.converted_image_info.is_some() {
        formatter.write_str("; the picture was made from a page")?;
    }
    Ok(())
}

fn of_result(formatter: &mut fmt::Formatter<'_>, result: &IdCardResult) -> fmt::Result {
    let card = result.card();
    write!(formatter, "; {}", card.kind())?;
    formatter.write_str(match result.naming() {
        Naming::Agrees => "",
        Naming::Differs => ", at odds with idtype",
        Naming::Missing => ", without idtype",
    })?;
    match card {
        Card::Resident(card) => fields(formatter, card),
        Card::DriverLicense(card) => fields(formatter, card),
        Card::Passport(card) => fields(formatter, card),
        Card::Alien(card) => fields(formatter, card),
        Card::Unknown(_) | Card::Several(_) => Ok(()),
    }?;
    match result.masking() {
        Ok(_) => Ok(()),
        Err(error) => write!(formatter, "; {error}"),
    }
}

/// Writes the fields that were read, by their names in the schema, and the number of members
/// without one.
fn fields<T: Object + Serialize>(formatter: &mut fmt::Formatter<'_>, card: &T) -> fmt::Result {
    let members = serde_json::to_value(card).unwrap_or_default();
    let read = |name: &&&str| members.get(**name).and_then(Value::as_array);
    let named = T::MEMBERS
        .iter()
        .filter(|name| read(name).is_some_and(|readings| !readings.is_empty()));
    for (index, name) in named.enumerate() {
        write!(formatter, "{}{name}", if index == 0 { ": " } else { ", " })?;
    }
    match card.unknown().len() {
        0 => Ok(()),
        1 => formatter.write_str("; 1 undescribed member"),
        more => write!(formatter, "; {more} undescribed members"),
    }
}
