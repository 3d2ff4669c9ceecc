//! Every code has a document that is refused with it, and every good document passes without a
//! word. What is said is in the snapshots.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use codegen::diagnostic::{Code, Diagnostic, render, sort};
use codegen::openapi::keywords::{SCHEMA, Support};
use codegen::source::Source;
use codegen::{Options, Outcome, Part, compile};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(folder)
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name()
        .expect("it has a name")
        .to_string_lossy()
        .into_owned()
}

/// What the command does, without the disk.
fn compiled(name: &str, bytes: Vec<u8>) -> (Source, Outcome) {
    compiled_as(name, bytes, false)
}

fn compiled_as(name: &str, bytes: Vec<u8>, strict: bool) -> (Source, Outcome) {
    let (source, fault) = Source::from_bytes(name, bytes);
    let options = Options {
        package: "parcels".into(),
        source_name: name.into(),
        strict,
        ..Options::default()
    };
    let mut outcome = compile(&source, &options);
    if let Some(fault) = &fault {
        outcome.diagnostics.push(Diagnostic::from(fault));
        (outcome.api, outcome.files) = (None, codegen::Files::new());
    }
    sort(&mut outcome.diagnostics);
    (source, outcome)
}

fn codes(outcome: &Outcome) -> BTreeSet<Code> {
    outcome
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect()
}

/// An error and a result never come together.
fn assert_all_or_nothing(outcome: &Outcome) {
    let failed = outcome.diagnostics.iter().any(Diagnostic::is_error);
    assert_eq!(outcome.api.is_none(), failed, "{:?}", outcome.diagnostics);
    assert!(!failed || outcome.files.is_empty());
}

#[test]
fn every_code_has_a_fixture_that_fails_with_it() {
    let folders: BTreeSet<String> = sorted(&fixtures("diagnostics"))
        .iter()
        .map(|path| name(path))
        .collect();
    let known: BTreeSet<String> = Code::ALL
        .iter()
        .map(|code| code.as_str().to_owned())
        .collect();
    assert_eq!(
        folders, known,
        "the folders are named after the codes, and each code has one"
    );
}

#[test]
fn diagnostics_are_as_reviewed() {
    for folder in sorted(&fixtures("diagnostics")) {
        let code = name(&folder);
        let files = sorted(&folder);
        assert!(!files.is_empty(), "{code} has no fixture");
        for file in files {
            let shown = format!("{code}/{}", name(&file));
            let (source, outcome) = compiled(&shown, fs::read(&file).expect("it can be read"));
            assert!(
                codes(&outcome).iter().any(|found| found.as_str() == code),
                "{shown}"
            );
            assert_all_or_nothing(&outcome);
            let report = render(&outcome.diagnostics, &source, false);
            insta::assert_snapshot!(shown.replace(['/', '.'], "-"), report);
        }
    }
}

#[test]
fn five_faults_are_five_reports() {
    let file = fixtures("several/five-faults.yaml");
    let (source, outcome) = compiled("five-faults.yaml", fs::read(file).expect("it can be read"));
    let expected = [
        Code::UnknownKey,
        Code::UnsupportedMediaType,
        Code::UnsupportedSecurity,
        Code::DanglingReference,
        Code::NameCollision,
    ];
    assert_eq!(codes(&outcome), BTreeSet::from(expected));
    assert_eq!(outcome.diagnostics.len(), expected.len());
    assert_all_or_nothing(&outcome);
    insta::assert_snapshot!(render(&outcome.diagnostics, &source, false));
}

/// What follows from a fault is not told as another one, and no fault hides another.
#[test]
fn each_cause_is_one_report() {
    let name = "one-cause-each.yaml";
    let file = fixtures(&format!("several/{name}"));
    let (source, outcome) = compiled(name, fs::read(file).expect("it can be read"));
    assert_all_or_nothing(&outcome);
    insta::assert_snapshot!(render(&outcome.diagnostics, &source, false));
}

#[test]
fn good_documents_pass_without_an_error() {
    for file in sorted(&fixtures("specs")) {
        let name = name(&file);
        let (source, outcome) = compiled(&name, fs::read(&file).expect("it can be read"));
        let report = render(&outcome.diagnostics, &source, false);
        assert!(
            outcome
                .diagnostics
                .iter()
                .all(|fault| fault.code == Code::MissingDescription),
            "{report}"
        );
        let api = format!("{:#?}", outcome.api.expect("there is no error"));
        // Places are told by the diagnostics; with them, and with all that is not there, nobody
        // would see what is.
        let absent = |line: &str| line.ends_with(": None,") || line.ends_with(": [],");
        let lines = api
            .lines()
            .filter(|line| !absent(line) && !line.trim_start().starts_with("span: "));
        let api: String = lines.flat_map(|line| [line, "\n"]).collect();
        insta::assert_snapshot!(format!("api-{}", name.replace('.', "-")), api);
    }
}

/// A format stays in what is exported, beside the limits that it means.
#[test]
fn a_format_is_exported_whatever_it_shapes() {
    let name = "formats.yaml";
    let bytes = fs::read(fixtures(&format!("several/{name}"))).expect("it can be read");
    let (source, _) = Source::from_bytes(name, bytes);
    let options = Options {
        package: "formats".into(),
        with: BTreeSet::from([Part::JsonSchema]),
        ..Options::default()
    };
    let outcome = compile(&source, &options);
    assert!(outcome.diagnostics.is_empty(), "{:?}", outcome.diagnostics);
    insta::assert_snapshot!(outcome.files["json-schema/2020-12/response.json"]);
}

/// What is said of things for readers is written somewhere.
#[test]
fn no_remark_is_lost() {
    let name = "remarks.yaml";
    let text = fs::read_to_string(fixtures(&format!("several/{name}"))).expect("it can be read");
    let options = Options {
        package: "remarks".into(),
        with: BTreeSet::from([Part::JsonSchema]),
        ..Options::default()
    };
    let outcome = compile(&Source::new(name, text.clone()), &options);
    let rust = outcome
        .files
        .iter()
        .filter(|(path, _)| path.starts_with("src/"));
    let documented: String = rust.map(|(_, text)| text.as_str()).collect();
    let files: String = outcome.files.into_values().collect();
    let words = text.split(|sign: char| !sign.is_ascii_alphanumeric());
    let planted: BTreeSet<&str> = words
        .filter(|it| it.len() > 7 && it.starts_with("Planted"))
        .collect();
    let lost: Vec<_> = planted.iter().filter(|it| !files.contains(**it)).collect();
    assert_eq!((planted.len(), lost), (15, Vec::new()));
    assert!(documented.contains("`../PlantedTarget.md`"));
    assert!(
        !documented.contains("PlantedSummary.."),
        "a sentence ends once"
    );
}

/// What is sloppy is told and read; whoever writes the document has to mend it.
#[test]
fn sloppiness_is_a_warning_or_where_it_is_asked_for_an_error() {
    let file = fixtures("emitted/sloppy.yaml");
    let bytes = fs::read(file).expect("it can be read");
    let (source, outcome) = compiled("sloppy.yaml", bytes.clone());
    let report = render(&outcome.diagnostics, &source, false);
    assert!(outcome.api.is_some(), "{report}");
    insta::assert_snapshot!(report);
    let (_, strict) = compiled_as("sloppy.yaml", bytes, true);
    assert_all_or_nothing(&strict);
    let sloppy = outcome.diagnostics.iter().filter(|found| found.sloppy);
    let errors = strict.diagnostics.iter().filter(|found| found.is_error());
    assert_eq!(sloppy.count(), errors.count());
}

/// What is listed as supported is tried: the shop for pets uses all of it, but for what is read with a
/// warning, kept for the judge, or says where a schema is found.
#[test]
fn every_supported_keyword_is_in_a_good_document() {
    let read = |name| fs::read_to_string(fixtures(name)).expect("it can be read");
    let text = read("specs/pets.yaml")
        + &read("emitted/sloppy.yaml")
        + &read("emitted/judged.yaml")
        + &read("references/pointers.yaml");
    for keyword in SCHEMA
        .iter()
        .filter(|keyword| keyword.support != Support::Rejected)
    {
        let key = format!("{}:", keyword.name);
        assert!(text.contains(&key), "{}", keyword.name);
    }
}
