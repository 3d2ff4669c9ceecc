//! What `idcard validate` says, in every form of a report: by which name, how loud, with which hint.

mod forms_of_upload;
mod names;
mod options;

use crate::process::{self, code, stdout};
use std::fs;
use std::path::Path;
use std::process::Output;

const PAYLOADS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");
const VALID: &str = "samples/resident-card.json";
const FINDINGS: &str = "faulty/undocumented-member.json";
const INVALID: &str = "faulty/enum-infer-result.json";

/// All forms that say something of each finding.
const FORMS: [&str; 7] = ["text", "json", "ndjson", "junit", "sarif", "github", "html"];

fn validate(arguments: &[&str]) -> Output {
    let mut command = process::idcard();
    command.current_dir(PAYLOADS).arg("validate");
    command.args(arguments).output().unwrap()
}

fn report(form: &str, arguments: &[&str]) -> String {
    stdout(&validate(&[arguments, &["--report", form]].concat()))
}

/// A payload on one line.
fn line(name: &str) -> String {
    let text = fs::read(Path::new(PAYLOADS).join(name)).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
    value.to_string()
}

/// A hint sends its reader to what the program itself can show.
#[test]
fn every_conflict_that_a_hint_names_can_be_explained() {
    let report = report("json", &["faulty", "samples", "documented", "--limit", "0"]);
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let groups = report["groups"].as_array().unwrap().iter();
    let conflicts = groups.filter_map(|group| group["hint"]["conflict"].as_str());
    let conflicts: std::collections::BTreeSet<_> = conflicts.collect();
    assert!(conflicts.len() > 5, "{conflicts:?}");
    for conflict in conflicts {
        let output = process::idcard()
            .args(["explain", conflict])
            .output()
            .unwrap();
        assert_eq!(code(&output), 0, "{conflict}");
        let said = stdout(&output);
        assert!(said.starts_with(&format!("{conflict}: ")), "{said}");
        assert!(said.contains("\n\nChosen: "), "{said}");
    }
    let all = stdout(&process::idcard().arg("explain").output().unwrap());
    assert!(all.contains("\nversion-required "), "{all}");
}

/// A warning for what deserves a look, an error for what is wrong, whatever the exit code is made of.
#[test]
fn a_rule_is_as_loud_in_every_form() {
    let marks = [
        ("sarif", "\"level\": \"warning\"", "\"level\": \"error\""),
        ("github", "::warning file=", "::error file="),
        ("junit", ": warning: undocumented-member ", ": error: enum "),
        (
            "html",
            "<li data-level=\"warning\">",
            "<li data-level=\"error\">",
        ),
        (
            "text",
            "\u{1b}[33mundocumented-member\u{1b}[0m ",
            "\u{1b}[31menum\u{1b}[0m ",
        ),
    ];
    for fail_on in ["findings", "invalid"] {
        for (form, warning, error) in marks {
            let said = |name: &str| {
                let arguments = [name, "--fail-on", fail_on, "--color", "always"];
                let said = report(form, &arguments);
                // The rules of SARIF come with their levels, whatever was found.
                let results = said.find("\"results\"").unwrap_or_default();
                said[results..].to_owned()
            };
            let (findings, invalid) = (said(FINDINGS), said(INVALID));
            assert!(
                findings.contains(warning) && !findings.contains(error),
                "{findings}"
            );
            assert!(
                invalid.contains(error) && !invalid.contains(warning),
                "{invalid}"
            );
        }
    }
}

/// An error body where an answer is expected is one fault, not all that an answer has and it does not.
#[test]
fn an_error_with_status_200_is_one_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("200.http");
    let body = line("samples/error-0011.json");
    let length = body.len();
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}");
    fs::write(&path, format!("{head}\r\n\r\n{body}")).unwrap();
    let said = report("text", &[path.to_str().unwrap()]);
    assert_eq!(said.matches("error-as-response").count(), 1, "{said}");
    assert!(said.contains(": invalid as response, 1 finding"), "{said}");
    assert!(said.contains("hint: "), "{said}");
    // What is no error in full is said as before.
    let half = folder.path().join("half.json");
    fs::write(&half, r#"{"code": 11}"#).unwrap();
    let said = report("text", &[half.to_str().unwrap(), "--as", "response"]);
    assert!(
        !said.contains("error-as-response") && said.contains("required"),
        "{said}"
    );
}

/// Values of closed lists, with a slip in them, and what is near nothing. Not the value is shown.
#[test]
fn a_slip_in_a_closed_list_is_suggested_from_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let at = |value: &str| {
        let path = folder.path().join("a.json");
        let member = "\"inferResult\":\"SUCCESS\"";
        let changed = line(VALID).replacen(member, &format!("\"inferResult\":\"{value}\""), 1);
        fs::write(&path, changed).unwrap();
        report("text", &[path.to_str().unwrap()])
    };
    let said = at("SUCESS");
    assert!(
        said.contains("found ‹string:6›; did you mean \"SUCCESS\"?\n"),
        "{said}"
    );
    assert!(!said.contains("SUCESS") && !said.contains("hint"), "{said}");
    let said = at("zq7canary");
    assert!(
        !said.contains("did you mean") && !said.contains("canary"),
        "{said}"
    );
}
