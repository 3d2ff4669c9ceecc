//! Reads a body back into its value, by its media type.

use crate::http::Request;
use crate::style::Reader;
use futures_util::stream;
use multer::Multipart;
use serde_json::{Map, Value};
use std::convert::Infallible;

/// What travels as a body.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Payload {
    /// A document.
    Json(Value),
    /// A form, as the object that its schema describes; files are strings.
    Form(Value),
    /// Bytes as they are.
    Raw(Vec<u8>),
}

/// Media types that mean a document of JSON.
pub(crate) fn is_json(media_type: &str) -> bool {
    let bare = essence(media_type);
    matches!(bare, "application/json" | "text/json") || bare.ends_with("+json")
}

pub(crate) fn is_form(media_type: &str) -> bool {
    essence(media_type) == "multipart/form-data"
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or("").trim()
}

/// What arrived of what was to be sent; an error where it is not of that kind.
pub(crate) async fn arrived(
    reader: Reader<'_>,
    schema: &Value,
    sent: &Payload,
    request: &Request,
) -> Result<Payload, String> {
    match sent {
        Payload::Raw(_) => Ok(Payload::Raw(request.body.clone())),
        Payload::Json(_) => {
            let json = request.json().ok_or("the body is no JSON")?;
            Ok(Payload::Json(json))
        }
        Payload::Form(_) => form(reader, schema, request).await.map(Payload::Form),
    }
}

/// The parts of a form as the members of an object.
async fn form(reader: Reader<'_>, schema: &Value, request: &Request) -> Result<Value, String> {
    let boundary = request.header("content-type").unwrap_or_default();
    let boundary = multer::parse_boundary(boundary).map_err(|error| error.to_string())?;
    let body = stream::iter([Ok::<_, Infallible>(request.body.clone())]);
    let mut parts = Multipart::new(body, boundary);
    let known = reader.properties(schema);
    let mut members = Map::new();
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|error| error.to_string())?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let is_document = part.content_type().is_some_and(|it| is_json(it.as_ref()));
        let text = part.text().await.map_err(|error| error.to_string())?;
        let schema = known.get(&name).cloned().unwrap_or_default();
        let several = reader.kinds(&schema).contains("array");
        let schema = if several {
            reader.items(&schema)
        } else {
            schema
        };
        let value = if is_document {
            serde_json::from_str(&text).map_err(|_| format!("the part `{name}` is no JSON"))?
        } else {
            reader.scalar(&schema, &text)
        };
        if several {
            let list = members
                .entry(name)
                .or_insert_with(|| Value::Array(Vec::new()));
            list.as_array_mut()
                .into_iter()
                .for_each(|list| list.push(value.clone()));
        } else if members.insert(name.clone(), value).is_some() {
            return Err(format!("the part `{name}` is there twice"));
        }
    }
    Ok(Value::Object(members))
}
