//! A part of the body of a call. A large one is read, and encoded, only while it is sent.
#![allow(
    clippy::match_same_arms,
    clippy::match_single_binding,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    reason = "a service need not have bodies of other sources than memory"
)]

use super::build::BuildError;
#[cfg(feature = "content")]
use super::content::{Content, Opened};
use bytes::Bytes;

/// A part of a body.
pub(crate) enum Segment {
    /// These bytes.
    Bytes(Bytes),
    /// A source, as it is.
    #[cfg(feature = "content")]
    #[allow(dead_code, reason = "only a form has such a part")]
    Raw(Content),
    /// A source, encoded as base64.
    #[cfg(feature = "base64-content")]
    Base64(Content),
}

/// A segment with an open source.
pub(super) enum OpenSegment {
    Bytes(Bytes),
    #[cfg(feature = "content")]
    Raw(Opened),
    #[cfg(feature = "base64-content")]
    Base64(Opened),
}

impl Segment {
    pub(super) fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            #[cfg(feature = "content")]
            Self::Raw(content) => content.is_repeatable(),
            #[cfg(feature = "base64-content")]
            Self::Base64(content) => content.is_repeatable(),
        }
    }

    /// A source, as it is.
    #[cfg(feature = "content")]
    pub(super) async fn opened(content: &Content) -> Result<OpenSegment, BuildError> {
        Ok(OpenSegment::Raw(content.open().await?))
    }

    pub(super) async fn open(&self) -> Result<OpenSegment, BuildError> {
        Ok(match self {
            Self::Bytes(bytes) => OpenSegment::Bytes(bytes.clone()),
            #[cfg(feature = "content")]
            Self::Raw(content) => Self::opened(content).await?,
            #[cfg(feature = "base64-content")]
            Self::Base64(content) => OpenSegment::Base64(content.open().await?),
        })
    }
}

impl OpenSegment {
    /// The length on the wire, where it is known.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            #[cfg(feature = "content")]
            Self::Raw(opened) => opened.length(),
            #[cfg(feature = "base64-content")]
            Self::Base64(opened) => opened.length()?.div_ceil(3).checked_mul(4),
        }
    }
}
