//! Names that would be the same in Rust are told apart by a number, and what a document gets at its end
//! changes none that was there.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

use codegen::diagnostic::{Code, Severity};
use codegen::source::Source;
use codegen::{Options, Outcome, compile};
use std::collections::BTreeSet;

const SMALL: &str = include_str!("fixtures/naming/small.yaml");
const GROWN: &str = include_str!("fixtures/naming/grown.yaml");

fn compiled(text: &str, strict: bool) -> Outcome {
    let options = Options {
        package: "names".to_owned(),
        strict,
        ..Options::default()
    };
    compile(&Source::new("names.yaml", text), &options)
}

/// Each thing of the API by what the document calls it, with its name in Rust.
fn names(text: &str) -> BTreeSet<String> {
    let api = compiled(text, false).api.unwrap();
    let mut names = BTreeSet::new();
    let mut add = |what: &str, wire: &str, name: &str| {
        let known = names.insert(format!("{what} {wire}: {name}"));
        assert!(known, "{what} {wire} twice");
    };
    for (_, def) in api.types.iter() {
        add("type", &def.schema, &def.name);
        if let codegen::ir::Shape::Struct(object) = &def.shape {
            for field in &object.fields {
                add(
                    &format!("member of {}", def.schema),
                    &field.wire,
                    &field.name,
                );
            }
        }
        if let codegen::ir::Shape::Enum(list) = &def.shape {
            for variant in &list.variants {
                let wire = variant.wire.to_string();
                add(&format!("value of {}", def.schema), &wire, &variant.name);
            }
        }
    }
    for operation in &api.operations {
        let wire = format!("{} {}", operation.method, operation.path);
        add("operation", &wire, &operation.name);
        for parameter in &operation.parameters {
            add(&wire, &parameter.wire, &parameter.name);
        }
    }
    names
}

#[test]
fn what_differs_in_separators_and_case_is_numbered() {
    let names: Vec<_> = names(GROWN).into_iter().collect();
    insta::assert_snapshot!(names.join("\n"));
}

#[test]
fn what_was_there_keeps_its_name() {
    let (before, after) = (names(SMALL), names(GROWN));
    let lost: Vec<_> = before.difference(&after).collect();
    assert!(lost.is_empty(), "{lost:#?}");
    assert!(after.len() > before.len() + 10);
}

#[test]
fn each_is_told_and_a_strict_document_has_none() {
    let collisions = |strict, severity| {
        let found = compiled(GROWN, strict).diagnostics.into_iter();
        let found = found.filter(|it| it.code == Code::NameCollision && it.severity == severity);
        found.count()
    };
    let told = collisions(false, Severity::Warning);
    assert!(told > 10, "{told}");
    assert_eq!(collisions(false, Severity::Error), 0);
    assert_eq!(collisions(true, Severity::Error), told);
    assert!(!compiled(GROWN, false).files.is_empty());
    assert!(compiled(GROWN, true).files.is_empty());
}
