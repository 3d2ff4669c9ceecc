//! Says what identifies an element of a list, so that none goes by its index.

use super::form::{Form, Kind};
use crate::source::Value;

/// What identifies an element.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    /// A name, with its kind: `in` and `name` of a parameter, `url` of a server.
    Name(&'static str, String),
    /// A value.
    Value(Value),
    /// Nothing but its content.
    Content,
}

impl Key {
    /// Whether an element may have become another, changed in what identifies it.
    pub(super) fn may_become(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Content, Self::Content) => true,
            (Self::Name(kind, _), Self::Name(other, _)) => {
                kind == other && matches!(*kind, "server" | "path" | "target")
            }
            _ => false,
        }
    }
}

pub(super) fn identity(form: &Form) -> Key {
    let text = |key: &str| form.get(key).and_then(Form::text);
    match &form.kind {
        Kind::Leaf(value) => Key::Value(value.clone()),
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
