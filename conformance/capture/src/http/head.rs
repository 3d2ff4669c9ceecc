//! Parses the head of an HTTP message, as far as its body depends on it.
//!
//! Parsers of HTTP refuse what `curl` prints: the status line of HTTP/2 has a version that they do
//! not know, and no reason.

use super::super::compression::Coding;

/// What begins a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Start {
    Request { method: String, target: String },
    Response { status: u16 },
}

/// How a body is compressed that no magic number shows to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    As(Coding),
    /// In a way that is not read.
    Otherwise,
}

/// The head of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) start: Start,
    pub(super) media_type: Option<String>,
    pub(super) length: Option<usize>,
    pub(super) is_chunked: bool,
    /// How the body may be compressed.
    pub(super) coding: Option<Packed>,
    /// Whether anything but the first line was there.
    pub(super) has_headers: bool,
}

/// Where the head ends: behind the first empty line.
pub(super) fn end(text: &[u8]) -> Option<usize> {
    let mut from = 0;
    loop {
        let feed = from + memchr::memchr(b'\n', &text[from..])?;
        let line = text[from..feed].trim_ascii();
        // An empty first line is no end of anything.
        if line.is_empty() && from > 0 {
            return Some(feed + 1);
        }
        from = feed + 1;
    }
}

/// Reads a head that begins with a start line.
pub(super) fn parse(head: &[u8]) -> Option<Head> {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let first = lines.next()?;
    let mut words = first.split(' ');
    let start = if is_status_line(first.trim_end().as_bytes()) {
        let status = words.nth(1)?.trim().parse().ok()?;
        Start::Response { status }
    } else {
        let method = words.next()?.to_owned();
        let target = words.next()?.to_owned();
        Start::Request { method, target }
    };
    let headers: Vec<_> = lines.filter_map(|line| line.split_once(':')).collect();
    let value = |wanted: &str| {
        let mut headers = headers.iter();
        let found = headers.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim())
    };
    let has = |name: &str, word: &str| {
        value(name).is_some_and(|value| value.to_ascii_lowercase().contains(word))
    };
    Some(Head {
        media_type: value("content-type").map(str::to_owned),
        length: value("content-length").and_then(|length| length.parse().ok()),
        is_chunked: has("transfer-encoding", "chunked"),
        coding: if has("content-encoding", "br") {
            Some(Packed::As(Coding::Brotli))
        } else if has("content-encoding", "deflate") {
            Some(Packed::As(Coding::Deflate))
        } else {
            has("content-encoding", "compress").then_some(Packed::Otherwise)
        },
        has_headers: !headers.is_empty(),
        start,
    })
}

/// A body that was in chunks.
pub(super) struct Chunks {
    pub(super) bytes: Vec<u8>,
    /// Where they end in the text.
    pub(super) end: usize,
    /// Whether the last of them was there.
    pub(super) is_whole: bool,
}

/// The bytes of a chunked body; `None` if it is not chunked (any more). One that breaks off is read
/// as far as it goes.
pub(super) fn unchunk(text: &[u8]) -> Option<Chunks> {
    let mut bytes = Vec::new();
    let mut at = 0;
    loop {
        let Some(feed) = memchr::memchr(b'\n', &text[at..]).map(|feed| at + feed) else {
            // Not one line of it was whole, so nothing says that it is chunked.
            let end = text.len();
            return (at > 0).then_some(Chunks {
                bytes,
                end,
                is_whole: false,
            });
        };
        let line = std::str::from_utf8(&text[at..feed]).ok()?;
        let size = line.split(';').next().unwrap_or_default().trim();
        if size.is_empty() || size.len() > 8 || !size.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let size = usize::from_str_radix(size, 16).ok()?;
        at = feed + 1;
        if size == 0 {
            return Some(Chunks {
                bytes,
                end: at + trailer(&text[at..]),
                is_whole: true,
            });
        }
        let chunk = &text[at..(at + size).min(text.len())];
        bytes.extend_from_slice(chunk);
        at += chunk.len();
        for break_byte in *b"\r\n" {
            at += usize::from(text.get(at) == Some(&break_byte));
        }
    }
}

/// How long the trailer is: headers, if any, and an empty line. What does not look like one is the
/// next message already.
fn trailer(text: &[u8]) -> usize {
    for blank in [b"\r\n".as_slice(), b"\n"] {
        if text.starts_with(blank) {
            return blank.len();
        }
    }
    if is_start_line(text) {
        return 0;
    }
    end(text).unwrap_or(text.len())
}

/// Whether a message begins here: a status line or a request line.
pub(in super::super) fn is_start_line(text: &[u8]) -> bool {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = line.trim_ascii_end();
    if is_status_line(line) {
        return true;
    }
    let mut words = line.split(|&byte| byte == b' ');
    let method = words.next().unwrap_or_default();
    let (Some(target), Some(version), None) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    (3..=16).contains(&method.len())
        && method.iter().all(u8::is_ascii_uppercase)
        && !target.is_empty()
        && is_version(version)
}

/// `HTTP/1.1 200 OK`, `HTTP/2 200`.
pub(super) fn is_status_line(line: &[u8]) -> bool {
    let mut words = line.splitn(3, |&byte| byte == b' ');
    let (version, status) = (words.next(), words.next().unwrap_or_default());
    let status = status.trim_ascii_end();
    version.is_some_and(is_version) && status.len() == 3 && status.iter().all(u8::is_ascii_digit)
}

fn is_version(word: &[u8]) -> bool {
    [
        b"HTTP/1.0".as_slice(),
        b"HTTP/1.1",
        b"HTTP/2",
        b"HTTP/2.0",
        b"HTTP/3",
    ]
    .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_begins_with_its_version_or_ends_its_first_line_with_it() {
        for line in [
            "HTTP/1.1 200 OK\r\n",
            "HTTP/2 200 \r\n",
            "HTTP/2 502",
            "GET / HTTP/1.1\n",
        ] {
            assert!(is_start_line(line.as_bytes()), "{line}");
        }
        for line in [
            "HTTP/1.1 2000\n",
            "HTTP/4 200",
            "post / HTTP/1.1",
            "GET /",
            "",
            "{}",
        ] {
            assert!(!is_start_line(line.as_bytes()), "{line}");
        }
    }
}
