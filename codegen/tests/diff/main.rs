//! Compares pairs of documents: each case of the fixture, a line each, and what must hold for all.

#![expect(clippy::panic, clippy::unwrap_used, reason = "a test fails by a panic")]

mod callers;
mod cases;
mod compiles;
mod edit;
mod mirror;
mod nodes;
#[path = "../nodes/mod.rs"]
mod nodes_of;
mod proofs;
mod recipe;
mod reports;
mod rules;
mod scale;
mod search;
mod wire;
mod witness;
mod written;

use codegen::diff::report::Report;
use codegen::diff::{Side, compare};
use codegen::source::{Format, Source};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const BASE: &str = include_str!("../fixtures/diff/base.yaml");

fn side(name: &str, text: &str) -> Side {
    Side::read(Source::new(name, text)).unwrap()
}

fn read(text: &str) -> Json {
    let source = side("document.yaml", text).source;
    let tree = source.parse(Format::of(source.name(), source.text()));
    tree.root.unwrap().to_json()
}

/// Of two texts, each pair compared once for all tests.
fn report(old: &str, new: &str) -> Arc<Report> {
    type Known = BTreeMap<(String, String), Arc<Report>>;
    static KNOWN: Mutex<Known> = Mutex::new(Known::new());
    let key = (old.to_owned(), new.to_owned());
    if let Some(known) = KNOWN.lock().unwrap().get(&key) {
        return Arc::clone(known);
    }
    let report = Arc::new(compare(&side("old.yaml", old), &side("new.yaml", new)));
    KNOWN.lock().unwrap().insert(key, Arc::clone(&report));
    report
}

/// A case of the fixture: the two documents.
struct Case {
    name: String,
    /// The row of the table of cases that it is one of.
    row: String,
    /// What is claimed: send, schemas, types, compile.
    columns: Vec<String>,
    /// Why that is not what the row says.
    but: Option<String>,
    old: String,
    new: String,
}

/// All cases. Each text to be replaced has to be there.
fn cases() -> Vec<Case> {
    let table: toml::Table = include_str!("../fixtures/diff/cases.toml").parse().unwrap();
    let cases = table["case"].as_array().unwrap().iter();
    let case = |case: &toml::Value| {
        let name = case["name"].as_str().unwrap().to_owned();
        let replaced = |text: &str, key: &str| {
            let pairs = case
                .get(key)
                .and_then(toml::Value::as_array)
                .into_iter()
                .flatten();
            let pairs = pairs.map(|it| (it[0].as_str().unwrap(), it[1].as_str().unwrap()));
            pairs.fold(text.to_owned(), |text, (from, to)| {
                assert!(text.contains(from), "{name}: {from}");
                text.replace(from, to)
            })
        };
        let old = replaced(BASE, "old");
        // With `both` the new document is made from the old one, not from the base.
        let from = if case.get("both").is_some() {
            &old
        } else {
            BASE
        };
        let columns = case["columns"].as_array().unwrap().iter();
        Case {
            row: case["row"].as_str().unwrap().to_owned(),
            columns: columns.map(|it| it.as_str().unwrap().to_owned()).collect(),
            but: case.get("but").map(|it| it.as_str().unwrap().to_owned()),
            new: replaced(from, "new"),
            old,
            name,
        }
    };
    cases.map(case).collect()
}
