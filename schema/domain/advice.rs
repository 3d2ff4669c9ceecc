//! Advises what to do about a refusal, also about one whose code is unknown.

use crate::types::{ErrorBody, ServiceError};

impl ServiceError {
    /// Explains the refusal and advises what to do, in a sentence. It holds nothing out of the
    /// answer.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        self.code.explanation().unwrap_or(
            "The service refused with an unknown code; do not repeat the call before you have \
             looked it up.",
        )
    }
}

impl ErrorBody {
    /// Explains the refusal and advises what to do, in a sentence. It holds nothing out of the
    /// answer.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::ServiceError(error) => error.advice(),
            Self::GatewayError(_) => {
                "The gateway in front of the service answered, not the service; check the invoke \
                 URL, and whether it is still in force."
            }
        }
    }
}

#[cfg(feature = "client")]
impl crate::client::Error {
    /// What is wrong with the format of the picture, if it was not sent because of that.
    #[must_use]
    pub fn format_error(&self) -> Option<super::FormatError> {
        match self {
            Self::Build(crate::client::BuildError::Refused(reason), _) => {
                reason.downcast_ref().copied()
            }
            _ => None,
        }
    }

    /// The id of the call, if it was made by [`recognize`](crate::Client::recognize): what a dispute
    /// about billing needs. The text of the error has it too, but not one that the caller chose,
    /// which may be personal.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.id().map(crate::client::CallId::as_str)
    }

    /// Explains the refusal and advises what to do, in a sentence, if the service refused with a
    /// described document.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.answer().map(ErrorBody::advice)
    }
}
