//! Errors of a connection: [`TransportError`].
//!
//! All that is said of them is one of the words below. What the other side said is behind
//! [`Personal`].

use crate::wire::Personal;
use std::error::Error;
use std::fmt;
use std::io;

/// An error of a connection.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportError {
    /// The stage at which it failed.
    pub fault: TransportFault,
    /// The error of the operating system, if it was one.
    pub kind: Option<io::ErrorKind>,
    /// The texts of the errors below. They may hold secrets.
    pub cause: Personal<String>,
}

impl TransportError {
    /// An error for a test.
    #[must_use]
    pub fn new(fault: TransportFault, kind: Option<io::ErrorKind>) -> Self {
        Self {
            fault,
            kind,
            cause: Personal::new(String::new()),
        }
    }
}

/// The stage at which a connection failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportFault {
    /// The name of the host was not resolved.
    Name,
    /// There was no connection.
    Connect,
    /// There was no agreement on TLS.
    Tls(TlsFault),
    /// The proxy did not let the call through. For plain `http`, its answer is a
    /// [`StatusError`](super::StatusError) as if the service had given it.
    Proxy(ProxyFault),
    /// A file or a reader could not be read to its end.
    Upload,
    /// A reader, or a file that changed, has more or fewer bytes than declared.
    Length,
    /// The connection closed before the head of an answer was complete.
    Broken,
    /// What came is not an answer in HTTP/1.1, or its head is too large.
    Protocol,
}

impl TransportFault {
    /// Whether the same call may come through later. What is not to be trusted, or wants to know
    /// who calls, stays so.
    pub(super) const fn may_pass(self) -> bool {
        match self {
            Self::Upload | Self::Length | Self::Proxy(ProxyFault::Authorization) => false,
            Self::Tls(fault) => !fault.is_certificate(),
            Self::Name | Self::Connect | Self::Proxy(_) | Self::Broken | Self::Protocol => true,
        }
    }
}

/// Why there was no agreement on TLS. With `native-tls`, which names its errors on Linux alone, it
/// is [`Other`](Self::Other) elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlsFault {
    /// The issuer of the certificate is not one that this machine trusts.
    UnknownIssuer,
    /// The certificate is for another host.
    WrongName,
    /// The certificate has expired.
    Expired,
    /// The certificate is not valid yet; or the clock of this machine is wrong.
    NotYetValid,
    /// The certificate was revoked.
    Revoked,
    /// The certificate is wrong in another way.
    Certificate,
    /// What answers at that port does not speak TLS.
    NotTls,
    /// The other side refused.
    Refused,
    /// The connection broke before there was an agreement.
    Broken,
    /// There was no agreement for another reason.
    Other,
}

impl TlsFault {
    /// Whether the certificate is at fault. Such a call is not repeated.
    #[must_use]
    pub const fn is_certificate(self) -> bool {
        match self {
            Self::UnknownIssuer
            | Self::WrongName
            | Self::Expired
            | Self::NotYetValid
            | Self::Revoked
            | Self::Certificate => true,
            Self::NotTls | Self::Refused | Self::Broken | Self::Other => false,
        }
    }
}

impl fmt::Display for TlsFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::UnknownIssuer => "the issuer of the certificate is not trusted",
            Self::WrongName => "the certificate is for another host",
            Self::Expired => "the certificate has expired",
            Self::NotYetValid => "the certificate is not valid yet",
            Self::Revoked => "the certificate was revoked",
            Self::Certificate => "the certificate cannot be accepted",
            Self::NotTls => "what answers at that port does not speak TLS",
            Self::Refused => "the other side refused",
            Self::Broken => "the connection broke during the handshake",
            Self::Other => "the handshake failed",
        })
    }
}

/// Why a proxy did not let a call through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProxyFault {
    /// There was no connection to the proxy.
    Unreachable,
    /// The proxy wants to know who calls: status 407. Such a call is not repeated.
    Authorization,
    /// The proxy answered with another status than 200 and 407, or not in HTTP.
    Refused,
    /// The proxy closed the connection, or it broke.
    Closed,
}

impl fmt::Display for ProxyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Unreachable => "cannot connect to the proxy",
            Self::Authorization => "the proxy asks for authorization (407)",
            Self::Refused => "the proxy refused the connection to the service",
            Self::Closed => "the proxy closed the connection",
        })
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fault {
            TransportFault::Name => formatter.write_str("cannot resolve the name of the host"),
            TransportFault::Connect => formatter.write_str("cannot connect to the service"),
            TransportFault::Tls(fault) => write!(formatter, "cannot agree on TLS: {fault}"),
            TransportFault::Proxy(fault) => fault.fmt(formatter),
            TransportFault::Upload => formatter.write_str("cannot read what is to be sent"),
            TransportFault::Length => {
                formatter.write_str("what is to be sent is not as long as declared")
            }
            TransportFault::Protocol => formatter.write_str("what was answered is not HTTP"),
            TransportFault::Broken => {
                formatter.write_str("connection closed before there was an answer")
            }
        }?;
        match self.kind {
            Some(kind) => write!(formatter, ": {kind}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {}
