//! Holds the table of all cases, and what each claim needs.

use super::{BASE, cases, report};
use codegen::diff::change::{Change, Verdict};
use codegen::diff::report::{Form, Report};
use std::fmt::Write as _;

/// The columns of a change as the Markdown report has them, and its items.
fn table(report: &Report) -> String {
    let text = report.show(Form::Markdown, false);
    let rows = text.lines().skip(2).take_while(|line| !line.is_empty());
    rows.fold(String::new(), |mut text, row| {
        // Writing to a `String` cannot fail.
        let _ = writeln!(text, "{row}");
        text
    })
}

#[test]
fn the_table_of_all_cases() {
    let mut text = String::new();
    for case in cases() {
        let report = report(&case.old, &case.new);
        let _ = writeln!(text, "## {}\n{}", case.name, table(&report));
    }
    insta::assert_snapshot!(text);
}

#[test]
fn each_break_on_the_wire_has_a_witness_or_no_schema() {
    let by_rule = [
        "path",
        "media type",
        "parameter",
        "requestBody",
        "servers",
        "security",
        "encoding",
        "securitySchemes",
        "operation",
    ];
    let mut witnesses = 0;
    for case in cases() {
        for (old, new) in [(&case.old, &case.new), (&case.new, &case.old)] {
            let report = report(old, new);
            let breaks = |it: &&Change| [it.send, it.schemas].contains(&Verdict::Breaks);
            for change in report.changes.iter().filter(breaks) {
                let shown = !change.witnesses.is_empty() || by_rule.contains(&&*change.keyword);
                assert!(shown, "{}: {}", case.name, change.what);
                witnesses += change.witnesses.len();
            }
        }
    }
    assert!(witnesses > 20, "{witnesses}");
}

#[test]
fn a_document_equals_itself() {
    for case in cases() {
        for text in [&case.old, &case.new] {
            assert_eq!(report(text, text).changes, [], "{}", case.name);
        }
    }
    assert_eq!(report(BASE, BASE).summary(), report(BASE, BASE).summary());
}
