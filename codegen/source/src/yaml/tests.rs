//! The YAML reader.

use crate::tests::check;
use crate::{FaultKind, Format, MAX_DEPTH, Node, Source, Tree, Value};
use proptest::prelude::*;

fn read(text: &str) -> Tree {
    let source = Source::new("t.yaml", text);
    let tree = source.parse(Format::Yaml);
    check(source.text(), &tree);
    tree
}

fn root(text: &str) -> Node {
    let tree = read(text);
    assert_eq!(tree.faults, [], "{text}");
    tree.root.unwrap()
}

/// Kind and text of every fault.
fn faults(text: &str) -> Vec<(FaultKind, &str)> {
    read(text)
        .faults
        .iter()
        .map(|fault| (fault.kind, &text[fault.span.clone()]))
        .collect()
}

const PETS: &str = "\
# 한글 before everything
pets:
  - name: 보리   # behind a value
    legs: 4
    \"na\\u006De\": \"Rex\"
  - {name: 'It''s', tags: [a, b]}
note: |
  two
  lines
none:
last: plain text
";

#[test]
fn values_know_their_places() {
    let node = root(PETS);
    for (pointer, part) in [
        ("/pets/0/legs", "4"),
        ("/pets/0/name", "\"Rex\""),
        ("/pets/1", "{name: 'It''s', tags: [a, b]}"),
        ("/pets/1/name", "'It''s'"),
        ("/pets/1/tags", "[a, b]"),
        ("/pets/1/tags/1", "b"),
        ("/last", "plain text"),
    ] {
        let span = node.at(pointer).unwrap().span.clone();
        assert_eq!(&PETS[span], part, "{pointer}");
    }
    let pets = &PETS[node.at("/pets").unwrap().span.clone()];
    assert!(
        pets.starts_with("- name") && pets.ends_with("[a, b]}"),
        "{pets}"
    );
    let first = &PETS[node.at("/pets/0").unwrap().span.clone()];
    assert!(
        first.starts_with("name: 보리") && first.ends_with("\"Rex\""),
        "{first}"
    );
    assert_eq!(node.at("/note").unwrap().as_str(), Some("two\nlines\n"));
    assert!(node.at("/none").unwrap().is_null());
}

#[test]
fn keys_know_their_places() {
    let node = root(PETS);
    let first = node.at("/pets/0").unwrap().as_object().unwrap();
    let part = |span: &std::ops::Range<usize>| &PETS[span.clone()];
    assert_eq!(part(&first.get("legs").unwrap().key_span), "legs");
    assert_eq!(part(&first.get("name").unwrap().key_span), "\"na\\u006De\"");
    assert_eq!(part(&first.shadowed[0].key_span), "name");
    assert_eq!(part(&first.shadowed[0].value.span), "보리");
}

#[test]
fn places_hold_with_any_line_ending() {
    for ending in ["\n", "\r\n", "\r"] {
        let text = PETS.replace('\n', ending);
        let node = root(&text);
        let span = node.at("/last").unwrap().span.clone();
        assert_eq!(&text[span], "plain text");
    }
}

#[test]
fn long_integers_keep_their_digits() {
    let node = root("a: 12345678901234567890123\nb: 1.10");
    assert_eq!(
        node.at("/a").unwrap().as_number().unwrap().as_str(),
        "12345678901234567890123"
    );
    assert_eq!(node.at("/b").unwrap().as_number().unwrap().as_str(), "1.10");
}

#[test]
fn quoted_scalars_are_strings() {
    let node = root("- \"1\"\n- 'true'\n- |-\n 2\n- \"\"\n");
    let texts: Vec<_> = node.as_array().unwrap().iter().map(Node::as_str).collect();
    assert_eq!(texts, [Some("1"), Some("true"), Some("2"), Some("")]);
}

#[test]
fn json_is_yaml() {
    let node = root("{\"a\": [1, null, \"\\u00e9\"], \"b\": {}}");
    assert_eq!(node.at("/a/2").unwrap().as_str(), Some("é"));
    assert_eq!(node.at("/b").unwrap().kind(), "an object");
}

#[test]
fn what_json_has_no_room_for_is_refused_and_the_rest_read() {
    use FaultKind::NotJson;
    for (text, part) in [
        ("a: *x\nz: 1", None),
        ("a: !!str 1\nz: 1", Some("!!str 1")),
        ("a: !pet {}\nz: 1", None),
        ("~: 1\nz: 1", Some("~")),
        ("a: &x [*x]\nz: 1", Some("*x")),
        ("? [a]\n: 1\nz: 1", Some("[a]")),
        ("? {a: 1}\n: 1\nz: 1", Some("{a: 1}")),
        ("<<: [1]\nz: 1", Some("<<")),
        ("a: .inf\nz: 1", Some(".inf")),
        ("z: 1\n---\nz: 2", Some("---")),
    ] {
        let tree = read(text);
        if text == "a: *x\nz: 1" {
            // The parser itself knows that nothing has this name.
            assert!(!tree.faults.is_empty());
            continue;
        }
        assert_eq!(tree.faults.len(), 1, "{text}: {:?}", tree.faults);
        assert_eq!(tree.faults[0].kind, NotJson, "{text}");
        if let Some(part) = part {
            assert_eq!(&text[tree.faults[0].span.clone()], part);
        }
        assert_eq!(
            tree.root
                .unwrap()
                .at("/z")
                .unwrap()
                .as_number()
                .unwrap()
                .as_i64(),
            Some(1)
        );
    }
    assert_eq!(faults("a: 1e999"), [(FaultKind::NumberRange, "1e999")]);
}

/// The tree as JSON text, which is enough to compare by.
fn same(text: &str, json: &str) {
    let tree = read(text);
    assert!(tree.faults.is_empty(), "{text}: {:?}", tree.faults);
    let expected = crate::Tree::from_json(json).root.unwrap();
    let root = tree.root.unwrap();
    assert!(root.value.same(&expected.value), "{text}: {root:?}");
}

#[test]
fn aliases_and_merge_keys_are_what_they_repeat() {
    same("a: &x [1, b]\nb: *x", r#"{"a":[1,"b"],"b":[1,"b"]}"#);
    same("a: &x k\n*x : 1", r#"{"a":"k","k":1}"#);
    same("&x k: 1\nb: *x", r#"{"k":1,"b":"k"}"#);
    same("a: &x 1\nb: &x 2\nc: *x", r#"{"a":1,"b":2,"c":2}"#);
    same(
        "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3",
        r#"{"a":{"p":1,"q":2},"b":{"p":1,"q":3}}"#,
    );
    same(
        "a: &x {p: 1}\nb: &y {p: 2, q: 2}\nc: {<<: [*x, *y], r: 3}",
        r#"{"a":{"p":1},"b":{"p":2,"q":2},"c":{"p":1,"q":2,"r":3}}"#,
    );
    same("'<<': 1", r#"{"<<":1}"#);
    let text = "a: &x {p: one}\nb: {<<: *x, q: *x}\nc: 1";
    let tree = read(text);
    let root = tree.root.unwrap();
    for place in ["/a/p", "/b/p", "/b/q/p"] {
        assert_eq!(root.at(place).unwrap().span, 10..13, "{place}");
    }
    assert_eq!(
        &text[root.at("/b").unwrap().span.clone()],
        "{<<: *x, q: *x}"
    );
    let Value::Object(object) = &root.at("/b").unwrap().value else {
        panic!("it is an object");
    };
    assert_eq!(
        (object.members[0].key.as_str(), object.shadowed.len()),
        ("p", 0)
    );
    assert_eq!(tree.remarks.len(), 2);
}

#[test]
fn aliases_end_somewhere() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    text.extend((1..30).map(|step| {
        let inner = format!("*a{}, ", step - 1).repeat(9);
        format!("a{step}: &a{step} [{inner}]\n")
    }));
    let tree = read(&text);
    assert!(
        tree.faults
            .iter()
            .any(|fault| fault.message.contains("far more than the text"))
    );
    let mut deep = "a0: &a0 [x]\n".to_owned();
    deep.extend((1..200).map(|step| format!("a{step}: &a{step} [*a{}]\n", step - 1)));
    let tree = read(&deep);
    assert!(
        tree.faults
            .iter()
            .any(|fault| fault.message.contains("too deep"))
    );
}

#[test]
fn what_is_read_all_the_same_is_remarked() {
    for (text, part) in [
        ("200: 1", "200"),
        ("true: 1", "true"),
        ("# c\n%YAML 1.1\n---\na: 1", "%YAML 1.1"),
        ("a: &x 1\nb: *x", "*x"),
        ("<<: {a: 1}", "<<"),
    ] {
        let tree = read(text);
        assert!(
            tree.faults.is_empty() && tree.root.is_some(),
            "{text}: {tree:?}"
        );
        assert_eq!(tree.remarks.len(), 1, "{text}");
        assert_eq!(&text[tree.remarks[0].span.clone()], part);
    }
    assert!(read("%YAML 1.2\n---\na: 1").remarks.is_empty());
    assert!(read("a: |\n  %YAML 1.1").remarks.is_empty());
}

#[test]
fn a_carriage_return_ends_a_line() {
    same("a: 1\rb:\r  c: 2\r", r#"{"a":1,"b":{"c":2}}"#);
    same("a: 1\r\nb: 2\r\n", r#"{"a":1,"b":2}"#);
}

#[test]
fn a_key_that_is_no_string_is_still_a_key() {
    let tree = read("200: {a: 1}");
    assert!(tree.root.unwrap().at("/200/a").is_some());
}

#[test]
fn a_breach_of_the_grammar_has_a_place() {
    for (text, kind) in [
        ("a: b: c", FaultKind::Syntax),
        ("a: 1\n b: 2", FaultKind::Syntax),
        ("a:\n\t- 1", FaultKind::Syntax),
        ("a: [1 2}\nb: 1", FaultKind::Syntax),
        ("a: \"\\q\"", FaultKind::Syntax),
        ("a: @b", FaultKind::Syntax),
        ("a: [1, 2", FaultKind::Truncated),
        ("a: {b: 1", FaultKind::Truncated),
        ("a: \"b", FaultKind::Truncated),
        ("a: 'b\n", FaultKind::Truncated),
        ("", FaultKind::Truncated),
        ("# nothing\n", FaultKind::Truncated),
    ] {
        let tree = read(text);
        let kinds: Vec<_> = tree.faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(kinds, [kind], "{text:?}: {:?}", tree.faults);
        assert!(tree.root.is_none());
    }
}

#[test]
fn no_message_quotes_the_text() {
    for text in [
        "a: @kingfisher",
        "a: *kingfisher",
        "a: %kingfisher",
        "a: 'kingfisher",
        "a: !k!kingfisher 1",
    ] {
        let tree = read(text);
        assert!(!tree.faults.is_empty());
        for fault in tree.faults {
            assert!(!fault.message.contains("kingfisher"), "{}", fault.message);
            assert!(!fault.message.contains('@'), "{}", fault.message);
        }
    }
}

#[test]
fn depth_has_a_limit() {
    let flow = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    let block = |depth: usize| "- ".repeat(depth) + "1";
    for text in [flow(MAX_DEPTH), block(MAX_DEPTH)] {
        assert_eq!(faults(&text), []);
    }
    for text in [
        flow(MAX_DEPTH + 1),
        block(MAX_DEPTH + 1),
        flow(1000),
        "{a: ".repeat(1000),
    ] {
        assert_eq!(read(&text).faults[0].kind, FaultKind::TooDeep);
    }
}

/// Pieces of YAML, so that chance puts together texts worth reading.
const PIECES: &[&str] = &[
    "a",
    "b: ",
    "- ",
    "? ",
    ": ",
    "\n",
    "\n  ",
    "\n    ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "'",
    "\"",
    "|",
    ">",
    "|2",
    "|+\n",
    "&x ",
    "*x",
    "!t ",
    "!!str ",
    "<<",
    "---",
    "\n---\n",
    "\n...\n",
    "%YAML 1.2\n",
    "%TAG ! x\n",
    "# c\n",
    "한",
    "\t",
    "\r",
    "\r\n",
    "1",
    "0x",
    ".5",
    "~",
    "\\u00e9",
    "\\",
    "@",
    "`",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{0}",
    "-",
    ":",
    "?",
    "😀",
];

proptest! {
    #[test]
    fn no_text_is_too_much(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30)) {
        read(&pieces.concat());
    }

    #[test]
    fn plain_words_stand_where_their_spans_say(words in prop::collection::vec("[a-z한é😀]{1,4}", 1..8)) {
        let lines = words.iter().enumerate().map(|(i, word)| format!("k{i}: {word} # {word}"));
        let text = lines.collect::<Vec<_>>().join("\n");
        let node = root(&text);
        for (index, word) in words.iter().enumerate() {
            let found = node.at(&format!("/k{index}")).unwrap();
            if let Value::String(decoded) = &found.value {
                prop_assert_eq!(decoded, word);
            }
            prop_assert_eq!(&text[found.span.clone()], word);
        }
    }
}
