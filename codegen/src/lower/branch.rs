//! Looks at the branches of a choice: which values each may be, as far as that shows before one is
//! read.

use super::reference::References;
use super::shapable;
use super::tag::{self, Values};
use super::{ty, whole};
use crate::openapi::{Branches, Schema, TypeName};
use std::collections::{BTreeMap, BTreeSet};

/// Choices in one another that are looked into.
const DEEPEST: usize = 16;

/// What a branch may be.
#[derive(Debug, Clone)]
pub(super) struct Branch<'d> {
    /// The types of its values.
    pub(super) types: BTreeSet<TypeName>,
    /// The members that each of its objects must have.
    pub(super) required: BTreeSet<&'d str>,
    /// The members of its objects of which each is one of several strings.
    pub(super) values: BTreeMap<&'d str, Values<'d>>,
}

impl<'d> Branch<'d> {
    /// What a schema may be; `None` where that is any value.
    pub(super) fn of(references: &References<'d>, schema: &'d Schema) -> Option<Self> {
        Self::within(references, schema, DEEPEST)
    }

    pub(super) fn within(
        references: &References<'d>,
        schema: &'d Schema,
        left: usize,
    ) -> Option<Self> {
        let target = references.resolve(schema)?.target;
        if let Some(union) = &target.union {
            let left = left.checked_sub(1)?;
            let look = || Self::of_choice(references, target, union, left);
            return references.looked_at(&target.place.pointer, left, look);
        }
        if !target.unshaped.is_empty() && !whole::keeps_shape(target) {
            return None;
        }
        if ty::is_object(target) {
            return Some(Self::object(target, references));
        }
        let text = target.values.is_some() || target.error_codes.is_some();
        let name = target
            .type_name()
            .or_else(|| text.then_some(TypeName::String))?;
        Some(Self {
            types: BTreeSet::from([name]),
            required: BTreeSet::new(),
            values: BTreeMap::new(),
        })
    }

    fn of_choice(
        references: &References<'d>,
        schema: &'d Schema,
        union: &'d Branches,
        left: usize,
    ) -> Option<Self> {
        if !shapable::is_shapable(schema, union, references, left) {
            // What is kept whole keeps the type that stands beside it.
            return ty::is_object_by_itself(schema).then(|| Self::object(schema, references));
        }
        let inner = union.branches.iter();
        let inner: Option<Vec<Self>> = inner
            .map(|branch| Self::within(references, branch, left))
            .collect();
        inner?.into_iter().reduce(Self::or)
    }

    fn object(schema: &'d Schema, references: &References<'d>) -> Self {
        Self {
            types: BTreeSet::from([TypeName::Object]),
            required: schema.required_names(),
            values: tag::values(schema, references),
        }
    }

    fn or(mut self, mut other: Self) -> Self {
        let objects = |it: &Self| it.types.contains(&TypeName::Object);
        match (objects(&self), objects(&other)) {
            (true, true) => {
                self.required.retain(|name| other.required.contains(name));
                self.values.retain(|name, values| {
                    let other = other.values.get(name);
                    other.is_some_and(|other| {
                        values.texts.extend(&other.texts);
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
