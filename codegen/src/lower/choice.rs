//! Lowers choices: which value each branch is, what it is called, and what tells it from the others.

use super::branch::{Branch, Looked, text};
use super::naming::Wanted;
use super::reference::{References, Resolved};
use super::{Base, Lowering, docs, implied, look, tag};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Guard, Kind, Tag, Type, Union, UnionVariant};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{Branches, RustName, Schema, TypeName};
use crate::vocabulary::shown;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Of a choice of more branches none is looked for that another one swallows.
const MOST_COMPARED: usize = 64;

impl<'d> Lowering<'d> {
    /// One of several values: what would not be was settled before.
    pub(super) fn union(&mut self, schema: &'d Schema, base: &Base) -> Option<Union> {
        let union = schema.union.as_ref()?;
        let looks = looks(union, &self.references);
        self.warn_swallowed(union, &looks);
        let leads_back = self.references.leads_back(schema);
        let (tag, guards) = tag::guards(union, &looks, leads_back);
        self.faults.extend(tag::idle(union));
        let mut scope = Scope::new(quoted(&base.rust));
        let (mut variants, mut ranks) = (Vec::new(), Vec::new());
        for (at, (branch, look)) in looks.iter().enumerate() {
            let Some(resolved) = self.references.resolve(branch) else {
                continue;
            };
            let guard = guards.get(at).cloned().unwrap_or(Guard::None);
            let text = self.variant_text(branch, &resolved, look, (tag.as_ref(), &guard), &looks);
            let inner = self.base_of(branch, format!("{}{}", base.rust, coined(&text)))?;
            let Some(typed) = self.ty(branch, &inner, None) else {
                continue;
            };
            let mut ty = typed.ty;
            let named = matches!(ty.kind, Kind::Named(_));
            ty.about = docs::of_items(&resolved, named);
            let name = self.variant_name(&text, branch, &resolved, &ty, &mut scope)?;
            ranks.push(rank(resolved.target, look));
            variants.push(UnionVariant { name, ty, guard });
        }
        let mut tries: Vec<usize> = (0..variants.len()).collect();
        tries.sort_by_key(|at| ranks.get(*at));
        Some(Union {
            variants,
            tries,
            exclusive: union.exclusive,
            typed: schema.types.is_some(),
            in_order: in_order(&looks, &guards),
            tag,
        })
    }

    /// What a branch is called, where it is no component with a type of its own.
    fn variant_text(
        &mut self,
        branch: &'d Schema,
        resolved: &Resolved<'d>,
        look: &Branch<'d>,
        (tag, guard): (Option<&Tag>, &Guard),
        all: &[Looked<'d>],
    ) -> String {
        let target = resolved.target;
        if let Some(own) = self.own_name(branch) {
            return own.value.clone();
        }
        if let Some(component) = resolved.component {
            return component.to_owned();
        }
        let title = branch.title.as_deref();
        if let Some(title) = title.filter(|title| Name::new(title, Case::Variant).is_ok()) {
            return title.to_owned();
        }
        if let Guard::Tagged { values, .. } = guard
            && let [only] = values.as_slice()
        {
            return match (only.as_str(), tag) {
                (None, Some(tag)) => format!("{} {}", tag.member, shown(only)),
                _ => shown(only).into_owned(),
            };
        }
        let values = target.values.iter().flat_map(|values| &values.value);
        let mut values = values.filter(|value| !value.value.is_null());
        if let (Some(only), None) = (values.next(), values.next()) {
            return shown(&only.value).into_owned();
        }
        let open = |(other, _): &(&Schema, _)| other.values.is_none();
        let mut alike = all.iter().filter(|(_, other)| other.types == look.types);
        if target.values.is_some() && alike.any(open) {
            return "Known".to_owned();
        }
        let mut types = look.types.iter();
        let text = match (types.next(), types.next()) {
            (Some(TypeName::Array), None) => "List",
            (Some(TypeName::Boolean), None) => "Boolean",
            (Some(TypeName::Integer), None) => "Integer",
            (Some(TypeName::Number), None) => "Number",
            (Some(TypeName::String), None) => "Text",
            (Some(TypeName::Object), None) => return member_of_its_own(target, look, all),
            _ => "Choice",
        };
        text.to_owned()
    }

    /// The name of a variant, taken among the others.
    fn variant_name(
        &mut self,
        text: &str,
        branch: &'d Schema,
        resolved: &Resolved<'d>,
        ty: &Type,
        scope: &mut Scope,
    ) -> Option<Name> {
        let span = &branch.place.span;
        if let Some(RustName::Own(own)) = &branch.rust_name {
            let name = self.given_name(own, Case::Variant)?;
            let wanted = Wanted {
                name,
                given: true,
                original: text,
                span,
            };
            return Some(self.take_one(scope, &wanted, &BTreeSet::new()));
        }
        let name = match ty.kind {
            Kind::Named(id) if resolved.component.is_some() => self.types[id].name.clone(),
            _ => self.made_name(text, Case::Variant, span),
        };
        let wanted = Wanted {
            name,
            given: false,
            original: text,
            span,
        };
        Some(self.take_one(scope, &wanted, &BTreeSet::new()))
    }

    /// A branch of a `oneOf` that nothing can be: the type offers it all the same. It is told of once:
    /// whatever it swallows itself, the same branch swallows.
    fn warn_swallowed(&mut self, union: &'d Branches, looks: &[Looked<'d>]) {
        if !union.exclusive || union.branches.len() > MOST_COMPARED {
            return;
        }
        let mut gone: Vec<&Schema> = Vec::new();
        for (one, other) in pairs(looks) {
            let told = |schema| gone.iter().any(|told| std::ptr::eq(*told, schema));
            if told(one.0) || told(other.0) {
                continue;
            }
            if let Some((narrow, wide)) = swallowed(&self.references, one, other) {
                gone.push(narrow);
                self.faults.push(nothing_is(narrow, wide));
            }
        }
    }
}

/// A name for what is inside of a type, whatever the text.
fn coined(text: &str) -> Name {
    Name::coined(text, Case::Type)
}

/// The branches that can be told of, with what each may be.
fn looks<'d>(union: &'d Branches, references: &References<'d>) -> Vec<Looked<'d>> {
    let branches = union.branches.iter().filter(|branch| !branch.opaque);
    branches
        .filter_map(|branch| Some((branch, look::at(references, branch)?)))
        .collect()
}

/// Each two of them, the earlier one first.
fn pairs<T>(all: &[T]) -> impl Iterator<Item = (&T, &T)> {
    let after = |at: usize| all.iter().skip(at + 1);
    let each = all.iter().enumerate();
    each.flat_map(move |(at, one)| after(at).map(move |other| (one, other)))
}

/// What is tried before what else.
fn rank(target: &Schema, look: &Branch<'_>) -> (bool, bool, Reverse<usize>) {
    let listed = target.values.is_some();
    let integer = look.types.iter().eq([&TypeName::Integer]);
    (!listed, !integer, Reverse(look.required.len()))
}

/// Whether no value that is meant to be one of two is read as the other one, which is tried before it.
fn told_apart(one: &Branch<'_>, other: &Branch<'_>) -> bool {
    use TypeName::{Array, Integer, Number};
    let only = |it: &Branch<'_>, name| it.types.iter().eq([&name]);
    let numbers = |one, other| only(one, Integer) && only(other, Number);
    !one.meets(other)
        // An integer is tried before any other number.
        || numbers(one, other)
        || numbers(other, one)
        || one.apart_by_members(other) && !one.types.contains(&Array)
}

/// Whether one value may be read as several branches.
fn in_order(looks: &[Looked<'_>], guards: &[Guard]) -> bool {
    let tagged = |guard: &Guard| matches!(guard, Guard::Tagged { always: true, .. });
    let all: Vec<_> = looks.iter().zip(guards).collect();
    pairs(&all).any(|((one, by), (other, by_other))| {
        !(told_apart(&one.1, &other.1) || tagged(by) && tagged(by_other))
    })
}

/// The member by which an object that has no name is told from the others.
fn member_of_its_own(target: &Schema, look: &Branch<'_>, all: &[Looked<'_>]) -> String {
    let names = || {
        target
            .members()
            .map(|property| property.name.value.as_str())
    };
    let others = || {
        all.iter()
            .filter(|(other, _)| !std::ptr::eq(*other, target))
    };
    let mut required = names().filter(|name| look.required.contains(name));
    let own = required.find(|name| others().all(|(_, other)| !other.required.contains(name)));
    let has = |schema: &Schema, name: &str| schema.members().any(|it| it.name.value == name);
    let own = own.or_else(|| {
        let mut names = names();
        names.find(|name| others().all(|(other, _)| !has(other, name)))
    });
    own.unwrap_or("Object").to_owned()
}

/// Of two branches the one that the other one swallows, and that one.
fn swallowed<'d>(
    references: &References<'d>,
    (one, of_one): &Looked<'d>,
    (other, of_other): &Looked<'d>,
) -> Option<(&'d Schema, &'d Schema)> {
    if !of_one.meets(of_other) {
        return None;
    }
    let within = |narrow, wide| implied::implies(references, narrow, wide);
    if !of_one.requires_more(of_other) && within(other, one) {
        Some((other, one))
    } else {
        let turned = !of_other.requires_more(of_one) && within(one, other);
        turned.then_some((one, other))
    }
}

fn nothing_is(narrow: &Schema, wide: &Schema) -> Diagnostic {
    let message = format!(
        "no value of {} is valid: each is one of {} too, and `oneOf` accepts exactly one",
        text(narrow),
        text(wide),
    );
    let span = narrow.place.span.clone();
    let mut fault = Diagnostic::new(Code::ContradictingSchema, span, message)
        .with_related(wide.place.span.clone(), "this branch accepts all of them")
        .with_help("`anyOf` accepts what several branches do");
    fault.severity = Severity::Warning;
    fault
}
