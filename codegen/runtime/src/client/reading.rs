//! Makes what a caller gets of an answer that reports success: [`Reading`].

use super::document::Document;
#[cfg(feature = "headers")]
use super::header::{Headed, Headers};
#[cfg(feature = "raw")]
use super::raw::RawAnswer;
#[cfg(feature = "items")]
use super::stream::Upload;
use crate::wire::DecodeError;
#[cfg(feature = "raw")]
use crate::wire::Personal;
#[cfg(feature = "items")]
use reqwest::Response;
#[cfg(feature = "headers")]
use reqwest::header::HeaderMap;
#[cfg(feature = "items")]
use std::time::Duration;
#[cfg(feature = "items")]
use tokio::sync::OwnedSemaphorePermit;

/// Makes what a caller gets of an answer that reports success.
pub(crate) type Read<T> = fn(&Arrived<'_>) -> Result<T, DecodeError>;

/// Makes what a caller gets of an answer of items, which begins.
#[cfg(feature = "items")]
pub(crate) type ReadBegun<T> = fn(Begun) -> T;

/// What is done with an answer that reports success.
pub(super) enum Reading<T> {
    /// It is read to its end first.
    Whole(Read<T>),
    /// It is read by the caller, where it comes as this media type.
    #[cfg(feature = "items")]
    Begun(ReadBegun<T>, &'static str),
}

impl<T> Clone for Reading<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Reading<T> {}

#[cfg(feature = "items")]
impl<T> Reading<T> {
    /// The media type that is asked for, where it is not each that is described.
    pub(super) const fn accepted(&self) -> Option<&'static str> {
        match self {
            Self::Whole(_) => None,
            Self::Begun(_, media_type) => Some(media_type),
        }
    }
}

/// An answer of which all but the body is there.
#[cfg(feature = "items")]
pub(crate) struct Begun {
    #[cfg(feature = "headers")]
    pub(super) headers: HeaderMap,
    pub(super) response: Response,
    pub(super) held: (Option<Upload>, Option<OwnedSemaphorePermit>),
    pub(super) idle: Duration,
    /// The most bytes of an item.
    pub(super) most: usize,
}

#[cfg(feature = "items")]
#[cfg(feature = "headers")]
#[allow(dead_code, reason = "a service need not have such answers")]
impl Begun {
    /// What is made of the answer, together with these headers of it.
    pub(crate) fn headed<T, H>(
        self,
        read: ReadBegun<T>,
        headers: fn(Headers) -> H,
        described: &[&'static str],
    ) -> Headed<T, H> {
        let headers = headers(Headers::of(&self.headers, described));
        let body = read(self);
        Headed { body, headers }
    }
}

/// An answer that reports success.
pub(crate) struct Arrived<'a> {
    pub(super) status: u16,
    #[cfg(feature = "raw")]
    pub(super) content_type: Option<&'a str>,
    pub(super) bytes: &'a [u8],
    #[cfg(feature = "headers")]
    pub(super) headers: &'a HeaderMap,
    /// Whether the status is described with a body.
    pub(super) has_body: bool,
}

#[cfg(feature = "headers")]
impl Arrived<'_> {
    /// What is read of the answer, together with these headers of it.
    #[allow(dead_code, reason = "a service need not have such headers")]
    pub(crate) fn headed<T, H>(
        &self,
        read: Read<T>,
        headers: fn(Headers) -> H,
        described: &[&'static str],
    ) -> Result<Headed<T, H>, DecodeError> {
        let body = read(self)?;
        let headers = headers(Headers::of(self.headers, described));
        Ok(Headed { body, headers })
    }
}

/// Decodes an answer that always has a body.
pub(crate) fn document<T: Document>(answer: &Arrived<'_>) -> Result<T, DecodeError> {
    T::of_status(answer.status, answer.bytes)
}

/// Decodes an answer that has a body with one status and none with another.
pub(crate) fn perhaps<T: Document>(answer: &Arrived<'_>) -> Result<Option<T>, DecodeError> {
    answer.has_body.then(|| document(answer)).transpose()
}

/// Keeps an answer of which nothing is described.
#[cfg(feature = "raw")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "it is one of several functions of this type"
)]
pub(crate) fn raw(answer: &Arrived<'_>) -> Result<RawAnswer, DecodeError> {
    let content_type = answer
        .content_type
        .map(|text| Personal::new(text.to_owned()));
    Ok(RawAnswer {
        status: answer.status,
        content_type,
        body: Personal::new(answer.bytes.to_vec()),
    })
}

/// Decodes an answer that has no body.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it is one of several functions of this type"
)]
pub(crate) const fn nothing(_: &Arrived<'_>) -> Result<(), DecodeError> {
    Ok(())
}
