//! Says what the old crate makes of an answer that the old schemas refuse.

use super::super::change::{Change, Decoding};
use super::super::cover::{Claim, Kind};
use super::super::space::Space;
use crate::openapi::keywords;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// What the old crate makes of an answer that the old schemas refuse.
pub(super) fn decoding(claim: &Claim, change: &Change, receiver: &Space) -> Decoding {
    if claim.kind != Kind::Breaks {
        return Decoding::Unproven;
    }
    let way = claim.way.iter().flat_map(|(_, receiver)| receiver);
    let is_any = { way }.any(|pointer| may_take_any(&receiver.doc, pointer));
    match claim.keyword.as_str() {
        "required" | "oneOf" | "anyOf" | "type" if is_any => Decoding::Unproven,
        "required" | "oneOf" | "anyOf" => Decoding::Fails,
        "minimum" | "maximum" if change.keyword == "format" => Decoding::Fails,
        "type" => {
            let null = claim
                .body
                .as_ref()
                .and_then(|body| body.pointer(&claim.at))
                .is_some_and(Json::is_null);
            // `null` for a member that may be absent is read as absent.
            let last = claim
                .way
                .last()
                .map(|(_, receiver)| receiver.as_slice())
                .unwrap_or_default();
            let optional = last
                .iter()
                .any(|pointer| is_optional(&receiver.doc, pointer));
            if null && optional {
                Decoding::Survives
            } else {
                Decoding::Fails
            }
        }
        _ => Decoding::Survives,
    }
}

/// Whether a schema has what may shape no type: the crate may have room for any value there.
fn may_take_any(doc: &Json, pointer: &str) -> bool {
    let mut pointer = pointer.to_owned();
    let mut seen = BTreeSet::new();
    while seen.insert(pointer.clone()) {
        let Some(Json::Object(schema)) = doc.pointer(&pointer) else {
            return false;
        };
        let judged = keywords::SCHEMA
            .iter()
            .filter(|row| row.support == keywords::Support::Judged)
            .map(|row| row.name);
        let mut names = judged.chain(["oneOf", "anyOf", "allOf", "enum", "const"]);
        let types = schema.get("type").and_then(Json::as_array);
        if names.any(|name| schema.contains_key(name)) || types.is_some_and(|it| it.len() > 2) {
            return true;
        }
        match schema.get("$ref").and_then(Json::as_str) {
            Some(target) => pointer = target.trim_start_matches('#').to_owned(),
            None => return false,
        }
    }
    false
}

/// Whether a member may be absent.
fn is_optional(doc: &Json, pointer: &str) -> bool {
    let Some((schema, name)) = pointer.rsplit_once("/properties/") else {
        return false;
    };
    let name = crate::source::unescape_token(name);
    let required = doc
        .pointer(&format!("{schema}/required"))
        .and_then(Json::as_array);
    required.is_none_or(|list| list.iter().all(|it| it.as_str() != Some(&*name)))
}
