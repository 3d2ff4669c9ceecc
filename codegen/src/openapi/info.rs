//! Reads what a document says of itself: `info`, servers and links to elsewhere.

use super::cursor::{At, Map, Reader};
use super::{Info, Place, Server, ServerVariable};
use std::collections::BTreeMap;

/// `info`. `None` where it lacks what it must have.
pub(super) fn info(reader: &Reader, at: &At<'_>) -> Option<Info> {
    let mut map = reader.map(at, "an info object")?;
    let place = map.place();
    let title = map.require_text("title");
    let version = map
        .require("version")
        .and_then(|at| reader.text_of_scalar(&at));
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
    map.refuse("enum", "of a server variable is not supported");
    let place: Place = map.place();
    let default = map
        .require("default")
        .and_then(|at| reader.text_of_scalar(&at));
    Some(ServerVariable {
        place,
        // What it lacks was reported.
        default: default.map(|default| default.value).unwrap_or_default(),
        description: map.plain("description"),
        sensitivity: map.sensitivity(),
        rust_name: map.rust_name(),
    })
}
