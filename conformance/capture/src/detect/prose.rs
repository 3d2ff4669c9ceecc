//! Tells text that somebody wrote from JSON, markup and bytes.

use super::lines::trim_start;

/// Whether a word or a date is in brackets, with which a log may begin and no array does.
pub(super) fn is_in_brackets(text: &[u8]) -> bool {
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
pub(super) fn is_prose(head: &[u8]) -> bool {
    let text = trim_start(head);
    let is_scalar = serde_json::from_slice::<serde::de::IgnoredAny>(text).is_ok();
    let is_other = text.first().is_none_or(|byte| b"{[\"<".contains(byte)) && !is_in_brackets(text);
    !is_scalar && !is_other && is_printed(text)
}

/// Further than this no bytes are looked for that are not printed.
const PRINTED: usize = 1 << 12;

/// Whether all that is seen first is UTF-8 that is printed.
pub(super) fn is_printed(text: &[u8]) -> bool {
    let looked_at = &text[..text.len().min(PRINTED)];
    // A log has zeros before a line where it was cut while it was written to; a file of another kind has them
    // anywhere.
    let mut is_line_start = true;
    let mut is_printed = |&byte: &u8| {
        let is_zero = byte == 0 && is_line_start;
        is_line_start = byte == b'\n' || is_zero;
        // The escape begins a colour.
        is_zero || byte >= b' ' || b"\t\n\r\x0C\x1B".contains(&byte)
    };
    looked_at.iter().all(&mut is_printed) && is_utf_8(looked_at)
}

/// Whether it is UTF-8 as far as it goes.
fn is_utf_8(text: &[u8]) -> bool {
    std::str::from_utf8(text)
        .err()
        .is_none_or(|error| error.error_len().is_none())
}
