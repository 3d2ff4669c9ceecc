//! What the client sends and how it reads answers, which must not depend on the features that other
//! crates of a program switch on in `reqwest`.
//!
//! Run twice: with next to no features here, and with all in `conformance/features`.

use crate::listener::{Request, answering};
use clova_id_card::client::reqwest::{Certificate, ClientBuilder};
use clova_id_card::client::{BodyFault, RepeatPolicy, TlsFault, TransportFault, blocking};
use clova_id_card::{Answer, BodyKind, Error, RecognitionResponse};
use flate2::Compression;
use flate2::write::GzEncoder;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

const AUTHORITY: &[u8] = include_bytes!("../client/faults/tls/authority.pem");
const CERTIFICATE: &[u8] = include_bytes!("../client/faults/tls/certificate.pem");
const KEY: &[u8] = include_bytes!("../client/faults/tls/key.pem");
const ANSWER: &[u8] = include_bytes!("../../payloads/samples/resident-card.json");
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR and more";

type Outcome = Result<RecognitionResponse, Error>;

/// What a client that sends the same each time makes of its connections: the default, and what a
/// caller may pass.
fn clients(url: &str) -> Vec<blocking::Client> {
    let builder = || {
        blocking::Client::builder(url, "secret")
            .boundary("boundary")
            .repeat(RepeatPolicy::never())
    };
    let own = builder().http(ClientBuilder::new());
    [builder(), own]
        .map(|builder| builder.build().unwrap())
        .into()
}

fn send(client: &blocking::Client, body: BodyKind) -> Outcome {
    let call = client.recognize(PNG).request_id("one").timestamp(1);
    call.body(body).send().map(Answer::into_response)
}

/// The head of a request without the name of the host and the length of the body.
fn head(request: &Request) -> String {
    let lines = request.head.lines();
    let own = |line: &&str| !line.starts_with("host: ") && !line.starts_with("content-length: ");
    let lines: Vec<_> = lines.filter(own).collect();
    lines.join("\n")
}

#[test]
fn the_bytes_are_these() {
    let (url, requests) = answering(200, "application/json", ANSWER);
    // Connections that a caller passes have no name.
    let agents = ["\nuser-agent: clova-id-card/0.1.0", ""];
    for (client, agent) in clients(&url).iter().zip(agents) {
        send(client, BodyKind::Json).unwrap();
        let request = requests.recv().unwrap();
        let lines = "POST /custom/v1/0/key/document/id-card HTTP/1.1\n\
                     accept: application/json\n\
                     x-ocr-secret: secret\n\
                     content-type: ";
        assert_eq!(head(&request), format!("{lines}application/json{agent}"));
        assert_eq!(
            String::from_utf8(request.body).unwrap(),
            r#"{"version":"V2","requestId":"one","timestamp":1,"images":[{"format":"png","name":"image","data":"iVBORw0KGgoAAAANSUhEUiBhbmQgbW9yZQ=="}]}"#
        );

        send(client, BodyKind::Multipart).unwrap();
        let request = requests.recv().unwrap();
        let form = "multipart/form-data; boundary=boundary";
        assert_eq!(head(&request), format!("{lines}{form}{agent}"));
    }
}

#[test]
fn a_label_of_compression_costs_no_answer() {
    let expected = clova_id_card::decode::<RecognitionResponse>(ANSWER).unwrap();
    for label in [
        "gzip", "x-gzip", "br", "zstd", "deflate", "identity", "no such",
    ] {
        let labelled = format!("application/json\r\nContent-Encoding: {label}");
        let (url, _requests) = answering(200, &labelled, ANSWER);
        for client in clients(&url) {
            assert_eq!(send(&client, BodyKind::Auto).unwrap(), expected, "{label}");
        }
    }
}

#[test]
fn what_is_compressed_without_being_asked_for_is_kept_as_it_came() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(ANSWER).unwrap();
    let gzip = gzip.finish().unwrap();
    let labelled = "application/json\r\nContent-Encoding: gzip";
    let (url, _requests) = answering(200, labelled, &gzip);
    for client in clients(&url) {
        let Err(Error::Body(error, _)) = send(&client, BodyKind::Auto) else {
            unreachable!("it is no JSON");
        };
        assert!(matches!(error.fault, BodyFault::NotJson { .. }));
        assert_eq!(error.raw.expose(), &gzip);
    }
}

#[test]
fn other_alphabets_are_not_read() {
    let labelled = "application/json; charset=euc-kr";
    let (url, _requests) = answering(200, labelled, ANSWER);
    for client in clients(&url) {
        let expected = clova_id_card::decode::<RecognitionResponse>(ANSWER).unwrap();
        assert_eq!(send(&client, BodyKind::Auto).unwrap(), expected);
    }
}

#[test]
fn no_cookie_comes_back_and_no_redirect_is_followed() {
    let (url, requests) = answering(
        200,
        "application/json\r\nSet-Cookie: canary=1; Path=/",
        ANSWER,
    );
    for client in clients(&url) {
        for _ in 0..2 {
            send(&client, BodyKind::Auto).unwrap();
            let request = requests.recv().unwrap();
            assert_eq!(request.header("cookie"), None);
            assert_eq!(request.header("referer"), None);
        }
    }
    for status in [301, 302, 303, 307, 308] {
        let (other, others) = answering(200, "application/json", ANSWER);
        let (url, requests) = answering(
            status,
            &format!("application/json\r\nLocation: {other}"),
            b"{}",
        );
        for client in clients(&url) {
            let error = send(&client, BodyKind::Auto).unwrap_err();
            assert_eq!(error.status(), Some(status));
            requests.recv().unwrap();
            assert!(requests.try_recv().is_err());
        }
        assert!(others.try_recv().is_err());
    }
}

/// A server that speaks HTTP/2 as well, and which protocol was agreed on there.
fn tls() -> (u16, JoinHandle<Option<Vec<u8>>>) {
    let certificate = CertificateDer::from_pem_slice(CERTIFICATE).unwrap();
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    // Another test may have installed one.
    let _ = crate::provider().install_default();
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let served = thread::spawn(move || {
        let (connection, _) = listener.accept().unwrap();
        let session = ServerConnection::new(Arc::new(config)).unwrap();
        let mut stream = StreamOwned::new(session, connection);
        let mut text = Vec::new();
        let mut piece = [0; 4096];
        while !text.ends_with(b"--boundary--\r\n") {
            match stream.read(&mut piece) {
                Ok(read @ 1..) => text.extend_from_slice(&piece[..read]),
                Ok(0) | Err(_) => return None,
            }
        }
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
            ANSWER.len()
        );
        stream
            .write_all(&[head.as_bytes(), ANSWER].concat())
            .unwrap();
        stream.conn.alpn_protocol().map(<[u8]>::to_vec)
    });
    (port, served)
}

#[test]
fn http_2_is_not_agreed_on() {
    let (port, served) = tls();
    let authority = Certificate::from_pem(AUTHORITY).unwrap();
    let connections = ClientBuilder::new().no_proxy().tls_certs_only([authority]);
    let client = blocking::Client::builder(format!("https://127.0.0.1:{port}"), "secret")
        .http(connections)
        .boundary("boundary");
    send(&client.build().unwrap(), BodyKind::Auto).unwrap();
    assert_eq!(served.join().unwrap().as_deref(), Some(&b"http/1.1"[..]));
}

#[test]
fn tls_is_that_of_this_crate() {
    let (port, served) = tls();
    let client = blocking::Client::builder(format!("https://127.0.0.1:{port}"), "secret");
    let Err(Error::Transport(error, _)) = send(&client.build().unwrap(), BodyKind::Auto) else {
        unreachable!("nobody vouches for it");
    };
    let unknown = TransportFault::Tls(TlsFault::UnknownIssuer);
    assert_eq!(error.fault, unknown);
    // The words of rustls.
    let cause = error.cause.expose();
    assert!(
        cause.contains("invalid peer certificate: UnknownIssuer"),
        "{cause}"
    );
    assert_eq!(served.join().unwrap(), None);
}
