//! Reads `components`: what can be referred to, by its name.

use super::cursor::{At, Reader};
use super::{Components, Spanned, header, media, parameter, reference, schema, security};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use std::collections::BTreeMap;

pub(super) fn components(reader: &Reader, at: &At<'_>) -> Components {
    let Some(mut map) = reader.map(at, "`components`") else {
        return Components::default();
    };
    for section in ["examples", "callbacks"] {
        map.take(section);
    }
    for section in ["links", "pathItems"] {
        map.leave_out_each(section, "is not read");
    }
    let mut section = |name| {
        map.take(name)
            .map(|at| named(reader, &at))
            .unwrap_or_default()
    };
    let schemas = section("schemas");
    let bodies = section("requestBodies");
    let responses = section("responses");
    let headers = section("headers");
    let parameters = section("parameters");
    let security = section("securitySchemes");
    Components {
        examples: reader.examples.borrow().places.clone(),
        schemas: read(schemas, |at| schema::schema(reader, at)),
        request_bodies: read(bodies, |at| {
            reference::or_reference(reader, at, media::request_body)
        }),
        responses: read(responses, |at| {
            reference::or_reference(reader, at, |reader, at| media::response(reader, at, false))
        }),
        parameters: read(parameters, |at| {
            reference::or_reference(reader, at, parameter::parameter)
        }),
        headers: headers
            .into_iter()
            .filter_map(|(name, at)| {
                let thing = |reader: &Reader, at: &At<'_>| header::header(reader, &name, at);
                let header = reference::or_reference(reader, &at, thing)?;
                Some((name.value, header))
            })
            .collect(),
        security_schemes: read(security, |at| security::scheme(reader, at)),
    }
}

/// The entries of a section, each under a name that the specification allows.
fn named<'t>(reader: &Reader, at: &At<'t>) -> Vec<(Spanned<String>, At<'t>)> {
    let entries = reader.entries(at);
    for (name, _) in &entries {
        let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        if name.value.is_empty() || !name.value.chars().all(allowed) {
            let message = format!("{} is no name for a component", quoted(&name.value));
            let help = "letters, digits, `.`, `-` and `_`, in ASCII";
            let fault = Diagnostic::new(Code::UnusableName, name.span.clone(), message);
            reader.report(fault.with_help(help).sloppily(Severity::Warning));
        }
    }
    entries
}

fn read<T>(
    entries: Vec<(Spanned<String>, At<'_>)>,
    thing: impl Fn(&At<'_>) -> Option<T>,
) -> BTreeMap<String, T> {
    let read = |(name, at): (Spanned<String>, At<'_>)| Some((name.value, thing(&at)?));
    entries.into_iter().filter_map(read).collect()
}
