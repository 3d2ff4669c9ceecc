//! The address and the secret, as people copy them out of the vendor's console and its page.

use crate::listener::answering;
use clova_id_card::Error;
use clova_id_card::client::{
    Account, BodyError, BodyFault, BuildError, Limit, ProxyFault, Sent, StatusError, TimeoutError,
    TransportError, TransportFault, blocking,
};
use clova_id_card::operation::{POST_ID_CARD, Server};

const BUSY: &[u8] = include_bytes!("../../payloads/samples/error-0011.json");
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR and more";

/// What is put before the invoke URL, and behind it, without another address being meant.
const AROUND: [(&str, &str); 10] = [
    ("", ""),
    ("", "/"),
    ("", "//"),
    ("  \t", "\r\n"),
    ("\u{a0}", "\u{3000}"),
    ("", "/document/id-card"),
    ("", "/document/id-card/"),
    ("", "//document/id-card//"),
    ("\n", "/document/id-card\n"),
    (" ", "/document/id-card/ "),
];

#[test]
fn the_path_is_there_once_however_the_address_is_copied() {
    for (before, after) in AROUND {
        let (url, requests) = answering(400, "application/json", BUSY);
        let copied = format!("{before}{url}{after}");
        let described = Server::new(&*copied).url(&POST_ID_CARD);
        assert_eq!(described.expose(), &format!("{url}/document/id-card"));
        let given = blocking::Client::builder("https://elsewhere.invalid", "secret");
        for builder in [
            blocking::Client::builder(&*copied, " \tsecret\r\n"),
            given.address(&*copied),
        ] {
            let client = builder.build().unwrap();
            client.recognize(PNG).send().unwrap_err();
            let request = requests.recv().unwrap();
            let line = "POST /custom/v1/0/key/document/id-card HTTP/1.1";
            assert_eq!(request.head.lines().next(), Some(line), "{copied:?}");
            assert_eq!(request.header("x-ocr-secret"), Some("secret"));
        }
    }
}

#[test]
fn a_path_that_only_looks_alike_is_kept() {
    for other in [
        "/document/id-card/more",
        "/x-document/id-card",
        "/document/ID-CARD",
    ] {
        let (url, requests) = answering(400, "application/json", BUSY);
        let client = blocking::Client::builder(format!("{url}{other}"), "secret");
        client.build().unwrap().recognize(PNG).send().unwrap_err();
        let request = requests.recv().unwrap();
        let line = format!("POST /custom/v1/0/key{other}/document/id-card HTTP/1.1");
        assert_eq!(request.head.lines().next(), Some(&*line));
    }
}

#[test]
fn a_query_and_a_fragment_are_refused_before_anything_is_sent() {
    for end in [
        "?canary",
        "#canary",
        "?",
        "#",
        "/document/id-card?canary=1",
        "/document/id-card#canary",
    ] {
        let url = format!("https://service.invalid/custom/v1/0/canary{end}");
        let error = blocking::Client::builder(url, "secret")
            .build()
            .unwrap_err();
        assert!(matches!(error, BuildError::Url), "{end}: {error}");
        assert!(!format!("{error} {error:?}").contains("canary"));
    }
}

#[test]
fn a_secret_that_is_none_is_refused() {
    for secret in ["", " ", "\r\n\t", "\u{a0}"] {
        let client = blocking::Client::builder("https://service.invalid", secret);
        let error = client.build().unwrap_err();
        assert!(
            matches!(error, BuildError::NoSecret("X-OCR-SECRET")),
            "{error}"
        );
        assert_eq!(
            error.to_string(),
            "the secret for the header `X-OCR-SECRET` is empty"
        );
    }
}

#[test]
fn plain_text_leaves_this_machine_only_if_the_caller_insists() {
    let client = || blocking::Client::builder("http://stand-in.invalid:8080/custom", "secret");
    let error = client().build().unwrap_err();
    assert!(matches!(error, BuildError::NotHttps), "{error}");
    let insists = client().danger_send_secrets_and_pictures_in_plain_text();
    let error = insists.build().unwrap().recognize(PNG).send().unwrap_err();
    let Error::Transport(error, _) = error else {
        unreachable!("{error}");
    };
    assert_eq!(error.fault, TransportFault::Name);
    let other = client().address("ftp://stand-in.invalid");
    let other = other.danger_send_secrets_and_pictures_in_plain_text();
    assert!(matches!(other.build().unwrap_err(), BuildError::NotHttps));
}

#[test]
fn a_caller_can_make_each_error_and_has_each_body() {
    let account = || Account::new(Sent::Yes, 1);
    let body = BodyError::new(200, BodyFault::Empty, b" ".to_vec());
    let status = StatusError::new(502, Err(BodyFault::ContentType));
    let proxy = TransportFault::Proxy(ProxyFault::Closed);
    let timeout = TimeoutError::new(Limit::Idle);
    for (error, raw) in [
        (Error::Body(body.into(), account()), Some(&b" "[..])),
        (Error::Status(status.into(), account()), Some(&b""[..])),
        (
            Error::Transport(TransportError::new(proxy, None), account()),
            None,
        ),
        (Error::Timeout(timeout, account()), None),
        (Error::from(BuildError::Url), None),
    ] {
        assert_eq!(error.raw().map(|raw| &raw.expose()[..]), raw, "{error}");
    }
}
