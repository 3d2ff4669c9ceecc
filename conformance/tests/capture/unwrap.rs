//! Payloads inside the documents of a log.

use super::*;
use idcard_capture::Step;

fn with(steps: Vec<Step>) -> Options {
    Options {
        unwrap: steps.into(),
        ..options()
    }
}

fn pointer(text: &str) -> Step {
    Step::pointer(text).unwrap()
}

#[test]
fn members_and_strings_of_log_lines_are_judged_or_said_to_be_missing() {
    let member = with(vec![pointer("/_source/body")]);
    let string = with(vec![
        pointer("/_source/body"),
        Step::JsonString,
        pointer("/inner"),
        Step::JsonString,
    ]);
    let mut told = super::told(items(&fixture("log.ndjson"), &member));
    told += &super::told(items(&fixture("log-text.ndjson"), &string));
    insta::assert_snapshot!(told);
}

#[test]
fn every_format_is_unwrapped() {
    let text = with(vec![Step::JsonString]);
    let found = items(&fixture("array.json"), &text);
    let payloads = found.iter().filter(|item| matches!(item, Item::Payload(_)));
    assert_eq!((found.len(), payloads.count()), (4, 1));
    let images = with(vec![pointer("/images/0")]);
    let told = told(items(&fixture("one.http"), &images));
    assert!(told.starts_with("one.http:7#/images/0 at 12:5"), "{told}");
}

#[test]
fn a_pointer_is_followed_as_the_judge_reads() {
    let apply = |steps: Vec<Step>, text: &str| {
        let unwrap = Unwrap::from(steps);
        let payload = unwrap.apply(&Origin::whole("a"), text.as_bytes());
        payload.map(|payload| {
            let start = payload.origin.start;
            let text = String::from_utf8(payload.bytes).unwrap();
            (text, start.line, start.column)
        })
    };
    let at = |text: &str, line, column| Ok((text.to_owned(), line, column));
    let text = "{\"가\": 1, \"a/b~\": [0,\n {\"x\": true}], \"\": {\"\": 2}, \"가\": 3}";
    assert_eq!(apply(vec![pointer("")], text), at(text, 1, 1));
    // Of repeated keys the last counts; keys may be escaped.
    assert_eq!(apply(vec![pointer("/가")], text), at("3", 2, 34));
    assert_eq!(apply(vec![pointer("/a~1b~0/1/x")], text), at("true", 2, 8));
    assert_eq!(
        apply(vec![pointer("/a~1b~0"), pointer("/1/x")], text),
        at("true", 2, 8)
    );
    assert_eq!(apply(vec![pointer("//")], text), at("2", 2, 25));
    assert_eq!(
        apply(vec![pointer("/k")], r#"{"\u006b":4}"#),
        at("4", 1, 11)
    );
    for nowhere in ["/b", "/a~1b~0/2", "/a~1b~0/01", "/a~1b~0/-", "/가/0"] {
        let failure = apply(vec![pointer(nowhere)], text).unwrap_err();
        assert_eq!(failure.message, "the pointer leads nowhere", "{nowhere}");
        assert_eq!(failure.name, format!("a#{nowhere}"));
    }
    for (broken, message) in [
        ("{\"a\": 1", "1:8: the text ends too early"),
        ("{\"a\": 1}\n x", "2:2: something follows"),
        ("{\"a\": }", "1:7: a value is missing"),
        ("{\"a\" 1}", "1:6: a colon is missing"),
        ("", "1:1: the text ends too early"),
        ("rotated", "1:1: no value begins here"),
        ("at 10:00", "1:1: no value begins here"),
        ("12 34", "1:4: something follows"),
    ] {
        let failure = apply(vec![pointer("/a")], broken).unwrap_err();
        assert!(failure.message.contains(message), "{failure:?}");
    }
    let failure = apply(vec![Step::JsonString], "{}").unwrap_err();
    assert_eq!(failure.message, "it is no JSON string");
}

#[test]
fn what_is_no_pointer_is_refused() {
    for text in ["a", "#/a", "/~", "/~2", "a/b"] {
        assert!(Step::pointer(text).is_err(), "{text}");
    }
}
