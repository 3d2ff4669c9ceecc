//! Hides secrets in an answer that is to be saved, however they are written there: an answer may
//! repeat what it was asked with.

use clova_id_card::Secret;
use url::Url;

/// What stands for a secret.
const HIDDEN: &str = "‹hidden›";

/// Shorter ones are none: they would be found in words.
const SHORTEST: usize = 6;

/// The secrets of a call: its key, and the part of the invoke URL that is one.
pub(super) struct Hidden(Vec<String>);

impl Hidden {
    /// Those of a call.
    pub(super) fn new(invoke_url: &Secret<String>, secret: &Secret<String>) -> Self {
        let mut secrets = vec![secret.expose().trim().to_owned()];
        if let Ok(url) = Url::parse(invoke_url.expose().trim()) {
            let path = url.path().trim_end_matches('/');
            let path = path
                .strip_suffix(clova_id_card::operation::POST_ID_CARD.path)
                .unwrap_or(path);
            secrets.extend(
                path.rsplit('/')
                    .find(|part| !part.is_empty())
                    .map(ToOwned::to_owned),
            );
        }
        secrets.retain(|secret| secret.chars().count() >= SHORTEST);
        Self(secrets)
    }

    /// The text with all of them hidden. What was not in it stays as it is, to the byte.
    pub(super) fn in_text(&self, text: &str) -> String {
        let mut shown = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(next) = rest.chars().next() {
            if let Some(length) = self
                .0
                .iter()
                .filter_map(|secret| begins(rest, secret))
                .max()
            {
                shown.push_str(HIDDEN);
                rest = &rest[length..];
            } else {
                shown.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        shown
    }
}

/// How many bytes of the text are the secret, if it begins with it: plain, escaped as JSON or URLs
/// have it, or both.
fn begins(text: &str, secret: &str) -> Option<usize> {
    let mut rest = text;
    for wanted in secret.chars() {
        rest = [plain, json, percent]
            .iter()
            .find_map(|read| read(rest).filter(|(found, _)| *found == wanted))
            .map(|(_, rest)| rest)?;
    }
    Some(text.len() - rest.len())
}

type Read<'a> = Option<(char, &'a str)>;

fn plain(text: &str) -> Read<'_> {
    let found = text.chars().next()?;
    Some((found, &text[found.len_utf8()..]))
}

/// `\/`, `\"`, `\\`, or `\u0041`; the others are control characters, which no secret has.
fn json(text: &str) -> Read<'_> {
    let text = text.strip_prefix('\\')?;
    match text.strip_prefix('u') {
        Some(rest) => digits(rest, 4),
        None => plain(text),
    }
}

/// `%41`.
fn percent(text: &str) -> Read<'_> {
    digits(text.strip_prefix('%')?, 2)
}

fn digits(text: &str, count: usize) -> Read<'_> {
    let (digits, rest) = text.split_at_checked(count)?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    Some((char::from_u32(code)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hidden() -> Hidden {
        let url = "https://gateway.invalid/custom/v1/1/fa9be4/document/id-card/";
        Hidden::new(
            &Secret::new(url.to_owned()),
            &Secret::new("U2/1+=\"x".to_owned()),
        )
    }

    #[test]
    fn a_secret_is_hidden_however_it_is_written() {
        for (text, shown) in [
            ("", ""),
            (
                "/custom/v1/1/fa9be4/document",
                "/custom/v1/1/‹hidden›/document",
            ),
            (r#"{"a":"U2/1+=\"x"}"#, r#"{"a":"‹hidden›"}"#),
            (r#"{"a":"U2\/1\u002b=\"x"}"#, r#"{"a":"‹hidden›"}"#),
            (r#""\u0055\u0032\u002F1+\u003D\u0022x""#, r#""‹hidden›""#),
            ("?key=U2%2F1%2b%3D%22x&", "?key=‹hidden›&"),
            ("fa9bfa9be4e4", "fa9b‹hidden›e4"),
            ("fa9be", "fa9be"),
            (r"%zz \u00 \", r"%zz \u00 \"),
        ] {
            assert_eq!(hidden().in_text(text), shown);
        }
    }

    #[test]
    fn what_is_too_short_for_a_secret_is_none() {
        let url = Secret::new("http://127.0.0.1:1/custom/v1/0/mock".to_owned());
        let hidden = Hidden::new(&url, &Secret::new("text".to_owned()));
        assert_eq!(hidden.in_text(r#"{"text":"mock"}"#), r#"{"text":"mock"}"#);
    }

    proptest! {
        #[test]
        fn nothing_else_changes(text in "[fa9be4U2/1+=\"x\\\\%가]{0,60}") {
            let shown = hidden().in_text(&text);
            prop_assert!(!shown.contains("fa9be4"));
            if !shown.contains(HIDDEN) {
                prop_assert_eq!(shown, text);
            }
        }
    }
}
