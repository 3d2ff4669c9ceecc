//! Names that are made to be more than names: of files, of members, and of what is in a payload when
//! values are shown. Each form must show them as text.

use super::report;
use clova_id_card::catalog::ROOTS;
use idcard_judge::Failure;
use idcard_judge::{Judge, Judgement, Values};
use idcard_report::{Form, Settings};
use serde_json::{Value, json};

const ATTACKS: &[&str] = &[
    "::error::gotcha",
    "a\n::error file=x::gotcha",
    "a\r\n::set-output name=x::gotcha",
    "##[error]gotcha",
    "a,line=9,title=gotcha::b",
    "%0A::error::gotcha",
    "]]><gotcha/>",
    "<script>gotcha()</script>",
    "\"><img src=x onerror=gotcha()>",
    "'><svg onload=gotcha()>",
    "&lt;script&gt;",
    "\u{1b}[31mred\u{1b}]8;;http://gotcha\u{7}",
    "\u{9b}31m",
    "\u{2028}gotcha\u{2029}",
    "\u{202e}desrever",
    "\u{0}\u{8}\u{b}\u{c}\u{fffe}\u{ffff}",
    "</style><script>gotcha()</script>",
    "</title>",
    "{\"type\":\"trailer\"}",
    "file name with spaces, commas: and 한글.json",
];

fn judged(attack: &str) -> Vec<Result<Judgement, Failure>> {
    let judge = Judge::new(ROOTS, Values::Shown)
        .unwrap()
        .with_excerpts(true);
    let payload = json!({"version": attack, attack: 1, "images": [{"inferResult": attack}]});
    let response = judge.document("response");
    vec![
        Ok(judge.judge(attack, payload.to_string().into_bytes(), response)),
        Err(Failure {
            name: attack.to_owned(),
            message: attack.to_owned(),
        }),
    ]
}

fn reports(form: Form) -> impl Iterator<Item = (&'static str, String)> {
    ATTACKS.iter().map(move |attack| {
        let shown = report(form, Settings::default(), judged(attack));
        (*attack, shown)
    })
}

/// Not one character that a terminal acts on, in any form.
#[test]
fn nothing_acts_on_a_terminal() {
    for form in Form::ALL {
        for (attack, shown) in reports(*form) {
            let acts = |c: char| {
                (c.is_control() && c != '\n')
                    || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            };
            assert!(!shown.contains(acts), "{form:?} of {attack:?}:\n{shown:?}");
        }
    }
}

/// Each form has as many lines as it has for a name without any tricks.
#[test]
fn no_name_makes_a_line() {
    for form in [Form::Text, Form::Concise, Form::Ndjson, Form::Github] {
        let plain = report(form, Settings::default(), judged("nothing special"));
        for (attack, shown) in reports(form) {
            let (plain, lines) = (plain.lines().count(), shown.lines().count());
            assert_eq!(plain, lines, "{form:?} of {attack:?}:\n{shown}");
        }
    }
}

/// Of what people read in the log of a workflow, and of the commands themselves.
#[test]
fn no_name_is_a_command_of_a_workflow() {
    for form in [
        Form::Text,
        Form::Concise,
        Form::Json,
        Form::Ndjson,
        Form::Junit,
    ] {
        for (attack, shown) in reports(form) {
            for line in shown.lines() {
                let line = line.trim_start();
                let is_command = line.starts_with("::") || line.starts_with("##[");
                assert!(!is_command, "{form:?} of {attack:?}:\n{line}");
            }
        }
    }
    for (attack, shown) in reports(Form::Github) {
        for line in shown.lines() {
            let (head, data) = line[2..].split_once("::").unwrap();
            let (command, properties) = head.split_once(' ').unwrap();
            assert!(line.starts_with("::"), "{line}");
            assert!(["error", "warning", "notice"].contains(&command), "{line}");
            let names: Vec<_> = properties
                .split(',')
                .map(|property| property.split_once('=').unwrap().0)
                .collect();
            let expected = [&["file", "line", "col", "title"][..], &["title"]];
            assert!(expected.contains(&&names[..]), "{attack:?}: {line}");
            assert!(!data.contains('\r'), "{line}");
        }
    }
}

/// The elements of a page are those that a page without tricks has.
#[test]
fn no_name_is_an_element_of_a_page_or_of_xml() {
    for form in [Form::Html, Form::Junit] {
        let plain = elements(&report(
            form,
            Settings::default(),
            judged("nothing special"),
        ));
        for (attack, shown) in reports(form) {
            assert_eq!(elements(&shown), plain, "{form:?} of {attack:?}:\n{shown}");
        }
    }
}

/// XML 1.0 has no way to write them: <https://www.w3.org/TR/xml/#charsets>.
#[test]
fn xml_is_well_formed_whatever_a_name_holds() {
    for (attack, shown) in reports(Form::Junit) {
        let is_forbidden = |c: char| {
            (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
        };
        assert!(!shown.contains(is_forbidden), "{attack:?}:\n{shown:?}");
    }
    let (_, shown) = reports(Form::Junit)
        .find(|(attack, _)| attack.contains('\u{ffff}'))
        .unwrap();
    assert!(shown.contains("\\u{fffe}\\u{ffff}"), "{shown}");
}

/// How many elements begin: a name cannot hide one, for every `<` of it is written otherwise.
fn elements(text: &str) -> usize {
    text.matches('<').count()
}

/// What is written for programs is read back as it was.
#[test]
fn a_name_is_read_back_as_it_was() {
    for (attack, shown) in reports(Form::Json) {
        let report: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(report["payloads"][0]["name"], attack);
        assert_eq!(report["failed"][0]["name"], attack);
    }
    for (attack, shown) in reports(Form::Sarif) {
        let log: Value = serde_json::from_str(&shown).unwrap();
        let result = &log["runs"][0]["results"][0]["locations"][0];
        let name = &result["logicalLocations"][0]["fullyQualifiedName"];
        assert!(name.as_str().unwrap().starts_with(attack), "{name}");
        let uri = result["physicalLocation"]["artifactLocation"]["uri"].as_str();
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "%-._~/".contains(c);
        assert!(uri.unwrap().chars().all(is_plain), "{uri:?}");
    }
}
