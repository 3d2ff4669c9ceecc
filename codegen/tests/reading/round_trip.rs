//! Each form reads back what was written in it.

use super::render::{JSON, SHAPES, Shape, TITLE, render};
use super::sheet::{Sheet, sheet};
use super::{expect, words};
use codegen::page::model::{End, ExampleKind, Form, Page, TableKind};
use codegen::page::read::read;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn each_form_reads_back_what_was_written(sheet in sheet()) {
        let words = words();
        for shape in SHAPES {
            let text = render(&sheet, shape);
            for text in variants(text, shape) {
                let page = read(text.as_bytes(), &words);
                let page = page.unwrap_or_else(|error| panic!("{shape:?}: {error}\n{text}"));
                compare(&page, &sheet, shape, &text);
            }
        }
    }
}

/// The text as other programs save it: with the line ends of another system, a mark at its
/// beginning, or, where nothing but words tells what a line is, further to the right.
fn variants(text: String, shape: Shape) -> Vec<String> {
    let mut variants = vec![text.replace('\n', "\r\n"), format!("\u{feff}{text}")];
    if !shape.is_markdown() && !shape.is_html() {
        variants.push(text.replace('\n', "\n    "));
    }
    variants.push(text);
    variants
}

fn compare(page: &Page, sheet: &Sheet, shape: Shape, text: &str) {
    let told = format!("{shape:?}\n{text}");
    let form = match shape {
        Shape::Dashes | Shape::Elements => Form::Markdown,
        Shape::Html | Shape::Terse => Form::Html,
        _ => Form::Text,
    };
    assert_eq!(
        (page.form, &*page.language),
        (form, sheet.tongue.tag),
        "{told}"
    );
    assert_eq!(page.head.title.as_deref(), Some(TITLE), "{told}");
    if shape.is_markdown() {
        assert_eq!(page.head.slug.as_deref(), Some("pets"));
        assert_eq!(page.head.updated.as_deref(), Some("2026-04-23T08:55:37Z"));
        assert_eq!(page.head.published.as_deref(), Some("2026-04-24T08:55:37Z"));
        assert_eq!(page.head.stale, Some(true));
    }
    let end = if shape == Shape::Terse || page.end == End::Whole {
        page.end
    } else {
        panic!("{:?}\n{told}", page.end)
    };
    assert_eq!(end, End::Whole, "{told}");
    let doubled = sheet.tables.iter().filter(|table| table.doubled).count();
    assert_eq!(page.faults.len(), 2 * doubled, "{:?}\n{told}", page.faults);
    let lines: Vec<&str> = text.lines().collect();
    let (methods, tables) = page.tables.split_first().unwrap();
    assert_eq!(methods.kind, TableKind::Methods);
    assert_eq!(methods.rows[0].path, "POST");
    assert_eq!(
        methods.rows[0].others,
        [("uri".to_owned(), "/pets".to_owned())],
        "{told}"
    );
    assert_eq!(tables.len(), sheet.tables.len(), "{told}");
    for (table, members) in tables.iter().zip(&sheet.tables) {
        assert_eq!(table.kind, TableKind::Fields, "{told}");
        assert!(!table.partial, "{told}");
        let headings = [
            TITLE,
            sheet.tongue.section,
            sheet.tongue.part,
            &members.name,
        ];
        assert_eq!(table.headings, headings, "{told}");
        assert_eq!(table.rows.len(), members.rows.len(), "{told}");
        let named = matches!(shape, Shape::Elements | Shape::Html | Shape::Terse);
        assert_eq!(
            table.anchors,
            vec![members.name.clone(); usize::from(named)]
        );
        for (row, member) in table.rows.iter().zip(&members.rows) {
            let mut expected = expect::row(member, sheet, shape);
            // The name stands in the line, or in the one behind that its element begins in.
            let behind = usize::from(shape.is_html());
            assert!(
                lines[row.line - 1 + behind].contains(&row.path),
                "{}\n{told}",
                row.line
            );
            expected.line = row.line;
            assert_eq!(row, &expected, "{told}");
        }
    }
    let [example] = &page.examples[..] else {
        panic!("{:?}\n{told}", page.examples)
    };
    assert_eq!(example.text, JSON, "{told}");
    assert_eq!(example.kind, ExampleKind::Json { slips: Vec::new() });
    assert!(
        lines[example.line - 1].ends_with('{') && !example.cut,
        "{told}"
    );
}
