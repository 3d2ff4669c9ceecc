//! Detects the format of an input by its first bytes.
//!
//! Where the content leaves it open the ending of the name decides, and else it is one payload, for
//! the judge to report what is wrong with it.

mod archive;
mod lines;
mod prose;

pub use archive::is_archive;

use super::embedded::{Taken, has_value, is_document, is_record, is_separator, separators};
use super::format::Format;
use super::http::{is_start_line, is_trace_line};
use super::reader::{BLOCK, Peeked};
use super::scan::{Scan, Step, is_space};
use archive::is_archives;
use lines::{are_lines, is_laid_out, is_other_text, trim_end, trim_start};
use prose::{is_in_brackets, is_printed, is_prose};

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
        return separated(text, is_complete, taken);
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
        if *first == b'[' && is_followed_by_array(text, end) {
            return Guess::Certain(Format::Array);
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
fn separated(text: &[u8], is_complete: bool, taken: Taken) -> Guess {
    let Some(rest @ [first, ..]) = text.get(separators(text)..) else {
        return if is_complete {
            Guess::Doubtful(Format::Json)
        } else {
            Guess::Open
        };
    };
    match first {
        b'{' | b'[' if is_archives(rest) => Guess::Certain(Format::Har),
        b'{' => Guess::Certain(Format::Values),
        b'[' if is_array(rest) => Guess::Certain(Format::Values),
        _ => amid_text(rest, is_complete, taken, *first == b'['),
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
/// behind a comma, another behind one that is laid out, or text. `None`: nothing does.
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
            if is_complete && !next.contains(&b'{') {
                return Some(Guess::Certain(Format::Text));
            }
            match is_other_text(next, is_complete) {
                None => Some(Guess::Open),
                Some(is_text) => is_text.then_some(Guess::Certain(Format::Text)),
            }
        }
        _ => None,
    }
}

/// Whether another array follows that is no line of many.
fn is_followed_by_array(text: &[u8], end: usize) -> bool {
    let behind = &text[end..];
    let (between, next) = behind.split_at(separators(behind));
    next.starts_with(b"[") && (text[..end].contains(&b'\n') || !between.contains(&b'\n'))
}

/// What neither its content nor its name shows to be anything.
fn unnamed(head: &[u8]) -> Format {
    if is_prose(head) {
        Format::Text
    } else {
        Format::Json
    }
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

/// Whether an input begins as exchanges do: an HTTP archive, messages, or a trace.
pub(super) fn begins_exchanges(head: &[u8]) -> bool {
    let text = trim_start(head);
    is_archives(text) || is_start_line(text) || is_trace_line(text)
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
mod tests;
