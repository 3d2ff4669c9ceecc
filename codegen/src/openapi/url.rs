//! Looks at the texts that become parts of a URL: what a URL would write otherwise never arrives as
//! it is described.

/// Why a path would not go over as it is written, as a help; `None` where it does.
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

/// A path as a URL writes it. Braces are left: they are those of a parameter.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>^`".contains(&byte) {
            encoded.push(byte.into());
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
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

#[cfg(test)]
mod tests {
    use super::unfit;

    #[test]
    fn what_a_url_would_change_is_unfit() {
        for fit in [
            "/",
            "/pets",
            "/a.b/..c/~x;v=1:2@3,4!$&'()*+=-_|",
            "/%20/%2F",
            "/{id}.json",
        ] {
            assert_eq!(unfit(fit), None, "{fit}");
        }
        for (path, help) in [
            ("/a\\b", "%5C"),
            ("/a b", "`/a%20b`"),
            ("/größe", "`/gr%C3%B6%C3%9Fe`"),
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
}
