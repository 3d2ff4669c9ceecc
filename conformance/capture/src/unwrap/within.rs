//! Finds the JSON in the text of a string: often all of it, in a log behind some words.
//!
//! Where words stand around it, what is to be judged has to look like a document of this API, by the rule for
//! text. Else every object that any program ever logged would be judged.

use crate::embedded::{Taken, hits};
use crate::scan::{Scan, Step, is_space};
use spanned_tree::Position;
use std::ops::Range;

/// How many objects of a text are looked at that are written inside another string.
const MOST_HITS: usize = 32;

/// Whether there is nothing: no text, null, or a string, a list or an object with nothing in it.
pub(super) fn is_empty(value: &[u8]) -> bool {
    let mut rest = value.iter().copied().filter(|byte| !is_space(*byte));
    let text: Vec<u8> = rest.by_ref().take(5).collect();
    matches!(&text[..], b"" | b"null" | b"\"\"" | b"[]" | b"{}")
}

/// Where in the text of a string the JSON is that [`Step::JsonString`](crate::Step::JsonString) leads to,
/// if a document of this API is looked for.
pub fn json_within(text: &[u8]) -> Option<Range<usize>> {
    find(text, true).map(|(_, range)| range)
}

/// Where the JSON in a text is; it is to be judged, or gone into. `None` if there is none.
pub(super) fn find(text: &[u8], is_judged: bool) -> Option<(Position, Range<usize>)> {
    let beginning = Position { line: 1, column: 1 };
    let first = text.iter().position(|&byte| !is_space(byte))?;
    let is_value = matches!(text[first], b'{' | b'[' | b'"');
    let is_whole = match Scan::default().feed(&text[first..]) {
        Step::Done(end) => text[first + end..].iter().all(|&byte| is_space(byte)),
        // The judge says that it breaks off.
        Step::More => true,
        Step::Broken(_) => false,
    };
    if is_value && is_whole {
        return Some((beginning, 0..text.len()));
    }
    let taken = if is_judged {
        Taken::Documents
    } else {
        Taken::Objects
    };
    let mut hits = hits(text, taken, MOST_HITS).into_iter();
    // What is in a string within the text is another step away.
    if let Some(hit) = hits.find(|hit| hit.decoded.is_none()) {
        return Some((hit.start, hit.range));
    }
    // It is no JSON, and should have been.
    (text[first] == b'{').then_some((beginning, 0..text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, is_judged: bool) -> Option<&str> {
        find(text.as_bytes(), is_judged).map(|(_, range)| &text[range])
    }

    #[test]
    fn what_looks_like_a_document_is_found_behind_words() {
        let document = r#"{"version":"V2","requestId":"r","images":[{"name":"}"}]}"#;
        for around in [
            "response=@",
            "[main] INFO {} @ took 5 ms",
            "{\"a\":1} @",
            "@ x",
            "가\n@",
        ] {
            let text = around.replace('@', document);
            assert_eq!(found(&text, true), Some(document), "{text}");
        }
        let error = r#"{"code":"0011","message":"m"}"#;
        assert_eq!(found(&format!("< {error}"), true), Some(error));
        // One that breaks off is judged, and said to break off.
        assert_eq!(
            found(&format!("< {}", &document[..46]), true),
            Some(&document[..46])
        );
        let (position, _) = find(
            "가\n나 {\"code\":\"0011\",\"message\":\"\"}".as_bytes(),
            true,
        )
        .unwrap();
        assert_eq!((position.line, position.column), (2, 3));
    }

    #[test]
    fn other_text_gives_nothing_and_other_objects_are_gone_into() {
        for text in [
            "tick 1",
            "a {\"b\":1} c",
            "fn f() { g(); }",
            "x {{{{",
            "[1] {",
            "",
        ] {
            assert_eq!(found(text, true), None, "{text}");
        }
        assert_eq!(found("a {\"b\":1} c", false), Some("{\"b\":1}"));
        assert_eq!(found("{\"a\":", true), Some("{\"a\":"));
        assert_eq!(found("{x} y", true), Some("{x} y"));
    }

    #[test]
    fn what_is_nothing_is_known() {
        for nothing in ["", " \n", "null", "\"\"", "[ ]", " { } ", "\" \""] {
            assert!(is_empty(nothing.as_bytes()), "{nothing}");
        }
        for something in ["nullx", "0", "\"a\"", "[0]", "{\"\":0}", "false"] {
            assert!(!is_empty(something.as_bytes()), "{something}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "[{}\\[\\]\":, a\\\\가\n]{0,60}", is_judged: bool) {
            found(&text, is_judged);
        }
    }
}
