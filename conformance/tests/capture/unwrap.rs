//! Payloads inside the documents of a log.

use super::*;
use idcard_capture::Step;
use idcard_judge::SkipReason;

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
    assert_eq!((found.len(), payloads.count()), (4, 3));
    let images = with(vec![pointer("/images/0")]);
    let told = told(items(&fixture("one.http"), &images));
    assert!(
        told.starts_with("one.http:7#/images/0:12:5 at 12:5"),
        "{told}"
    );
}

#[test]
fn a_pointer_is_followed_as_the_judge_reads() {
    let apply = |steps: Vec<Step>, text: &str| {
        let unwrap = Unwrap::from(steps);
        let mut items = unwrap.apply(&Origin::whole("a"), text.as_bytes());
        assert_eq!(items.len(), 1, "{items:?}");
        match items.remove(0) {
            Item::Payload(payload) => {
                let start = payload.origin.start;
                let text = String::from_utf8(payload.bytes).unwrap();
                Ok((text, start.line, start.column))
            }
            Item::Skipped(skipped) => {
                let message = skipped.reason.as_str().to_owned();
                Err(Failure::at(&skipped.origin, message))
            }
            Item::Failed(failure) => Err(failure),
            Item::File(_) | Item::Part(_) | Item::Around(_) | Item::Read(_) => {
                unreachable!("no form or text is unwrapped")
            }
        }
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
        assert_eq!(failure.message, "absent-member", "{nowhere}");
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
    let failure = apply(vec![Step::JsonString], "7").unwrap_err();
    assert_eq!(failure.message, "it is no JSON string");
}

#[test]
fn what_is_no_pointer_is_refused() {
    for text in ["a", "#/a", "/~", "/~2", "a/b"] {
        assert!(Step::pointer(text).is_err(), "{text}");
    }
}

/// The texts of all that paths lead to, and how often they led nowhere.
fn all(paths: &[&[&str]], text: &str) -> (Vec<String>, usize) {
    let step = |word: &&str| match *word {
        "string" => Step::JsonString,
        "base64" => Step::Base64,
        text => pointer(text),
    };
    let paths: Vec<Vec<_>> = { paths.iter() }
        .map(|words| words.iter().map(step).collect())
        .collect();
    let items = Unwrap::from(paths).apply(&Origin::whole("a"), text.as_bytes());
    let (mut texts, mut absent) = (Vec::new(), 0);
    for item in items {
        match item {
            Item::Payload(payload) => texts.push(String::from_utf8(payload.bytes).unwrap()),
            Item::Skipped(skipped) => {
                let reasons = [SkipReason::Absent, SkipReason::NoDocument];
                assert!(reasons.contains(&skipped.reason));
                absent += 1;
            }
            other => unreachable!("{other:?}"),
        }
    }
    (texts, absent)
}

#[test]
fn a_wildcard_is_each_element_and_each_member_and_a_list_is_its_elements() {
    let text = r#"{"a": [{"b": [1]}, {"b": [[2], [3], 0]}, {"c": 4}, {"b": null}], "d": {"x": {"b": 5},
        "y": {"b": ""}, "x": {"b": 6}}}"#;
    let given = |texts: &[&str], absent| {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        (texts, absent)
    };
    // What no document can be is counted among all elements, and what is absent or null.
    assert_eq!(all(&[&["/a/*/b"]], text), given(&["[2]", "[3]"], 4));
    assert_eq!(all(&[&["/a"]], text).0.len(), 4);
    // Of repeated keys the last counts, here too; empty is not there.
    assert_eq!(all(&[&["/d/*/b"]], text), given(&["6"], 1));
    // A path that goes on is not ended by a list: in one word or in two, it is one pointer.
    assert_eq!(all(&[&["/a", "/1/b"]], text), given(&["[2]", "[3]"], 1));
    let paths: &[&[&str]] = &[&["/a/1/b"], &["/d/x/b"], &["/no"]];
    assert_eq!(all(paths, text), given(&["[2]", "[3]", "6"], 2));
    let text = r#"{"x": {"a": 1}, "level": "INFO", "n": 1, "o": null}"#;
    assert_eq!(all(&[&["/*"]], text), given(&["{\"a\": 1}"], 3));
}

#[test]
fn strings_and_base64_are_read_and_objects_are_what_they_are() {
    let text = r#"{"s": ["{\"a\":1}", {"a": 2}, null, ""], "b": "eyJhIjozfQ==", "l": "[{\"a\":4}, {\"a\":5}]",
        "w": "INFO {\"code\":\"0011\",\"message\":\"6\"} in 3 ms"}"#;
    assert_eq!(
        all(&[&["/s", "string"]], text),
        (vec![r#"{"a":1}"#.into(), r#"{"a": 2}"#.into()], 2)
    );
    assert_eq!(all(&[&["/b", "base64"]], text).0, [r#"{"a":3}"#]);
    assert_eq!(all(&[&["/b", "string", "base64", "/a"]], text).0, ["3"]);
    assert_eq!(
        all(&[&["/l", "string"]], text).0,
        [r#"{"a":4}"#, r#"{"a":5}"#]
    );
    assert_eq!(all(&[&["/l", "string", "/*/a"]], text).0, ["4", "5"]);
    let error = r#"{"code":"0011","message":"6"}"#;
    assert_eq!(all(&[&["/w", "string"]], text).0, [error]);
}

#[test]
fn more_values_than_a_document_may_have_are_a_failure() {
    let text = format!("[{}0]", "0,".repeat(1 << 18));
    let items = Unwrap::from(vec![pointer("/*")]).apply(&Origin::whole("a"), text.as_bytes());
    let [Item::Failed(failure)] = &items[..] else {
        unreachable!("{} items", items.len());
    };
    assert!(
        failure.message.contains("more than 262144 values"),
        "{failure:?}"
    );
}
