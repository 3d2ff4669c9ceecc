//! A request from OLD to NEW is an answer from NEW to OLD where both are swapped: what breaks the one
//! breaks the other, at the same place, and so does what is unproven.

use super::edit::edits;
use super::nodes_of::pointers;
use super::{BASE, cases, read, report};
use codegen::diff::change::{Change, Verdict};
use codegen::diff::report::Report;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Edits of the schemas that are compared; `cargo test --release` takes them all.
const MOST_EDITS: usize = if cfg!(debug_assertions) {
    40
} else {
    usize::MAX
};

/// A document whose order is what is sent, or what is answered, and nothing else travels.
fn with(schemas: &Json, is_request: bool) -> String {
    let order = json!({ "content": { "application/json": { "schema": {
        "$ref": "#/components/schemas/Order" } } } });
    let mut operation = json!({ "operationId": "send", "responses": {} });
    if is_request {
        operation["requestBody"] = order;
        operation["responses"]["204"] = json!({ "description": "Done." });
    } else {
        operation["responses"]["200"] = order;
        operation["responses"]["200"]["description"] = json!("Done.");
    }
    json!({
        "openapi": "3.1.0", "info": { "title": "Parcels", "version": "1" },
        "paths": { "/parcels": { "post": operation } }, "components": { "schemas": schemas },
    })
    .to_string()
}

fn schemas(text: &str) -> Json {
    let mut schemas = read(text)["components"]["schemas"].clone();
    // What is answered is sent here, and the other way round: all travels both ways.
    for schema in schemas.as_object_mut().unwrap().values_mut() {
        travel(schema);
    }
    schemas
}

fn travel(schema: &mut Json) {
    if let Json::Object(map) = schema {
        map.shift_remove("readOnly");
        map.values_mut().for_each(travel);
    }
}

/// Places of what is doubted: in the document of the sender, and in that of the receiver.
fn doubted(report: &Report, is_request: bool) -> BTreeSet<(Option<String>, Option<String>, bool)> {
    let one = |change: &Change| {
        let verdict = if is_request {
            change.send
        } else {
            change.schemas
        };
        let (mut sender, mut receiver) = (change.old.clone(), change.new.clone());
        if !is_request {
            std::mem::swap(&mut sender, &mut receiver);
        }
        let is_broken = verdict == Verdict::Breaks;
        let is_doubted = is_broken || verdict == Verdict::Unproven;
        is_doubted.then_some((sender, receiver, is_broken))
    };
    report.changes.iter().filter_map(one).collect()
}

/// How many lines are doubted, in both columns the same.
fn mirrored(what: &str, old: &Json, new: &Json) -> usize {
    let there = report(&with(old, true), &with(new, true));
    let back = report(&with(new, false), &with(old, false));
    let there = doubted(&there, true);
    assert_eq!(there, doubted(&back, false), "{what}");
    there.len()
}

#[test]
fn swapped_documents_mirror_the_wire() {
    let mut count = 0;
    for case in cases() {
        let (old, new) = (schemas(&case.old), schemas(&case.new));
        if old != new {
            count += mirrored(&case.name, &old, &new);
            count += mirrored(&case.name, &new, &old);
        }
    }
    assert!(count > 10, "{count}");
}

#[test]
fn any_edit_mirrors_the_wire() {
    let schemas = schemas(BASE);
    let mut nodes = Vec::new();
    pointers(
        &json!({ "Order": schemas["Order"], "Kind": schemas["Kind"] }),
        "",
        &mut nodes,
    );
    let all: Vec<_> = nodes
        .iter()
        .flat_map(|node| edits(&schemas, node))
        .collect();
    let step = all.len().div_ceil(MOST_EDITS).max(1);
    let count: usize = all
        .iter()
        .step_by(step)
        .map(|(what, edited)| mirrored(what, &schemas, edited) + mirrored(what, edited, &schemas))
        .sum();
    assert!(count > 10, "{count}");
}
