//! The body of a call: [`Payload`].
//!
//! It can be sent again when a call is repeated, and is made of segments, of which the large ones
//! are read and encoded only while they are sent.

use super::build::BuildError;
#[cfg(feature = "content")]
use super::content::Content;
#[cfg(feature = "form")]
use super::form::Form;
#[cfg(feature = "urlencoded")]
use super::parameter::Style;
#[cfg(feature = "base64-content")]
use super::random::random;
use super::segment::{OpenSegment, Segment};
#[cfg(feature = "urlencoded")]
use super::urlencoded;
use crate::wire::operation::{Body, Operation};
use crate::wire::{Value, encode};
#[cfg(feature = "base64-content")]
use bytes::Bytes;

/// The body of a call.
pub(crate) enum Payload {
    /// No body.
    Nothing,
    /// A document, as JSON or as pairs.
    Document(Vec<Segment>),
    /// Bytes, as they are.
    #[cfg(feature = "content")]
    #[allow(dead_code, reason = "a service need not have such a body")]
    Raw(Content),
    /// A form.
    #[cfg(feature = "form")]
    Form(Form),
}

impl Payload {
    /// Encodes a document.
    pub(crate) fn json<T: Value>(document: &T) -> Result<Self, BuildError> {
        let text = encode(document).map_err(BuildError::Encode)?;
        Ok(Self::Document(vec![Segment::Bytes(text.into())]))
    }

    /// Encodes a document as pairs of names and values.
    #[cfg(feature = "urlencoded")]
    pub(crate) fn urlencoded<T: Value>(
        document: &T,
        styles: &[(&'static str, Style)],
    ) -> Result<Self, BuildError> {
        let text = urlencoded::text(document, styles)?;
        Ok(Self::Document(vec![Segment::Bytes(text.into())]))
    }

    /// Encodes a document in which one string is `content` as base64, encoded while it is sent.
    /// `document` builds the document with the string that it is given in that place.
    #[cfg(feature = "base64-content")]
    pub(crate) fn json_around<T: Value>(
        content: Content,
        document: impl FnOnce(&str) -> T,
    ) -> Result<Self, BuildError> {
        // It is random, so nothing else in the document is equal to it.
        let mark = format!("{:016x}{:016x}", random(), random());
        let text = encode(&document(&mark)).map_err(BuildError::Encode)?;
        let at = text
            .windows(mark.len())
            .position(|part| part == mark.as_bytes());
        let text = Bytes::from(text);
        let at = at.unwrap_or(text.len());
        Ok(Self::Document(vec![
            Segment::Bytes(text.slice(..at)),
            Segment::Base64(content),
            Segment::Bytes(text.slice((at + mark.len()).min(text.len())..)),
        ]))
    }

    /// With this boundary, where it is a form and there is one.
    #[cfg(feature = "form")]
    pub(super) fn bounded(self, boundary: Option<&str>) -> Self {
        match (self, boundary) {
            (Self::Form(form), Some(boundary)) => Self::Form(form.bounded(boundary)),
            (other, _) => other,
        }
    }

    /// Whether it can be sent more than once.
    pub(super) fn is_repeatable(&self) -> bool {
        match self {
            Self::Nothing => true,
            Self::Document(segments) => segments.iter().all(Segment::is_repeatable),
            #[cfg(feature = "content")]
            Self::Raw(content) => content.is_repeatable(),
            #[cfg(feature = "form")]
            Self::Form(form) => form.is_repeatable(),
        }
    }

    /// The value of `Content-Type`: the one that the operation describes for such a body.
    pub(super) fn content_type(&self, operation: &Operation) -> Option<String> {
        let is_form = |body: &&Body| body.media_type == "multipart/form-data";
        let described = operation.bodies.iter().find(|body| !is_form(body));
        let described = described.map_or("application/json", |body| body.media_type);
        #[cfg(feature = "form")]
        if let Self::Form(form) = self {
            return Some(form.content_type());
        }
        (!matches!(self, Self::Nothing)).then(|| described.to_owned())
    }

    /// Opens the sources of the segments.
    pub(super) async fn open(&self) -> Result<Vec<OpenSegment>, BuildError> {
        let mut open = Vec::new();
        match self {
            Self::Nothing => {}
            Self::Document(segments) => {
                for segment in segments {
                    open.push(segment.open().await?);
                }
            }
            #[cfg(feature = "content")]
            Self::Raw(content) => open.push(Segment::opened(content).await?),
            #[cfg(feature = "form")]
            Self::Form(form) => form.open(&mut open).await?,
        }
        Ok(open)
    }
}
