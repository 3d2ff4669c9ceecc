//! Sends a picture and prints the kind of card, with `reqwest` and `serde`: the same members, the same
//! body and the same TLS as with the crate.

#![expect(
    dead_code,
    reason = "what is read of an answer is there to be used by somebody"
)]

use reqwest::Client;
use reqwest::multipart::{Form, Part};
use serde::{Deserialize, Serialize};
use std::env;
use std::error::Error;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    version: &'a str,
    request_id: &'a str,
    timestamp: u128,
    images: [Image<'a>; 1],
}

#[derive(Serialize)]
struct Image<'a> {
    format: &'a str,
    name: &'a str,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Response {
    version: String,
    request_id: String,
    timestamp: i64,
    images: Vec<Answer>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answer {
    uid: Option<String>,
    name: Option<String>,
    infer_result: String,
    message: Option<String>,
    validation_result: Option<Validation>,
    converted_image_info: Option<Converted>,
    id_card: Option<Card>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Validation {
    result: Option<String>,
    message: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Converted {
    width: Option<i64>,
    height: Option<i64>,
    page_index: Option<i64>,
    long_image: Option<bool>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Card {
    meta: Option<Meta>,
    result: Option<Reading>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    estimated_language: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reading {
    idtype: Option<String>,
    is_confident: Option<bool>,
    rois: Option<Vec<Polygon>>,
    ic: Option<Resident>,
    dl: Option<Driver>,
    pp: Option<Passport>,
    ac: Option<Alien>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Resident {
    name: Option<Vec<Field<Value>>>,
    personal_num: Option<Vec<Field<Value>>>,
    address: Option<Vec<Field<Value>>>,
    issue_date: Option<Vec<Field<Date>>>,
    authority: Option<Vec<Field<Value>>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    r#type: Option<Vec<Field<Value>>>,
    num: Option<Vec<Field<Value>>>,
    name: Option<Vec<Field<Value>>>,
    personal_num: Option<Vec<Field<Value>>>,
    address: Option<Vec<Field<Value>>>,
    renew_start_date: Option<Vec<Field<Date>>>,
    renew_end_date: Option<Vec<Field<Date>>>,
    code: Option<Vec<Field<Value>>>,
    issue_date: Option<Vec<Field<Date>>>,
    authority: Option<Vec<Field<Value>>>,
    condition: Option<Vec<Field<Value>>>,
    organ_donation: Option<Vec<Field<Value>>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Passport {
    r#type: Option<Vec<Field<Value>>>,
    issue_country: Option<Vec<Field<Value>>>,
    num: Option<Vec<Field<Value>>>,
    sur_name: Option<Vec<Field<Value>>>,
    given_name: Option<Vec<Field<Value>>>,
    full_name_kor: Option<Vec<Field<Value>>>,
    birth_date: Option<Vec<Field<Date>>>,
    sex: Option<Vec<Field<Value>>>,
    nationality: Option<Vec<Field<Value>>>,
    authority: Option<Vec<Field<Value>>>,
    issue_date: Option<Vec<Field<Date>>>,
    expire_date: Option<Vec<Field<Date>>>,
    personal_num: Option<Vec<Field<Value>>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Alien {
    alien_reg_num: Option<Vec<Field<Value>>>,
    alien_reg_num_etc: Option<Vec<Field<Value>>>,
    name: Option<Vec<Field<Value>>>,
    sex: Option<Vec<Field<Value>>>,
    nationality: Option<Vec<Field<Value>>>,
    visa_type: Option<Vec<Field<Value>>>,
    issue_date: Option<Vec<Field<Date>>>,
    authority: Option<Vec<Field<Value>>>,
    authority_eng: Option<Vec<Field<Value>>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Field<T> {
    text: String,
    formatted: Option<T>,
    key_text: Option<String>,
    confidence_score: Option<f64>,
    bounding_polys: Option<Vec<Polygon>>,
    masking_polys: Option<Vec<Polygon>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Value {
    value: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Date {
    year: Option<String>,
    month: Option<String>,
    day: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Polygon {
    vertices: Vec<Vertex>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Vertex {
    x: f64,
    y: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args_os().nth(1).ok_or("usage: by-hand PICTURE")?;
    let url = format!("{}/document/id-card", env::var("CLOVA_OCR_INVOKE_URL")?);
    let message = Message {
        version: "V2",
        request_id: "1",
        timestamp: SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis(),
        images: [Image {
            format: "jpg",
            name: "image",
        }],
    };
    let form = Form::new()
        .text("message", serde_json::to_string(&message)?)
        .part(
            "file",
            Part::bytes(std::fs::read(path)?).file_name("image.jpg"),
        );
    let client = Client::builder()
        .timeout(Duration::from_secs(120))
        .build()?;
    let call = client
        .post(url)
        .header("X-OCR-SECRET", env::var("CLOVA_OCR_SECRET")?);
    let answer = call.multipart(form).send().await?.error_for_status()?;
    let response: Response = answer.json().await?;
    let card = response
        .images
        .first()
        .and_then(|image| image.id_card.as_ref());
    let reading = card
        .and_then(|card| card.result.as_ref())
        .ok_or("no card")?;
    println!("{}", reading.idtype.as_deref().unwrap_or("unknown"));
    Ok(())
}
