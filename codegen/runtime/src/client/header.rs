//! The described headers of an answer: [`Headed`].
//!
//! They are read only when they are asked for: one that is malformed costs nobody the answer that
//! it came with.

use crate::wire::{Personal, Value, decode};
use reqwest::header::{HeaderMap, HeaderValue};
use std::error::Error;
use std::fmt;

/// An answer and the headers that are described with it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Headed<B, H> {
    /// What the body was decoded into.
    pub body: B,
    /// The headers. Each has a method.
    pub headers: H,
}

/// A header that is not as it is described. Its value is in [`raw`](Self::raw).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeaderError {
    /// Its name.
    pub name: &'static str,
    /// What came instead.
    pub raw: Personal<Vec<u8>>,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the header `{}` is malformed", self.name)
    }
}

impl Error for HeaderError {}

/// The headers of an answer, as far as they are described.
#[derive(Clone, PartialEq)]
pub(crate) struct Headers(HeaderMap);

impl fmt::Debug for Headers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Headers").finish_non_exhaustive()
    }
}

#[allow(dead_code, reason = "a service need not have such headers")]
impl Headers {
    pub(super) fn of(all: &HeaderMap, described: &[&'static str]) -> Self {
        let kept = all.iter().filter(|(name, _)| {
            let is = |other: &&str| name.as_str().eq_ignore_ascii_case(other);
            described.iter().any(is)
        });
        let kept = kept.map(|(name, value)| (name.clone(), value.clone()));
        let mut headers = HeaderMap::new();
        for (name, value) in kept {
            headers.append(name, value);
        }
        Self(headers)
    }

    /// A header that is text by its schema.
    pub(crate) fn text<T: Value>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        self.read(name, json_text)
    }

    /// A header that is a number or a boolean by its schema.
    pub(crate) fn bare<T: Value>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        self.read(name, ToOwned::to_owned)
    }

    /// A header that is a list of texts.
    pub(crate) fn texts<T: Value>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        self.read(name, |text| listed(text, json_text))
    }

    /// A header that is a list of numbers or booleans.
    pub(crate) fn bares<T: Value>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        self.read(name, |text| listed(text, ToOwned::to_owned))
    }

    fn read<T: Value>(
        &self,
        name: &'static str,
        json: impl Fn(&str) -> String,
    ) -> Result<Option<T>, HeaderError> {
        let lines = self.0.get_all(name).iter();
        let lines: Vec<&[u8]> = lines.map(HeaderValue::as_bytes).collect();
        if lines.is_empty() {
            return Ok(None);
        }
        // Several lines mean the same as one with commas.
        let raw = lines.join(&b", "[..]);
        let text = std::str::from_utf8(&raw).ok();
        let read = text.and_then(|text| decode(json(text.trim()).as_bytes()).ok());
        read.map(Some).ok_or_else(|| HeaderError {
            name,
            raw: Personal::new(raw.clone()),
        })
    }
}

fn json_text(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A list in the style `simple`: items with commas between them, of which empty ones do not count.
fn listed(text: &str, item: impl Fn(&str) -> String) -> String {
    let items = text.split(',').map(str::trim);
    let items: Vec<String> = items.filter(|it| !it.is_empty()).map(item).collect();
    format!("[{}]", items.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderName;

    fn headers(lines: &[(&'static str, &'static [u8])]) -> Headers {
        let mut all = HeaderMap::new();
        for (name, value) in lines {
            let value = HeaderValue::from_bytes(value).unwrap();
            all.append(HeaderName::from_static(name), value);
        }
        Headers::of(&all, &["X-A", "X-B"])
    }

    #[test]
    fn a_header_is_read_as_its_schema_says() {
        let all = headers(&[
            ("x-a", b" 5 "),
            ("x-b", b"5,, 7"),
            ("x-b", b"9"),
            ("x-c", b"1"),
        ]);
        assert_eq!(all.bare("X-A"), Ok(Some(5_i64)));
        assert_eq!(all.text("X-A"), Ok(Some("5".to_owned())));
        assert_eq!(all.bares("X-B"), Ok(Some(vec![5_i64, 7, 9])));
        let texts = ["5", "7", "9"].map(str::to_owned).to_vec();
        assert_eq!(all.texts("X-B"), Ok(Some(texts)));
        // What is not described is not kept.
        assert_eq!(all.bare::<i64>("X-C"), Ok(None));
    }

    #[test]
    fn a_malformed_header_is_kept_and_not_printed() {
        for value in [&b"canary"[..], b"5 6", b"[5]", b"canary\xff"] {
            let all = headers(&[("x-a", value)]);
            let error = all.bare::<i64>("X-A").unwrap_err();
            assert_eq!(error.raw.expose(), value);
            let shown = format!("{error} {error:?} {all:?}");
            assert!(!shown.contains("canary"), "{shown}");
        }
        assert!(headers(&[("x-a", b"\xff")]).text::<String>("X-A").is_err());
    }
}
