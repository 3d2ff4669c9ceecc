//! Which format the first bytes of an input show.

use super::*;
use proptest::prelude::*;
use std::io::{self, Read};

/// Gives so many bytes at a time.
struct Slow(io::Cursor<Vec<u8>>, usize);

impl io::Read for Slow {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = buffer.len().min(self.1);
        self.0.read(&mut buffer[..count])
    }
}

/// The same, however the bytes come.
fn detected(name: &str, text: &[u8]) -> Format {
    let few = 1.max(text.len() / 200);
    let formats = [usize::MAX, few, 7 * few].map(|at_once| {
        let input = Slow(io::Cursor::new(text.to_vec()), at_once);
        detect(
            &mut Peeked::new(Box::new(input)),
            name,
            1 << 20,
            Taken::Documents,
        )
    });
    assert!(formats.iter().all(|format| *format == formats[0]));
    formats[0]
}

/// Whoever watches lines need not wait for more than the second of them.
#[test]
fn lines_are_known_as_soon_as_there_are_two() {
    let lines = Slow(io::Cursor::new(b"{}\n{".to_vec()), 4);
    let mut input = Peeked::new(Box::new(lines.chain(Never)));
    assert_eq!(
        detect(&mut input, "a", 1 << 20, Taken::Documents),
        Format::Ndjson
    );
}

struct Never;

impl io::Read for Never {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        panic!("nobody should ask for more")
    }
}

#[test]
fn content_tells_the_format() {
    for (text, format) in [
        ("", Format::Json),
        ("{}", Format::Json),
        ("{}\n", Format::Json),
        ("{}\n\n  \n", Format::Json),
        ("{\n}\n{\n}\n", Format::Values),
        ("{} {}", Format::Values),
        ("{}{}", Format::Values),
        ("{},{}", Format::Values),
        ("{}\r{}\r", Format::Values),
        ("\u{1e}{}\n\u{1e}{}\n", Format::Values),
        ("\0\0\0{}\n{}\n", Format::Values),
        ("{\n}\n\u{feff}{\n}\n", Format::Values),
        (
            "{\"k\":1}\t{\"code\":\"0011\",\"message\":\"\"}",
            Format::Text,
        ),
        ("a {\"code\":\"0011\",\"message\":\"\"}", Format::Text),
        ("[a] {\"code\":\"0011\",\"message\":\"\"}", Format::Text),
        (
            "{\"code\":\"0011\",\"message\":\"\"}* Closing connection 0",
            Format::Text,
        ),
        ("{\"code\":\"0011\",\"message\":\"\"}200", Format::Text),
        ("a\n{\"code\":\"0011\",\"message\":\"\"}\n", Format::Text),
        (
            "{\"log\":\"a\\n\",\"stream\":\"stdout\"}\n{",
            Format::Docker,
        ),
        ("log line\nlog line\n", Format::Text),
        ("log {\"a\":1}\n", Format::Text),
        ("[INFO] log\n", Format::Text),
        ("[2024-13-01 00:00:00] log\n", Format::Text),
        ("[-1]", Format::Json),
        ("{}\u{c}\0", Format::Json),
        ("12", Format::Json),
        ("[1]", Format::Json),
        ("<html>\n<body>\n", Format::Json),
        ("{\"a\":\n{\"b\": 1}\n}", Format::Json),
        ("{}\n{}", Format::Ndjson),
        ("\n{}\r\n\r\n{", Format::Ndjson),
        ("\"a\"\n\"b\"", Format::Ndjson),
        ("{\"a\":1,\"b\n{\"a\":1}\n", Format::Ndjson),
        ("rotated\n{\"a\":1}\n", Format::Ndjson),
        ("{\"a\":1}}\n{\"a\":1}\n", Format::Ndjson),
        ("{\"a\":1} x\n\n{\"a\":1}}\n", Format::Ndjson),
        ("{\"a\":1},\n{\"a\":1},\n", Format::Values),
        ("{\"a\":1\n{\"a\":1}}", Format::Ndjson),
        ("{a\n{}\"\"}", Format::Ndjson),
        ("{\"a\":1},\n", Format::Json),
        ("{\"a\":1}}\n{\n\"a\":1}\n", Format::Json),
        ("{\"a\":[1,\n{\"a\":1}\n]}}", Format::Json),
        ("[]", Format::Array),
        (" [\n {", Format::Array),
        ("[{}, {}]", Format::Array),
        ("{\"log\": {\"version\": \"1.2\"", Format::Har),
        ("{\"log\":{\"level\":\"info\"}}", Format::Json),
        ("{\"log\":\"a\"}\n{\"log\":\"b\"}", Format::Ndjson),
        ("HTTP/1.1 200 OK\r\n", Format::Http),
        ("HTTP/2 200 \r\n", Format::Http),
        ("POST /custom HTTP/1.1\r\n", Format::Http),
        ("POST /custom\r\n", Format::Text),
        ("== Info: Trying\n", Format::CurlTrace),
        (
            "10:00:00.123456 => Send header, 5 bytes (0x5)\n",
            Format::CurlTrace,
        ),
        (
            "10:00:00.123456 [0-0] <= Recv data, 5 bytes (0x5)\n",
            Format::CurlTrace,
        ),
    ] {
        assert_eq!(detected("a", text.as_bytes()), format, "{text}");
    }
}

#[test]
fn a_name_tells_what_the_content_does_not() {
    for (name, format) in [
        ("a.NDJSON.gz", Format::Ndjson),
        ("a.har", Format::Har),
        ("a.json", Format::Json),
    ] {
        assert_eq!(detected(name, b"what?\0\n"), format, "{name}");
        assert_eq!(detected(name, b""), format, "{name}");
    }
}

#[test]
fn a_name_tells_what_is_damaged() {
    for text in ["{\"a\":{\"b\":1},\n{\"a\":1},\n", "{\"a\":1}}\n"] {
        assert_eq!(detected("a.json", text.as_bytes()), Format::Json, "{text}");
        for name in ["a.ndjson", "a.jsonl.gz", "a.ndjson.zst"] {
            assert_eq!(detected(name, text.as_bytes()), Format::Ndjson, "{text}");
        }
    }
    // What is as it should be, or is laid out, is what it is.
    for text in ["{\n\"a\": 1\n}\n", "{\r\n\"a\": 1", "{}"] {
        assert_eq!(
            detected("a.ndjson", text.as_bytes()),
            Format::Json,
            "{text}"
        );
    }
    assert_eq!(detected("a.ndjson", b"[{},\n{}"), Format::Array);
}

#[test]
fn a_damaged_first_line_may_be_longer_than_a_block() {
    let line = format!("{{\"a\":\"{}\"}}", "x".repeat(BLOCK - 100));
    for damaged in [format!("{line}}}"), line[1..].to_owned()] {
        let text = format!("{damaged}\n{line}\n");
        assert_eq!(detected("a", text.as_bytes()), Format::Ndjson);
    }
}

#[test]
fn a_first_line_may_be_longer_than_a_block() {
    let line = format!("{{\"a\":\"{}\"}}\n", "x".repeat(3 * BLOCK));
    assert_eq!(detected("a", line.as_bytes()), Format::Json);
    assert_eq!(detected("a", line.repeat(2).as_bytes()), Format::Ndjson);
}

proptest! {
    #[test]
    fn anything_has_a_format(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        detected("a", &bytes);
    }

    #[test]
    fn what_looks_like_a_format_has_one(text in r#"(\{|\[|"log"|:|HTTP/1.1 200|== Info|\n|"|\}|\]|,|POST | ){0,20}"#) {
        detected("a", text.as_bytes());
    }
}
