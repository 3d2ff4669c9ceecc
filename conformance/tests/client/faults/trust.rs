//! Whom a call must not be entrusted to, and what its error says of it: a certificate that does not
//! fit, a handshake that ends early, and a proxy that lets nobody through.
//!
//! The certificates beside this file are for the key there. Those of the clock authority are for
//! 2000 and for 2150, and the authority itself holds until 2199.

use super::connections::{self as tls, PATH, SECRET, listen, until};
use super::policy;
use clova_id_card::Error;
use clova_id_card::client::reqwest::{Certificate, ClientBuilder, Proxy};
use clova_id_card::client::{ProxyFault, Sent, TlsFault, TransportFault, blocking};
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};

const CLOCK: &[u8] = include_bytes!("tls/clock-authority.pem");
const EXPIRED: &[u8] = include_bytes!("tls/expired.pem");
const EARLY: &[u8] = include_bytes!("tls/early.pem");

/// What the error says: the fault, the kind, the number of attempts, and its text.
type Said = (TransportFault, Option<ErrorKind>, u32, String);

fn said(url: &str, connections: ClientBuilder, proxy: Option<Proxy>) -> Said {
    let mut builder = blocking::Client::builder(url, SECRET)
        .http(connections)
        .repeat(policy());
    if let Some(proxy) = proxy {
        builder = builder.proxy(proxy);
    }
    let call = builder.build().unwrap().recognize(super::caller::small());
    let error = call.send().unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("canary"), "{shown}");
    assert_eq!(error.sent(), Sent::No, "{shown}");
    let attempts = error.attempts();
    let text = error.to_string();
    match error {
        Error::Transport(error, _) => (error.fault, error.kind, attempts, text),
        other => unreachable!("{other}"),
    }
}

fn trusting(authority: &[u8]) -> ClientBuilder {
    let authority = Certificate::from_pem(authority).unwrap();
    ClientBuilder::new().no_proxy().tls_certs_only([authority])
}

#[test]
fn each_fault_of_a_certificate_is_told_and_not_tried_again() {
    for (certificate, authority, host, fault, words) in [
        (
            tls::CERTIFICATE,
            CLOCK,
            "127.0.0.1",
            TlsFault::UnknownIssuer,
            "the issuer of the certificate is not trusted",
        ),
        (
            tls::CERTIFICATE,
            tls::AUTHORITY,
            "localhost",
            TlsFault::WrongName,
            "the certificate is for another host",
        ),
        (
            EXPIRED,
            CLOCK,
            "127.0.0.1",
            TlsFault::Expired,
            "the certificate has expired",
        ),
        (
            EARLY,
            CLOCK,
            "127.0.0.1",
            TlsFault::NotYetValid,
            "the certificate is not valid yet",
        ),
    ] {
        assert!(fault.is_certificate());
        let (port, _arrived) = tls::tls(certificate);
        let url = format!("https://{host}:{port}/{PATH}");
        let expected = (
            TransportFault::Tls(fault),
            None,
            1,
            format!("cannot agree on TLS: {words} (sent: no, attempts: 1)"),
        );
        assert_eq!(said(&url, trusting(authority), None), expected);
    }
}

/// Serves every connection like this, and is called by `https`.
fn handshake(serve: impl Fn(TcpStream) + Send + 'static) -> Said {
    let (port, _served) = listen(serve);
    let url = format!("https://127.0.0.1:{port}/{PATH}");
    said(&url, trusting(tls::AUTHORITY), None)
}

/// Reads until the head of the first TLS message is there.
fn greeted(mut connection: &TcpStream) {
    connection.read_exact(&mut [0; 5]).unwrap();
}

#[test]
fn each_end_of_a_handshake_is_told() {
    let (plain, kind, attempts, _) = handshake(|mut connection| {
        greeted(&connection);
        let answer = b"HTTP/1.1 400 canary\r\nContent-Length: 0\r\n\r\n";
        connection.write_all(answer).unwrap();
        until(&mut connection, b"never");
    });
    assert_eq!(plain, TransportFault::Tls(TlsFault::NotTls));
    assert_eq!((kind, attempts), (None, 3));

    let (alert, kind, attempts, _) = handshake(|mut connection| {
        greeted(&connection);
        // Fatal: `handshake_failure`.
        connection.write_all(b"\x15\x03\x03\0\x02\x02\x28").unwrap();
        until(&mut connection, b"never");
    });
    assert_eq!(alert, TransportFault::Tls(TlsFault::Refused));
    assert_eq!((kind, attempts), (None, 3));

    // With bytes unread the system resets.
    let (reset, kind, attempts, text) = handshake(|connection| greeted(&connection));
    assert_eq!(reset, TransportFault::Tls(TlsFault::Broken));
    assert_eq!((kind, attempts), (Some(ErrorKind::ConnectionReset), 3));
    assert_eq!(
        text,
        "cannot agree on TLS: the connection broke during the handshake: connection reset \
         (sent: no, attempts: 3)"
    );

    let (closed, kind, attempts, _) = handshake(|mut connection| {
        connection.shutdown(std::net::Shutdown::Write).unwrap();
        until(&mut connection, b"never");
    });
    assert_eq!(closed, TransportFault::Tls(TlsFault::Broken));
    assert_eq!((kind, attempts), (Some(ErrorKind::UnexpectedEof), 3));

    let port = nobody();
    let url = format!("https://127.0.0.1:{port}/{PATH}");
    let (refused, kind, _, _) = said(&url, trusting(tls::AUTHORITY), None);
    assert_eq!(refused, TransportFault::Connect);
    assert_eq!(kind, Some(ErrorKind::ConnectionRefused));
}

/// A port at which nobody listens.
fn nobody() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn through(port: u16) -> Said {
    let proxy = Proxy::all(format!("http://user:canary@127.0.0.1:{port}")).unwrap();
    let url = format!("https://service.invalid/{PATH}");
    said(&url, ClientBuilder::new(), Some(proxy))
}

#[test]
fn each_fault_of_a_proxy_is_told() {
    for (answer, fault, attempts) in [
        (
            &b"HTTP/1.1 407 canary\r\n\r\n"[..],
            ProxyFault::Authorization,
            1,
        ),
        (b"HTTP/1.1 502 canary\r\n\r\n", ProxyFault::Refused, 3),
        (b"HTTP/1.1 403 canary\r\n\r\n", ProxyFault::Refused, 3),
        (b"canary\r\n\r\n", ProxyFault::Refused, 3),
        (b"HTTP/1.1 200", ProxyFault::Closed, 3),
        (b"", ProxyFault::Closed, 3),
    ] {
        let (port, _served) = listen(move |mut connection| {
            until(&mut connection, b"\r\n\r\n");
            connection.write_all(answer).unwrap();
        });
        let (found, kind, made, text) = through(port);
        assert_eq!(
            (found, kind, made),
            (TransportFault::Proxy(fault), None, attempts)
        );
        assert!(text.starts_with(&fault.to_string()), "{text}");
    }

    // Before the request is read: the system resets.
    let (port, _served) = listen(|mut connection| {
        connection.read_exact(&mut [0]).unwrap();
    });
    let (found, kind, made, _) = through(port);
    assert_eq!(found, TransportFault::Proxy(ProxyFault::Closed));
    assert_eq!((kind, made), (Some(ErrorKind::ConnectionReset), 3));

    let (found, kind, made, _) = through(nobody());
    assert_eq!(found, TransportFault::Proxy(ProxyFault::Unreachable));
    assert_eq!((kind, made), (Some(ErrorKind::ConnectionRefused), 3));

    let proxy = Proxy::all("http://proxy.invalid:3128").unwrap();
    let url = format!("https://service.invalid/{PATH}");
    let (found, kind, ..) = said(&url, ClientBuilder::new(), Some(proxy));
    assert_eq!(found, TransportFault::Proxy(ProxyFault::Unreachable));
    assert_eq!(kind, None);
}
