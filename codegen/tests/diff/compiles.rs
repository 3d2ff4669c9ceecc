//! Writes what shows the compile column: both crates of each case, a program that calls every public item
//! of the old one, and of each claim one that it is about. `conformance/checks/diff-compile.sh` builds
//! them: each with the old crate, those of claims not with the new, and the whole one with the new where
//! nothing is claimed.
//!
//! Five cases are written, unless `CODEGEN_DIFF_COMPILE=all` asks for all.

use super::callers::{FEATURES, FOREIGN, HEAD, callers};
use super::{BASE, Case, cases, report};
use codegen::diff::change::Compile;
use codegen::source::Source;
use codegen::{Files, Options, Part, compile, files};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// Cases that are always built: the three of the recipe, and two that no rule about the edit knows.
const ALWAYS: [&str; 5] = [
    "answer member added",
    "answer enum value added",
    "request required member added",
    "two required members of one type swapped",
    "request enum newly used in an answer",
];

/// What a program has to do that shows a claim about an item.
fn is_broken(words: &str) -> bool {
    !words.ends_with(" new")
        && !words.contains("is called")
        && !words.contains("closed now")
        && !words.contains("another order")
        && !words.contains("takes more")
}

/// The path and the words of an item, as a report has them.
fn split(item: &str) -> (&str, &str) {
    // These name parameters behind another colon.
    let named = ["the same types", "a parameter is called"];
    let named = named.iter().find_map(|words| item.find(words));
    match named {
        Some(at) => (item[..at].trim_end_matches(": "), &item[at..]),
        None => item.rsplit_once(": ").unwrap(),
    }
}

fn emit(package: &str, text: &str) -> Files {
    let options = Options {
        package: package.into(),
        source_name: "compared.yaml".into(),
        with: Part::ALL.into(),
        ..Options::default()
    };
    let outcome = compile(&Source::new("compared.yaml", text), &options);
    assert!(!outcome.files.is_empty(), "{:?}", outcome.diagnostics);
    outcome.files
}

/// The programs of a case: the whole, and those of claims.
fn programs(case: &Case) -> (String, Vec<Json>, Compile) {
    let report = report(&case.old, &case.new);
    let known = callers(&emit("compared", &case.old)).programs;
    let mut claims = Vec::new();
    for change in &report.changes {
        for item in &change.items {
            let (path, words) = split(item);
            if !(is_broken(words) || words.contains("is in is closed")) {
                continue;
            }
            // What is new in something closed breaks who takes it apart.
            let of = if words.contains("is in is closed") {
                path.rsplit_once("::").unwrap().0
            } else {
                path
            };
            let code = known.get(of);
            let code = code.unwrap_or_else(|| panic!("{}: {of} is no public item", case.name));
            claims.push(json!({ "item": item, "code": format!("{HEAD}mod claim {{ use super::*; {code} }}\n") }));
        }
    }
    let whole = known.values().enumerate();
    let whole = whole.map(|(index, code)| format!("mod m{index} {{ use super::*; {code} }}\n"));
    let compile = report.changes.iter().map(|it| it.compile).max();
    (
        format!("{HEAD}{}", whole.collect::<String>()),
        claims,
        compile.unwrap_or_default(),
    )
}

/// What a caller of every public item calls, and what it cannot.
#[test]
fn every_public_item_has_a_caller() {
    let known = callers(&emit("compared", BASE));
    let of = |module: &str| {
        let paths = known.programs.keys();
        paths.filter(|it| it.starts_with(module)).count()
    };
    let modules = [
        "types::",
        "operation::",
        "client::",
        "catalog::",
        "json_schema::",
        "wire::",
        "use ",
    ];
    for module in modules {
        assert!(of(module) > 3, "{module}");
    }
    assert_eq!(
        Vec::from_iter(&known.omitted),
        [
            "wire::Members: schemars::JsonSchema",
            "wire::catalog::Type.json_schema"
        ]
    );
}

#[test]
fn each_claim_about_an_item_has_a_program() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("diff-compile");
    let _ = fs::remove_dir_all(&root);
    let is_all = env::var_os("CODEGEN_DIFF_COMPILE").is_some_and(|it| it == "all");
    let mut crates: BTreeMap<String, String> = BTreeMap::new();
    let mut package = |text: &str| {
        let next = format!("c{}", crates.len());
        let name = crates.entry(text.to_owned()).or_insert(next);
        name.clone()
    };
    let (mut written, mut claimed) = (Vec::new(), 0);
    for case in cases() {
        let (whole, claims, compile) = programs(&case);
        claimed += claims.len();
        if is_all || ALWAYS.contains(&case.name.as_str()) {
            written.push(json!({
                "name": case.name, "old": package(&case.old), "new": package(&case.new),
                "whole": whole, "claims": claims, "compile": compile.word(),
            }));
        }
    }
    assert!(claimed > 40, "{claimed}");
    assert!(written.len() >= ALWAYS.len(), "{}", written.len());
    for (text, name) in &crates {
        files::write(&root.join(name), &emit(name, text)).unwrap();
    }
    let members: Vec<_> = crates.values().collect();
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(lock, root.join("Cargo.lock")).unwrap();
    let written = json!({ "features": FEATURES, "foreign": FOREIGN, "cases": written });
    fs::write(root.join("cases.json"), written.to_string()).unwrap();
}
