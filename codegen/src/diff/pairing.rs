//! Says what identifies an element of a list, so that none goes by its index.

use super::form::{Form, Kind};
use crate::source::{Number, Value, unescape_token};

/// What identifies an element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Key {
    /// A name, with its kind: `in` and `name` of a parameter, `url` of a server.
    Name(&'static str, String),
    /// A value that holds no others.
    Value(Scalar),
    /// Nothing but its content.
    Content,
}

/// A value that holds no others.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Scalar {
    Null,
    Bool(bool),
    /// Whatever its spelling.
    Number(Number),
    Text(String),
}

impl Key {
    /// What an element may have become, changed in what identifies it: another of the same class.
    pub(super) fn class(&self) -> Option<&'static str> {
        match self {
            Self::Content => Some("content"),
            Self::Name(kind, _) if matches!(*kind, "server" | "path" | "target") => Some(kind),
            _ => None,
        }
    }
}

pub(super) fn identity(form: &Form) -> Key {
    let text = |key: &str| form.get(key).and_then(Form::text);
    match &form.kind {
        Kind::Leaf(value) => match value {
            Value::Null => Key::Value(Scalar::Null),
            Value::Bool(it) => Key::Value(Scalar::Bool(*it)),
            Value::Number(it) => Key::Value(Scalar::Number(it.clone())),
            Value::String(it) => Key::Value(Scalar::Text(it.clone())),
            Value::Array(_) | Value::Object(_) => Key::Content,
        },
        Kind::List(_) => Key::Content,
        Kind::Map(members) => match (text("name"), text("in"), text("url"), text("$ref")) {
            _ if text("code").is_some() => {
                Key::Name("code", text("code").unwrap_or_default().to_owned())
            }
            (Some(name), Some("path"), ..) => Key::Name("path", name.to_owned()),
            (Some(name), Some(place), ..) => Key::Name("parameter", format!("{place} {name}")),
            (Some(name), None, ..) => Key::Name("name", name.to_owned()),
            (_, _, Some(url), _) => Key::Name("server", url.to_owned()),
            (.., Some(target)) => Key::Name("target", target.to_owned()),
            _ => match members.as_slice() {
                [(scheme, it)] if matches!(it.kind, Kind::List(_)) => {
                    Key::Name("security", scheme.clone())
                }
                _ => Key::Content,
            },
        },
    }
}

/// A path without the names of its parameters.
pub(super) fn template(path: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in path.chars() {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            _ if inside => continue,
            _ => {}
        }
        out.push(c);
    }
    out
}

/// The place of a parameter in its path, of the list that it is declared in: so it goes by no name.
pub(super) fn position(list: &str, name: &str) -> Option<Key> {
    let path = unescape_token(list.strip_prefix("/paths/")?.split('/').next()?);
    ordinal(&path, name).map(|at| Key::Name("path", at))
}

/// Which of the parameters of a path one is, counted from 1.
pub(super) fn ordinal(path: &str, name: &str) -> Option<String> {
    let names = path.split('{').skip(1);
    let mut names = names.map(|it| it.split('}').next().unwrap_or_default());
    names
        .position(|it| it == name)
        .map(|at| (at + 1).to_string())
}
