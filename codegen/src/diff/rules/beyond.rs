//! Finds the schemas of what no proof compares: headers, and what the service calls.

use super::super::side::Side;
use super::super::space::references;
use serde_json::Value as Json;
use std::collections::HashSet;

/// Keys of a document below which no body is compared.
const BEYOND: [&str; 3] = ["callbacks", "webhooks", "headers"];

/// Whether a place is in a callback or a webhook: there the service is who sends.
pub(super) fn is_called_back(tokens: &[&str]) -> bool {
    let mut named = tokens.windows(2).enumerate();
    named.any(|(at, pair)| match (at, pair) {
        (0, ["webhooks", _] | ["components", "callbacks"]) => true,
        (at, ["callbacks", _]) => at > 1,
        _ => false,
    })
}

/// The pointers of the schemas that lead on from there, and of what they lead to.
pub(super) fn beyond(side: &Side) -> HashSet<String> {
    let (mut open, mut found) = (Vec::new(), HashSet::new());
    starts(&side.json, &mut open);
    while let Some(pointer) = open.pop() {
        if let Some(json) = side.json.pointer(&pointer)
            && found.insert(pointer)
        {
            references(json, &mut open);
        }
    }
    found
}

fn starts(json: &Json, open: &mut Vec<String>) {
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                if BEYOND.contains(&key.as_str()) {
                    references(value, open);
                } else if key != "schemas" && key != "schema" {
                    starts(value, open);
                }
            }
        }
        Json::Array(list) => list.iter().for_each(|it| starts(it, open)),
        _ => {}
    }
}
