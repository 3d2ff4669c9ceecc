//! Decides by rule what is no schema: paths, methods, media types, parameters, statuses, headers and
//! servers; what a client does differently; and what is shown that was hidden.

mod behaviour;
mod beyond;
mod parameter;
mod places;
mod security;

use super::change::{Change, Decoding, How, Verdict};
use super::form::{Role, upward};
use super::side::Side;
use crate::source::unescape_token;
use behaviour::{privacy, repeat};
use beyond::{beyond, is_called_back};
use parameter::{parameter, spelling};
pub(super) use places::places;
use security::security;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Decides what no proof has decided.
pub(super) fn decide(old: &Side, new: &Side, changes: &mut [Change]) {
    let reached = [beyond(old), beyond(new)];
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
        let last = tokens.last().copied().unwrap_or_default();
        if is_called_back(&tokens) && !is_words(last, change) {
            called_back(change);
            continue;
        }
        let is_schema = is_in_schema(&tokens);
        if is_schema && !is_words(last, change) && is_reached(change, &reached) {
            unproven_beyond(change);
        }
        if is_schema || change.role == Role::Schema || change.role == Role::Members {
            continue;
        }
        place(change, &tokens, old, new);
    }
}

/// Sets decide what is in a schema, but none is made of the schema of a header.
fn is_in_schema(tokens: &[&str]) -> bool {
    let outer = tokens.iter().find(|it| ["schema", "headers"].contains(*it));
    outer == Some(&"schema") || tokens.starts_with(&["components", "schemas"])
}

/// Whether a schema is one that headers, callbacks or webhooks lead to.
fn is_reached(change: &Change, reached: &[HashSet<String>; 2]) -> bool {
    let pointers = [&change.old, &change.new];
    let mut sides = pointers.into_iter().zip(reached);
    sides.any(|(pointer, reached)| {
        let pointer = pointer.as_deref().unwrap_or_default();
        upward(pointer).any(|it| reached.contains(it))
    })
}

/// A schema that no body leads to has no verdict yet, and is not proven safe by that.
fn unproven_beyond(change: &mut Change) {
    if change.send == Verdict::None && change.schemas == Verdict::None {
        change.schemas = Verdict::Unproven;
        let why = "no proof compares what headers, callbacks and webhooks carry";
        change.reasons.push(why.into());
    }
}

/// What the service sends on its own is compared by nothing.
fn called_back(change: &mut Change) {
    (change.send, change.schemas) = (Verdict::None, Verdict::None);
    unproven_beyond(change);
}

fn place(change: &mut Change, tokens: &[&str], old: &Side, new: &Side) {
    let last = tokens.last().copied().unwrap_or_default();
    let has = |key: &str| tokens.contains(&key);
    let (send, keyword) = match tokens {
        ["paths", _] => path(change),
        [
            "paths",
            _,
            "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace",
        ] => (breaks_if(change, How::Removed), "operation"),
        [.., "servers"]
        | [.., "servers", _]
        | [.., "servers", _, "url"]
        | [.., "variables", _, "default"] => server(change, tokens),
        [.., "securitySchemes", _]
        | [.., "securitySchemes", _, "name" | "in" | "type" | "scheme"] => {
            change
                .behaviour
                .push("the credential travels in another way".into());
            (breaks_unless(change, How::Added), "securitySchemes")
        }
        _ if has("security") => {
            change
                .behaviour
                .push("the credentials of a call change".into());
            (security(change, tokens, old, new), "security")
        }
        _ if has("encoding") => {
            change
                .behaviour
                .push("a part of a form is encoded in another way".into());
            (Verdict::Breaks, "encoding")
        }
        [.., "requestBody", "content", _] => (breaks_if(change, How::Removed), "media type"),
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
            key @ ("style" | "explode" | "allowReserved"),
        ] => (spelling(change, key, old, new), "parameter"),
        [.., "parameters", _, "name" | "in"] => (Verdict::Breaks, "parameter"),
        [.., "operationId"] => (Verdict::None, "operationId"),
        ["info" | "tags", ..]
        | [.., "tags"]
        | [.., "tags", _]
        | ["openapi" | "jsonSchemaDialect"] => (Verdict::Docs, "info"),
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

/// What breaks whoever used it, once it is gone.
fn breaks_if(change: &Change, how: How) -> Verdict {
    if change.how == how {
        Verdict::Breaks
    } else {
        Verdict::Safe
    }
}

/// What breaks but when it comes, or goes.
fn breaks_unless(change: &Change, how: How) -> Verdict {
    if change.how == how {
        Verdict::Safe
    } else {
        Verdict::Breaks
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
