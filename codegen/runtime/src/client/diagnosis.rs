//! Finds out what an error of the HTTP library means.
//!
//! Where a library has a type for an error that can be named here, the type decides. The others
//! have nothing but fixed words: those of the proxy and of the system's TLS.

use super::build::BuildError;
use super::transport::{ProxyFault, TlsFault, TransportFault};
use crate::wire::Personal;
use std::error::Error;
use std::io;
use std::iter::successors;

type Cause = dyn Error + 'static;

/// The errors of a chain, from the outside to the inside. An `io::Error` leaves out the error that
/// it wraps when it is asked for its source.
fn causes(error: &Cause) -> impl Iterator<Item = &Cause> {
    successors(Some(error), |&error| {
        let wrapped = error.downcast_ref().and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped as &Cause),
            None => error.source(),
        }
    })
}

/// The texts of a chain.
pub(super) fn texts(error: &Cause) -> String {
    let texts: Vec<String> = causes(error).map(ToString::to_string).collect();
    texts.join(": ")
}

/// The error of the operating system in a chain, if there is one.
pub(super) fn kind(error: &Cause) -> Option<io::ErrorKind> {
    let found = causes(error).filter_map(|error| error.downcast_ref::<io::Error>());
    let innermost = found.last()?;
    // Those with which a library wraps an error of its own say nothing.
    let wraps = innermost.get_ref().is_some();
    let says_nothing = [io::ErrorKind::Other, io::ErrorKind::InvalidData];
    Some(innermost.kind()).filter(|kind| !wraps || !says_nothing.contains(kind))
}

/// Why there can be no connections at all.
pub(super) fn not_set_up(error: &reqwest::Error) -> BuildError {
    let text = texts(error);
    // The words of `rustls-platform-verifier`, which has no type for it.
    if text.contains("No CA certificates") {
        BuildError::NoAuthorities
    } else {
        BuildError::Connections(Personal::new(text))
    }
}

/// Why there was no connection. The certificate comes first, since it may be that of a proxy.
pub(super) fn unconnected(error: &reqwest::Error, https: bool) -> TransportFault {
    let tls = causes(error).find_map(tls).map(TransportFault::Tls);
    let proxy = || {
        let fault = causes(error).find_map(|error| proxy(&error.to_string()));
        fault.map(TransportFault::Proxy)
    };
    if let Some(fault) = tls.or_else(proxy) {
        return fault;
    }
    let is_tcp = |error: &Cause| error.to_string().starts_with("tcp ");
    if error.is_dns() {
        TransportFault::Name
    } else if !https || causes(error).any(is_tcp) {
        TransportFault::Connect
    } else {
        TransportFault::Tls(handshake(error))
    }
}

/// Why there was no answer on a connection.
pub(super) fn unanswered(error: &reqwest::Error) -> TransportFault {
    let mut hyper = causes(error).filter_map(|error| error.downcast_ref::<hyper::Error>());
    if hyper.any(hyper::Error::is_parse) {
        TransportFault::Protocol
    } else {
        TransportFault::Broken
    }
}

/// The words of `hyper-util`, which exports no type for them.
fn proxy(text: &str) -> Option<ProxyFault> {
    let (tunnel, socks) = ("tunnel error: ", "SOCKS error: ");
    let words = text.strip_prefix(tunnel).or(text.strip_prefix(socks))?;
    Some(match words {
        "failed to create underlying connection" => ProxyFault::Unreachable,
        "proxy authorization required" => ProxyFault::Authorization,
        "unexpected end of file"
        | "io error establishing tunnel"
        | "io error during SOCKS handshake" => ProxyFault::Closed,
        _ => ProxyFault::Refused,
    })
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
fn tls(error: &Cause) -> Option<TlsFault> {
    use rustls::{CertificateError as Fault, Error, InvalidMessage};
    Some(match error.downcast_ref()? {
        Error::InvalidCertificate(fault) => match fault {
            Fault::UnknownIssuer => TlsFault::UnknownIssuer,
            Fault::NotValidForName | Fault::NotValidForNameContext { .. } => TlsFault::WrongName,
            Fault::Expired | Fault::ExpiredContext { .. } => TlsFault::Expired,
            Fault::NotValidYet | Fault::NotValidYetContext { .. } => TlsFault::NotYetValid,
            Fault::Revoked => TlsFault::Revoked,
            _ => TlsFault::Certificate,
        },
        Error::InvalidMessage(InvalidMessage::InvalidContentType) => TlsFault::NotTls,
        Error::AlertReceived(_) => TlsFault::Refused,
        _ => TlsFault::Other,
    })
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider")))]
fn tls(_: &Cause) -> Option<TlsFault> {
    None
}

/// What else failed during the handshake: a break, or what OpenSSL has words for.
fn handshake(error: &reqwest::Error) -> TlsFault {
    const WORDS: [(&str, TlsFault); 10] = [
        ("self-signed certificate", TlsFault::UnknownIssuer),
        ("self signed certificate", TlsFault::UnknownIssuer),
        ("issuer certificate", TlsFault::UnknownIssuer),
        ("ostname mismatch", TlsFault::WrongName),
        ("IP address mismatch", TlsFault::WrongName),
        ("certificate has expired", TlsFault::Expired),
        ("certificate is not yet valid", TlsFault::NotYetValid),
        ("certificate revoked", TlsFault::Revoked),
        ("certificate verify failed", TlsFault::Certificate),
        ("wrong version number", TlsFault::NotTls),
    ];
    let text = texts(error);
    let known = WORDS.iter().find(|(words, _)| text.contains(words));
    match known {
        Some((_, fault)) => *fault,
        None if text.contains(" alert ") => TlsFault::Refused,
        None if kind(error).is_some() || text.contains("unexpected EOF") => TlsFault::Broken,
        None => TlsFault::Other,
    }
}
