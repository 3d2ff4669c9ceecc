//! Reads the vendor's own pages, where the folder with them lies beside the repository.

use super::{cut, folder, words};
use codegen::page::model::{End, ExampleKind, Form, Page, Said, TableKind};
use codegen::page::read::read;
use std::fmt::Write as _;
use std::fs;

/// The bytes of a page. `None`, and a word about it, where the folder is not there.
fn page(name: &str) -> Option<Vec<u8>> {
    let bytes = fs::read(folder().join("../../shared/vendor").join(name)).ok();
    if bytes.is_none() {
        eprintln!("skipped: there is no ../shared/vendor/{name} beside the repository");
    }
    bytes
}

/// What a page says, without its sentences, which are the vendor's.
fn facts(page: &Page) -> String {
    let mut facts = format!(
        "{:?} {} {:?}\n{:?} {:?} {:?}\n",
        page.form, page.language, page.end, page.head.updated, page.head.published, page.head.stale
    );
    for fault in &page.faults {
        writeln!(facts, "fault {}: {}", fault.line, fault.message).unwrap();
    }
    for table in &page.tables {
        let partial = if table.partial { " partial" } else { "" };
        let headings = table.headings[1..].join(" > ");
        writeln!(
            facts,
            "\n{} {:?}{partial}: {headings}",
            table.line, table.kind
        )
        .unwrap();
        if !table.anchors.is_empty() {
            writeln!(facts, "  anchors {}", table.anchors.join(" ")).unwrap();
        }
        for row in &table.rows {
            write!(facts, "  {} {}", row.line, row.path).unwrap();
            match &row.type_name {
                Said::Said(name) => write!(facts, " {name}").unwrap(),
                other => write!(facts, " {other:?}").unwrap(),
            }
            match row.required {
                Said::Said(required) => write!(facts, " required={required}").unwrap(),
                Said::None => write!(facts, " -").unwrap(),
                Said::Silent => write!(facts, " Silent").unwrap(),
            }
            match &row.values {
                Said::Said(values) => write!(facts, " {}", values.join("|")).unwrap(),
                Said::None => {}
                Said::Silent => write!(facts, " values=Silent").unwrap(),
            }
            if let Said::Said(items) = &row.items {
                write!(facts, " items={}", items.len()).unwrap();
            }
            if let Some(details) = &row.details {
                write!(facts, " → {details}").unwrap();
            }
            for (column, cell) in &row.others {
                write!(facts, " {column}={cell}").unwrap();
            }
            facts.push('\n');
        }
    }
    facts
}

#[test]
fn the_facts_of_the_pages() {
    for name in [
        "identitycard.en.txt",
        "identitycard.ja.text-head.txt",
        "identitycard.ko.md-head.txt",
        "driverlicense.ko.md-head.txt",
    ] {
        let Some(bytes) = page(name) else { continue };
        let page = read(&bytes, &words()).unwrap();
        let name = name.trim_end_matches(".txt").replace('.', "-");
        insta::assert_snapshot!(name, facts(&page));
    }
}

/// Counts without the reader: a line of the dump is a row if a word for a type has a mark behind it.
#[test]
fn no_row_of_the_dump_is_lost() {
    let Some(bytes) = page("identitycard.en.txt") else {
        return;
    };
    let text = String::from_utf8(bytes).unwrap();
    let types = [
        "String", "Integer", "Float", "Boolean", "Array", "Object", "File",
    ];
    let is_row = |line: &&str| {
        types.iter().any(|name| {
            [format!("{name}Required"), format!("{name}-")]
                .iter()
                .any(|end| line.contains(end.as_str()))
        })
    };
    let page = read(text.as_bytes(), &words()).unwrap();
    let fields = page
        .tables
        .iter()
        .filter(|table| table.kind == TableKind::Fields);
    let lines: Vec<usize> = fields
        .flat_map(|table| &table.rows)
        .map(|row| row.line)
        .collect();
    let expected: Vec<usize> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| is_row(line))
        .map(|(number, _)| number)
        .collect();
    assert_eq!(lines, expected);
    assert_eq!(lines.len(), 84);
    for row in page.tables.iter().flat_map(|table| &table.rows) {
        let line = text.lines().nth(row.line - 1).unwrap();
        assert!(line.trim_start().starts_with(&row.path), "{line}");
    }
}

#[test]
fn the_examples_of_the_dump() {
    let Some(bytes) = page("identitycard.en.txt") else {
        return;
    };
    let page = read(&bytes, &words()).unwrap();
    assert_eq!((page.form, page.end), (Form::Text, End::Whole));
    let [json, form, success, failure] = &page.examples[..] else {
        panic!("{}", page.examples.len())
    };
    let (ExampleKind::Command(json), ExampleKind::Command(form)) = (&json.kind, &form.kind) else {
        panic!("{json:?} {form:?}")
    };
    for command in [json, form] {
        assert_eq!(command.method.as_deref(), Some("POST"));
        let url = command.url.as_deref().unwrap();
        assert!(
            url.starts_with("https://") && url.ends_with("/document/id-card"),
            "{url}"
        );
        assert!(command.slips.is_empty());
        let headers: Vec<&str> = command.headers.iter().map(|(name, _)| &**name).collect();
        assert!(headers.contains(&"X-OCR-SECRET") && headers.contains(&"Content-Type"));
    }
    assert_eq!(json.parts.len(), 1);
    assert_eq!(
        (json.parts[0].line, json.parts[0].json.as_deref()),
        (79, Some(&[][..]))
    );
    let names: Vec<_> = form
        .parts
        .iter()
        .map(|part| part.name.as_deref().unwrap())
        .collect();
    assert_eq!(names, ["message", "file"]);
    assert_eq!(
        form.parts[0].json.as_deref(),
        Some(&[][..]),
        "{:?}",
        form.parts[0]
    );
    assert_eq!(form.parts[1].json, None);
    let ExampleKind::Json { slips } = &success.kind else {
        panic!("{success:?}")
    };
    assert_eq!(slips.len(), 1);
    assert_eq!((success.line, slips[0].line), (299, 469));
    assert_eq!(failure.kind, ExampleKind::Json { slips: Vec::new() });
    assert_eq!(failure.headings.last().unwrap(), "Failure");
}

#[test]
fn the_dump_cut_at_every_line() {
    let Some(bytes) = page("identitycard.en.txt") else {
        return;
    };
    let feeds = bytes.iter().enumerate().filter(|&(_, byte)| *byte == b'\n');
    let ends: Vec<usize> = feeds.map(|(at, _)| at + 1).collect();
    cut::cut(&bytes, ends.into_iter(), &words());
}
