//! What is wrong before anything is sent: [`BuildError`].
//!
//! It stands apart from what can go wrong with a call because it costs nothing, and because a
//! client that is being made can fail in the same ways. Its texts hold no value either.

use crate::wire::EncodeError;
use std::error::Error;
use std::fmt;
use std::io;

/// What is wrong with a client or with a call before anything is sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The address of the service is no URL, or has a query or a fragment.
    Url,
    /// The address is neither `https` nor, on this machine, `http`.
    NotHttps,
    /// What is to be sent in a header cannot be: it holds a line break or the like.
    Header(&'static str),
    /// A boundary for forms is empty, longer than 70 bytes, or holds what a boundary may not.
    Boundary,
    /// The connections could not be set up: a proxy or TLS is set in a way that does not work.
    Connections,
    /// A value has no room in JSON.
    Encode(EncodeError),
    /// A member breaks a limit of its schema.
    Limit {
        /// The member, as a JSON Pointer into the body.
        member: String,
        /// The keyword that says so.
        keyword: &'static str,
    },
    /// A file or a reader could not be opened or read.
    Read(io::ErrorKind),
    /// A reader was sent before, and cannot be sent again.
    Spent,
    /// Blocking calls were made where nothing may block.
    InsideRuntime,
    /// The threads that blocking calls need could not be started.
    Runtime(io::ErrorKind),
    /// What was asked for makes no sense; the error inside says why.
    Refused(Box<dyn Error + Send + Sync>),
}

impl BuildError {
    /// Refuses a call for a reason of one's own, which must not repeat a value.
    pub(crate) fn refused(reason: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Refused(reason.into())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self {
            Self::Url => "the address of the service is not a URL that a path can be added to",
            Self::NotHttps => "the address of the service is not https",
            Self::Header(name) => {
                return write!(formatter, "the value of the header `{name}` cannot be sent");
            }
            Self::Boundary => "this cannot be the boundary of a form",
            Self::Connections => "connections cannot be set up as asked: look at proxy and TLS",
            Self::Encode(error) => return error.fmt(formatter),
            Self::Limit { member, keyword } => {
                return write!(formatter, "the body breaks `{keyword}` at \"{member}\"");
            }
            Self::Read(kind) => return write!(formatter, "what is to be sent: {kind}"),
            Self::Spent => "what is to be sent was a reader, and has been sent before",
            Self::InsideRuntime => "a blocking call inside an async runtime; use the async client",
            Self::Runtime(kind) => {
                return write!(formatter, "the threads of the blocking client: {kind}");
            }
            Self::Refused(reason) => return reason.fmt(formatter),
        };
        formatter.write_str(words)
    }
}

impl Error for BuildError {}
