//! Every fixture, opened as it is found: which payloads are in it, and the verdict on each.

use super::*;
use idcard_capture::places;

#[test]
fn every_format_gives_its_payloads() {
    let mut told = String::new();
    for place in places(&[fixtures()]).places {
        let Place::File(path) = place else { continue };
        let name = path.strip_prefix(fixtures()).unwrap();
        if name.starts_with("broken") {
            continue;
        }
        let _ = writeln!(told, "── {}", name.display());
        told += &super::told(items(&path, &options()));
    }
    insta::assert_snapshot!(told);
}

/// A pipe gives what a file does, however the bytes come.
#[test]
fn a_pipe_gives_what_a_file_does() {
    for place in places(&[fixtures()]).places {
        let Place::File(path) = place else { continue };
        let found = items(&path, &options());
        let bytes = std::fs::read(&path).unwrap();
        let name: std::sync::Arc<str> = path.display().to_string().into();
        for step in [97, 1 << 20] {
            let slow = wrapped::Slow(std::io::Cursor::new(bytes.clone()), step);
            let read = idcard_capture::read(Box::new(slow), &name, &options());
            if let Ok(Input::Payloads(payloads)) = read {
                let read: Vec<_> = payloads.collect();
                assert_eq!(read, found, "{name} by {step}");
            }
        }
    }
}

#[test]
fn compression_changes_nothing() {
    let plain = told(items(&fixture("lines.ndjson"), &options()));
    for ending in [".gz", ".zst"] {
        let name = format!("lines.ndjson{ending}");
        let packed = told(items(&fixture(&name), &options()));
        assert_eq!(packed.replace(ending, ""), plain);
    }
    let twice = told(items(&fixture("twice.json.gz.zst"), &options()));
    let once = told(items(&fixture("one.json"), &options()));
    assert_eq!(twice.replace("twice.json.gz.zst", "one.json"), once);
}

/// What a shell of Windows redirects into a file.
#[test]
fn utf_16_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["one.json", "lines.ndjson", "chrome.har", "one.http"] {
        let text = std::fs::read_to_string(fixture(name)).unwrap();
        let plain = told(items(&fixture(name), &options()));
        let units = || std::iter::once(0xFEFF).chain(text.encode_utf16());
        for bytes in [
            units().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            units().flat_map(u16::to_be_bytes).collect(),
        ] {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let wide = told(items(&path, &options()));
            let here = format!("{}/", folder.path().display());
            assert_eq!(wide.replace(&here, ""), plain);
        }
    }
}

/// Proxies and gateways have addresses of their own.
#[test]
fn an_address_that_is_told_is_the_api() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["mitmproxy.har", "exchanges.http", "several-ascii.trace"] {
        let mut bytes = std::fs::read(fixture(name)).unwrap();
        // As long as the other: a trace counts what was sent.
        let (from, to) = (b"/document/id-card", b"/proxy/id/v1/scan");
        while let Some(at) = memchr::memmem::find(&bytes, from) {
            bytes[at..at + from.len()].copy_from_slice(to);
        }
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let here = format!("{}/", folder.path().display());
        let told = |addresses: &[&str]| {
            let addresses = addresses.iter().map(|address| address.parse().unwrap());
            let asked = Options {
                addresses: addresses.collect(),
                ..options()
            };
            told(items(&path, &asked)).replace(&here, "")
        };
        let expected = super::told(items(&fixture(name), &options()));
        assert_ne!(told(&["*/other"]), expected, "{name}");
        assert_eq!(told(&["*/other", "*/proxy/*/scan"]), expected, "{name}");
    }
}

#[test]
fn the_format_that_is_asked_for_is_the_one_that_is_read() {
    for (name, format) in [
        ("lines.ndjson", Format::Json),
        ("array.json", Format::Json),
        ("one.http", Format::Json),
        ("chrome.har", Format::Json),
    ] {
        let asked = Options {
            input: Some(format),
            ..options()
        };
        let found = items(&fixture(name), &asked);
        assert!(matches!(found.as_slice(), [Item::Payload(_)]), "{name}");
    }
    for (format, message) in [
        (Format::Array, "no array begins here"),
        (
            Format::Har,
            "lines.ndjson:3 failed: the archive has no entries",
        ),
        (
            Format::CurlTrace,
            "nothing that was sent or received is in it",
        ),
        (Format::Http, "no HTTP message begins here"),
    ] {
        let asked = Options {
            input: Some(format),
            ..options()
        };
        let told = told(items(&fixture("lines.ndjson"), &asked));
        assert!(told.contains(message), "{format:?}: {told}");
    }
}

#[test]
fn every_format_has_a_name() {
    for format in Format::ALL {
        assert_eq!(Format::named(format.as_str()), Some(format));
    }
    assert_eq!(Format::named("auto"), None);
}

#[test]
fn bytes_are_counted_as_they_stand_on_the_disk() {
    let options = options();
    let path = fixture("lines.ndjson.gz");
    items(&path, &options);
    let consumed = options.consumed.load(std::sync::atomic::Ordering::Relaxed);
    assert_eq!(Place::File(path).size(), Some(consumed));
    assert_eq!(Place::StandardInput.size(), None);
    assert_eq!(Place::StandardInput.name(), STANDARD_INPUT_NAME);
}
