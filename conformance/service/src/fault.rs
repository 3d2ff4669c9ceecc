//! Names the faults that the stand-in can be made to commit, and says whether a call that meets one
//! would have been billed.

use clova_id_card::ServiceErrorCode;
use clova_id_card::wire::Repeat;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// One fault. `Display` and `FromStr` have its name, with `=` and a value where it takes one:
/// `latency=250ms`, `html=502`, `error=0501`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The connection is reset when the head of the request was read, before its body.
    ResetBeforeBody,
    /// The connection is reset when half of the body was read.
    ResetWithinBody,
    /// The connection is reset when the whole request was read and taken in.
    ResetAfterBody,
    /// The answer ends in the middle of its headers.
    CloseInHeaders,
    /// The answer ends in the middle of its body, which has the length of the whole.
    ShortBody,
    /// The answer comes in pieces of 16 bytes, with this time before each.
    SlowDrip(Duration),
    /// The answer comes after this time.
    Latency(Duration),
    /// Status 429, with `Retry-After` in seconds.
    TooManyRequests(u32),
    /// Status 429, with `Retry-After` as the date that is so many seconds away.
    TooManyRequestsDate(u32),
    /// An error of the service with this code; 0025 is what too many calls at once meet.
    Error(ServiceErrorCode),
    /// This status with a page of HTML.
    Html(u16),
    /// This status with an error in the gateway's shape.
    Gateway(u16),
    /// This status with nothing in it.
    Empty(u16),
    /// The answer calls itself plain text.
    ContentType,
    /// The answer has bytes that are not UTF-8.
    InvalidUtf8,
    /// The answer has keys twice, the first time with a value that does not count.
    RepeatedKeys,
    /// The answer is JSON of so many bytes, and says so.
    HugeBody(u64),
    /// The answer is JSON of so many bytes, in chunks, and does not say so.
    HugeChunkedBody(u64),
    /// Values in the answer that no enumeration of the spec has.
    UnknownEnum,
    /// Members in the answer that the spec does not name.
    ExtraMembers,
    /// A kind of card that the spec does not know.
    UnknownCard,
    /// Nothing listens for so long, and idle connections are closed. By script only.
    Refuse(Duration),
    /// The next connection meets a failing TLS handshake: an alert. By script only.
    TlsAlert,
    /// The next connection is reset within the TLS handshake. By script only.
    TlsReset,
}

/// Where in an exchange a fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before there is a call.
    Connection,
    /// While the request is read.
    Request,
    /// Instead of looking at the request.
    Gate,
    /// When a good request was taken in.
    Answer,
}

const LEAST_HUGE: u64 = 64;

impl Fault {
    /// One of each, with a usual value where it takes one, and what it does.
    pub fn all() -> Vec<(Self, &'static str)> {
        let ms = Duration::from_millis;
        vec![
            (Self::ResetBeforeBody, "reset when the head was read"),
            (
                Self::ResetWithinBody,
                "reset when half of the body was read",
            ),
            (Self::ResetAfterBody, "reset when the request was taken in"),
            (Self::CloseInHeaders, "the answer ends within its headers"),
            (Self::ShortBody, "the answer ends within its body"),
            (
                Self::SlowDrip(ms(10)),
                "16 bytes at a time, this time apart",
            ),
            (Self::Latency(ms(250)), "the answer comes after this time"),
            (Self::TooManyRequests(1), "429, Retry-After in seconds"),
            (Self::TooManyRequestsDate(1), "429, Retry-After as a date"),
            (
                Self::Error(ServiceErrorCode::RateLimited),
                "an error of the service, by its code",
            ),
            (Self::Html(502), "this status as a page of HTML"),
            (Self::Gateway(404), "this status in the gateway's shape"),
            (Self::Empty(520), "this status with nothing in it"),
            (Self::ContentType, "an answer that calls itself plain text"),
            (Self::InvalidUtf8, "an answer that is not UTF-8"),
            (Self::RepeatedKeys, "an answer with keys that come twice"),
            (
                Self::HugeBody(64 << 20),
                "an answer of so many bytes, announced",
            ),
            (
                Self::HugeChunkedBody(64 << 20),
                "an answer of so many bytes, in chunks",
            ),
            (
                Self::UnknownEnum,
                "values that no enumeration of the spec has",
            ),
            (Self::ExtraMembers, "members that the spec does not name"),
            (
                Self::UnknownCard,
                "a kind of card that the spec does not know",
            ),
            (
                Self::Refuse(ms(200)),
                "nothing listens for so long (script only)",
            ),
            (Self::TlsAlert, "TLS fails with an alert (script only)"),
            (Self::TlsReset, "TLS fails with a reset (script only)"),
        ]
    }

    /// Whether a good call that meets this fault counts as billed. What reaches the engine does;
    /// of an answer that does not tell, one has to assume it.
    pub fn billed(&self) -> bool {
        self.stage() == Stage::Answer
    }

    /// Whether a call may meet it by chance: not if it strikes before there is a call.
    pub fn may_be_by_chance(&self) -> bool {
        self.stage() != Stage::Connection
    }

    pub(super) fn stage(&self) -> Stage {
        match self {
            Self::Refuse(_) | Self::TlsAlert | Self::TlsReset => Stage::Connection,
            Self::ResetBeforeBody | Self::ResetWithinBody => Stage::Request,
            Self::TooManyRequests(_) | Self::TooManyRequestsDate(_) | Self::Gateway(_) => {
                Stage::Gate
            }
            Self::Error(code) => match code.repeat() {
                Some(Repeat::Never | Repeat::Later) => Stage::Gate,
                _ => Stage::Answer,
            },
            _ => Stage::Answer,
        }
    }

    fn parts(&self) -> (&'static str, Option<String>) {
        match self {
            Self::ResetBeforeBody => ("reset-before-body", None),
            Self::ResetWithinBody => ("reset-within-body", None),
            Self::ResetAfterBody => ("reset-after-body", None),
            Self::CloseInHeaders => ("close-in-headers", None),
            Self::ShortBody => ("short-body", None),
            Self::SlowDrip(pause) => ("slow-drip", Some(show_duration(*pause))),
            Self::Latency(pause) => ("latency", Some(show_duration(*pause))),
            Self::TooManyRequests(seconds) => ("too-many-requests", Some(seconds.to_string())),
            Self::TooManyRequestsDate(seconds) => {
                ("too-many-requests-date", Some(seconds.to_string()))
            }
            Self::Error(code) => ("error", Some(code.as_str().to_owned())),
            Self::Html(status) => ("html", Some(status.to_string())),
            Self::Gateway(status) => ("gateway", Some(status.to_string())),
            Self::Empty(status) => ("empty", Some(status.to_string())),
            Self::ContentType => ("content-type", None),
            Self::InvalidUtf8 => ("invalid-utf8", None),
            Self::RepeatedKeys => ("repeated-keys", None),
            Self::HugeBody(bytes) => ("huge-body", Some(bytes.to_string())),
            Self::HugeChunkedBody(bytes) => ("huge-chunked-body", Some(bytes.to_string())),
            Self::UnknownEnum => ("unknown-enum", None),
            Self::ExtraMembers => ("extra-members", None),
            Self::UnknownCard => ("unknown-card", None),
            Self::Refuse(pause) => ("refuse", Some(show_duration(*pause))),
            Self::TlsAlert => ("tls-alert", None),
            Self::TlsReset => ("tls-reset", None),
        }
    }

    /// The same fault with another value.
    fn with(self, value: &str) -> Option<Self> {
        Some(match self {
            Self::SlowDrip(_) => Self::SlowDrip(read_duration(value)?),
            Self::Latency(_) => Self::Latency(read_duration(value)?),
            Self::Refuse(_) => Self::Refuse(read_duration(value)?),
            Self::TooManyRequests(_) => Self::TooManyRequests(value.parse().ok()?),
            Self::TooManyRequestsDate(_) => Self::TooManyRequestsDate(value.parse().ok()?),
            Self::Error(_) => Self::Error(ServiceErrorCode::from(value)),
            Self::Html(_) => Self::Html(read_status(value)?),
            Self::Gateway(_) => Self::Gateway(read_status(value)?),
            Self::Empty(_) => Self::Empty(read_status(value)?),
            Self::HugeBody(_) => Self::HugeBody(read_size(value)?),
            Self::HugeChunkedBody(_) => Self::HugeChunkedBody(read_size(value)?),
            _ => return None,
        })
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.parts() {
            (name, None) => f.write_str(name),
            (name, Some(value)) => write!(f, "{name}={value}"),
        }
    }
}

/// Not the name of a fault, or not a value that it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchFault;

impl fmt::Display for NoSuchFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no such fault; there are")?;
        for (fault, _) in Fault::all() {
            write!(f, " {fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for NoSuchFault {}

impl FromStr for Fault {
    type Err = NoSuchFault;

    fn from_str(text: &str) -> Result<Self, NoSuchFault> {
        let (name, value) = match text.trim().split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text.trim(), None),
        };
        let (fault, _) = Self::all()
            .into_iter()
            .find(|(fault, _)| fault.parts().0 == name)
            .ok_or(NoSuchFault)?;
        match value {
            None => Ok(fault),
            Some(value) => fault.with(value).ok_or(NoSuchFault),
        }
    }
}

fn show_duration(duration: Duration) -> String {
    format!("{}ms", duration.as_millis())
}

/// `250ms` or `2s`.
pub(super) fn read_duration(text: &str) -> Option<Duration> {
    match text.strip_suffix("ms") {
        Some(number) => number.parse().ok().map(Duration::from_millis),
        None => text
            .strip_suffix('s')?
            .parse()
            .ok()
            .map(Duration::from_secs),
    }
}

/// A status that ends an exchange and may have a body.
fn read_status(text: &str) -> Option<u16> {
    let status = text.parse().ok()?;
    (400..600).contains(&status).then_some(status)
}

fn read_size(text: &str) -> Option<u64> {
    text.parse().ok().filter(|size| *size >= LEAST_HUGE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_found_by_its_name() {
        for (fault, what) in Fault::all() {
            assert_eq!(fault.to_string().parse(), Ok(fault.clone()), "{what}");
            assert!(!what.is_empty());
        }
        assert_eq!(
            "latency=2s".parse(),
            Ok(Fault::Latency(Duration::from_secs(2)))
        );
        assert_eq!("html=503".parse(), Ok(Fault::Html(503)));
        assert_eq!(
            "error=0501".parse(),
            Ok(Fault::Error(ServiceErrorCode::EngineFailed))
        );
    }

    #[test]
    fn what_is_no_fault_is_refused() {
        for text in [
            "",
            "late",
            "latency=",
            "latency=2",
            "html=200",
            "html=x",
            "short-body=1",
            "huge-body=3",
        ] {
            assert_eq!(text.parse::<Fault>(), Err(NoSuchFault), "{text}");
        }
    }

    #[test]
    fn the_table_of_the_spec_says_what_is_billed() {
        for (code, billed) in [
            ("0025", false),
            ("0001", false),
            ("1021", false),
            ("0500", true),
            ("0501", true),
            ("9999", true),
        ] {
            assert_eq!(Fault::Error(code.into()).billed(), billed, "{code}");
        }
    }
}
