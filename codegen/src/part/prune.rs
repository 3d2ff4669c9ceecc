//! Takes the items that stay out of a tree, with all that they come to. Every span stays what it
//! was, so that what is found in the rest is shown at its true place.

use super::outline::Outline;
use crate::diagnostic::Diagnostic;
use crate::openapi::Component;
use crate::source::{Member, Node, Span, Value};
use crate::vocabulary::METHODS;
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// The document without the items that do not stay.
pub(crate) fn prune(root: &Node, outline: &Outline, stay: &[usize]) -> Node {
    let items = || stay.iter().map(|&index| &outline.items[index]);
    let kept = Kept {
        places: items()
            .flat_map(|item| &item.spans)
            .map(|span| (span.start, span))
            .collect(),
        components: items().flat_map(|item| &item.components).collect(),
    };
    let secured = items().any(|item| item.secured_as_all);
    let mut root = root.clone();
    retain(&mut root, |member| match member.key.as_str() {
        "paths" => {
            retain(&mut member.value, |path| kept.path(path));
            true
        }
        "webhooks" => kept.has(member),
        "components" => {
            retain(&mut member.value, |section| kept.section(section));
            true
        }
        "security" => secured,
        _ => true,
    });
    root
}

/// Those of the diagnostics whose place is still there.
pub(crate) fn within(
    root: Option<&Node>,
    diagnostics: impl Iterator<Item = Diagnostic>,
) -> Vec<Diagnostic> {
    let mut places = HashSet::new();
    let mut diagnostics = diagnostics.peekable();
    if let (Some(root), Some(_)) = (root, diagnostics.peek()) {
        spans(root, &mut places);
    }
    let is_there = |found: &Diagnostic| {
        let span = &found.primary.span;
        places.contains(&(span.start, span.end))
    };
    diagnostics.filter(is_there).collect()
}

fn spans(node: &Node, found: &mut HashSet<(usize, usize)>) {
    found.insert((node.span.start, node.span.end));
    match &node.value {
        Value::Array(elements) => elements.iter().for_each(|element| spans(element, found)),
        Value::Object(object) => {
            for member in &object.members {
                found.insert((member.key_span.start, member.key_span.end));
                spans(&member.value, found);
            }
        }
        _ => {}
    }
}

struct Kept<'o> {
    places: BTreeMap<usize, &'o Span>,
    components: BTreeSet<&'o Component>,
}

impl Kept<'_> {
    fn has(&self, member: &Member) -> bool {
        self.places.contains_key(&member.key_span.start)
    }

    /// Leaves the operations of a path that stay; whether there are any.
    fn path(&self, path: &mut Member) -> bool {
        let is_method = |key: &str| METHODS.iter().any(|(method, _)| *method == key);
        retain(&mut path.value, |member| {
            !is_method(&member.key) || self.has(member)
        });
        self.has(path)
    }

    fn section(&self, section: &mut Member) -> bool {
        if section.key.starts_with("x-") {
            return true;
        }
        let name = section.key.to_string();
        retain(&mut section.value, |component| {
            let component = (name.clone(), component.key.to_string());
            self.components.contains(&component)
        });
        true
    }
}

fn retain(node: &mut Node, mut stays: impl FnMut(&mut Member) -> bool) {
    if let Value::Object(object) = &mut node.value {
        object.members.retain_mut(&mut stays);
        object.shadowed.retain_mut(stays);
    }
}
