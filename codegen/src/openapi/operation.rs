//! Reads `paths`: the operations, by path and method.

use super::cursor::{At, Map, Reader};
use super::{
    Operation, OrReference, Received, Response, Server, Spanned, info, media, parameter, received,
    reference, security, url,
};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::quoted;
use crate::vocabulary::{METHODS, Status};

/// `paths`, with what the callbacks of their operations send.
pub(super) fn paths(
    reader: &Reader,
    at: &At<'_>,
    servers: &[Server],
    received: &mut Vec<Received>,
) -> Vec<Operation> {
    let mut operations = Vec::new();
    for (path, at) in reader.names(at, "`paths`") {
        if !path.value.starts_with('/') {
            let message = format!(
                "a path begins with `/`, and {} does not",
                quoted(&path.value)
            );
            reader.report(Diagnostic::new(Code::UnusableName, path.span, message));
            continue;
        }
        if let Some(help) = url::unfit(&path.value) {
            let message = format!("{} is not the path of a URL", quoted(&path.value));
            reader.report(
                Diagnostic::new(Code::UnusableName, path.span.clone(), message).with_help(help),
            );
        }
        path_item(reader, &path, &at, servers, (&mut operations, received));
    }
    operations.sort_by(|a, b| (&a.path.value, a.method).cmp(&(&b.path.value, b.method)));
    operations
}

fn path_item(
    reader: &Reader,
    path: &Spanned<String>,
    at: &At<'_>,
    servers: &[Server],
    (operations, received): (&mut Vec<Operation>, &mut Vec<Received>),
) {
    let Some(mut map) = reader.map(at, "a path") else {
        return;
    };
    let of_path = [map.plain("summary"), map.plain("description")];
    let of_path: Vec<String> = of_path.into_iter().flatten().collect();
    let shared = parameter::parameters(&mut map);
    served_elsewhere(&mut map, servers);
    for (key, method) in METHODS {
        if let Some(at) = map.take(key) {
            let operation = operation(reader, path, method, &at, servers, received);
            operations.extend(operation.map(|operation| Operation {
                of_path: shared.clone(),
                more: [of_path.clone(), operation.more].concat(),
                ..operation
            }));
        }
    }
}

/// A path and an operation may have servers of their own. Where the first is that of the document,
/// nothing is lost.
fn served_elsewhere(map: &mut Map<'_, '_>, servers: &[Server]) {
    let reader = map.reader;
    let own = info::servers(map);
    let same = own
        .first()
        .zip(servers.first())
        .is_some_and(|(own, first)| own.is_at(first));
    for (index, server) in own.iter().enumerate() {
        let span = server.place.span.clone();
        reader.report(if !same {
            let message = "`servers` below the document are not supported";
            Diagnostic::new(Code::UnsupportedConstruct, span, message)
                .with_help("the calls of a client go to one server, the first of the document")
        } else if index == 0 {
            let message =
                "this server is the first of the document, and what is said of it stands there";
            let mut found = Diagnostic::new(Code::LeftOut, span, message);
            found.severity = Severity::Note;
            found
        } else {
            let message = "the client is built for the first server, and not for this one";
            Diagnostic::new(Code::LeftOut, span, message)
        });
    }
}

fn operation(
    reader: &Reader,
    path: &Spanned<String>,
    method: &'static str,
    at: &At<'_>,
    servers: &[Server],
    received: &mut Vec<Received>,
) -> Option<Operation> {
    let mut map = reader.map(at, "an operation")?;
    let place = map.place();
    let tags = map.take("tags").map(|tags| reader.texts_of_scalars(&tags));
    let tags = tags.unwrap_or_default();
    let tags: Vec<String> = tags.iter().map(|tag| format!("`{}`", tag.value)).collect();
    let tags = (!tags.is_empty()).then(|| format!("Tags: {}.", tags.join(", ")));
    let more = tags
        .into_iter()
        .chain(info::external_docs(&mut map))
        .collect();
    let parameters = parameter::parameters(&mut map);
    served_elsewhere(&mut map, servers);
    let id = map.take("operationId");
    let id = id.and_then(|at| reader.text_of_scalar(&at));
    let called = id.as_ref().map(|id| id.value.clone());
    let called = called.unwrap_or_else(|| format!("{method} {}", path.value));
    received.extend(received::callbacks(&mut map, &called));
    let body = map.take("requestBody");
    let body = body.and_then(|at| reference::or_reference(reader, &at, media::request_body));
    let responses = map
        .take("responses")
        .map(|at| responses(reader, &at, method))
        .unwrap_or_default();
    Some(Operation {
        place,
        method,
        path: path.clone(),
        id,
        rust_name: map.rust_name(),
        summary: map.plain("summary"),
        description: map.plain("description"),
        more,
        deprecated: map.flag("deprecated").unwrap_or_default(),
        parameters,
        of_path: Vec::new(),
        body,
        responses,
        security: security::requirements(&mut map),
    })
}

fn responses(reader: &Reader, at: &At<'_>, method: &str) -> Vec<(Status, OrReference<Response>)> {
    let mut responses: Vec<(Status, OrReference<Response>)> = Vec::new();
    let mut informing = Vec::new();
    let mut any = false;
    for (key, at) in reader.names(at, "`responses`") {
        if key.value == "$ref" {
            let message = "`responses` cannot be a reference";
            reader.report(Diagnostic::new(
                Code::UnsupportedConstruct,
                key.span,
                message,
            ));
            continue;
        }
        let status = status_of_key(reader, &key);
        let bodiless = status.is_some_and(|status| method == "HEAD" || status.is_bodiless());
        let response = reference::or_reference(reader, &at, |reader, at| {
            media::response(reader, at, bodiless)
        });
        any |= status.is_some();
        match status {
            Some(status) if responses.iter().any(|(known, _)| *known == status) => {
                let message = format!("the status {} is there twice", quoted(&key.value));
                reader.report(Diagnostic::new(Code::UnsupportedStatus, key.span, message));
            }
            Some(status) => responses.extend(response.map(|response| (status, response))),
            None if is_informing(&key.value) => informing.push(key),
            None => reader.report(no_status(&key)),
        }
    }
    for key in informing {
        reader.report(if any {
            let message = format!("no call ends with the status {}", quoted(&key.value));
            let fault = Diagnostic::new(Code::LeftOut, key.span, message);
            fault.with_help("it comes before the answer, and no body with it")
        } else {
            no_status(&key)
        });
    }
    responses.sort_by_key(|(status, _)| *status);
    responses
}

fn no_status(key: &Spanned<String>) -> Diagnostic {
    let message = format!("no answer has the status {}", quoted(&key.value));
    let help = "a status is 200 to 599, 2XX to 5XX, or `default`";
    Diagnostic::new(Code::UnsupportedStatus, key.span.clone(), message).with_help(help)
}

/// Whether a key is of an answer that comes before the one that ends a call.
fn is_informing(key: &str) -> bool {
    let rest = key.strip_prefix('1').unwrap_or_default();
    rest == "XX" || rest.len() == 2 && rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// The status that a key is; with a warning where its letters are small.
fn status_of_key(reader: &Reader, key: &Spanned<String>) -> Option<Status> {
    let found = status(&key.value);
    if found.is_some() {
        return found;
    }
    let upper = key.value.replace("xx", "XX");
    let found = status(&upper)?;
    let message = format!("{} is written with small letters", quoted(&key.value));
    let fault = Diagnostic::new(Code::UnsupportedStatus, key.span.clone(), message);
    let fault = fault.with_help(format!("it is read as `{upper}`"));
    reader.report(fault.sloppily(Severity::Warning));
    Some(found)
}

/// A key of `responses`, if it is one of those that are supported.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    let bytes = key.as_bytes();
    let &[first @ b'2'..=b'5', second, third] = bytes else {
        return None;
    };
    if (second, third) == (b'X', b'X') {
        return Some(Status::Range(first - b'0'));
    }
    let digits = second.is_ascii_digit() && third.is_ascii_digit();
    key.parse().ok().filter(|_| digits).map(Status::Exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_keys() {
        assert_eq!(status("200"), Some(Status::Exact(200)));
        assert_eq!(status("599"), Some(Status::Exact(599)));
        assert_eq!(status("4XX"), Some(Status::Range(4)));
        assert_eq!(status("default"), Some(Status::Default));
        for wrong in [
            "",
            "100",
            "1XX",
            "600",
            "4xx",
            "4X4",
            "20",
            "2000",
            "2+1",
            "Default",
            "２００",
        ] {
            assert_eq!(status(wrong), None, "{wrong}");
        }
    }
}
