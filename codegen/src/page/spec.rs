//! Looks members of a page up in the spec: a component and the path of a row come in, the node with
//! its place and what it says comes out.

use crate::bundle;
use crate::source::{Member, Node, Source, Tree, escape_token, unescape_token};
use std::collections::{BTreeSet, HashMap};

/// Schemas behind one another that are followed, at the most.
const DEEPEST: usize = 16;

/// The spec as a spanned tree.
#[derive(Debug)]
pub struct Spec<'a> {
    /// Its text.
    pub source: &'a Source,
    /// Every node but those of examples, by its pointer.
    nodes: HashMap<String, &'a Node>,
    /// Every node with an `x-source`, by its pointer.
    sourced: Vec<(String, String)>,
    /// Every `x-conflict`, by the pointer of its node.
    conflicts: Vec<(String, String)>,
}

/// A member of a schema.
#[derive(Debug, Clone)]
pub(super) struct Found<'t> {
    /// The schema that has it.
    pub(super) owner: Owner<'t>,
    /// Its key and schema.
    pub(super) member: &'t Member,
    /// Where it stands.
    pub(super) pointer: String,
    /// Every node that it is or refers to: itself, components, and what lists hold.
    pub(super) reached: BTreeSet<String>,
    /// The schemas behind it, itself first; what lists hold is not among them.
    schemas: Vec<(String, &'t Node)>,
}

/// A schema with `properties`.
#[derive(Debug, Clone)]
pub(super) struct Owner<'t> {
    pub(super) pointer: String,
    pub(super) schema: &'t Node,
}

impl<'a> Spec<'a> {
    /// The spec behind a text and its tree. What is wrong with the text is for `lint` to say.
    pub fn new(source: &'a Source, tree: &'a Tree) -> Self {
        let mut spec = Self {
            source,
            nodes: HashMap::new(),
            sourced: Vec::new(),
            conflicts: Vec::new(),
        };
        if let Some(root) = &tree.root {
            walk("", root, &mut |pointer, node| {
                let said = |name| Some((pointer.to_owned(), key(node, name)?.as_str()?.to_owned()));
                spec.sourced.extend(said("x-source"));
                spec.conflicts.extend(said("x-conflict"));
                spec.nodes.insert(pointer.to_owned(), node);
            });
        }
        spec
    }

    /// The tree that a spec is made from.
    pub fn tree(source: &Source) -> Tree {
        bundle::tree(source).0
    }

    /// The node that a pointer leads to.
    pub fn at(&self, pointer: &str) -> Option<&'a Node> {
        self.nodes.get(pointer).copied()
    }

    /// The member that a path leads to from a schema.
    pub(super) fn find(&self, schema: &str, path: &str) -> Option<Found<'a>> {
        let mut at = schema.to_owned();
        let mut found = None;
        for name in segments(path) {
            found = Some(self.member(&at, |key| key == name)?);
            at = found.as_ref()?.pointer.clone();
        }
        found
    }

    /// The member whose path differs in the case of its letters only.
    pub(super) fn near(&self, schema: &str, path: &str) -> Option<Found<'a>> {
        let (before, last) = path.rsplit_once('.').unwrap_or(("", path));
        let at = if before.is_empty() {
            schema.to_owned()
        } else {
            self.find(schema, before)?.pointer
        };
        self.member(&at, |key| key != last && key.eq_ignore_ascii_case(last))
    }

    /// The schema that holds, or would hold, the last member of a path.
    pub(super) fn owner(&self, schema: &str, path: &str) -> Option<Owner<'a>> {
        let at = match path.rsplit_once('.') {
            Some((before, _)) => self.find(schema, before)?.pointer,
            None => schema.to_owned(),
        };
        let schemas = self.behind(&at, true);
        let has = |(_, node): &&(String, &Node)| key(node, "properties").is_some();
        let (pointer, schema) = schemas.iter().find(has)?;
        Some(Owner {
            pointer: pointer.clone(),
            schema,
        })
    }

    fn member(&self, at: &str, wanted: impl Fn(&str) -> bool) -> Option<Found<'a>> {
        for (pointer, schema) in self.behind(at, true) {
            let properties = key(schema, "properties").and_then(Node::as_object);
            let mut members = properties.iter().flat_map(|object| &object.members);
            let Some(member) = members.find(|member| wanted(&member.key)) else {
                continue;
            };
            let own = format!("{pointer}/properties/{}", escape_token(&member.key));
            let reached = self.behind(&own, true);
            return Some(Found {
                owner: Owner { pointer, schema },
                member,
                reached: reached.into_iter().map(|(pointer, _)| pointer).collect(),
                schemas: self.behind(&own, false),
                pointer: own,
            });
        }
        None
    }

    /// A schema and those that it refers to; with `items`, what lists hold too.
    fn behind(&self, pointer: &str, items: bool) -> Vec<(String, &'a Node)> {
        let mut waiting = vec![pointer.to_owned()];
        let mut found: Vec<(String, &'a Node)> = Vec::new();
        while let Some(pointer) = waiting.pop() {
            let seen = found.iter().any(|(seen, _)| *seen == pointer);
            let Some(node) = self.at(&pointer).filter(|_| !seen && found.len() < DEEPEST) else {
                continue;
            };
            if let Some(target) = key(node, "$ref").and_then(Node::as_str) {
                waiting.extend(target.strip_prefix('#').map(str::to_owned));
            }
            if items && key(node, "items").is_some() {
                waiting.push(format!("{pointer}/items"));
            }
            for choice in ["oneOf", "anyOf", "allOf"] {
                let branches = key(node, choice).and_then(Node::as_array);
                let count = branches.map_or(0, <[Node]>::len);
                waiting.extend((0..count).map(|at| format!("{pointer}/{choice}/{at}")));
            }
            found.push((pointer, node));
        }
        found
    }

    /// Every `x-source`, by the pointer of its node.
    pub(super) fn sourced(&self) -> &[(String, String)] {
        &self.sourced
    }

    /// Every `x-conflict`, by the pointer of its node.
    pub fn conflicts(&self) -> &[(String, String)] {
        &self.conflicts
    }

    /// The items of `x-error-codes` of a node: code, status, and pointer.
    pub(super) fn codes(&self, pointer: &str) -> Vec<(&'a str, Option<String>, String)> {
        let list = self.at(&format!("{pointer}/x-error-codes"));
        let items = list.and_then(Node::as_array).into_iter().flatten();
        let code = |(at, item): (usize, &'a Node)| {
            let pointer = format!("{pointer}/x-error-codes/{at}");
            let status = key(item, "status").and_then(Node::as_number);
            Some((
                key(item, "code")?.as_str()?,
                status.map(ToString::to_string),
                pointer,
            ))
        };
        items.enumerate().filter_map(code).collect()
    }

    /// Where a node stands, as `file:line:column`.
    pub(super) fn place(&self, pointer: &str) -> String {
        let offset = self.key_offset(pointer);
        let at = self.source.position(offset);
        format!("{}:{}:{}", self.source.name(), at.line, at.column)
    }

    fn key_offset(&self, pointer: &str) -> usize {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", pointer));
        let key = unescape_token(key);
        let parent = self.at(parent).and_then(Node::as_object);
        let member = parent.and_then(|object| object.get(&key));
        let node = || self.at(pointer).map(|node| node.span.start);
        member
            .map(|member| member.key_span.start)
            .or_else(node)
            .unwrap_or_default()
    }
}

impl<'t> Found<'t> {
    /// Its type: one of JSON Schema, or `file`. `None` where it has none of its own.
    pub(super) fn type_name(&self) -> Option<&'t str> {
        self.schemas.iter().find_map(|(_, schema)| {
            if key(schema, "contentMediaType").is_some() {
                return Some("file");
            }
            let types = key(schema, "type")?;
            let mut names = types.as_array().map_or_else(
                || vec![types.as_str()],
                |names| names.iter().map(Node::as_str).collect(),
            );
            names.retain(|name| *name != Some("null"));
            names.first().copied().flatten()
        })
    }

    /// Whether its schema requires it.
    pub(super) fn required(&self) -> bool {
        let names = key(self.owner.schema, "required").and_then(Node::as_array);
        let mut names = names.into_iter().flatten();
        names.any(|name| name.as_str() == Some(&self.member.key))
    }

    /// The list of its values, with the pointer of the schema that has it.
    pub(super) fn values(&self) -> Option<(&str, Vec<&'t str>)> {
        self.schemas.iter().find_map(|(pointer, schema)| {
            if let Some(only) = key(schema, "const").and_then(Node::as_str) {
                return Some((pointer.as_str(), vec![only]));
            }
            let values = key(schema, "enum").and_then(Node::as_array)?;
            Some((
                pointer.as_str(),
                values.iter().filter_map(Node::as_str).collect(),
            ))
        })
    }

    /// Its bounds as a page writes them, `0 - 1`.
    pub(super) fn range(&self) -> Option<String> {
        let bound = |name: &str| {
            let mut schemas = self.schemas.iter();
            schemas.find_map(|(_, schema)| Some(key(schema, name)?.as_number()?.to_string()))
        };
        Some(format!("{} - {}", bound("minimum")?, bound("maximum")?))
    }
}

/// The value of a key.
fn key<'t>(node: &'t Node, name: &str) -> Option<&'t Node> {
    Some(&node.as_object()?.get(name)?.value)
}

/// The name at the end of a pointer.
pub(super) fn last(pointer: &str) -> String {
    unescape_token(pointer.rsplit('/').next().unwrap_or_default())
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('.').map(|name| name.trim_end_matches("[]"))
}

fn walk<'t>(pointer: &str, node: &'t Node, visit: &mut impl FnMut(&str, &'t Node)) {
    visit(pointer, node);
    let members = node.as_object();
    for member in members.iter().flat_map(|object| &object.members) {
        // What an example holds is a payload.
        if !matches!(member.key.as_str(), "example" | "examples")
            || pointer.ends_with("/properties")
        {
            walk(
                &format!("{pointer}/{}", escape_token(&member.key)),
                &member.value,
                visit,
            );
        }
    }
    for (at, element) in node.as_array().into_iter().flatten().enumerate() {
        walk(&format!("{pointer}/{at}"), element, visit);
    }
}
