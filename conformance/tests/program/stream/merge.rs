//! Parts added up.

use super::corpus::{all, judge, oddities, stream, verdicts};
use idcard::stream::merge::{Sum, read, write_json, write_text};
use idcard::stream::{MOST_GROUPS_OF_A_LINE, Settings};
use idcard_judge::Judge;
use idcard_report::{Digest, Tally};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

static JUDGE: LazyLock<Judge> = LazyLock::new(judge);

/// Both reports of a sum.
fn reports(sum: &Sum) -> (String, String) {
    let (mut text, mut json) = (Vec::new(), Vec::new());
    write_text(sum, &[], &mut text).unwrap();
    write_json(sum, &[], &mut json).unwrap();
    (
        String::from_utf8(text).unwrap(),
        String::from_utf8(json).unwrap(),
    )
}

fn with_ids() -> Settings {
    Settings {
        identity: Some("/requestId".parse().unwrap()),
        ..Settings::default()
    }
}

fn sum_of(settings: &Settings, parts: &[Vec<Vec<u8>>]) -> Sum {
    let mut sum = Sum::default();
    for part in parts {
        let verdicts = verdicts(&JUDGE, settings, &stream(part));
        sum += read(verdicts.as_bytes()).unwrap();
    }
    sum
}

#[test]
fn the_report_for_people() {
    let (text, _) = reports(&sum_of(&with_ids(), &[oddities()]));
    insta::assert_snapshot!(text);
}

#[test]
fn the_report_for_programs() {
    let lines = [
        "{\"code\":1}",
        "{\"code\":\"0011\"}",
        "",
        "[",
        "{\"code\":2,\"requestId\":\"b\"}",
    ];
    let lines = lines.map(|line| line.as_bytes().to_owned()).to_vec();
    let (_, json) = reports(&sum_of(&with_ids(), &[lines]));
    insta::assert_snapshot!(json);
}

/// What `idcard validate` counts, of the lines that have something on them.
fn digest(lines: &[Vec<u8>]) -> Digest {
    let mut digest = Digest::new(Arc::default());
    for line in lines {
        if !line.iter().all(u8::is_ascii_whitespace) {
            digest.judged(JUDGE.judge("line", line.clone(), None));
        }
    }
    digest
}

#[test]
fn the_counts_are_those_of_validate() {
    let lines: Vec<_> = all()
        .into_iter()
        // What is beyond the bounds of a verdict line is counted, but not by place.
        .filter(|line| {
            let digest = digest(std::slice::from_ref(line));
            digest.groups().len() <= MOST_GROUPS_OF_A_LINE
                && digest
                    .groups()
                    .iter()
                    .all(|group| group.folded.len() <= 400)
        })
        .collect();
    assert!(lines.len() > 80);
    let digest = digest(&lines);
    let sum = sum_of(&Settings::default(), &[lines]);
    assert_eq!(*sum.tally(), digest.tally);
    let (_, json) = reports(&sum);
    let report: Value = serde_json::from_str(&json).unwrap();
    let groups: BTreeMap<_, _> = report["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| {
            let text = |name: &str| group[name].as_str().unwrap().to_owned();
            let count = |name: &str| group[name].as_u64().unwrap();
            (
                (text("pointer"), text("rule")),
                (count("count"), count("payloads")),
            )
        })
        .collect();
    let expected: BTreeMap<_, _> = digest
        .groups()
        .iter()
        .map(|group| {
            let key = (group.folded.clone(), group.rule.as_str().to_owned());
            (key, (group.count.times, group.count.payloads))
        })
        .collect();
    assert!(expected.len() > 40);
    assert_eq!(groups, expected);
    assert_eq!(report["ungrouped"], 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Lines dealt out to parts in any way, in any order, and the parts added up in any order.
    #[test]
    fn no_partition_changes_the_report(
        dealt in prop::collection::vec((prop::sample::select(all()), 0_usize..7), 0..60)
            .prop_shuffle(),
        order in Just((0..7).collect::<Vec<_>>()).prop_shuffle(),
        names in any::<bool>(),
    ) {
        let settings = if names { with_ids() } else { Settings::default() };
        let whole: Vec<_> = dealt.iter().map(|(line, _)| line.clone()).collect();
        let parts: Vec<Vec<_>> = order
            .iter()
            .map(|part| {
                let lines = dealt.iter().rev().filter(|(_, of)| of == part);
                lines.map(|(line, _)| line.clone()).collect()
            })
            .collect();
        let expected = sum_of(&settings, &[whole]);
        let sum = sum_of(&settings, &parts);
        prop_assert_eq!(&sum, &expected);
        prop_assert_eq!(reports(&sum), reports(&expected));
    }
}

/// More groups than are told apart, in two orders.
#[test]
fn nor_does_it_where_there_are_too_many_groups() {
    let lines: Vec<Vec<u8>> = (0..2250)
        .map(|at| {
            let members = (0..8).map(|member| {
                let name = format!("{}Of{}", letters(at), letters(member));
                format!(r#""{name}":0"#)
            });
            format!(
                r#"{{"code":"0011",{}}}"#,
                members.collect::<Vec<_>>().join(",")
            )
            .into_bytes()
        })
        .collect();
    let one = sum_of(&Settings::default(), std::slice::from_ref(&lines));
    let reversed: Vec<_> = lines.chunks(7).rev().map(<[_]>::to_vec).collect();
    let many = sum_of(&Settings::default(), &reversed);
    let (expected, found) = (reports(&one), reports(&many));
    assert!(
        expected.0.contains("8000 findings more, at places"),
        "{}",
        &expected.0[expected.0.len() - 200..]
    );
    assert!(
        expected
            .0
            .contains("9900 smaller groups more; all are in --report json")
    );
    assert!(expected == found);
}

/// A number without digits: an unknown key that has some may be data.
fn letters(mut number: usize) -> String {
    let mut text = String::new();
    for _ in 0..3 {
        text.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
        number /= 26;
    }
    text
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table of what may be wrong")]
fn a_part_that_is_not_whole_is_refused_and_said_why() {
    let lines = ["{\"code\":1}", "{\"code\":\"0011\"}", ""];
    let lines = lines.map(|line| line.as_bytes().to_owned()).to_vec();
    let whole = verdicts(&JUDGE, &Settings::default(), &stream(&lines));
    assert!(read(whole.as_bytes()).is_ok());
    let split: Vec<_> = whole.lines().collect();
    let [first, second, third, trailer] = split.as_slice() else {
        unreachable!("three lines and a trailer")
    };
    let more = first.replace("\"n\":1", "\"n\":4");
    for (part, why) in [
        ("", "it has no trailer, so it is not whole: judge it again"),
        (
            &[*first, second, third].join("\n"),
            "it has no trailer, so it is not whole: judge it again",
        ),
        (
            &whole[..whole.len() - 10],
            "line 4 is neither a verdict nor a trailer of `idcard stream`",
        ),
        (
            &[*first, second, trailer].join("\n"),
            "its trailer does not say what its lines say",
        ),
        (
            &[*first, second, third, &more, trailer].join("\n"),
            "its trailer does not say what its lines say",
        ),
        (
            &[*first, third, second, trailer].join("\n"),
            "line 2 is the verdict on line 3: one is missing, repeated or out of order",
        ),
        (
            &[*first, first, second, third, trailer].join("\n"),
            "line 2 is the verdict on line 1: one is missing, repeated or out of order",
        ),
        (
            &[*second, third, trailer].join("\n"),
            "line 1 is the verdict on line 2: one is missing, repeated or out of order",
        ),
        (
            &whole.repeat(2),
            "line 5 is behind the trailer: a part is what one process wrote",
        ),
        (
            &[&whole, *trailer].concat(),
            "line 5 is behind the trailer: a part is what one process wrote",
        ),
        (
            &whole.replace("\"shape\":1", "\"shape\":2"),
            "its shape is 2, and 1 is known: was it written by another idcard?",
        ),
        (
            &whole.replace("\"in\":3", "\"in\":4"),
            "its trailer does not say what its lines say",
        ),
        (
            &whole.replace("\"out\":3", "\"out\":2"),
            "its trailer does not say what its lines say",
        ),
        (
            &whole.replace("\"valid\":1", "\"valid\":2"),
            "its trailer does not say what its lines say",
        ),
        (
            &whole.replace("\"trailer\":true", "\"trailer\":false"),
            "its trailer does not say what its lines say",
        ),
        (
            &whole.replacen("\"invalid\"", "\"valid\"", 1),
            "line 1 contradicts itself",
        ),
        (
            &whole.replacen("\"blank\"", "\"unreadable\"", 1),
            "line 3 contradicts itself",
        ),
        (
            &whole.replacen(
                "\"as\":\"error\",\"kinds\"",
                "\"bs\":\"error\",\"kinds\"",
                1,
            ),
            "line 2 contradicts itself",
        ),
        (
            &whole.replacen(
                "\"v\":\"blank\"",
                "\"v\":\"blank\",\"kinds\":[\"code:0011\"]",
                1,
            ),
            "line 3 contradicts itself",
        ),
        (
            &whole.replacen("code:0011", "0011", 1),
            "line 2 is neither a verdict nor a trailer of `idcard stream`",
        ),
        (
            &whole.replacen("\"invalid\"", "\"odd\"", 1),
            "line 1 is neither a verdict nor a trailer of `idcard stream`",
        ),
        (
            &whole.replacen("\"rule\":\"type\"", "\"rule\":\"a b\"", 1),
            "line 1 is neither a verdict nor a trailer of `idcard stream`",
        ),
        (
            &whole.replacen(
                "\"at\":\"/code\"",
                &format!("\"at\":\"/{}\"", "x".repeat(2000)),
                1,
            ),
            "line 1 is neither a verdict nor a trailer of `idcard stream`",
        ),
        (
            &[&whole[..], "\n"].concat(),
            "line 5 is behind the trailer: a part is what one process wrote",
        ),
        (
            "PK\u{3}\u{4}",
            "line 1 is neither a verdict nor a trailer of `idcard stream`",
        ),
    ] {
        let refused = read(part.as_bytes())
            .map(|_| "counted")
            .map_err(|broken| broken.to_string());
        assert_eq!(refused, Err(why.to_owned()), "{part}");
    }
}

/// A later idcard may say more.
#[test]
fn members_that_are_not_known_are_no_fault() {
    let whole = verdicts(&JUDGE, &Settings::default(), b"{\"code\":1}");
    let later = whole
        .replace('}', ",\"later\":[1]}")
        .replace("\"n\":1", "\"n\":1,\"also\":{}");
    assert_ne!(whole, later);
    assert_eq!(
        read(later.as_bytes()).unwrap(),
        read(whole.as_bytes()).unwrap()
    );
}

#[test]
fn nothing_is_a_sum_too() {
    let none = sum_of(&Settings::default(), &[Vec::new(), Vec::new()]);
    assert_eq!(none, Sum::default());
    assert_eq!(*none.tally(), Tally::default());
    assert_eq!(reports(&none).0, "0 payloads\n");
}
