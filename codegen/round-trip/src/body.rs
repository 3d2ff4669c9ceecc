//! Reads a body back into its value, by its media type.

use crate::document::Parameter;
use crate::http::Request;
use crate::style::{Pairs, Reader};
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
    /// Pairs of names and values, as such an object.
    Pairs(Value),
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

pub(crate) fn is_pairs(media_type: &str) -> bool {
    essence(media_type) == "application/x-www-form-urlencoded"
}

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or("").trim()
}

/// What arrived of what was to be sent, which `media` describes; an error where it is not of that kind.
pub(crate) async fn arrived(
    reader: Reader<'_>,
    media: &Value,
    sent: &Payload,
    request: &Request,
) -> Result<Payload, String> {
    match sent {
        Payload::Raw(_) => Ok(Payload::Raw(request.body.clone())),
        Payload::Json(_) => {
            let json = request.json().ok_or("the body is no JSON")?;
            Ok(Payload::Json(json))
        }
        Payload::Form(_) => form(reader, media, request).await.map(Payload::Form),
        Payload::Pairs(_) => pairs(reader, media, request).map(Payload::Pairs),
    }
}

/// The pairs as the members of an object. What has no style is text, or JSON where it is none.
fn pairs(reader: Reader<'_>, media: &Value, request: &Request) -> Result<Value, String> {
    let reader = Reader {
        encoded: true,
        ..reader
    };
    let text = std::str::from_utf8(&request.body).map_err(|error| error.to_string())?;
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    };
    let texts = text.split('&').filter(|text| !text.is_empty());
    let mut texts: Pairs = texts.map(pair).collect();
    let schema = media.get("schema").unwrap_or(&Value::Bool(true));
    let (known, mut members) = (reader.properties(schema), Map::new());
    styled(reader, media, &known, &mut texts, &mut members);
    for (name, text) in texts {
        let name = reader.decoded(&name);
        let schema = known.get(&name).cloned().unwrap_or_default();
        let listed = reader.kinds(&schema).contains("array");
        let one = if listed {
            reader.items(&schema)
        } else {
            schema
        };
        let kinds = reader.kinds(&one);
        let nested = kinds.contains("object") || kinds.contains("array");
        let value = if nested {
            let value = serde_json::from_str(&reader.decoded(&text));
            value.map_err(|_| format!("the member `{name}` is no JSON"))?
        } else {
            reader.scalar(&one, &text)
        };
        add(reader, &mut members, name, &known, value)?;
    }
    Ok(Value::Object(members))
}

/// The parts of a form as the members of an object.
async fn form(reader: Reader<'_>, media: &Value, request: &Request) -> Result<Value, String> {
    let boundary = request.header("content-type").unwrap_or_default();
    let boundary = multer::parse_boundary(boundary).map_err(|error| error.to_string())?;
    let body = stream::iter([Ok::<_, Infallible>(request.body.clone())]);
    let mut parts = Multipart::new(body, boundary);
    let schema = media.get("schema").unwrap_or(&Value::Bool(true));
    let known = reader.properties(schema);
    let (mut members, mut texts) = (Map::new(), Pairs::new());
    while let Some(part) = parts
        .next_field()
        .await
        .map_err(|error| error.to_string())?
    {
        let name = part.name().unwrap_or_default().to_owned();
        let is_document = part.content_type().is_some_and(|it| is_json(it.as_ref()));
        let text = part.text().await.map_err(|error| error.to_string())?;
        if is_document {
            let value = serde_json::from_str(&text);
            let value = value.map_err(|_| format!("the part `{name}` is no JSON"))?;
            add(reader, &mut members, name, &known, value)?;
        } else {
            texts.push((name, text));
        }
    }
    styled(reader, media, &known, &mut texts, &mut members);
    for (name, text) in texts {
        let schema = known.get(&name).cloned().unwrap_or_default();
        let one = if reader.kinds(&schema).contains("array") {
            reader.items(&schema)
        } else {
            schema
        };
        let value = reader.scalar(&one, &text);
        add(reader, &mut members, name, &known, value)?;
    }
    Ok(Value::Object(members))
}

/// Adds a part that is there once, or one of the items of an array.
fn add(
    reader: Reader<'_>,
    members: &mut Map<String, Value>,
    name: String,
    known: &Map<String, Value>,
    value: Value,
) -> Result<(), String> {
    let schema = known.get(&name).unwrap_or(&Value::Null);
    if reader.kinds(schema).contains("array") {
        let list = members
            .entry(name)
            .or_insert_with(|| Value::Array(Vec::new()));
        list.as_array_mut()
            .into_iter()
            .for_each(|list| list.push(value.clone()));
    } else if members.contains_key(&name) {
        return Err(format!("the part `{name}` is there twice"));
    } else {
        members.insert(name, value);
    }
    Ok(())
}

/// Takes the parts out that are written as a parameter of the query, by the `encoding` of each.
fn styled(
    reader: Reader<'_>,
    media: &Value,
    known: &Map<String, Value>,
    texts: &mut Pairs,
    members: &mut Map<String, Value>,
) {
    let encodings = media.get("encoding").and_then(Value::as_object);
    for (name, encoding) in encodings.into_iter().flatten() {
        let style = encoding.get("style").and_then(Value::as_str);
        let explode = encoding.get("explode").and_then(Value::as_bool);
        let (Some(schema), true) = (known.get(name), style.is_some() || explode.is_some()) else {
            continue;
        };
        let style = style.unwrap_or("form");
        let parameter = Parameter {
            name,
            place: "query",
            required: false,
            style,
            explode: explode.unwrap_or(style == "form"),
            schema,
            is_json: false,
        };
        if let Some(value) = reader.form(&parameter, texts) {
            members.insert(name.clone(), value);
        }
    }
}
