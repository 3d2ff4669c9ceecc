//! What this service needs and no document can say: which card it is, what to hide in its picture,
//! what of an answer may be logged, and how a picture is sent.
//!
//! It is written by hand, in `schema/domain/`, and emitted as it stands. Only what sends needs the
//! feature `client`.

mod advice;
#[cfg(feature = "client")]
mod answer;
mod card;
mod field;
mod format;
#[cfg(feature = "client")]
mod image;
mod masking;
mod orientation;
mod readings;
#[cfg(feature = "client")]
mod recognize;
mod recognized;
mod record;
mod redacted;
mod region;
mod score;
mod unmasked;
#[cfg(feature = "upright")]
mod upright;
mod view;
#[cfg(feature = "blocking")]
mod waiting;

#[cfg(feature = "client")]
pub use answer::Answer;
pub use card::Card;
pub use field::Field;
pub use format::FormatError;
#[cfg(feature = "client")]
pub use image::{Image, NotBase64};
pub use masking::Masking;
pub use orientation::Orientation;
#[cfg(feature = "client")]
pub use recognize::{BodyKind, Recognize, new_request_id, timestamp_now};
pub use recognized::{NotRecognized, Recognized, Why};
pub use redacted::Redacted;
pub use region::Region;
pub use unmasked::{Gap, NotMasked, Unmasked};
#[cfg(feature = "upright")]
pub use upright::NotUpright;
pub use view::View;

/// The blocking call.
#[cfg(feature = "blocking")]
pub mod blocking {
    pub use super::waiting::Recognize;
}
