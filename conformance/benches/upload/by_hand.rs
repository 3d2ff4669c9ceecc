//! Sends the same request as it is written without the client: structs, `serde` and `.json()`.
//! Everything else is compared with it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clova_id_card::client::reqwest::Client;
use serde::{Deserialize, Serialize};
use std::hint::black_box;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "they are the service's")]
struct Request<'a> {
    version: &'a str,
    request_id: &'a str,
    timestamp: i64,
    images: [Picture<'a>; 1],
}

#[derive(Serialize)]
struct Picture<'a> {
    format: &'a str,
    name: &'a str,
    data: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are there to be filled")]
struct Response {
    version: String,
    request_id: String,
    timestamp: i64,
    images: Vec<Answer>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are there to be filled")]
struct Answer {
    uid: Option<String>,
    name: Option<String>,
    infer_result: String,
    message: Option<String>,
    validation_result: Option<Validation>,
    id_card: Option<Card>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are there to be filled")]
struct Validation {
    result: Option<String>,
    message: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are there to be filled")]
struct Card {
    meta: Option<Meta>,
    result: Option<Reading>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are there to be filled")]
struct Meta {
    estimated_language: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are there to be filled")]
struct Reading {
    idtype: Option<String>,
    is_confident: Option<bool>,
    rois: Option<Vec<Polygon>>,
    ic: Option<Resident>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are there to be filled")]
struct Resident {
    name: Option<Vec<Field>>,
    personal_num: Option<Vec<Field>>,
    address: Option<Vec<Field>>,
    issue_date: Option<Vec<Field>>,
    authority: Option<Vec<Field>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are there to be filled")]
struct Field {
    text: String,
    formatted: Option<Formatted>,
    key_text: Option<String>,
    confidence_score: Option<f64>,
    bounding_polys: Option<Vec<Polygon>>,
    masking_polys: Option<Vec<Polygon>>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are there to be filled")]
struct Formatted {
    value: Option<String>,
    year: Option<String>,
    month: Option<String>,
    day: Option<String>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are there to be filled")]
struct Polygon {
    vertices: Vec<Vertex>,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "they are there to be filled")]
struct Vertex {
    x: f64,
    y: f64,
}

pub(crate) async fn send(client: &Client, url: &str, image: &[u8]) {
    let request = Request {
        version: "V2",
        request_id: "1",
        timestamp: 0,
        images: [Picture {
            format: "png",
            name: "image",
            data: STANDARD.encode(image),
        }],
    };
    let call = client.post(url).header("X-OCR-SECRET", "secret");
    let answer = call.json(&request).send().await.unwrap();
    let answer = answer.error_for_status().unwrap();
    black_box(answer.json::<Response>().await.unwrap());
}
