//! Whatever a reference leads to, what is written is what a document with components alone gives.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use codegen::bundle::read_beside;
use codegen::diagnostic::{Diagnostic, render};
use codegen::export::{Draft, Form, Settings, Shaping};
use codegen::source::Source;
use codegen::{Files, Options, Outcome, Part, compile};
use std::fs;
use std::path::{Path, PathBuf};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/references")
}

fn settings(to: &str, form: Form) -> Settings {
    Settings {
        to: to.into(),
        form,
        body: None,
        shaping: Shaping::default(),
        only: String::new(),
    }
}

fn options() -> Options {
    Options {
        package: "library".into(),
        source_name: "library.yaml".into(),
        exports: vec![
            settings("json-schema", Form::JsonSchema(Draft::Draft2020)),
            settings("openapi.yaml", Form::OpenApi),
        ],
        with: Part::ALL.into(),
        ..Options::default()
    }
}

fn source(name: &str) -> Source {
    let text = fs::read_to_string(fixtures().join(name)).expect("it can be read");
    Source::new(name, text)
}

fn compiled(source: &Source) -> Outcome {
    let outcome = compile(source, &options());
    let report = render(&outcome.diagnostics, source, false);
    assert!(
        !outcome.diagnostics.iter().any(Diagnostic::is_error),
        "{report}"
    );
    outcome
}

/// The first line in which the files differ.
fn assert_same(found: &Files, expected: &Files) {
    let names = |files: &Files| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected));
    // What is exported as OpenAPI has the names that were coined.
    for (name, text) in found.iter().filter(|(name, _)| *name != "openapi.yaml") {
        let mut lines = text.lines().zip(expected[name].lines());
        let other = lines.find(|(line, expected)| line != expected);
        assert_eq!(other, None, "{name}");
    }
}

#[test]
fn a_pointer_leads_where_a_component_does() {
    let source = source("pointers.yaml");
    let outcome = compiled(&source);
    assert_same(&outcome.files, &compiled(&self::source("plain.yaml")).files);
    let exported = outcome.files["openapi.yaml"].lines();
    let mut references = exported.filter(|line| line.contains("$ref"));
    assert!(references.all(|line| line.contains("#/components/")));
    insta::assert_snapshot!(render(&outcome.diagnostics, &source, false));
}

#[test]
fn branches_of_objects_are_one_object() {
    let source = source("branches.yaml");
    let outcome = compiled(&source);
    let plain = compiled(&self::source("branches-plain.yaml"));
    assert_same(&outcome.files, &plain.files);
    insta::assert_snapshot!("branches", render(&outcome.diagnostics, &source, false));
}

#[test]
fn branches_that_limit_one_value_are_one_schema() {
    let source = source("limits.yaml");
    let outcome = compiled(&source);
    let plain = compiled(&self::source("limits-plain.yaml"));
    assert_same(&outcome.files, &plain.files);
    insta::assert_snapshot!("limits", render(&outcome.diagnostics, &source, false));
}

#[test]
fn what_extends_itself_is_a_type_of_its_own() {
    let outcome = compiled(&source("recursive.yaml"));
    let types = outcome.files.keys();
    let types: Vec<_> = types
        .filter(|name| name.starts_with("src/types/"))
        .collect();
    insta::assert_debug_snapshot!("recursive", types);
}

#[test]
fn what_says_more_than_one_object_is_left_to_the_judge() {
    let source = source("unmerged.yaml");
    let outcome = compile(&source, &options());
    insta::assert_snapshot!("unmerged", render(&outcome.diagnostics, &source, false));
}

fn beside(document: &Path) -> Source {
    let text = fs::read_to_string(document).expect("it can be read");
    let name = document.file_name().expect("it has a name");
    let mut source = Source::new(name.to_string_lossy(), text);
    read_beside(&mut source, document.parent().expect("it is in a folder"));
    source
}

#[test]
fn files_beside_the_document_are_read() {
    let source = beside(&fixtures().join("beside/library.yaml"));
    let outcome = compiled(&source);
    let mut types: Vec<_> = outcome.files.keys().collect();
    types.retain(|name| name.starts_with("src/types/"));
    insta::assert_debug_snapshot!(types);
    // Nothing of what is written asks for another file.
    let written = outcome
        .files
        .iter()
        .filter(|(name, _)| !name.starts_with("src/"));
    for (name, text) in written {
        assert!(
            !text.contains("book.json") && !text.contains("$ref: ../"),
            "{name}"
        );
    }
    insta::assert_snapshot!(render(&outcome.diagnostics, &source, false));
}

/// Each fault is told with the name and the place of the file that has it.
#[test]
fn faults_name_their_file() {
    let folder = tempfile::tempdir().expect("there is room");
    let write = |name: &str, text: &[u8]| {
        fs::write(folder.path().join(name), text).expect("it can be written");
    };
    fs::create_dir(folder.path().join("inner")).expect("it can be made");
    write("outside.yaml", b"type: string");
    let text = fs::read_to_string(fixtures().join("faults.yaml")).expect("it can be read");
    write("inner/library.yaml", text.as_bytes());
    write("inner/faulty.yaml", b"type: object\nproperties:\n  a: {$ref: './none.yaml'}\n  b: {$ref: '../above.yaml'}\n  c: {type: strin}\n  d: {$ref: '#/e'}\n");
    write("inner/broken.json", b"{\"type\": \"string\",}");
    write("inner/bytes.yaml", b"\xff");
    write("inner/empty.yaml", b"");
    fs::create_dir(folder.path().join("inner/folder.yaml")).expect("it can be made");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../outside.yaml", folder.path().join("inner/link.yaml"))
        .expect("it can be made");
    let source = beside(&folder.path().join("inner/library.yaml"));
    let outcome = compile(&source, &options());
    assert!(outcome.files.is_empty());
    insta::assert_snapshot!(render(&outcome.diagnostics, &source, false));
}
