//! Parts of documents: what is left out leaves no trace in what is written, and nothing else goes.

use codegen::part::Hindered;
use codegen::source::Source;
use codegen::{Options, Outcome, compile};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn compiled(name: &str, text: &str, options: Options) -> Outcome {
    let options = Options {
        package: "part".into(),
        source_name: "part".into(),
        ..options
    };
    compile(&Source::new(name, text), &options)
}

/// What is wrong with an operation, if anything.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fault {
    None,
    /// In its own place.
    Status,
    /// In a component that only it comes to.
    Own,
    /// In a component that several come to.
    Shared,
    /// In a component that a component comes to.
    Beyond,
    /// In a scheme that it asks for.
    Scheme,
}

/// A document with these operations, which are called after their number.
fn document(operations: &[(usize, Fault)]) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    let mut security_schemes = "";
    let reference = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    for (number, fault) in operations {
        let mut refers = vec![format!("Own{number}"), "Good".to_owned()];
        let mut status = "200";
        let mut security = "[]";
        let mut own = "{type: string}".to_owned();
        match fault {
            Fault::None => {}
            Fault::Status => status = "999",
            Fault::Own => own = reference("Nobody"),
            Fault::Shared => refers.push("Bad".into()),
            Fault::Beyond => own = reference("Way"),
            Fault::Scheme => security = "[{bad: []}]",
        }
        let members: Vec<String> = refers
            .iter()
            .map(|name| format!("{name}: {}", reference(name)))
            .collect();
        let _ = writeln!(
            paths,
            "  /p{}:\n    {}:\n      operationId: call{number}\n      security: {security}\n      \
             responses: {{'{status}': {{description: A., content: {{application/json: {{schema: \
             {{type: object, x-rust-name: Answer{number}, properties: {{{}}}}}}}}}}}}}",
            number / 2,
            ["get", "post"][number % 2],
            members.join(", ")
        );
        let _ = writeln!(
            schemas,
            "    Own{number}: {{type: object, properties: {{it: {own}}}}}"
        );
    }
    // Two operations stand at one path.
    let mut seen = std::collections::BTreeSet::new();
    let lines = paths.lines();
    let lines = lines.filter(|line| !line.starts_with("  /") || seen.insert(line.to_owned()));
    let paths: Vec<&str> = lines.collect();
    let paths = paths.join("\n");
    let uses = |fault: Fault| operations.iter().any(|(_, it)| *it == fault);
    if !operations.is_empty() {
        schemas.push_str("    Good: {type: object, properties: {it: {type: string}}}\n");
    }
    if uses(Fault::Shared) || uses(Fault::Beyond) {
        let nobody = reference("Nobody");
        let _ = writeln!(
            schemas,
            "    Bad: {{type: object, properties: {{it: {nobody}}}}}"
        );
    }
    if uses(Fault::Beyond) {
        let bad = reference("Bad");
        let _ = writeln!(
            schemas,
            "    Way: {{type: object, properties: {{it: {bad}}}}}"
        );
    }
    if uses(Fault::Scheme) {
        security_schemes = "  securitySchemes:\n    bad: {type: nonsense}\n";
    }
    format!(
        "openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\nservers: [{{url: 'https://a.example'}}]\n\
         paths:\n{paths}\ncomponents:\n{security_schemes}  schemas:\n{schemas}"
    )
}

fn faults() -> impl Strategy<Value = Vec<(usize, Fault)>> {
    let fault = prop_oneof![
        3 => Just(Fault::None),
        1 => Just(Fault::Status),
        1 => Just(Fault::Own),
        1 => Just(Fault::Shared),
        1 => Just(Fault::Beyond),
        1 => Just(Fault::Scheme),
    ];
    proptest::collection::vec(fault, 1..8)
        .prop_map(|faults| faults.into_iter().enumerate().collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_part_is_the_document_without_the_rest(operations in faults()) {
        let partial = Options { partial: true, ..Options::default() };
        let part = compiled("all.yaml", &document(&operations), partial.clone());
        let (good, bad): (Vec<_>, Vec<_>) =
            operations.iter().partition(|(_, fault)| *fault == Fault::None);
        if good.is_empty() {
            prop_assert!(part.files.is_empty());
            prop_assert!(part.left_out.is_empty());
            prop_assert!(part.diagnostics.iter().any(codegen::diagnostic::Diagnostic::is_error));
            return Ok(());
        }
        let left_out = |it: &Hindered| it.kind.to_string();
        let left_out: Vec<String> = part.left_out.iter().map(left_out).collect();
        let named: Vec<String> = bad
            .iter()
            .map(|(number, _)| {
                let method = ["GET", "POST"][number % 2];
                format!("{method} /p{} (call{number})", number / 2)
            })
            .collect();
        prop_assert_eq!(left_out, named);
        prop_assert!(part.left_out.iter().all(|it| !it.causes.is_empty()));
        let mut alone = compiled("some.yaml", &document(&good), Options::default());
        // Operations that were alone in the document have names that say less.
        let several = good.len() > 1 || operations.len() == 1;
        let mut files = part.files;
        for files in [&mut alone.files, &mut files] {
            // The front page says what is left out.
            files.remove("src/lib.rs");
        }
        prop_assert!(!several || files == alone.files);
        prop_assert_eq!(files.len(), alone.files.len());
        let asked_for = Options {
            operations: good.iter().map(|(number, _)| format!("call{number}")).collect(),
            ..Options::default()
        };
        let mut asked = compiled("all.yaml", &document(&operations), asked_for);
        asked.files.remove("src/lib.rs");
        prop_assert!(asked.files == files);
    }
}

/// What an alias repeats stands at its anchor, and is in the way of both.
#[test]
fn an_error_in_what_is_repeated_hinders_whoever_repeats_it() {
    let text = "openapi: 3.1.0
info: {title: A, version: '1'}
servers: [{url: 'https://a.example'}]
paths:
  /a:
    get:
      operationId: first
      responses: &bad {'999': {description: A.}}
  /b:
    get: {operationId: second, responses: *bad}
  /c:
    get: {operationId: third, responses: {'204': {description: C.}}}
";
    let partial = Options {
        partial: true,
        ..Options::default()
    };
    let outcome = compiled("a.yaml", text, partial);
    let left_out = outcome.left_out.iter().map(|it| it.kind.to_string());
    let left_out: Vec<String> = left_out.collect();
    assert_eq!(left_out, ["GET /a (first)", "GET /b (second)"]);
    assert!(!outcome.files.is_empty());
}

/// Whatever is wrong with a document, a part of it has no errors, or nothing is written.
#[test]
fn every_faulty_document_ends_in_a_part_or_in_nothing() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diagnostics");
    let mut looked_at = 0;
    let folders = fs::read_dir(folder)
        .unwrap()
        .map(|code| code.unwrap().path());
    let files = folders.flat_map(|code| fs::read_dir(code).unwrap());
    for file in files {
        let path = file.unwrap().path();
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let partial = Options {
            partial: true,
            ..Options::default()
        };
        let outcome = compiled(&name, &text, partial);
        let fails = outcome
            .diagnostics
            .iter()
            .any(codegen::diagnostic::Diagnostic::is_error);
        assert_eq!(outcome.files.is_empty(), fails, "{name}");
        looked_at += 1;
    }
    assert!(looked_at > 50, "{looked_at}");
}
