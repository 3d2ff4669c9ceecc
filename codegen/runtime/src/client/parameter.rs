//! Writes what travels beside the body of a call: [`Parameters`].
//!
//! Every value is percent-encoded, so that none can change what is called. What cannot be sent is
//! an error before anything is.

use super::build::BuildError;
use crate::wire::{Value, encode};
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::value::RawValue;
use std::fmt::Write as _;

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a service need not have parameters of every kind")]
pub(crate) enum In {
    Path,
    Query,
    Header,
    Cookie,
}

/// How the items of an array are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a service need not have parameters of every kind")]
pub(crate) enum Style {
    Comma,
    Space,
    Pipe,
    Exploded,
}

/// What travels beside the body. No value of it is ever printed.
#[derive(Default)]
pub(super) struct Parameters {
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
    cookies: Vec<String>,
    fault: Option<BuildError>,
}

impl Parameters {
    /// Adds a parameter. The first fault is kept.
    #[allow(dead_code, reason = "a service need not have parameters")]
    pub(super) fn add<T: Value>(&mut self, place: In, name: &'static str, style: Style, value: &T) {
        let added = Texts::of(value).and_then(|texts| self.put(place, name, style, &texts));
        if let Err(why) = added {
            self.fault
                .get_or_insert(BuildError::Parameter { name, why });
        }
    }

    fn put(
        &mut self,
        place: In,
        name: &'static str,
        style: Style,
        texts: &Texts,
    ) -> Result<(), &'static str> {
        let Texts { items, is_array } = texts;
        match place {
            In::Path => {
                if items.iter().all(String::is_empty) {
                    return Err("a value in the path is empty");
                }
                self.path.push((name, joined(items, ",")));
            }
            In::Query => self.query.extend(pairs(name, style, items)),
            In::Cookie => self.cookies.extend(pairs(name, style, items)),
            In::Header if items.is_empty() => {}
            In::Header => {
                if *is_array && items.iter().any(|item| item.contains(',')) {
                    return Err("a comma in an item of a header would be taken for the end of it");
                }
                let text = items.join(",");
                // Which bytes a service takes for other characters, nobody says.
                if !text.is_ascii() {
                    return Err("a header cannot hold the value");
                }
                // What stands around it would be lost on the way.
                if text.trim() != text {
                    return Err("a value in a header begins or ends with white space");
                }
                let value = HeaderValue::from_str(&text);
                let mut value = value.map_err(|_| "a header cannot hold the value")?;
                value.set_sensitive(true);
                let name = HeaderName::from_bytes(name.as_bytes());
                let name = name.map_err(|_| "it is no name of a header")?;
                self.headers.retain(|(other, _)| *other != name);
                self.headers.push((name, value));
            }
        }
        Ok(())
    }

    /// The error for what cannot be sent.
    pub(super) fn checked(mut self, template: &str) -> Result<Self, BuildError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        for segment in template.split('/').filter(|part| part.contains('{')) {
            let filled = self.fill(segment);
            if filled == "." || filled == ".." {
                let names = self.path.iter().map(|(name, _)| *name);
                let mut names = names.filter(|name| segment.contains(&format!("{{{name}}}")));
                return Err(BuildError::Parameter {
                    name: names.next().unwrap_or_default(),
                    why: "a segment of the path would be `.` or `..`",
                });
            }
        }
        Ok(self)
    }

    /// A path with values for its placeholders.
    pub(super) fn fill(&self, template: &str) -> String {
        let mut pieces = template.split('{');
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, behind) = piece.split_once('}').unwrap_or((piece, ""));
            let value = self.path.iter().find(|(known, _)| *known == name);
            filled.push_str(value.map_or("", |(_, value)| value));
            filled.push_str(behind);
        }
        filled
    }

    /// The query, if there is one.
    pub(super) fn query(&self) -> Option<String> {
        (!self.query.is_empty()).then(|| self.query.join("&"))
    }

    pub(super) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// What the header `Cookie` holds.
    pub(super) fn cookies(&self) -> &[String] {
        &self.cookies
    }
}

/// A value as texts: one of a scalar, and one for each item of an array.
struct Texts {
    items: Vec<String>,
    is_array: bool,
}

impl Texts {
    fn of<T: Value>(value: &T) -> Result<Self, &'static str> {
        const NOT: &str = "the value cannot be written as text";
        let json = encode(value).map_err(|_| NOT)?;
        let is_array = json.first() == Some(&b'[');
        let raw: Vec<&RawValue> = if is_array {
            serde_json::from_slice(&json).map_err(|_| NOT)?
        } else {
            vec![serde_json::from_slice(&json).map_err(|_| NOT)?]
        };
        // A number keeps the digits that it was written with.
        let text = |raw: &RawValue| match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get()).map_err(|_| NOT),
            Some(b'[' | b'{') => Err(NOT),
            _ => Ok(raw.get().to_owned()),
        };
        let items = raw.into_iter().map(text).collect::<Result<_, _>>()?;
        Ok(Self { items, is_array })
    }
}

/// `name=value`, once or for each item; nothing for no items.
fn pairs(name: &str, style: Style, items: &[String]) -> Vec<String> {
    let name = encoded(name);
    let separator = match style {
        Style::Exploded => {
            let pair = |item: &String| format!("{name}={}", encoded(item));
            return items.iter().map(pair).collect();
        }
        Style::Comma => ",",
        Style::Space => "%20",
        Style::Pipe => "%7C",
    };
    if items.is_empty() {
        return Vec::new();
    }
    vec![format!("{name}={}", joined(items, separator))]
}

fn joined(items: &[String], separator: &str) -> String {
    let items: Vec<String> = items.iter().map(|item| encoded(item)).collect();
    items.join(separator)
}

/// Percent-encodes everything but what RFC 3986 calls unreserved.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
