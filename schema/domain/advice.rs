//! A refusal to what can be done about it.
//!
//! It stands apart because the spec's table explains the codes it has, and something has to be said
//! of the others too.

use crate::types::{ErrorBody, ServiceError};

impl ServiceError {
    /// What it means and what to do, in a sentence. It holds nothing out of the answer.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        self.code.explanation().unwrap_or(
            "The service refused with a code that is not known; do not repeat the call before you \
             have looked it up.",
        )
    }
}

impl ErrorBody {
    /// What it means and what to do, in a sentence. It holds nothing out of the answer.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::ServiceError(error) => error.advice(),
            Self::GatewayError(_) => {
                "The gateway in front of the service answered, not the service; look at the invoke \
                 URL, and whether it is still in force."
            }
        }
    }
}

#[cfg(feature = "client")]
impl crate::client::Error {
    /// What the refusal means and what to do, in a sentence, if the service refused in words that
    /// are described.
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        self.answer().map(ErrorBody::advice)
    }
}
