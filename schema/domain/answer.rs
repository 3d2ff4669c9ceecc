//! An answer to a picture that was sent: [`Answer`].

use super::masking::Picture;
use super::recognized::{NotRecognized, Recognized};
use crate::types::RecognitionResponse;
use std::ops::Deref;

/// An answer, and what is known of the picture that was sent. The document is behind it: all its
/// members and methods can be had of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    response: RecognitionResponse,
    picture: Picture,
}

impl Answer {
    pub(super) const fn new(response: RecognitionResponse, picture: Picture) -> Self {
        Self { response, picture }
    }

    /// Takes the recognised card out of the answer.
    ///
    /// # Errors
    /// When `inferResult` is not `SUCCESS`, or there is no result. The error keeps the answer.
    pub fn into_recognized(self) -> Result<Recognized, NotRecognized> {
        let recognized = self.response.into_recognized()?;
        Ok(recognized.with_picture(self.picture))
    }

    /// Returns the answer as it was received.
    #[must_use]
    pub fn into_response(self) -> RecognitionResponse {
        self.response
    }
}

impl Deref for Answer {
    type Target = RecognitionResponse;

    fn deref(&self) -> &RecognitionResponse {
        &self.response
    }
}
