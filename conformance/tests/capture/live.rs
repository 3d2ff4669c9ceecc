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

/// What `idcard recognize --save` writes, of an answer and of a refusal.
#[test]
fn a_saved_call_is_read_back() {
    use clova_id_card::ServiceErrorCode;
    use idcard_service::{Config, Fault, Service};
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("card.png"), b"\x89PNG\r\n\x1A\nrest").unwrap();
    let failing = Config::default().script([Some(Fault::Error(ServiceErrorCode::EngineFailed))]);
    for (config, answer) in [(Config::default(), "response"), (failing, "error")] {
        let service = Service::start(config).unwrap();
        let saved = Command::new(env!("CARGO_BIN_EXE_idcard"))
            .current_dir(folder.path())
            .args([
                "recognize",
                "card.png",
                "--yes",
                "--force",
                "--save",
                "saved.har",
            ])
            .env("CLOVA_OCR_INVOKE_URL", service.invoke_url())
            .env("CLOVA_OCR_SECRET", service.secret())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        assert!(saved.unwrap().code().is_some_and(|code| code < 2));
        let saved = folder.path().join("saved.har");
        let told = told(items(&saved, &options()));
        let entry = format!("{}#/log/entries/0", saved.display());
        let expected = [
            format!("{entry}/request/postData/params at 1:1 message: valid"),
            format!("{entry}/request/postData/params aside: file-left-out"),
            format!("{entry}/response/content/text at 1:1 {answer}: valid"),
        ];
        assert_eq!(told.lines().collect::<Vec<_>>(), expected);
    }
}
