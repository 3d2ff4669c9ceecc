//! Reads what a document says of itself: `info`, servers and links to elsewhere.

use super::cursor::{At, Map, Reader};
use super::{Info, Place, Server, ServerVariable, Spanned};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use std::collections::BTreeMap;

/// `info`. What it lacks is reported, and empty.
pub(super) fn info(reader: &Reader, at: &At<'_>) -> Option<Info> {
    let mut map = reader.map(at, "an info object")?;
    let place = map.place();
    let title = map.require_text("title");
    let version = map
        .require("version")
        .and_then(|at| reader.text_of_scalar(&at));
    let (summary, description) = (map.plain("summary"), map.plain("description"));
    let terms = map.plain("termsOfService");
    let mut more = Vec::new();
    if let Some(mut contact) = map
        .take("contact")
        .and_then(|at| reader.map(&at, "a contact"))
    {
        let name = contact.plain("name");
        let links = [contact.plain("url"), contact.plain("email")];
        let links = links.into_iter().flatten().map(|link| format!("<{link}>"));
        let said: Vec<String> = name.into_iter().chain(links).collect();
        more.extend((!said.is_empty()).then(|| format!("Contact: {}.", said.join(", "))));
    }
    let source = place.provenance.source.as_deref();
    more.extend(source.map(|source| format!("Source: {}.", source.trim())));
    more.extend(terms.map(|terms| format!("Terms of service: <{terms}>.")));
    let licence = map
        .take("license")
        .and_then(|at| reader.map(&at, "a license"))
        .and_then(|mut licence| {
            let name = licence.require_text("name").map(|name| name.value);
            let url = licence.plain("url").map(|url| format!("<{url}>"));
            let identifier = licence.plain("identifier");
            let name = name.filter(|name| Some(name) != identifier.as_ref());
            let said: Vec<String> = name.into_iter().chain(url).collect();
            more.extend((!said.is_empty()).then(|| format!("License: {}.", said.join(", "))));
            identifier
        });
    Some(Info {
        place,
        title: title.map(|title| title.value).unwrap_or_default(),
        version: version.map(|version| version.value).unwrap_or_default(),
        summary,
        description,
        licence,
        more,
    })
}

/// `externalDocs`, as a paragraph.
pub(super) fn external_docs(map: &mut Map<'_, '_>) -> Option<String> {
    let at = map.take("externalDocs")?;
    let mut docs = map.reader.map(&at, "an external documentation")?;
    let url = docs.require_text("url")?.value;
    Some(match docs.plain("description") {
        Some(description) => format!("See <{url}>: {}", description.trim()),
        None => format!("See <{url}>."),
    })
}

/// Texts as paragraphs of one.
pub(super) fn paragraphs(texts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    let texts: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// `servers`, in their order.
pub(super) fn servers(map: &mut Map<'_, '_>) -> Vec<Server> {
    let reader = map.reader;
    let servers = map.list("servers");
    servers.iter().filter_map(|at| server(reader, at)).collect()
}

fn server(reader: &Reader, at: &At<'_>) -> Option<Server> {
    let mut map = reader.map(at, "a server")?;
    let place = map.place();
    let url = map.require_text("url");
    let description = map.plain("description");
    let variables = map.entries("variables");
    let variables: BTreeMap<_, _> = variables
        .into_iter()
        .filter_map(|(name, at)| Some((name.value, server_variable(reader, &at)?)))
        .collect();
    Some(Server {
        place,
        url: url?,
        description,
        variables,
    })
}

fn server_variable(reader: &Reader, at: &At<'_>) -> Option<ServerVariable> {
    let mut map = reader.map(at, "a server variable")?;
    let place: Place = map.place();
    let values = map.take("enum");
    let default = map
        .require("default")
        .and_then(|at| reader.text_of_scalar(&at));
    let known = values.and_then(|at| known_values(reader, &at, default.as_ref()));
    Some(ServerVariable {
        place,
        // What it lacks was reported.
        default: default.map(|default| default.value).unwrap_or_default(),
        description: paragraphs([map.plain("description"), known]),
        sensitivity: map.sensitivity(),
        rust_name: map.rust_name(),
    })
}

/// What the documentation says of the values of a variable. A server may know more of them, so that
/// they bind nobody.
fn known_values(reader: &Reader, at: &At<'_>, default: Option<&Spanned<String>>) -> Option<String> {
    let values = reader.list(at)?;
    let values: Vec<_> = values
        .iter()
        .filter_map(|value| reader.text_of_scalar(value))
        .map(|value| value.value)
        .collect();
    if let Some(default) = default.filter(|default| !values.contains(&default.value)) {
        let message = format!("{} is none of the known values", quoted(&default.value));
        let fault = Diagnostic::new(Code::ContradictingSchema, default.span.clone(), message);
        reader.report(fault.sloppily(Severity::Warning));
    }
    let values: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
    (!values.is_empty()).then(|| format!("Known values: {}.", values.join(", ")))
}
