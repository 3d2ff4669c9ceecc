//! What can be reached from where: which way each type travels, what nothing uses, and objects that
//! can never end.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Direction, Kind, PartContent, Presence, Shape, Type, TypeDef};
use crate::name::quoted;
use crate::openapi::{OrReference, Schema};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

impl Lowering<'_> {
    /// Gives each type its direction, and drops those that do not travel.
    pub(super) fn give_directions(&mut self, travels: &[(String, Direction)]) {
        let reach = |way: Direction| {
            let from = travels.iter().filter(|(_, direction)| *direction == way);
            reached(&self.types, from.map(|(name, _)| name.as_str()).collect())
        };
        let (sent, answered) = (reach(Direction::Request), reach(Direction::Response));
        self.types.retain_mut(|ty| {
            ty.direction = match (sent.contains(&ty.name), answered.contains(&ty.name)) {
                (true, true) => Direction::Both,
                (true, false) => Direction::Request,
                (false, true) => Direction::Response,
                (false, false) => return false,
            };
            if let Shape::Enum(set) = &mut ty.shape {
                set.open = !set.listed || ty.direction != Direction::Request;
            }
            true
        });
    }

    /// An object that must have another in it, and so on back to itself, would never end.
    pub(super) fn report_endless(&mut self) {
        let endless_ones = without_end(&self.types);
        let types: BTreeMap<&str, &TypeDef> = endless_ones
            .into_iter()
            .map(|ty| (ty.name.as_str(), ty))
            .collect();
        let mut done: BTreeSet<&str> = BTreeSet::new();
        for start in types.keys() {
            // The way down, with what is still to be tried at each step.
            let mut way: Vec<(&str, Vec<&str>)> = Vec::new();
            if done.insert(start) {
                way.push((start, needed(types.get(start))));
            }
            while let Some((_, waiting)) = way.last_mut() {
                let Some(next) = waiting.pop() else {
                    way.pop();
                    continue;
                };
                if let Some(first) = way.iter().position(|(name, _)| *name == next) {
                    let circle = way[first..].iter().filter_map(|(name, _)| types.get(name));
                    let places = circle.map(|ty| (ty.schema.clone(), ty.origin.span.clone()));
                    self.faults.push(endless(places.collect()));
                } else if done.insert(next) {
                    way.push((next, needed(types.get(next))));
                }
            }
        }
    }

    /// Components that no operation comes to, however far it refers.
    pub(super) fn report_unused(&mut self) {
        let document = self.document;
        let components = &document.components;
        let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
        let mut waiting: Vec<&Schema> = Vec::new();
        for operation in &document.operations {
            let bodies = &components.request_bodies;
            if let Some(body) = operation.body.as_ref() {
                let body = walk(bodies, "requestBodies", body, &mut used);
                waiting.extend(
                    body.iter()
                        .flat_map(|body| &body.content)
                        .map(|m| &m.schema),
                );
            }
            for (_, response) in &operation.responses {
                let response = walk(&components.responses, "responses", response, &mut used);
                let content = response.iter().flat_map(|response| &response.content);
                waiting.extend(content.map(|media| &media.schema));
            }
        }
        while let Some(schema) = waiting.pop() {
            waiting.extend(schema.children());
            let Some(reference) = &schema.reference else {
                continue;
            };
            let found = super::reference::find(&components.schemas, "schemas", reference);
            if let Ok((name, target)) = found
                && used.insert(("schemas", name))
            {
                waiting.push(target);
            }
        }
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
        let mut unused: Vec<(&str, &String, &Span)> =
            schemas.chain(bodies).chain(responses).collect();
        unused.retain(|(section, name, _)| !used.contains(&(section, name.as_str())));
        let idle = components.security_schemes.iter();
        let idle = idle.filter(|(name, _)| !self.is_asked_for(name));
        unused.extend(idle.map(|(name, scheme)| ("securitySchemes", name, &scheme.place.span)));
        let faults = unused.into_iter().map(|(_, name, span)| {
            let message = format!("no operation uses {}", quoted(name));
            Diagnostic::new(Code::UnusedComponent, span.clone(), message)
                .with_help("nothing is written for it")
        });
        self.faults.extend(faults);
    }
}

/// Follows a body or response, noting every component on the way.
fn walk<'d, T>(
    map: &'d BTreeMap<String, OrReference<T>>,
    section: &'static str,
    mut thing: &'d OrReference<T>,
    used: &mut BTreeSet<(&'d str, &'d str)>,
) -> Option<&'d T> {
    while let OrReference::Reference(reference, _) = thing {
        let (name, next) = super::reference::find(map, section, reference).ok()?;
        if !used.insert((section, name)) {
            return None;
        }
        thing = next;
    }
    thing.here()
}

/// Every type that can be come to from those.
fn reached(types: &[TypeDef], from: Vec<&str>) -> BTreeSet<String> {
    let by_name: BTreeMap<&str, &TypeDef> = types.iter().map(|ty| (ty.name.as_str(), ty)).collect();
    let mut seen = BTreeSet::new();
    let mut waiting = from;
    while let Some(name) = waiting.pop() {
        let Some(ty) = by_name.get(name) else {
            continue;
        };
        if seen.insert(name.to_owned()) {
            waiting.extend(inside(ty));
        }
    }
    seen
}

/// The types that a type mentions.
fn inside(ty: &TypeDef) -> Vec<&str> {
    match &ty.shape {
        Shape::Struct(object) => object
            .fields
            .iter()
            .filter_map(|f| mentioned(&f.ty))
            .collect(),
        Shape::Enum(_) => Vec::new(),
        Shape::Union(union) => union.variants.iter().map(|v| v.ty.as_str()).collect(),
        Shape::Multipart(parts) => {
            let json = parts.iter().filter_map(|part| match &part.content {
                PartContent::Json(ty) => mentioned(ty),
                PartContent::File { .. } => None,
            });
            json.collect()
        }
    }
}

fn mentioned(mut ty: &Type) -> Option<&str> {
    while let Kind::Array(items) = &ty.kind {
        ty = items;
    }
    match &ty.kind {
        Kind::Named(name) => Some(name),
        _ => None,
    }
}

/// The types of which no value can be written down: those that still wait when all that comes to
/// its end is known. An object waits for all that it needs, a choice for one of its branches.
fn without_end(types: &[TypeDef]) -> Vec<&TypeDef> {
    let mut users: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut waits: BTreeMap<&str, usize> = BTreeMap::new();
    for ty in types {
        let needed = needed(Some(&ty));
        let count = match ty.shape {
            Shape::Union(_) => needed.len().min(1),
            _ => needed.len(),
        };
        waits.insert(&ty.name, count);
        for name in needed {
            users.entry(name).or_default().push(&ty.name);
        }
    }
    let mut ended: Vec<&str> = waits
        .iter()
        .filter(|(_, count)| **count == 0)
        .map(|(name, _)| *name)
        .collect();
    while let Some(name) = ended.pop() {
        for user in users.get(name).into_iter().flatten() {
            match waits.get_mut(user) {
                Some(count @ 1) => {
                    *count = 0;
                    ended.push(user);
                }
                Some(count) => *count = count.saturating_sub(1),
                None => {}
            }
        }
    }
    let waiting = |ty: &&TypeDef| waits.get(ty.name.as_str()).is_some_and(|count| *count > 0);
    types.iter().filter(waiting).collect()
}

/// The types without which a value of this one cannot be written down; of a choice, one of them
/// is enough.
fn needed<'a>(ty: Option<&&'a TypeDef>) -> Vec<&'a str> {
    match ty.map(|ty| &ty.shape) {
        Some(Shape::Struct(object)) => {
            let must = object
                .fields
                .iter()
                .filter(|f| f.presence == Presence::Required);
            let named = must.filter_map(|field| match &field.ty.kind {
                Kind::Named(name) => Some(name.as_str()),
                _ => None,
            });
            named.collect()
        }
        Some(Shape::Union(union)) => union.variants.iter().map(|v| v.ty.as_str()).collect(),
        Some(Shape::Enum(_) | Shape::Multipart(_)) | None => Vec::new(),
    }
}

fn endless(circle: Vec<(String, Span)>) -> Diagnostic {
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
