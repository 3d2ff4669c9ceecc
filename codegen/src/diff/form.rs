//! Holds a document in the form that it is compared in: each value with its pointer, what spells
//! the same made the same.
//!
//! `null` has three spellings (a list of types, a branch, `nullable`), which become one mark.

use crate::openapi::keywords::{Subschemas, subschemas};
use crate::source::{Node, Value, escape_token};
use std::collections::{HashMap, HashSet};

/// The mark of a schema that takes `null` besides; no keyword is called so.
pub(super) const NULL: &str = "null, in any spelling";

/// A value of a document.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// Where it stands.
    pub(super) pointer: String,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Leaf(Value),
    List(Vec<Form>),
    /// In the order of the text.
    Map(Vec<(String, Form)>),
}

/// A pointer and those of all that it is in, innermost first.
pub(super) fn upward(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |it| {
        it.rsplit_once('/').map(|(parent, _)| parent)
    })
}

/// A document with each value by its place.
pub(super) struct Forms<'a> {
    pub(super) root: &'a Form,
    by_pointer: HashMap<&'a str, &'a Form>,
}

impl<'a> Forms<'a> {
    pub(super) fn of(root: &'a Form) -> Self {
        let mut by_pointer = HashMap::new();
        root.index(&mut by_pointer);
        Self { root, by_pointer }
    }

    /// The value behind a pointer.
    pub(super) fn at(&self, pointer: &str) -> Option<&'a Form> {
        self.by_pointer.get(pointer).copied()
    }

    /// The component that a schema refers to.
    pub(super) fn target(&self, form: &Form) -> Option<&'a Form> {
        self.at(&format!("/components/schemas/{}", form.target()?))
    }

    /// Whether the references of a schema, one after the other, end at a component that says something.
    /// What is known to be on such a way is not followed again.
    pub(super) fn arrives(&self, form: &Form, known: &mut HashSet<String>) -> bool {
        let mut way = HashSet::new();
        let mut at = form;
        while at.target().is_some() && !known.contains(&at.pointer) {
            if !way.insert(at.pointer.clone()) {
                return false;
            }
            match self.target(at) {
                Some(next) => at = next,
                None => return false,
            }
        }
        known.extend(way);
        true
    }
}

/// What a value is for, as far as its comparison depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    /// The whole document.
    Document,
    /// A schema.
    Schema,
    /// Schemas by name: members, or components.
    Schemas,
    /// The members of an object, whose order shows in Rust.
    Members,
    /// The branches of a choice, or the parts of an `allOf`.
    Branches,
    /// Schemas of the elements of an array, each for its position.
    Positions,
    /// A set of values or names: `enum`, `required`, `type`.
    Set,
    /// Data, such as an example: it is compared as a whole.
    Data,
    /// Anything else.
    Other,
}

impl Role {
    /// What the elements of a list are for: a schema that is a list is one of schemas.
    pub(super) fn element(self) -> Self {
        match self {
            Self::Schema => Self::Schema,
            other => other.below(""),
        }
    }

    /// What stands below a key.
    pub(super) fn below(self, key: &str) -> Self {
        match (self, key) {
            (Self::Schema, "properties") => Self::Members,
            (Self::Schema, "prefixItems") => Self::Positions,
            // Its members are schemas or names.
            (Self::Schema, "dependencies") => Self::Other,
            (Self::Schemas | Self::Members | Self::Branches | Self::Positions, _)
            | (Self::Other, "schema") => Self::Schema,
            (Self::Schema, "enum" | "required" | "type") => Self::Set,
            // Not `default` anywhere: a response may be called so.
            (Self::Schema, "default" | "const")
            | (Self::Schema | Self::Other, "example" | "examples")
            | (Self::Data, _) => Self::Data,
            (Self::Other, "schemas") => Self::Schemas,
            (Self::Schema, _) => match subschemas(key) {
                Some(Subschemas::Named) => Self::Schemas,
                Some(Subschemas::List) => Self::Branches,
                Some(Subschemas::One) => Self::Schema,
                None => Self::Other,
            },
            _ => Self::Other,
        }
    }
}

impl Form {
    /// The form of a whole document.
    pub(super) fn of(node: &Node) -> Self {
        Self::new(node, String::new(), Role::Document)
    }

    fn new(node: &Node, pointer: String, role: Role) -> Self {
        let kind = match &node.value {
            _ if role == Role::Data => Kind::Leaf(node.value.clone()),
            Value::Array(elements) => Kind::List(
                elements
                    .iter()
                    .enumerate()
                    .map(|(index, node)| {
                        let pointer = format!("{pointer}/{index}");
                        Self::new(node, pointer, role.element())
                    })
                    .collect(),
            ),
            Value::Object(object) => Kind::Map(
                object
                    .members
                    .iter()
                    .map(|member| {
                        let pointer = format!("{pointer}/{}", escape_token(&member.key));
                        let below = Self::new(&member.value, pointer, role.below(&member.key));
                        (member.key.to_string(), below)
                    })
                    .collect(),
            ),
            other => Kind::Leaf(other.clone()),
        };
        let mut form = Self { pointer, kind };
        if role == Role::Schema {
            form.one_null();
        }
        form
    }

    /// The member of that name.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Kind::Map(members) = &self.kind else {
            return None;
        };
        members
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, it)| it)
    }

    pub(super) fn members(&self) -> &[(String, Self)] {
        match &self.kind {
            Kind::Map(members) => members,
            _ => &[],
        }
    }

    /// As [`Form::members`], to be left out and put together without a copy.
    pub(super) fn entries(&self) -> Vec<(&str, &Self)> {
        let members = self.members().iter();
        members.map(|(key, it)| (key.as_str(), it)).collect()
    }

    pub(super) fn elements(&self) -> &[Self] {
        match &self.kind {
            Kind::List(elements) => elements,
            _ => &[],
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Leaf(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Of two values with one pointer the first counts: a mark stands where its keyword does.
    fn index<'a>(&'a self, into: &mut HashMap<&'a str, &'a Self>) {
        into.entry(&self.pointer).or_insert(self);
        self.members().iter().for_each(|(_, it)| it.index(into));
        self.elements().iter().for_each(|it| it.index(into));
    }

    fn is_true(&self) -> bool {
        matches!(self.kind, Kind::Leaf(Value::Bool(true)))
    }

    /// The name of the component that a reference leads to.
    pub(super) fn target(&self) -> Option<&str> {
        self.get("$ref")?
            .text()?
            .strip_prefix("#/components/schemas/")
    }

    fn is_null_alone(&self) -> bool {
        self.members().len() == 1 && self.get("type").and_then(Self::text) == Some("null")
    }

    fn one_null(&mut self) {
        let pointer = self.pointer.clone();
        let Kind::Map(members) = &mut self.kind else {
            return;
        };
        let mut null_at = None;
        let is_flag = |it: &Self| matches!(it.kind, Kind::Leaf(Value::Bool(_)));
        if let Some(at) = members
            .iter()
            .position(|(key, it)| key == "nullable" && is_flag(it))
        {
            // `false` says what its absence does.
            let (_, flag) = members.remove(at);
            null_at = flag.is_true().then_some(flag.pointer);
        }
        for (key, form) in members.iter_mut() {
            if key == "type" {
                null_at = null_at.or(form.type_without_null());
            }
        }
        let choice = members.iter().position(|(key, form)| {
            matches!(key.as_str(), "oneOf" | "anyOf")
                && form.elements().iter().any(Self::is_null_alone)
        });
        let names: Vec<String> = members.iter().map(|(key, _)| key.clone()).collect();
        if let Some(at) = choice
            && let Some((_, form)) = members.get_mut(at)
            && let Kind::List(branches) = &mut form.kind
        {
            branches.retain(|branch| !branch.is_null_alone());
            null_at = Some(form.pointer.clone());
            if let [only] = branches.as_slice()
                && let Kind::Map(inner) = &only.kind
                && inner
                    .iter()
                    .all(|(key, _)| !names.contains(key) || key == "description")
            {
                let inner = inner.clone();
                members.remove(at);
                members.extend(inner);
            }
        }
        if let Some(at) = null_at {
            let kind = Kind::Leaf(Value::Bool(true));
            members.retain(|(key, _)| key != NULL);
            members.push((
                NULL.into(),
                Self {
                    pointer: if at.is_empty() { pointer } else { at },
                    kind,
                },
            ));
        }
    }

    /// Takes `null` out of a list of types; one type alone is no list.
    fn type_without_null(&mut self) -> Option<String> {
        let pointer = self.pointer.clone();
        let Kind::List(types) = &mut self.kind else {
            return None;
        };
        let before = types.len();
        if before > 1 {
            types.retain(|it| it.text() != Some("null"));
        }
        let has_null = types.len() < before;
        if let [only] = types.as_slice() {
            self.kind = only.kind.clone();
        }
        has_null.then_some(pointer)
    }
}
