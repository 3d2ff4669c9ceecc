//! What cannot be read, in whole or from some place on: what is said of it.

use super::*;
use idcard_capture::places;

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

/// One payload, whole, compressed, and followed by what is none of it.
#[test]
fn what_follows_what_is_compressed_is_said_to_be_and_takes_nothing_with_it() {
    let plain = std::fs::read(fixture("one.json")).unwrap();
    let mut packed = Vec::new();
    flate2::read::GzEncoder::new(plain.as_slice(), flate2::Compression::fast())
        .read_to_end(&mut packed)
        .unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let read = |behind: &[u8]| {
        std::fs::write(file.path(), [packed.as_slice(), behind].concat()).unwrap();
        let items = items(file.path(), &options());
        let told = told(items);
        told.replace(&file.path().display().to_string(), "a")
    };
    let valid = "a at 1:1 auto: valid\n";
    assert_eq!(read(&[0; 700]), valid);
    assert_eq!(
        read(b"\0rest"),
        format!(
            "{valid}a failed: something that is not gzip follows what is compressed with it, \
             and was not read\n"
        )
    );
}

#[test]
fn an_entry_that_is_no_exchange_is_no_other_exchange() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let entries = [
        "5",
        "{}",
        r#"{"request": {}, "response": 5}"#,
        r#"{"request": {"method": "GET", "url": "https://host.invalid/"}}"#,
    ];
    let archive = format!(r#"{{"log": {{"entries": [{}]}}}}"#, entries.join(","));
    std::fs::write(file.path(), archive).unwrap();
    let told = told(items(file.path(), &options()));
    let told = told.replace(&file.path().display().to_string(), "a");
    let failed = |entry| {
        format!("a#/log/entries/{entry} failed: the entry has neither a request nor a response")
    };
    let expected = [
        failed(0),
        failed(1),
        failed(2),
        "a#/log/entries/3 aside: other-exchange".to_owned(),
    ];
    assert_eq!(told.lines().collect::<Vec<_>>(), expected);
}

/// However long the address of another site is, and wherever it is cut.
#[test]
fn an_exchange_with_a_long_address_is_another() {
    for length in [1000, 65_500, 65_536, 70_000, 300_000] {
        let file = tempfile::NamedTempFile::with_suffix(".har").unwrap();
        let address = format!("https://other.invalid/collect?{}", "a".repeat(length));
        let entry = format!(
            r#"{{"request": {{"method": "POST", "url": "{address}", "postData": {{"mimeType": "application/json", "text": "{{}}"}}}}, "response": {{"status": 200, "content": {{"text": "{{}}"}}}}}}"#
        );
        let archive = format!(r#"{{"log": {{"entries": [{entry}]}}}}"#);
        std::fs::write(file.path(), archive).unwrap();
        let told = told(items(file.path(), &options()));
        let told = told.trim_end();
        assert!(
            told.ends_with("#/log/entries/0 aside: other-exchange"),
            "{length}: {told}"
        );
    }
}
