//! Tells why no type can be made of a reference with what stands beside it, or of a choice.

use super::branch::{Branch, Looked, text};
use super::check;
use super::look;
use super::reference::References;
use super::tag::{guards, is_known};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::Guard;
use crate::openapi::{Branches, Schema, TypeName};
use crate::source::Span;
use std::rc::Rc;

/// Why no type can be made of a reference with what stands beside it, or of a choice: each branch must
/// have a type that has no room for `null`, and a choice that leads back to itself must be told apart
/// before anything is read, else reading would begin anew at each level.
pub(super) fn faults<'d>(schema: &'d Schema, references: &References<'d>) -> Vec<Diagnostic> {
    if schema.reference().is_some() {
        return beside_reference(schema);
    }
    match &schema.union {
        Some(union) => faults_of(
            schema,
            union,
            |branch| look::at(references, branch),
            references,
        ),
        None => Vec::new(),
    }
}

/// As [`faults`] of a choice inside so many others that fewer are left to look into.
pub(super) fn is_shapable<'d>(
    schema: &'d Schema,
    union: &'d Branches,
    references: &References<'d>,
    left: usize,
) -> bool {
    let look = |branch| look::within(references, branch, left);
    faults_of(schema, union, look, references).is_empty()
}

fn faults_of<'d>(
    schema: &'d Schema,
    union: &'d Branches,
    look: impl Fn(&'d Schema) -> Option<Rc<Branch<'d>>>,
    references: &References<'d>,
) -> Vec<Diagnostic> {
    let mut faults = beside_union(schema);
    let mut refuse = |span: &Span, message: &str| {
        let fault = Diagnostic::new(Code::UnsupportedConstruct, span.clone(), message);
        faults.push(fault);
    };
    if union.branches.is_empty() {
        refuse(&union.span, "a choice of nothing");
    }
    let mut looks = Vec::new();
    for branch in union.branches.iter().filter(|branch| !branch.opaque) {
        let span = &branch.place.span;
        let Some(resolved) = references.resolve(branch) else {
            continue;
        };
        if resolved.target.opaque {
            continue;
        }
        match look(branch) {
            _ if resolved.nullable => refuse(span, "a branch that has room for `null`"),
            Some(look) => looks.push((branch, look)),
            None => refuse(span, "a branch that has no type"),
        }
    }
    if references.leads_back(schema) {
        let (_, guards) = guards(union, &looks, true);
        faults.extend(alike(&looks, &guards));
    }
    faults
}

/// The branches that only reading tells from one before them.
fn alike<'a>(
    looks: &'a [Looked<'_>],
    guards: &'a [Guard],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let later = looks.iter().zip(guards).enumerate();
    later.filter_map(move |(at, ((branch, look), guard))| {
        let mut before = looks.iter().zip(guards).take(at);
        let ((other, first), _) = before.find(|((_, before), by)| {
            before.shares_depth(look)
                && !before.apart_by_members(look)
                && !(is_known(guard) && is_known(by))
        })?;
        Some(not_distinguished(
            branch,
            other,
            look.is_object() && first.is_object(),
        ))
    })
}

fn beside_reference(schema: &Schema) -> Vec<Diagnostic> {
    let mut beside = check::shaping(schema);
    if schema.reference.is_some() {
        let union = schema.union.as_ref();
        beside.extend(union.map(|union| ("oneOf", union.span.clone())));
    }
    let what = if schema.reference.is_some() {
        "a reference"
    } else {
        "a choice of one schema"
    };
    let beside = beside.into_iter().map(|(keyword, span)| {
        let message = format!("`{keyword}` beside {what} shapes no type");
        Diagnostic::new(Code::UnsupportedConstruct, span, message)
    });
    beside.collect()
}

fn beside_union(schema: &Schema) -> Vec<Diagnostic> {
    let object = schema.type_name() == Some(TypeName::Object);
    let beside = check::shaping(schema)
        .into_iter()
        .filter(|(name, _)| *name != "type" || !object);
    let rules = schema.rules.iter();
    let rules = rules.map(|rule| (rule.keyword.as_str(), rule.span.clone()));
    let all = beside.chain(rules).map(|(keyword, span)| {
        let message = format!("`{keyword}` beside a choice of schemas shapes no type");
        Diagnostic::new(Code::UnsupportedConstruct, span, message)
    });
    all.collect()
}

fn not_distinguished(branch: &Schema, other: &Schema, objects: bool) -> Diagnostic {
    let message = format!(
        "{} cannot be distinguished from {} before it is read, in a choice that leads back to itself",
        text(branch),
        text(other),
    );
    let span = branch.place.span.clone();
    let fault = Diagnostic::new(Code::UnsupportedConstruct, span, message)
        .with_related(other.place.span.clone(), "this is the other one");
    if objects {
        fault.with_help("a member that both require, a value of its own in each, tells them apart")
    } else {
        fault
    }
}
