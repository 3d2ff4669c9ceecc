//! Writes what travels beside the body of a call: [`Parameters`].
//!
//! Every value is percent-encoded, so that none can change what is called. What cannot be sent is
//! an error before anything is.

#[cfg(feature = "bounds")]
use super::bound::{Bound, within};
use super::build::BuildError;
use super::percent::encoded;
use super::texts::Texts;
use crate::wire::Value;
#[cfg(feature = "header-parameters")]
use reqwest::header::{HeaderName, HeaderValue};

/// Where a parameter travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a service need not have parameters of every kind")]
pub(crate) enum In {
    Path,
    Query,
    #[cfg(feature = "header-parameters")]
    Header,
    #[cfg(feature = "cookie-parameters")]
    Cookie,
}

/// How the items of an array, or the members of an object, are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "a service need not have parameters of every kind")]
pub(crate) enum Style {
    Comma,
    Exploded,
    #[cfg(feature = "separators")]
    Space,
    #[cfg(feature = "separators")]
    Pipe,
    #[cfg(feature = "deep-objects")]
    Deep,
    #[cfg(feature = "labels")]
    Label,
    #[cfg(feature = "labels")]
    LabelExploded,
    #[cfg(feature = "labels")]
    Matrix,
    #[cfg(feature = "labels")]
    MatrixExploded,
    #[cfg(feature = "json-parameters")]
    Json,
}

/// What travels beside the body. No value of it is ever printed.
#[derive(Default)]
pub(super) struct Parameters {
    path: Vec<(&'static str, String)>,
    query: Vec<String>,
    #[cfg(feature = "header-parameters")]
    headers: Vec<(HeaderName, HeaderValue)>,
    cookies: Vec<String>,
    fault: Option<BuildError>,
}

impl Parameters {
    /// Adds a parameter. The first fault is kept.
    #[allow(dead_code, reason = "a service need not have parameters")]
    pub(super) fn add<T: Value>(&mut self, place: In, name: &'static str, style: Style, value: &T) {
        let texts = || Texts::of(value);
        #[cfg(feature = "json-parameters")]
        let texts = || match style {
            Style::Json => Texts::json(value),
            _ => texts(),
        };
        #[cfg(feature = "deep-objects")]
        let texts = || match style {
            Style::Deep => Texts::nested(value),
            _ => texts(),
        };
        let added = texts().and_then(|texts| self.put(place, name, style, texts));
        if let Err(why) = added {
            self.fault
                .get_or_insert(BuildError::Parameter { name, why });
        }
    }

    /// Holds a parameter against its limits. The first fault is kept.
    #[cfg(feature = "bounds")]
    pub(super) fn hold<T: Value>(&mut self, name: &'static str, bounds: &[Bound], value: &T) {
        if let Err(keyword) = within(bounds, value) {
            self.fault
                .get_or_insert(BuildError::ParameterLimit { name, keyword });
        }
    }

    fn put(
        &mut self,
        place: In,
        name: &'static str,
        style: Style,
        texts: Texts,
    ) -> Result<(), &'static str> {
        match place {
            In::Path => self.path.push((name, in_path(name, style, texts)?)),
            #[cfg(feature = "deep-objects")]
            In::Query if style == Style::Deep && matches!(texts, Texts::One(_)) => {
                return Err("a scalar cannot be written as `deepObject`");
            }
            In::Query => self.query.extend(pairs(name, style, texts)),
            #[cfg(feature = "cookie-parameters")]
            In::Cookie if style == Style::Exploded && !matches!(texts, Texts::One(_)) => {
                return Err("an exploded value cannot be one cookie");
            }
            #[cfg(feature = "cookie-parameters")]
            In::Cookie => self.cookies.extend(pairs(name, style, texts)),
            #[cfg(feature = "header-parameters")]
            In::Header => self.put_header(name, style, texts)?,
        }
        Ok(())
    }

    #[cfg(feature = "header-parameters")]
    fn put_header(
        &mut self,
        name: &'static str,
        style: Style,
        texts: Texts,
    ) -> Result<(), &'static str> {
        let alone = matches!(texts, Texts::One(_));
        let items = texts.flat(style == Style::Exploded);
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

    #[cfg(feature = "header-parameters")]
    pub(super) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// What the header `Cookie` holds.
    pub(super) fn cookies(&self) -> &[String] {
        &self.cookies
    }
}

/// What stands for a placeholder of the path.
fn in_path(name: &str, style: Style, texts: Texts) -> Result<String, &'static str> {
    let by_member = matches!(texts, Texts::Members(_));
    let text = match style {
        #[cfg(feature = "labels")]
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
        #[cfg(feature = "labels")]
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
    let between = b',';
    #[cfg(feature = "labels")]
    let between = match style {
        Style::LabelExploded => b'.',
        _ => between,
    };
    if text.bytes().all(|byte| byte == between) {
        return Err("a value in the path is empty");
    }
    #[cfg(feature = "labels")]
    let text = match style {
        Style::Label | Style::LabelExploded => format!(".{text}"),
        _ => text,
    };
    Ok(text)
}

/// `name=value`, once or for each item or member; nothing where there are none.
pub(super) fn pairs(name: &str, style: Style, texts: Texts) -> Vec<String> {
    let pair = |name: &str, text: &str| format!("{}={}", encoded(name), encoded(text));
    let apart = style == Style::Exploded;
    #[cfg(feature = "deep-objects")]
    if style == Style::Deep {
        let texts = texts.deep(name);
        return texts.iter().map(|(way, text)| pair(way, text)).collect();
    }
    match texts {
        Texts::Members(members) if apart => {
            let all = members.into_iter().flat_map(|(member, texts)| {
                let texts = texts.flat(false);
                texts.into_iter().map(move |text| pair(&member, &text))
            });
            all.collect()
        }
        texts if apart => {
            let items = texts.flat(false);
            items.iter().map(|item| pair(name, item)).collect()
        }
        texts => {
            let separator = ",";
            #[cfg(feature = "separators")]
            let separator = match style {
                Style::Space => "%20",
                Style::Pipe => "%7C",
                _ => separator,
            };
            let items = texts.flat(false);
            if items.is_empty() {
                return Vec::new();
            }
            vec![format!("{}={}", encoded(name), joined(&items, separator))]
        }
    }
}

fn joined(items: &[String], separator: &str) -> String {
    let items: Vec<String> = items.iter().map(|item| encoded(item)).collect();
    items.join(separator)
}
