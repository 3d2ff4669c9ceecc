//! Reads what the service sends by itself: webhooks, and the callbacks of operations. Its bodies are
//! read; the rest is for whoever takes them, and of that nothing is written.

use super::cursor::{At, Map, Reader};
use super::url::decoded;
use super::{Received, Spanned, Uses, info, media, reference};
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::vocabulary::METHODS;

/// `webhooks`.
pub(super) fn webhooks(map: &mut Map<'_, '_>) -> Vec<Received> {
    let reader = map.reader;
    let Some(at) = map.take("webhooks") else {
        return Vec::new();
    };
    let entries = reader.names(&at, "`webhooks`").into_iter();
    let all = entries.flat_map(|(name, at)| of_path(reader, "webhook", &name.value, &at));
    all.collect()
}

/// The callbacks of `components` that operations refer to, each once, whoever does.
pub(super) fn shared(reader: &Reader, root: &At<'_>, uses: &Uses) -> Vec<Received> {
    let section = root.child("components");
    let section = section.and_then(|at| at.child("callbacks"));
    let reached = uses.reached();
    let mut all = Vec::new();
    for (name, at) in section.map(|at| reader.entries(&at)).unwrap_or_default() {
        if !reached.contains(&("callbacks".to_owned(), name.value.clone())) {
            let message = format!("no operation uses {}", quoted(&name.value));
            let fault = Diagnostic::new(Code::UnusedComponent, name.span, message);
            reader.report(fault.with_help("nothing is written for it"));
            continue;
        }
        reader.callbacks.borrow_mut().insert(name.value.clone());
        // What another one stands for is read where that stands.
        if !refers(&at) {
            all.extend(callback(reader, &name.value, &at));
        }
    }
    all
}

fn callback(reader: &Reader, name: &str, at: &At<'_>) -> Vec<Received> {
    let paths = reader.names(at, "a callback").into_iter();
    let all = paths.flat_map(|(address, at)| {
        let mut all = of_path(reader, "callback", name, &at);
        for received in &mut all {
            received.address = Some(address.value.clone());
        }
        all
    });
    all.collect()
}

/// Whether a reference leads to a callback of `components`, all of which are read.
fn is_known(reader: &Reader, at: &At<'_>) -> bool {
    let reference = at.child("$ref");
    let reference = reference.as_ref().and_then(|at| at.node.as_str());
    let name = reference.and_then(|text| text.strip_prefix("#/components/callbacks/"));
    name.is_some_and(|name| reader.callbacks.borrow().contains(&decoded(name)))
}

/// `callbacks` of an operation, which is called so.
pub(super) fn callbacks(map: &mut Map<'_, '_>, operation: &str) -> Vec<Received> {
    let reader = map.reader;
    let Some(at) = map.take("callbacks") else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for (name, at) in reader.names(&at, "`callbacks`") {
        if refers(&at) {
            if !is_known(reader, &at) {
                reader.report(left_out(&at, "this callback is nowhere, and has no types"));
            } else if let Some(mut map) = reader.map(&at, "a reference") {
                map.take("$ref");
                for key in ["summary", "description"] {
                    map.unread(key, "a reference to a callback");
                }
            }
            continue;
        }
        let name = format!("{operation} {}", name.value);
        all.extend(callback(reader, &name, &at));
    }
    all
}

fn refers(at: &At<'_>) -> bool {
    let object = at.node.as_object();
    object.is_some_and(|object| object.get("$ref").is_some())
}

fn left_out(at: &At<'_>, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Code::LeftOut, at.span(), message)
}

fn of_path(reader: &Reader, kind: &'static str, name: &str, at: &At<'_>) -> Vec<Received> {
    if refers(at) {
        let message = format!("a {kind} that is a `$ref` has no types");
        reader.report(left_out(at, message));
        return Vec::new();
    }
    let Some(mut map) = reader.map(at, "a path") else {
        return Vec::new();
    };
    let shared = [map.plain("summary"), map.plain("description")];
    for key in ["parameters", "servers"] {
        map.leave_out_each(key, "of what the service sends is not read");
    }
    let mut all = Vec::new();
    for (key, method) in METHODS {
        let Some(at) = map.take(key) else { continue };
        let received = of_method(reader, kind, &at);
        all.extend(received.map(|received| Received {
            name: Spanned::new(name.to_owned(), at.span()),
            method,
            description: info::paragraphs(shared.clone().into_iter().chain([received.description])),
            ..received
        }));
    }
    // Of one method nothing more need be said.
    if let [only] = &mut all[..] {
        only.method = "";
    }
    all
}

fn of_method(reader: &Reader, kind: &'static str, at: &At<'_>) -> Option<Received> {
    let mut map = reader.map(at, "an operation")?;
    let (summary, description) = (map.plain("summary"), map.plain("description"));
    for key in ["tags", "externalDocs", "deprecated"] {
        map.unread(key, "what the service sends");
    }
    for key in ["parameters", "servers", "security", "callbacks"] {
        map.leave_out_each(key, "of what the service sends is not read");
    }
    let mut answers = Vec::new();
    if let Some(at) = map.take("responses") {
        for (status, at) in reader.names(&at, "`responses`") {
            let object = at.node.as_object();
            let has = |key| object.is_some_and(|object| object.get(key).is_some());
            if has("content") || has("headers") || refers(&at) {
                let message = format!("what a {kind} is answered with has no type");
                reader.report(left_out(&at, message));
            }
            let described = object.and_then(|object| object.get("description")?.value.as_str());
            answers.push((status.value, described.map(str::to_owned)));
        }
    }
    let body = map.take("requestBody");
    let body = body.and_then(|at| reference::or_reference(reader, &at, media::received_body));
    Some(Received {
        kind,
        address: None,
        name: Spanned::new(String::new(), at.span()),
        method: "",
        id: map.text("operationId"),
        rust_name: map.rust_name(),
        description: info::paragraphs([summary, description]),
        body,
        answers,
    })
}
