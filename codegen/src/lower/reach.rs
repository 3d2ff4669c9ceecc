//! Walks what can be reached from where: what nothing uses, and objects that can never end.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Kind, Presence, Shape, TypeDef, TypeId, Types, UnionVariant};
use crate::name::quoted;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    /// An object that must have another in it, and so on back to itself, would never end.
    pub(super) fn report_endless(&mut self) {
        let types = &self.types;
        let endless = without_end(types);
        let mut starts: Vec<TypeId> = endless.iter().copied().collect();
        starts.sort_by_key(|id| &types[*id].name);
        let needed = |id| {
            let needed = needed(&types[id]).into_iter();
            needed.filter(|next| endless.contains(next)).collect()
        };
        let mut done: BTreeSet<TypeId> = BTreeSet::new();
        for start in starts {
            // The path down, with what is still to be tried at each step.
            let mut path: Vec<(TypeId, Vec<TypeId>)> = Vec::new();
            if done.insert(start) {
                path.push((start, needed(start)));
            }
            while let Some((_, waiting)) = path.last_mut() {
                let Some(next) = waiting.pop() else {
                    path.pop();
                    continue;
                };
                if let Some(first) = path.iter().position(|(id, _)| *id == next) {
                    let circle = path[first..].iter().map(|(id, _)| &types[*id]);
                    let places = circle.map(|ty| (ty.schema.clone(), ty.origin.span.clone()));
                    self.faults.push(endless_object(places.collect()));
                } else if done.insert(next) {
                    path.push((next, needed(next)));
                }
            }
        }
    }

    /// Components that no operation comes to, however far it refers.
    pub(super) fn report_unused(&mut self) {
        let document = self.document;
        let components = &document.components;
        let reached = document.uses.reached();
        let used: BTreeSet<(&str, &str)> = reached
            .iter()
            .map(|(section, name)| (section.as_str(), name.as_str()))
            .collect();
        let schemas = components
            .schemas
            .iter()
            .map(|(name, s)| ("schemas", name, &s.place.span));
        let bodies = components.request_bodies.iter();
        let bodies = bodies.filter_map(|(name, body)| {
            let span = body.here().map(|body| &body.place.span);
            Some((
                "requestBodies",
                name,
                span.or_else(|| body.place_of_reference())?,
            ))
        });
        let responses = components.responses.iter().filter_map(|(name, response)| {
            let span = response.here().map(|response| &response.place.span);
            Some((
                "responses",
                name,
                span.or_else(|| response.place_of_reference())?,
            ))
        });
        let parameters = components
            .parameters
            .iter()
            .filter_map(|(name, parameter)| {
                let span = parameter.here().map(|parameter| &parameter.place.span);
                Some((
                    "parameters",
                    name,
                    span.or_else(|| parameter.place_of_reference())?,
                ))
            });
        let examples = components.examples.iter();
        let examples = examples.map(|(name, span)| ("examples", name, span));
        let things = schemas.chain(bodies).chain(responses).chain(examples);
        let mut unused: Vec<(&str, &String, &Span)> = things.chain(parameters).collect();
        unused.retain(|(section, name, _)| !used.contains(&(section, name.as_str())));
        let asked_for = self.mentioned();
        let idle = components.security_schemes.iter();
        let idle = idle.filter(|(name, _)| !asked_for.contains(name.as_str()));
        unused.extend(idle.map(|(name, scheme)| ("securitySchemes", name, &scheme.place.span)));
        let faults = unused.into_iter().map(|(section, name, span)| {
            let help = match section {
                "schemas" => "nothing is written for it, but for what an `allOf` takes from it",
                _ => "nothing is written for it",
            };
            let message = format!("no operation uses {}", quoted(name));
            Diagnostic::new(Code::UnusedComponent, span.clone(), message).with_help(help)
        });
        self.faults.extend(faults);
    }
}

/// The types of which no value can be written down: those that still wait when all that comes to
/// its end is known. An object waits for all that it needs, a choice for one of its branches.
fn without_end(types: &Types) -> BTreeSet<TypeId> {
    let mut users: BTreeMap<TypeId, Vec<TypeId>> = BTreeMap::new();
    let mut waits: BTreeMap<TypeId, usize> = BTreeMap::new();
    let mut ended = Vec::new();
    for (id, ty) in types.iter() {
        let needed = needed(ty);
        match (&ty.shape, needed.len()) {
            (_, 0) => ended.push(id),
            (Shape::Union(_), _) => drop(waits.insert(id, 1)),
            (_, count) => drop(waits.insert(id, count)),
        }
        for needed in needed {
            users.entry(needed).or_default().push(id);
        }
    }
    while let Some(id) = ended.pop() {
        for user in users.get(&id).into_iter().flatten() {
            match waits.get_mut(user) {
                Some(1) => {
                    waits.remove(user);
                    ended.push(*user);
                }
                Some(count) => *count -= 1,
                None => {}
            }
        }
    }
    waits.into_keys().collect()
}

/// The types without which a value of this one cannot be written down; of a choice, one of them
/// is enough.
fn needed(ty: &TypeDef) -> Vec<TypeId> {
    match &ty.shape {
        Shape::Struct(object) => {
            let must = object.fields.iter();
            let must = must.filter(|field| field.presence == Presence::Required);
            let named = must.filter_map(|field| match field.ty.kind {
                Kind::Named(id) => Some(id),
                _ => None,
            });
            named.collect()
        }
        Shape::Union(union) => {
            let ids: Option<Vec<TypeId>> = union.variants.iter().map(UnionVariant::id).collect();
            ids.unwrap_or_default()
        }
        Shape::Value(value) => match value.ty.kind {
            Kind::Named(id) if !value.nullable => vec![id],
            _ => Vec::new(),
        },
        Shape::Enum(_) | Shape::Multipart(_) => Vec::new(),
    }
}

fn endless_object(circle: Vec<(String, Span)>) -> Diagnostic {
    let around = circle.iter().chain(circle.first());
    let names: Vec<String> = around.take(8).map(|(name, _)| quoted(name)).collect();
    let message = format!("an object that never ends: {}", names.join(" needs "));
    let mut spans = circle.into_iter().map(|(_, span)| span);
    let first = spans.next().unwrap_or_default();
    let fault = Diagnostic::new(Code::CyclicReference, first, message)
        .with_help("make a member on the way optional, or an array");
    spans
        .take(7)
        .fold(fault, |fault, span| fault.with_related(span, "on the way"))
}
