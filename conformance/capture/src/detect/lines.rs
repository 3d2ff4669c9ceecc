//! Tells values that stand a line each from one that goes over many.

use crate::embedded::{Taken, has_value};
use crate::scan::{Scan, Step, is_space};

/// Whether these are lines, of which the first may be damaged. A value that ends with the first of
/// several lines is one of them; else the second line has to be a whole payload, whatever is behind
/// it. `None` if that has yet to be seen.
pub(super) fn are_lines(text: &[u8], end: Option<usize>, is_complete: bool) -> Option<bool> {
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

/// Whether the first line is but the beginning of an object or an array.
pub(super) fn is_laid_out(text: &[u8]) -> bool {
    let mut lines = text.split(|&byte| byte == b'\n');
    let first = trim_end(lines.next().unwrap_or_default());
    first.ends_with(b"{") || first.ends_with(b"[")
}

/// Whether the next line is text, and neither a value nor what is left of one: of JSON quotes and brackets
/// are left. `None` if it has yet to end.
pub(super) fn is_other_text(text: &[u8], is_complete: bool) -> Option<bool> {
    let end = memchr::memchr(b'\n', text).or(is_complete.then_some(text.len()))?;
    let line = &text[..end];
    let is_rest = line.iter().any(|byte| b"\"}]".contains(byte));
    Some(!is_rest || has_value(line, Taken::Documents))
}

/// Without the white space before it. That of JSON: what [`u8::is_ascii_whitespace`] adds to it, the
/// form feed, ends no value and is no part of a line's end.
pub(super) fn trim_start(text: &[u8]) -> &[u8] {
    let start = text.iter().position(|&byte| !is_space(byte));
    &text[start.unwrap_or(text.len())..]
}

/// Without the white space of JSON behind it.
pub(super) fn trim_end(text: &[u8]) -> &[u8] {
    let last = text.iter().rposition(|&byte| !is_space(byte));
    &text[..last.map_or(0, |last| last + 1)]
}
