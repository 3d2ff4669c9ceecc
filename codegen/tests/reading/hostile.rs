//! Whatever the bytes: no panic, an end, and places that are in the file.

use super::render::{SHAPES, render};
use super::sheet::sheet;
use super::words;
use codegen::page::model::{End, Page};
use codegen::page::read::{NotAPage, read};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What has a meaning in one form or another.
const PIECES: [&str; 40] = [
    "|",
    "\\|",
    " | ",
    "\n",
    "\n\n",
    "\r\n",
    "| --- | --- |\n",
    "---\n",
    "```\n",
    "`",
    "# ",
    "> ",
    "- ",
    "  • ",
    "\t",
    "<table>",
    "<tr>",
    "<td rowspan=999999999 colspan=999999999>",
    "</table>",
    "<ul><li>",
    "</li></ul>",
    "<pre>",
    "<script>",
    "<!--",
    "-->",
    "<a name=x href=#%F0%zz>",
    "&#0;",
    "&amp",
    "{",
    "}",
    "[{\"a\": 1,}",
    "curl -X POST -d '",
    "\"",
    "\\",
    "FieldTypeRequiredDescription\n",
    "Field | Type | Required | Description |\n",
    "aStringRequired-\n",
    "\u{feff}",
    "\u{0}",
    "한글\u{3000}",
];

fn looked_at(bytes: &[u8]) -> Result<Page, NotAPage> {
    let page = read(bytes, &words())?;
    let last = String::from_utf8_lossy(bytes).matches('\n').count() + 1;
    let is_there = |line: usize| assert!((1..=last).contains(&line), "line {line} of {last}");
    page.faults.iter().for_each(|fault| is_there(fault.line));
    page.examples
        .iter()
        .for_each(|example| is_there(example.line));
    for table in &page.tables {
        is_there(table.line);
        table.rows.iter().for_each(|row| is_there(row.line));
    }
    if let End::Open(line) | End::Cut(line) = page.end {
        is_there(line);
    }
    Ok(page)
}

#[test]
fn what_is_no_page_is_said_to_be_none() {
    let wall = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>\
                <h1>Checking your browser</h1><noscript>Enable JavaScript</noscript></body></html>";
    let app = "<!doctype html><html><body><div id=\"root\"></div><h2>Response</h2>\
               <div class=\"grid\"><div>Field</div><div>Type</div></div></body></html>";
    let other = "| Name | Colour |\n| --- | --- |\n| Tom | black |\n";
    for (text, error) in [
        ("", NotAPage::Empty),
        (" \n\t\n", NotAPage::Empty),
        ("404 Not Found\n", NotAPage::NoTable),
        ("# Page not found\n\nIt was moved.\n", NotAPage::NoTable),
        ("{\"error\": {\"code\": 1}}", NotAPage::NoTable),
        (wall, NotAPage::NoTable),
        (app, NotAPage::NoTable),
        (other, NotAPage::NoWords),
    ] {
        assert_eq!(looked_at(text.as_bytes()), Err(error), "{text}");
    }
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).collect();
    assert_eq!(looked_at(&bytes), Err(NotAPage::Encoding));
    let utf_16: Vec<u8> = "| Field | Type |"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert!(looked_at(&utf_16).is_err());
}

#[test]
fn every_error_says_what_to_do() {
    for error in [
        NotAPage::Empty,
        NotAPage::Encoding,
        NotAPage::NoTable,
        NotAPage::NoWords,
    ] {
        assert!(error.to_string().len() > 15, "{error}");
    }
}

#[test]
fn a_stray_byte_is_a_finding() {
    let mut bytes = b"| Field | Type |\n| --- | --- |\n| `a` | String |\n\nIt says \xFF".to_vec();
    bytes.extend(" and more".repeat(50).as_bytes());
    let page = looked_at(&bytes).unwrap();
    assert_eq!(page.tables[0].rows.len(), 1);
    assert_eq!(page.faults.len(), 1, "{:?}", page.faults);
    assert_eq!(page.faults[0].line, 5);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..2000)) {
        let _ = looked_at(&bytes);
    }

    #[test]
    fn any_pieces(pieces in vec(select(&PIECES[..]), 0..80)) {
        let _ = looked_at(pieces.concat().as_bytes());
    }

    #[test]
    fn pages_with_damage(
        sheet in sheet(),
        shape in select(&SHAPES[..]),
        damage in vec((any::<prop::sample::Index>(), 0..60_usize, select(&PIECES[..])), 1..6),
    ) {
        let mut bytes = render(&sheet, shape).into_bytes();
        for (at, length, piece) in damage {
            let at = at.index(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        }
        let _ = looked_at(&bytes);
    }
}
