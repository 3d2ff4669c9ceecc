//! Reads the headers of responses, which are parameters that come back.

use super::cursor::{At, Reader};
use super::{OrReference, Parameter, Schema, Spanned, example, info, reference, schema, security};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::vocabulary::{ParameterPlace, ParameterStyle};

/// `headers` of a response, or of a part of a form. That of the media type is described by `other`.
pub(super) fn headers(
    reader: &Reader,
    at: &At<'_>,
    other: &str,
) -> Vec<(Spanned<String>, OrReference<Parameter>)> {
    let mut headers = Vec::new();
    for (name, at) in reader.entries(at) {
        let left_out = if name.value.eq_ignore_ascii_case("Content-Type") {
            Some(format!("{other} describes the header `Content-Type`"))
        } else if security::is_token(&name.value) {
            None
        } else {
            Some(format!("{} is no name of a header", quoted(&name.value)))
        };
        if let Some(message) = left_out {
            reader.report(Diagnostic::new(Code::LeftOut, name.span, message));
            continue;
        }
        let header = reference::or_reference(reader, &at, |reader, at| header(reader, &name, at));
        headers.extend(header.map(|header| (name.clone(), header)));
    }
    headers
}

/// A member of `headers`. Where nothing can be made of it, that was reported.
pub(super) fn header(reader: &Reader, name: &Spanned<String>, at: &At<'_>) -> Option<Parameter> {
    let mut map = reader.map(at, "a header")?;
    let place = map.place();
    let description = map.plain("description");
    let required = map.flag("required").unwrap_or_default();
    let deprecated = map.flag("deprecated").unwrap_or_default();
    // Of scalars and lists it changes nothing.
    map.flag("explode");
    let style = map.text("style").filter(|style| style.value != "simple");
    let (schema_at, content) = (map.take("schema"), map.take("content"));
    let (examples, captions) = example::examples(&mut map);
    let description = info::paragraphs([description, example::sentence(&captions)]);
    let (sensitivity, rust_name) = (map.sensitivity(), map.rust_name());
    let style = style.map(|style| style.span);
    let unfit = style.or_else(|| content.map(|content| content.span()));
    let left_out = unfit.is_some() || schema_at.is_none();
    if left_out {
        let message = "a header that is written in this way is left out";
        let span = unfit.unwrap_or_else(|| at.span());
        let help = "what is supported is `schema`, in the style simple";
        reader.report(Diagnostic::new(Code::LeftOut, span, message).with_help(help));
    }
    let schema_at = schema_at.filter(|_| !left_out);
    let schema = schema_at.and_then(|at| schema::schema(reader, &at));
    Some(Parameter {
        place,
        name: name.clone(),
        location: ParameterPlace::Header,
        style: ParameterStyle::Comma,
        required,
        left_out,
        description,
        deprecated,
        schema: schema.unwrap_or_else(|| Schema {
            place: at.place(),
            opaque: true,
            ..Schema::default()
        }),
        examples,
        captions: None,
        sensitivity,
        rust_name,
    })
}
