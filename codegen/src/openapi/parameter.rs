//! Reads parameters: what travels in the path, the query, a header or a cookie, and how it is
//! written there.

use super::cursor::{At, Map, Reader};
use super::{MediaKind, OrReference, Parameter, Schema, Spanned, example, reference, schema};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::Span;
use crate::vocabulary::{ParameterPlace, ParameterStyle};

/// Headers that OpenAPI ignores as parameters, since other parts of the document describe them.
const IGNORED: [&str; 3] = ["Accept", "Authorization", "Content-Type"];

/// Headers that are right only as the client writes them, whatever a document says of them.
const WRITTEN: [&str; 7] = [
    "Accept-Encoding",
    "Connection",
    "Content-Length",
    "Host",
    "Keep-Alive",
    "Transfer-Encoding",
    "User-Agent",
];

/// `parameters`, of a path or of an operation.
pub(super) fn parameters(map: &mut Map<'_, '_>) -> Vec<OrReference<Parameter>> {
    let reader = map.reader;
    let listed = map.list("parameters");
    let read = |at: &At<'_>| reference::or_reference(reader, at, parameter);
    listed.iter().filter_map(read).collect()
}

/// A parameter. `None` where it is not one at all, which was reported.
pub(super) fn parameter(reader: &Reader, at: &At<'_>) -> Option<Parameter> {
    let mut map = reader.map(at, "a parameter")?;
    let place = map.place();
    let name = map.require_text("name");
    let location = map.require_text("in");
    let description = map.plain("description");
    let required = map.take("required");
    let stated = required.as_ref().and_then(|at| reader.flag(at));
    let deprecated = map.flag("deprecated").unwrap_or_default();
    // An empty text is sent as one.
    map.flag("allowEmptyValue");
    let style = map.text("style");
    let explode = map.flag("explode");
    let reserved = map.take("allowReserved");
    let schema_at = map.take("schema");
    let content = map.take("content");
    let (examples, captions) = example::examples(&mut map);
    let (sensitivity, rust_name) = (map.sensitivity(), map.rust_name());
    let (name, location) = (name?, location?);
    let at_place = parameter_place(reader, &location)?;
    if let Some(at) = reserved.filter(|at| reader.flag(at) == Some(true)) {
        let message = "every value is percent-encoded, as it may be with `allowReserved` too";
        let mut found = Diagnostic::new(Code::LeftOut, at.span(), message);
        found.severity = Severity::Note;
        reader.report(found);
    }
    if at_place == ParameterPlace::Path && stated != Some(true) {
        let message = format!("{} is in the path, so it is required", quoted(&name.value));
        let span = required.map_or(at.span(), |at| at.span());
        let fault = Diagnostic::new(Code::ContradictingSchema, span, message);
        let help = "write `required: true`";
        reader.report(fault.with_help(help).sloppily(Severity::Warning));
    }
    let required = stated.unwrap_or_default() || at_place == ParameterPlace::Path;
    let header = at_place != ParameterPlace::Header || is_header(reader, &name, required);
    let stated_style = (style.as_ref(), explode);
    let (style, schema_at) = match &content {
        Some(content) => match written_as_json(reader, content) {
            Some(schema) => (Some(ParameterStyle::Json), Some(schema)),
            None => (None, schema_at),
        },
        None => (
            parameter_style(reader, at_place, stated_style, required),
            schema_at,
        ),
    };
    let fits = header && style.is_some();
    let ignored =
        at_place == ParameterPlace::Header && (is_ignored(&name.value) || is_written(&name.value));
    let left_out = !fits && (!required || ignored);
    if let Some(content) = content.filter(|_| style.is_none()) {
        let message = "a parameter described by this `content` is not supported";
        let help = "what is supported is one media type, of JSON, or `schema`";
        reader.report(unsupported(content.span(), message, required).with_help(help));
    } else if schema_at.is_none() {
        let message = "a parameter needs `schema` or `content`";
        reader.report(Diagnostic::new(Code::MissingKey, at.span(), message));
    }
    let schema_at = schema_at.filter(|_| !left_out);
    let schema = schema_at.and_then(|at| schema::schema(reader, &at));
    // What was reported is known as a parameter all the same, and nothing more is said of it.
    let schema = schema.filter(|_| fits).unwrap_or_else(|| Schema {
        place: at.place(),
        opaque: true,
        ..Schema::default()
    });
    Some(Parameter {
        place,
        name,
        location: at_place,
        style: style.unwrap_or(ParameterStyle::Comma),
        required,
        left_out,
        description,
        deprecated,
        schema,
        examples,
        captions: example::sentence(&captions),
        sensitivity,
        rust_name,
    })
}

/// The schema of a parameter that `content` describes as JSON.
fn written_as_json<'d>(reader: &Reader, content: &At<'d>) -> Option<At<'d>> {
    let entries = reader.entries(content);
    let [(name, at)] = &entries[..] else {
        return None;
    };
    if MediaKind::of(&name.value) != MediaKind::Json {
        return None;
    }
    let mut map = reader.map(at, "a media type")?;
    for key in ["example", "examples"] {
        map.unread(key, "a parameter that is described by `content`");
    }
    map.take("schema")
}

/// What cannot be honoured: an error where a call needs it, else something that cannot be set.
pub(crate) fn unsupported(span: Span, message: impl Into<String>, required: bool) -> Diagnostic {
    if required {
        return Diagnostic::new(Code::UnsupportedParameter, span, message);
    }
    let message = format!("{}, so it cannot be set", message.into());
    Diagnostic::new(Code::LeftOut, span, message)
}

fn is_ignored(header: &str) -> bool {
    IGNORED
        .iter()
        .any(|ignored| header.eq_ignore_ascii_case(ignored))
}

/// Whether the client writes a header itself, as every call needs it.
fn is_written(header: &str) -> bool {
    let is = |written: &&str| header.eq_ignore_ascii_case(written);
    WRITTEN.iter().any(is)
}

fn parameter_place(reader: &Reader, location: &Spanned<String>) -> Option<ParameterPlace> {
    let found = ParameterPlace::ALL
        .into_iter()
        .find(|place| place.as_str() == location.value);
    if found.is_none() {
        let message = format!("no parameter is in {}", quoted(&location.value));
        let help = "what can be: path, query, header, cookie";
        let fault = Diagnostic::new(Code::WrongKind, location.span.clone(), message);
        reader.report(fault.with_help(help));
    }
    found
}

/// Whether a header can be a parameter.
fn is_header(reader: &Reader, name: &Spanned<String>, required: bool) -> bool {
    if is_ignored(&name.value) {
        let message = format!("OpenAPI ignores a parameter that is the header {}", {
            quoted(&name.value)
        });
        let help = "media types and security schemes describe it";
        let fault = Diagnostic::new(Code::IgnoredParameter, name.span.clone(), message);
        reader.report(fault.with_help(help));
        return false;
    }
    let is = |other: &&str| name.value.eq_ignore_ascii_case(other);
    let fault = if is_written(&name.value) {
        let message = format!(
            "the client writes the header {} itself",
            quoted(&name.value)
        );
        let help = "what it writes is right for the call, and cannot be set";
        Diagnostic::new(Code::IgnoredParameter, name.span.clone(), message).with_help(help)
    } else if super::security::OWN.iter().any(is) {
        let message = format!(
            "the client has no use for the header {}",
            quoted(&name.value)
        );
        unsupported(name.span.clone(), message, required)
    } else if super::security::is_token(&name.value) {
        return true;
    } else {
        let message = format!("{} is no name of a header", quoted(&name.value));
        unsupported(name.span.clone(), message, true)
    };
    reader.report(fault);
    false
}

/// How it is written, by its place, `style` and `explode`.
pub(super) fn parameter_style(
    reader: &Reader,
    place: ParameterPlace,
    (style, explode): (Option<&Spanned<String>>, Option<bool>),
    required: bool,
) -> Option<ParameterStyle> {
    use ParameterPlace as Place;
    let name = style.map(|style| style.value.as_str());
    let form = matches!(place, Place::Query | Place::Cookie);
    let explode = explode.unwrap_or(form && matches!(name, None | Some("form")));
    let can = match place {
        Place::Path => "simple, label, and matrix",
        Place::Header => "simple",
        Place::Query => {
            "form, deepObject, and with `explode: false` spaceDelimited and pipeDelimited"
        }
        Place::Cookie => "form",
    };
    match (place, name) {
        (Place::Query | Place::Cookie, None | Some("form"))
        | (Place::Path | Place::Header, None | Some("simple"))
            if explode =>
        {
            return Some(ParameterStyle::Exploded);
        }
        (Place::Query, Some("deepObject")) => return Some(ParameterStyle::Deep),
        (Place::Path, Some("label")) if explode => return Some(ParameterStyle::LabelExploded),
        (Place::Path, Some("label")) => return Some(ParameterStyle::Label),
        (Place::Path, Some("matrix")) if explode => return Some(ParameterStyle::MatrixExploded),
        (Place::Path, Some("matrix")) => return Some(ParameterStyle::Matrix),
        (Place::Path | Place::Header, None | Some("simple"))
        | (Place::Query | Place::Cookie, None | Some("form")) => {
            return Some(ParameterStyle::Comma);
        }
        (Place::Query, Some("spaceDelimited")) if !explode => return Some(ParameterStyle::Space),
        (Place::Query, Some("pipeDelimited")) if !explode => return Some(ParameterStyle::Pipe),
        _ => {}
    }
    let style = style?;
    let message = format!(
        "the style {} of a parameter in the {} is not supported",
        quoted(&style.value),
        place.as_str()
    );
    reader.report(
        unsupported(style.span.clone(), message, required)
            .with_help(format!("what is supported: {can}")),
    );
    None
}
