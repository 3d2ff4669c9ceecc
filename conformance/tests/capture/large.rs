//! What is larger than it may be, and what is larger than memory should have to be.

use super::*;
use std::io::Write as _;
use tempfile::NamedTempFile;

fn file(text: &str) -> NamedTempFile {
    let mut file = NamedTempFile::new().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

/// Whether each item is a payload; a failure has to say that it is too long.
fn sizes(text: &str, longest_line: usize) -> Vec<bool> {
    let file = file(text);
    let options = Options {
        longest_line,
        ..options()
    };
    let items = items(file.path(), &options);
    let size = |item| match item {
        Item::Payload(_)
        | Item::Around(_)
        | Item::Read(_)
        | Item::File(_)
        | Item::Part(_)
        | Item::Skipped(_) => true,
        Item::Failed(failure) => {
            assert_eq!(failure.message, "it is longer than a payload may be");
            false
        }
    };
    items.into_iter().map(size).collect()
}

#[test]
fn what_is_too_long_is_said_to_be_and_the_rest_is_read() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(300));
    assert_eq!(sizes(&format!("{{\n{}", &long[1..]), 200), [false]);
    assert_eq!(
        sizes(&format!("[{{}}, {long}, {{}}]"), 200),
        [true, false, true]
    );
    let response = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", long.len());
    let short = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
    let messages = format!("{short}{response}{long}{short}");
    assert_eq!(sizes(&messages, 200), [true, false, true]);
    let messages = messages.replace("Content-Length: 310", "A: b");
    assert_eq!(sizes(&messages, 200), [true, false, true]);
    let entry = |text: &str| {
        let text = serde_json::to_string(text).unwrap();
        format!(
            r#"{{"request":{{"url":"/document/id-card","bodySize":0}},
                "response":{{"status":200,"content":{{"text":{text}}}}}}}"#
        )
    };
    let archive = format!(
        r#"{{"log":{{"entries":[{},{},{}]}}}}"#,
        entry("{}"),
        entry(&long),
        entry("{}")
    );
    assert_eq!(sizes(&archive, 200), [true, true, true, false, true, true]);
    let head = "<= Recv header, 16 bytes (0x10)\n\
        0000: 48 54 54 50 2f 31 2e 31 20 32 30 30 20 4f 4b 0a HTTP/1.1 200 OK.\n";
    let mut trace = format!("{head}<= Recv data, 320 bytes (0x140)\n");
    for line in 0..20 {
        let bytes = "7b ".repeat(16);
        let _ = writeln!(trace, "{:04x}: {bytes}................", 16 * line);
    }
    assert_eq!(sizes(&trace, 200), [false]);
    assert_eq!(sizes(&trace, 400), [true]);
}

#[test]
fn nothing_nests_so_deeply_that_it_is_not_told() {
    for text in [
        "[".repeat(200_000),
        "[{".repeat(100_000),
        "{\"a\":".repeat(100_000),
    ] {
        for format in Format::ALL {
            let file = file(&text);
            let asked = Options {
                input: Some(format),
                ..options()
            };
            assert!(!items(file.path(), &asked).is_empty(), "{format:?}");
        }
    }
}

/// Elements come while the rest has not been written yet.
#[cfg(unix)]
#[test]
fn an_array_is_cut_while_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let writer = std::thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut pipe = std::fs::File::create(pipe).unwrap();
            let element = format!("{{\"a\":\"{}\"}}", "x".repeat(1000));
            pipe.write_all(b"[").unwrap();
            // Far more than any pipe or buffer holds.
            for _ in 0..20_000 {
                if pipe.write_all(format!("{element},\n").as_bytes()).is_err() {
                    return false;
                }
            }
            true
        }
    });
    let Ok(Input::Payloads(mut payloads)) = Place::File(pipe).open(&options()) else {
        panic!("a pipe is opened");
    };
    for line in 1..=10 {
        let Some(Item::Payload(payload)) = payloads.next() else {
            panic!("a payload is found");
        };
        assert_eq!(payload.origin.start.line, line);
    }
    drop(payloads);
    assert!(!writer.join().unwrap(), "it was all read");
}
