//! Finds objects that a text has inside a string: escaped as JSON escapes, by a logger that quotes its
//! values; with `\x22` for a quote, as nginx writes; with each backslash doubled, as `COPY` of Postgres does.

use super::likeness::{Found, is_document, object};
use crate::text;
use memchr::{memchr, memmem};
use serde::de::IgnoredAny;

/// How many strings inside one another are undone.
const DEEPEST: usize = 3;

/// The object whose bracket is here, if what it stands in is a string. Only what looks like a document of this
/// API is looked for; what that costs is added up.
pub(super) fn object_at(text: &[u8], at: usize, spent: &mut usize) -> Option<Found> {
    let rest = text[at..].trim_ascii_end();
    let second = rest[1..].trim_ascii_start();
    let (length, decoded) = if second.starts_with(br"\x22") {
        let length = quoted_length(rest);
        *spent += length;
        (length, hexadecimal(&rest[..length])?)
    } else if second.starts_with(br"\") {
        let length = quoted_length(rest);
        *spent += length;
        (length, unquoted(&rest[..length])?)
    } else if at.checked_sub(1).is_none_or(|before| text[before] == b'\t') {
        doubled(rest)?
    } else {
        return None;
    };
    let object = object(&decoded);
    let end = object.end.unwrap_or(decoded.len());
    object.is_document.then(|| Found {
        range: at..at + length,
        object: super::likeness::Object {
            end: object.end.map(|_| length),
            is_document: true,
        },
        decoded: Some(decoded[..end].to_vec()),
    })
}

/// Where the quote is that ends the string, or the text.
fn quoted_length(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &text[at..]) {
        at += found;
        if text[at] == b'"' {
            return at;
        }
        at = (at + 2).min(text.len());
    }
    text.len()
}

/// What strings inside one another mean.
fn unquoted(text: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = text.to_vec();
    for _ in 0..DEEPEST {
        decoded.insert(0, b'"');
        decoded = text::decode(&decoded)?;
        if !decoded.get(1..)?.trim_ascii_start().starts_with(br"\") {
            return Some(decoded);
        }
    }
    None
}

/// What `\x22` and its like mean.
fn hexadecimal(text: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = memchr(b'\\', rest) {
        decoded.extend_from_slice(&rest[..at]);
        let digits = rest[at + 1..].strip_prefix(b"x")?.get(..2)?;
        decoded.push(u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?);
        rest = &rest[at + 4..];
    }
    decoded.extend_from_slice(rest);
    Some(decoded)
}

/// What a cell of a table means in which each backslash is doubled, and how long it is. None where it is JSON
/// as it stands.
fn doubled(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let length = memchr(b'\t', text).unwrap_or(text.len());
    let cell = &text[..length];
    memmem::find(cell, br"\\")?;
    if !is_document(cell) || is_json(cell) {
        return None;
    }
    let mut decoded = Vec::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = memmem::find(rest, br"\\") {
        decoded.extend_from_slice(&rest[..=at]);
        rest = &rest[at + 2..];
    }
    decoded.extend_from_slice(rest);
    is_json(&decoded).then_some((length, decoded))
}

fn is_json(text: &[u8]) -> bool {
    serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, usize)> {
        let found = object_at(text.as_bytes(), text.find('{').unwrap(), &mut 0)?;
        Some((String::from_utf8(found.decoded?).unwrap(), found.range.end))
    }

    #[test]
    fn documents_in_strings_are_undone() {
        let error = r#"{"code":"0011","message":"a \"b\" \\"}"#;
        let quoted = |text: &str| serde_json::to_string(text).unwrap();
        let once = quoted(error);
        let inner = once[1..once.len() - 1].to_owned();
        let twice = quoted(&once);
        for text in [
            format!("body={once} took=3"),
            format!("body=\"{inner}"),
            format!("a {twice} b"),
            error.replace('\\', r"\x5C").replace('"', r"\x22") + "\" b",
            format!("1\t{}\t2", error.replace('\\', r"\\")),
        ] {
            let (decoded, end) = found(&text).unwrap();
            assert_eq!(decoded, error, "{text}");
            assert!(end > 30 && end <= text.len());
        }
    }

    #[test]
    fn what_is_no_document_is_left() {
        for text in [
            r#"a="{\"b\":1}""#,
            r"{\x22a\x22:1}",
            r"{\x2",
            r"{\",
            "{",
            r#"{"code":"0011","message":"a\\"}"#,
            r#"{\\\\\\\\"a"#,
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
