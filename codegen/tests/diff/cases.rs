//! Holds the table of all cases, and what each claim needs.

use super::{BASE, cases, report};
use codegen::diff::change::{Change, Verdict};
use codegen::diff::report::{Form, Report};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

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

/// The four columns of a report: of each the worst that a line has.
fn columns(report: &Report) -> [&'static str; 4] {
    let changes = || report.changes.iter();
    let send = changes().map(|it| it.send).max();
    let schemas = changes().map(|it| it.schemas).max();
    let types = changes().map(|it| it.types).max();
    let compile = changes().map(|it| it.compile).max();
    [
        send.unwrap_or_default().word(),
        schemas.unwrap_or_default().word(),
        types.unwrap_or_default().word(),
        compile.unwrap_or_default().word(),
    ]
}

#[test]
fn all_columns_of_each_case() {
    for case in cases() {
        let report = report(&case.old, &case.new);
        assert_eq!(columns(&report).as_slice(), case.columns, "{}", case.name);
    }
}

/// Words of the table of cases by which a column is concerned.
const CLAIMS: [&str; 9] = [
    "safe",
    "lost",
    "breaks",
    "undescribed",
    "survive",
    "class",
    "fail",
    "minor",
    "major",
];

/// Each row of the table of cases has a case; what a case claims is in its row, or `but` says why not.
#[test]
fn each_row_has_a_case() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/cases/diff.md");
    let Ok(table) = fs::read_to_string(table) else {
        eprintln!("skipped: there is no ../shared/cases/diff.md beside the repository");
        return;
    };
    let cells = |line: &str| -> Vec<String> {
        let line = line.trim_start_matches('|').trim_end_matches('|');
        line.split('|').map(|it| it.trim().to_owned()).collect()
    };
    let rows = table.lines().filter(|line| line.starts_with('|')).skip(2);
    let rows: BTreeMap<String, Vec<String>> = rows
        .map(cells)
        .map(|row| (row[0].clone(), row[1..].to_vec()))
        .collect();
    let mut shown = BTreeSet::new();
    let mut others = Vec::new();
    for case in cases() {
        let row = &rows[&case.row];
        let says = |(cell, column): (&String, &String)| match column.as_str() {
            // As another case, which the first cell names.
            _ if cell.is_empty() => true,
            "–" => {
                let is_none = ["–", "none", "nothing"]
                    .iter()
                    .any(|word| cell.contains(word));
                is_none || !CLAIMS.iter().any(|word| cell.contains(word))
            }
            "unproven" => cell == "undescribed before",
            "survive" => ["survive", "class of status", "without recursion"]
                .iter()
                .any(|word| cell.contains(word)),
            "fail to decode" => cell.contains("fail"),
            "major" => ["major", "gone", "named", "as without recursion"]
                .iter()
                .any(|word| cell.contains(word)),
            word => {
                cell.contains(word)
                    || ["as above", "as removed and added", "as without recursion"]
                        .contains(&cell.as_str())
            }
        };
        // Of a row for both directions a case has one.
        let [send, schemas, ..] = &case.columns[..] else {
            panic!("{}: four columns", case.name);
        };
        let skipped = match (send.as_str(), schemas.as_str()) {
            ("–", "–") => 0..0,
            ("–", _) => 0..1,
            (_, "–") => 1..3,
            _ => 0..0,
        };
        let cells = row.iter().zip(&case.columns).enumerate();
        let mut cells = cells.filter(|(index, _)| !skipped.contains(index));
        let is_said = cells.all(|(_, it)| says(it));
        if is_said != case.but.is_none() {
            others.push(format!("{}: {row:?}", case.name));
        }
        shown.insert(case.row);
    }
    assert!(others.is_empty(), "{others:#?}");
    let without: Vec<_> = rows.keys().filter(|row| !shown.contains(*row)).collect();
    assert!(without.is_empty(), "{without:#?}");
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
