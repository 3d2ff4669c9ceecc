//! The command `idcard observe`: its exit code, its help, and what ends it early.

use super::{PAYLOADS, later, reports, seen};
use crate::process;
use serde_json::Value;
use std::fs;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

pub(super) fn idcard(arguments: &[&str], input: &[u8]) -> Output {
    process::given(
        process::idcard().args(arguments).current_dir(PAYLOADS),
        input,
    )
}

#[test]
fn the_exit_code_tells_whether_all_could_be_read() {
    for (arguments, expected) in [
        (&["observe", "samples"][..], 0),
        (
            &[
                "observe",
                "faulty/undocumented-member.json",
                "--report",
                "yaml",
            ],
            0,
        ),
        (
            &["observe", "samples", "--as", "response", "--report", "json"],
            0,
        ),
        (&["observe", "samples", "gone.json"], 3),
        (&["observe", "faulty/syntax-html.json"], 3),
        (&["observe", "samples", "faulty/syntax-html.json"], 3),
        // What is piped in is read, and there is nothing.
        (&["observe"], 3),
        (&["observe", "samples", "--report", "xml"], 2),
        (&["observe", "samples", "--as", "nonsense"], 2),
    ] {
        let output = idcard(arguments, b"");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(
            output.status.code(),
            Some(expected),
            "{arguments:?}: {said}"
        );
    }
    let output = idcard(&["observe", "-"], b"{\"code\":\"0011\",\"moreOf\":1}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "1 payload: 1 as error\nServiceError, in 1 payload:\n  \
         not in the spec: moreOf, in 1 payload: integer 1; at (whole document)\n"
    );
}

/// Exit code 3 has a reason that is said.
#[test]
fn what_is_passed_over_is_counted() {
    let output = idcard(&["observe", "-"], b"[]");
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "idcard: not looked at: inputs with nothing in them (1)\n"
    );
}

/// Whoever reads the report with a program has only the help to go by.
#[test]
fn the_help_names_every_member() {
    let help = String::from_utf8(idcard(&["observe", "--help"], b"").stdout).unwrap();
    let [.., report] = reports(&seen(&later()));
    let report: Value = serde_json::from_str(&report).unwrap();
    let mut documents = vec![&report];
    for schema in report["schemas"].as_array().unwrap() {
        documents.push(schema);
        for list in ["unknown", "values", "wider"] {
            documents.extend(schema[list].as_array().unwrap());
        }
    }
    assert!(documents.len() > 12);
    for name in documents
        .iter()
        .flat_map(|document| document.as_object().unwrap().keys())
    {
        assert!(help.contains(name.as_str()), "{name}");
    }
}

/// As the commands that judge: whoever reads the exit code knows that nothing was proposed.
#[test]
fn an_interrupted_run_says_so() {
    let mut child = process::idcard()
        .args(["observe", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _input = child.stdin.take();
    let patience = Instant::now() + Duration::from_mins(1);
    // The thread that watches for signals.
    while fs::read_dir(format!("/proc/{}/task", child.id())).map_or(0, Iterator::count) < 2 {
        assert!(Instant::now() < patience, "it does not begin");
        thread::sleep(Duration::from_millis(5));
    }
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said, "idcard: interrupted; what was reported is not all\n");
    assert!(output.stdout.is_empty());
}
