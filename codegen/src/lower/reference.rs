//! Resolves references, each checked once, so that resolving one later cannot fail in a new manner.
//!
//! A `$ref` may lead through others to its target: the annotations along the path count, those
//! nearer to the use before those further off.

use super::branch::Branch;
use crate::circles::circles;
use crate::diagnostic::{Code, Diagnostic};
use crate::name::quoted;
use crate::openapi::url::decoded;
use crate::openapi::{Document, OrReference, Schema, Spanned};
use crate::source::unescape_token;
use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// References in a row, at the most.
const LONGEST: usize = 64;

/// Arrays inside one another, at the most: each is a `Vec` in one type of Rust, and `rustfmt` gives
/// up on a type that leaves a line no room.
pub(super) const ARRAYS: usize = 12;

/// The references of a document, checked.
pub(super) struct References<'d> {
    document: &'d Document,
    /// Components that lead round in a circle, or too far. Reported.
    broken: BTreeSet<&'d str>,
    /// The circle of components that each is in, found when it is asked for.
    circles: OnceCell<BTreeMap<&'d str, &'d str>>,
    /// What schemas may be, by pointer and by how many choices inside are looked into: each is looked at
    /// once.
    looks: RefCell<Looks<'d>>,
}

type Looks<'d> = BTreeMap<(&'d str, usize), Option<Rc<Branch<'d>>>>;

/// A schema with the way to what it refers to.
pub(super) struct Resolved<'d> {
    /// From the use to the target; one where nothing is referred to.
    pub(super) layers: Vec<&'d Schema>,
    pub(super) target: &'d Schema,
    /// The component that the target is.
    pub(super) component: Option<&'d str>,
    /// Whether the whole has room for `null`.
    pub(super) nullable: bool,
    /// Whether it has it by a branch of a `oneOf`.
    pub(super) by_one_of: bool,
}

impl<'d> Resolved<'d> {
    /// A schema without a reference.
    pub(super) fn of_target(schema: &'d Schema) -> Self {
        Self {
            layers: vec![schema],
            target: schema,
            component: None,
            nullable: has_null(schema),
            by_one_of: false,
        }
    }

    /// What the layer nearest to the use has.
    pub(super) fn first<T>(&self, of: impl Fn(&'d Schema) -> Option<T>) -> Option<T> {
        self.layers.iter().find_map(|layer| of(layer))
    }

    /// The layers before the target.
    pub(super) fn outer(&self) -> &[&'d Schema] {
        self.layers.split_last().map_or(&[], |(_, outer)| outer)
    }
}

impl<'d> References<'d> {
    /// Checks every reference of the document.
    pub(super) fn check(document: &'d Document, faults: &mut Vec<Diagnostic>) -> Self {
        let components = &document.components;
        for (_, schema) in document.schemas() {
            if let Some(reference) = &schema.reference
                && let Err(lost) = find(&components.schemas, "schemas", reference)
            {
                lost.report(&components.schemas, faults);
            }
        }
        for body in document.bodies() {
            if let Err(lost) = follow(&components.request_bodies, "requestBodies", body) {
                lost.report(&components.request_bodies, faults);
            }
        }
        for response in document.responses() {
            if let Err(lost) = follow(&components.responses, "responses", response) {
                lost.report(&components.responses, faults);
            }
        }
        for parameter in document.parameters() {
            if let Err(lost) = follow(&components.parameters, "parameters", parameter) {
                lost.report(&components.parameters, faults);
            }
        }
        for header in document.headers() {
            if let Err(lost) = follow(&components.headers, "headers", header) {
                lost.report(&components.headers, faults);
            }
        }
        Self::new(document, faults)
    }

    /// As [`References::check`], without a word on those that lead nowhere.
    pub(super) fn new(document: &'d Document, faults: &mut Vec<Diagnostic>) -> Self {
        let mut references = Self {
            document,
            broken: BTreeSet::new(),
            circles: OnceCell::new(),
            looks: RefCell::default(),
        };
        references.find_broken(faults);
        references
    }

    /// Follows a schema to its target. `None` where a reference on the way was reported.
    pub(super) fn resolve(&self, schema: &'d Schema) -> Option<Resolved<'d>> {
        let mut resolved = Resolved {
            layers: vec![schema],
            target: schema,
            component: None,
            nullable: false,
            by_one_of: false,
        };
        while let Some(reference) = resolved.target.reference() {
            if let Some(branch) = resolved.target.sole_branch() {
                resolved.layers.push(branch);
            }
            let (name, target) =
                find(&self.document.components.schemas, "schemas", reference).ok()?;
            if self.broken.contains(name) {
                return None;
            }
            resolved.layers.push(target);
            (resolved.target, resolved.component) = (target, Some(name));
        }
        resolved.nullable = has_null(resolved.target);
        // From the target back to the use: what each choice on the way makes of its `null`.
        for layer in resolved.layers.iter().rev() {
            let Some(union) = &layer.union else { continue };
            if layer.sole_branch().is_some() {
                resolved.nullable = union.accepts_null(resolved.nullable.into());
            }
            resolved.by_one_of = resolved.nullable && union.exclusive;
        }
        Some(resolved)
    }

    /// What a schema may be, by `look` if it was not looked at before.
    pub(super) fn looked_at(
        &self,
        pointer: &'d str,
        left: usize,
        look: impl FnOnce() -> Option<Branch<'d>>,
    ) -> Option<Rc<Branch<'d>>> {
        let known = self.looks.borrow().get(&(pointer, left)).cloned();
        known.unwrap_or_else(|| {
            let found = look().map(Rc::new);
            self.looks
                .borrow_mut()
                .insert((pointer, left), found.clone());
            found
        })
    }

    /// Whether what a schema is made of leads back to it.
    pub(super) fn leads_back(&self, schema: &'d Schema) -> bool {
        let pointer = schema.place.pointer.strip_prefix("/components/schemas/");
        let Some(token) = pointer.and_then(|rest| rest.split('/').next()) else {
            return false;
        };
        let circles = self.circles.get_or_init(|| self.circles());
        let own = circles.get(unescape_token(token).as_str());
        own.is_some_and(|own| {
            let mut mentioned = self.mentioned(schema).into_iter();
            mentioned.any(|name| circles.get(name) == Some(own))
        })
    }

    fn circles(&self) -> BTreeMap<&'d str, &'d str> {
        let schemas = &self.document.components.schemas;
        let ahead = schemas.iter();
        let ahead = ahead.map(|(name, schema)| (name.as_str(), self.mentioned(schema)));
        circles(schemas.keys().map(String::as_str), &ahead.collect()).of
    }

    /// The components that a schema mentions.
    fn mentioned(&self, schema: &'d Schema) -> Vec<&'d str> {
        let (mut open, mut found) = (vec![schema], Vec::new());
        while let Some(schema) = open.pop() {
            let reference = schema.reference.as_ref();
            let schemas = &self.document.components.schemas;
            let name = reference.and_then(|it| find(schemas, "schemas", it).ok());
            found.extend(name.map(|(name, _)| name));
            open.extend(schema.children());
        }
        found
    }

    /// The thing that stands there or is referred to. `None` where that was reported.
    pub(super) fn thing<T>(
        map: &'d BTreeMap<String, OrReference<T>>,
        section: &str,
        thing: &'d OrReference<T>,
    ) -> Option<&'d T> {
        follow(map, section, thing).ok().map(|(thing, _)| thing)
    }

    /// A component that is nothing but a reference, or an array of one, leads on to at most one
    /// other: so every walk is a line, and a circle is found by walking.
    fn find_broken(&mut self, faults: &mut Vec<Diagnostic>) {
        let schemas = &self.document.components.schemas;
        for (start, schema) in schemas {
            let mut walk: Vec<(&str, &Schema)> = vec![(start, schema)];
            let mut arrays = arrays(schema);
            while let Some((name, next)) = walk.last().and_then(|(_, last)| leads_to(schemas, last))
            {
                if let Some(first) = walk.iter().position(|(seen, _)| *seen == name) {
                    self.broken.insert(start);
                    // Of the circle's members one speaks for all.
                    let circle = &walk[first..];
                    if circle.iter().map(|(name, _)| *name).min() == Some(start.as_str()) {
                        faults.push(circular(circle));
                    }
                    break;
                }
                walk.push((name, next));
                arrays += self::arrays(next);
                let message = if walk.len() > LONGEST {
                    Some(format!("more than {LONGEST} references in a row"))
                } else {
                    (arrays > ARRAYS).then(|| format!("more than {ARRAYS} arrays in one another"))
                };
                if let Some(message) = message {
                    self.broken.insert(start);
                    let span = schema.place.span.clone();
                    faults.push(Diagnostic::new(Code::TooDeep, span, message));
                    break;
                }
            }
        }
    }
}

/// The next component on the way from one that is a reference, or an array.
fn leads_to<'d>(
    schemas: &'d BTreeMap<String, Schema>,
    schema: &'d Schema,
) -> Option<(&'d str, &'d Schema)> {
    let mut inner = schema;
    while let (None, Some(items)) = (inner.reference(), inner.items.as_deref()) {
        inner = items;
    }
    find(schemas, "schemas", inner.reference()?).ok()
}

/// How many arrays are around what a schema comes down to.
fn arrays(schema: &Schema) -> usize {
    std::iter::successors(schema.items.as_deref(), |items| items.items.as_deref()).count()
}

fn circular(circle: &[(&str, &Schema)]) -> Diagnostic {
    let around = circle.iter().chain(circle.first());
    let names: Vec<String> = around.take(8).map(|(name, _)| quoted(name)).collect();
    let more = if circle.len() >= names.len() {
        " → …"
    } else {
        ""
    };
    let message = format!(
        "a reference that never arrives: {}{more}",
        names.join(" → ")
    );
    let mut spans = circle.iter().map(|(_, schema)| schema.place.span.clone());
    let first = spans.next().unwrap_or_default();
    let fault = Diagnostic::new(Code::CyclicReference, first, message);
    spans
        .take(7)
        .fold(fault, |fault, span| fault.with_related(span, "on the way"))
}

/// Whether a schema without a reference has room for `null`.
fn has_null(schema: &Schema) -> bool {
    let typed = schema.types.as_ref().map(|types| types.value.nullable);
    let listed = schema
        .values
        .as_ref()
        .map(|values| values.value.iter().any(|v| v.value.is_null()));
    // No branch of a choice that is kept accepts `null`.
    let chosen = schema.union.as_ref().map(|union| union.accepts_null(0));
    // Each keyword that says something has to let it pass.
    let mut said = [typed, listed, chosen].into_iter().flatten().peekable();
    said.peek().is_some() && said.all(|accepts| accepts)
}

fn follow<'d, T>(
    map: &'d BTreeMap<String, OrReference<T>>,
    section: &str,
    thing: &'d OrReference<T>,
) -> Result<(&'d T, Option<&'d str>), Lost> {
    let (mut thing, mut component) = (thing, None);
    for _ in 0..LONGEST {
        match thing {
            OrReference::Here(thing) => return Ok((thing, component)),
            OrReference::Reference(reference, ..) => {
                let (name, next) = find(map, section, reference)?;
                (thing, component) = (next, Some(name));
            }
        }
    }
    let span = match thing {
        OrReference::Reference(reference, ..) => reference.span.clone(),
        OrReference::Here(_) => 0..0,
    };
    let message = "a reference that never arrives";
    let fault = Diagnostic::new(Code::CyclicReference, span, message);
    Err(Lost::new(fault))
}

/// A reference that leads nowhere.
pub(super) struct Lost {
    /// `None` where it was reported when the document was bundled.
    fault: Option<Box<Diagnostic>>,
    /// The name of the component that is not there, where that is what is wrong.
    name: Option<String>,
}

impl Lost {
    fn new(fault: Diagnostic) -> Self {
        let fault = Some(Box::new(fault));
        Self { fault, name: None }
    }

    fn report<T>(self, map: &BTreeMap<String, T>, faults: &mut Vec<Diagnostic>) {
        let Some(fault) = self.fault else { return };
        let fault = match &self.name {
            Some(name) => {
                let known = map.keys().map(String::as_str);
                fault.with_suggestion_of_many(faults, name, known)
            }
            None => *fault,
        };
        faults.push(fault);
    }
}

/// The component that a reference names, in the section that it must be in.
pub(super) fn find<'d, T>(
    map: &'d BTreeMap<String, T>,
    section: &str,
    reference: &Spanned<String>,
) -> Result<(&'d str, &'d T), Lost> {
    let text = reference.value.as_str();
    let fault = |code, message| Diagnostic::new(code, reference.span.clone(), message);
    let tokens = text.strip_prefix("#/components/").unwrap_or_default();
    let name = match tokens.split('/').collect::<Vec<_>>()[..] {
        [of, name] if of == section => decoded(name),
        [_, _] => {
            let message = format!("{} is not a member of `components/{section}`", quoted(text));
            let help = format!("a reference here is `#/components/{section}/Name`");
            return Err(Lost::new(
                fault(Code::ReferenceKind, message).with_help(help),
            ));
        }
        _ => {
            return Err(Lost {
                fault: None,
                name: None,
            });
        }
    };
    if let Some((name, thing)) = map.get_key_value(&name) {
        return Ok((name, thing));
    }
    let message = format!("there is no {} in `components/{section}`", quoted(&name));
    Err(Lost {
        name: Some(name),
        ..Lost::new(fault(Code::DanglingReference, message))
    })
}
