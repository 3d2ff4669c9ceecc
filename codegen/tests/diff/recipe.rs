//! The recipe of a release, step by step: what a change of the document asks of the version, of those who
//! judge by the old schemas, and of those who call the old crate. `conformance/checks/diff-compile.sh` builds
//! the crate before and after each of the three.

use super::wire::{rooted, wire};
use super::{cases, read, report};
use codegen::diff::Bump;
use codegen::diff::change::{Change, Compile, Decoding, Verdict};
use codegen::diff::report::{FailOn, Report};
use std::sync::Arc;

/// The texts of a case, what is found, and its one line.
fn step(name: &str) -> (String, String, Arc<Report>, Change) {
    let case = cases().into_iter().find(|it| it.name == name).unwrap();
    let report = report(&case.old, &case.new);
    let [line] = report.changes.as_slice() else {
        panic!("{name}: {:?}", report.changes);
    };
    let line = line.clone();
    (case.old, case.new, report, line)
}

#[test]
fn a_field_of_an_answer_is_added() {
    // 1. A member comes to an answer; no request changes.
    let (_, _, report, line) = step("answer member added");
    assert_eq!(line.what, "member `floor` added");
    assert_eq!(line.send, Verdict::None);
    // 2. Who judges by the old schemas accepts it, as objects are open.
    assert_eq!(line.schemas, Verdict::Safe);
    // 3. Who decodes with the old crate keeps it as unknown.
    assert_eq!(line.types, Decoding::Kept);
    // 4. Who compiles against the crate has more, and nothing else.
    assert_eq!(line.compile, Compile::Minor);
    assert!(!report.fails(FailOn::Warn));
    // 5. The version goes from 0.1.0 to 0.1.1.
    assert_eq!(report.bump, Bump::Minor);
    assert_eq!(report.bump.after("0.1.0").as_deref(), Some("0.1.1"));
    assert_eq!(report.bump.is_met("0.1.0", "0.1.0"), Some(false));
    assert_eq!(report.bump.is_met("0.1.0", "0.1.1"), Some(true));
}

#[test]
fn a_value_of_an_enumeration_is_added_to_an_answer() {
    let (old, new, report, line) = step("answer enum value added");
    // 1. The old schemas refuse it, and a body shows so.
    assert_eq!(line.schemas, Verdict::Breaks);
    let witness = &line.witnesses[0];
    let judge = |text: &str, pointer: &str| {
        let schema = rooted(&wire(&read(text), "writeOnly"), pointer);
        jsonschema::draft202012::new(&schema).unwrap()
    };
    assert!(judge(&new, &witness.sender).is_valid(&witness.body));
    assert!(!judge(&old, &witness.receiver).is_valid(&witness.body));
    assert_eq!(witness.keyword, "enum");
    // 2. The old crate decodes it, as an enum of an answer is open in Rust.
    assert_eq!(line.types, Decoding::Survives);
    // 3. Callers compile: the version is that of an addition.
    assert_eq!(line.compile, Compile::Minor);
    assert_eq!(report.bump.after("0.1.0").as_deref(), Some("0.1.1"));
    // 4. The run fails all the same, until somebody accepts the break.
    assert!(report.fails(FailOn::Break));
}

#[test]
fn a_field_of_a_request_becomes_required() {
    let (_, _, report, line) = step("request required member added");
    // 1. What was sent before is refused.
    assert_eq!(line.send, Verdict::Breaks);
    assert_eq!(line.witnesses[0].keyword, "required");
    // 2. `new` gains a parameter, so callers compile no more.
    assert_eq!(line.compile, Compile::Major);
    let gains = "types::Order::new: gains a parameter".to_owned();
    assert!(line.items.contains(&gains), "{:?}", line.items);
    // 3. Below 1.0 a break raises the second number.
    assert_eq!(report.bump, Bump::Major);
    assert_eq!(report.bump.after("0.1.0").as_deref(), Some("0.2.0"));
    assert_eq!(report.bump.is_met("0.1.0", "0.1.9"), Some(false));
    assert!(report.fails(FailOn::Break));
}
