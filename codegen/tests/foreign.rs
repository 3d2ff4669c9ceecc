//! Small documents by people who know nothing of this generator, with what is right for each: it is
//! accepted or refused as its row says, and what is said of it is in the snapshot.

use codegen::diagnostic::{Diagnostic, Severity};
use codegen::part::{Kind, Outline};
use codegen::source::{Format, Source};
use codegen::{Options, compile};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const WORLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/foreign");
const SPECS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/cases/specs");

fn options(name: &str) -> Options {
    Options {
        package: "foreign".into(),
        source_name: name.into(),
        ..Options::default()
    }
}

/// Whether a document is accepted, and what is said of it: each code with its count.
fn outcome(name: &str, bytes: Vec<u8>) -> (bool, String) {
    let (source, fault) = Source::from_bytes(name, bytes);
    let mut diagnostics = compile(&source, &options(name)).diagnostics;
    diagnostics.extend(fault.iter().map(Diagnostic::from));
    let accepted = !diagnostics.iter().any(Diagnostic::is_error);
    let mut codes: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for found in &diagnostics {
        *codes
            .entry((found.severity, found.code.as_str()))
            .or_default() += 1;
    }
    let codes = codes
        .into_iter()
        .map(|((severity, code), count)| format!(" {}[{code}]x{count}", severity.as_str()));
    (accepted, codes.collect())
}

#[test]
fn each_document_ends_as_its_row_says() {
    let Ok(table) = fs::read_to_string(Path::new(SPECS).join("expected.tsv")) else {
        eprintln!("skipped: there is no folder ../shared/cases/specs beside the repository");
        return;
    };
    let (mut shown, mut wrong) = (String::new(), Vec::new());
    for row in table.lines().skip(1) {
        let mut columns = row.split('\t');
        let [name, _, right] = std::array::from_fn(|_| columns.next().unwrap());
        let bytes = fs::read(Path::new(SPECS).join(name)).unwrap();
        let (accepted, said) = outcome(name, bytes);
        let ended = if accepted { "accept" } else { "refuse" };
        let _ = writeln!(shown, "{name}: {ended}{said}");
        if !right.starts_with(ended) {
            wrong.push(name);
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}\n{shown}");
    insta::assert_snapshot!(shown);
}

/// The documents of the kinds that the world has, in part: how many of their operations are in the
/// crate, and what stands in the way of the others.
#[test]
fn what_can_be_honoured_of_each_document() {
    let mut files: Vec<_> = fs::read_dir(WORLD)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut shown = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let source = Source::from_bytes(&*name, fs::read(&file).unwrap()).0;
        let whole = compile(&source, &options(&name));
        let all = Outline::of(&source.parse(Format::of(&name, source.text())).root.unwrap());
        let all = all.items.iter().filter(|item| item.is_operation()).count();
        let part = compile(
            &source,
            &Options {
                partial: true,
                ..options(&name)
            },
        );
        let left = part
            .left_out
            .iter()
            .filter(|item| matches!(item.kind, Kind::Operation { .. }));
        let left = if part.files.is_empty() {
            all
        } else {
            left.count()
        };
        let _ = writeln!(shown, "{name}: {} of {all} operations", all - left);
        let errors = whole.diagnostics.iter().filter(|found| found.is_error());
        let mut causes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for found in errors {
            *causes
                .entry((found.code.as_str(), &found.message))
                .or_default() += 1;
        }
        for ((code, message), count) in causes {
            let _ = writeln!(shown, "    {count} {code}: {message}");
        }
    }
    insta::assert_snapshot!(shown);
}
