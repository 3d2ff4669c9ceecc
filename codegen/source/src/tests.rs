//! Sources: places, encodings, formats.

use super::*;
use proptest::prelude::*;

fn position(source: &Source, offset: usize) -> (usize, usize) {
    let Position { line, column } = source.position(offset);
    (line, column)
}

#[test]
fn places_are_counted_from_one_and_in_characters() {
    let source = Source::new("t", "a한b\r\n\n끝");
    assert_eq!(position(&source, 0), (1, 1));
    assert_eq!(position(&source, 1), (1, 2));
    assert_eq!(position(&source, 2), (1, 2), "inside a character");
    assert_eq!(position(&source, 4), (1, 3));
    assert_eq!(position(&source, 7), (2, 1));
    assert_eq!(position(&source, 8), (3, 1));
    assert_eq!(position(&source, 11), (3, 2));
    assert_eq!(position(&source, 999), (3, 2), "beyond the end");
    assert_eq!(position(&Source::new("t", ""), 0), (1, 1));
    assert_eq!(position(&Source::new("t", "a\n"), 2), (2, 1));
}

#[test]
fn lines_come_without_their_ending() {
    let source = Source::new("t", "one\r\ntwo\n\nfour");
    let lines: Vec<_> = (0..6).map(|line| source.line_text(line)).collect();
    assert_eq!(lines, ["", "one", "two", "", "four", ""]);
}

#[test]
fn a_byte_order_mark_does_not_count() {
    let (source, fault) = Source::from_bytes("t", b"\xEF\xBB\xBF{}".to_vec());
    assert_eq!((source.text(), fault), ("{}", None));
    let (source, fault) = Source::from_bytes("t", b"\xEF\xBB\xBF\"\xFF\"".to_vec());
    assert_eq!(source.text(), "\"\u{fffd}\"");
    assert_eq!(fault.unwrap().span, 1..4);
}

#[test]
fn bytes_that_are_not_utf8_have_a_place() {
    let (source, fault) = Source::from_bytes("t", b"ab\xFFcd\xFE".to_vec());
    let fault = fault.unwrap();
    assert_eq!(source.text(), "ab\u{fffd}cd\u{fffd}");
    assert_eq!((fault.kind, fault.span), (FaultKind::Encoding, 2..5));
}

#[test]
fn half_a_character_at_the_end_is_a_text_cut_short() {
    let (source, fault) = Source::from_bytes("t", b"\"\xED\x95".to_vec());
    let fault = fault.unwrap();
    assert_eq!(source.text(), "\"");
    assert_eq!((fault.kind, fault.span), (FaultKind::Truncated, 1..1));
    // Half a character in the middle is not.
    let (_, fault) = Source::from_bytes("t", b"\xED\x95\"".to_vec());
    assert_eq!(fault.unwrap().kind, FaultKind::Encoding);
}

#[cfg(feature = "yaml")]
#[test]
fn the_format_is_told_by_the_name_and_else_by_the_text() {
    for (name, text, format) in [
        ("a.json", "a: 1", Format::Json),
        ("a.JSON", "", Format::Json),
        ("a.yaml", "{}", Format::Yaml),
        ("dir.json/a.yml", "{}", Format::Yaml),
        ("-", " \n{", Format::Json),
        ("-", "[1]", Format::Json),
        ("-", "a: 1", Format::Yaml),
        ("dir.json/a", "a: 1", Format::Yaml),
    ] {
        assert_eq!(Format::of(name, text), format, "{name}");
    }
}

/// Every place in a tree and its faults.
pub(super) fn spans(tree: &Tree) -> Vec<Span> {
    fn collect(node: &Node, spans: &mut Vec<Span>) {
        spans.push(node.span.clone());
        match &node.value {
            Value::Array(elements) => elements.iter().for_each(|node| collect(node, spans)),
            Value::Object(object) => {
                for member in object.members.iter().chain(&object.shadowed) {
                    spans.push(member.key_span.clone());
                    collect(&member.value, spans);
                }
            }
            _ => {}
        }
    }
    let mut spans: Vec<_> = tree.faults.iter().map(|fault| fault.span.clone()).collect();
    if let Some(root) = &tree.root {
        collect(root, &mut spans);
    }
    spans
}

/// What must hold of every tree, whatever the text.
pub(super) fn check(text: &str, tree: &Tree) {
    for span in spans(tree) {
        assert!(
            text.get(span.clone()).is_some(),
            "{span:?} is not a part of the text"
        );
    }
    let ends = tree.faults.iter().any(|fault| fault.kind.ends_reading());
    assert_eq!(
        tree.root.is_none(),
        ends,
        "a tree has a root unless a fault says why not"
    );
    assert!(tree.faults.iter().all(|fault| !fault.message.is_empty()));
    assert!(
        tree.faults.is_sorted_by_key(|fault| fault.span.start),
        "faults in order"
    );
}

proptest! {
    #[test]
    fn no_bytes_are_too_much(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (source, _) = Source::from_bytes("t", bytes);
        for format in [
            Format::Json,
            #[cfg(feature = "yaml")]
            Format::Yaml,
        ] {
            check(source.text(), &source.parse(format));
        }
    }

    #[test]
    fn a_position_leads_back_to_its_line(text in "[a한\r\n]{0,40}", offset in 0_usize..60) {
        let source = Source::new("t", text);
        let Position { line, column } = source.position(offset);
        prop_assert!(line >= 1 && column >= 1);
        // A column may stand on the line's ending, and just behind the text.
        prop_assert!(column <= source.line_text(line).chars().count() + 3);
    }
}

/// Columns are counted from the last of many marks in a long line, and are what counting all gives.
#[test]
fn a_column_far_along_a_line_is_counted_in_characters() {
    let text = format!("a\n{}\nb", "x관€".repeat(3000));
    let source = Source::new("a", text.as_str());
    for (offset, _) in text.char_indices() {
        let before = &text[..offset];
        let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
        let expected = Position {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        };
        if offset % 7 == 0 || offset > text.len() - 40 {
            assert_eq!(source.position(offset), expected, "{offset}");
        }
    }
}
