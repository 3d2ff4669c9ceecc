//! Searches what is called safe for a counterexample: random bodies that are right for the sender,
//! put to the receiver by a judge of its own.

use super::wire::{judge, schemas, wire};
use super::{cases, report};
use codegen::diff::change::Verdict;
use codegen::diff::report::Report;
use serde_json::{Map, Value as Json, json};

/// Bodies of each pair of schemas that are right for the sender; `cargo test --release` takes them all.
const BODIES: usize = if cfg!(debug_assertions) { 100 } else { 10_000 };

/// Bodies that are made for each that is right, at the most.
const TRIES: usize = 5;

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
    for key in ["oneOf", "anyOf", "allOf"] {
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

/// How many bodies that are right for the sender the receiver refuses, with how many were right.
fn refused(sender: &str, receiver: &str, is_request: bool) -> (usize, usize, Option<String>) {
    let gone = if is_request { "readOnly" } else { "writeOnly" };
    let (sender, receiver) = (wire(sender, gone), wire(receiver, gone));
    let others = schemas(&receiver, is_request);
    let (mut refused, mut right, mut first) = (0, 0, None);
    for (name, schema) in schemas(&sender, is_request) {
        let Some(other) = others.get(&name) else {
            continue;
        };
        let judges = (judge(&sender, &schema), judge(&receiver, other));
        let mut random = Random(7);
        let before = right;
        for _ in 0..BODIES * TRIES {
            if right - before == BODIES {
                break;
            }
            let body = make(&sender, &schema, gone, &mut random, 0);
            if !judges.0.is_valid(&body) {
                continue;
            }
            right += 1;
            if !judges.1.is_valid(&body) {
                refused += 1;
                first.get_or_insert_with(|| format!("{name}: {body}"));
            }
        }
    }
    (refused, right, first)
}

fn is_doubted(report: &Report, is_request: bool) -> bool {
    let verdicts = report.changes.iter();
    let mut verdicts = verdicts.map(|it| if is_request { it.send } else { it.schemas });
    verdicts.any(|it| [Verdict::Breaks, Verdict::Unproven].contains(&it))
}

#[test]
fn no_counterexample_of_what_is_safe() {
    let (mut tried, mut known, mut found) = (0, 0, 0);
    for case in cases() {
        for (old, new) in [(&case.old, &case.new), (&case.new, &case.old)] {
            let report = report(old, new);
            for is_request in [true, false] {
                let (sender, receiver) = if is_request { (old, new) } else { (new, old) };
                let (refused, right, first) = refused(sender, receiver, is_request);
                if is_doubted(&report, is_request) {
                    known += 1;
                    found += usize::from(refused > 0);
                } else {
                    tried += right;
                    assert_eq!(first, None, "{}: called safe", case.name);
                }
            }
        }
    }
    // The search finds what is known to break, or it would prove nothing.
    assert!(tried > 50 * BODIES, "{tried} bodies were tried");
    assert!(found * 2 > known, "{found} of {known} breaks were found");
}
