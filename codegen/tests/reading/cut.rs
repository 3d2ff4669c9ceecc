//! A page that ends early claims nothing beyond its end.

use super::render::{SHAPES, render};
use super::sheet::sheet;
use super::words;
use codegen::page::model::{Page, Row, Said, Table};
use codegen::page::read::{Words, read};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn a_page_cut_at_any_line_claims_nothing_beyond(sheet in sheet()) {
        let words = words();
        for shape in SHAPES {
            let text = render(&sheet, shape);
            let ends = text.match_indices('\n').map(|(at, _)| at + 1);
            cut(text.as_bytes(), ends, &words);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2))]

    #[test]
    fn a_page_cut_within_a_line_claims_nothing_beyond(sheet in sheet(), first in 0..11_usize) {
        let words = words();
        for shape in SHAPES {
            let text = render(&sheet, shape);
            cut(text.as_bytes(), (first..text.len()).step_by(11), &words);
        }
    }
}

/// Cuts a page at each place, and holds what is left against the whole.
pub(crate) fn cut(bytes: &[u8], ends: impl Iterator<Item = usize>, words: &Words) {
    let whole = read(bytes, words).unwrap();
    for end in ends {
        // What is no page yet claims nothing.
        if let Ok(page) = read(&bytes[..end], words) {
            let tail = &bytes[end.saturating_sub(200)..end];
            let told = || {
                format!(
                    "{:?} cut at {end}: …{}",
                    page.form,
                    String::from_utf8_lossy(tail)
                )
            };
            claims_nothing_beyond(&page, &whole, &told);
        }
    }
}

fn claims_nothing_beyond(page: &Page, whole: &Page, told: &dyn Fn() -> String) {
    assert_eq!(page.language, whole.language, "{}", told());
    for fault in &page.faults {
        assert!(whole.faults.contains(fault), "{fault:?}\n{}", told());
    }
    assert!(page.tables.len() <= whole.tables.len(), "{}", told());
    if page.end.is_whole() {
        assert_eq!(page.tables.len(), whole.tables.len(), "{}", told());
    }
    for (at, (table, full)) in page.tables.iter().zip(&whole.tables).enumerate() {
        assert_eq!(table.headings, full.headings, "{}", told());
        assert_eq!(table.line, full.line, "{}", told());
        let is_last = at + 1 == page.tables.len();
        assert!(is_last || table.partial == full.partial, "{}", told());
        if table.kind != full.kind {
            // The head itself is cut.
            assert!(
                is_last && table.rows.is_empty() && table.partial,
                "{}",
                told()
            );
            continue;
        }
        rows(table, full, told);
    }
    for (example, full) in page.examples.iter().zip(&whole.examples) {
        // Its last line may be the beginning of what ends it.
        let sure = example.text.rsplit_once('\n').map_or("", |(sure, _)| sure);
        let begins = example.cut && full.text.starts_with(sure);
        assert!(begins || full.text == example.text, "{}", told());
    }
}

fn rows(table: &Table, full: &Table, told: &dyn Fn() -> String) {
    assert!(table.rows.len() <= full.rows.len(), "{}", told());
    assert!(
        table.partial || table.rows.len() == full.rows.len(),
        "{}",
        told()
    );
    for (row, full) in table.rows.iter().zip(&full.rows) {
        let Row {
            path,
            type_name,
            required,
            values,
            note,
            items,
            details,
            others,
            line,
        } = row;
        assert_eq!((path, line), (&full.path, &full.line), "{}", told());
        let told = || format!("{row:?}\n{full:?}\n{}", told());
        assert!(agrees(type_name, &full.type_name), "{}", told());
        assert!(agrees(required, &full.required), "{}", told());
        assert!(agrees(values, &full.values), "{}", told());
        assert!(agrees(note, &full.note), "{}", told());
        assert!(agrees(items, &full.items), "{}", told());
        assert!(details.is_none() || *details == full.details, "{}", told());
        assert!(
            others.iter().all(|other| full.others.contains(other)),
            "{}",
            told()
        );
    }
}

/// Whether what a cut page says of an aspect is what the whole says, or nothing.
fn agrees<T: PartialEq>(cut: &Said<T>, whole: &Said<T>) -> bool {
    // The whole may be silent where a part is not: a list that could not be believed.
    *cut == Said::Silent || cut == whole
}
