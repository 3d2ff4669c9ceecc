//! Blows up the fixture of each diagnostic that is about what a document says: it is copied as a
//! whole within one document, and made wider within each of its maps and lists.

use super::{judge, measured};
use codegen::source::{Format, Source};
use serde_json::{Map, Value};
use std::fs;
use std::path::{Component, Path};

/// How long the smallest document is, about.
const LENGTH: usize = 1500;

/// The fixtures that are read as a tree without a fault.
fn fixtures() -> Vec<(String, Value)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    let mut found = Vec::new();
    for code in fs::read_dir(folder).expect("the folder is there") {
        let code = code.expect("it can be read").path();
        for file in fs::read_dir(code).expect("it is a folder") {
            let file = file.expect("it can be read").path();
            let (source, fault) =
                Source::from_bytes("pets.yaml", fs::read(&file).expect("it can be read"));
            let tree = source.parse(Format::of(&file.to_string_lossy(), source.text()));
            let is_read = fault.is_none() && tree.faults.is_empty();
            if let Some(root) = tree.root.filter(|_| is_read) {
                let name = file.components().rev().take(2).map(Component::as_os_str);
                let name: Vec<_> = name.map(|part| part.to_string_lossy()).collect();
                found.push((name.join(" of "), root.to_json()));
            }
        }
    }
    assert!(found.len() > 40, "{}", found.len());
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The document with each path and component so often, each copy with names of its own.
fn copied(document: &Value, copies: usize) -> Value {
    let mut whole = document.clone();
    let Value::Object(members) = &mut whole else {
        return whole;
    };
    for (key, member) in members.iter_mut() {
        match (key.as_str(), member) {
            ("paths", Value::Object(paths)) => *paths = renamed(paths, copies, "/"),
            ("components", Value::Object(kinds)) => {
                for kind in kinds.values_mut().filter_map(Value::as_object_mut) {
                    *kind = renamed(kind, copies, "");
                }
            }
            (_, Value::Array(items)) => *items = repeated(items, copies),
            _ => {}
        }
    }
    whole
}

fn renamed(map: &Map<String, Value>, copies: usize, between: &str) -> Map<String, Value> {
    let each = |copy: usize| {
        map.iter().map(move |(key, member)| {
            let mut member = member.clone();
            rename(&mut member, copy);
            (format!("{key}{between}{copy}"), member)
        })
    };
    (0..copies).flat_map(each).collect()
}

/// Has references to components lead to their copies, and operations have names of their own.
fn rename(value: &mut Value, copy: usize) {
    match value {
        Value::String(text) if text.starts_with("#/components/") => {
            let mut steps: Vec<_> = text.split('/').map(str::to_owned).collect();
            if let Some(name) = steps.get_mut(3) {
                *name += &copy.to_string();
            }
            *text = steps.join("/");
        }
        Value::Array(items) => items.iter_mut().for_each(|item| rename(item, copy)),
        Value::Object(members) => {
            for (key, member) in members {
                match member {
                    Value::String(name) if key == "operationId" => *name += &copy.to_string(),
                    _ => rename(member, copy),
                }
            }
        }
        _ => {}
    }
}

fn repeated(items: &[Value], copies: usize) -> Vec<Value> {
    items
        .iter()
        .cycle()
        .take(items.len() * copies)
        .cloned()
        .collect()
}

/// The document with each map of names and each list so long.
fn widened(value: &Value, copies: usize) -> Value {
    match value {
        Value::Array(items) => Value::Array(repeated(items, copies)),
        Value::Object(members) => {
            let mut wide = Map::new();
            for (key, member) in members {
                let member = match (key.as_str(), member) {
                    ("properties" | "responses" | "variables" | "examples", Value::Object(map)) => {
                        let map = map
                            .iter()
                            .map(|(k, v)| (k.clone(), widened(v, 1)))
                            .collect();
                        Value::Object(renamed_members(&map, copies))
                    }
                    _ => widened(member, copies),
                };
                wide.insert(key.clone(), member);
            }
            Value::Object(wide)
        }
        other => other.clone(),
    }
}

fn renamed_members(map: &Map<String, Value>, copies: usize) -> Map<String, Value> {
    let each = |copy: usize| {
        map.iter().map(move |(key, member)| {
            let key = if copy == 0 {
                key.clone()
            } else {
                format!("{key}{copy}")
            };
            (key, member.clone())
        })
    };
    (0..copies).flat_map(each).collect()
}

#[test]
fn each_diagnostic_as_often_as_one_likes() {
    let mut curves = Vec::new();
    for (name, document) in fixtures() {
        type Write = fn(&Value) -> serde_json::Result<String>;
        type Blow = fn(&Value, usize) -> Value;
        let shapes: [(&str, Write, Blow); 2] = [
            ("copied, in one line", serde_json::to_string, copied),
            ("widened, in lines", serde_json::to_string_pretty, widened),
        ];
        let length = document.to_string().len();
        let copies = (LENGTH / length).max(1);
        for (shape, write, blow) in shapes {
            let what = format!("{name}, {shape}");
            let make = |copies| write(&blow(&document, copies)).expect("it is JSON");
            let curve = measured(what.clone(), "pets.json", copies, make);
            curves.push((what, curve));
        }
    }
    judge(&curves);
}
