//! Tells an HTTP archive, a list of archives, or what is cut out of one, by its first members.

use super::lines::trim_start;
use crate::scan::{Scan, Step};

/// The members of `log` that an archive may begin with. Logs of other kinds have a `log` too.
const OF_ARCHIVES: [&[u8]; 6] = [
    b"version\"",
    b"creator\"",
    b"browser\"",
    b"pages\"",
    b"entries\"",
    b"comment\"",
];

/// The members that an entry may begin with. Other documents have some of them too, so that the time has
/// to be there as well.
const OF_ENTRIES: [&[u8]; 9] = [
    b"_",
    b"pageref\"",
    b"request\"",
    b"response\"",
    b"time\"",
    b"timings\"",
    b"cache\"",
    b"connection\"",
    b"serverIPAddress\"",
];

/// How many members may stand before `log`.
const MOST_BEFORE: usize = 8;

/// Whether the text begins as an HTTP archive does.
pub fn is_archive(text: &[u8]) -> bool {
    let Some(mut rest) = behind(text, &[b"{"]) else {
        return false;
    };
    for _ in 0..=MOST_BEFORE {
        if let Some(log) = behind(rest, &[b"\"log\"", b":", b"{", b"\""]) {
            return OF_ARCHIVES.iter().any(|member| log.starts_with(member));
        }
        let Some(next) = past_scalar(rest) else {
            return false;
        };
        rest = next;
    }
    false
}

/// What is behind a member whose value has nothing in it, and behind its comma.
fn past_scalar(text: &[u8]) -> Option<&[u8]> {
    let past = |text| match Scan::default().feed(text) {
        Step::Done(end) => Some(&text[end..]),
        Step::More | Step::Broken(_) => None,
    };
    let key = trim_start(text);
    let value = trim_start(behind(
        past(key.starts_with(b"\"").then_some(key)?)?,
        &[b":"],
    )?);
    let is_scalar = !value.starts_with(b"{") && !value.starts_with(b"[");
    behind(past(is_scalar.then_some(value)?)?, &[b","])
}

/// Whether the text begins as an archive does, a list of archives or of entries, or what is cut out of
/// one: its entries, or one of them.
pub(super) fn is_archives(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"[").map_or(text, trim_start);
    let entries = behind(text, &[b"{", b"\"entries\"", b":", b"["]);
    is_archive(text) || is_entry(entries.map_or(text, trim_start))
}

/// Whether the text begins as an entry does, as far as no other document does.
fn is_entry(text: &[u8]) -> bool {
    let Some(first) = behind(text, &[b"{", b"\""]) else {
        return false;
    };
    let may_be_one = OF_ENTRIES.iter().any(|member| first.starts_with(member));
    first.starts_with(b"startedDateTime\"")
        || may_be_one && memchr::memmem::find(text, b"\"startedDateTime\"").is_some()
}

/// What is behind these tokens, if the text begins with them.
fn behind<'t>(text: &'t [u8], tokens: &[&[u8]]) -> Option<&'t [u8]> {
    tokens
        .iter()
        .try_fold(text, |rest, token| trim_start(rest).strip_prefix(*token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_may_begin_with_other_members() {
        for text in [
            r#"{"log": {"version": "1.2""#,
            r#"{"comment": "{\"log\"", "n": 1, "log":{"entries":["#,
            r#"[{"log":{"creator":"#,
            r#"{"entries": [{"startedDateTime":"#,
            r#"{"request": {}, "response": {}, "startedDateTime":"#,
        ] {
            assert!(is_archives(text.as_bytes()), "{text}");
        }
        for text in [
            r#"{"log":{"level":"info"}}"#,
            r#"{"a":{},"log":{"version":"#,
            r#"{"request": {}, "response": {}}"#,
            r#"{"comment": "log"#,
            "{",
        ] {
            assert!(!is_archives(text.as_bytes()), "{text}");
        }
    }
}
