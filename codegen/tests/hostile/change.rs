//! Changes at random to the text of a good document.

use super::PETS;
use proptest::prelude::*;

/// A change to the text of a document.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Drop(usize),
    Twice(usize),
    Swap(usize, usize),
    Indent(usize, usize),
    Word(usize, &'static str),
    Key(usize, &'static str),
    Cut(usize),
}

const WORDS: [&str; 24] = [
    "",
    "null",
    "true",
    "-1",
    "1e999",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "object",
    "string",
    "array",
    "\"#/components/schemas/Pet\"",
    "\"#/components/schemas/Pets\"",
    "'",
    "\"",
    "&a",
    "*a",
    "!!x y",
    "| ",
    "größe",
    "0x1F",
    "type",
    "Self",
];

const KEYS: [&str; 24] = [
    "$ref",
    "type",
    "properties",
    "required",
    "items",
    "enum",
    "const",
    "oneOf",
    "anyOf",
    "format",
    "default",
    "example",
    "examples",
    "minimum",
    "description",
    "x-rust-name",
    "x-sensitivity",
    "x-one-of-properties",
    "x-error-codes",
    "content",
    "schema",
    "security",
    "allOf",
    "~1",
];

pub(crate) fn change() -> impl Strategy<Value = Change> {
    let line = 0..PETS.lines().count();
    prop_oneof![
        line.clone().prop_map(Change::Drop),
        line.clone().prop_map(Change::Twice),
        (line.clone(), line.clone()).prop_map(|(a, b)| Change::Swap(a, b)),
        (line.clone(), 0..8usize).prop_map(|(line, depth)| Change::Indent(line, depth)),
        (line.clone(), prop::sample::select(&WORDS[..])).prop_map(|(l, w)| Change::Word(l, w)),
        (line, prop::sample::select(&KEYS[..])).prop_map(|(l, k)| Change::Key(l, k)),
        (0..PETS.len()).prop_map(Change::Cut),
    ]
}

/// The text of the shop after the changes, those that find no line left out.
pub(crate) fn changed(changes: &[Change]) -> String {
    let mut lines: Vec<String> = PETS.lines().map(str::to_owned).collect();
    for change in changes {
        match *change {
            Change::Drop(at) if at < lines.len() => drop(lines.remove(at)),
            Change::Twice(at) if at < lines.len() => lines.insert(at, lines[at].clone()),
            Change::Swap(a, b) if a.max(b) < lines.len() => lines.swap(a, b),
            Change::Indent(at, depth) if at < lines.len() => {
                lines[at] = "  ".repeat(depth) + lines[at].trim_start();
            }
            Change::Word(at, word) if at < lines.len() => {
                let key = lines[at]
                    .split_once(": ")
                    .map_or(lines[at].as_str(), |(key, _)| key);
                lines[at] = format!("{key}: {word}");
            }
            Change::Key(at, key) if at < lines.len() => {
                let line = &lines[at];
                let depth = line.len() - line.trim_start().len();
                let value = line.split_once(':').map_or("", |(_, value)| value);
                lines[at] = format!("{}{key}:{value}", " ".repeat(depth));
            }
            Change::Cut(at) => {
                let text = lines.join("\n");
                let text = text.get(..at).unwrap_or(&text);
                lines = text.lines().map(str::to_owned).collect();
            }
            _ => {}
        }
    }
    lines.join("\n") + "\n"
}
