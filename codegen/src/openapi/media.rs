//! Reads bodies: what is sent and answered, by media type.

use super::cursor::{At, Map, Reader, unsupported};
use super::keywords::{FORM, JSON};
use super::{Encoding, MediaType, OrReference, RequestBody, Response, Spanned, info, schema};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::{Object, Span};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The thing that stands there, or the `$ref` to it.
pub(super) fn or_reference<T>(
    reader: &Reader,
    at: &At<'_>,
    thing: impl Fn(&Reader, &At<'_>) -> Option<T>,
) -> Option<OrReference<T>> {
    let refers = at
        .node
        .as_object()
        .is_some_and(|object| object.get("$ref").is_some());
    if !refers {
        return thing(reader, at).map(OrReference::Here);
    }
    let mut map = reader.map(at, "a reference")?;
    let place = map.place();
    let (summary, description) = (map.plain("summary"), map.plain("description"));
    let description = info::paragraphs([summary, description]);
    map.text("$ref")
        .map(|reference| OrReference::Reference(reference, place, description))
}

pub(super) fn request_body(reader: &Reader, at: &At<'_>) -> Option<RequestBody> {
    let mut map = reader.map(at, "a request body")?;
    let place = map.place();
    let description = map.plain("description");
    let required = map.take("required");
    let optional = match &required {
        Some(at) => (reader.flag(at) == Some(false)).then(|| at.span()),
        None => Some(map.at.span()),
    };
    if let Some(span) = optional {
        let message = "the client always sends this body, which need not be sent";
        let help = "`required: true`, or an operation of its own for the call without it; where \
                    nothing is written, a body is not required";
        reader.report(Diagnostic::new(Code::OptionalBody, span, message).with_help(help));
    }
    let content = map.require("content");
    let content = content
        .map(|at| {
            let empty = |object: &Object| object.members.is_empty();
            if at.node.as_object().is_some_and(empty) {
                reader.report(unsupported(&at, "a request body without a media type"));
            }
            content_of(reader, &at, &[JSON, FORM])
        })
        .unwrap_or_default();
    Some(RequestBody {
        place,
        description,
        content,
    })
}

/// A response. Where it is `bodiless` HTTP has no body with it, whatever is described.
pub(super) fn response(reader: &Reader, at: &At<'_>, bodiless: bool) -> Option<Response> {
    let mut map = reader.map(at, "a response")?;
    let place = map.place();
    let described = map.take("description");
    if described.is_none() {
        let message = "a response needs `description`";
        let fault = Diagnostic::new(Code::MissingKey, map.at.span(), message);
        reader.report(fault.sloppily(Severity::Warning));
    }
    let description = described
        .and_then(|at| reader.text_of_remark(&at))
        .map(|text| text.value);
    map.leave_out_each("headers", "of a response is not given to the caller");
    map.leave_out_each("links", "is not followed");
    let content = match map.take("content") {
        Some(at) if bodiless => {
            if at
                .node
                .as_object()
                .is_none_or(|object| !object.members.is_empty())
            {
                reader.report(ignored_content(at.span()));
            }
            Vec::new()
        }
        Some(at) => content_of(reader, &at, &[JSON]),
        None => Vec::new(),
    };
    Some(Response {
        place,
        description,
        content,
    })
}

/// Content that never comes.
pub(crate) fn ignored_content(span: Span) -> Diagnostic {
    let message = "HTTP has no body here, so this content is ignored";
    let help = "no body comes with HEAD, nor with the statuses 204, 205 and 304";
    Diagnostic::new(Code::IgnoredContent, span, message).with_help(help)
}

fn content_of(reader: &Reader, at: &At<'_>, supported: &[&str]) -> Vec<MediaType> {
    let mut content = Vec::new();
    for (name, at) in reader.entries(at) {
        if supported.contains(&name.value.as_str()) {
            content.extend(media_type(reader, name, &at, supported.contains(&FORM)));
        } else {
            let message = format!(
                "the media type {} is not supported here",
                quoted(&name.value)
            );
            let help = format!("what can be: {}", supported.join(", "));
            reader.report(
                Diagnostic::new(Code::UnsupportedMediaType, name.span, message).with_help(help),
            );
        }
    }
    content.sort_by(|a, b| a.name.cmp(&b.name));
    content
}

/// What travels as a media type. Where it is `sent` there is nothing to send without a schema; an
/// answer without one is not read.
fn media_type(
    reader: &Reader,
    name: Spanned<String>,
    at: &At<'_>,
    sent: bool,
) -> Option<MediaType> {
    let mut map = reader.map(at, "a media type")?;
    let place = map.place();
    let stated = map.take("schema");
    if stated.is_none() {
        let message = "a media type needs `schema`";
        let fault = Diagnostic::new(Code::MissingKey, place.span.clone(), message);
        reader.report(if sent {
            fault
        } else {
            let help = "the client does not read what comes";
            fault.with_help(help).sloppily(Severity::Warning)
        });
    }
    let schema = stated.and_then(|at| schema::schema(reader, &at));
    let (examples, captions) = examples(&mut map);
    let encoding = if name.value == FORM {
        map.take("encoding")
            .map(|at| encodings(reader, &at))
            .unwrap_or_default()
    } else {
        map.refuse("encoding", "applies to forms only");
        BTreeMap::new()
    };
    Some(MediaType {
        place,
        name: name.value,
        schema: schema?,
        examples,
        captions,
        encoding,
    })
}

/// `example`, or the values of the named `examples`, by name; and what is said of each.
pub(super) fn examples(map: &mut Map<'_, '_>) -> (Vec<Spanned<Json>>, Vec<String>) {
    let reader = map.reader;
    let example = |at: &At<'_>| Spanned::new(schema::json(at), at.head());
    let single = map.take("example").as_ref().map(example);
    let mut named = map.entries("examples");
    named.sort_by(|(a, _), (b, _)| a.value.cmp(&b.value));
    let mut captions = Vec::new();
    let named = named.iter().filter_map(|(_, at)| {
        let mut found = reader.map(at, "an example")?;
        let said = [found.plain("summary"), found.plain("description")];
        captions.extend(info::paragraphs(said));
        found.refuse("externalValue", "is not looked at; write the `value` here");
        found.take("value").as_ref().map(example)
    });
    let values = single.into_iter().chain(named).collect();
    captions.dedup();
    (values, captions)
}

fn encodings(reader: &Reader, at: &At<'_>) -> BTreeMap<String, Encoding> {
    let mut encodings = BTreeMap::new();
    for (part, at) in reader.entries(at) {
        let Some(mut map) = reader.map(&at, "an encoding") else {
            continue;
        };
        for name in ["style", "explode", "allowReserved"] {
            if let Some(at) = map.take(name) {
                let message = format!("`{name}` applies to URL encoding only");
                reader.report(unsupported(&at, message));
            }
        }
        map.refuse_each("headers", "of a part is not supported");
        let content_type = map.text("contentType");
        encodings.insert(
            part.value,
            Encoding {
                place: at.place(),
                content_type,
            },
        );
    }
    encodings
}
