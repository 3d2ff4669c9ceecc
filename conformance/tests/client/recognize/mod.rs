//! `client.recognize`: what it fills in, what it sends, and what it refuses to send.

use crate::listener::{Request, answering};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::client::{self, BuildError, Content, Sent, blocking};
use clova_id_card::{
    Answer, BodyKind, Client, Error, FormatError, Image, ImageFormat, JsonRequest, MessageImage,
    MultipartMessage, MultipartRequest, NotBase64, RequestImage, RequestVersion, Why, decode,
    wire::FilePart,
};
use idcard_service::{Config, Service};
use serde_json::Value;
use std::fmt::Debug;
use std::io::Cursor;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const JSON: &str = "application/json";
const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR and more";
const SUCCESS: &[u8] = include_bytes!("../../../payloads/samples/resident-card.json");
const FAILURE: &[u8] = include_bytes!("../../../payloads/samples/failure.json");
const BUSY: &[u8] = include_bytes!("../../../payloads/samples/error-0025.json");

type Sending = Result<Answer, Error>;

/// What arrives when this is sent.
fn arrives(send: impl FnOnce(&blocking::Client) -> Sending) -> Request {
    let (url, requests) = answering(200, JSON, SUCCESS);
    let client = blocking::Client::builder(&*url, "secret")
        .boundary("boundary")
        .build()
        .unwrap();
    let answer = send(&client).unwrap();
    assert_eq!(*answer, decode(SUCCESS).unwrap());
    requests.recv().unwrap()
}

/// How a call ends that must not reach the service: nobody listens there.
fn refused<T: Debug>(send: impl FnOnce(&blocking::Client) -> Result<T, Error>) -> Error {
    let client = blocking::Client::builder("http://127.0.0.1:9", "secret");
    let error = send(&client.build().unwrap()).unwrap_err();
    assert!(matches!(error, Error::Build(..)), "{error}");
    assert_eq!((error.sent(), error.attempts()), (Sent::No, 0));
    error
}

#[test]
fn a_client_outlives_the_runtime_of_its_first_call() {
    let service = Service::start(Config::default()).unwrap();
    let client = Client::builder(service.invoke_url(), service.secret())
        .build()
        .unwrap();
    for _ in 0..3 {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime
            .unwrap()
            .block_on(client.recognize(PNG).send())
            .unwrap();
    }
}

fn json(request: &Request) -> Value {
    assert_eq!(request.header("content-type"), Some("application/json"));
    decode::<JsonRequest>(&request.body).unwrap();
    serde_json::from_slice(&request.body).unwrap()
}

fn form(message: &str, file: &str, media_type: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "--boundary\r\nContent-Disposition: form-data; name=\"message\"\r\n\
         Content-Type: application/json\r\n\r\n{message}\r\n\
         --boundary\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\n\
         Content-Type: {media_type}\r\n\r\n"
    );
    [head.as_bytes(), content, b"\r\n--boundary--\r\n"].concat()
}

#[test]
fn as_json_the_picture_is_base64() {
    for length in [PNG.len(), 3 * 1024 * 1024, 3 * 1024 * 1024 + 1, 100_001] {
        let mut picture = PNG.to_vec();
        picture.resize(length, 7);
        let request = arrives(|client| {
            let call = client.recognize(&*picture).body(BodyKind::Json);
            call.request_id("one")
                .timestamp(2)
                .image_name("front")
                .send()
        });
        let expected = serde_json::json!({
            "version": "V2", "requestId": "one", "timestamp": 2,
            "images": [{"format": "png", "name": "front", "data": STANDARD.encode(&picture)}],
        });
        assert!(json(&request) == expected, "{length}");
        assert_eq!(request.header("x-ocr-secret"), Some("secret"));
        let line = "POST /custom/v1/0/key/document/id-card HTTP/1.1";
        assert_eq!(request.head.lines().next(), Some(line));
    }
}

#[test]
fn as_a_form_the_picture_is_a_file_without_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Hong Gildong.png");
    std::fs::write(&path, PNG).unwrap();
    let bytes = Image::bytes(PNG);
    let length = Some(PNG.len() as u64);
    let images = [
        bytes,
        Image::path(&path),
        Image::reader(Cursor::new(PNG), length),
        Image::base64(&STANDARD.encode(PNG)).unwrap(),
        Image::from(Content::from(PNG)),
        Image::from(bytes::Bytes::from_static(PNG)),
        path.into(),
    ];
    let message = "{\"version\":\"V2\",\"requestId\":\"one\",\"timestamp\":2,\
                   \"images\":[{\"format\":\"png\",\"name\":\"image\"}]}";
    for (index, image) in images.into_iter().enumerate() {
        let request = arrives(|client| {
            let call = client.recognize(image).request_id("one").timestamp(2);
            // Which is what `Auto` means.
            let kind = [BodyKind::Multipart, BodyKind::Auto][index % 2];
            call.body(kind).send()
        });
        assert_eq!(
            String::from_utf8_lossy(&request.body),
            String::from_utf8_lossy(&form(message, "image.png", "image/png", PNG))
        );
        let media_type = "multipart/form-data; boundary=boundary";
        assert_eq!(request.header("content-type"), Some(media_type));
    }
}

#[test]
fn the_format_is_found_or_checked() {
    for (head, declared, format) in [
        (&b"\xFF\xD8\xFF\xE0"[..], None, "jpg"),
        (b"\xFF\xD8\xFF\xE0", Some(ImageFormat::Jpeg), "jpeg"),
        (b"MM\0*", None, "tiff"),
        (b"MM\0*", Some(ImageFormat::Tif), "tif"),
        (b"%PDF-1.4", None, "pdf"),
    ] {
        let request = arrives(|client| {
            let mut call = client.recognize(head).body(BodyKind::Json);
            if let Some(declared) = declared {
                call = call.format(declared);
            }
            call.send()
        });
        assert_eq!(json(&request)["images"][0]["format"], format);
    }
}

#[test]
fn what_the_service_asks_for_is_filled_in() {
    let now = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        i64::try_from(since.as_millis()).unwrap()
    };
    let before = now();
    let requests = [(); 2].map(|()| {
        json(&arrives(|client| {
            client.recognize(PNG).body(BodyKind::Json).send()
        }))
    });
    let [one, two] = requests.map(|request| {
        let timestamp = request["timestamp"].as_i64().unwrap();
        assert!((before..=now()).contains(&timestamp));
        assert_eq!(request["images"][0]["name"], "image");
        request["requestId"].as_str().unwrap().to_owned()
    });
    assert_ne!(one, two);
    for id in [one, two] {
        let groups: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(groups, [8, 4, 4, 4, 12], "{id}");
        assert!(
            id.bytes().all(|b| b == b'-' || b.is_ascii_hexdigit()),
            "{id}"
        );
        assert_eq!(id.as_bytes()[14], b'4', "{id}");
        assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
    }
}

#[test]
fn what_cannot_succeed_is_not_sent() {
    let differs = |client: &blocking::Client| client.recognize(PNG).format(ImageFormat::Jpg).send();
    let cases: [(Error, FormatError); 3] = [
        (
            refused(|c| c.recognize(&b"GIF89a"[..]).send()),
            FormatError::Unknown,
        ),
        (
            refused(|c| c.recognize(Vec::new()).send()),
            FormatError::Empty,
        ),
        (
            refused(differs),
            FormatError::Differs {
                declared: ImageFormat::Jpg,
                found: ImageFormat::Png,
            },
        ),
    ];
    for (error, expected) in cases {
        assert!(
            error.to_string().starts_with(&expected.to_string()),
            "{error}"
        );
        assert_eq!(error.format_error(), Some(expected));
        let Error::Build(BuildError::Refused(reason), _) = error else {
            panic!("{error}");
        };
        assert_eq!(reason.downcast_ref(), Some(&expected));
    }
    let error = refused(|client| client.recognize(Image::path("/no/such/file")).send());
    assert!(!format!("{error} {error:?}").contains("such"), "{error:?}");
}

#[test]
fn base64_is_taken_as_the_service_takes_it() {
    assert_eq!(
        Image::base64("data:image/png;base64,iVBORw0KGgo=").unwrap_err(),
        NotBase64::DataUrl
    );
    for broken in ["iVBORw0KGgo", "iVBO\nRw0KGgo=", "iVBORw0KGgo=?", "-_-_"] {
        assert_eq!(Image::base64(broken).unwrap_err(), NotBase64::Broken);
    }
}

#[test]
fn more_than_one_image_is_not_sent() {
    for count in [0, 2] {
        let image = RequestImage::new(ImageFormat::Png, "image", "iVBORw0KGgo=");
        let request = JsonRequest::new(RequestVersion::V2, "one", 0, vec![image; count]);
        refused(|client| client.post_id_card(&request).send());
        let image = MessageImage::new(ImageFormat::Png, "image");
        let message = MultipartMessage::new(RequestVersion::V2, "one", 0, vec![image; count]);
        let file = FilePart::new("image.png", "image/png", PNG.to_vec());
        let request = MultipartRequest::new(message, file);
        refused(|client| client.post_id_card_multipart(request).send());
    }
}

#[test]
fn base64_that_is_none_is_not_sent() {
    let request = |data: &str| {
        let image = RequestImage::new(ImageFormat::Png, "image", data);
        JsonRequest::new(RequestVersion::V2, "one", 0, vec![image])
    };
    for (data, words) in [
        (
            "data:image/png;base64,iVBORw0KGgo=",
            "\"/images/0/data\" is a data: URL; pass only what follows its comma",
        ),
        (
            "iVBORw0K\nGgo=",
            "\"/images/0/data\" is not base64, or has line breaks",
        ),
    ] {
        let request = request(data);
        let error = refused(|client| client.post_id_card(&request).send());
        assert!(error.to_string().starts_with(words), "{error}");
    }
    let whole = request("iVBORw0KGgo=");
    let (url, _requests) = answering(200, JSON, SUCCESS);
    let client = blocking::Client::builder(&*url, "secret").build().unwrap();
    let answer = client.post_id_card(&whole).send().unwrap();
    assert_eq!(answer, decode(SUCCESS).unwrap());
}

#[test]
fn a_refusal_says_what_to_do() {
    let (url, requests) = answering(400, JSON, BUSY);
    let client = blocking::Client::builder(&*url, "secret").build().unwrap();
    let never = client::RepeatPolicy::never();
    let error = client.recognize(PNG).repeat(never).send().unwrap_err();
    assert_eq!(error.code(), Some("0025"));
    assert!(error.advice().unwrap().contains("same time"), "{error}");
    requests.recv().unwrap();
}

#[tokio::test]
async fn it_can_be_awaited_and_answers_what_was_not_recognised() {
    let (url, requests) = answering(200, JSON, FAILURE);
    let client = Client::builder(&*url, "secret").build().unwrap();
    let call = client.recognize(PNG).timeout(Duration::from_secs(10));
    let answer = call.await.unwrap();
    assert_eq!(answer.into_recognized().unwrap_err().why(), Why::Failure);
    requests.recv().unwrap();
}

#[tokio::test]
async fn inside_a_runtime_nothing_blocks() {
    let client = blocking::Client::builder("http://127.0.0.1:9", "secret")
        .build()
        .unwrap();
    let error = client.recognize(PNG).send().unwrap_err();
    assert!(
        matches!(error, Error::Build(BuildError::InsideRuntime, _)),
        "{error}"
    );
}

#[test]
fn nothing_of_it_is_shown() {
    let client = Client::builder("https://example.com/hidden-key", "hidden-secret")
        .build()
        .unwrap();
    let call = client
        .recognize(Image::path("hidden-name.png"))
        .image_name("hidden-image");
    let shown = format!("{call:?} {:?} {client:?}", Image::path("hidden-name.png"));
    assert!(!shown.contains("hidden"), "{shown}");
}
