//! Finds the end of a message's body.
//!
//! What the head says is only half true of what `curl` prints: a body is printed without chunks and
//! decompressed, and that of a redirect not at all.

use super::super::embedded::is_document;
use super::super::exchange::essence;
use super::super::form::parameter;
use super::super::reader::BLOCK;
use super::super::scan::{Scan, Step, is_space};
use super::super::window::Window;
use super::head::{Head, Start, is_start_line, is_status_line, unchunk};
use std::io::{self, Read};

/// The body behind a head.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Body {
    /// A message of this status has none.
    None,
    /// The next message begins at once.
    LeftOut,
    /// Bytes that stand in the input.
    AsItStands(Vec<u8>),
    /// Bytes that were put together.
    Decoded(Vec<u8>),
    /// Longer than what is read; it is behind us.
    TooLong,
}

/// Further than this behind a body nothing is looked for. No first line is longer.
pub(super) const AHEAD: usize = 1 << 13;

/// Takes the body of a message.
pub(super) fn take<R: Read>(
    window: &mut Window<R>,
    head: &Head,
    longest: usize,
) -> io::Result<Body> {
    let is_bodiless = match head.start {
        Start::Response { status } => matches!(status, 100..=199 | 204 | 304),
        Start::Request { .. } => head.length.is_none() && !head.is_chunked,
    };
    let ahead = window.look(AHEAD)?;
    if is_bodiless && ends_message(ahead) {
        return Ok(Body::None);
    }
    if is_start_line(ahead) {
        return Ok(Body::LeftOut);
    }
    if let Some(length) = head.length.filter(|&length| length <= longest) {
        let text = window.look(length.saturating_add(AHEAD))?;
        if text.len() >= length && ends_message(&text[length..]) {
            return Ok(Body::AsItStands(window.take(length)));
        }
    }
    let closing = closing(head);
    search(window, head.is_chunked, closing.as_deref(), longest)
}

/// What ends a body that has parts, among which may be messages.
fn closing(head: &Head) -> Option<Vec<u8>> {
    let media_type = head.media_type.as_deref()?;
    let boundary = parameter(media_type, "boundary")?;
    let is_in_parts = essence(media_type)
        .to_ascii_lowercase()
        .starts_with("multipart/");
    is_in_parts.then(|| format!("--{boundary}--").into_bytes())
}

/// Looks further and further ahead, since most bodies are short.
fn search<R: Read>(
    window: &mut Window<R>,
    is_chunked: bool,
    closing: Option<&[u8]>,
    longest: usize,
) -> io::Result<Body> {
    let most = longest.saturating_add(AHEAD);
    let mut size = BLOCK.min(most);
    loop {
        let text = window.look(size)?;
        let is_all = text.len() < size;
        let chunks = if is_chunked { unchunk(text) } else { None };
        match chunks {
            Some(chunks) if chunks.is_whole || is_all => {
                window.take(chunks.end);
                return Ok(if chunks.bytes.len() <= longest {
                    Body::Decoded(chunks.bytes)
                } else {
                    Body::TooLong
                });
            }
            Some(_) => {}
            None => match last_part(text, closing).or_else(|| end(text, is_all)) {
                Some(end) if end <= longest => return Ok(Body::AsItStands(window.take(end))),
                Some(end) => {
                    window.take(end);
                    return Ok(Body::TooLong);
                }
                None => {}
            },
        }
        if size == most {
            skip(window)?;
            return Ok(Body::TooLong);
        }
        size = size.saturating_mul(2).min(most);
    }
}

/// Goes to the next message, by pieces that overlap by as much as a first line may be long.
pub(super) fn skip<R: Read>(window: &mut Window<R>) -> io::Result<()> {
    let size = BLOCK + AHEAD;
    loop {
        let text = window.look(size)?;
        let is_all = text.len() < size;
        let length = text.len();
        let next = next_message(text).or(is_all.then_some(length));
        window.take(next.unwrap_or_else(|| length - AHEAD));
        if next.is_some() {
            return Ok(());
        }
    }
}

/// Where the line ends that closes a body in parts.
fn last_part(text: &[u8], closing: Option<&[u8]>) -> Option<usize> {
    let closing = closing?;
    let mut found = memchr::memmem::find_iter(text, closing);
    let at = found.find(|&at| at == 0 || text[at - 1] == b'\n')?;
    let behind = &text[at + closing.len()..];
    let rest = memchr::memchr(b'\n', behind).map_or(behind.len(), |feed| feed + 1);
    Some(at + closing.len() + rest)
}

fn skip_space(text: &[u8]) -> &[u8] {
    let blank = text.iter().take_while(|&&byte| is_space(byte)).count();
    &text[blank..]
}

pub(super) fn ends_message(behind: &[u8]) -> bool {
    let behind = skip_space(behind);
    behind.is_empty() || is_start_line(behind)
}

/// Where a body ends of which nobody says how long it is: JSON ends with its last bracket, if a
/// message follows, or else the body goes on to the next line that begins a message. `None` if that
/// has yet to come.
fn end(text: &[u8], is_all: bool) -> Option<usize> {
    let blank = text.len() - skip_space(text).len();
    if let Step::Done(end) = Scan::default().feed(&text[blank..]) {
        let behind = &text[blank + end..];
        let next = skip_space(behind);
        if is_start_line(next) || is_all && next.is_empty() {
            return Some(blank + end);
        }
        // What `curl -w` says besides, or why it closed the connection, is no part of a document.
        let is_apart = behind[..behind.len() - next.len()].contains(&b'\n');
        let is_other = next.first().is_some_and(|byte| match byte {
            // As `curl -w '%{json}'` does.
            b'{' => is_apart,
            byte => !b"}[],:\"".contains(byte),
        });
        if is_other && is_document(&text[blank..]) {
            return Some(blank + end);
        }
    }
    next_message(text).or(is_all.then_some(text.len()))
}

/// The first line that begins a message. A status line may follow a body that has no line break.
fn next_message(text: &[u8]) -> Option<usize> {
    let at_line = memchr::memchr_iter(b'\n', text)
        .map(|feed| feed + 1)
        .find(|&at| is_start_line(&text[at..]));
    let up_to = at_line.unwrap_or(text.len());
    let mut found = memchr::memmem::find_iter(&text[..up_to], b"HTTP/");
    let glued = found.find(|&at| is_glued(&text[at..]));
    glued.or(at_line)
}

/// How long a status line may be, where one is looked for within a line.
const LONGEST_STATUS_LINE: usize = 256;

/// Whether a response begins here, in the middle of a line. JSON may speak of HTTP; but a head has a
/// second line, with a colon and no quote before it.
fn is_glued(text: &[u8]) -> bool {
    let line = &text[..text.len().min(LONGEST_STATUS_LINE)];
    // The longest version, a space, and a status. Most are refused here, so nothing is slow.
    let Some(feed) = is_status_prefix(line)
        .then(|| memchr::memchr(b'\n', line))
        .flatten()
    else {
        return false;
    };
    let second = &text[feed + 1..text.len().min(feed + 1 + LONGEST_STATUS_LINE)];
    let name = second
        .split(|&byte| byte == b':')
        .next()
        .unwrap_or_default();
    is_status_line(line[..feed].trim_ascii_end())
        && name.len() < second.len()
        && name
            .iter()
            .all(|&byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_status_prefix(line: &[u8]) -> bool {
    let version = line.iter().take(9).position(|&byte| byte == b' ');
    version.is_some_and(|end| line[end + 1..].iter().take(3).all(u8::is_ascii_digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_behind_a_body_is_skipped_however_short() {
        for (text, left) in [
            ("took 3 ms\n", ""),
            (
                "took 3 ms\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\n\r\n",
            ),
            ("", ""),
        ] {
            let mut window = Window::new(text.as_bytes());
            skip(&mut window).unwrap();
            assert_eq!(window.look(AHEAD).unwrap(), left.as_bytes(), "{text}");
        }
    }
}
