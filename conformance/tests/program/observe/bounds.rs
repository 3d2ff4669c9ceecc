//! However much there is, what is kept of it is bounded.

use super::command::idcard;
use super::{JUDGE, reports, seen};
use idcard::observe::observe;
use serde_json::{Map, Value, json};

/// A map that is keyed by data has no member of the spec, or too many others.
#[test]
fn a_map_is_counted_and_not_listed() {
    let people = json!({"hongGildong": 1, "hong": {"kimMinji": 1}});
    let mut payload = json!({"code": "0011", "peopleSeen": people});
    for key in ["hong", "seoul", "900101-1334567"] {
        payload[key] = json!({"kimMinji": 1});
    }
    let once = reports(&seen([&payload]));
    for report in &once {
        for key in ["hong", "seoul", "kim", "9001"] {
            assert!(!report.contains(key), "{key}: {report}");
        }
    }
    let [text, ..] = once;
    assert!(text.contains("peopleSeen/‹key›, 2 times"), "{text}");
    assert!(text.contains("  not in the spec: ‹key›, 3 times"), "{text}");

    // All of it is shown to whoever asks.
    let text = payload.to_string();
    let output = idcard(&["observe", "-", "--show-values"], text.as_bytes());
    let shown = String::from_utf8(output.stdout).unwrap();
    for key in [
        "peopleSeen/hong/kimMinji",
        "seoul/kimMinji",
        "900101-1334567",
    ] {
        assert!(shown.contains(key), "{key}: {shown}");
    }

    // In two payloads, a word of its own is a name. What is in it is a map all the same.
    let [text, ..] = reports(&seen([&payload, &payload]));
    assert!(
        text.contains("not in the spec: seoul, in 2 payloads"),
        "{text}"
    );
    assert!(!text.contains("kim") && !text.contains("9001"), "{text}");
}

/// Keys that are data, and far too many of them.
#[test]
fn what_is_kept_is_bounded() {
    let name = |mut number: usize| {
        let mut name = "nameOf".to_owned();
        for _ in 0..4 {
            name.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
            number /= 26;
        }
        name
    };
    let payloads: Vec<Value> = (0..200)
        .map(|at| {
            let members = (0..7).map(|member| (name(at * 7 + member), json!({"a": [1]})));
            let mut members: Map<_, _> = members.collect();
            members.insert("code".to_owned(), json!("0011"));
            members.insert(format!("9{at}"), json!(1));
            Value::Object(members)
        })
        .collect();
    let [text, yaml, json] = reports(&seen(&payloads));
    assert!(text.lines().count() < 1100);
    // Each member that was named, the hidden one in it, and the hidden ones beside them.
    let more = 200 * 7 * 2 + 200 - 1000;
    assert!(
        text.contains(&format!("and {more} more members")),
        "{}",
        &text[text.len() - 200..]
    );
    assert!(yaml.contains(&format!("And {more} more members")));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["unlisted"], more);
    let turned = reports(&seen(payloads.iter().rev()));
    assert_eq!(
        turned,
        [
            text,
            yaml,
            serde_json::to_string_pretty(&json).unwrap() + "\n"
        ]
    );
}

#[test]
fn deep_payloads_are_looked_at_only_so_far() {
    let deep = format!("{}1{}", "{\"text\":0,\"aA\":".repeat(100), "}".repeat(100));
    let payload = format!("{{\"code\":\"0011\",\"bB\":{deep}}}");
    let observations = observe(&JUDGE, payload.as_bytes(), None);
    let [text, ..] = reports(&observations);
    assert!(
        text.contains("bB/aA/aA/aA/aA/aA, in 1 payload: object 1\n"),
        "{text}"
    );
    assert!(!text.contains("bB/aA/aA/aA/aA/aA/aA"), "{text}");
}
