//! By which name a payload is known: its line, its place in an archive, and what tells its exchange.

use super::{FORMS, INVALID, VALID, line, report, validate};
use crate::canary::CANARY;
use crate::process::{stderr, stdout};
use serde_json::json;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

fn written(name: &str, text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn the_name_of_a_payload_has_its_line_in_every_form() {
    let text = [line(VALID), line(INVALID), line(VALID)].join("\n");
    let (_folder, path) = written("lines.ndjson", &text);
    for form in FORMS {
        let said = report(form, &[path.to_str().unwrap()]);
        let has_name = said.contains("lines.ndjson:2");
        assert!(
            has_name && !said.contains("lines.ndjson:1"),
            "{form}: {said}"
        );
    }
    let said = report("text", &[path.to_str().unwrap(), "-v"]);
    assert!(said.contains("lines.ndjson: valid as response\n"), "{said}");
    assert!(
        said.contains("lines.ndjson:2: invalid as response, 1 finding\n"),
        "{said}"
    );
    assert!(
        said.contains("lines.ndjson:3: valid as response\n"),
        "{said}"
    );
    // An editor is led to the place in the file, not to a place in the payload.
    let place = said.lines().find(|line| line.contains(": enum ")).unwrap();
    assert!(
        place.contains("lines.ndjson:2:") && !place.contains(":2:2:"),
        "{place}"
    );
}

/// The archive of two calls: the second went wrong.
fn archive(time: &str) -> String {
    let entry = |answer: &str| {
        json!({
            "startedDateTime": time,
            "request": {"method": "POST", "url": "https://a.invalid/document/id-card"},
            "response": {"status": 200, "content": {"mimeType": "application/json", "text": line(answer)}},
        })
    };
    json!({"log": {"entries": [entry(VALID), entry(INVALID)]}}).to_string()
}

#[test]
fn a_half_of_an_exchange_has_its_time_and_status_in_every_form() {
    let (_folder, path) = written("a.har", &archive("2026-11-02T10:00:00.000+09:00"));
    for form in FORMS {
        let said = report(form, &[path.to_str().unwrap()]);
        let time = said.contains("2026-11-02T10:00:00.000+09:00");
        assert!(time && said.contains("200"), "{form}: {said}");
    }
    let said = report("github", &[path.to_str().unwrap()]);
    let file = format!("::error file={},title=enum::", path.display());
    assert!(said.contains(&file), "{said}");
    let said = report("json", &[path.to_str().unwrap()]);
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    let payload = &said["payloads"][0];
    assert_eq!(payload["time"], "2026-11-02T10:00:00.000+09:00");
    assert_eq!(payload["status"], 200);
}

/// An archive may say anything.
#[test]
fn what_is_no_time_is_not_repeated() {
    for time in [CANARY.to_owned(), format!("2026-11-02T10:00:00{CANARY}")] {
        let (_folder, path) = written("a.har", &archive(&time));
        for form in FORMS {
            let output = validate(&[path.to_str().unwrap(), "--report", form]);
            let said = stdout(&output) + &stderr(&output);
            assert!(!said.contains(CANARY), "{form}: {said}");
        }
    }
}
