//! Writes a document as pairs of names and values, as the forms of browsers do.
//!
//! A member that is `null` is not sent, since there is no text for it. Where nothing else is said,
//! each item of an array is a pair, and what is an array or an object in a member is JSON.

use super::build::BuildError;
use super::parameter::{Style, pairs};
use super::percent::encoded;
use super::texts::Texts;
use crate::wire::{Value, encode};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// `application/x-www-form-urlencoded`, with the styles of the members that have one.
pub(super) fn text<T: Value>(
    document: &T,
    styles: &[(&'static str, Style)],
) -> Result<String, BuildError> {
    let json = encode(document).map_err(BuildError::Encode)?;
    let members: BTreeMap<String, &RawValue> = serde_json::from_slice(&json)
        .map_err(|_| BuildError::refused("what travels as pairs has to be an object"))?;
    let mut all = Vec::new();
    for (name, raw) in members {
        let text = raw.get();
        match styles.iter().find(|(member, _)| *member == name) {
            _ if text == "null" => {}
            None => all.extend(plain(&name, text)),
            Some((name, style)) => {
                let texts = || Texts::of_json(text.as_bytes(), false);
                #[cfg(feature = "json-parameters")]
                let texts = || match style {
                    Style::Json => Ok(Texts::One(text.to_owned())),
                    _ => texts(),
                };
                #[cfg(feature = "deep-objects")]
                let texts = || match style {
                    Style::Deep => Texts::of_json(text.as_bytes(), true),
                    _ => texts(),
                };
                let texts = texts().map_err(|why| BuildError::Parameter { name, why })?;
                all.extend(pairs(name, *style, texts));
            }
        }
    }
    Ok(all.join("&"))
}

/// The pairs of a member that has no style.
fn plain(name: &str, text: &str) -> Vec<String> {
    let pair = |text: &str| {
        let scalar: Option<String> = serde_json::from_str(text).ok();
        let text = scalar.as_deref().unwrap_or(text);
        format!("{}={}", encoded(name), encoded(text))
    };
    match serde_json::from_str::<Vec<&RawValue>>(text) {
        Ok(items) => {
            let items = items.into_iter().map(RawValue::get);
            items.filter(|item| *item != "null").map(pair).collect()
        }
        Err(_) => vec![pair(text)],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_member_is_a_pair_in_its_style() {
        let document = json!({
            "amount": 50, "big": 1.5, "capture": true, "none": null, "text": "a b&c=d/가+%",
            "list": ["x", 1, null, {"y": [2]}], "empty": [], "object": {"k": "v"},
            "csv": ["a", "b,c"], "deep": {"a": {"b": "c"}, "d": ["e", "f"]}, "json": ["x"],
            "flat": {"m": 1, "n": [2, 3]},
        });
        let styles = [
            ("csv", Style::Comma),
            ("deep", Style::Deep),
            ("flat", Style::Exploded),
            ("json", Style::Json),
        ];
        let expected = [
            "amount=50",
            "big=1.5",
            "capture=true",
            "csv=a,b%2Cc",
            "deep%5Ba%5D%5Bb%5D=c",
            "deep%5Bd%5D%5B%5D=e",
            "deep%5Bd%5D%5B%5D=f",
            "m=1",
            "n=2",
            "n=3",
            "json=%5B%22x%22%5D",
            "list=x",
            "list=1",
            "list=%7B%22y%22%3A%5B2%5D%7D",
            "object=%7B%22k%22%3A%22v%22%7D",
            "text=a%20b%26c%3Dd%2F%EA%B0%80%2B%25",
        ];
        assert_eq!(text(&document, &styles).unwrap(), expected.join("&"));
    }

    #[test]
    fn what_cannot_be_pairs_is_an_error_that_repeats_no_value() {
        let canary = "canary-900101";
        let styles = [("deep", Style::Deep), ("piped", Style::Pipe)];
        for document in [
            json!([canary]),
            json!({"deep": [{"a": canary}]}),
            json!({"piped": {"a": {"b": canary}}}),
        ] {
            let error = text(&document, &styles).unwrap_err();
            assert!(!format!("{error:?} {error}").contains(canary));
        }
    }
}
