//! Looks at what a schema may be before a value is read: [`Branch`].

use super::branch::Branch;
use super::reference::References;
use super::{shapable, tag, ty, whole};
use crate::openapi::{Branches, Schema, TypeName};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Choices in one another that are looked into.
const DEEPEST: usize = 16;

/// What a schema may be; `None` where that is any value.
pub(super) fn at<'d>(references: &References<'d>, schema: &'d Schema) -> Option<Rc<Branch<'d>>> {
    within(references, schema, DEEPEST)
}

/// What a schema may be, with so many choices in one another looked into.
pub(super) fn within<'d>(
    references: &References<'d>,
    schema: &'d Schema,
    left: usize,
) -> Option<Rc<Branch<'d>>> {
    let target = references.resolve(schema)?.target;
    if let Some(union) = &target.union {
        let left = left.checked_sub(1)?;
        let look = || of_choice(references, target, union, left);
        return references.looked_at(&target.place.pointer, left, look);
    }
    if !target.unshaped.is_empty() && !whole::keeps_shape(target) {
        return None;
    }
    if ty::is_object(target) {
        let look = || Some(object(target, references));
        // No choice inside of it is looked into.
        return references.looked_at(&target.place.pointer, 0, look);
    }
    let listed = target.values.iter().flat_map(|values| &values.value);
    let types: BTreeSet<TypeName> = match target.type_name() {
        Some(name) => [name].into(),
        None if target.error_codes.is_some() => [TypeName::String].into(),
        None => listed
            .filter_map(|value| TypeName::of(&value.value))
            .collect(),
    };
    if types.is_empty() {
        return None;
    }
    Some(Rc::new(Branch {
        types,
        required: BTreeSet::new(),
        values: BTreeMap::new(),
    }))
}

fn of_choice<'d>(
    references: &References<'d>,
    schema: &'d Schema,
    union: &'d Branches,
    left: usize,
) -> Option<Branch<'d>> {
    if !shapable::is_shapable(schema, union, references, left) {
        // What is kept whole keeps the type that stands beside it.
        return schema
            .is_object_by_itself()
            .then(|| object(schema, references));
    }
    let inner = union.branches.iter();
    let inner: Option<Vec<Branch<'d>>> = inner
        .map(|branch| within(references, branch, left).map(Rc::unwrap_or_clone))
        .collect();
    inner?.into_iter().reduce(Branch::or)
}

fn object<'d>(schema: &'d Schema, references: &References<'d>) -> Branch<'d> {
    Branch {
        types: BTreeSet::from([TypeName::Object]),
        required: schema.required_names(),
        values: tag::values(schema, references),
    }
}
