//! What comes out for a line.

use super::corpus::{all, judge, oddities, payloads, stream, verdicts};
use crate::canary::{CANARY, everywhere};
use idcard::stream::{Flush, MOST_GROUPS_OF_A_LINE, Settings};
use proptest::prelude::*;
use serde_json::{Value, json};

fn parsed(verdicts: &str) -> (Vec<Value>, Value) {
    let mut lines: Vec<Value> = verdicts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let trailer = lines.pop().unwrap();
    (lines, trailer)
}

#[test]
fn each_line_gets_its_verdict() {
    let lines = [
        r#"{"code":"0011"}"#,
        "",
        " \r",
        r#"{"code":"0011","codeText":1,"canary 8417":2}"#,
        r#"{"code":17,"code":18}"#,
        r#"{"version":"V2","requestId":"r","timestamp":1,"images":[{"inferResult":"success"},{"inferResult":"x"}]}"#,
        r#"{"code":"0011""#,
        "\u{feff}{\"code\":\"0011\"}\r",
        "<html>",
    ];
    let input = lines.join("\n");
    let identity = Some("/requestId".parse().unwrap());
    let settings = Settings {
        identity,
        ..Settings::default()
    };
    insta::assert_snapshot!(verdicts(&judge(), &settings, input.as_bytes()));
}

#[test]
fn bytes_that_are_no_text_and_lines_that_are_too_long() {
    let input = [
        b"{\"code\":\"\xff\"}\n".to_vec(),
        vec![b' '; 101],
        b"\n".to_vec(),
        vec![b'x'; 2 << 20],
        b"\n{\"code\":\"0011\"}\n".to_vec(),
    ]
    .concat();
    let settings = Settings {
        longest_line: Some(100),
        ..Settings::default()
    };
    insta::assert_snapshot!(verdicts(&judge(), &settings, &input), @r#"
    {"n":1,"v":"unreadable","as":"error","reason":"encoding","findings":[{"rule":"encoding","at":"/code","count":1}]}
    {"n":2,"v":"unreadable","reason":"too-long","findings":[{"rule":"too-long","at":"","count":1}]}
    {"n":3,"v":"unreadable","reason":"too-long","findings":[{"rule":"too-long","at":"","count":1}]}
    {"n":4,"v":"valid","as":"error","kinds":["code:0011"]}
    {"trailer":true,"shape":1,"in":4,"out":4,"valid":1,"findings":0,"invalid":0,"unreadable":3,"blank":0}
    "#);
}

#[test]
fn nothing_in_is_a_trailer_out() {
    assert_eq!(
        verdicts(&judge(), &Settings::default(), b""),
        "{\"trailer\":true,\"shape\":1,\"in\":0,\"out\":0,\"valid\":0,\"findings\":0,\"invalid\":0,\"unreadable\":0,\"blank\":0}\n"
    );
}

#[test]
fn a_payload_is_judged_as_what_it_is_said_to_be() {
    let settings = Settings {
        document: Some("request".to_owned()),
        ..Settings::default()
    };
    let said = verdicts(&judge(), &settings, b"{\"code\":\"0011\"}");
    assert!(
        said.starts_with(r#"{"n":1,"v":"invalid","as":"request","#),
        "{said}"
    );
}

/// The last line without its line feed, CR LF for LF, and any way of flushing: the same verdicts.
#[test]
fn how_lines_end_and_are_handed_on_does_not_matter() {
    let judge = judge();
    let lines = all();
    let ended = stream(&lines);
    let expected = verdicts(&judge, &Settings::default(), &ended);
    let unended = ended.strip_suffix(b"\n").unwrap();
    assert_eq!(verdicts(&judge, &Settings::default(), unended), expected);
    let by_line = Settings {
        flush: Flush::Line,
        ..Settings::default()
    };
    assert_eq!(verdicts(&judge, &by_line, &ended), expected);
    // A text that breaks off breaks off elsewhere, so of those only the good ones.
    let mut good = payloads();
    good.retain(|line| serde_json::from_slice::<Value>(line).is_ok());
    let windows: Vec<_> = good
        .iter()
        .map(|line| [line.as_slice(), b"\r"].concat())
        .collect();
    assert_eq!(
        verdicts(&judge, &Settings::default(), &stream(&windows)),
        verdicts(&judge, &Settings::default(), &stream(&good))
    );
}

#[test]
fn a_line_of_verdict_is_bounded_and_says_what_it_leaves_out() {
    let said = verdicts(&judge(), &Settings::default(), &stream(&oddities()));
    let (lines, _) = parsed(&said);
    assert!(said.lines().all(|line| line.len() < 32 << 10));
    let many = lines.iter().find(|line| line["more"].is_u64()).unwrap();
    let groups = many["findings"].as_array().unwrap();
    assert_eq!(groups.len(), MOST_GROUPS_OF_A_LINE);
    assert!(many["more"].as_u64().unwrap() >= 80 - 32);
    assert!(said.contains(r#"/deeplyNestedMember/…","count":"#));
}

/// However much is wrong with a line, its verdict and its counts are exact.
#[test]
fn findings_that_are_not_told_apart_are_counted() {
    let line = format!("{{\"images\":[{}1]}}", "1,".repeat(9_999));
    let said = verdicts(&judge(), &Settings::default(), line.as_bytes());
    let (lines, _) = parsed(&said);
    assert_eq!(lines[0]["v"], "invalid");
    let groups = lines[0]["findings"].as_array().unwrap().iter();
    let told: u64 = groups.map(|group| group["count"].as_u64().unwrap()).sum();
    assert_eq!((told, &lines[0]["more"]), (5_000, &5_003.into()));
}

#[test]
fn no_canary_sings_unless_it_is_asked() {
    let judge = judge();
    let canaries: Vec<Vec<u8>> = payloads()
        .iter()
        .filter_map(|line| serde_json::from_slice::<Value>(line).ok())
        .flat_map(|value| {
            let text = everywhere(value).to_string();
            [
                text.clone(),
                text.replace('}', &format!(",\"{CANARY}\":\"{CANARY}\"}}")),
                text.replacen(CANARY, &format!("{CANARY}\\ud800"), 3),
                text[..text.len() / 2].to_owned(),
                text.replacen('{', &format!("{{\"{CANARY}\":1,\"{CANARY}\":2,"), 4),
            ]
        })
        .map(String::into_bytes)
        .collect();
    assert!(canaries.len() > 200);
    let said = verdicts(&judge, &Settings::default(), &stream(&canaries));
    assert!(!said.contains("canary") && !said.contains("8417"), "{said}");

    let asked = Settings {
        identity: Some("/requestId".parse().unwrap()),
        ..Settings::default()
    };
    let (lines, _) = parsed(&verdicts(&judge, &asked, &stream(&canaries)));
    let mut sung = 0;
    for mut line in lines {
        sung += usize::from(line["id"] == CANARY);
        line["id"] = json!(null);
        let said = line.to_string();
        assert!(!said.contains("canary") && !said.contains("8417"), "{said}");
    }
    assert!(sung > 20, "{sung}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever bytes come in.
    #[test]
    fn one_line_in_one_line_out(
        pieces in prop::collection::vec(
            prop_oneof![
                prop::sample::select(oddities()),
                prop::collection::vec(any::<u8>(), 0..40),
                Just(b"\n".to_vec()),
            ],
            0..40,
        ),
        longest in prop_oneof![Just(10_usize), Just(1 << 20)],
    ) {
        let input = pieces.concat();
        let feeds = input.split(|byte| *byte == b'\n').count() - 1;
        let lines = feeds + usize::from(input.last().is_some_and(|last| *last != b'\n'));
        let settings = Settings {
            longest_line: Some(longest),
            identity: Some("/code".parse().unwrap()),
            ..Settings::default()
        };
        let said = verdicts(&judge(), &settings, &input);
        let (verdicts, trailer) = parsed(&said);
        prop_assert_eq!(verdicts.len(), lines);
        for (at, verdict) in verdicts.iter().enumerate() {
            prop_assert_eq!(&verdict["n"], at + 1);
            prop_assert!(verdict["v"].is_string());
            prop_assert!(verdict.as_object().unwrap().contains_key("id"));
        }
        prop_assert_eq!(&trailer["in"], lines);
        prop_assert_eq!(&trailer["out"], lines);
    }
}
