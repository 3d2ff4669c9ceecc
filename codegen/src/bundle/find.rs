//! Walks from the document to everything that it refers to, and resolves each reference once.

use super::kind::{Kind, Thing};
use super::location::{Files, Location, Lost, Resource, opened, text};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::name::{self, quoted};
use crate::openapi::url::decoded;
use crate::source::{Node, Object, Span, Value, escape_token};
use crate::vocabulary::DIALECTS;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What the references of a document lead to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// By the place of the object with the `$ref`, file by file.
    pub(super) answers: Vec<HashMap<String, Location>>,
    /// Every place that is referred to and is no component of the document.
    pub(super) targets: BTreeMap<Location, Thing>,
    pub(super) faults: Vec<Diagnostic>,
    /// Schemas under `$defs`, with their names and places.
    local: BTreeMap<Location, (String, Span)>,
    /// Each `$id` and `$anchor`, by its place.
    known: BTreeMap<Location, Vec<(&'static str, Span)>>,
    used: BTreeSet<Location>,
}

/// Walks the document, and whatever it comes to.
pub(super) fn find(files: &Files) -> Found {
    let mut finder = Finder {
        files,
        found: Found {
            answers: files.all.iter().map(|_| HashMap::new()).collect(),
            ..Found::default()
        },
        seen: HashSet::new(),
        open: Vec::new(),
    };
    let root = Location {
        file: 0,
        pointer: String::new(),
    };
    finder.open.push((root, Kind::One(Thing::Document)));
    while let Some((location, kind)) = finder.open.pop() {
        let (resource, _) = files.around(&location);
        if let Some(node) = files.at(&location) {
            let mut at = location.pointer;
            finder.walk(node, kind, &mut at, &resource);
        }
    }
    finder.found.tell_idle();
    finder.found
}

struct Finder<'f> {
    files: &'f Files,
    found: Found,
    /// Things that have been looked at.
    seen: HashSet<Location>,
    /// Things that are referred to and still to be looked at.
    open: Vec<(Location, Kind)>,
}

impl Finder<'_> {
    fn walk(&mut self, node: &Node, kind: Kind, at: &mut String, resource: &Resource) {
        let file = resource.at.file;
        let mut opens = None;
        if let Kind::One(thing) = kind {
            let here = Location {
                file,
                pointer: at.clone(),
            };
            if !self.seen.insert(here.clone()) {
                return;
            }
            if let Some(object) = node.as_object() {
                if thing == Thing::Schema {
                    opens = opened(object, file, at, resource);
                    self.keywords(object, &here);
                }
                let resource = opens.as_ref().unwrap_or(resource);
                if let Some(reference) = object.get("$ref").filter(|_| thing.refers()) {
                    self.reference(&reference.value, thing, &here, resource);
                }
            }
        }
        let resource = opens.as_ref().unwrap_or(resource);
        let mut below = |token: &str, key: &str, node: &Node| {
            let kind = kind.below(key);
            if kind != Kind::Other {
                let length = at.len();
                at.push('/');
                at.push_str(token);
                self.walk(node, kind, at, resource);
                at.truncate(length);
            }
        };
        match &node.value {
            Value::Object(object) => {
                for member in &object.members {
                    below(&escape_token(&member.key), &member.key, &member.value);
                }
            }
            Value::Array(elements) => {
                let kind = match kind {
                    // A list of schemas, as older drafts have it.
                    Kind::One(Thing::Schema) => Kind::List(Thing::Schema),
                    kind => kind,
                };
                if let Kind::List(_) = kind {
                    for (index, element) in elements.iter().enumerate() {
                        below(&index.to_string(), "", element);
                    }
                }
            }
            _ => {}
        }
    }

    /// What a schema says of its own place, and of those inside it.
    fn keywords(&mut self, object: &Object, here: &Location) {
        for key in ["$id", "$anchor"] {
            if let Some(member) = object.get(key).filter(|it| it.value.as_str().is_some()) {
                let known = self.found.known.entry(here.clone()).or_default();
                known.push((key, member.key_span.clone()));
            }
        }
        for key in ["$defs", "definitions"] {
            let Some(member) = object.get(key) else {
                continue;
            };
            if key == "definitions" {
                let message = "`definitions` is of older drafts; since 2019 it is `$defs`";
                let fault =
                    Diagnostic::new(Code::UnsupportedKeyword, member.key_span.clone(), message);
                self.found.faults.push(fault.sloppily(Severity::Warning));
            }
            let members = member.value.as_object().map_or(&[][..], |it| &it.members);
            for schema in members {
                let location = Location {
                    pointer: format!("{}/{key}/{}", here.pointer, escape_token(&schema.key)),
                    ..*here
                };
                let name = (schema.key.to_string(), schema.key_span.clone());
                self.found.local.insert(location, name);
            }
        }
    }

    fn reference(&mut self, node: &Node, thing: Thing, here: &Location, resource: &Resource) {
        let Some(reference) = node.as_str() else {
            return;
        };
        let root = &resource.at;
        if root.file == 0
            && root.pointer.is_empty()
            && is_plain(reference)
            && thing.section().is_some()
        {
            // It is looked for when the document is lowered.
            return;
        }
        self.found.used.insert(resource.at.clone());
        let found = self.files.resolve(reference, resource);
        let location = match found {
            Ok(location) => location,
            Err(lost) => {
                let fault = self.lost(&lost, reference, node, here);
                self.found.faults.push(fault);
                return;
            }
        };
        self.found.used.insert(location.clone());
        let (around, kind) = self.files.around(&location);
        self.found.used.insert(around.at);
        let fits = match kind {
            Kind::One(other) => other == thing,
            Kind::Any | Kind::Other => true,
            Kind::Map(_) | Kind::List(_) => false,
        };
        let is_thing = self.files.at(&location).is_some_and(|node| {
            node.as_object().is_some() || thing == Thing::Schema && node.as_bool().is_some()
        });
        if !fits || !is_thing {
            let message = format!("{} is not {}", quoted(reference), thing.name());
            let fault = Diagnostic::new(Code::ReferenceKind, node.span.clone(), message);
            self.found.faults.push(fault);
            return;
        }
        let is_own = thing
            .section()
            .is_some_and(|section| component(&location, section).is_some());
        if !is_own {
            self.found.targets.insert(location.clone(), thing);
        }
        self.open.push((location.clone(), Kind::One(thing)));
        if let Some(answers) = self.found.answers.get_mut(here.file) {
            answers.insert(here.pointer.clone(), location);
        }
    }

    fn lost(&self, lost: &Lost, reference: &str, node: &Node, here: &Location) -> Diagnostic {
        let quoted = quoted(reference);
        let fault = |code, message| Diagnostic::new(code, node.span.clone(), message);
        match lost {
            Lost::Url(url) => fault(
                Code::ExternalReference,
                if url == reference {
                    format!("{quoted} is a URL, and none is fetched")
                } else {
                    let url = name::quoted(url);
                    format!("{quoted} is the URL {url}, and none is fetched")
                },
            )
            .with_help("keep a copy beside the document, and refer to that"),
            Lost::Above => fault(
                Code::ExternalReference,
                format!("{quoted} leads out of the folder of the document"),
            )
            .with_help("keep what it refers to in that folder, or below it"),
            Lost::Unread(why) => fault(
                Code::ExternalReference,
                format!("what {quoted} refers to could not be read: {why}"),
            ),
            Lost::Nothing => {
                let fault = fault(
                    Code::DanglingReference,
                    format!("there is nothing at {quoted}"),
                );
                match self.meant(reference, here) {
                    Some(meant) => fault.with_help(format!("did you mean `{meant}`?")),
                    None => fault,
                }
            }
        }
    }

    /// A schema around the reference has what the document has not: without an `$id`, a pointer begins
    /// at the root of the document.
    fn meant(&self, reference: &str, here: &Location) -> Option<String> {
        let pointer = decoded(reference.strip_prefix('#')?);
        let mut around = here.pointer.as_str();
        while let Some((outer, _)) = around.rsplit_once('/') {
            let location = Location {
                file: here.file,
                pointer: format!("{around}{pointer}"),
            };
            if pointer.starts_with('/') && self.files.at(&location).is_some() {
                return Some(format!("#{}", location.pointer));
            }
            around = outer;
        }
        None
    }
}

impl Found {
    /// Notes what nothing refers to.
    fn tell_idle(&mut self) {
        let below = |location: &Location, targets: &BTreeMap<Location, Thing>| {
            let inside = format!("{}/", location.pointer);
            let mut after = targets.range(location..);
            after.next().is_some_and(|(target, _)| {
                target == location
                    || target.file == location.file && target.pointer.starts_with(&inside)
            })
        };
        for (location, (name, span)) in &self.local {
            if !below(location, &self.targets) {
                let message = format!("nothing refers to {}", quoted(name));
                let fault = Diagnostic::new(Code::UnusedComponent, span.clone(), message)
                    .with_help("nothing is written for it");
                self.faults.push(fault);
            }
        }
        for (location, known) in &self.known {
            for (key, span) in known.iter().filter(|_| !self.used.contains(location)) {
                let message = format!("nothing refers to this `{key}`");
                let fault = Diagnostic::new(Code::UnreadRemark, span.clone(), message);
                self.faults.push(fault);
            }
        }
    }
}

/// Whether a reference has the form of one to a component of the document.
pub(super) fn is_plain(reference: &str) -> bool {
    let tokens = reference.strip_prefix("#/components/");
    tokens.is_some_and(|tokens| tokens.split('/').count() == 2)
}

/// The component of the document that a place is.
pub(super) fn component<'l>(location: &'l Location, section: &str) -> Option<&'l str> {
    let name = location.pointer.strip_prefix("/components/")?;
    let name = name.strip_prefix(section)?.strip_prefix('/')?;
    (location.file == 0 && !name.contains('/')).then_some(name)
}

/// Whether a text says that its schemas are in a dialect that is read.
pub(super) fn is_dialect(object: &Object) -> bool {
    text(object, "$schema").is_some_and(|text| DIALECTS.contains(&text.trim_end_matches('#')))
}
