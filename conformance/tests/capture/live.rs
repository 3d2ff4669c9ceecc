//! Files that change while they are read, and the capture that the project writes itself.

use super::*;
use std::fs;
use std::io::Write as _;

/// A file of a kind, long enough not to be read at once.
fn long(name: &str) -> (tempfile::TempDir, PathBuf) {
    let element = format!("{{\"a\":\"{CANARY}\"}}");
    let text = match name {
        "a.ndjson" => format!("{element}\n").repeat(20_000),
        "a.json" => format!("[{}{element}]", format!("{element},\n").repeat(20_000)),
        _ => format!("{{\"a\":\n{}1}}", "[1],\n".repeat(40_000)),
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn a_file_that_changes_while_it_is_read_is_a_failure() {
    for name in ["a.ndjson", "a.json", "b.json"] {
        let (_folder, path) = long(name);
        let opened = Place::File(path.clone()).open(&options()).unwrap();
        fs::OpenOptions::new()
            .append(true)
            .open(&path)
            .unwrap()
            .write_all(b" \n")
            .unwrap();
        let message = match opened {
            Input::Lines(mut lines) => {
                let error = lines.reader.read_to_end(&mut Vec::new()).unwrap_err();
                error.to_string()
            }
            Input::Payloads(payloads) => match payloads.last() {
                Some(Item::Failed(failure)) => failure.message,
                other => panic!("{name}: {other:?}"),
            },
        };
        assert_eq!(message, "it changed while it was read", "{name}");
    }
}

/// As `idcard recognize --save` writes it: the members that it has, and no others.
#[test]
fn a_saved_call_is_read_back() {
    let saved = fixture("saved.har");
    let told = told(items(&saved, &options()));
    let documents = [
        "saved.har#/log/entries/0/request/postData/params at 1:1 message: valid",
        "saved.har#/log/entries/0/request/postData/params aside: file",
        "saved.har#/log/entries/0/response/content/text at 1:1 response: valid",
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), documents);
}
