//! Finds what a reference leads to: the file, the resource that an `$id` opens in it, and the place
//! by a pointer or an anchor.

use super::kind::Kind;
use crate::openapi::url::decoded;
use crate::source::{Node, Object, Value, escape_token};
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
    pub(super) files: Vec<File>,
    /// By path: the file, or why it could not be read.
    paths: BTreeMap<String, Result<usize, String>>,
    ids: HashMap<String, Location>,
    /// By the root of the resource.
    anchors: HashMap<(Location, String), Location>,
}

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

/// Keys whose values are no schemas, whatever is written there.
pub(super) const DATA: [&str; 5] = ["const", "default", "enum", "example", "examples"];

impl Files {
    pub(super) fn add(&mut self, path: String, root: Node) {
        let file = self.files.len();
        self.paths.insert(path.clone(), Ok(file));
        let resource = Resource {
            at: Location {
                file,
                pointer: String::new(),
            },
            base: None,
        };
        self.index(&root, &mut String::new(), &resource);
        self.files.push(File { path, root });
    }

    pub(super) fn add_unread(&mut self, path: String, why: String) {
        self.paths.insert(path, Err(why));
    }

    /// Notes each `$id` and `$anchor` at and below a node.
    fn index(&mut self, node: &Node, at: &mut String, resource: &Resource) {
        let file = resource.at.file;
        match &node.value {
            Value::Object(object) => {
                let inner = opened(object, file, at, resource);
                let resource = inner.as_ref().unwrap_or(resource);
                if let (Some(inner), Some(base)) = (&inner, &resource.base) {
                    self.ids.entry(base.clone()).or_insert(inner.at.clone());
                }
                if let Some(anchor) = text(object, "$anchor") {
                    let here = Location {
                        file,
                        pointer: at.clone(),
                    };
                    let name = (resource.at.clone(), anchor.to_owned());
                    self.anchors.entry(name).or_insert(here);
                }
                let members = object.members.iter();
                for member in members.filter(|it| !DATA.contains(&it.key.as_str())) {
                    let length = at.len();
                    at.push('/');
                    at.push_str(&escape_token(&member.key));
                    self.index(&member.value, at, resource);
                    at.truncate(length);
                }
            }
            Value::Array(elements) => {
                for (index, element) in elements.iter().enumerate() {
                    let length = at.len();
                    at.push('/');
                    at.push_str(&index.to_string());
                    self.index(element, at, resource);
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
        let path = &self.files.get(from.at.file).ok_or(Lost::Nothing)?.path;
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

    /// The node in a place. A number that is written otherwise than numbers are is none.
    pub(super) fn at(&self, location: &Location) -> Option<&Node> {
        let file = self.files.get(location.file)?;
        let node = file.root.at(&location.pointer)?;
        let tokens = location.pointer.split('/').skip(1);
        let plain =
            |token: &str| !token.starts_with('+') && (token == "0" || !token.starts_with('0'));
        let mut at = &file.root;
        for token in tokens {
            if at.as_array().is_some() && !plain(token) {
                return None;
            }
            at = at.at(&format!("/{token}"))?;
        }
        Some(node)
    }

    /// The resource that a place lies in, and what it is by the way that leads there.
    pub(super) fn around(&self, location: &Location, document: Kind) -> (Resource, Kind) {
        let file = location.file;
        let mut resource = Resource {
            at: Location {
                file,
                pointer: String::new(),
            },
            base: None,
        };
        let mut kind = document;
        let mut at = String::new();
        let mut node = self.files.get(file).map(|file| &file.root);
        for token in location.pointer.split('/').skip(1) {
            if let Some(object) = node.and_then(Node::as_object)
                && let Some(inner) = opened(object, file, &at, &resource)
            {
                resource = inner;
            }
            kind = kind.below(&crate::source::unescape_token(token));
            at.push('/');
            at.push_str(token);
            node = node.and_then(|node| node.at(&format!("/{token}")));
        }
        (resource, kind)
    }
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
    let authority = match rest.strip_prefix("//") {
        Some(rest) => rest.find('/').map_or(rest.len(), |at| at) + 2,
        None => 0,
    };
    let (authority, path) = rest.split_at(authority);
    let merged = if uri.starts_with('/') {
        uri.to_owned()
    } else {
        let folder = path.rfind('/').map_or("", |at| &path[..=at]);
        let folder = if folder.is_empty() && !authority.is_empty() {
            "/"
        } else {
            folder
        };
        format!("{folder}{uri}")
    };
    format!(
        "{scheme}{authority}{}",
        without_dots(&merged).unwrap_or(merged)
    )
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
