//! Reads a document as a whole: its version first, then each of its parts.

use super::cursor::{At, Map, Reader};
use super::{Document, Spanned, Uses, components, example, info, operation, received, security};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::source::{Node, Value};
use crate::vocabulary::DIALECTS;
use std::collections::BTreeMap;

/// The whole document. `None` where there is nothing that could be understood as one.
pub(super) fn document(reader: &Reader, root: &Node) -> Option<Document> {
    let at = At::root(root);
    if let Some(fault) = wrong_version(&at) {
        reader.report(fault);
        return None;
    }
    *reader.examples.borrow_mut() = example::shared(reader, &at);
    let mut map = reader.map(&at, "an OpenAPI document")?;
    let version = map.take("openapi");
    version.and_then(|at| reader.text_of_scalar(&at));
    if let Some(dialect) = map.text("jsonSchemaDialect").filter(|text| !is_known(text)) {
        let message = "a dialect of JSON Schema other than that of OpenAPI 3.1";
        let fault = Diagnostic::new(Code::UnsupportedConstruct, dialect.span, message);
        let help = "the schemas are read as of OpenAPI 3.1 all the same";
        reader.report(fault.with_help(help).sloppily(Severity::Warning));
    }
    let info = map.require("info").and_then(|at| info::info(reader, &at));
    let servers = info::servers(&mut map);
    let security = security::requirements(&mut map).unwrap_or_default();
    let uses = Uses::of(root);
    let mut received = received::webhooks(&mut map);
    received.extend(received::shared(reader, &at, &uses));
    let operations = match map.take("paths") {
        Some(at) => operation::paths(reader, &at, &servers, &mut received),
        None => Vec::new(),
    };
    let components = map
        .take("components")
        .map(|at| components::components(reader, &at));
    let mut more = tags(&mut map);
    more.extend(info::external_docs(&mut map));
    let components = components.unwrap_or_default();
    Some(Document {
        info: info.unwrap_or_default(),
        more,
        servers,
        security,
        operations,
        received,
        components,
        uses,
        whole: BTreeMap::new(),
    })
}

fn is_known(dialect: &Spanned<String>) -> bool {
    DIALECTS.contains(&dialect.value.trim_end_matches('#'))
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
        return Some(fault("there is no `openapi` with the version".into()).with_help(help));
    };
    let version = match &member.value.value {
        // Without quotes it is a number.
        Value::Number(number) => Some(number.as_str()),
        _ => member.value.as_str(),
    };
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

/// The tags that are more than a name.
fn tags(map: &mut Map<'_, '_>) -> Vec<String> {
    let reader = map.reader;
    let mut more = Vec::new();
    for at in map.list("tags") {
        let Some(mut tag) = reader.map(&at, "a tag") else {
            continue;
        };
        let name = tag.require_text("name").map(|name| name.value);
        let description = tag.plain("description");
        let see = info::external_docs(&mut tag);
        let text: Vec<String> = description.into_iter().chain(see).collect();
        if let (Some(name), false) = (name, text.is_empty()) {
            more.push(format!("Tag `{name}`: {}", text.join(" ").trim()));
        }
    }
    more
}
