//! The program as it is started: arguments in, output and exit code out.

use crate::process::{self, code, stderr, stdout};
use idcard_judge::MOST_FINDINGS;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAYLOADS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads");

fn idcard() -> Command {
    let mut command = process::idcard();
    command.current_dir(PAYLOADS);
    command
}

fn run(arguments: &[&str]) -> Output {
    idcard().args(arguments).output().unwrap()
}

fn run_with_input(arguments: &[&str], input: &[u8]) -> Output {
    process::given(idcard().args(arguments), input)
}

const VALID: &str = "samples/resident-card.json";
const FINDINGS: &str = "faulty/undocumented-member.json";
const INVALID: &str = "faulty/enum-infer-result.json";
const UNREADABLE: &str = "documented/success.as-printed.txt";

#[test]
fn the_exit_code_is_that_of_the_worst() {
    for (arguments, expected) in [
        (&["validate", VALID][..], 0),
        (&["validate", FINDINGS], 1),
        (&["validate", FINDINGS, "--fail-on", "invalid"], 0),
        (&["validate", INVALID, "--fail-on", "invalid"], 1),
        (&["validate", VALID, FINDINGS, INVALID], 1),
        (&["validate", UNREADABLE], 3),
        (&["validate", INVALID, UNREADABLE, VALID], 3),
        (&["validate", VALID, "no-such-file.json"], 3),
        (&["validate"], 2),
        (&["validate", VALID, "--as", "nonsense"], 2),
        (&["validate", VALID, "--report", "xml"], 2),
        (&["nonsense"], 2),
        (&[], 2),
        (&["schema", "nonsense"], 2),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        let output = run(arguments);
        assert_eq!(
            code(&output),
            expected,
            "{arguments:?}\n{}",
            stderr(&output)
        );
    }
}

#[test]
fn what_is_piped_in_is_read_where_nothing_is_named() {
    let input = fs::read(Path::new(PAYLOADS).join(INVALID)).unwrap();
    let named = run_with_input(&["validate", "-"], &input);
    let unnamed = run_with_input(&["validate"], &input);
    assert_eq!(code(&named), 1);
    assert_eq!(named, unnamed);
}

#[test]
fn a_fault_has_a_line_and_a_payload_has_one() {
    let output = run(&["validate", VALID, UNREADABLE]);
    insta::assert_snapshot!(stdout(&output), @r"
    documented/success.as-printed.txt:171:42: trailing-comma /images/0/idCard/result/ic/issueDate/0/boundingPolys: a comma with nothing behind it
        hint: the page's own success example has such a comma, and is not JSON; a payload that was copied from there has it too (`idcard explain success-example-comma`)
    documented/success.as-printed.txt: unreadable (syntax) as response, 1 finding
    2 payloads: 1 valid, 1 unreadable
    as response (2)
    card ic (1)
    inferResult SUCCESS (1)
    ");
    assert_eq!(stderr(&output), "");
}

/// What the summary says of the one payload, besides its verdict.
const OF_VALID: &str = "as response (1)\ncard ic (1)\ninferResult SUCCESS (1)\n";

#[test]
fn the_valid_ones_are_listed_where_that_is_asked_for() {
    let output = run(&["validate", VALID, INVALID, "--verbose"]);
    let shown = stdout(&output);
    assert!(
        shown.starts_with(&format!("{VALID}: valid as response\n")),
        "{shown}"
    );
    assert!(
        shown.contains("\n2 payloads: 1 valid, 1 invalid\nas response (2)\n"),
        "{shown}"
    );
    // One by one, and the others are counted as ever.
    let one = stdout(&run(&["validate", VALID, "-v"]));
    assert_eq!(
        one,
        format!("{VALID}: valid as response\n1 payload: 1 valid\n{OF_VALID}")
    );
}

/// A line for each payload, as its help promises: also of the valid ones, and of those whose findings are
/// all beyond the limit.
#[test]
fn the_streamed_report_has_a_line_for_each_payload() {
    let arguments = [
        "validate", VALID, INVALID, INVALID, "--report", "ndjson", "--limit", "1",
    ];
    let shown = stdout(&run(&arguments));
    let lines = shown
        .lines()
        .filter(|line| line.starts_with("{\"type\":\"payload\""));
    let lines: Vec<serde_json::Value> = lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let verdicts: Vec<_> = lines
        .iter()
        .map(|line| (&line["verdict"], &line["omitted"]))
        .collect();
    let (valid, invalid) = (&"valid".into(), &"invalid".into());
    assert_eq!(
        verdicts,
        [
            (valid, &0.into()),
            (invalid, &0.into()),
            (invalid, &1.into())
        ]
    );
    assert_eq!(
        lines[0]["kinds"],
        serde_json::json!(["card:ic", "inferResult:SUCCESS"])
    );
}

#[test]
fn a_folder_is_walked() {
    let output = run(&["validate", "samples", "--fail-on", "invalid"]);
    let count = fs::read_dir(Path::new(PAYLOADS).join("samples"))
        .unwrap()
        .count()
        / 2;
    let shown = stdout(&output);
    let verdicts = format!("{count} payloads: {count} valid\nas error (5), message (1), ");
    assert!(shown.starts_with(&verdicts), "{shown}");
    let skipped = format!(
        "\nnot judged: files and folders that an ignore file leaves out (name them to have them \
         read) ({count})\n"
    );
    assert!(shown.ends_with(&skipped), "{shown}");
    assert_eq!(code(&output), 0);
}

#[test]
fn no_payload_at_all_is_a_failure_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&["validate", folder.path().to_str().unwrap()]);
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains(": no file in it that is not hidden or ignored has one of"));
}

#[test]
fn a_missing_file_is_named_and_the_others_are_judged() {
    let output = run(&["validate", "no-such-file.json", VALID]);
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).starts_with("idcard: no-such-file.json: "));
    let of_one = format!("1 payload: 1 valid, 1 failed\n{OF_VALID}");
    assert_eq!(stdout(&output), of_one);
}

#[test]
fn standard_input_is_a_dash() {
    let bytes = fs::read(Path::new(PAYLOADS).join(INVALID)).unwrap();
    let output = run_with_input(&["validate", "-"], &bytes);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("<stdin>:9:22: enum /images/0/inferResult: "));

    let nothing = run_with_input(&["validate", "-"], b"");
    assert_eq!(code(&nothing), 3);
    assert!(stdout(&nothing).contains("<stdin>: unreadable (truncated)"));
}

#[test]
fn a_payload_is_judged_as_what_it_is_said_to_be() {
    let output = run(&["validate", VALID, "--as", "error"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains(": invalid as error, "));
}

#[test]
fn the_report_for_programs_is_json() {
    let output = run(&["validate", VALID, INVALID, "gone.json", "--report", "json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["report"], 2);
    assert_eq!(report["complete"], true);
    assert_eq!(report["verdict"], "invalid");
    assert_eq!(report["counts"]["failed"], 1);
    assert_eq!(report["counts"]["valid"], 1);
    assert_eq!(report["payloads"].as_array().unwrap().len(), 1);
    assert_eq!(
        report["payloads"][0]["findings"][0]["pointer"],
        "/images/0/inferResult"
    );
    assert_eq!(report["groups"][0]["pointer"], "/images/*/inferResult");
    assert_eq!(report["failed"][0]["name"], "gone.json");
    assert_eq!(code(&output), 3);
}

#[test]
fn a_value_is_shown_only_on_demand() {
    let hidden = stdout(&run(&["validate", INVALID]));
    let shown = stdout(&run(&["validate", INVALID, "--show-values"]));
    assert!(hidden.contains("found ‹string:7›"), "{hidden}");
    assert!(
        !shown.contains('‹') && shown.contains("found \""),
        "{shown}"
    );
}

#[test]
fn a_schema_is_printed_as_it_is_embedded() {
    for root in clova_id_card::catalog::ROOTS {
        let output = run(&["schema", root.name]);
        assert_eq!(code(&output), 0);
        assert_eq!(stdout(&output), root.schema);
        let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
}

/// `idcard … | head -1`: whoever stops reading knows, so it ends without a word.
#[test]
fn a_reader_that_stops_early_is_no_panic() {
    let many = vec!["faulty"; 40];
    let mut child = idcard()
        .arg("validate")
        .args(many)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 3);
    assert_eq!(stderr(&output), "");
}

#[test]
fn outside_a_workspace_there_is_nothing_to_conform() {
    let folder = tempfile::tempdir().unwrap();
    let output = idcard()
        .arg("conform")
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(code(&output), 3);
    assert!(
        stderr(&output).contains("run it inside the workspace"),
        "{}",
        stderr(&output)
    );
}

#[cfg(unix)]
#[test]
fn a_name_cannot_reach_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("\u{1b}[31mred\n.json");
    fs::write(&path, "{}").unwrap();
    let output = run(&["validate", path.to_str().unwrap()]);
    assert!(
        stdout(&output).contains("\\u{1b}[31mred\\u{a}.json:1:1: "),
        "{}",
        stdout(&output)
    );
}

/// Beyond what JSON escapes: the one-byte start of a terminal's commands, and a turn of direction.
#[cfg(unix)]
#[test]
fn nor_can_a_name_in_the_report_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let name = "\u{9b}31mred\u{202e}\u{7f}.json";
    let path: PathBuf = folder.path().join(name);
    fs::write(&path, "{}").unwrap();
    let gone = folder.path().join(format!("gone{name}"));
    let paths = [path.to_str().unwrap(), gone.to_str().unwrap()];
    let output = run(&["validate", paths[0], paths[1], "--report", "json"]);
    let shown = stdout(&output);
    assert!(
        !shown.contains(|c: char| c == '\u{202e}' || (c.is_control() && c != '\n')),
        "{shown:?}"
    );
    let report: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(report["payloads"][0]["name"], paths[0]);
    assert_eq!(report["failed"][0]["name"], paths[1]);
}

#[test]
fn it_is_called_what_people_type() {
    assert!(stdout(&run(&["--version"])).starts_with("idcard 0."));
    let page = stdout(&run(&["man", "validate"]));
    assert!(page.contains(".TH idcard-validate 1"), "{page}");
    for command in [&["man"][..], &["man", "validate"], &["--help"]] {
        let shown = stdout(&run(command));
        assert!(!shown.contains("conformance"), "{command:?}:\n{shown}");
    }
}

/// What is bounded is said where people look for it, and in the schema of the report.
#[test]
fn help_says_what_the_bounds_are() {
    let most = format!("first {MOST_FINDINGS}");
    for command in ["validate", "stream"] {
        let shown = stdout(&run(&[command, "--help"]));
        for said in [&*most, "Memory: ", "--max-decompressed", "--longest-line"] {
            assert!(shown.contains(said), "{command}: {said}");
        }
    }
    for name in ["report", "report-line"] {
        assert!(stdout(&run(&["schema", name])).contains(&most), "{name}");
    }
}

#[test]
fn more_threads_than_a_machine_can_have_are_a_misuse() {
    for (count, expected) in [("0", 2), ("1025", 2), ("100000", 2), ("64", 0)] {
        let output = run(&["validate", VALID, "--threads", count]);
        assert_eq!(code(&output), expected, "{count}: {}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn help_that_cannot_be_written_is_a_failure() {
    for arguments in [&["--help"][..], &["validate", "--help"], &["--version"]] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = idcard().args(arguments).stdout(full).output().unwrap();
        assert_eq!(code(&output), 3, "{arguments:?}");
        assert!(stderr(&output).contains("No space left on device"));
    }
}

/// CI systems take cases of one name for one case.
#[test]
fn each_payload_of_an_input_is_a_case_of_its_own() {
    let input = b"{\"version\": 7}\n{\"version\": 8}\n\n{\"version\": 9}\n";
    let output = run_with_input(
        &["validate", "-", "--input", "ndjson", "--report", "junit"],
        input,
    );
    let shown = stdout(&output);
    for name in ["", ":2", ":4"] {
        let case = format!("<testcase name=\"&lt;stdin&gt;{name}\"");
        assert_eq!(shown.matches(&case).count(), 1, "{case}\n{shown}");
    }
}

#[test]
fn what_is_not_judged_is_counted_in_words_that_are_right_for_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(
        Path::new(PAYLOADS).join(VALID),
        folder.path().join("a.json"),
    )
    .unwrap();
    fs::write(folder.path().join("notes.md"), "").unwrap();
    let output = run(&["validate", folder.path().to_str().unwrap()]);
    assert_eq!(
        stdout(&output),
        format!(
            "1 payload: 1 valid\n{OF_VALID}not judged: files whose ending no capture has (1)\n"
        )
    );
}
