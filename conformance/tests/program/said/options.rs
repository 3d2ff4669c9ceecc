//! Colours, silence, and the manual.

use super::{INVALID, VALID, validate};
use crate::process::{self, code, stderr, stdout};
use std::fs;

#[test]
fn colours_are_there_when_they_are_asked_for() {
    for (when, expected) in [("auto", false), ("always", true), ("never", false)] {
        let said = stdout(&validate(&[INVALID, "--color", when]));
        assert_eq!(said.contains('\u{1b}'), expected, "{when}");
    }
    assert_eq!(code(&validate(&[INVALID, "--color", "sometimes"])), 2);
}

#[test]
fn a_quiet_run_says_it_by_its_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    for (input, expected) in [(VALID, 0), (INVALID, 1), ("no-such-file.json", 3)] {
        let output = validate(&[input, "--quiet"]);
        assert_eq!(
            (code(&output), stdout(&output).as_str()),
            (expected, ""),
            "{input}"
        );
        assert_eq!(stderr(&output).is_empty(), expected != 3, "{input}");
    }
    // What was asked for by name is written all the same.
    let path = path.to_str().unwrap();
    let output = validate(&[INVALID, "-q", "--report", "json", "--output", path]);
    assert_eq!(stdout(&output), "");
    assert!(fs::read_to_string(path).unwrap().contains("\"enum\""));
    assert_eq!(code(&validate(&[VALID, "--quiet", "--verbose"])), 2);
}

/// One page for the program, and one for each of its commands.
#[test]
fn all_manual_pages_are_written_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("man1");
    let mut command = process::idcard();
    let output = command
        .arg("man")
        .arg("--all")
        .arg(&pages)
        .output()
        .unwrap();
    assert_eq!((code(&output), stdout(&output).as_str()), (0, ""));
    let names = fs::read_dir(&pages).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    let help = stdout(&process::idcard().arg("--help").output().unwrap());
    let commands = help.split_once("Commands:\n").unwrap().1;
    let commands = commands.lines().take_while(|line| !line.trim().is_empty());
    let commands = commands.map(|line| line.split_whitespace().next().unwrap());
    let commands = commands.filter(|name| *name != "help");
    let mut expected: Vec<_> = commands.map(|name| format!("idcard-{name}.1")).collect();
    expected.push("idcard.1".to_owned());
    expected.sort_unstable();
    assert_eq!(names, expected);
    for name in names {
        let page = fs::read_to_string(pages.join(&name)).unwrap();
        assert!(
            page.contains(".TH idcard") && page.len() > 200,
            "{name}: {page}"
        );
    }
    let same = process::idcard()
        .args(["man", "validate"])
        .output()
        .unwrap();
    assert_eq!(
        stdout(&same),
        fs::read_to_string(pages.join("idcard-validate.1")).unwrap()
    );
}
