//! Detects the format of an input by its first bytes.
//!
//! Where the content leaves it open the ending of the name decides, and else it is one payload, for
//! the judge to report what is wrong with it.

use super::embedded::{Taken, has_value, is_document, is_record, is_separator, separators};
use super::format::Format;
use super::http::{is_start_line, is_trace_line};
use super::reader::{BLOCK, Peeked};
use super::scan::{Scan, Step, is_space};

/// What the content shows.
enum Guess {
    /// More has to be seen.
    Open,
    Certain(Format),
    /// What the content looks most like, though it does not look right.
    Doubtful(Format),
}

/// The format of an input. Looks at one payload and the line behind it at the most, and no further
/// than a payload may be long.
pub(super) fn detect(input: &mut Peeked, name: &str, longest: usize, taken: Taken) -> Format {
    // What comes at once may be enough: whoever watches a stream need not wait for more of it.
    let mut count = 1;
    loop {
        let head = input.peek(count);
        let (seen, is_complete) = (head.len(), head.len() < count);
        let guess = guess(head, is_complete, taken);
        if matches!(guess, Guess::Certain(Format::Ndjson)) {
            return Format::Ndjson;
        }
        if seen < BLOCK && !is_complete {
            count = seen + 1;
            continue;
        }
        let is_all = input.is_complete() || seen >= longest;
        match guess {
            Guess::Certain(format) => return format,
            Guess::Doubtful(format) => return by_name(name).unwrap_or(format),
            Guess::Open if is_all => {
                return by_name(name).unwrap_or_else(|| unnamed(input.peek(0)));
            }
            Guess::Open => count = seen.saturating_mul(2).min(longest).max(seen + 1),
        }
    }
}

fn guess(head: &[u8], is_complete: bool, taken: Taken) -> Guess {
    let text = trim_start(head);
    // Where two were put together there may be a mark behind that of the text.
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let Some(first) = text.first() else {
        return Guess::Open;
    };
    if is_start_line(text) {
        return Guess::Certain(Format::Http);
    }
    if is_trace_line(text) {
        return Guess::Certain(Format::CurlTrace);
    }
    if is_separator(*first) {
        return separated(text, is_complete);
    }
    let is_value = matches!(first, b'{' | b'[' | b'"');
    if !is_value || *first == b'[' && !is_array(text) {
        return amid_text(text, is_complete, taken, is_value);
    }
    if is_archives(text) {
        return Guess::Certain(Format::Har);
    }
    let step = Scan::default().feed(text);
    let end = match step {
        Step::Done(end) => Some(end),
        _ => None,
    };
    if let Some(end) = end {
        if is_record(&text[..end]) {
            return Guess::Certain(Format::Docker);
        }
        let behind = &text[end..];
        if behind.iter().all(|&byte| is_space(byte)) {
            return alone(text, end, is_complete);
        }
        if let Some(guess) = followed(text, end, is_complete) {
            return guess;
        }
    }
    // An array may be a stream that goes on for ever.
    if step == Step::More && !text.contains(&b'\n') && !is_complete {
        return match single(text) {
            Format::Json if *first != b'[' => Guess::Open,
            format => Guess::Certain(format),
        };
    }
    match are_lines(text, end, is_complete) {
        None => return Guess::Open,
        Some(true) => return Guess::Certain(Format::Ndjson),
        Some(false) => {}
    }
    match single(text) {
        Format::Json if end.is_some() || !is_laid_out(text) => Guess::Doubtful(Format::Json),
        format => Guess::Certain(format),
    }
}

/// What begins with zero bytes, as a log that was cut while it was written to, or with the separator of
/// a JSON text sequence.
fn separated(text: &[u8], is_complete: bool) -> Guess {
    match text.get(separators(text)) {
        None if !is_complete => Guess::Open,
        Some(b'{' | b'[') => Guess::Certain(Format::Values),
        _ => Guess::Doubtful(Format::Json),
    }
}

/// What begins with no value. It may be lines of which the first is damaged, or text with JSON in it.
fn amid_text(text: &[u8], is_complete: bool, taken: Taken, is_value: bool) -> Guess {
    let mut lines = text.split(|&byte| byte == b'\n').map(trim_end);
    let first = lines.next().unwrap_or_default();
    // Of what is left of a line of JSON there are quotes and brackets left.
    let is_rest = first.iter().any(|byte| b"\"}]".contains(byte));
    let second = lines.find(|line| !line.is_empty()).unwrap_or_default();
    let is_amid = !is_rest && has_value(second, Taken::Documents);
    let is_text = is_value || is_amid || !second.starts_with(b"{");
    if !is_text {
        match are_lines(text, None, is_complete) {
            None => return Guess::Open,
            Some(true) => return Guess::Certain(Format::Ndjson),
            Some(false) => {}
        }
    }
    if is_printed(text) && has_value(text, taken) {
        Guess::Certain(Format::Text)
    } else if is_value && is_complete && !is_in_brackets(text) {
        Guess::Doubtful(Format::Json)
    } else {
        Guess::Open
    }
}

/// A value with nothing but white space behind it.
fn alone(text: &[u8], end: usize, is_complete: bool) -> Guess {
    let is_one_line = !text[..end].contains(&b'\n');
    if !is_one_line && are_lines(text, Some(end), is_complete) == Some(true) {
        // No JSON is, and whoever saw less of it has taken it for lines.
        return Guess::Certain(Format::Ndjson);
    }
    match single(text) {
        // Another may follow.
        Format::Json if !is_complete => Guess::Open,
        _ if is_one_line && !is_complete => Guess::Open,
        format => Guess::Certain(format),
    }
}

/// An object with something behind it that makes it no line of many: another on the same line or
/// behind a comma, another behind one that is laid out, or text. `None` leaves it open.
fn followed(text: &[u8], end: usize, is_complete: bool) -> Option<Guess> {
    if !text.starts_with(b"{") {
        return None;
    }
    let behind = &text[end..];
    let (between, next) = behind.split_at(separators(behind));
    let is_laid_out = text[..end].contains(&b'\n');
    let is_apart = between.contains(&b'\n') && !between.contains(&b',');
    match next.first() {
        None if !is_complete => Some(Guess::Open),
        Some(b'{') if is_laid_out => {
            let is_lines = are_lines(text, Some(end), is_complete) == Some(true);
            (!is_lines).then_some(Guess::Certain(Format::Values))
        }
        Some(b'{') if is_apart => None,
        // The key of a record may be JSON as well.
        Some(b'{') if !is_document(text) && is_document(next) => Some(Guess::Certain(Format::Text)),
        Some(b'{') => Some(Guess::Certain(Format::Values)),
        // What `curl` has to say besides.
        Some(b'*' | b'<' | b'>') if is_document(text) => Some(Guess::Certain(Format::Text)),
        Some(byte) if is_document(text) && !b"}]:\"".contains(byte) && is_printed(next) => {
            let is_last = is_complete && !next.contains(&b'{');
            is_last.then_some(Guess::Certain(Format::Text))
        }
        _ => None,
    }
}

/// What neither its content nor its name shows to be anything.
fn unnamed(head: &[u8]) -> Format {
    if is_prose(head) {
        Format::Text
    } else {
        Format::Json
    }
}

/// Whether a word or a date is in brackets, with which a log may begin and no array does.
fn is_in_brackets(text: &[u8]) -> bool {
    let inner = text
        .strip_prefix(b"[")
        .and_then(|inner| inner.split(|&byte| byte == b']').next());
    inner.is_some_and(|inner| {
        let is_word = inner
            .first()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'#');
        let digits = inner
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let is_date = digits > 0 && inner.get(digits).is_some_and(|byte| b"-:/".contains(byte));
        let is_json = serde_json::from_slice::<serde::de::IgnoredAny>(inner).is_ok();
        (is_word || is_date) && !is_json
    })
}

/// Whether this may be text that somebody wrote: no JSON, no markup, and nothing that is not printed.
fn is_prose(head: &[u8]) -> bool {
    let text = trim_start(head);
    let is_scalar = serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    let is_other = text.first().is_none_or(|byte| b"{[\"<".contains(byte)) && !is_in_brackets(text);
    !is_scalar && !is_other && is_printed(text)
}

/// Further than this no bytes are looked for that are not printed.
const PRINTED: usize = 1 << 12;

/// Whether all that is seen first is UTF-8 that is printed.
fn is_printed(text: &[u8]) -> bool {
    let looked_at = &text[..text.len().min(PRINTED)];
    // The escape begins a colour.
    let is_printed = |&byte: &u8| byte >= b' ' || b"\t\n\r\x0C\x1B".contains(&byte);
    looked_at.iter().all(is_printed) && is_utf_8(looked_at)
}

/// Whether it is UTF-8 as far as it goes.
fn is_utf_8(text: &[u8]) -> bool {
    std::str::from_utf8(text)
        .err()
        .is_none_or(|error| error.error_len().is_none())
}

/// What begins with a value and is not lines.
fn single(text: &[u8]) -> Format {
    if is_array(text) {
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

/// Whether the text begins as an HTTP archive does.
pub fn is_archive(text: &[u8]) -> bool {
    let Some(rest) = behind(text, &[b"{", b"\"log\"", b":", b"{", b"\""]) else {
        return false;
    };
    OF_ARCHIVES.iter().any(|member| rest.starts_with(member))
}

/// Whether the text begins as an archive does, a list of archives or of entries, or what is cut out of
/// one: its entries, or one of them.
fn is_archives(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"[").map_or(text, trim_start);
    let entries = behind(text, &[b"{", b"\"entries\"", b":", b"["]);
    is_archive(text) || is_entry(entries.map_or(text, trim_start))
}

/// Whether the text begins as an entry does, as far as no other document does.
fn is_entry(text: &[u8]) -> bool {
    let Some(first) = behind(text, &[b"{", b"\""]) else {
        return false;
    };
    // What a browser adds may come first.
    let is_added = first.starts_with(b"_") || first.starts_with(b"pageref\"");
    first.starts_with(b"startedDateTime\"")
        || is_added && memchr::memmem::find(text, b"\"startedDateTime\"").is_some()
}

/// What is behind these tokens, if the text begins with them.
fn behind<'t>(text: &'t [u8], tokens: &[&[u8]]) -> Option<&'t [u8]> {
    tokens
        .iter()
        .try_fold(text, |rest, token| trim_start(rest).strip_prefix(*token))
}

/// Whether these are lines, of which the first may be damaged. A value that ends with the first of
/// several lines is one of them; else the second line has to be a whole payload, whatever is behind
/// it. `None` if that has yet to be seen.
fn are_lines(text: &[u8], end: Option<usize>, is_complete: bool) -> Option<bool> {
    let mut lines = text.split(|&byte| byte == b'\n').map(trim_end);
    let first = lines.next().unwrap_or_default();
    let is_line = end.is_some_and(|end| end <= first.len());
    if is_line && end == Some(first.len()) {
        return Some(true);
    }
    // Text that is laid out has an object at the beginning of a line too, where one is asked for.
    // Behind a whole value none is.
    if !is_line && first.last().is_some_and(|last| b",:[{".contains(last)) {
        return Some(false);
    }
    let Some(second) = lines.find(|line| !line.is_empty()) else {
        return is_complete.then_some(false);
    };
    if !second.starts_with(b"{") {
        return Some(false);
    }
    match Scan::default().feed(second) {
        Step::Done(_) => Some(true),
        Step::More if !is_complete && lines.next().is_none() => None,
        Step::More | Step::Broken(_) => Some(false),
    }
}

/// Without the white space before it. That of JSON: what [`u8::is_ascii_whitespace`] adds to it, the
/// form feed, ends no value and is no part of a line's end.
fn trim_start(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&byte| !is_space(byte));
    &text[start.unwrap_or(text.len())..]
}

/// Without the white space of JSON behind it.
fn trim_end(text: &[u8]) -> &[u8] {
    let last = text.iter().rposition(|&byte| !is_space(byte));
    &text[..last.map_or(0, |last| last + 1)]
}

/// Whether the first line is but the beginning of an object or an array.
fn is_laid_out(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n');
    let first = trim_end(lines.next().unwrap_or_default());
    first.ends_with(b"{") || first.ends_with(b"[")
}

/// Whether a file begins as a capture does: with an object or a list, a message, a trace, or what is
/// compressed.
pub(super) fn begins_a_capture(head: &[u8]) -> bool {
    const COMPRESSED: [&[u8]; 2] = [b"\x1f\x8b", b"\x28\xb5\x2f\xfd"];
    let is_compressed = COMPRESSED.iter().any(|magic| head.starts_with(magic));
    let text = trim_start(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head));
    let is_value = text.starts_with(b"{") || is_array(text);
    is_compressed || is_value || is_start_line(text) || is_trace_line(text)
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
}
