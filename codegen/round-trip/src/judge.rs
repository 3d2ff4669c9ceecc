//! Holds a request against its document, and against what the caller was to send.

use crate::body::{self, Payload, essence};
use crate::case::{Case, secret};
use crate::document::{Operation, Parameter};
use crate::http::Request;
use crate::style::{Pairs, Reader};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Headers that any client may send; that of the type of a body is looked at with the body.
pub(crate) const ANYBODYS: [&str; 7] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "host",
    "transfer-encoding",
    "user-agent",
];

/// What a request has against it; nothing where it is what was to be sent.
pub(crate) async fn faults(
    operation: Operation<'_>,
    case: &Case,
    request: &Request,
) -> Vec<String> {
    let mut faults = Vec::new();
    if request.method != operation.method {
        faults.push(format!("the method is {}", request.method));
    }
    beside_the_body(operation, case, request, &mut faults);
    if let Err(fault) = the_body(operation, case, request).await {
        faults.push(fault);
    }
    faults
}

fn beside_the_body(
    operation: Operation<'_>,
    case: &Case,
    request: &Request,
    faults: &mut Vec<String>,
) {
    let reader = Reader {
        document: operation.document,
        encoded: true,
    };
    let (path, mut query) = request.parts();
    let mut cookies = request.cookies();
    let mut headers = request.headers.clone();
    let anybodys =
        |name: &str| ANYBODYS.contains(&name) || matches!(name, "cookie" | "content-type");
    headers.retain(|(name, _)| !anybodys(name));
    let Some(filled) = filled(operation.path, path) else {
        faults.push(format!("the path is not {}", operation.path));
        return;
    };
    security(operation, &mut query, &mut cookies, &mut headers, faults);
    for parameter in operation.parameters() {
        let arrived = match parameter.place {
            "path" => filled
                .get(parameter.name)
                .and_then(|text| reader.simple(&parameter, text)),
            "query" => reader.form(&parameter, &mut query),
            "cookie" => reader.form(&parameter, &mut cookies),
            _ => header(operation, &parameter, &mut headers),
        };
        let sent = case.parameter(parameter.place, parameter.name);
        let what = format!("`{}` in the {}", parameter.name, parameter.place);
        match (&arrived, sent) {
            (Some(arrived), Some(sent)) if !is_same(arrived, sent) => {
                faults.push(format!("{what} arrived as {arrived}, not as {sent}"));
            }
            (None, Some(sent)) => faults.push(format!("{what} is lost, which was {sent}")),
            (Some(arrived), None) => faults.push(format!("{what} is {arrived}, and was not sent")),
            _ => {}
        }
        let complaint =
            arrived.and_then(|it| operation.document.complaint(parameter.schema, &it, true));
        faults.extend(complaint.map(|complaint| format!("{what}: {complaint}")));
    }
    let rest = [("query", query), ("cookies", cookies), ("headers", headers)];
    for (place, pairs) in rest {
        let names = pairs.iter().map(|(name, _)| name);
        faults.extend(names.map(|name| format!("the {place} have `{name}` that nobody describes")));
    }
}

fn header(
    operation: Operation<'_>,
    parameter: &Parameter<'_>,
    headers: &mut Pairs,
) -> Option<Value> {
    let reader = Reader {
        document: operation.document,
        encoded: false,
    };
    let found = headers.extract_if(.., |(name, _)| name.eq_ignore_ascii_case(parameter.name));
    let values: Vec<String> = found.map(|(_, value)| value).collect();
    let [value] = &values[..] else {
        return None;
    };
    reader.simple(parameter, value)
}

/// What stands in the path for each name in braces; none where the path is another.
fn filled(template: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let mut filled = BTreeMap::new();
    let (wanted, found): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    if wanted.len() != found.len() {
        return None;
    }
    for (wanted, mut found) in wanted.into_iter().zip(found) {
        let mut wanted = wanted;
        while let Some((before, behind)) = wanted.split_once('{') {
            let (name, behind) = behind.split_once('}')?;
            found = found.strip_prefix(before)?;
            let next = behind.split('{').next().unwrap_or("");
            let end = if next.is_empty() {
                found.len()
            } else {
                found.find(next)?
            };
            filled.insert(name.to_owned(), found[..end].to_owned());
            (found, wanted) = (&found[end..], behind);
        }
        if percent_decode_str(found).decode_utf8_lossy() != wanted {
            return None;
        }
    }
    Some(filled)
}

/// The secrets that came must be those of one of the alternatives; they are taken out.
fn security(
    operation: Operation<'_>,
    query: &mut Pairs,
    cookies: &mut Pairs,
    headers: &mut Pairs,
    faults: &mut Vec<String>,
) {
    let mut came = BTreeSet::new();
    for (name, scheme) in operation.document.schemes() {
        let text = |key: &str| scheme.get(key).and_then(Value::as_str).unwrap_or("");
        let (place, carrier, value) = match (text("type"), text("scheme").to_lowercase().as_str()) {
            ("apiKey", _) => (text("in"), text("name"), secret(name, false)),
            ("http", "basic") => {
                let encoded = STANDARD.encode(secret(name, true));
                ("header", "authorization", format!("Basic {encoded}"))
            }
            _ => (
                "header",
                "authorization",
                format!("Bearer {}", secret(name, false)),
            ),
        };
        let pairs = match place {
            "query" => &mut *query,
            "cookie" => &mut *cookies,
            _ => &mut *headers,
        };
        let at = pairs.iter().position(|(known, found)| {
            let found = percent_decode_str(found).decode_utf8_lossy();
            known.eq_ignore_ascii_case(carrier) && found == value
        });
        if let Some(at) = at {
            pairs.remove(at);
            came.insert(name);
        }
    }
    let mut alternatives = operation.security();
    // A caller with a secret is to be known by it, even where nobody need be.
    if alternatives.iter().any(|names| !names.is_empty()) {
        alternatives.retain(|names| !names.is_empty());
    } else {
        alternatives.push(BTreeSet::new());
    }
    if !alternatives.contains(&came) {
        faults.push(format!("of {alternatives:?} the secrets {came:?} came"));
    }
}

async fn the_body(operation: Operation<'_>, case: &Case, request: &Request) -> Result<(), String> {
    let Some((media_type, sent)) = &case.body else {
        let is_empty = request.body.is_empty() && request.header("content-type").is_none();
        return if is_empty {
            Ok(())
        } else {
            Err("there is a body".into())
        };
    };
    let bodies = operation.bodies();
    let described = bodies.iter().find(|(name, _)| name == media_type);
    let media = described.map_or(&Value::Null, |(_, media)| media);
    let schema = media.get("schema");
    let schema = schema.cloned().unwrap_or(Value::Bool(true));
    let found = request.header("content-type").unwrap_or_default();
    if essence(found) != essence(media_type) {
        return Err(format!(
            "the body travels as `{found}`, not as `{media_type}`"
        ));
    }
    let reader = Reader {
        document: operation.document,
        encoded: false,
    };
    let arrived = body::arrived(reader, media, sent, request).await?;
    let is_sent = match (&arrived, sent) {
        (Payload::Json(arrived), Payload::Json(sent))
        | (Payload::Pairs(arrived), Payload::Pairs(sent)) => is_same(arrived, sent),
        (arrived, sent) => arrived == sent,
    };
    if !is_sent {
        return Err(format!("the body arrived as {arrived:?}, not as {sent:?}"));
    }
    match arrived {
        Payload::Json(value) | Payload::Pairs(value) => operation
            .document
            .complaint(&schema, &value, true)
            .map_or(Ok(()), Err),
        _ => Ok(()),
    }
}

/// Whether two values are the same: 1 is 1.0.
pub(crate) fn is_same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            let same = |(name, value)| b.get(name).is_some_and(|other| is_same(value, other));
            a.len() == b.len() && a.iter().all(same)
        }
        _ => a == b,
    }
}

#[cfg(test)]
mod tests;
