//! Holds one of the two documents: its text, its tree, its form, and what travels by it.

use super::form::Form;
use super::pairing::{ordinal, template};
use super::travel::travelling;
use crate::bundle;
use crate::diagnostic;
use crate::source::{Node, Source, Span, Value, escape_token};
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

/// A document that is compared.
#[derive(Debug)]
pub struct Side {
    /// Its text.
    pub source: Source,
    pub(super) form: Form,
    pub(super) json: Json,
    pub(super) root: Node,
    /// What was written, where that is otherwise; see [`bundle::Bundle`].
    pub(super) written: Vec<(String, Node)>,
    /// Pointers by places, once one is looked for.
    by_span: OnceLock<HashMap<(usize, usize), String>>,
}

/// Which way a body travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Direction {
    /// To the service: what the old document lets be sent, the new one receives.
    Request,
    /// From the service: what the new document lets be answered, the old one receives.
    Answer,
}

/// A body that travels by a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Body {
    pub(super) direction: Direction,
    /// What it is, independent of the document: the operation, the place, the media type.
    pub(super) name: String,
    /// Of its schema.
    pub(super) pointer: String,
}

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

impl Side {
    /// Reads a document; an error says why it is none.
    pub fn read(source: Source) -> Result<Self, String> {
        // A reference that leads nowhere stays one, about which nothing is proven.
        let bundle::Bundle {
            tree,
            written,
            misnamed,
            ..
        } = bundle::unmerged(&source);
        // A name that is for nothing is a mistake of who gives it.
        if let Some(fault) = misnamed.iter().find(|fault| fault.is_error()) {
            return Err(diagnostic::render_line(fault, &source));
        }
        if let Some(fault) = tree.faults.first() {
            let at = source.position(fault.span.start);
            return Err(format!(
                "{}:{}:{}: {}",
                source.name(),
                at.line,
                at.column,
                fault.message
            ));
        }
        let root: Node = tree
            .root
            .ok_or_else(|| format!("{} is empty", source.name()))?;
        if root.as_object().is_none() {
            return Err(format!(
                "{} is no OpenAPI document: it is {}",
                source.name(),
                root.kind()
            ));
        }
        Ok(Self {
            form: Form::of(&root),
            json: root.to_json(),
            root,
            source,
            written,
            by_span: OnceLock::new(),
        })
    }

    /// The pointer of what a crate is made from. There an `allOf` may have become one object, and its
    /// members are found by the places that they have in the text.
    pub(super) fn pointer_of(&self, pointer: &str, span: &Span) -> String {
        if self.json.pointer(pointer).is_some() {
            return pointer.to_owned();
        }
        let by_span = self.by_span.get_or_init(|| {
            let mut by_span = HashMap::new();
            walk(&self.root, &mut String::new(), &mut |pointer, node| {
                let key = (node.span.start, node.span.end);
                // A reference has the place of what it took the place of.
                let is_reference = node.as_object().is_some_and(|it| it.get("$ref").is_some());
                if !is_reference || !by_span.contains_key(&key) {
                    by_span.insert(key, pointer.to_owned());
                }
            });
            by_span
        });
        let found = by_span.get(&(span.start, span.end));
        found.cloned().unwrap_or_else(|| pointer.to_owned())
    }

    /// The document as it is on the wire in a direction: without what does not travel that way,
    /// and with the limits that a `format` means.
    pub(super) fn wire(&self, direction: Direction) -> Json {
        let gone = match direction {
            Direction::Request => "readOnly",
            Direction::Answer => "writeOnly",
        };
        travelling(&self.json, gone)
    }

    /// Follows references that are no schema's, such as those to a shared response.
    fn deref<'a>(&'a self, json: &'a Json, pointer: String) -> (&'a Json, String) {
        let target = json
            .get("$ref")
            .and_then(Json::as_str)
            .and_then(|it| it.strip_prefix('#'));
        let found = target.and_then(|it| Some((self.json.pointer(it)?, it.to_owned())));
        found.unwrap_or((json, pointer))
    }

    /// All bodies, and the values of parameters.
    pub(super) fn bodies(&self) -> Vec<Body> {
        let mut bodies = Vec::new();
        let paths = self.json.get("paths").and_then(Json::as_object);
        for (path, item) in paths.into_iter().flatten() {
            let pointer = format!("/paths/{}", escape_token(path));
            let (item, pointer) = self.deref(item, pointer);
            for method in METHODS {
                if let Some(operation) = item.get(method) {
                    let id = operation.get("operationId").and_then(Json::as_str);
                    let template = template(path);
                    let name = id.map_or_else(|| format!("{method} {template}"), str::to_owned);
                    let at = format!("{pointer}/{method}");
                    self.operation(operation, &at, &name, &mut bodies);
                    let of = Parameters { path, name: &name };
                    self.parameters((item, &pointer), (operation, &at), &of, &mut bodies);
                }
            }
        }
        bodies
    }

    fn operation(&self, operation: &Json, pointer: &str, name: &str, bodies: &mut Vec<Body>) {
        if let Some(body) = operation.get("requestBody") {
            let (body, at) = self.deref(body, format!("{pointer}/requestBody"));
            content(
                body,
                &at,
                &format!("{name} request"),
                Direction::Request,
                bodies,
            );
        }
        let responses = operation.get("responses").and_then(Json::as_object);
        for (status, response) in responses.into_iter().flatten() {
            let at = format!("{pointer}/responses/{}", escape_token(status));
            let (response, at) = self.deref(response, at);
            content(
                response,
                &at,
                &format!("{name} {status}"),
                Direction::Answer,
                bodies,
            );
        }
    }

    /// The values of parameters: an operation's own, and those of its path that it does not replace.
    fn parameters(
        &self,
        item: (&Json, &str),
        operation: (&Json, &str),
        of: &Parameters<'_>,
        bodies: &mut Vec<Body>,
    ) {
        let mut known = BTreeSet::new();
        for (json, pointer) in [operation, item] {
            let parameters = json.get("parameters").and_then(Json::as_array);
            for (index, parameter) in parameters.into_iter().flatten().enumerate() {
                let at = format!("{pointer}/parameters/{index}");
                let (parameter, at) = self.deref(parameter, at);
                let text = |key| parameter.get(key).and_then(Json::as_str);
                let [place, own] = [text("in"), text("name")].map(Option::unwrap_or_default);
                // One of a path is where it is in the path, whatever it is called.
                let ordinal = (place == "path").then(|| ordinal(of.path, own)).flatten();
                let own = ordinal.as_deref().unwrap_or(own);
                let name = format!("{} {place} {own}", of.name);
                if !known.insert(name.clone()) {
                    continue;
                }
                content(parameter, &at, &name, Direction::Request, bodies);
                if parameter.get("schema").is_some() {
                    bodies.push(Body {
                        direction: Direction::Request,
                        name,
                        pointer: format!("{at}/schema"),
                    });
                }
            }
        }
    }
}

/// Whose parameters: a path, and an operation of it.
struct Parameters<'a> {
    path: &'a str,
    name: &'a str,
}

fn content(of: &Json, pointer: &str, name: &str, direction: Direction, bodies: &mut Vec<Body>) {
    let content = of.get("content").and_then(Json::as_object);
    for (media, it) in content.into_iter().flatten() {
        if it.get("schema").is_some() {
            let pointer = format!("{pointer}/content/{}/schema", escape_token(media));
            let name = format!("{name} {}", media_type(media));
            bodies.push(Body {
                direction,
                name,
                pointer,
            });
        }
    }
}

/// A media type without its parameters.
pub(super) fn media_type(text: &str) -> String {
    let bare = text.split(';').next().unwrap_or_default();
    bare.trim().to_ascii_lowercase()
}

/// Comes to each value, with its pointer.
pub(super) fn walk<'n>(node: &'n Node, at: &mut String, act: &mut impl FnMut(&str, &'n Node)) {
    act(at, node);
    let length = at.len();
    let mut below = |token: &str, node| {
        at.push('/');
        at.push_str(token);
        walk(node, at, act);
        at.truncate(length);
    };
    match &node.value {
        Value::Object(object) => {
            for member in &object.members {
                below(&escape_token(&member.key), &member.value);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                below(&index.to_string(), element);
            }
        }
        _ => {}
    }
}
