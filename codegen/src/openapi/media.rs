//! Reads bodies: what is sent and answered, by media type.

use super::cursor::{At, Map, Reader, unsupported};
use super::keywords::{BYTES, FORM, JSON, URLENCODED};
use super::{
    MediaKind, MediaType, Place, RequestBody, Response, Schema, Spanned, encoding, example, header,
    schema,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::{Object, Span};
use crate::vocabulary::Framing;
use serde_json::Value as Json;
use std::collections::BTreeMap;

pub(super) fn request_body(reader: &Reader, at: &At<'_>) -> Option<RequestBody> {
    let mut map = reader.map(at, "a request body")?;
    let place = map.place();
    let description = map.plain("description");
    let required = map.flag("required").unwrap_or_default();
    Some(RequestBody {
        required,
        ..body_of(map, place, description)
    })
}

/// A body that the service sends by itself, whether or not it always does.
pub(super) fn received_body(reader: &Reader, at: &At<'_>) -> Option<RequestBody> {
    let mut map = reader.map(at, "a request body")?;
    let place = map.place();
    let description = map.plain("description");
    let required = map.flag("required").unwrap_or_default();
    Some(RequestBody {
        required,
        ..body_of(map, place, description)
    })
}

fn body_of(mut map: Map<'_, '_>, place: Place, description: Option<String>) -> RequestBody {
    let reader = map.reader;
    let content = map.require("content");
    let content = content
        .map(|at| {
            let empty = |object: &Object| object.members.is_empty();
            if at.node.as_object().is_some_and(empty) {
                reader.report(unsupported(&at, "a request body without a media type"));
            }
            content_of(reader, &at, Way::Sent)
        })
        .unwrap_or_default();
    RequestBody {
        place,
        description,
        required: true,
        content,
    }
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
    let headers = map.take("headers");
    let headers = headers.map(|at| header::headers(reader, &at, "`content`"));
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
        Some(at) => content_of(reader, &at, Way::Answered),
        None => Vec::new(),
    };
    Some(Response {
        place,
        description,
        headers: headers.unwrap_or_default(),
        content,
    })
}

/// Content that never comes.
pub(crate) fn ignored_content(span: Span) -> Diagnostic {
    let message = "HTTP has no body here, so this content is ignored";
    let help = "no body comes with HEAD, nor with the statuses 204, 205 and 304";
    Diagnostic::new(Code::IgnoredContent, span, message).with_help(help)
}

/// Which way a body goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Sent,
    Answered,
}

/// The bodies that are made of `content`: of several of one kind the one that says most plainly what
/// it is, and of those of JSON that are sent each that has a schema of its own. Beside a whole answer
/// there may be one of items. Each of the others is named.
fn content_of(reader: &Reader, at: &At<'_>, way: Way) -> Vec<MediaType> {
    let mut found: Vec<_> = reader
        .entries(at)
        .into_iter()
        .filter(|(name, _)| is_media_type(reader, name))
        .map(|(name, at)| (MediaKind::at(&name.value, way, &at), name, at))
        .collect();
    found.sort_by_cached_key(|(kind, name, _)| (*kind, rank(&name.value), name.value.clone()));
    let mut content: Vec<MediaType> = Vec::new();
    let mut taken: Vec<(MediaKind, String)> = Vec::new();
    let mut schemas: Vec<Option<Json>> = Vec::new();
    for (kind, name, at) in found {
        let own = || {
            let schema = at.node.as_object().and_then(|object| object.get("schema"));
            schema.map(|schema| schema.value.to_json())
        };
        // What says the same need not be said twice, and a pattern is no media type.
        let schema = (kind == MediaKind::Json && way == Way::Sent).then(own);
        let differs = schema.as_ref().is_some_and(|schema| {
            schema.is_some() && !schemas.contains(schema) && !essence(&name.value).contains('*')
        });
        let beside = taken.iter().find(|(other, _)| {
            let items = |kind| matches!(kind, MediaKind::Items(_));
            match way {
                Way::Sent => {
                    let plain = matches!(kind, MediaKind::Pairs | MediaKind::Raw);
                    (*other == kind && !differs) || plain
                }
                Way::Answered => items(*other) == items(kind),
            }
        });
        if let Some((_, instead)) = beside {
            let message = format!("the media type {} is left out", quoted(&name.value));
            let help = format!("beside it stands {}, which is honoured", quoted(instead));
            reader.report(Diagnostic::new(Code::LeftOut, name.span, message).with_help(help));
            continue;
        }
        if let Some(help) = unfit(&essence(&name.value), kind, way) {
            let message = format!(
                "the media type {} is not supported here",
                quoted(&name.value)
            );
            let fault = Diagnostic::new(Code::UnsupportedMediaType, name.span, message);
            reader.report(fault.with_help(help));
            continue;
        }
        taken.push((kind, name.value.clone()));
        schemas.extend(schema);
        content.extend(media_type(reader, name, &at, (kind, way)));
    }
    // The plainest comes first, whatever stands beside it.
    content.sort_by_cached_key(|it| (it.kind, rank(&it.name), it.name.clone()));
    content
}

/// Why nothing can be made of a media type, as a help.
fn unfit(essence: &str, kind: MediaKind, way: Way) -> Option<&'static str> {
    match (kind, way) {
        (MediaKind::Form, Way::Answered) => {
            Some("an answer is JSON, or is given to the caller as it came")
        }
        (MediaKind::Raw, Way::Sent) if essence.contains('*') && essence != "*/*" => {
            Some("a body is sent as one media type, and this is a pattern")
        }
        (MediaKind::Raw, Way::Sent) if essence.starts_with("multipart/") => {
            Some("of those in parts, a body can be `multipart/form-data`")
        }
        _ => None,
    }
}

/// Whether a text can be sent as a media type.
fn is_media_type(reader: &Reader, name: &Spanned<String>) -> bool {
    let plain = name
        .value
        .bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic());
    if plain && name.value.contains('/') {
        return true;
    }
    let message = format!("{} is no media type", quoted(&name.value));
    let fault = Diagnostic::new(Code::UnsupportedMediaType, name.span.clone(), message);
    reader.report(fault);
    false
}

/// The order in which media types of JSON are taken: the plain one first, and last those that are
/// patterns.
fn rank(name: &str) -> u8 {
    match (name, essence(name).as_str()) {
        (JSON, _) => 0,
        (_, JSON) => 1,
        (_, "application/json-patch+json") => 4,
        (_, "*/*") => 6,
        (_, essence) if essence.contains('*') => 5,
        (_, "text/json") => 2,
        _ => 3,
    }
}

/// A media type without its parameters, which has no case.
fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

impl MediaKind {
    /// Of what is not described nobody knows what it is, and of a pattern that JSON is one of the
    /// schema says what is meant: a string is text or bytes, not JSON.
    fn at(name: &str, way: Way, at: &At<'_>) -> Self {
        let kind = Self::on(name, way);
        let object = at.node.as_object();
        let schema = object.and_then(|object| object.get("schema"));
        let object = schema.and_then(|schema| schema.value.as_object());
        let ty = object.and_then(|object| object.get("type"));
        let is_text = ty.is_some_and(|ty| ty.value.as_str() == Some("string"));
        match kind {
            Self::Json | Self::Pairs if schema.is_none() => Self::Raw,
            Self::Pairs if way == Way::Answered => Self::Raw,
            Self::Json if is_text && essence(name).contains('*') => Self::Raw,
            _ => kind,
        }
    }

    /// An answer may come as items; what is sent is there as a whole.
    fn on(name: &str, way: Way) -> Self {
        let framing = match essence(name).as_str() {
            "text/event-stream" => Framing::Events,
            essence if essence.ends_with("json-seq") => Framing::Sequence,
            "application/x-ndjson"
            | "application/ndjson"
            | "application/jsonl"
            | "application/x-jsonlines"
            | "application/jsonlines" => Framing::Lines,
            _ => return Self::of(name),
        };
        match way {
            Way::Sent => Self::of(name),
            Way::Answered => Self::Items(framing),
        }
    }

    pub(super) fn of(name: &str) -> Self {
        match essence(name).as_str() {
            FORM => Self::Form,
            URLENCODED => Self::Pairs,
            JSON | "text/json" | "*/*" => Self::Json,
            essence if essence.ends_with("+json") => Self::Json,
            _ => Self::Raw,
        }
    }
}

/// What is sent for a media type: a pattern is none itself.
fn sent_as(name: String, kind: MediaKind, way: Way) -> String {
    let essence = essence(&name);
    match kind {
        MediaKind::Json if essence.contains('*') => JSON.to_owned(),
        MediaKind::Form => FORM.to_owned(),
        MediaKind::Raw if essence == "*/*" && way == Way::Sent => BYTES.to_owned(),
        _ => name,
    }
}

/// What travels as a media type. Where it is sent there is nothing to send without a schema; an
/// answer without one is not read. Of what is not JSON the schema says nothing that is made use of.
fn media_type(
    reader: &Reader,
    name: Spanned<String>,
    at: &At<'_>,
    (kind, way): (MediaKind, Way),
) -> Option<MediaType> {
    let mut map = reader.map(at, "a media type")?;
    let place = map.place();
    let stated = map.take("schema");
    let items = matches!(kind, MediaKind::Items(_));
    let described = matches!(
        MediaKind::of(&name.value),
        MediaKind::Json | MediaKind::Form | MediaKind::Pairs
    );
    if stated.is_none() && (described || items) {
        let message = "a media type needs `schema`";
        let fault = Diagnostic::new(Code::MissingKey, place.span.clone(), message);
        let help = match kind {
            MediaKind::Raw => Some("it travels as the caller gives it, or as it came"),
            MediaKind::Items(_) => Some("each item is given as text"),
            _ => None,
        };
        reader.report(match help {
            Some(help) => fault.with_help(help).sloppily(Severity::Warning),
            None => fault,
        });
    }
    let schema = match &stated {
        _ if kind == MediaKind::Raw => Some(unread(reader, stated.as_ref(), &place)),
        Some(at) => schema::schema(reader, at),
        None if items => Some(unread(reader, None, &place)),
        None => None,
    };
    if kind == MediaKind::Raw || items {
        for key in ["example", "examples", "encoding"] {
            map.unread(key, "a body that travels as it is, or as items");
        }
    }
    let (examples, captions) = if kind == MediaKind::Raw || items {
        Default::default()
    } else {
        example::examples(&mut map)
    };
    let encoding = if matches!(kind, MediaKind::Form | MediaKind::Pairs) {
        map.take("encoding")
            .map(|at| encoding::encodings(reader, &at, kind))
            .unwrap_or_default()
    } else {
        if kind == MediaKind::Json {
            map.refuse("encoding", "applies to forms only");
        }
        BTreeMap::new()
    };
    Some(MediaType {
        place,
        name: sent_as(name.value, kind, way),
        kind,
        schema: schema?,
        examples,
        captions,
        encoding,
    })
}

/// Stands for the schema of a body that travels as it is. What it says is named: more than that there
/// are letters or bytes a caller may have to know.
fn unread(reader: &Reader, stated: Option<&At<'_>>, place: &Place) -> Schema {
    if let Some(at) = stated {
        let message = "this schema is not read: the body travels as it is";
        let mut found = Diagnostic::new(Code::LeftOut, at.span(), message);
        let ty = at.node.as_object().and_then(|object| object.get("type"));
        if ty.is_some_and(|ty| ty.value.as_str() == Some("string")) {
            found.severity = Severity::Note;
        }
        reader.report(found);
    }
    Schema {
        place: place.clone(),
        opaque: true,
        ..Schema::default()
    }
}
