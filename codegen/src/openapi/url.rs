//! Looks at texts that become parts of a URL, or are one: what a URL would write otherwise never
//! arrives as it is described.

use crate::source::unescape_token;
use std::fmt::Write as _;

/// Why a path would not go over as it is written, as a help; `None` where it does. What is not ASCII
/// is no reason: a URL writes it in one way only, as the percent signs of its UTF-8.
pub(crate) fn unfit(path: &str) -> Option<String> {
    if path.contains('\\') {
        return Some("a URL turns `\\` into `/`; as a sign it is written `%5C`".to_owned());
    }
    if path.contains(['?', '#']) {
        return Some("a query or a fragment is no part of a path".to_owned());
    }
    if path.split('/').any(is_dots) {
        return Some("a URL resolves the segments `.` and `..`; write the path without".to_owned());
    }
    let encoded = encoded(path);
    (encoded != path).then(|| format!("a URL writes it `{}`", shortened(&encoded)))
}

/// A segment that a URL resolves, however its dots are written.
fn is_dots(segment: &str) -> bool {
    let plain = segment.to_ascii_lowercase().replace("%2e", ".");
    plain == "." || plain == ".."
}

/// A path as a URL writes it, but for what is not ASCII. Braces are left: they are those of a
/// parameter.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for sign in path.chars() {
        if !sign.is_ascii() || sign.is_ascii_graphic() && !"\"<>^`".contains(sign) {
            encoded.push(sign);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{:02X}", u32::from(sign));
        }
    }
    encoded
}

fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// A token of a JSON Pointer in a fragment: percent signs first, then `~1` and `~0`.
pub(crate) fn decoded(token: &str) -> String {
    let mut bytes = Vec::with_capacity(token.len());
    let mut rest = token.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        let code = behind
            .get(..2)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(code) if byte == b'%' => {
                bytes.push(code);
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = behind;
            }
        }
    }
    unescape_token(&String::from_utf8_lossy(&bytes))
}

#[cfg(test)]
mod tests {
    use super::{decoded, unfit};

    #[test]
    fn what_a_url_would_change_is_unfit() {
        for fit in [
            "/",
            "/pets",
            "/a.b/..c/~x;v=1:2@3,4!$&'()*+=-_|",
            "/%20/%2F",
            "/{id}.json",
            "/größe/주소",
        ] {
            assert_eq!(unfit(fit), None, "{fit}");
        }
        for (path, help) in [
            ("/a\\b", "%5C"),
            ("/a b", "`/a%20b`"),
            ("/a\tb", "`/a%09b`"),
            ("/\"", "`/%22`"),
            ("/..", "`..`"),
            ("/a/%2E./b", "`..`"),
            ("/a/./b", "`.`"),
            ("/a?b=c", "query"),
            ("/a#b", "fragment"),
        ] {
            let found = unfit(path);
            assert!(
                found.as_ref().is_some_and(|found| found.contains(help)),
                "{path}: {found:?}"
            );
        }
    }

    #[test]
    fn pointer_tokens_are_decoded() {
        assert_eq!(decoded("Pet"), "Pet");
        assert_eq!(decoded("a~1b~0c"), "a/b~c");
        assert_eq!(decoded("%50et%"), "Pet%");
        assert_eq!(decoded("~01"), "~1");
        assert_eq!(decoded("%+1"), "%+1");
    }
}
