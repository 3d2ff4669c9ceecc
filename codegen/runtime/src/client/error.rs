//! What can go wrong with a call, and what it may have cost by then.
//!
//! It stands apart because it is what callers match on. No text here holds a value, a secret or a
//! URL: `Display` and `Debug` are made of fixed words and of numbers, and there is no `source()`
//! that would tell more. What came from outside is kept behind [`Personal`], for those who ask.

use super::build::BuildError;
use super::refusal::Refusal;
use crate::wire::{DecodeError, Personal, Repeat};
use std::error::Error;
use std::fmt;
use std::io;
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
    /// In one word.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Maybe => "maybe",
            Self::Yes => "yes",
        }
    }
}

/// What was done before a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Account {
    /// How far it got. Attempts before the last one count, unless the service refused them before
    /// any work.
    pub sent: Sent,
    /// How often it was tried.
    pub attempts: u32,
}

/// Why there is no answer of the kind that was asked for. `E` is what the service is described to
/// say when it refuses.
#[derive(Debug)]
#[non_exhaustive]
pub enum CallError<E> {
    /// The call could not be made up.
    Build(BuildError, Account),
    /// The connection could not be made, or broke.
    Transport(TransportError, Account),
    /// It took too long.
    Timeout(TimeoutError, Account),
    /// The service answered, and not with success.
    Status(Box<StatusError<E>>, Account),
    /// The service answered with success, and with something else than a JSON document.
    Body(Box<BodyError>, Account),
    /// The service answered with success, and with a document that its type has no room for.
    Decode(Box<DecodeFailure>, Account),
}

impl<E> CallError<E> {
    /// How far the call got.
    #[must_use]
    pub const fn sent(&self) -> Sent {
        self.account().sent
    }

    /// How often it was tried.
    #[must_use]
    pub const fn attempts(&self) -> u32 {
        self.account().attempts
    }

    /// Both.
    #[must_use]
    pub const fn account(&self) -> Account {
        match self {
            Self::Build(_, account)
            | Self::Transport(_, account)
            | Self::Timeout(_, account)
            | Self::Status(_, account)
            | Self::Body(_, account)
            | Self::Decode(_, account) => *account,
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

    /// What the service said, if it refused or failed in its own words.
    #[must_use]
    pub fn answer(&self) -> Option<&E> {
        match self {
            Self::Status(error, _) => error.answer(),
            _ => None,
        }
    }
}

impl<E: Refusal> CallError<E> {
    /// The service's own code for what went wrong, if it is one of those described.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.answer().and_then(Refusal::code)
    }
}

impl<E> From<BuildError> for CallError<E> {
    fn from(error: BuildError) -> Self {
        let account = Account {
            sent: Sent::No,
            attempts: 0,
        };
        Self::Build(error, account)
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
        let Account { sent, attempts } = self.account();
        let sent = sent.as_str();
        write!(formatter, " (sent: {sent}, attempts: {attempts})")
    }
}

impl<E: Refusal> Error for CallError<E> {}

/// A connection that could not be made, or broke.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// Where it failed.
    pub fault: TransportFault,
    /// What the operating system called it.
    pub kind: Option<io::ErrorKind>,
    /// All that the layers below have to say. Nobody has looked for secrets in it.
    pub cause: Personal<String>,
}

/// Where a connection fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportFault {
    /// The name of the host is not known.
    Name,
    /// No connection, or no agreement on TLS.
    Connect,
    /// What was to be sent could not be read to its end, or was not as long as was said.
    Upload,
    /// It broke before the head of an answer was there.
    Broken,
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.fault {
            TransportFault::Name => "the name of the host was not found",
            TransportFault::Connect => "no connection",
            TransportFault::Upload => "what was to be sent could not be read",
            TransportFault::Broken => "the connection broke before there was an answer",
        })?;
        match self.kind {
            Some(kind) => write!(formatter, ": {kind}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {}

/// A limit of time was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeoutError {
    /// Which one.
    pub limit: Limit,
    /// The status of the answer, if it had begun.
    pub status: Option<u16>,
}

/// The limits of time that a call has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// For a connection to be made.
    Connect,
    /// In which nothing at all was sent or came.
    Idle,
    /// For the call as a whole, with all its attempts and the time between them.
    Total,
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.limit {
            Limit::Connect => "there was no connection in time",
            Limit::Idle => "nothing was sent or came for too long",
            Limit::Total => "the call took too long",
        })
    }
}

impl Error for TimeoutError {}

/// The service answered, and not with success.
#[derive(Debug)]
#[non_exhaustive]
pub struct StatusError<E> {
    /// The HTTP status.
    pub status: u16,
    /// What came with it, if it is what is described; otherwise what is wrong with it.
    pub answer: Result<E, BodyFault>,
    /// How long to wait before calling again, in the service's own words.
    pub retry_after: Option<Duration>,
    /// What came, as far as it came.
    pub raw: Personal<Vec<u8>>,
}

impl<E> StatusError<E> {
    /// What came, if it is what is described.
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

/// The service answered with success, and with something else than a JSON document.
#[derive(Debug)]
#[non_exhaustive]
pub struct BodyError {
    /// The HTTP status.
    pub status: u16,
    /// What is wrong with the body.
    pub fault: BodyFault,
    /// What came, as far as it came.
    pub raw: Personal<Vec<u8>>,
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
    /// It is longer than the client takes.
    TooLarge,
    /// It does not say that it is JSON.
    ContentType,
    /// It is not JSON.
    NotJson {
        /// The line, from 1, on which that was found.
        line: usize,
        /// The byte in that line.
        column: usize,
    },
    /// It is JSON, and not the described document.
    NotDescribed,
}

impl fmt::Display for BodyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Truncated => "the body is cut short",
            Self::TooLarge => "the body is longer than the client takes",
            Self::ContentType => "the body does not say that it is JSON",
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

/// An answer that its type has no room for. Nothing of it is lost: it is in [`raw`](Self::raw).
#[derive(Debug)]
#[non_exhaustive]
pub struct DecodeFailure {
    /// The HTTP status.
    pub status: u16,
    /// The place, and what was expected and found there.
    pub error: DecodeError,
    /// What came.
    pub raw: Personal<Vec<u8>>,
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the answer cannot be read: {}", self.error)
    }
}

impl Error for DecodeFailure {}
