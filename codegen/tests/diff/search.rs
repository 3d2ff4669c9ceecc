//! Searches each line that is called safe for a counterexample: random bodies that are right for the
//! sender, put to the receiver by a judge of its own.
//!
//! A line that stands beside others is searched alone: the old document with that one change is what the
//! other side has.

use super::nodes_of::removed;
use super::wire::{judge, reached, schemas, wire};
use super::{cases, read, report};
use codegen::diff::change::{Change, How, Verdict};
use codegen::diff::report::Report;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// Bodies that each line is searched with; `cargo test --release` takes them all.
pub(super) const BODIES: usize = if cfg!(debug_assertions) { 500 } else { 10_000 };

/// Bodies that are made for each that is right, at the most.
const TRIES: usize = 20;

/// A row of numbers that looks random, and is the same each time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// Makes a body near a schema: often right, and at the limits.
fn make(root: &Json, schema: &Json, gone: &str, random: &mut Random, depth: usize) -> Json {
    if let Some(target) = schema["$ref"].as_str() {
        let target = root.pointer(&target[1..]).unwrap();
        return make(root, target, gone, random, depth + 1);
    }
    if let Some(parts) = schema["allOf"].as_array() {
        return all_of(root, schema, parts, gone, random, depth);
    }
    for key in ["oneOf", "anyOf"] {
        if let Some(branches) = schema[key].as_array() {
            let branch = &branches[random.below(branches.len())];
            let body = make(root, branch, gone, random, depth + 1);
            if let (Json::Object(mut body), Some(_)) = (body.clone(), schema.get("properties")) {
                body.extend(object(root, schema, gone, random, depth));
                return Json::Object(body);
            }
            return body;
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        return values[random.below(values.len())].clone();
    }
    if let Some(value) = schema.get("const") {
        return value.clone();
    }
    let ty = match &schema["type"] {
        Json::Array(types) => types[random.below(types.len())].as_str().unwrap(),
        Json::String(ty) => ty,
        _ if schema.get("properties").is_some() => "object",
        _ => ["string", "null", "integer"][random.below(3)],
    };
    match ty {
        "object" => Json::Object(object(root, schema, gone, random, depth)),
        "array" => {
            let most = schema["maxItems"].as_u64().unwrap_or(3);
            let count = if depth > 6 {
                0
            } else {
                [0, 1, 2, most][random.below(4)]
            };
            let items = schema.get("items").unwrap_or(&Json::Bool(true));
            (0..count)
                .map(|_| make(root, items, gone, random, depth + 1))
                .collect()
        }
        "string" => {
            let most = schema["maxLength"].as_u64().unwrap_or(30);
            let count = [0, 1, most][random.below(3)];
            json!("x".repeat(usize::try_from(count).unwrap()))
        }
        "integer" | "number" => {
            let least = schema["minimum"].as_i64().unwrap_or(-1_000);
            let most = schema["maximum"].as_i64().unwrap_or(1_000);
            let fraction = json!(0.5);
            let near = [json!(least), json!(most), json!(0), json!(1), fraction];
            near[random.below(if ty == "number" { 5 } else { 4 })].clone()
        }
        "boolean" => json!(random.below(2) == 0),
        _ => Json::Null,
    }
}

/// What all parts ask for together, if they are of objects; else what one of them asks for.
fn all_of(
    root: &Json,
    schema: &Json,
    parts: &[Json],
    gone: &str,
    random: &mut Random,
    depth: usize,
) -> Json {
    let made = parts
        .iter()
        .map(|it| make(root, it, gone, random, depth + 1));
    let mut made: Vec<Json> = made.collect();
    if schema.get("type").is_some() || schema.get("properties").is_some() {
        let mut own = schema.clone();
        own.as_object_mut().unwrap().shift_remove("allOf");
        made.push(make(root, &own, gone, random, depth + 1));
    }
    if made.iter().all(Json::is_object) {
        let members = made.iter().filter_map(Json::as_object).flatten();
        return members
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
    }
    made.swap_remove(random.below(made.len()))
}

fn object(
    root: &Json,
    schema: &Json,
    gone: &str,
    random: &mut Random,
    depth: usize,
) -> Map<String, Json> {
    let required = schema["required"].as_array();
    let is_required = |name: &str| required.is_some_and(|it| it.iter().any(|it| it == name));
    let mut map = Map::new();
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        let travels = member[gone] != json!(true);
        let odds = if depth > 4 { 20 } else { 2 };
        if travels && (is_required(name) || random.below(odds) == 0) {
            map.insert(name.clone(), make(root, member, gone, random, depth + 1));
        }
    }
    map
}

/// What a search has found.
#[derive(Default, Clone)]
pub(super) struct Found {
    /// How many bodies were right for the sender.
    pub(super) right: usize,
    /// How many pairs of schemas differ.
    pub(super) pairs: usize,
    /// The first of them that the receiver refuses.
    pub(super) refused: Option<String>,
}

/// Puts bodies that are right for the sender to the receiver: those of schemas that differ.
pub(super) fn search(old: &Json, new: &Json, is_request: bool) -> Found {
    let gone = if is_request { "readOnly" } else { "writeOnly" };
    let (old, new) = (wire(old, gone), wire(new, gone));
    let (sender, receiver) = if is_request { (old, new) } else { (new, old) };
    let others = schemas(&receiver, is_request);
    let mut found = Found::default();
    for (name, schema) in schemas(&sender, is_request) {
        let Some(other) = others.get(&name) else {
            continue;
        };
        if reached(&sender, &schema) == reached(&receiver, other) {
            continue;
        }
        found.pairs += 1;
        let judges = (judge(&sender, &schema), judge(&receiver, other));
        let mut random = Random(7);
        let before = found.right;
        for _ in 0..BODIES * TRIES {
            if found.right - before == BODIES {
                break;
            }
            let body = make(&sender, &schema, gone, &mut random, 0);
            if judges.0.is_valid(&body) {
                found.right += 1;
                if !judges.1.is_valid(&body) {
                    found
                        .refused
                        .get_or_insert_with(|| format!("{name}: {body}"));
                }
            }
        }
    }
    found
}

fn verdict(change: &Change, is_request: bool) -> Verdict {
    if is_request {
        change.send
    } else {
        change.schemas
    }
}

fn is_doubted(report: &Report, is_request: bool) -> bool {
    let verdicts = report.changes.iter().map(|it| verdict(it, is_request));
    let mut doubted = verdicts.filter(|it| [Verdict::Breaks, Verdict::Unproven].contains(it));
    doubted.next().is_some()
}

/// The lines whose safety a proof shows, and no rule.
fn proven(report: &Report, is_request: bool) -> Vec<&Change> {
    let is_schema = |it: &Change| {
        let inside = |at: &String| at.starts_with("/components/schemas/") || at.contains("/schema");
        [&it.old, &it.new].into_iter().flatten().any(inside)
    };
    let all = report.changes.iter().filter(|it| is_schema(it));
    all.filter(|it| verdict(it, is_request) == Verdict::Safe)
        .collect()
}

/// The old document with one change of those to the new. Without one where it does not stand alone.
fn alone(old: &Json, new: &Json, change: &Change) -> Option<Json> {
    let mut document = old.clone();
    // What is added may lead to what is new.
    let components = new["components"]["schemas"].as_object()?;
    let known = document["components"]["schemas"].as_object_mut()?;
    for (name, schema) in components {
        known.entry(name).or_insert_with(|| schema.clone());
    }
    match (change.how, &change.old, &change.new) {
        (How::Changed | How::Reordered, Some(before), Some(now)) => {
            *document.pointer_mut(before)? = new.pointer(now)?.clone();
        }
        (How::Added, _, Some(now)) => {
            let value = new.pointer(now)?.clone();
            let (parent, key) = now.rsplit_once('/')?;
            match document.pointer_mut(parent) {
                Some(Json::Object(members)) => {
                    members.insert(key.replace("~1", "/").replace("~0", "~"), value);
                }
                Some(Json::Array(items)) => items.push(value),
                // The first element of a list brings it.
                _ => {
                    let (outer, key) = parent.rsplit_once('/')?;
                    document.pointer_mut(outer)?[key] = json!([value]);
                }
            }
        }
        (How::Removed, Some(before), _) => {
            document.pointer(before)?;
            document = removed(&document, before);
        }
        _ => return None,
    }
    Some(document)
}

#[test]
fn no_counterexample_of_what_is_safe() {
    let (mut lines, mut known, mut found) = (0, 0, 0);
    let (mut alike, mut faults) = (BTreeSet::new(), Vec::new());
    for case in cases() {
        for (old, new) in [(&case.old, &case.new), (&case.new, &case.old)] {
            let report = report(old, new);
            let (old, new) = (read(old), read(new));
            for is_request in [true, false] {
                let whole = search(&old, &new, is_request);
                if is_doubted(&report, is_request) {
                    known += 1;
                    found += usize::from(whole.refused.is_some());
                } else {
                    assert_eq!(whole.refused, None, "{}: called safe", case.name);
                }
                for change in proven(&report, is_request) {
                    lines += 1;
                    let what = format!("{}: {} {}", case.name, change.pointer(), change.what);
                    let is_alone = report.changes.len() == 1;
                    let next = alone(&old, &new, change).filter(|_| !is_alone);
                    let own =
                        next.map_or_else(|| whole.clone(), |it| search(&old, &it, is_request));
                    assert_eq!(own.refused, None, "{what}");
                    match own.right {
                        _ if own.pairs == 0 => drop(alike.insert(what)),
                        right if right < BODIES => faults.push(what),
                        _ => {}
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "not searched: {faults:#?}");
    // The search finds what is known to break, or it would prove nothing.
    assert!(found * 2 > known, "{found} of {known} breaks were found");
    // What travels is the same in both.
    let known = [
        "readOnly member required in a request: /components/schemas/Order/required/2 `required`: `mark` added",
        "readOnly member required in a request: /components/schemas/Order/required/2 `required`: `mark` removed",
        "two required members of one type swapped: /components/schemas/Point/properties the order of members",
    ];
    assert_eq!(Vec::from_iter(alike), known);
    println!("{lines} lines called safe, each searched with {BODIES} bodies");
    assert!(lines > 30, "{lines}");
}
