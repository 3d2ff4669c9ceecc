//! The engine from outside: whatever people have goes in, one report comes out, however many cores
//! work on it, and whatever goes wrong is said.

mod trouble;

use crate::process::{self, code, stderr, stdout};
use idcard_synthetic::{Corpus, Layout, Recipe};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const CAPTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/capture/fixtures");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/payloads/samples");

fn idcard(arguments: &[&str]) -> Command {
    let mut command = process::idcard();
    command.arg("validate").args(arguments);
    command
}

fn run(arguments: &[&str]) -> Output {
    idcard(arguments).output().unwrap()
}

/// Made-up answers, one in twenty with a fault, as lines of a file.
fn corpus(folder: &Path, documents: u64, layout: Layout) -> PathBuf {
    let path = folder.join(format!("{layout:?}.ndjson"));
    let corpus = Corpus::new(Recipe {
        seed: 7,
        layout,
        damaged: 0.05,
    });
    let mut lines = Vec::new();
    corpus.write(documents, &mut lines).unwrap();
    fs::write(&path, lines).unwrap();
    path
}

/// Valid answers, each with a member that no other has, and one that all have. There are more names
/// than anything keeps apart.
fn ever_new_members() -> String {
    let answer = fs::read_to_string(format!("{SAMPLES}/passport.json")).unwrap();
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let line = |number: usize| {
        let mut answer = answer.clone();
        answer["common"] = 1.into();
        answer[format!("namedAs{}", letters(number))] = 1.into();
        answer.to_string()
    };
    // Each name comes again, in another worker's part.
    let numbers = (0..1_100).chain((0..1_100).rev());
    numbers.map(line).collect::<Vec<_>>().join("\n")
}

/// A number in letters, as digits in a key count as data.
fn letters(number: usize) -> String {
    let digits = number.to_string().into_bytes();
    digits
        .into_iter()
        .map(|digit| char::from(digit + 49))
        .collect()
}

/// The order is that of the input, whoever was faster; and so are places, groups and counts.
#[test]
fn the_report_is_the_same_whatever_the_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for layout in [Layout::Compact, Layout::Undocumented] {
        corpus(folder.path(), 1_500, layout);
    }
    fs::write(folder.path().join("named.ndjson"), ever_new_members()).unwrap();
    fs::write(
        folder.path().join("faulty.ndjson"),
        faulty_items(9_000).repeat(2),
    )
    .unwrap();
    let inputs = [folder.path().to_str().unwrap(), CAPTURES];
    for form in ["text", "json", "ndjson", "sarif", "html"] {
        let report = |threads: &str| {
            let mut arguments = vec!["--report", form, "--threads", threads, "--limit", "0"];
            arguments.extend(inputs);
            let output = run(&arguments);
            (code(&output), stdout(&output), stderr(&output))
        };
        let alone = report("1");
        assert!(alone.1.len() > 1_000, "{form}");
        for threads in ["2", "5"] {
            assert_eq!(report(threads), alone, "{form} by {threads} threads");
        }
    }
}

/// A line that has so many faults, and a member that is missing.
fn faulty_items(count: usize) -> String {
    let items = "1,".repeat(count - 1);
    format!("{{\"version\":\"V2\",\"requestId\":\"\",\"images\":[{items}1]}}\n")
}

/// Of each payload the first findings are in groups, and the others are counted; no finding is lost.
#[test]
fn findings_beyond_the_first_of_a_payload_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("faulty.ndjson");
    fs::write(&path, faulty_items(9_000).repeat(2)).unwrap();
    let path = path.to_str().unwrap();
    let output = run(&[path, "--report", "json", "--input", "ndjson"]);
    assert_eq!(code(&output), 1);
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).unwrap();
    let groups = report["groups"].as_array().unwrap().iter();
    let groups: Vec<_> = groups
        .map(|group| {
            (
                group["pointer"].as_str().unwrap(),
                group["count"].as_u64().unwrap(),
            )
        })
        .collect();
    assert_eq!(groups, [("", 2), ("/images/*", 2 * 4_999)]);
    assert_eq!(report["findings"], 2 * 9_001);
    assert_eq!(
        (&report["beyond"], &report["ungrouped"]),
        (&8_002.into(), &8_002.into())
    );
    let first = &report["payloads"][0];
    assert_eq!(first["beyond"], 4_001);
    let listed = first["findings"].as_array().unwrap().len();
    assert_eq!(first["omitted"], 9_001 - listed);
    let text = stdout(&run(&[path, "--input", "ndjson"]));
    assert!(
        text.contains("invalid as response, 9001 findings: those above … and "),
        "{text}"
    );
    let beyond = "8002 findings in 2 payloads beyond the first 5000 of a payload, counted only\n";
    assert!(text.contains(beyond), "{text}");
}

/// A payload is the same one however it is wrapped.
#[test]
fn lines_an_array_and_strings_give_the_same_findings() {
    let folder = tempfile::tempdir().unwrap();
    let lines = corpus(folder.path(), 400, Layout::Compact);
    let lines = fs::read(lines).unwrap();
    let texts: Vec<_> = lines
        .split(|byte| *byte == b'\n')
        .filter_map(|line| std::str::from_utf8(line).ok())
        // An array of damaged elements is no array, so only those are wrapped that are JSON.
        .filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok())
        .collect();
    assert!(texts.len() > 300);
    let wrapped = |name: &str, text: String| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let joined = |texts: &[String]| texts.join("\n");
    let plain: Vec<_> = texts.iter().map(ToString::to_string).collect();
    let logged = |text: &String| serde_json::json!({"level": "info", "body": {"text": text}});
    let logged: Vec<_> = plain.iter().map(|text| logged(text).to_string()).collect();
    let inputs = [
        (wrapped("a.ndjson", joined(&plain)), &[][..]),
        (wrapped("b.json", format!("[{}]", plain.join(",\n"))), &[]),
        (
            wrapped("c.log", joined(&logged)),
            &["--pointer", "/body/text", "--json-string"],
        ),
        (
            wrapped("d.log", joined(&logged)),
            &["--pointer", "/body", "--pointer", "/text", "--json-string"],
        ),
    ];
    let groups = inputs.map(|(path, unwrapping)| {
        let mut arguments = vec!["--report", "json", "--as", "response", &path];
        arguments.extend(unwrapping);
        let report: serde_json::Value = serde_json::from_slice(&run(&arguments).stdout).unwrap();
        let group = |group: &serde_json::Value| {
            let member = |name: &str| group[name].to_string();
            [member("rule"), member("pointer"), member("count")].join(" ")
        };
        let groups = report["groups"].as_array().unwrap().iter().map(group);
        (report["counts"].to_string(), groups.collect::<Vec<_>>())
    });
    assert!(groups[0].1.len() > 5);
    for other in &groups[1..] {
        assert_eq!(other, &groups[0]);
    }
}

/// The file of a form is judged as well, by what the document beside it says of it.
#[test]
fn a_form_is_judged_with_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.http");
    let message =
        r#"{"version":"V2","requestId":"1","timestamp":0,"images":[{"format":"jpg","name":"1"}]}"#;
    for (file, said, expected) in [
        ("\u{7f}", "the image is not JPEG, PNG, PDF or TIFF", 1),
        ("%PDF-1.7", "the image was declared as jpg, but is pdf", 1),
        ("", "the image is empty", 1),
    ] {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=message\r\n\r\n{message}\r\n--b\r\n\
             Content-Disposition: form-data; name=file; filename=canary\r\n\
             Content-Type: image/jpeg\r\n\r\n{file}\r\n--b--\r\n"
        );
        let head = "POST /custom/v1/1/key/document/id-card HTTP/1.1\r\nHost: host.invalid\r\n\
                    Content-Type: multipart/form-data; boundary=b\r\nContent-Length: ";
        fs::write(&path, format!("{head}{}\r\n\r\n{body}", body.len())).unwrap();
        let output = run(&[path.to_str().unwrap()]);
        let text = stdout(&output);
        assert_eq!(code(&output), expected, "{text}");
        assert!(text.contains(said) && text.contains("2 payloads"), "{text}");
        assert!(!text.contains("canary"));
    }
}
