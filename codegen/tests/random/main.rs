//! Whatever is accepted compiles: documents made at random of what is supported, with names that Rust and
//! the emitter have themselves, are emitted in the part that can be honoured, and checked with every
//! feature and without a warning.
//!
//! ```sh
//! CODEGEN_DOCUMENTS=200 CODEGEN_SEED=7 cargo test -p codegen --test random -- --nocapture
//! ```
//!
//! A crate is called by the seed of its document.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

#[path = "../common/cargo.rs"]
mod cargo;
mod document;
mod names;
mod schema;

use codegen::diagnostic::Diagnostic;
use codegen::part::Kind;
use codegen::source::Source;
use codegen::{Options, Outcome, Part, compile, files};
use document::Maker;
use std::collections::BTreeMap;
use std::path::Path;
use std::{env, fs};

/// Documents whose crates are compiled, where no other number is asked for.
const FEW: u64 = 4;

/// For each of them, others that are emitted and parsed.
const PARSED: u64 = 6;

/// Without TLS, which has nothing to do with what is emitted.
const FEATURES: &str = "blocking,schemars,tracing,validator";

fn asked(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |text| text.parse().unwrap())
}

fn emitted(seed: u64) -> (String, Outcome) {
    let name = format!("seed{seed}.json");
    let text = serde_json::to_string_pretty(&Maker::document(seed)).unwrap();
    let options = Options {
        package: format!("seed{seed}"),
        source_name: name.clone(),
        partial: true,
        with: Part::ALL.into(),
        ..Options::default()
    };
    let outcome = compile(&Source::new(name, &*text), &options);
    (text, outcome)
}

#[test]
fn what_is_accepted_compiles() {
    let (first, count) = (asked("CODEGEN_SEED", 1), asked("CODEGEN_DOCUMENTS", FEW));
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    let _ = fs::remove_dir_all(&root);
    let (mut members, mut operations, mut left_out) = (Vec::new(), 0, 0);
    let mut causes: BTreeMap<String, usize> = BTreeMap::new();
    for seed in first..first + count {
        let (text, outcome) = emitted(seed);
        for hindered in &outcome.left_out {
            left_out += usize::from(matches!(hindered.kind, Kind::Operation { .. }));
        }
        let errors = outcome.diagnostics.iter().filter(|found| found.is_error());
        for found in errors {
            *causes.entry(found.message.clone()).or_default() += 1;
        }
        let Some(api) = outcome.api.filter(|_| !outcome.files.is_empty()) else {
            continue;
        };
        operations += api.operations.len();
        let folder = root.join(format!("seed{seed}"));
        files::write(&folder, &files::format(outcome.files).unwrap()).unwrap();
        fs::write(folder.join("document.json"), text).unwrap();
        members.push(format!("\"seed{seed}\""));
    }
    println!(
        "{} crates of {count}, {operations} operations, {left_out} left out",
        members.len()
    );
    println!("whole documents refused for {causes:?}");
    assert!(
        members.len() as u64 * 2 > count,
        "most documents are refused"
    );
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n[profile.dev]\ndebug = false\n",
        members.join(", ")
    );
    fs::write(root.join("Cargo.toml"), workspace).unwrap();
    fs::write(root.join("clippy.toml"), "").unwrap();
    cargo::same_versions(&root);
    let features = [
        "--workspace",
        "--no-default-features",
        "--features",
        FEATURES,
    ];
    let lint = ["--quiet", "--", "-D", "warnings"];
    cargo::cargo(&root, &[&["clippy"], &features[..], &lint].concat());
}

#[test]
fn what_is_accepted_is_rust() {
    let count = asked("CODEGEN_DOCUMENTS", FEW) * PARSED;
    let first = asked("CODEGEN_SEED", 1) + 1_000_000;
    for seed in first..first + count {
        let (_, outcome) = emitted(seed);
        let failed = outcome.diagnostics.iter().any(Diagnostic::is_error);
        assert_eq!(failed, outcome.files.is_empty(), "seed {seed}");
        for (path, text) in &outcome.files {
            if Path::new(path).extension().is_some_and(|it| it == "rs") {
                let parsed = syn::parse_file(text).map(drop);
                assert!(parsed.is_ok(), "seed {seed}: {path}: {parsed:?}");
            }
        }
    }
}
