//! Writes what of an answer may be kept as a record: `Serialize` for [`Redacted`].
//!
//! As in the line, all words are fixed ones, and there is no text of a person or of the caller.

use super::card::Card;
use super::redacted::Redacted;
use super::unmasked::{NotMasked, Unmasked};
use crate::types::{ConvertedImageInfo, IdCardResult, ImageResult, InferResult, ValidationCode};
use crate::wire::Naming;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

/// What stands for a value that is not described, which may be anything.
const UNKNOWN: &str = "unknown";

/// An object with `images`. Each has its `result`; the `card` that was read, if any; the result of
/// the `validation`; and the size of the picture that was `converted` from a page. A card has its
/// `kind` (see [`Card::code`]); its `naming`, which is how `idtype` fits it (`agrees`, `differs` or
/// `missing`); its `fields`, each reading with its `name`, `score` and `regions`; the number of
/// `undescribed` members; and in `masking` the `regions` to cover, and what stays `unmasked`.
impl Serialize for Redacted<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let images: Vec<Value> = self.response().images.iter().map(of_image).collect();
        serializer.collect_map([("images", images)])
    }
}

fn of_image(image: &ImageResult) -> Value {
    let validation = image.validation_result.as_ref();
    let validation = validation.and_then(|validation| validation.result.as_ref());
    json!({
        "result": match &image.infer_result {
            InferResult::Unknown(_) => UNKNOWN,
            known => known.as_str(),
        },
        "card": image.result().map(|result| of_card(image, result)),
        "validation": validation.map(|code| match code {
            ValidationCode::Unknown(_) => UNKNOWN,
            known => known.as_str(),
        }),
        "converted": image.converted_image_info.as_ref().map(of_page),
    })
}

fn of_card(image: &ImageResult, result: &IdCardResult) -> Value {
    let card: Card<'_> = result.card();
    let masking = image.masking_as_read();
    let masked = masking.as_ref().unwrap_or_else(NotMasked::incomplete);
    let unmasked: &[Unmasked] = masking.as_ref().map_or_else(NotMasked::unmasked, |_| &[]);
    json!({
        "kind": card.code(),
        "naming": match result.present_member_naming() {
            Naming::Agrees => "agrees",
            Naming::Differs => "differs",
            Naming::Missing => "missing",
        },
        "fields": card.fields().collect::<Vec<_>>(),
        "undescribed": card.undescribed(),
        "masking": {
            "regions": masked.regions().collect::<Vec<_>>(),
            "unmasked": unmasked,
        },
    })
}

fn of_page(info: &ConvertedImageInfo) -> Value {
    json!({"width": info.width, "height": info.height, "page": info.page_index})
}
