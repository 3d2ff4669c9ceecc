//! What cannot be read, in whole or from some place on: what is said of it.

use super::*;
use idcard_conformance::capture::places;

#[test]
fn what_cannot_be_read_is_said_to_be() {
    let mut told = String::new();
    for place in places(&[fixture("broken")]).places {
        let Place::File(path) = place else { continue };
        let name = path.strip_prefix(fixtures()).unwrap();
        let said = super::told(items(&path, &options()));
        assert!(said.contains(" failed: "), "{said}");
        let _ = writeln!(told, "── {}", name.display());
        told += &said;
    }
    insta::assert_snapshot!(told);
}

#[test]
fn a_file_that_is_not_there_is_a_failure() {
    let told = told(items(Path::new("no/such/file.json"), &options()));
    assert!(
        told.starts_with("no/such/file.json failed: No such file"),
        "{told}"
    );
}

/// Whatever is cut off a capture, something is said: a payload that is cut, or a failure.
#[test]
fn a_capture_that_breaks_off_is_never_clean() {
    let folder = tempfile::tempdir().unwrap();
    for (name, step) in [
        ("chrome.har", 41),
        ("array.json", 7),
        ("lines.ndjson.gz", 5),
        ("lines.ndjson.zst", 5),
    ] {
        let whole = std::fs::read(fixture(name)).unwrap();
        let whole = whole.trim_ascii_end();
        // The magic number has to be there for it to be what it was.
        for length in (40..whole.len()).step_by(step) {
            let path = folder.path().join(name);
            std::fs::write(&path, &whole[..length]).unwrap();
            let told = told(items(&path, &options()));
            let is_said = told.contains(" failed: ") || told.contains(" unreadable");
            assert!(is_said, "{name} cut after {length} bytes: {told}");
        }
    }
}

/// What can be read before a file breaks off is judged all the same.
#[test]
fn what_comes_before_an_error_is_not_lost() {
    let told = told(items(&fixture("broken/cut.ndjson.gz"), &options()));
    assert!(
        told.starts_with("broken/cut.ndjson.gz at 1:1 auto: valid\n"),
        "{told}"
    );
}
