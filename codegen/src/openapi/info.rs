//! The document itself: its version, `info`, servers, tags and links to elsewhere.

use super::cursor::{At, Map, Reader};
use super::{
    Document, Info, Place, Server, ServerVariable, Spanned, components, operation, security,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::source::Node;
use std::collections::BTreeMap;

/// The dialect that a schema is in where a document says nothing else.
const DIALECT: &str = "https://spec.openapis.org/oas/3.1/dialect/base";

/// The whole document. `None` where there is nothing that could be understood as one.
pub(super) fn document(reader: &Reader, root: &Node) -> Option<Document> {
    let at = At::root(root);
    if let Some(fault) = wrong_version(&at) {
        reader.report(fault);
        return None;
    }
    let mut map = reader.map(&at, "an OpenAPI document")?;
    map.take("openapi");
    if let Some(dialect) = map
        .text("jsonSchemaDialect")
        .filter(|text| text.value != DIALECT)
    {
        let message = "a dialect of JSON Schema other than that of OpenAPI 3.1";
        reader.report(Diagnostic::new(
            Code::UnsupportedConstruct,
            dialect.span,
            message,
        ));
    }
    map.refuse_each("webhooks", Code::UnsupportedConstruct, "cannot be honoured");
    let info = map.require("info").and_then(|at| info(reader, &at));
    let servers = servers(&mut map);
    let security = security::requirements(&mut map).unwrap_or_default();
    let operations = match map.take("paths") {
        Some(at) => operation::paths(reader, &at),
        None => Vec::new(),
    };
    let components = map
        .take("components")
        .map(|at| components::components(reader, &at));
    tags(&mut map);
    external_docs(&mut map);
    let components = components.unwrap_or_default();
    Some(Document {
        info: info?,
        servers,
        security,
        operations,
        components,
    })
}

/// Anything but 3.1 has other keys and another meaning: to read on would only make noise.
fn wrong_version(root: &At<'_>) -> Option<Diagnostic> {
    let fault = |message: String| Diagnostic::new(Code::NotOpenapi31, root.head(), message);
    let Some(object) = root.node.as_object() else {
        let found = root.node.kind();
        return Some(fault(format!(
            "an OpenAPI document is an object, and this is {found}"
        )));
    };
    let Some(member) = object.get("openapi") else {
        let help = "an OpenAPI 3.1 document begins with `openapi: 3.1.1`";
        return Some(fault("there is no `openapi` that says the version".into()).with_help(help));
    };
    let version = member.value.as_str();
    if version.is_some_and(|version| version == "3.1" || version.starts_with("3.1.")) {
        return None;
    }
    let message = match version {
        Some(version) => format!("the version is {}, not 3.1", quoted(version)),
        None => format!("the version is {}, not a string", member.value.kind()),
    };
    let help = "since 3.1 a schema is plain JSON Schema, so older documents mean something else";
    let span = member.value.span.clone();
    Some(Diagnostic::new(Code::NotOpenapi31, span, message).with_help(help))
}

fn info(reader: &Reader, at: &At<'_>) -> Option<Info> {
    let mut map = reader.map(at, "an info object")?;
    let place = map.place();
    let title = map.require_text("title");
    let version = map.require_text("version");
    let (summary, description) = (map.plain("summary"), map.plain("description"));
    map.plain("termsOfService");
    if let Some(mut contact) = map
        .take("contact")
        .and_then(|at| reader.map(&at, "a contact"))
    {
        contact.plain("name");
        contact.plain("url");
        contact.plain("email");
    }
    let licence = map
        .take("license")
        .and_then(|at| reader.map(&at, "a license"))
        .and_then(|mut licence| {
            licence.require_text("name");
            licence.plain("url");
            licence.plain("identifier")
        });
    Some(Info {
        place,
        title: title?.value,
        version: version?.value,
        summary,
        description,
        licence,
    })
}

fn tags(map: &mut Map<'_, '_>) {
    let reader = map.reader;
    let tags = map
        .take("tags")
        .and_then(|at| reader.list(&at))
        .unwrap_or_default();
    for at in tags {
        let Some(mut tag) = reader.map(&at, "a tag") else {
            continue;
        };
        tag.require_text("name");
        tag.plain("description");
        external_docs(&mut tag);
    }
}

/// `externalDocs`: a remark for readers of the document.
pub(super) fn external_docs(map: &mut Map<'_, '_>) {
    let Some(at) = map.take("externalDocs") else {
        return;
    };
    let Some(mut docs) = map.reader.map(&at, "an external documentation") else {
        return;
    };
    docs.require_text("url");
    docs.plain("description");
}

fn servers(map: &mut Map<'_, '_>) -> Vec<Server> {
    let reader = map.reader;
    let servers = map
        .take("servers")
        .and_then(|at| reader.list(&at))
        .unwrap_or_default();
    servers.iter().filter_map(|at| server(reader, at)).collect()
}

fn server(reader: &Reader, at: &At<'_>) -> Option<Server> {
    let mut map = reader.map(at, "a server")?;
    let place = map.place();
    let url = map.require_text("url");
    let description = map.plain("description");
    let variables = map
        .take("variables")
        .map(|at| reader.entries(&at))
        .unwrap_or_default();
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
    map.refuse("enum", "of a server variable cannot be honoured");
    let place: Place = map.place();
    let default: Option<Spanned<String>> = map.require_text("default");
    Some(ServerVariable {
        place,
        default: default?.value,
        description: map.plain("description"),
        sensitivity: map.sensitivity(),
        rust_name: map.rust_name(),
    })
}
