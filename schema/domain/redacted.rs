//! The part of an answer that may be logged: [`Redacted`].
//!
//! It consists of fixed words and of counts, so nothing of a person or of the caller can be in it.

use crate::types::{IdCardResult, ImageResult, InferResult, RecognitionResponse, ValidationCode};
use crate::wire::Naming;
use std::fmt;

/// The part of an answer that may be logged: its result, the kind of card, which fields were read.
/// Both `Display` and `Debug` show it, in one line for each image; `Serialize` makes a record of it.
#[derive(Clone, Copy)]
pub struct Redacted<'a>(&'a RecognitionResponse);

impl RecognitionResponse {
    /// The part of the answer that may be logged.
    #[must_use]
    pub const fn redacted(&self) -> Redacted<'_> {
        Redacted(self)
    }
}

impl<'a> Redacted<'a> {
    pub(super) const fn response(self) -> &'a RecognitionResponse {
        self.0
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
        of_result(formatter, image, result)?;
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

fn of_result(
    formatter: &mut fmt::Formatter<'_>,
    image: &ImageResult,
    result: &IdCardResult,
) -> fmt::Result {
    let card = result.card();
    write!(formatter, "; {}", card.kind())?;
    formatter.write_str(match result.present_member_naming() {
        Naming::Agrees => "",
        Naming::Differs => ", at odds with idtype",
        Naming::Missing => ", without idtype",
    })?;
    let mut names: Vec<_> = card.fields().map(|field| field.name).collect();
    names.dedup();
    for (index, name) in names.into_iter().enumerate() {
        write!(formatter, "{}{name}", if index == 0 { ": " } else { ", " })?;
    }
    match card.undescribed() {
        0 => {}
        1 => formatter.write_str("; 1 undescribed member")?,
        more => write!(formatter, "; {more} undescribed members")?,
    }
    match image.masking_as_read() {
        Ok(_) => Ok(()),
        Err(error) => write!(formatter, "; {error}"),
    }
}
