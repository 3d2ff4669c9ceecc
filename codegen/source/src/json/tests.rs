//! The JSON reader, against a list of texts and against `serde_json`.

use crate::tests::check;
use crate::{FaultKind, Format, MAX_DEPTH, Node, Source, Tree, Value};
use proptest::prelude::*;

fn read(text: &str) -> Tree {
    Source::new("t.json", text).parse(Format::Json)
}

fn root(text: &str) -> Node {
    let tree = read(text);
    assert_eq!(tree.faults, [], "{text}");
    tree.root.unwrap()
}

/// Kind and place of every fault.
fn faults(text: &str) -> Vec<(FaultKind, usize, usize)> {
    let tree = read(text);
    check(text, &tree);
    tree.faults
        .iter()
        .map(|fault| (fault.kind, fault.span.start, fault.span.end))
        .collect()
}

#[test]
fn values_know_their_places() {
    let text = r#" {"a": [1, "b\n", {}], "c" : true} "#;
    let node = root(text);
    for (pointer, part) in [
        ("", text.trim()),
        ("/a", r#"[1, "b\n", {}]"#),
        ("/a/0", "1"),
        ("/a/1", r#""b\n""#),
        ("/a/2", "{}"),
        ("/c", "true"),
    ] {
        assert_eq!(&text[node.at(pointer).unwrap().span.clone()], part);
    }
    let member = node.as_object().unwrap().get("c").unwrap();
    assert_eq!(&text[member.key_span.clone()], r#""c""#);
}

#[test]
fn strings_are_decoded() {
    for (text, decoded) in [
        (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
        (r#""\u0041\u00e9\ud55c""#, "Aé한"),
        (r#""\ud83D\uDe00!""#, "😀!"),
        (
            "\"한글, longer than one block\u{7f}\"",
            "한글, longer than one block\u{7f}",
        ),
        (r#""""#, ""),
    ] {
        assert_eq!(root(text).as_str(), Some(decoded));
    }
}

#[test]
fn numbers_keep_their_digits() {
    for text in ["0", "-0.0", "1E+2", "12345678901234567890.10"] {
        assert_eq!(root(text).as_number().unwrap().as_str(), text);
    }
}

#[test]
fn a_syntax_fault_is_at_the_first_wrong_byte() {
    for (text, start, end) in [
        ("x", 0, 1),
        ("[1 2]", 3, 4),
        ("{\"a\" 1}", 5, 6),
        ("{\"a\":1 \"b\":2}", 7, 8),
        ("{a:1}", 1, 2),
        ("[,]", 1, 2),
        ("[1,,]", 3, 4),
        ("{,}", 1, 2),
        ("[1}", 2, 3),
        ("01", 1, 2),
        ("[-x]", 2, 3),
        ("[1.]", 3, 4),
        ("[1e+]", 4, 5),
        ("+1", 0, 1),
        ("trux", 3, 4),
        ("nul한", 3, 6),
        ("TRUE", 0, 1),
        ("\"a\tb\"", 2, 3),
        (r#""\x""#, 2, 3),
        (r#""\u12g4""#, 5, 6),
        (r#""\u12한""#, 5, 8),
        ("{} {}", 3, 4),
        ("1//", 1, 2),
        ("'a'", 0, 1),
        ("[1]\u{a0}", 3, 5),
    ] {
        assert_eq!(faults(text), [(FaultKind::Syntax, start, end)], "{text}");
    }
}

#[test]
fn a_text_cut_short_is_truncated() {
    let whole = r#"{"a":[tr,-1.5e+3,"x\ud83d\ude00\n",null,{"b":false}]}"#.replace("tr", "true");
    for end in 0..whole.len() {
        assert_eq!(
            faults(&whole[..end]),
            [(FaultKind::Truncated, end, end)],
            "{}",
            &whole[..end]
        );
    }
    assert_eq!(faults(&whole), []);
    assert_eq!(faults(" \n"), [(FaultKind::Truncated, 2, 2)]);
    assert_eq!(faults("-"), [(FaultKind::Truncated, 1, 1)]);
    assert_eq!(faults("1e"), [(FaultKind::Truncated, 2, 2)]);
}

#[test]
fn goes_on_after_a_trailing_comma() {
    let text = "{\"a\": [1, 2 , ], \"b\": {\"c\": 3,\n},}";
    let comma = |at| (FaultKind::TrailingComma, at, at + 1);
    assert_eq!(faults(text), [comma(12), comma(29), comma(32)]);
    let root = read(text).root.unwrap();
    assert_eq!(root.at("/a").unwrap().as_array().unwrap().len(), 2);
    assert_eq!(
        root.at("/b/c").unwrap().as_number().unwrap().as_i64(),
        Some(3)
    );
    assert_eq!(faults("[1,"), [(FaultKind::Truncated, 3, 3)]);
}

#[test]
fn goes_on_after_half_a_surrogate_pair() {
    let lone = |start| (FaultKind::LoneSurrogate, start, start + 6);
    assert_eq!(
        faults(r#"["\ud800","\udc00x","\ud800\u0041","\ud800\n"]"#),
        [lone(2), lone(11), lone(21), lone(36)]
    );
    assert_eq!(
        read(r#""\ud800\u0041""#).root.unwrap().as_str(),
        Some("\u{fffd}A")
    );
    // The first is alone, the second and third are a pair.
    assert_eq!(faults(r#""\ud800\ud83d\ude00""#), [lone(1)]);
    assert_eq!(
        read(r#""\ud800\ud83d\ude00""#).root.unwrap().as_str(),
        Some("\u{fffd}😀")
    );
}

#[test]
fn goes_on_after_a_number_out_of_range() {
    let text = "[1e999, -1e999, 1e-400, 0e999, 1]";
    let range = |start, end| (FaultKind::NumberRange, start, end);
    assert_eq!(faults(text), [range(1, 6), range(8, 14)]);
    assert_eq!(
        read(text)
            .root
            .unwrap()
            .at("/0")
            .unwrap()
            .as_number()
            .unwrap()
            .as_str(),
        "1e999"
    );
}

#[test]
fn depth_has_a_limit() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert_eq!(faults(&nested(MAX_DEPTH)), []);
    assert_eq!(
        faults(&nested(MAX_DEPTH + 1)),
        [(FaultKind::TooDeep, MAX_DEPTH, MAX_DEPTH + 1)]
    );
    assert!(serde_json::from_str::<serde_json::Value>(&nested(MAX_DEPTH)).is_ok());
    assert!(serde_json::from_str::<serde_json::Value>(&nested(MAX_DEPTH + 1)).is_err());
    let objects = "{\"a\":".repeat(100_000);
    assert_eq!(faults(&objects)[0].0, FaultKind::TooDeep);
}

#[test]
fn no_message_quotes_the_text() {
    let secret = "kingfisher";
    for text in [
        format!("{{\"{secret}\":\"{secret}\\x\"}}"),
        format!("[{secret}]"),
        format!("[\"{secret}\",]"),
        format!("\"{secret}"),
        format!("\"{secret}\\ud800\""),
        format!("{{{secret}: 1}}"),
    ] {
        let tree = read(&text);
        assert_eq!(tree.faults.len(), 1);
        assert!(
            !tree.faults[0].message.contains(secret),
            "{}",
            tree.faults[0].message
        );
    }
}

/// Whether the tree is what `serde_json` read.
fn is_same(node: &Node, json: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (&node.value, json) {
        (Value::Null, Json::Null) => true,
        (Value::Bool(a), Json::Bool(b)) => a == b,
        (Value::Number(a), Json::Number(b)) if b.is_f64() => {
            // `serde_json` may be off by the last bit.
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            (a - b).abs() <= b.abs() * 4.0 * f64::EPSILON
        }
        (Value::Number(a), Json::Number(b)) => a.as_i64() == b.as_i64() && a.as_u64() == b.as_u64(),
        (Value::String(a), Json::String(b)) => a == b,
        (Value::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Object(a), Json::Object(b)) => {
            a.members.len() == b.len()
                && b.iter()
                    .all(|(key, b)| a.get(key).is_some_and(|a| is_same(&a.value, b)))
        }
        _ => false,
    }
}

fn agrees_with_serde_json(text: &str) {
    let tree = read(text);
    check(text, &tree);
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(json) => {
            assert_eq!(tree.faults, [], "{text:?}");
            assert!(is_same(&tree.root.unwrap(), &json), "{text:?}");
        }
        // What is recovered from is still a fault.
        Err(error) => assert_ne!(tree.faults, [], "{text:?}: {error}"),
    }
}

/// Texts that are JSON, or nearly.
fn json() -> impl Strategy<Value = String> {
    let number = r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?";
    let string = r#""([a-zé한😀 ]|\\["\\/bfnrt]|\\u[0-9a-f]{4}|\\ud83d\\ude0[0-9]){0,24}""#;
    let leaf = prop_oneof![
        prop_oneof![Just("null"), Just("true"), Just("false")].prop_map(str::to_owned),
        number.prop_map(|text| text),
        string.prop_map(|text| text),
    ];
    leaf.prop_recursive(5, 64, 6, |inner| {
        let member = (r#""[ab]{0,2}""#, inner.clone()).prop_map(|(k, v)| format!("{k}: {v}"));
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|all| format!("[{}]", all.join(", "))),
            prop::collection::vec(member, 0..20).prop_map(|all| format!("{{{}}}", all.join(" ,"))),
        ]
    })
}

/// What a slip of a keyboard might put anywhere.
const SLIPS: &[&str] = &[
    "", ",", ":", "\"", "\\", "\\ud800", "\\u", "{", "}", "[", "]", "-", "0", "1e999", ".", "e",
    "null", "\u{0}", "\t", "\n", "한", "'", "/", "\u{feff}",
];

proptest! {
    #[test]
    fn reads_what_serde_json_reads(text in json()) {
        agrees_with_serde_json(&text);
    }

    #[test]
    fn refuses_what_serde_json_refuses(
        text in json(),
        slips in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, prop::sample::select(SLIPS)), 1..4),
    ) {
        let mut characters: Vec<char> = text.chars().collect();
        for (place, removed, slip) in slips {
            let start = place.index(characters.len() + 1);
            let end = (start + removed).min(characters.len());
            characters.splice(start..end, slip.chars());
        }
        // A `Source` drops a byte order mark at the start; `serde_json` does not.
        let text: String = characters.into_iter().collect();
        agrees_with_serde_json(text.trim_start_matches('\u{feff}'));
    }

    #[test]
    fn a_prefix_is_truncated(text in json(), place in any::<prop::sample::Index>()) {
        let text = format!("[{text}]");
        let end = text.floor_char_boundary(place.index(text.len()));
        let faults = faults(&text[..end]);
        let (last, recovered) = faults.split_last().unwrap();
        prop_assert_eq!(last, &(FaultKind::Truncated, end, end));
        prop_assert!(recovered.iter().all(|(kind, ..)| !kind.ends_reading()));
    }
}
