//! Compares pairs of documents: each case of the fixture, a line each, and what must hold for all.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod cases;
mod proofs;
mod search;

use codegen::diff::report::Report;
use codegen::diff::{Side, compare};
use codegen::source::Source;

const BASE: &str = include_str!("../fixtures/diff/base.yaml");

fn side(name: &str, text: &str) -> Side {
    Side::read(Source::new(name, text)).unwrap()
}

fn report(old: &str, new: &str) -> Report {
    compare(&side("old.yaml", old), &side("new.yaml", new))
}

/// A case of the fixture: the two documents.
struct Case {
    name: String,
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
        Case {
            new: replaced(from, "new"),
            old,
            name,
        }
    };
    cases.map(case).collect()
}
