//! Writes what travels beside the body of a call: [`Parameters`].
//!
//! Every value is percent-encoded, so that none can change what is called. What cannot be sent is
//! an error before anything is.

use super::bound::{Bound, within};
use super::build::BuildError;
use crate::wire::{Value, encode};
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
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

/// How the items of an array, or the members of an object, are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a service need not have parameters of every kind")]
pub(crate) enum Style {
    Comma,
    Space,
    Pipe,
    Exploded,
    Deep,
    Label,
    LabelExploded,
    Matrix,
    MatrixExploded,
    Json,
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
    pub(super) fn add<T: Value>(
        &mut self,
        place: In,
        name: &'static str,
        style: Style,
        bounds: &[Bound],
        value: &T,
    ) {
        if let Err(keyword) = within(bounds, value) {
            self.fault
                .get_or_insert(BuildError::ParameterLimit { name, keyword });
        }
        let texts = match style {
            Style::Json => Texts::json(value),
            _ => Texts::of(value),
        };
        let added = texts.and_then(|texts| self.put(place, name, style, texts));
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
        texts: Texts,
    ) -> Result<(), &'static str> {
        let apart = style == Style::Exploded;
        match place {
            In::Path => self.path.push((name, in_path(name, style, texts)?)),
            In::Query if style == Style::Deep && !matches!(texts, Texts::Members(_)) => {
                return Err("only an object can be written as `deepObject`");
            }
            In::Query => self.query.extend(pairs(name, style, texts)),
            In::Cookie if apart && !matches!(texts, Texts::One(_)) => {
                return Err("an exploded value cannot be one cookie");
            }
            In::Cookie => self.cookies.extend(pairs(name, style, texts)),
            In::Header => {
                let alone = matches!(texts, Texts::One(_));
                let items = texts.flat(apart);
                if items.is_empty() {
                    return Ok(());
                }
                if !alone && items.iter().any(|item| item.contains(',')) {
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

/// A value as texts.
pub(super) enum Texts {
    /// A scalar.
    One(String),
    /// The items of an array.
    List(Vec<String>),
    /// The members of an object by their names.
    Members(Vec<(String, Texts)>),
}

/// Why there is no text for a value.
const NOT: &str = "the value cannot be written as text";

impl Texts {
    pub(super) fn of<T: Value>(value: &T) -> Result<Self, &'static str> {
        Self::of_json(&encode(value).map_err(|_| NOT)?)
    }

    /// The whole value as a JSON text.
    fn json<T: Value>(value: &T) -> Result<Self, &'static str> {
        let json = encode(value).map_err(|_| NOT)?;
        String::from_utf8(json).map(Self::One).map_err(|_| NOT)
    }

    fn of_json(json: &[u8]) -> Result<Self, &'static str> {
        match json.first() {
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_slice(json).map_err(|_| NOT)?;
                let items = items.into_iter().map(scalar).collect::<Result<_, _>>()?;
                Ok(Self::List(items))
            }
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> =
                    serde_json::from_slice(json).map_err(|_| NOT)?;
                let texts = members.into_iter().map(|(name, raw)| match raw.get() {
                    "null" => Err("a member is null"),
                    text => match Self::of_json(text.as_bytes())? {
                        Self::Members(_) => Err(NOT),
                        texts => Ok((name, texts)),
                    },
                });
                texts.collect::<Result<_, _>>().map(Self::Members)
            }
            _ => {
                let raw: &RawValue = serde_json::from_slice(json).map_err(|_| NOT)?;
                scalar(raw).map(Self::One)
            }
        }
    }

    /// All of them, each behind the name of its member; with `=` between the two where they are
    /// `apart`.
    pub(super) fn flat(self, apart: bool) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::List(items) => items,
            Self::Members(members) => {
                let texts = members.into_iter().flat_map(|(name, texts)| {
                    let texts = texts.flat(apart);
                    if apart {
                        let paired = texts.iter().map(|text| format!("{name}={text}"));
                        paired.collect()
                    } else {
                        [vec![name], texts].concat()
                    }
                });
                texts.collect()
            }
        }
    }
}

/// The text of a scalar. A number keeps the digits that it was written with.
fn scalar(raw: &RawValue) -> Result<String, &'static str> {
    match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw.get()).map_err(|_| NOT),
        Some(b'[' | b'{') => Err(NOT),
        Some(b'n') => Err("there is no text for null"),
        _ => Ok(raw.get().to_owned()),
    }
}

/// What stands for a placeholder of the path.
fn in_path(name: &str, style: Style, texts: Texts) -> Result<String, &'static str> {
    let by_member = matches!(texts, Texts::Members(_));
    let text = match style {
        Style::Matrix | Style::MatrixExploded => {
            let style = match style {
                Style::Matrix => Style::Comma,
                _ => Style::Exploded,
            };
            let pairs = pairs(name, style, texts).into_iter();
            // Of an empty text there is the name alone.
            let pairs = pairs.map(|pair| format!(";{}", pair.strip_suffix('=').unwrap_or(&pair)));
            pairs.collect()
        }
        Style::Exploded if by_member => pairs(name, style, texts).join(","),
        Style::LabelExploded => {
            let items = if by_member {
                pairs(name, Style::Exploded, texts)
            } else {
                let items = texts.flat(false);
                items.iter().map(|item| encoded(item)).collect()
            };
            if items.iter().any(|item| item.contains('.')) {
                return Err("a dot in an item of a label would be taken for the end of it");
            }
            items.join(".")
        }
        _ => joined(&texts.flat(false), ","),
    };
    let between = match style {
        Style::LabelExploded => b'.',
        _ => b',',
    };
    if text.bytes().all(|byte| byte == between) {
        return Err("a value in the path is empty");
    }
    Ok(match style {
        Style::Label | Style::LabelExploded => format!(".{text}"),
        _ => text,
    })
}

/// `name=value`, once or for each item or member; nothing where there are none.
fn pairs(name: &str, style: Style, texts: Texts) -> Vec<String> {
    let pair = |name: &str, text: &str| format!("{}={}", encoded(name), encoded(text));
    let (separator, texts) = match (style, texts) {
        (Style::Exploded | Style::Deep, Texts::Members(members)) => {
            let all = members.into_iter().flat_map(|(member, texts)| {
                let name = match style {
                    Style::Deep => format!("{name}[{member}]"),
                    _ => member,
                };
                let texts = texts.flat(false);
                texts.into_iter().map(move |text| pair(&name, &text))
            });
            return all.collect();
        }
        (Style::Exploded | Style::Deep, texts) => {
            let items = texts.flat(false);
            return items.iter().map(|item| pair(name, item)).collect();
        }
        (Style::Space, texts) => ("%20", texts),
        (Style::Pipe, texts) => ("%7C", texts),
        (_, texts) => (",", texts),
    };
    let items = texts.flat(false);
    if items.is_empty() {
        return Vec::new();
    }
    vec![format!("{}={}", encoded(name), joined(&items, separator))]
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
