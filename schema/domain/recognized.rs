//! An answer with a recognised card: [`Recognized`], or the reason why there is none.
//!
//! Status 200 does not mean that a card was recognised; who has a [`Recognized`] need not check
//! again.

use super::card::Card;
use super::masking::{Masking, Picture};
use super::orientation::Orientation;
use super::redacted::Redacted;
use super::unmasked::NotMasked;
use super::view::View;
use crate::types::{
    ConvertedImageInfo, IdCardResult, ImageResult, InferResult, RecognitionResponse,
    ValidationResult,
};
use crate::wire::Naming;
use std::error::Error;
use std::fmt;
use std::sync::LazyLock;

/// An answer in which one card was recognised in one image.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognized {
    /// With one image that has a result.
    response: RecognitionResponse,
    picture: Picture,
}

/// An answer in which no card was recognised. It is charged all the same, and kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NotRecognized {
    why: Why,
    response: Box<RecognitionResponse>,
}

/// Why no card was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// `FAILURE`: there is no card in the picture that the service knows.
    Failure,
    /// `ERROR`: the service could not process the picture.
    Error,
    /// `inferResult` has a value that is not described.
    Unknown,
    /// `SUCCESS`, but without a result.
    Empty,
    /// The answer has no image, or several, where one was sent.
    NotOneImage,
}

impl Why {
    /// Advises what to do, in a sentence.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        match self {
            Self::Failure => {
                "take another picture: all of one card, sharp, without reflections, and upright"
            }
            Self::Error => "check that the file opens, and has a single page; then send it again",
            Self::Unknown | Self::Empty | Self::NotOneImage => {
                "check the answer; the service may have changed"
            }
        }
    }
}

impl RecognitionResponse {
    /// Takes the recognised card out of the answer.
    ///
    /// # Examples
    ///
    /// ```
    /// use clova_id_card::{Card, RecognitionResponse, Why, decode};
    ///
    /// let answer: RecognitionResponse = decode(
    ///     br#"{
    ///         "version": "V2", "requestId": "1", "timestamp": 1,
    ///         "images": [{
    ///             "inferResult": "SUCCESS",
    ///             "idCard": {"result": {
    ///                 "idtype": "Passport", "pp": {"num": [{"text": "M00000000"}]}
    ///             }}
    ///         }]
    ///     }"#,
    /// )?;
    /// let recognized = answer.into_recognized()?;
    /// assert!(matches!(recognized.card(), Card::Passport(_)));
    ///
    /// let answer: RecognitionResponse = decode(
    ///     br#"{
    ///         "version": "V2", "requestId": "2", "timestamp": 2,
    ///         "images": [{"inferResult": "FAILURE"}]
    ///     }"#,
    /// )?;
    /// let error = answer.into_recognized().unwrap_err();
    /// assert_eq!(error.why(), Why::Failure);
    /// assert_eq!(error.into_response().request_id, "2"); // It was charged, and is kept.
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When `inferResult` is not `SUCCESS`, or there is no result. The error keeps the answer.
    pub fn into_recognized(self) -> Result<Recognized, NotRecognized> {
        let why = match self.images.as_slice() {
            [image] => match image.infer_result {
                InferResult::Success if image.result().is_some() => {
                    return Ok(Recognized {
                        response: self,
                        picture: Picture::default(),
                    });
                }
                InferResult::Success => Why::Empty,
                InferResult::Failure => Why::Failure,
                InferResult::Error => Why::Error,
                InferResult::Unknown(_) => Why::Unknown,
            },
            _ => Why::NotOneImage,
        };
        Err(NotRecognized {
            why,
            response: Box::new(self),
        })
    }
}

/// What stands where there is always something else.
static NO_IMAGE: LazyLock<ImageResult> = LazyLock::new(|| ImageResult::new(InferResult::Success));

/// As above.
static NO_RESULT: LazyLock<IdCardResult> = LazyLock::new(IdCardResult::new);

impl Recognized {
    /// Tells what the first bytes of the picture say that was sent, for an answer that was kept. Of
    /// a call, [`Answer`](super::Answer) knows it already.
    #[must_use]
    pub fn of_picture(self, head: &[u8]) -> Self {
        self.with_picture(Picture::of(head))
    }

    pub(super) fn with_picture(self, picture: Picture) -> Self {
        Self { picture, ..self }
    }

    /// The kind of card.
    #[must_use]
    pub fn card(&self) -> Card<'_> {
        self.result().card()
    }

    /// Whether `idtype` names this kind. When it differs, a person should look at the picture.
    #[must_use]
    pub fn naming(&self) -> Naming {
        self.result().present_member_naming()
    }

    /// The result.
    #[must_use]
    pub fn result(&self) -> &IdCardResult {
        self.image().result().unwrap_or(&NO_RESULT)
    }

    fn image(&self) -> &ImageResult {
        self.response.images.first().unwrap_or(&NO_IMAGE)
    }

    /// Finds what to cover in the picture that was sent. See [`ImageResult::masking`].
    ///
    /// # Errors
    /// When a number would stay visible, when the picture is marked as turned, and when the service
    /// made it of a page: the view has to be named then.
    pub fn masking(&self) -> Result<Masking, NotMasked> {
        self.image().masking_of(self.picture)
    }

    /// Finds what to cover in these pixels.
    ///
    /// # Examples
    ///
    /// ```
    /// use clova_id_card::{Gap, RecognitionResponse, View, decode};
    ///
    /// let photo: &[u8] = b"\xFF\xD8\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\
    ///                     \x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    /// let answer: RecognitionResponse = decode(
    ///     br#"{"version": "V2", "requestId": "1", "timestamp": 1, "images": [{
    ///         "inferResult": "SUCCESS", "idCard": {"result": {
    ///             "idtype": "ID Card", "ic": {"personalNum": [{
    ///                 "text": "000013-0000000", "maskingPolys": [{"vertices": [
    ///                     {"x": 100, "y": 20}, {"x": 299, "y": 20},
    ///                     {"x": 299, "y": 59}, {"x": 100, "y": 59}
    ///                 ]}]
    ///             }]}
    ///         }}
    ///     }]}"#,
    /// )?;
    /// // A call knows the picture already.
    /// let recognized = answer.into_recognized()?.of_picture(photo);
    /// assert_eq!(recognized.masking().unwrap_err().unmasked()[0].gap, Gap::Turned);
    ///
    /// // The pixels that are painted over were turned, as a viewer does.
    /// let (width, height) = (1800, 2600);
    /// let masking = recognized.masking_in(View::Upright { width, height })?;
    /// let regions = masking.within(width, height)?;
    /// assert_eq!(regions.len(), 2); // Wherever the service saw the number, it is covered.
    /// assert!(masking.within(height, width).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// When a number would stay visible, and when the service read a picture of a size that the view
    /// cannot have.
    pub fn masking_in(&self, view: View) -> Result<Masking, NotMasked> {
        self.image().masking_of_in(self.picture, view)
    }

    /// How the pixels of the picture that was given have to be turned to stand upright, as far as
    /// that is known.
    #[must_use]
    pub const fn orientation(&self) -> Orientation {
        self.picture.orientation
    }

    /// The id of the call: what a dispute about billing needs. It may be personal if the caller
    /// chose it.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.response.request_id
    }

    /// The part of the answer that may be logged or stored.
    #[must_use]
    pub const fn redacted(&self) -> Redacted<'_> {
        self.response.redacted()
    }

    /// Size and page of the picture that a file was turned into.
    #[must_use]
    pub fn converted_image_info(&self) -> Option<&ConvertedImageInfo> {
        self.image().converted_image_info.as_ref()
    }

    /// What came of a check whether the card is genuine.
    #[must_use]
    pub fn validation_result(&self) -> Option<&ValidationResult> {
        self.image().validation_result.as_ref()
    }

    /// The answer as it was received.
    #[must_use]
    pub const fn response(&self) -> &RecognitionResponse {
        &self.response
    }

    /// Returns the answer as it was received.
    #[must_use]
    pub fn into_response(self) -> RecognitionResponse {
        self.response
    }
}

impl NotRecognized {
    /// The reason.
    #[must_use]
    pub const fn why(&self) -> Why {
        self.why
    }

    /// The answer as it was received.
    #[must_use]
    pub fn response(&self) -> &RecognitionResponse {
        &self.response
    }

    /// Returns the answer as it was received.
    #[must_use]
    pub fn into_response(self) -> RecognitionResponse {
        *self.response
    }
}

impl fmt::Display for NotRecognized {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = match self.why {
            Why::Failure => "the service found no card in the picture (FAILURE)",
            Why::Error => "the service could not process the picture (ERROR)",
            Why::Unknown => "the service answered with an undescribed result",
            Why::Empty => "the service reported a success without a result",
            Why::NotOneImage => "the service answered with no image, or with several",
        };
        write!(formatter, "{why}; {}", self.why.advice())
    }
}

impl Error for NotRecognized {}
