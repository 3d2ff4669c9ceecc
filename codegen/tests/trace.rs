//! Nothing of a document goes without a trace: whatever is changed in it, or removed from it, changes
//! what is emitted or what is said.
//!
//! Without optimisation, every so manieth node of a large document is taken; `cargo test --release` takes
//! them all.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "nodes/mod.rs"]
mod nodes;

use codegen::diagnostic::{Code, Diagnostic};
use codegen::source::{Format, Node, Source, Value};
use codegen::{Options, Part, compile};
use nodes::{changed, pointers, removed};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures");
const FOLDERS: [&str; 2] = ["specs", "emitted"];

/// The most nodes of a document that are changed.
const MOST_NODES: usize = if cfg!(debug_assertions) {
    60
} else {
    usize::MAX
};

/// What a document gives.
struct Given {
    accepted: bool,
    /// What is emitted and what is said, without the places, which a removal moves.
    digest: u64,
    /// The lines that something is said of.
    lines: BTreeSet<usize>,
    /// The lines of what is left out, and named as a whole.
    left_out: BTreeSet<usize>,
}

fn outcome(name: &str, document: &Json) -> Given {
    let text = serde_json::to_string_pretty(document).unwrap();
    let options = Options {
        package: "traced".into(),
        source_name: name.into(),
        with: Part::ALL.into(),
        ..Options::default()
    };
    let source = Source::new(format!("{name}.json"), text);
    let outcome = compile(&source, &options);
    let mut state = DefaultHasher::new();
    outcome.files.hash(&mut state);
    let found = outcome.diagnostics.iter();
    let mut said: Vec<_> = found
        .clone()
        .map(|found| (found.code, &found.message, &found.help))
        .collect();
    said.sort();
    said.hash(&mut state);
    let line = |found: &Diagnostic| source.position(found.primary.span.start).line;
    let left_out = found.clone().filter(|found| found.code == Code::LeftOut);
    Given {
        accepted: !outcome.files.is_empty(),
        digest: state.finish(),
        lines: found.clone().map(line).collect(),
        left_out: left_out.map(line).collect(),
    }
}

/// The line of each node of a document as it is written, by pointer.
fn lines(name: &str, document: &Json) -> BTreeMap<String, usize> {
    fn of(node: &Node, at: &str, source: &Source, lines: &mut BTreeMap<String, usize>) {
        lines.insert(at.to_owned(), source.position(node.span.start).line);
        match &node.value {
            Value::Object(object) => {
                for member in &object.members {
                    let key = member.key.replace('~', "~0").replace('/', "~1");
                    of(&member.value, &format!("{at}/{key}"), source, lines);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    of(item, &format!("{at}/{index}"), source, lines);
                }
            }
            _ => {}
        }
    }
    let text = serde_json::to_string_pretty(document).unwrap();
    let source = Source::new(format!("{name}.json"), text);
    let mut lines = BTreeMap::new();
    of(
        &source.parse(Format::Json).root.unwrap(),
        "",
        &source,
        &mut lines,
    );
    lines
}

/// Why a document means the same without what is at the pointer, or with another value there; `None`
/// where it does not.
fn means_nothing(document: &Json, pointer: &str) -> Option<&'static str> {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let (schema, list) = parent.rsplit_once('/').unwrap_or_default();
    let schema = document.pointer(schema).unwrap();
    let parent = document.pointer(parent).unwrap();
    let has = |key: &str| parent.get(key).is_some();
    let value = document.pointer(pointer).unwrap();
    match key {
        "openapi" => Some("the third number of a version changes no meaning"),
        "operationId" if value == "putParts" => Some("it is what would be coined"),
        "description" | "name" if pointer.contains("securitySchemes/other") => {
            Some("nothing that is asked of is asked by it")
        }
        "type" if value == "string" && pointer.contains("text~1event-stream/schema") => {
            Some("an event that is no JSON is a text")
        }
        "$comment" => Some("it is for who reads the document"),
        "description" if has("$ref") || has("anyOf") => Some("what is referred to says the same"),
        "description" if value == "What something is called." => {
            Some("each reference says its own")
        }
        "type" if has("enum") || has("const") => Some("the values say the type"),
        "type" if has("contentMediaType") || value == "string" && parent["format"] == "binary" => {
            Some("a file has no other")
        }
        "x-sensitivity" if value != "public" || has("x-error-codes") => {
            Some("it is assumed where nothing is said")
        }
        "contentType" | "wish" if value.to_string().contains("application/json") => {
            Some("an object travels as nothing else")
        }
        _ if list == "enum" && schema.get("const").is_some() => Some("`const` allows one of them"),
        _ if list == "type" && schema.get("enum").is_some() => Some("the values say the type"),
        "type" if list == "items" && schema["type"] == "string" => Some("a string has no items"),
        _ => None,
    }
}

/// Whether the node is in something that is left out; of a parameter or a server, whatever of it says so.
fn is_left_out(pointer: &str, lines: &BTreeMap<String, usize>, left_out: &BTreeSet<usize>) -> bool {
    let mut above = pointer;
    while let Some((parent, _)) = above.rsplit_once('/') {
        above = parent;
        if left_out.contains(&lines[above]) {
            return true;
        }
    }
    ["/parameters/", "/servers/"].iter().any(|list| {
        let Some((before, behind)) = pointer.split_once(list) else {
            return false;
        };
        let index = behind.split('/').next().unwrap();
        let whole = format!("{before}{list}{index}/");
        let of_whole = lines.range(whole.clone()..);
        let mut of_whole = of_whole.take_while(|(pointer, _)| pointer.starts_with(&whole));
        of_whole.any(|(_, line)| left_out.contains(line))
    })
}

fn documents() -> Vec<PathBuf> {
    let folders = FOLDERS.map(|folder| Path::new(FIXTURES).join(folder));
    let files = folders
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap());
    let files = files.map(|file| file.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|it| it == "yaml" || it == "json")
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_node_leaves_a_trace() {
    let mut without = Vec::new();
    for path in documents() {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let source = Source::new(path.to_str().unwrap(), text);
        let tree = source.parse(Format::of(source.name(), source.text()));
        let document = tree.root.unwrap().to_json();
        let before = outcome(name, &document);
        if !before.accepted {
            // What stands in the way of the rest hides what happens to it.
            continue;
        }
        let lines = lines(name, &document);
        let mut nodes = Vec::new();
        pointers(&document, "", &mut nodes);
        let step = nodes.len().div_ceil(MOST_NODES).max(1);
        for pointer in nodes
            .iter()
            .step_by(step)
            .filter(|node| means_nothing(&document, node).is_none())
            .filter(|node| !is_left_out(node, &lines, &before.left_out))
        {
            if outcome(name, &removed(&document, pointer)).digest == before.digest {
                without.push(format!("{name}: {pointer} removed"));
            }
            let changed = changed(&document, pointer);
            // Something is said of what stands there, whatever it is.
            let is_named = before.lines.contains(&lines[pointer]);
            let same = |changed| outcome(name, &changed).digest == before.digest;
            if !is_named && changed.is_some_and(same) {
                without.push(format!("{name}: {pointer} changed"));
            }
        }
    }
    assert!(without.is_empty(), "{without:#?}");
}
