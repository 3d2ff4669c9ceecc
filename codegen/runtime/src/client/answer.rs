//! Reads an answer: [`Answer`].
//!
//! The order of the checks matters. The status says which document is described, and only then is
//! the body looked at; an answer that may have been paid for is kept, whatever is wrong with it.

use super::error::{Account, BodyError, BodyFault, CallError, DecodeFailure, Sent, StatusError};
use super::reading::{Arrived, Read};
use super::refusal::Refusal;
use crate::wire::operation::Operation;
use crate::wire::{DecodeError, Personal};
use bytes::Bytes;
use reqwest::Response;
#[cfg(feature = "headers")]
use reqwest::header::HeaderMap;
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use serde::de::IgnoredAny;
use std::time::{Duration, SystemTime};

/// An answer, and its body as far as it has been read.
pub(super) struct Answer {
    operation: Operation,
    status: u16,
    /// Whether its `Content-Type` is one of JSON, or is missing.
    json: bool,
    #[allow(
        dead_code,
        reason = "a service need not have answers in which it counts"
    )]
    content_type: Option<String>,
    retry_after: Option<Duration>,
    #[cfg(feature = "headers")]
    headers: HeaderMap,
    body: Received,
    fault: Option<BodyFault>,
}

/// The bytes of a body. Most come in one chunk, which is not copied.
enum Received {
    One(Bytes),
    More(Vec<u8>),
}

impl Received {
    fn add(&mut self, chunk: Bytes) {
        match self {
            Self::One(first) if first.is_empty() => *first = chunk,
            Self::One(first) => *self = Self::More([&first[..], &chunk[..]].concat()),
            Self::More(all) => all.extend_from_slice(&chunk),
        }
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::One(bytes) => bytes,
            Self::More(bytes) => bytes,
        }
    }

    fn into_raw(self) -> Personal<Vec<u8>> {
        Personal::new(match self {
            Self::One(bytes) => bytes.into(),
            Self::More(bytes) => bytes,
        })
    }
}

impl Answer {
    pub(super) fn new(operation: Operation, response: &mut Response) -> Self {
        let header = |name| {
            response
                .headers()
                .get(name)
                .map(|value| value.to_str().ok())
        };
        let content_type = header(CONTENT_TYPE);
        let retry_after = header(RETRY_AFTER)
            .flatten()
            .and_then(|value| retry_after(value, SystemTime::now()));
        let (json, content_type) = (
            content_type.is_none_or(|value| value.is_some_and(is_json)),
            content_type.flatten().map(str::to_owned),
        );
        Self {
            operation,
            status: response.status().as_u16(),
            json,
            content_type,
            retry_after,
            #[cfg(feature = "headers")]
            headers: std::mem::take(response.headers_mut()),
            body: Received::One(Bytes::new()),
            fault: None,
        }
    }

    /// Whether it is a success, with a body of this media type; or of another one of lines of JSON,
    /// which have many names.
    #[cfg(feature = "items")]
    pub(super) fn begins(&self, media_type: &str) -> bool {
        let is_same = self.content_type.as_ref().is_none_or(|own| {
            let (own, wanted) = (essence(own), essence(media_type));
            own == wanted || [own, wanted].iter().all(|it| LINES.contains(&&**it))
        });
        self.operation.is_success(self.status) && is_same
    }

    #[cfg(feature = "headers")]
    #[cfg(feature = "items")]
    pub(super) fn into_headers(self) -> HeaderMap {
        self.headers
    }

    /// The error for a whole answer in place of one of items.
    #[cfg(feature = "items")]
    pub(super) fn unlike<E: Refusal>(self) -> CallError<E> {
        let account = Account::new(Sent::Yes, 1);
        if !self.operation.is_success(self.status) {
            return CallError::Status(Box::new(self.refusal()), account);
        }
        let fault = self.fault.clone().unwrap_or(BodyFault::ContentType);
        self.unreadable(fault, account)
    }

    /// Takes the next chunk, and returns whether there may be more.
    pub(super) fn receive(
        &mut self,
        chunk: Result<Option<Bytes>, reqwest::Error>,
        most: usize,
    ) -> bool {
        match chunk {
            Err(_) => self.fault = Some(BodyFault::Truncated),
            Ok(None) => {}
            Ok(Some(chunk)) if chunk.len() > most.saturating_sub(self.body.bytes().len()) => {
                self.fault = Some(BodyFault::TooLarge);
            }
            Ok(Some(chunk)) => {
                self.body.add(chunk);
                return true;
            }
        }
        false
    }

    /// Decodes the answer as its status demands.
    pub(super) fn read<T, E: Refusal>(self, read: Read<T>) -> Result<T, CallError<E>> {
        let account = Account::new(Sent::Yes, 1);
        if !self.operation.is_success(self.status) {
            return Err(CallError::Status(Box::new(self.refusal()), account));
        }
        let described = self.operation.response(self.status);
        let body = described.and_then(|response| response.body);
        let has_body = body.is_some();
        let is_raw = body.is_some_and(|body| body.rust.is_empty());
        let fault = match described {
            Some(_) if has_body && !is_raw => self.fault(),
            Some(_) if !is_raw => None,
            // Whatever it is, it is kept as it came: but then it has to be there.
            _ => self.fault.clone(),
        };
        if let Some(fault) = fault {
            return Err(self.unreadable(fault, account));
        }
        let arrived = Arrived {
            status: self.status,
            #[cfg(feature = "raw")]
            content_type: self.content_type.as_deref(),
            bytes: self.body.bytes(),
            #[cfg(feature = "headers")]
            headers: &self.headers,
            has_body,
        };
        read(&arrived).map_err(|error| self.undecoded(error, account))
    }

    /// The reason why the body is not decoded, if any.
    fn fault(&self) -> Option<BodyFault> {
        let content_type = (!self.json).then_some(BodyFault::ContentType);
        self.fault.clone().or(content_type)
    }

    fn refusal<E: Refusal>(self) -> StatusError<E> {
        let answer = match self.fault() {
            Some(fault) => Err(fault),
            None => E::of_status(self.status, self.body.bytes()).map_err(|error| {
                not_json(&error, self.body.bytes()).unwrap_or(BodyFault::NotDescribed)
            }),
        };
        StatusError {
            status: self.status,
            answer,
            retry_after: self.retry_after,
            raw: self.body.into_raw(),
        }
    }

    fn undecoded<E>(self, error: DecodeError, account: Account) -> CallError<E> {
        if let Some(fault) = not_json(&error, self.body.bytes()) {
            return self.unreadable(fault, account);
        }
        let failure = DecodeFailure {
            status: self.status,
            error,
            raw: self.body.into_raw(),
        };
        CallError::Decode(Box::new(failure), account)
    }

    fn unreadable<E>(self, fault: BodyFault, account: Account) -> CallError<E> {
        let error = BodyError {
            status: self.status,
            fault,
            raw: self.body.into_raw(),
        };
        CallError::Body(Box::new(error), account)
    }
}

/// The position at which a text stops being JSON, if it does. It may be behind that of a value of
/// the wrong kind.
fn not_json(error: &DecodeError, body: &[u8]) -> Option<BodyFault> {
    if body.trim_ascii().is_empty() {
        return Some(BodyFault::Empty);
    }
    let place = if error.is_syntax() {
        Some((error.line(), error.column()))
    } else {
        let rest = serde_json::from_slice::<IgnoredAny>(body).err();
        rest.map(|error| (error.line(), error.column()))
    };
    place.map(|(line, column)| BodyFault::NotJson { line, column })
}

/// The media types of lines of JSON.
#[cfg(feature = "items")]
const LINES: [&str; 5] = [
    "application/x-ndjson",
    "application/ndjson",
    "application/jsonl",
    "application/x-jsonlines",
    "application/jsonlines",
];

/// A media type without its parameters, which has no case.
fn essence(value: &str) -> String {
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.to_ascii_lowercase()
}

/// Whether a `Content-Type` is one of JSON.
fn is_json(value: &str) -> bool {
    let essence = essence(value);
    ["application/json", "text/json"].contains(&&*essence) || essence.ends_with("+json")
}

/// Parses `Retry-After`: seconds, or a date.
fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than there is room for is still a number, and longer than anybody waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}
