//! `--baseline` and `--output` as the program has them.

use super::PAYLOADS;
use crate::process::{self, code};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

const MISSPELT: &str = "faulty/idtype-misspelt.json";
const ENUM: &str = "faulty/enum-infer-result.json";

fn idcard(arguments: &[&str]) -> Output {
    let mut command = process::idcard();
    let command = command.current_dir(PAYLOADS).arg("validate");
    command.args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    let both = [&*output.stdout, &*output.stderr].concat();
    String::from_utf8(both).unwrap()
}

fn known(folder: &Path, paths: &[&str]) -> String {
    let path = folder.join("known.json").display().to_string();
    let arguments = [paths, &["--report", "json", "--output", &path]].concat();
    let output = idcard(&arguments);
    assert_eq!(said(&output), "");
    path
}

#[test]
fn what_is_known_passes_and_what_is_new_fails() {
    let folder = tempfile::tempdir().unwrap();
    let known = known(folder.path(), &[MISSPELT]);
    let same = idcard(&[MISSPELT, "--baseline", &known]);
    assert_eq!(code(&same), 0);
    assert_eq!(
        said(&same),
        "2 findings of the baseline, not shown\n1 payload: 1 with findings\nas response (1)\n\
         card ic (1)\ninferResult SUCCESS (1)\n"
    );
    let more = idcard(&[MISSPELT, ENUM, "--baseline", &known]);
    assert_eq!(code(&more), 1);
    assert!(said(&more).contains(": enum /images/0/inferResult: "));
    let other = idcard(&["samples/passport.json", "--baseline", &known]);
    assert_eq!(code(&other), 0);
    assert!(
        said(&other).contains("of the baseline, not found: named-by /images/*/idCard/result\n")
    );
}

/// What could not be read at all is no finding, so no baseline has it.
#[test]
fn a_failure_is_never_known() {
    let folder = tempfile::tempdir().unwrap();
    let known = known(folder.path(), &[MISSPELT]);
    let output = idcard(&[MISSPELT, "gone.json", "--baseline", &known]);
    assert_eq!(code(&output), 3);
}

/// A report that was made against a baseline is one too: it has what was known.
#[test]
fn a_baseline_goes_on_in_the_next_report() {
    let folder = tempfile::tempdir().unwrap();
    let first = known(folder.path(), &[MISSPELT]);
    let second = folder.path().join("second.json").display().to_string();
    let arguments = [
        MISSPELT,
        ENUM,
        "--baseline",
        &first,
        "--report",
        "json",
        "--output",
        &second,
    ];
    assert_eq!(code(&idcard(&arguments)), 1);
    let report: Value = serde_json::from_slice(&fs::read(&second).unwrap()).unwrap();
    assert_eq!(report["baseline"]["known"], 2);
    assert_eq!(code(&idcard(&[MISSPELT, ENUM, "--baseline", &second])), 0);
}

/// Nothing of a payload that is given by mistake is quoted.
#[test]
fn what_is_no_baseline_is_said_to_be_none() {
    for (path, expected) in [
        (ENUM, "faulty/enum-infer-result.json:"),
        (
            "documented/success.as-printed.txt",
            "documented/success.as-printed.txt:",
        ),
        ("gone.json", "gone.json: "),
    ] {
        let output = idcard(&[MISSPELT, "--baseline", path]);
        assert_eq!(code(&output), 3);
        let said = said(&output);
        assert!(said.starts_with(&format!("idcard: {expected}")), "{said}");
        assert!(
            said.ends_with(
                "make a baseline with `idcard validate … --report json --output FILE`\n"
            ),
            "{said}"
        );
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn a_report_in_a_file_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("no/report.json").display().to_string();
    let output = idcard(&[MISSPELT, "--output", &nowhere]);
    assert_eq!(code(&output), 3);
    assert!(
        said(&output).contains("no/report.json: "),
        "{}",
        said(&output)
    );
    let path = folder.path().join("report.txt").display().to_string();
    let output = idcard(&[MISSPELT, "--output", &path]);
    assert_eq!((code(&output), &*said(&output)), (1, ""));
    assert!(fs::read_to_string(&path).unwrap().ends_with("2 findings\n"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Whoever is killed leaves no report behind, and what was there before stays.
#[test]
fn a_run_that_is_killed_leaves_no_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    fs::write(&path, "before").unwrap();
    let mut child = process::idcard()
        .current_dir(PAYLOADS)
        .args(["validate", MISSPELT, "-", "--report", "ndjson", "--output"])
        .arg(&path)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for its standard input; once its file is there, it has begun to write.
    while fs::read_dir(folder.path()).unwrap().count() == 1 {
        assert!(child.try_wait().unwrap().is_none(), "it ended by itself");
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "before");
}

/// A picture shows values, and only a page shows pictures.
#[test]
fn a_picture_has_to_be_asked_for_twice() {
    for (arguments, expected) in [
        (
            &[MISSPELT, "--image", "gone.png", "--report", "html"][..],
            "--show-values",
        ),
        (
            &[MISSPELT, "--image", "gone.png", "--show-values"],
            "say --report html",
        ),
    ] {
        let output = idcard(arguments);
        assert_eq!(code(&output), 2);
        assert!(said(&output).contains(expected), "{}", said(&output));
    }
    let page = [
        MISSPELT,
        "--image",
        ENUM,
        "--show-values",
        "--report",
        "html",
    ];
    let output = idcard(&page);
    assert_eq!(code(&output), 3);
    assert!(
        said(&output).contains("it is neither PNG nor JPEG"),
        "{}",
        said(&output)
    );
}
