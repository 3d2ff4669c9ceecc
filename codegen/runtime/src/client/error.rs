//! Errors of a call, and what it may have cost by then.
//!
//! No text here holds a value, a secret or a URL: `Display` and `Debug` consist of fixed words and
//! of numbers, and there is no `source()` that would add to them. What came from outside is kept
//! behind [`Personal`].

use super::build::BuildError;
#[cfg(feature = "call-id")]
use super::id::CallId;
use super::refusal::Refusal;
use super::transport::TransportError;
use crate::wire::{DecodeError, Personal, Repeat};
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// How far a call got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    /// Nothing of it left this machine.
    No,
    /// Some of it was sent, and nobody knows what became of it.
    Maybe,
    /// The service answered.
    Yes,
}

impl Sent {
    /// The variant as one word in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Maybe => "maybe",
            Self::Yes => "yes",
        }
    }
}

/// What a call did before it failed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// How far it got, over all attempts but those that the service refused before any work.
    pub sent: Sent,
    /// The number of attempts.
    pub attempts: u32,
    #[cfg(feature = "call-id")]
    pub(super) id: Option<CallId>,
}

impl Account {
    /// An account; for a test of a caller, too.
    #[must_use]
    pub const fn new(sent: Sent, attempts: u32) -> Self {
        Self {
            sent,
            attempts,
            #[cfg(feature = "call-id")]
            id: None,
        }
    }
}

/// An error of a call. `E` is the document that the service is described to send with a status
/// other than success.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The call was not sent: the client, the payload or the file is at fault.
    Build(BuildError, Account),
    /// The connection could not be made, or broke.
    Transport(TransportError, Account),
    /// A time limit was reached.
    Timeout(TimeoutError, Account),
    /// The service answered with a status other than success.
    Status(Box<StatusError<E>>, Account),
    /// The service answered with success, but not with a JSON document.
    Body(Box<BodyError>, Account),
    /// The service answered with success, but with a document that its type cannot hold.
    Decode(Box<DecodeFailure>, Account),
}

impl<E> CallError<E> {
    /// How far the call got.
    #[must_use]
    pub const fn sent(&self) -> Sent {
        self.account().sent
    }

    /// The number of attempts.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.account().attempts
    }

    /// How far the call got, and the number of attempts.
    #[must_use]
    pub const fn account(&self) -> &Account {
        match self {
            Self::Build(_, account)
            | Self::Transport(_, account)
            | Self::Timeout(_, account)
            | Self::Status(_, account)
            | Self::Body(_, account)
            | Self::Decode(_, account) => account,
        }
    }

    pub(super) const fn account_mut(&mut self) -> &mut Account {
        match self {
            Self::Build(_, account)
            | Self::Transport(_, account)
            | Self::Timeout(_, account)
            | Self::Status(_, account)
            | Self::Body(_, account)
            | Self::Decode(_, account) => account,
        }
    }

    /// The id that the call was sent with, where its operation has one.
    #[cfg(feature = "call-id")]
    pub(crate) const fn id(&self) -> Option<&CallId> {
        self.account().id.as_ref()
    }

    /// The error of a call with this id.
    #[cfg(feature = "call-id")]
    pub(super) fn of_call(mut self, id: Option<&CallId>) -> Self {
        self.account_mut().id = id.cloned();
        self
    }

    /// The HTTP status, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Build(..) | Self::Transport(..) => None,
            Self::Timeout(error, _) => error.status,
            Self::Status(error, _) => Some(error.status),
            Self::Body(error, _) => Some(error.status),
            Self::Decode(error, _) => Some(error.status),
        }
    }

    /// The body, as far as it was received, if there was an answer that is not the described one.
    /// It may have been paid for.
    #[must_use]
    pub fn raw(&self) -> Option<&Personal<Vec<u8>>> {
        match self {
            Self::Build(..) | Self::Transport(..) | Self::Timeout(..) => None,
            Self::Status(error, _) => Some(&error.raw),
            Self::Body(error, _) => Some(&error.raw),
            Self::Decode(error, _) => Some(&error.raw),
        }
    }

    /// The document of the service, if it refused or failed with one that is described.
    #[must_use]
    pub fn answer(&self) -> Option<&E> {
        match self {
            Self::Status(error, _) => error.answer(),
            _ => None,
        }
    }
}

impl<E: Refusal> CallError<E> {
    /// The service's error code, if it is one of those described.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.answer().and_then(Refusal::code)
    }
}

impl<E> From<BuildError> for CallError<E> {
    fn from(error: BuildError) -> Self {
        Self::Build(error, Account::new(Sent::No, 0))
    }
}

impl<E: Refusal> fmt::Display for CallError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error, _) => error.fmt(formatter)?,
            Self::Transport(error, _) => error.fmt(formatter)?,
            Self::Timeout(error, _) => error.fmt(formatter)?,
            Self::Status(error, _) => error.fmt(formatter)?,
            Self::Body(error, _) => error.fmt(formatter)?,
            Self::Decode(error, _) => error.fmt(formatter)?,
        }
        let (sent, attempts) = (self.sent().as_str(), self.attempts());
        write!(formatter, " (sent: {sent}, attempts: {attempts})")?;
        #[cfg(feature = "call-id")]
        let id = self.id().and_then(CallId::public);
        #[cfg(feature = "call-id")]
        id.map_or(Ok(()), |id| write!(formatter, ", id {id}"))?;
        Ok(())
    }
}

impl<E: Refusal> Error for CallError<E> {}

/// A time limit that was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeoutError {
    /// The limit.
    pub limit: Limit,
    /// The status of the answer, if its head was complete.
    pub status: Option<u16>,
}

/// A time limit of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// For a connection to be made.
    Connect,
    /// In which nothing is sent or received.
    Idle,
    /// For the call as a whole, with all its attempts and the time between them.
    Total,
}

impl TimeoutError {
    /// An error without an answer; for a test of a caller, too.
    #[must_use]
    pub const fn new(limit: Limit) -> Self {
        Self {
            limit,
            status: None,
        }
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.limit {
            Limit::Connect => "connecting took too long",
            Limit::Idle => "nothing was sent or received for too long",
            Limit::Total => "the call took too long",
        })
    }
}

impl Error for TimeoutError {}

/// An answer with a status other than success.
#[derive(Debug)]
#[non_exhaustive]
pub struct StatusError<E> {
    /// The HTTP status.
    pub status: u16,
    /// The document that is described for the status; otherwise what is wrong with the body.
    pub answer: Result<E, BodyFault>,
    /// How long to wait before the next call, from `Retry-After`.
    pub retry_after: Option<Duration>,
    /// The body, as far as it was received.
    pub raw: Personal<Vec<u8>>,
}

impl<E> StatusError<E> {
    /// An error for a test, without a body.
    #[must_use]
    pub const fn new(status: u16, answer: Result<E, BodyFault>) -> Self {
        Self {
            status,
            answer,
            retry_after: None,
            raw: Personal::new(Vec::new()),
        }
    }

    /// The document, if it is the described one.
    #[must_use]
    pub const fn answer(&self) -> Option<&E> {
        match &self.answer {
            Ok(answer) => Some(answer),
            Err(_) => None,
        }
    }
}

impl<E: Refusal> StatusError<E> {
    /// Whether the same call may be made again: by the service's own code, if it is one of those
    /// described; otherwise only 429 says so.
    #[must_use]
    pub fn repeat(&self) -> Option<Repeat> {
        let described = self.answer().and_then(Refusal::repeat);
        described.or((self.status == 429).then_some(Repeat::Later))
    }
}

impl<E: Refusal> fmt::Display for StatusError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the service answered with status {}",
            self.status
        )?;
        match &self.answer {
            Ok(answer) => match answer.code() {
                Some(code) => write!(formatter, " and code {code}"),
                None => Ok(()),
            },
            Err(fault) => write!(formatter, "; {fault}"),
        }
    }
}

impl<E: Refusal> Error for StatusError<E> {}

/// An answer with success, but without a JSON document.
#[derive(Debug)]
#[non_exhaustive]
pub struct BodyError {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with the body.
    pub fault: BodyFault,
    /// The body, as far as it was received.
    pub raw: Personal<Vec<u8>>,
}

impl BodyError {
    /// An error for a test.
    #[must_use]
    pub fn new(status: u16, fault: BodyFault, raw: impl Into<Personal<Vec<u8>>>) -> Self {
        Self {
            status,
            fault,
            raw: raw.into(),
        }
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, fault, .. } = self;
        write!(
            formatter,
            "the service answered with status {status}; {fault}"
        )
    }
}

impl Error for BodyError {}

/// What is wrong with the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyFault {
    /// It ended before it was complete.
    Truncated,
    /// It is longer than [`max_response_bytes`](super::ClientBuilder::max_response_bytes).
    TooLarge,
    /// Its `Content-Type` is not one of JSON, or not that of the items that were asked for.
    ContentType,
    /// There is none, or nothing but white space.
    Empty,
    /// It is not JSON.
    NotJson {
        /// The line of the error, from 1.
        line: usize,
        /// The byte in that line, from 1.
        column: usize,
    },
    /// It is JSON, but not the described document.
    NotDescribed,
}

impl fmt::Display for BodyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Truncated => "the body is cut short",
            Self::TooLarge => "the body is longer than the limit",
            Self::ContentType => "the `Content-Type` of the body is not the described one",
            Self::Empty => "the body is empty",
            Self::NotJson { line, column } => {
                return write!(
                    formatter,
                    "the body is not JSON (line {line}, column {column})"
                );
            }
            Self::NotDescribed => "the body is not the described document",
        })
    }
}

/// An answer that its type cannot hold. Nothing of it is lost: it is in [`raw`](Self::raw).
#[derive(Debug)]
#[non_exhaustive]
pub struct DecodeFailure {
    /// The HTTP status.
    pub status: u16,
    /// The place, and the kinds that were expected and found there.
    pub error: DecodeError,
    /// The body.
    pub raw: Personal<Vec<u8>>,
}

impl DecodeFailure {
    /// An error for a test; [`decode`](crate::wire::decode) gives the inner one.
    #[must_use]
    pub fn new(status: u16, error: DecodeError, raw: impl Into<Personal<Vec<u8>>>) -> Self {
        Self {
            status,
            error,
            raw: raw.into(),
        }
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "cannot decode the answer: {}", self.error)
    }
}

impl Error for DecodeFailure {}
