//! Changes members, as another program does: keys renamed, members repeated, moved, added and left
//! out, values nested and taken from elsewhere. A text that cannot be read is left as it is.

use super::mutation::replace;
use fastrand::Rng;
use spanned_tree::{Node, Tree, Value};
use std::ops::Range;

/// Keys that are not documented where they are put, most of the time.
const KEYS: &[&str] = &[
    "a",
    "longImage",
    "x",
    "y",
    "text",
    "",
    "version ",
    "idType",
    "추가",
    "a\\nb",
    "\\u0061",
    "a/b",
    "a~b",
    "vertices",
    "x-1",
    "0",
    "this key is longer than the longest window of most vector registers, by far",
];

const VALUES: &[&str] = &[
    "null",
    "1",
    "-0.5e-3",
    "\"\"",
    "\"a\\\"b\"",
    "[]",
    "{}",
    "[1,[2,{\"a\":[]}],\"\\u00e9\"]",
    "{\"a\":1,\"b\":{\"a\":1}}",
    "{\"a\":1,\"a\":2}",
    "1e999",
    "\"\\ud800\"",
    "12345678901234567890",
    "[[[[[[[[]]]]]]]]",
    "true",
    "[{\"x\":1,\"y\":2}]",
];

/// A member, by its places.
struct Place {
    key: Range<usize>,
    value: Range<usize>,
}

/// Changes it somewhere; `None` where it cannot be read, or there is nothing to change.
pub(crate) fn change(text: &str, rng: &mut Rng) -> Option<String> {
    let tree = Tree::from_json(text);
    let root = tree.root?;
    let mut objects = Vec::new();
    let mut values = Vec::new();
    look(&root, &mut objects, &mut values);
    // A byte order mark is not counted.
    let before = text.len() - text.trim_start_matches('\u{feff}').len();
    if before > 0 {
        return None;
    }
    let changed = match rng.u8(..10) {
        0..=5 => {
            let (object, members) = rng.choice(&objects)?;
            member(text, object, members, rng)?
        }
        6 => {
            let value = rng.choice(&values)?.clone();
            let other = rng.choice(&values)?.clone();
            replace(text, value, &text[other])
        }
        7 => {
            let value = rng.choice(&values)?.clone();
            replace(text, value, rng.choice(VALUES)?)
        }
        8 => {
            let value = rng.choice(&values)?.clone();
            nested(text, value, rng)
        }
        _ => shuffled(text, &root, rng),
    };
    Some(changed)
}

fn look(
    node: &Node,
    objects: &mut Vec<(Range<usize>, Vec<Place>)>,
    values: &mut Vec<Range<usize>>,
) {
    values.push(node.span.clone());
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| look(item, objects, values)),
        Value::Object(object) => {
            let places = object.members.iter().map(|member| Place {
                key: member.key_span.clone(),
                value: member.value.span.clone(),
            });
            objects.push((node.span.clone(), places.collect()));
            for member in &object.members {
                look(&member.value, objects, values);
            }
        }
        _ => {}
    }
}

fn member(text: &str, object: &Range<usize>, members: &[Place], rng: &mut Rng) -> Option<String> {
    let added = |key: &str, value: &str, rng: &mut Rng| {
        let last = if members.is_empty() { "" } else { "," };
        if rng.bool() {
            let at = object.start + 1;
            replace(text, at..at, &format!("\"{key}\":{value}{last}"))
        } else {
            let at = object.end - 1;
            replace(text, at..at, &format!("{last}\"{key}\":{value}"))
        }
    };
    if members.is_empty() || rng.u8(..3) == 0 {
        let (key, value) = (rng.choice(KEYS)?, rng.choice(VALUES)?);
        return Some(added(key, value, rng));
    }
    let at = rng.usize(..members.len());
    let Place { key, value } = &members[at];
    let name = &text[key.start + 1..key.end - 1];
    Some(match rng.u8(..6) {
        0 => replace(text, key.clone(), &format!("\"{}\"", rng.choice(KEYS)?)),
        1 => replace(
            text,
            key.end - 1..key.end - 1,
            rng.choice(["_", "s", "\\u0000", " "])?,
        ),
        2 => replace(text, key.clone(), &format!("\"{}\"", name.to_uppercase())),
        // Repeated: with the same value, or with another.
        3 => added(name, &text[value.clone()], rng),
        4 => added(name, rng.choice(VALUES)?, rng),
        _ => {
            let end = members.get(at + 1).map_or(value.end, |next| next.key.start);
            let start = match members.get(at + 1) {
                None if at > 0 => members[at - 1].value.end,
                _ => key.start,
            };
            replace(text, start..end, "")
        }
    })
}

/// Deeper than it was, by a little or by more than anybody follows.
fn nested(text: &str, value: Range<usize>, rng: &mut Rng) -> String {
    let levels = rng.choice([1, 2, 8, 90, 100, 118, 119, 120, 126, 127, 128, 129, 200]);
    let levels = levels.unwrap_or(1);
    let (open, close) = if rng.bool() {
        ("[", "]")
    } else {
        ("{\"a\":", "}")
    };
    let nested = open.repeat(levels) + &text[value.clone()] + &close.repeat(levels);
    replace(text, value, &nested)
}

/// The members of every object in another order, without spaces.
fn shuffled(text: &str, node: &Node, rng: &mut Rng) -> String {
    match &node.value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| shuffled(text, item, rng)).collect();
            format!("[{}]", items.join(","))
        }
        Value::Object(object) => {
            let mut members: Vec<_> = object
                .members
                .iter()
                .map(|member| {
                    let key = &text[member.key_span.clone()];
                    format!("{key}:{}", shuffled(text, &member.value, rng))
                })
                .collect();
            rng.shuffle(&mut members);
            format!("{{{}}}", members.join(","))
        }
        _ => text[node.span.clone()].to_owned(),
    }
}
