//! An answer with a recognised card: [`Recognized`], or the reason why there is none.
//!
//! Status 200 does not mean that a card was recognised; who has a [`Recognized`] need not check
//! again.

use super::card::Card;
use super::masking::{Masking, NotMasked};
use crate::types::{IdCard, IdCardResult, ImageResult, InferResult, RecognitionResponse};
use crate::wire::Naming;
use std::error::Error;
use std::fmt;

/// An answer in which one card was recognised in one image.
#[derive(Debug, Clone, PartialEq)]
pub struct Recognized {
    /// Without its images.
    response: RecognitionResponse,
    /// Without its card.
    image: ImageResult,
    /// Without its result.
    id_card: IdCard,
    result: IdCardResult,
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
    pub fn into_recognized(mut self) -> Result<Recognized, NotRecognized> {
        let why = match self.images.as_slice() {
            [image] => match image.infer_result {
                InferResult::Success => Why::Empty,
                InferResult::Failure => Why::Failure,
                InferResult::Error => Why::Error,
                InferResult::Unknown(_) => Why::Unknown,
            },
            _ => Why::NotOneImage,
        };
        if why == Why::Empty
            && let Some(mut image) = self.images.pop()
        {
            if let Some(mut id_card) = image.id_card.take() {
                if let Some(result) = id_card.result.take() {
                    return Ok(Recognized {
                        response: self,
                        image,
                        id_card,
                        result,
                    });
                }
                image.id_card = Some(id_card);
            }
            self.images.push(image);
        }
        Err(NotRecognized {
            why,
            response: Box::new(self),
        })
    }
}

impl Recognized {
    /// The kind of card.
    #[must_use]
    pub fn card(&self) -> Card<'_> {
        self.result.card()
    }

    /// Whether `idtype` names this kind.
    #[must_use]
    pub fn naming(&self) -> Naming {
        self.result.naming()
    }

    /// The result.
    #[must_use]
    pub const fn result(&self) -> &IdCardResult {
        &self.result
    }

    /// Finds what to cover in the picture. See [`IdCardResult::masking`].
    ///
    /// # Errors
    /// When a number would stay visible.
    pub fn masking(&self) -> Result<Masking, NotMasked> {
        self.result.masking()
    }

    /// Returns the answer as it was received.
    #[must_use]
    pub fn into_response(self) -> RecognitionResponse {
        let Self {
            mut response,
            image,
            id_card,
            result,
        } = self;
        response
            .images
            .push(image.with_id_card(id_card.with_result(result)));
        response
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
