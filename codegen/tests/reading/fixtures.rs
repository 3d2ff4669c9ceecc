//! Reads pages of our own in the forms that are met, with what is wrong in them.

use super::{folder, words};
use codegen::page::model::Page;
use codegen::page::read::read;
use std::fmt::Write as _;
use std::fs;

/// A page as lines, each row with all that it says.
fn shown(page: &Page) -> String {
    let mut shown = format!(
        "{:?} {} {:?}\n{:#?}\n",
        page.form, page.language, page.end, page.head
    );
    for fault in &page.faults {
        writeln!(shown, "fault {}: {}", fault.line, fault.message).unwrap();
    }
    for table in &page.tables {
        writeln!(
            shown,
            "\n{:?}, line {}, {:?}, anchors {:?}, partial {}",
            table.kind, table.line, table.headings, table.anchors, table.partial
        )
        .unwrap();
        for row in &table.rows {
            writeln!(shown, "{row:?}").unwrap();
        }
    }
    for example in &page.examples {
        writeln!(shown, "\n{example:#?}").unwrap();
    }
    shown
}

#[test]
fn every_page_says_what_is_written_in_it() {
    let pages = folder().join("tests/fixtures/pages");
    let mut names: Vec<String> = fs::read_dir(&pages)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    for name in names {
        let bytes = fs::read(pages.join(&name)).unwrap();
        let page = read(&bytes, &words()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let language = name.split('.').nth(1).unwrap();
        assert_eq!(page.language, language, "{name}");
        insta::assert_snapshot!(name.replace('.', "-"), shown(&page));
    }
}
