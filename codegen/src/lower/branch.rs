//! Holds what a branch of a choice may be, as far as that shows before a value is read.

use crate::name::quoted;
use crate::openapi::{Schema, TypeName};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// A branch of a choice with what it may be, which is looked at once however many choices it is in.
pub(super) type Looked<'d> = (&'d Schema, Rc<Branch<'d>>);

/// A scalar that a schema lists: in an order, and equal to one that is written otherwise.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Listed<'d> {
    String(&'d str),
    /// A number or a boolean, by its JSON text.
    Other(String),
}

impl<'d> Listed<'d> {
    pub(super) fn of(value: &'d Json) -> Option<Self> {
        match value {
            Json::String(text) => Some(Self::String(text)),
            Json::Bool(_) | Json::Number(_) => Some(Self::Other(value.to_string())),
            _ => None,
        }
    }
}

/// A member that is one of several scalars.
#[derive(Debug, Clone)]
pub(super) struct Values<'d> {
    pub(super) listed: BTreeMap<Listed<'d>, &'d Json>,
    /// Whether the member must be there.
    pub(super) required: bool,
}

/// What a branch may be.
#[derive(Debug, Clone)]
pub(super) struct Branch<'d> {
    /// The types of its values.
    pub(super) types: BTreeSet<TypeName>,
    /// The members that each of its objects must have.
    pub(super) required: BTreeSet<&'d str>,
    /// The members of its objects of which each is one of several scalars.
    pub(super) values: BTreeMap<&'d str, Values<'d>>,
}

impl Branch<'_> {
    /// What one of both may be.
    pub(super) fn or(mut self, mut other: Self) -> Self {
        let objects = |it: &Self| it.types.contains(&TypeName::Object);
        match (objects(&self), objects(&other)) {
            (true, true) => {
                self.required.retain(|name| other.required.contains(name));
                self.values.retain(|name, values| {
                    let other = other.values.get(name);
                    other.is_some_and(|other| {
                        let others = other.listed.iter();
                        values
                            .listed
                            .extend(others.map(|(of, value)| (of.clone(), *value)));
                        values.required &= other.required;
                        true
                    })
                });
            }
            (false, _) => {
                self.required = std::mem::take(&mut other.required);
                self.values = std::mem::take(&mut other.values);
            }
            (true, false) => {}
        }
        self.types.append(&mut other.types);
        self
    }

    /// Whether nothing but an object is one.
    pub(super) fn is_object(&self) -> bool {
        self.types.iter().eq([&TypeName::Object])
    }

    /// Whether a value may be one of both, by its type.
    pub(super) fn meets(&self, other: &Self) -> bool {
        use TypeName::{Integer, Number};
        let mut types = self.types.iter();
        types.any(|name| {
            let number = matches!(name, Integer | Number);
            other.types.contains(name)
                || number && (other.types.contains(&Integer) || other.types.contains(&Number))
        })
    }

    /// Whether a value of both may hold others, so that it takes time to find that it is none of one.
    pub(super) fn shares_depth(&self, other: &Self) -> bool {
        let both = |name| self.types.contains(&name) && other.types.contains(&name);
        both(TypeName::Array) || both(TypeName::Object)
    }

    /// Whether it must have a member that the other does without.
    pub(super) fn requires_more(&self, other: &Self) -> bool {
        !self.required.is_subset(&other.required)
    }

    /// Whether two objects differ in what they require: one that requires more is tried first.
    pub(super) fn apart_by_members(&self, other: &Self) -> bool {
        self.is_object() && other.is_object() && self.required != other.required
    }
}

/// What a branch is called in messages.
pub(super) fn text(schema: &Schema) -> String {
    let reference = schema.reference.as_ref();
    reference.map_or_else(|| "this branch".to_owned(), |text| quoted(&text.value))
}
