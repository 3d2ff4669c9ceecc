//! Calls over connections that are real and not wanted: TLS with a certificate that nobody vouches
//! for, or for another name, and proxies, whether they are asked for or not.
//!
//! The stand-in speaks no TLS and is no proxy. The key beside this file opens nothing: it belongs
//! to a certificate of this test, for this machine.

use super::caller::{self, Outcome};
use super::policy;
use clova_id_card::client::reqwest::{Certificate, ClientBuilder, Proxy};
use clova_id_card::client::{Sent, blocking};
use idcard_service::{Config, Service};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

pub(super) const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");
pub(super) const CERTIFICATE: &[u8] = include_bytes!("tls/certificate.pem");
const KEY: &[u8] = include_bytes!("tls/key.pem");
const ANSWER: &[u8] = include_bytes!("../../../payloads/samples/resident-card.json");

pub(super) const SECRET: &str = "canary-secret";
pub(super) const PATH: &str = "custom/v1/0/canary-key";

/// Gives every connection to `serve`, and hands over what that makes of it.
pub(super) fn listen<T: Send + 'static>(
    serve: impl Fn(TcpStream) -> T + Send + 'static,
) -> (u16, Receiver<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let connection = connection.unwrap();
            let patience = Some(Duration::from_secs(20));
            connection.set_read_timeout(patience).unwrap();
            // The test may have seen enough.
            let _ = sender.send(serve(connection));
        }
    });
    (port, receiver)
}

/// Reads until this is in what was read, or nothing more comes.
pub(super) fn until(stream: &mut impl Read, end: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut piece = [0; 4096];
    while !text.windows(end.len()).any(|bytes| bytes == end) {
        match stream.read(&mut piece) {
            Ok(read @ 1..) => text.extend_from_slice(&piece[..read]),
            Ok(0) | Err(_) => break,
        }
    }
    text
}

/// A server with this certificate for 127.0.0.1, and what arrives there decrypted.
pub(super) fn tls(certificate: &[u8]) -> (u16, Receiver<Vec<u8>>) {
    let certificate = CertificateDer::from_pem_slice(certificate).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    idcard::tls::install_provider();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let config = Arc::new(config);
    listen(move |connection| {
        let session = ServerConnection::new(Arc::clone(&config)).unwrap();
        let mut stream = StreamOwned::new(session, connection);
        let request = until(&mut stream, b"--boundary--\r\n");
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
            ANSWER.len()
        );
        // A client that has left does not read it.
        let _ = stream.write_all(&[head.as_bytes(), ANSWER].concat());
        let _ = stream.flush();
        request
    })
}

fn call(url: &str, connections: ClientBuilder, proxy: Option<Proxy>) -> Outcome {
    let mut builder = blocking::Client::builder(url, SECRET)
        .http(connections)
        .repeat(policy())
        .boundary("boundary");
    if let Some(proxy) = proxy {
        builder = builder.proxy(proxy);
    }
    let client = builder.build().unwrap();
    Outcome::of(&client.recognize(caller::small()).send())
}

fn never_sent(fault: &str, attempts: u32) -> Outcome {
    Outcome {
        what: format!("transport {fault}"),
        account: Some((Sent::No, attempts)),
    }
}

#[test]
fn who_is_not_vouched_for_is_sent_nothing() {
    let trusting = || {
        let authority = Certificate::from_pem(AUTHORITY).unwrap();
        ClientBuilder::new().tls_certs_merge([authority])
    };
    // The certificate is good for this address, and for no name.
    for (host, connections, fault) in [
        ("127.0.0.1", ClientBuilder::new(), "Tls(UnknownIssuer)"),
        ("localhost", ClientBuilder::new(), "Tls(UnknownIssuer)"),
        ("localhost", trusting(), "Tls(WrongName)"),
    ] {
        let (port, arrived) = tls(CERTIFICATE);
        let connections = connections.no_proxy();
        let outcome = call(&format!("https://{host}:{port}/{PATH}"), connections, None);
        assert_eq!(outcome, never_sent(fault, 1), "{host}");
        assert_eq!(arrived.recv().unwrap(), b"", "{host}");
    }

    let (port, arrived) = tls(CERTIFICATE);
    let url = format!("https://127.0.0.1:{port}/{PATH}");
    let outcome = call(&url, trusting().no_proxy(), None);
    assert_eq!(outcome.what, "answer");
    let request = String::from_utf8_lossy(&arrived.recv().unwrap()).into_owned();
    assert!(request.starts_with(&format!("POST /{PATH}/document/id-card HTTP/1.1\r\n")));
    assert!(request.contains(&format!("\r\nx-ocr-secret: {SECRET}\r\n")));
}

/// A proxy that lets nobody through, and what it was asked.
fn proxy() -> (Proxy, Receiver<Vec<u8>>) {
    let (port, asked) = listen(|mut connection| {
        let request = until(&mut connection, b"\r\n\r\n");
        let answer = b"HTTP/1.1 403 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        connection.write_all(answer).unwrap();
        request
    });
    let proxy = Proxy::all(format!("http://127.0.0.1:{port}")).unwrap();
    (proxy, asked)
}

#[test]
fn a_proxy_learns_the_host_and_no_secret() {
    let (proxy, asked) = proxy();
    let url = format!("https://service.invalid/{PATH}");
    let outcome = call(&url, ClientBuilder::new(), Some(proxy));
    assert_eq!(outcome, never_sent("Proxy(Refused)", 3));
    let request = String::from_utf8(asked.recv().unwrap()).unwrap();
    assert!(
        request.starts_with("CONNECT service.invalid:443 HTTP/1.1\r\n"),
        "{request}"
    );
    assert!(!request.contains("canary"));
}

#[test]
fn what_is_for_this_machine_alone_goes_through_no_proxy_that_was_not_asked_for() {
    let (proxy, asked) = proxy();
    let service = Service::start(Config::default()).unwrap();
    let client = blocking::Client::builder(service.invoke_url(), service.secret())
        .http(ClientBuilder::new().proxy(proxy))
        .build()
        .unwrap();
    let outcome = Outcome::of(&client.recognize(caller::small()).send());
    assert_eq!(outcome.what, "answer");
    assert!(asked.try_recv().is_err());
}
