//! Decides by rule what is no schema: paths, methods, media types, parameters, statuses, headers and
//! servers; what a client does differently; and what is shown that was hidden.

mod behaviour;
mod places;

use super::change::{Change, Decoding, How, Verdict};
use super::form::Role;
use super::side::Side;
use crate::source::unescape_token;
use behaviour::{privacy, repeat};
pub(super) use places::places;
use serde_json::Value as Json;

/// Decides what no proof has decided.
pub(super) fn decide(old: &Side, new: &Side, changes: &mut [Change]) {
    for change in changes {
        let pointer = change.pointer().to_owned();
        let tokens: Vec<String> = pointer.split('/').skip(1).map(unescape_token).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        if let Some(verdict) = privacy(change, old, new) {
            change.privacy_lost = verdict.1;
            change.privacy = Some(verdict.0);
        }
        if tokens.contains(&"x-error-codes") {
            change.keyword = "x-error-codes".into();
            repeat(change, &tokens, old, new);
            continue;
        }
        if change.role == Role::Schema || change.role == Role::Members {
            continue;
        }
        // Sets decide what is in a schema, but none is made of the schema of a header.
        let outer = tokens.iter().find(|it| ["schema", "headers"].contains(*it));
        let is_schema = outer == Some(&"schema");
        if is_schema || tokens.starts_with(&["components", "schemas"]) {
            continue;
        }
        place(change, &tokens, new);
    }
}

fn place(change: &mut Change, tokens: &[&str], new: &Side) {
    let last = tokens.last().copied().unwrap_or_default();
    let has = |key: &str| tokens.contains(&key);
    let (send, keyword) = match tokens {
        ["paths", _] => path(change),
        [
            "paths",
            _,
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace",
        ] => (
            if change.how == How::Removed {
                Verdict::Breaks
            } else {
                Verdict::Safe
            },
            "operation",
        ),
        [.., "servers"]
        | [.., "servers", _]
        | [.., "servers", _, "url"]
        | [.., "variables", _, "default"] => server(change, tokens),
        [.., "securitySchemes", _]
        | [.., "securitySchemes", _, "name" | "in" | "type" | "scheme"] => {
            change
                .behaviour
                .push("the credential travels in another way".into());
            (
                if change.how == How::Added {
                    Verdict::Safe
                } else {
                    Verdict::Breaks
                },
                "securitySchemes",
            )
        }
        _ if has("security") => {
            change
                .behaviour
                .push("the credentials of a call change".into());
            (
                if change.how == How::Removed {
                    Verdict::Safe
                } else {
                    Verdict::Breaks
                },
                "security",
            )
        }
        _ if has("encoding") => {
            change
                .behaviour
                .push("a part of a form is encoded in another way".into());
            (Verdict::Breaks, "encoding")
        }
        [.., "requestBody", "content", _] => match change.how {
            How::Removed => (Verdict::Breaks, "media type"),
            _ => (Verdict::Safe, "media type"),
        },
        [.., "content", _] => return media_of_answer(change),
        [.., "requestBody"] => match change.how {
            How::Removed => (Verdict::Lost, "requestBody"),
            _ if is_true(change, new, "required") => (Verdict::Breaks, "requestBody"),
            _ => (Verdict::Safe, "requestBody"),
        },
        [.., "requestBody", "required"] => (required(change, new), "requestBody"),
        [.., "responses", _] => return status(change),
        _ if has("headers") => return header(change, tokens),
        [.., "parameters", _] => (parameter(change, new), "parameter"),
        [.., "parameters", _, "required"] => (required(change, new), "parameter"),
        [
            ..,
            "parameters",
            _,
            "name" | "in" | "style" | "explode" | "allowReserved",
        ] => (Verdict::Breaks, "parameter"),
        [.., "operationId"] => (Verdict::None, "operationId"),
        ["info" | "tags", ..] | [.., "tags", _] | ["openapi" | "jsonSchemaDialect"] => {
            (Verdict::Docs, "info")
        }
        _ if is_words(last, change) => (Verdict::Docs, ""),
        _ => {
            change.reasons.push("no rule knows this place".into());
            (Verdict::Unproven, "")
        }
    };
    if !keyword.is_empty() {
        change.keyword = keyword.to_owned();
    }
    change.send = send;
    if send == Verdict::Docs {
        change.schemas = send;
    }
}

/// A header that is there or not goes by rule; what is in one is not proven.
fn header(change: &mut Change, tokens: &[&str]) {
    let is_whole = matches!(tokens, [.., "headers"] | [.., "headers", _]);
    let last = tokens.last().copied().unwrap_or_default();
    change.schemas = match change.how {
        How::Removed if is_whole => Verdict::Lost,
        How::Added if is_whole => Verdict::Safe,
        _ if is_words(last, change) => Verdict::Docs,
        _ => {
            change.reasons.push("no proof compares headers".into());
            Verdict::Unproven
        }
    };
    change.keyword = "header".into();
}

fn parameter(change: &mut Change, new: &Side) -> Verdict {
    match change.how {
        How::Removed => Verdict::Lost,
        _ if is_true(change, new, "required") => Verdict::Breaks,
        How::Added => Verdict::Safe,
        _ => {
            let why = "a parameter took the place of another";
            change.reasons.push(why.into());
            Verdict::Unproven
        }
    }
}

fn is_words(last: &str, change: &Change) -> bool {
    let words = [
        "description",
        "summary",
        "example",
        "examples",
        "externalDocs",
        "deprecated",
    ];
    change.role == Role::Data
        || words.contains(&last)
        || last.starts_with("x-")
        || change
            .pointer()
            .split('/')
            .any(|it| words.contains(&it) || it.starts_with("x-"))
}

fn path(change: &mut Change) -> (Verdict, &'static str) {
    match change.how {
        How::Removed => (Verdict::Breaks, "path"),
        How::Renamed => {
            let path =
                |it: &Option<String>| super::pairing::template(it.as_deref().unwrap_or_default());
            if path(&change.old) == path(&change.new) {
                return (Verdict::None, "path parameter");
            }
            change.behaviour.push("calls go to another path".into());
            (Verdict::Breaks, "path")
        }
        _ => (Verdict::Safe, "path"),
    }
}

fn server(change: &mut Change, tokens: &[&str]) -> (Verdict, &'static str) {
    let index = tokens
        .iter()
        .position(|it| *it == "servers")
        .and_then(|at| tokens.get(at + 1));
    let is_first = index.is_none_or(|it| *it == "0");
    if !is_first {
        return (
            if change.how == How::Added {
                Verdict::Safe
            } else {
                Verdict::Lost
            },
            "servers",
        );
    }
    change
        .behaviour
        .push("calls go to another server by default".into());
    (Verdict::Breaks, "servers")
}

fn media_of_answer(change: &mut Change) {
    change.keyword = "media type".into();
    change.schemas = if change.how == How::Added {
        Verdict::Unproven
    } else {
        Verdict::Safe
    };
    if change.how == How::Added {
        change
            .reasons
            .push("the old document describes no answer of this media type".into());
        change.types = Decoding::Unproven;
    }
}

fn status(change: &mut Change) {
    change.keyword = "status".into();
    match change.how {
        How::Added => {
            change.schemas = Verdict::Unproven;
            change.types = Decoding::Survives;
            change
                .reasons
                .push("undescribed before; decoded by the class of its status".into());
        }
        How::Removed => change.schemas = Verdict::Lost,
        _ => change.schemas = Verdict::Safe,
    }
}

fn is_true(change: &Change, side: &Side, key: &str) -> bool {
    let form = change.new.as_deref().and_then(|it| side.json.pointer(it));
    form.and_then(|it| it.get(key)) == Some(&Json::Bool(true))
}

fn required(change: &Change, new: &Side) -> Verdict {
    let now = change.new.as_deref().and_then(|it| new.json.pointer(it));
    if now == Some(&Json::Bool(true)) {
        Verdict::Breaks
    } else {
        Verdict::Safe
    }
}
