//! Errors before anything is sent: [`BuildError`].
//!
//! A client that is being built and a call fail in the same ways. No text holds a value.

use crate::wire::{EncodeError, Personal};
use std::error::Error;
use std::fmt;
use std::io;

/// An error before anything is sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The address of the service is not a URL, or has a query or a fragment.
    Url,
    /// The address is neither `https` nor, on this machine, `http`.
    NotHttps,
    /// The value of this header holds a line break or the like.
    Header(&'static str),
    /// The secret for this header is empty, or white space.
    NoSecret(&'static str),
    /// The operation asks for the secret for this header, and the client was built without it.
    /// Where it takes alternatives, the client has none of them whole, and this is of the first.
    MissingSecret(&'static str),
    /// The boundary for forms is empty, longer than 70 bytes, or has a character that is not
    /// allowed.
    Boundary,
    /// This machine has no certificates of authorities, such as those in `ca-certificates`, and
    /// [`http`](super::ClientBuilder::http) brought none.
    NoAuthorities,
    /// The program has not installed what the feature `rustls-no-provider` leaves to it: a default
    /// `rustls::crypto::CryptoProvider`.
    NoCryptography,
    /// The connections could not be set up, for the reason inside, which may hold secrets.
    Connections(Personal<String>),
    /// A value cannot be written as JSON.
    Encode(EncodeError),
    /// A member breaks a limit of its schema.
    Limit {
        /// The member, as a JSON Pointer into the body.
        member: String,
        /// The keyword of that limit.
        keyword: &'static str,
    },
    /// A parameter, or a part of a form, cannot be sent where it travels.
    Parameter {
        /// Its name in the document.
        name: &'static str,
        /// What is wrong with its value, which is not repeated.
        why: &'static str,
    },
    /// A parameter breaks a limit of its schema.
    ParameterLimit {
        /// Its name in the document.
        name: &'static str,
        /// The keyword of that limit.
        keyword: &'static str,
    },
    /// A file or a reader could not be opened or read.
    Read(io::ErrorKind),
    /// A reader has more or fewer bytes than declared. What is found out only while it is sent is a
    /// [`TransportFault::Length`](super::TransportFault::Length).
    Length,
    /// A string that is base64 by its schema is a `data:` URL.
    DataUrl {
        /// The string, as a JSON Pointer into the body.
        member: String,
    },
    /// A string that is base64 by its schema has other characters, such as line breaks.
    NotBase64 {
        /// The string, as a JSON Pointer into the body.
        member: String,
    },
    /// A reader has been sent already.
    Spent,
    /// A blocking call was made in async code, where waiting would stall a runtime. It is none in
    /// `spawn_blocking`, in `block_in_place`, or on a thread that has only entered a runtime.
    InsideRuntime,
    /// The thread of the blocking client could not be started.
    Runtime(io::ErrorKind),
    /// The call makes no sense, for the reason inside.
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
            Self::Url => "the address of the service is not a URL without query and fragment",
            Self::NotHttps => "the address of the service is not https",
            Self::Header(name) => {
                return write!(formatter, "invalid value for the header `{name}`");
            }
            Self::NoSecret(name) => {
                return write!(formatter, "the secret for the header `{name}` is empty");
            }
            Self::MissingSecret(name) => {
                let why = "which this operation asks for";
                return write!(formatter, "the client has no secret for `{name}`, {why}");
            }
            Self::Boundary => "invalid boundary for a form",
            Self::NoAuthorities => {
                "there are no certificates of authorities to trust; install them, or pass some"
            }
            Self::NoCryptography => {
                "no cryptography for TLS; install a default `CryptoProvider` of rustls"
            }
            Self::Connections(_) => {
                "cannot set up connections; check the settings passed for them, the proxy and TLS"
            }
            Self::Encode(error) => return error.fmt(formatter),
            Self::Limit { member, keyword } => {
                return write!(formatter, "the body breaks `{keyword}` at \"{member}\"");
            }
            Self::Parameter { name, why } => {
                return write!(formatter, "cannot send the parameter `{name}`: {why}");
            }
            Self::ParameterLimit { name, keyword } => {
                return write!(formatter, "the parameter `{name}` breaks `{keyword}`");
            }
            Self::Read(kind) => return write!(formatter, "cannot read what is to be sent: {kind}"),
            Self::Length => "what is to be sent is not as long as declared",
            Self::DataUrl { member } => {
                return write!(
                    formatter,
                    "\"{member}\" is a data: URL; pass only what follows its comma"
                );
            }
            Self::NotBase64 { member } => {
                return write!(formatter, "\"{member}\" is not base64, or has line breaks");
            }
            Self::Spent => "cannot send a reader a second time",
            Self::InsideRuntime => "blocking call inside an async runtime; use the async client",
            Self::Runtime(kind) => {
                return write!(
                    formatter,
                    "cannot start the thread of the blocking client: {kind}"
                );
            }
            Self::Refused(reason) => return reason.fmt(formatter),
        };
        formatter.write_str(words)
    }
}

impl Error for BuildError {}
