//! A part of the body of a call. A large one is read, and encoded, only while it is sent.

use super::build::BuildError;
use super::content::{Content, Opened};
use bytes::Bytes;

/// A part of a body.
pub(crate) enum Segment {
    /// These bytes.
    Bytes(Bytes),
    /// A source, as it is.
    Raw(Content),
    /// A source, encoded as base64.
    Base64(Content),
}

/// A segment with an open source.
pub(super) enum OpenSegment {
    Bytes(Bytes),
    Raw(Opened),
    Base64(Opened),
}

impl Segment {
    pub(super) fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) => true,
            Self::Raw(content) | Self::Base64(content) => content.is_repeatable(),
        }
    }

    /// A source, as it is.
    pub(super) async fn opened(content: &Content) -> Result<OpenSegment, BuildError> {
        Ok(OpenSegment::Raw(content.open().await?))
    }

    pub(super) async fn open(&self) -> Result<OpenSegment, BuildError> {
        Ok(match self {
            Self::Bytes(bytes) => OpenSegment::Bytes(bytes.clone()),
            Self::Raw(content) => Self::opened(content).await?,
            Self::Base64(content) => OpenSegment::Base64(content.open().await?),
        })
    }
}

impl OpenSegment {
    /// The length on the wire, where it is known.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Raw(opened) => opened.length(),
            Self::Base64(opened) => opened.length()?.div_ceil(3).checked_mul(4),
        }
    }
}
