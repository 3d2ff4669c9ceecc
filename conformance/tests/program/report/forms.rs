//! One mixed input in every form, as it was reviewed.

use super::{judge, mixed, report};
use idcard_report::{Baseline, Form, Settings};
use serde_json::{Value, json};

fn settings() -> Settings {
    Settings {
        shown_per_group: Some(2),
        ..Settings::default()
    }
}

#[test]
fn every_form_is_as_reviewed() {
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        for form in Form::ALL {
            let text = report(*form, settings(), mixed());
            let shown = match form {
                Form::Html => without_style(&text),
                Form::Sarif => without_rules(&text),
                _ => text,
            };
            insta::assert_snapshot!(format!("{form:?}").to_lowercase(), shown);
        }
    });
}

/// The style has a file of its own.
fn without_style(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    format!("{before}<style>…</style>{after}").replace("><", ">\n<")
}

/// The rules are the same in every report.
fn without_rules(text: &str) -> String {
    let mut log: Value = serde_json::from_str(text).unwrap();
    let rules = &mut log["runs"][0]["tool"]["driver"]["rules"];
    assert!(rules.as_array().unwrap().len() > 30);
    *rules = json!("…");
    format!("{log:#}")
}

/// What the baseline has is counted only, and what it has in vain is mentioned, for people and for
/// programs.
#[test]
fn a_baseline_is_told_of() {
    let mut baseline = Baseline::default();
    baseline.add("enum", "/images/*/inferResult");
    baseline.add("type", "/never/*/seen");
    let settings = || Settings {
        baseline: baseline.clone(),
        ..Settings::default()
    };
    let text = report(Form::Text, settings(), mixed());
    assert!(
        text.contains("4 findings of the baseline, not shown\n"),
        "{text}"
    );
    assert!(
        text.contains("of the baseline, not found: type /never/*/seen\n"),
        "{text}"
    );
    assert!(!text.contains("enum"), "{text}");
    let json = report(Form::Json, settings(), mixed());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(
        json["baseline"],
        json!({"known": 4, "absent": [{"rule": "type", "pointer": "/never/*/seen"}]})
    );
    for form in Form::ALL {
        let shown = report(*form, settings(), mixed());
        // Where all groups are listed, those that are known are too; nowhere is there a finding of one.
        let most = match form {
            Form::Json | Form::Ndjson => 1,
            _ => 0,
        };
        let found = shown.matches("expected one of").count();
        assert_eq!(found, most, "{form:?}:\n{shown}");
    }
}

/// A report that was cut short must not be taken for a whole one: each form for programs ends in
/// something that nothing else ends in.
#[test]
fn a_form_for_programs_cannot_be_cut_without_a_trace() {
    for form in [
        Form::Json,
        Form::Ndjson,
        Form::Sarif,
        Form::Junit,
        Form::Html,
    ] {
        let whole = report(form, settings(), mixed());
        let is_whole = |text: &str| match form {
            Form::Ndjson => text.lines().last().is_some_and(|line| {
                serde_json::from_str(line).is_ok_and(|line: Value| line["type"] == "trailer")
            }),
            Form::Junit => text.trim_end().ends_with("</testsuites>"),
            Form::Html => text.trim_end().ends_with("</html>"),
            _ => serde_json::from_str::<Value>(text).is_ok(),
        };
        assert!(is_whole(&whole), "{form:?}");
        let trimmed = whole.trim_end();
        for (cut, _) in trimmed.char_indices().step_by(97) {
            assert!(!is_whole(&trimmed[..cut]), "{form:?} at {cut}");
        }
    }
}

/// Each form says how many findings of a payload are counted only, and lists no endless number of them.
#[test]
fn findings_beyond_the_first_of_a_payload_are_counted_by_every_form() {
    let items = "1,".repeat(5_999);
    let text = format!("{{\"version\":\"V2\",\"requestId\":\"\",\"images\":[{items}1]}}");
    let judgement = judge().judge("many.json", text.into_bytes(), None);
    assert_eq!((judgement.findings.len(), judgement.more), (5_000, 1_001));
    let many = |count| std::iter::repeat_n(Ok(judgement.clone()), count);
    let shown = |form, count| report(form, Settings::default(), many(count));
    let bucket = "1001 findings in 1 payload beyond the first 5000 of a payload, counted only\n";
    let line = "many.json: invalid as response, 6001 findings: those above … and 1001 more\n";
    let text = shown(Form::Text, 1);
    assert!(text.contains(line) && text.contains(bucket));
    assert!(shown(Form::Concise, 1).contains(bucket));
    assert!(shown(Form::Html, 1).contains(bucket.trim_end()));
    assert!(shown(Form::Html, 1).contains("… and 1001 more findings, counted and not listed."));
    assert!(shown(Form::Junit, 1).contains("… and 1001 more"));
    assert!(shown(Form::Github, 1).contains("; 1001 findings more than shown"));
    assert!(shown(Form::Ndjson, 1).contains(r#""omitted":1001,"beyond":1001}"#));
    let sarif: Value = serde_json::from_str(&shown(Form::Sarif, 1)).unwrap();
    assert_eq!(sarif["runs"][0]["properties"]["omitted"]["findings"], 1_001);
    let json: Value = serde_json::from_str(&shown(Form::Json, 15)).unwrap();
    assert_eq!(json["payloads"].as_array().unwrap().len(), 10);
    assert_eq!(json["findings"], 15 * 6_001);
    assert_eq!(json["beyond"], 15 * 1_001);
    assert_eq!(json["omitted"]["findings"], 15 * 6_001 - 50_000);
}

/// More than any form lists at the end: it says how many it leaves out, and stays small.
#[test]
fn what_is_not_listed_is_counted() {
    let [_, finding, ..] = &mixed()[..] else {
        panic!("there are more than two");
    };
    let many = || std::iter::repeat_n(finding.clone(), 1_500);
    let json = report(Form::Json, Settings::default(), many());
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["payloads"].as_array().unwrap().len(), 1_000);
    assert_eq!(json["omitted"]["payloads"], 500);
    assert_eq!(json["omitted"]["findings"], 1_000);
    assert_eq!(json["groups"][0]["count"], 1_500);
    let page = report(Form::Html, Settings::default(), many());
    assert!(page.contains("… and 500 more payloads, counted and not listed."));
    let junit = report(Form::Junit, Settings::default(), many());
    assert!(junit.contains("not listed: 500 payloads with findings, 1000 findings, 0 failures"));
    let lines = report(Form::Ndjson, Settings::default(), many());
    assert_eq!(lines.matches(r#"{"type":"payload""#).count(), 1_500);
}
