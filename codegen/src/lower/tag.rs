//! Finds the member by which it is known which of several objects one is: one whose values differ from
//! branch to branch, or the one that a `discriminator` names.

use super::branch::{Branch, Listed, Looked, Values};
use super::reference::References;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Guard, Tag};
use crate::name::quoted;
use crate::openapi::{Branches, Discriminator, Schema, TypeName};
use std::collections::{BTreeMap, BTreeSet};

/// The members of an object of which each is one of several scalars.
pub(super) fn values<'d>(
    schema: &'d Schema,
    references: &References<'d>,
) -> BTreeMap<&'d str, Values<'d>> {
    let required = schema.required_names();
    let members = schema.members().filter_map(|property| {
        let resolved = references.resolve(&property.schema)?;
        let listed = resolved
            .target
            .values
            .as_ref()
            .filter(|_| !resolved.nullable)?;
        let listed = listed.value.iter().map(|value| &value.value);
        let listed = listed.map(|value| Some((Listed::of(value)?, value)));
        let listed = listed.collect::<Option<_>>()?;
        let name = property.name.value.as_str();
        let required = required.contains(name);
        Some((name, Values { listed, required }))
    });
    members.collect()
}

/// The tag of a choice, and what is looked at before each of its branches is read.
pub(super) fn guards<'d>(
    union: &'d Branches,
    looks: &[Looked<'d>],
    leads_back: bool,
) -> (Option<Tag>, Vec<Guard>) {
    if let Some((tag, guards)) = of(union, looks, leads_back) {
        let mut each = looks.iter().zip(&guards);
        let object = |look: &Branch<'_>| look.types.contains(&TypeName::Object);
        if !leads_back || each.all(|((_, look), guard)| is_known(guard) || !object(look)) {
            return (Some(tag), guards);
        }
    }
    let guards = looks.iter().map(|(branch, look)| {
        let mut others = looks
            .iter()
            .filter(|(other, _)| !std::ptr::eq(*other, *branch));
        if leads_back && others.any(|(_, other)| look.shares_depth(other)) {
            Guard::Requires(look.required.iter().map(|&name| name.to_owned()).collect())
        } else {
            Guard::None
        }
    });
    (None, guards.collect())
}

/// Whether it is known before it is read that an object is a branch.
pub(super) fn is_known(guard: &Guard) -> bool {
    let known = matches!(guard, Guard::Tagged { always: true, .. });
    known || matches!(guard, Guard::Named { only: true, .. })
}

/// The member that tells the branches of a choice apart, and what is looked at for each of them.
fn of<'d>(
    union: &'d Branches,
    looks: &[Looked<'d>],
    leads_back: bool,
) -> Option<(Tag, Vec<Guard>)> {
    let objects = || {
        looks
            .iter()
            .filter(|(_, look)| look.types.contains(&TypeName::Object))
    };
    if objects().count() < 2 {
        return None;
    }
    let differs = |name: &str| {
        let mut seen = BTreeSet::new();
        objects().all(|(_, look)| {
            let values = look.values.get(name);
            values.is_some_and(|values| values.listed.keys().all(|value| seen.insert(value)))
        })
    };
    let asked = union.discriminator.as_ref();
    let asked = asked.map(|asked| asked.member.value.as_str());
    let first = objects().next().map(|(_, look)| &look.values)?;
    let mut found: Vec<&str> = first.keys().copied().filter(|name| differs(name)).collect();
    let optional = |name: &str| objects().any(|(_, look)| !look.values[name].required);
    found.sort_by_key(|name| (Some(*name) != asked, optional(name)));
    if let Some(member) = found
        .first()
        .filter(|name| asked.is_none_or(|asked| asked == **name))
    {
        return Some(listed(member, looks));
    }
    let discriminator = union.discriminator.as_ref()?;
    named(discriminator, looks, leads_back)
}

fn listed<'d>(member: &str, looks: &[Looked<'d>]) -> (Tag, Vec<Guard>) {
    let guard = |look: &Branch<'d>| match look.values.get(member) {
        Some(values) => Guard::Tagged {
            values: values.listed.values().copied().cloned().collect(),
            always: values.required && look.is_object(),
        },
        None => Guard::None,
    };
    let guards = looks.iter().map(|(_, look)| guard(look)).collect();
    let tag = Tag {
        member: member.to_owned(),
        binds: true,
    };
    (tag, guards)
}

/// By the names of the branches, and those that the document maps to them.
fn named<'d>(
    discriminator: &'d Discriminator,
    looks: &[Looked<'d>],
    leads_back: bool,
) -> Option<(Tag, Vec<Guard>)> {
    let guards = looks.iter().map(|(branch, look)| {
        if !look.types.contains(&TypeName::Object) {
            return Some(Guard::None);
        }
        let values = discriminator.values_of(branch);
        (!values.is_empty()).then(|| Guard::Named {
            values: values.into_iter().collect(),
            only: leads_back && look.is_object(),
        })
    });
    let guards: Option<Vec<Guard>> = guards.collect();
    let tag = Tag {
        member: discriminator.member.value.clone(),
        binds: false,
    };
    Some((tag, guards?))
}

/// What a mapping maps to nothing.
pub(super) fn idle(union: &Branches) -> Vec<Diagnostic> {
    let Some(discriminator) = &union.discriminator else {
        return Vec::new();
    };
    let mapped = discriminator.mapping.iter().filter(|(_, to)| {
        let mut branches = union.branches.iter();
        !branches.any(|branch| Discriminator::leads_to(&to.value, branch))
    });
    let faults = mapped.map(|(value, to)| {
        let message = format!(
            "{} is mapped to {}, which is no branch here",
            quoted(&value.value),
            quoted(&to.value),
        );
        let mut fault = Diagnostic::new(Code::ContradictingSchema, to.span.clone(), message)
            .with_help("it is left out");
        fault.severity = Severity::Warning;
        fault
    });
    faults.collect()
}
