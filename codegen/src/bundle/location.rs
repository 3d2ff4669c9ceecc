//! Finds what a reference leads to: the file, the resource that an `$id` opens in it, and the place
//! by a pointer or an anchor.

use super::kind::{Kind, Thing};
use crate::openapi::url::decoded;
use crate::source::{Node, Object, Span, Value, escape_token, unescape_token};
use std::collections::{BTreeMap, HashMap};

/// A place: the file, and the pointer in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Location {
    pub(super) file: usize,
    pub(super) pointer: String,
}

/// A text with the references in it; the first is the document.
#[derive(Debug)]
pub(super) struct File {
    /// From the folder of the document, with `/`.
    pub(super) path: String,
    pub(super) root: Node,
}

/// What a reference is relative to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Resource {
    /// Its root.
    pub(super) at: Location,
    /// The URI that an `$id` gives it.
    pub(super) base: Option<String>,
}

/// Every file, and what is known by a URI or an anchor in it.
#[derive(Debug, Default)]
pub(super) struct Files {
    pub(super) all: Vec<File>,
    /// By path: the file, or why it could not be read.
    paths: BTreeMap<String, Result<usize, String>>,
    ids: HashMap<String, Location>,
    /// By the root of the resource.
    anchors: HashMap<(Location, String), Location>,
    /// Where among the members of an object with many of them one stands.
    positions: HashMap<Location, usize>,
}

/// So many members are searched one by one.
const FEW: usize = 32;

/// Why a reference leads nowhere.
#[derive(Debug, PartialEq)]
pub(super) enum Lost {
    /// It is this URL, and none is fetched.
    Url(String),
    /// It leaves the folder of the document.
    Above,
    /// The file could not be read.
    Unread(String),
    /// There is nothing in that place.
    Nothing,
}

/// A token of a pointer, with the key and the node that it leads to.
type Step<'f, 'l> = (&'l str, Option<&'f Span>, Option<&'f Node>);

/// Keys whose values are no schemas, whatever is written there.
pub(super) const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

impl Files {
    pub(super) fn add(&mut self, path: String, root: Node) {
        let file = self.all.len();
        self.paths.insert(path.clone(), Ok(file));
        let resource = Resource {
            at: Location {
                file,
                pointer: String::new(),
            },
            base: None,
        };
        let kind = root_kind(file, &root);
        self.index(&root, kind, &mut String::new(), &resource);
        self.all.push(File { path, root });
    }

    pub(super) fn add_unread(&mut self, path: String, why: String) {
        self.paths.insert(path, Err(why));
    }

    /// Notes each `$id` and `$anchor` at and below a node.
    fn index(&mut self, node: &Node, kind: Kind, at: &mut String, resource: &Resource) {
        let file = resource.at.file;
        match &node.value {
            Value::Object(object) => {
                let kind = known_kind(kind, object);
                let is_schema = kind == Kind::One(Thing::Schema);
                let inner = opened(object, file, at, resource).filter(|_| is_schema);
                let resource = inner.as_ref().unwrap_or(resource);
                if let (Some(inner), Some(base)) = (&inner, &resource.base) {
                    self.ids.entry(base.clone()).or_insert(inner.at.clone());
                }
                if let Some(anchor) = text(object, "$anchor").filter(|_| is_schema) {
                    let here = Location {
                        file,
                        pointer: at.clone(),
                    };
                    let name = (resource.at.clone(), anchor.to_owned());
                    self.anchors.entry(name).or_insert(here);
                }
                for (position, member) in object.members.iter().enumerate() {
                    let length = at.len();
                    at.push('/');
                    at.push_str(&escape_token(&member.key));
                    if object.members.len() > FEW {
                        let pointer = at.clone();
                        self.positions.insert(Location { file, pointer }, position);
                    }
                    let below = kind.below(&member.key);
                    if below != Kind::Any || !DATA.contains(&member.key.as_str()) {
                        self.index(&member.value, below, at, resource);
                    }
                    at.truncate(length);
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let length = at.len();
                    at.push('/');
                    at.push_str(&index.to_string());
                    self.index(element, kind.below(""), at, resource);
                    at.truncate(length);
                }
            }
            _ => {}
        }
    }

    /// What a reference leads to from within a resource.
    pub(super) fn resolve(&self, reference: &str, from: &Resource) -> Result<Location, Lost> {
        let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let root = if uri.is_empty() {
            from.at.clone()
        } else {
            self.resource(uri, from)?
        };
        let location = if fragment.is_empty() {
            root
        } else if fragment.starts_with('/') {
            let tokens = fragment.split('/').skip(1);
            let tokens = tokens.map(|token| format!("/{}", escape_token(&decoded(token))));
            Location {
                pointer: tokens.fold(root.pointer, |pointer, token| pointer + &token),
                ..root
            }
        } else {
            let anchor = self.anchors.get(&(root, decoded(fragment)));
            anchor.ok_or(Lost::Nothing)?.clone()
        };
        self.at(&location).map(|_| location).ok_or(Lost::Nothing)
    }

    fn resource(&self, uri: &str, from: &Resource) -> Result<Location, Lost> {
        let full = joined(from.base.as_deref(), uri);
        if let Some(known) = self.ids.get(&full) {
            return Ok(known.clone());
        }
        if has_scheme(&full) || uri.starts_with("//") {
            return Err(Lost::Url(full));
        }
        let path = &self.all.get(from.at.file).ok_or(Lost::Nothing)?.path;
        let path = beside(path, uri).ok_or(Lost::Above)?;
        match self.paths.get(&path) {
            Some(Ok(file)) => Ok(Location {
                file: *file,
                pointer: String::new(),
            }),
            Some(Err(why)) => Err(Lost::Unread(why.clone())),
            None => Err(Lost::Unread("it was not read".to_owned())),
        }
    }

    /// The node in a place.
    pub(super) fn at(&self, location: &Location) -> Option<&Node> {
        self.way(location).last().map(|(_, _, node)| node)?
    }

    /// The key that a node stands under.
    pub(super) fn key(&self, location: &Location) -> Option<Span> {
        let (_, key, _) = self.way(location).last()?;
        key.cloned()
    }

    /// From the root to a place: each token, the key, and the node; none behind one that is not there.
    fn way<'f, 'l>(&'f self, location: &'l Location) -> impl Iterator<Item = Step<'f, 'l>> {
        let root = self.all.get(location.file).map(|file| &file.root);
        let mut at = Location {
            file: location.file,
            pointer: String::new(),
        };
        let mut last = root;
        let tokens = location.pointer.split('/').skip(1);
        let below = tokens.map(move |token| {
            at.pointer.push('/');
            at.pointer.push_str(token);
            let (key, node) = match last.map(|node| &node.value) {
                Some(Value::Object(object)) => {
                    let member = match self.positions.get(&at) {
                        Some(position) => object.members.get(*position),
                        None if object.members.len() > FEW => None,
                        None => object.get(&unescape_token(token)),
                    };
                    (member.map(|it| &it.key_span), member.map(|it| &it.value))
                }
                Some(Value::Array(elements)) => (None, element(elements, token)),
                _ => (None, None),
            };
            last = node;
            (token, key, node)
        });
        std::iter::once(("", None, root)).chain(below)
    }

    /// The resource that a place lies in, and what it is by the way that leads there.
    pub(super) fn around(&self, location: &Location) -> (Resource, Kind) {
        let file = location.file;
        let mut resource = Resource {
            at: Location {
                file,
                pointer: String::new(),
            },
            base: None,
        };
        let root = self.all.get(file).map(|it| root_kind(file, &it.root));
        let mut kind = root.unwrap_or(Kind::Other);
        let mut at = String::new();
        let mut around: Option<&Node> = None;
        for (token, _, node) in self.way(location) {
            if let Some(object) = around.and_then(Node::as_object) {
                kind = known_kind(kind, object);
                if kind == Kind::One(Thing::Schema) {
                    resource = opened(object, file, &at, &resource).unwrap_or(resource);
                }
            }
            if around.is_some() {
                kind = kind.below(&unescape_token(token));
                at.push('/');
                at.push_str(token);
            }
            around = node;
        }
        (resource, kind)
    }
}

/// The element with a number; one that is written otherwise than numbers are is none.
fn element<'n>(elements: &'n [Node], token: &str) -> Option<&'n Node> {
    let number = token.parse::<usize>().ok()?;
    (number.to_string() == token).then(|| elements.get(number))?
}

/// What the root of a file is: the first is the document.
fn root_kind(file: usize, root: &Node) -> Kind {
    let has = |key| root.as_object().is_some_and(|root| root.get(key).is_some());
    if file == 0 || has("openapi") || has("components") || has("paths") {
        Kind::One(Thing::Document)
    } else {
        Kind::Any
    }
}

/// A part of a file that is no document is a schema where it says so.
fn known_kind(kind: Kind, object: &Object) -> Kind {
    let keys = ["$anchor", "$defs", "$id", "$schema", "properties", "type"];
    let says = kind == Kind::Any && keys.iter().any(|key| object.get(key).is_some());
    if says { Kind::One(Thing::Schema) } else { kind }
}

/// The resource that an object opens by its `$id`.
pub(super) fn opened(
    object: &Object,
    file: usize,
    at: &str,
    around: &Resource,
) -> Option<Resource> {
    let id = text(object, "$id")?;
    let id = id.split_once('#').map_or(id, |(id, _)| id);
    Some(Resource {
        at: Location {
            file,
            pointer: at.to_owned(),
        },
        base: Some(joined(around.base.as_deref(), id)),
    })
}

/// The text under a key.
pub(super) fn text<'n>(object: &'n Object, key: &str) -> Option<&'n str> {
    object.get(key)?.value.as_str()
}

pub(super) fn has_scheme(uri: &str) -> bool {
    let scheme = uri.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        let letters = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
        // A letter and a colon is a drive.
        scheme.len() > 1
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(letters)
    })
}

/// A URI relative to another, by RFC 3986, section 5.2.
fn joined(base: Option<&str>, uri: &str) -> String {
    let Some(base) = base.filter(|_| !has_scheme(uri)) else {
        return uri.to_owned();
    };
    if uri.is_empty() {
        return base.to_owned();
    }
    let scheme = base
        .find(':')
        .filter(|_| has_scheme(base))
        .map_or(0, |at| at + 1);
    let (scheme, rest) = base.split_at(scheme);
    if uri.starts_with("//") {
        return format!("{scheme}{uri}");
    }
    let host = match rest.strip_prefix("//") {
        Some(rest) => rest.find('/').map_or(rest.len(), |at| at) + 2,
        None => 0,
    };
    let (host, path) = rest.split_at(host);
    let merged = if uri.starts_with('/') {
        uri.to_owned()
    } else {
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        let folder = if folder.is_empty() && !host.is_empty() {
            "/"
        } else {
            folder
        };
        format!("{folder}{uri}")
    };
    format!("{scheme}{host}{}", without_dots(&merged).unwrap_or(merged))
}

/// The path of a file that one refers to; `None` where it leaves the folder of the document.
pub(super) fn beside(file: &str, uri: &str) -> Option<String> {
    let uri = uri.split('/').map(decoded).collect::<Vec<_>>().join("/");
    if uri.starts_with(['/', '\\']) || uri.contains(':') {
        return None;
    }
    let folder = file.rfind('/').map_or("", |at| &file[..=at]);
    without_dots(&format!("{folder}{}", uri.replace('\\', "/")))
}

/// Without `.` and `..`; `None` where there are more of those than folders.
fn without_dots(path: &str) -> Option<String> {
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "." => {}
            ".." => drop(segments.pop()?),
            segment => segments.push(segment),
        }
    }
    Some(segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_joined_as_the_rfc_does() {
        for (base, uri, full) in [
            ("https://a.example/b/c", "d", "https://a.example/b/d"),
            ("https://a.example/b/c", "../d", "https://a.example/d"),
            ("https://a.example/b/c", "/d", "https://a.example/d"),
            ("https://a.example", "d", "https://a.example/d"),
            (
                "https://a.example/b",
                "//c.example/d",
                "https://c.example/d",
            ),
            ("https://a.example/b", "urn:x:y", "urn:x:y"),
            ("https://a.example/b", "", "https://a.example/b"),
            ("b/c", "d", "b/d"),
        ] {
            assert_eq!(joined(Some(base), uri), full, "{base} {uri}");
        }
    }

    #[test]
    fn a_path_stays_below_the_document() {
        for (file, uri, path) in [
            ("a.yaml", "b.yaml", Some("b.yaml")),
            ("a.yaml", "./b/c.yaml", Some("b/c.yaml")),
            ("b/c.yaml", "../d.yaml", Some("d.yaml")),
            ("b/c.yaml", "d%20e.yaml", Some("b/d e.yaml")),
            ("a.yaml", "../b.yaml", None),
            ("b/c.yaml", "%2e%2e/../d.yaml", None),
            ("a.yaml", "b/..\\..\\d.yaml", None),
            ("a.yaml", "/etc/b.yaml", None),
            ("a.yaml", "C:/b.yaml", None),
        ] {
            assert_eq!(beside(file, uri).as_deref(), path, "{file} {uri}");
        }
    }
}
