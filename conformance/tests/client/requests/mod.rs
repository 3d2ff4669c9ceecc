//! The requests, byte for byte, as they arrive on a socket: what a reader of a capture compares
//! with, and what another parser of forms makes of them.

use crate::listener::{Request, answering};
use clova_id_card::client::blocking;
use clova_id_card::{
    BodyKind, Client, Error, Image, ImageFormat, JsonRequest, MessageImage, MultipartMessage,
    MultipartRequest, RecognitionResponse, RequestImage, RequestVersion, wire::FilePart,
};
use futures_util::stream;
use std::convert::Infallible;
use std::io::Cursor;

/// With bytes that no text has, and what could be taken for the end of a part.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1A\n\r\n--boundary\r\n\xFF\0\r\n--boundar";
const ANSWER: &[u8] = include_bytes!("../../../payloads/samples/resident-card.json");

type Answer = Result<RecognitionResponse, Error>;

/// What arrives, the same from the client that is awaited and from the one that blocks.
#[expect(
    clippy::needless_pass_by_value,
    reason = "a closure is written where it is used"
)]
fn arrives(
    awaited: impl AsyncFn(&Client) -> Answer,
    waited: impl Fn(&blocking::Client) -> Answer,
) -> Request {
    let (url, requests) = answering(200, "application/json", ANSWER);
    let client = Client::builder(&*url, "the-secret").boundary("X-BOUNDARY");
    let client = client.build().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(awaited(&client)).unwrap();
    let first = requests.recv().unwrap();

    let (url, requests) = answering(200, "application/json", ANSWER);
    let client = blocking::Client::builder(&*url, "the-secret").boundary("X-BOUNDARY");
    waited(&client.build().unwrap()).unwrap();
    let second = requests.recv().unwrap();
    assert_eq!(shown(&first), shown(&second));
    first
}

/// Every byte of it, a line of it in a line; the port differs from run to run.
fn shown(request: &Request) -> String {
    let head = request
        .head
        .replace(request.header("host").unwrap(), "HOST");
    let bytes = [head.as_bytes(), b"\r\n\r\n", &request.body].concat();
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    lines
        .map(|line| line.escape_ascii().to_string().replace("\\\"", "\"") + "\n")
        .collect()
}

fn as_json() -> Request {
    arrives(
        async |client| {
            let call = client.recognize(PICTURE).body(BodyKind::Json);
            let call = call
                .request_id("request \"1\"")
                .timestamp(1_700_000_000_000);
            call.image_name("앞면")
                .format(ImageFormat::Png)
                .await
                .map(clova_id_card::Answer::into_response)
        },
        |client| {
            let call = client.recognize(PICTURE).body(BodyKind::Json);
            let call = call
                .request_id("request \"1\"")
                .timestamp(1_700_000_000_000);
            call.image_name("앞면")
                .format(ImageFormat::Png)
                .send()
                .map(clova_id_card::Answer::into_response)
        },
    )
}

fn as_form() -> Request {
    arrives(
        async |client| {
            let length = Some(PICTURE.len() as u64);
            let call = client.recognize(Image::reader(Cursor::new(PICTURE), length));
            let call = call
                .request_id("request \"1\"")
                .timestamp(1_700_000_000_000);
            call.image_name("앞면")
                .body(BodyKind::Multipart)
                .await
                .map(clova_id_card::Answer::into_response)
        },
        |client| {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("홍길동.png");
            std::fs::write(&path, PICTURE).unwrap();
            let call = client
                .recognize(Image::path(path))
                .body(BodyKind::Multipart);
            let call = call
                .request_id("request \"1\"")
                .timestamp(1_700_000_000_000);
            call.image_name("앞면")
                .send()
                .map(clova_id_card::Answer::into_response)
        },
    )
}

fn typed_form() -> Request {
    let request = || {
        let image = MessageImage::new(ImageFormat::Png, "앞면");
        let message = MultipartMessage::new(RequestVersion::V2, "2", 0, vec![image]);
        let file = FilePart::new("a \"b\"\r\n한글.png", "image/png", PICTURE.to_vec());
        MultipartRequest::new(message, file)
    };
    arrives(
        async |client| client.post_id_card_multipart(request()).await,
        |client| client.post_id_card_multipart(request()).send(),
    )
}

fn typed_json() -> Request {
    let image = RequestImage::new(ImageFormat::Jpg, "앞면", "/9j/4AAQ");
    let request = JsonRequest::new(RequestVersion::V2, "2", 0, vec![image]);
    arrives(
        async |client| client.post_id_card(&request).await,
        |client| client.post_id_card(&request).send(),
    )
}

#[test]
fn the_requests_are_these() {
    for (name, request) in [
        ("json", as_json()),
        ("form", as_form()),
        ("typed_json", typed_json()),
        ("typed_form", typed_form()),
    ] {
        let length = request.body.len().to_string();
        assert_eq!(request.header("content-length"), Some(&*length), "{name}");
        insta::assert_snapshot!(name, shown(&request));
    }
}

/// A part, as another parser understands it.
#[derive(Debug, PartialEq)]
struct Part {
    name: Option<String>,
    file_name: Option<String>,
    media_type: Option<String>,
    bytes: Vec<u8>,
}

async fn parts(request: Request) -> Vec<Part> {
    let content_type = request.header("content-type").unwrap();
    let boundary = multer::parse_boundary(content_type).unwrap();
    let body = stream::iter([Ok::<_, Infallible>(request.body)]);
    let mut form = multer::Multipart::new(body, boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.unwrap() {
        parts.push(Part {
            name: field.name().map(ToOwned::to_owned),
            file_name: field.file_name().map(ToOwned::to_owned),
            media_type: field.content_type().map(ToString::to_string),
            bytes: field.bytes().await.unwrap().to_vec(),
        });
    }
    parts
}

#[test]
fn another_parser_of_forms_reads_what_was_meant() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let message = |id: &str, timestamp: i64| Part {
        name: Some("message".to_owned()),
        file_name: None,
        media_type: Some("application/json".to_owned()),
        bytes: serde_json::json!({
            "version": "V2", "requestId": id, "timestamp": timestamp,
            "images": [{"format": "png", "name": "앞면"}],
        })
        .to_string()
        .into_bytes(),
    };
    for (request, expected) in [
        (as_form(), message("request \"1\"", 1_700_000_000_000)),
        (typed_form(), message("2", 0)),
    ] {
        let [message, file] = runtime
            .block_on(parts(request))
            .try_into()
            .expect("there are two parts");
        let value = |part: &Part| serde_json::from_slice::<serde_json::Value>(&part.bytes).unwrap();
        assert_eq!(value(&message), value(&expected));
        let bytes = message.bytes.clone();
        assert_eq!(message, Part { bytes, ..expected });
        assert_eq!(file.name.as_deref(), Some("file"));
        assert_eq!(file.media_type.as_deref(), Some("image/png"));
        assert_eq!(file.bytes, PICTURE);
    }
}
