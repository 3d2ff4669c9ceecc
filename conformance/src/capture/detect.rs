//! The first bytes of an input → its format.
//!
//! It stands apart because it guesses, and every guess should be seen in one place. Where the
//! content leaves it open the ending of the name decides, and else it is one payload: the judge
//! then says what is wrong with it.

use super::Format;
use super::exchange::is_start_line;
use super::scan::{Scan, Step, is_space};
use super::stream::{BLOCK, Peeked};

/// The format of an input. Looks at one payload at the most, and no further than a payload may be
/// long.
pub(super) fn detect(input: &mut Peeked, name: &str, longest: usize) -> Format {
    let mut count = BLOCK;
    loop {
        let head = input.peek(count);
        let found = format(head, head.len() < count);
        if let Some(format) = found {
            return format;
        }
        if input.is_complete() || count >= longest {
            return by_name(name).unwrap_or(Format::Json);
        }
        count = count.saturating_mul(2).min(longest);
    }
}

/// `None` where more has to be seen, or there is nothing to see.
fn format(head: &[u8], is_complete: bool) -> Option<Format> {
    let blank = head.iter().take_while(|&&byte| is_space(byte)).count();
    let text = &head[blank..];
    let &first = text.first()?;
    if is_start_line(text) {
        return Some(Format::Http);
    }
    if super::http::is_trace_line(text) {
        return Some(Format::CurlTrace);
    }
    match Scan::default().feed(text) {
        Step::Done(end) if matches!(first, b'{' | b'[' | b'"') => {
            let (value, rest) = text.split_at(end);
            let gap = rest.iter().take_while(|&&byte| is_space(byte)).count();
            let is_last = gap == rest.len();
            if is_last && !is_complete && !value.contains(&b'\n') {
                return None;
            }
            let is_line = !value.contains(&b'\n') && rest[..gap].contains(&b'\n');
            if is_line && !is_last {
                return Some(Format::Ndjson);
            }
            Some(single(text))
        }
        Step::More if first == b'{' && !text.contains(&b'\n') && !is_complete => {
            is_archive(text).then_some(Format::Har)
        }
        _ if is_broken_line(text) => Some(Format::Ndjson),
        _ if matches!(first, b'{' | b'[' | b'"') => Some(single(text)),
        // Neither JSON nor a message: an ending may tell more.
        _ => None,
    }
}

/// What begins with a value and is not lines.
fn single(text: &[u8]) -> Format {
    if is_archive(text) {
        Format::Har
    } else if is_array(text) {
        Format::Array
    } else {
        Format::Json
    }
}

/// An array whose elements may be payloads, or hold them as text. No payload is an array.
fn is_array(text: &[u8]) -> bool {
    let first = text.strip_prefix(b"[").and_then(|rest| {
        let mut rest = rest.iter().filter(|&&byte| !is_space(byte));
        rest.next()
    });
    matches!(first, Some(b'{' | b'[' | b']' | b'"'))
}

/// The members of `log` that an archive may begin with. Logs of other kinds have a `log` too.
const OF_ARCHIVES: [&[u8]; 6] = [
    b"version\"",
    b"creator\"",
    b"browser\"",
    b"pages\"",
    b"entries\"",
    b"comment\"",
];

fn is_archive(text: &[u8]) -> bool {
    let mut rest = text;
    for token in [b"{".as_slice(), b"\"log\"", b":", b"{", b"\""] {
        let blank = rest.iter().take_while(|&&byte| is_space(byte)).count();
        let Some(behind) = rest[blank..].strip_prefix(token) else {
            return false;
        };
        rest = behind;
    }
    OF_ARCHIVES.iter().any(|member| rest.starts_with(member))
}

/// Whether the first line is damaged and the second is a whole payload. Text that is laid out over
/// several lines has no object at the beginning of its second, except behind what asks for one.
fn is_broken_line(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n');
    let first = lines.next().unwrap_or_default().trim_ascii_end();
    let second = lines.find(|line| !line.trim_ascii().is_empty());
    let Some(second) = second.map(<[u8]>::trim_ascii_end) else {
        return false;
    };
    second.starts_with(b"{")
        && !first.ends_with(b",")
        && !first.ends_with(b":")
        && !first.ends_with(b"[")
        && !first.ends_with(b"{")
        && Scan::default().feed(second) == Step::Done(second.len())
}

fn by_name(name: &str) -> Option<Format> {
    let name = name.to_ascii_lowercase();
    let name = [".gz", ".zst", ".zstd"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending))
        .unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "ndjson" | "jsonl" => Some(Format::Ndjson),
        "har" => Some(Format::Har),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io;

    fn detected(name: &str, text: &[u8]) -> Format {
        let mut input = Peeked::new(Box::new(io::Cursor::new(text.to_vec())));
        detect(&mut input, name, 1 << 20)
    }

    #[test]
    fn content_tells_the_format() {
        for (text, format) in [
            ("", Format::Json),
            ("{}", Format::Json),
            ("{}\n", Format::Json),
            ("{}\n\n  \n", Format::Json),
            ("{\n}\n{\n}\n", Format::Json),
            ("{} {}", Format::Json),
            ("12", Format::Json),
            ("[1]", Format::Json),
            ("<html>\n<body>\n", Format::Json),
            ("{\"a\":\n{\"b\": 1}\n}", Format::Json),
            ("{}\n{}", Format::Ndjson),
            ("\n{}\r\n\r\n{", Format::Ndjson),
            ("\"a\"\n\"b\"", Format::Ndjson),
            ("{\"a\":1,\"b\n{\"a\":1}\n", Format::Ndjson),
            ("rotated\n{\"a\":1}\n", Format::Ndjson),
            ("[]", Format::Array),
            (" [\n {", Format::Array),
            ("[{}, {}]", Format::Array),
            ("{\"log\": {\"version\": \"1.2\"", Format::Har),
            ("{\"log\":{\"level\":\"info\"}}", Format::Json),
            ("{\"log\":\"a\"}\n{\"log\":\"b\"}", Format::Ndjson),
            ("HTTP/1.1 200 OK\r\n", Format::Http),
            ("HTTP/2 200 \r\n", Format::Http),
            ("POST /custom HTTP/1.1\r\n", Format::Http),
            ("POST /custom\r\n", Format::Json),
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
            assert_eq!(detected(name, b"what?\n"), format, "{name}");
            assert_eq!(detected(name, b""), format, "{name}");
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
}
