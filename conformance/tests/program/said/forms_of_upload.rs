//! What is said of the file of a call: of the parts of a form, and of the `data` of a JSON request. Nothing
//! of it is ever shown.

use super::{FORMS, report, validate};
use crate::canary::CANARY;
use crate::process::{code, stderr, stdout};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fs;

const MESSAGE: &str =
    r#"{"version":"V2","requestId":"a","timestamp":0,"images":[{"format":"png","name":"a"}]}"#;
const PNG: &str = "\u{89}PNG\r\n\u{1a}\n";

/// A part; of no name where that is empty.
fn part(head: &str, content: &str) -> String {
    format!("--b\r\n{head}\r\n\r\n{content}\r\n")
}

fn message() -> String {
    part("Content-Disposition: form-data; name=\"message\"", MESSAGE)
}

fn file(content: &str) -> String {
    let disposition = format!("form-data; name=\"file\"; filename=\"{CANARY}.png\"");
    let head = format!("Content-Disposition: {disposition}\r\nContent-Type: image/png");
    part(&head, content)
}

/// The verdicts on a form, in a capture as `curl` would send it.
fn said_of(parts: &[String]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.http");
    // The first byte of a PNG is no text.
    let body = parts.concat() + "--b--\r\n";
    let body: Vec<u8> = body
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let head = format!(
        "POST /document/id-card HTTP/1.1\r\nHost: a.invalid\r\nContent-Type: multipart/form-data; \
         boundary=b\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    fs::write(&path, [head.as_bytes(), &body].concat()).unwrap();
    let mut said = String::new();
    for form in FORMS {
        let shown = report(form, &[path.to_str().unwrap()]);
        assert!(!shown.contains(CANARY), "{form}: {shown}");
    }
    let output = validate(&[path.to_str().unwrap()]);
    said += &stdout(&output);
    (code(&output), said + &stderr(&output))
}

#[test]
fn a_form_as_it_should_be_is_two_payloads() {
    let (code, said) = said_of(&[message(), file(PNG)]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.starts_with("2 payloads: 2 valid\nas file (1), message (1)\n"),
        "{said}"
    );
}

/// It is one payload, with one finding for each fault.
#[test]
fn a_second_file_counts_once_for_each_of_its_faults() {
    let (code, said) = said_of(&[message(), file(PNG), file(PNG)]);
    assert_eq!(code, 1, "{said}");
    assert_eq!(said.matches(": repeated-part ").count(), 1, "{said}");
    assert!(
        said.contains("\n3 payloads: 2 valid, 1 with findings\n"),
        "{said}"
    );
    let (_, said) = said_of(&[message(), file(PNG), file(CANARY)]);
    assert_eq!(said.matches(": repeated-part ").count(), 1, "{said}");
    assert_eq!(said.matches(": file ").count(), 1, "{said}");
    assert!(said.contains(": findings as file, 2 findings\n"), "{said}");
    assert!(
        said.contains("\n3 payloads: 2 valid, 1 with findings\n"),
        "{said}"
    );
}

#[test]
fn a_part_that_should_not_be_there_is_a_finding() {
    let odd = [
        // Without a name, without headers, without anything, and with another name.
        part("Content-Type: image/png", CANARY),
        format!("--b\r\n\r\n{CANARY}\r\n"),
        format!("--b\r\n{CANARY}\r\n"),
        part(
            &format!("Content-Disposition: form-data; name=\"{CANARY}\""),
            "x",
        ),
    ];
    for odd in odd {
        let (code, said) = said_of(&[message(), odd.clone(), file(PNG)]);
        assert_eq!(code, 1, "{odd}: {said}");
        assert_eq!(
            said.matches(": undocumented-part ").count(),
            1,
            "{odd}: {said}"
        );
        assert!(
            said.contains("\n3 payloads: 2 valid, 1 with findings\n"),
            "{odd}: {said}"
        );
    }
}

/// Whatever is wrong with the file of a JSON request, and wherever in it the text is planted.
#[test]
fn the_data_of_a_request_is_never_shown() {
    let planted = STANDARD.encode(CANARY);
    let long = STANDARD.encode(CANARY.repeat(999));
    for data in [
        CANARY,
        &planted,
        &long,
        &format!("data:image/png;base64,{planted}"),
        &format!("{planted}\\n{planted}"),
        &format!("***{CANARY}"),
        &long[..long.len() - 3],
        &format!("iVBORw0KGgo{planted}"),
    ] {
        for format in ["png", CANARY] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("request.json");
            let image =
                format!("{{\"format\":\"{format}\",\"name\":\"{CANARY}\",\"data\":\"{data}\"}}");
            let head = format!("{{\"version\":\"V2\",\"requestId\":\"{CANARY}\",\"timestamp\":0");
            fs::write(&path, format!("{head},\"images\":[{image}]}}")).unwrap();
            let mut found = false;
            for form in FORMS {
                let output = validate(&[path.to_str().unwrap(), "--report", form]);
                let said = stdout(&output) + &stderr(&output);
                let is_shown = said.contains(CANARY) || said.contains(&planted);
                assert!(!is_shown, "{form}: {said}");
                found |= said.contains("file");
            }
            assert!(found, "{data}");
        }
    }
}
