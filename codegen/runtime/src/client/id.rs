//! Names a call, so that what became of it can be asked for later: [`CallId`].

use crate::wire::Personal;

/// The id that a call is sent with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallId {
    /// This crate made it, so nothing of a person is in it, and texts may have it.
    Made(String),
    /// The caller chose it, and it may be personal.
    Given(Personal<String>),
}

impl CallId {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Made(id) => id,
            Self::Given(id) => id.expose(),
        }
    }

    /// The id, if texts may have it.
    pub(super) fn public(&self) -> Option<&str> {
        match self {
            Self::Made(id) => Some(id),
            Self::Given(_) => None,
        }
    }
}
