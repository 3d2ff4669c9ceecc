//! Finds who is hindered by an error: the items whose place, or the place of a component of theirs,
//! has it.

use super::outline::{Kind, Outline};
use crate::diagnostic::Diagnostic;
use crate::openapi::Component;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who is hindered by what.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// How many operations were looked at.
    pub operations: usize,
    /// Those that have an error, in the order of the document.
    pub hindered: Vec<Hindered>,
    /// Errors that concern the whole document.
    pub elsewhere: Vec<Arc<Diagnostic>>,
}

/// An item with an error.
#[derive(Debug, Clone)]
pub struct Hindered {
    /// What it is.
    pub kind: Kind,
    /// The errors, of its own or of what it comes to: shared, as many may come to the same.
    pub causes: Vec<Arc<Diagnostic>>,
    pub(crate) index: usize,
}

/// Hands every error to those items of the outline that have a share in its place.
pub(crate) fn blame(outline: &Outline, items: &[usize], diagnostics: &[Diagnostic]) -> Account {
    let places = Places::of(outline, items);
    let mut causes: BTreeMap<usize, Vec<Arc<Diagnostic>>> = BTreeMap::new();
    let mut elsewhere = Vec::new();
    for error in diagnostics.iter().filter(|found| found.is_error()) {
        let owners = places.owners(&error.primary.span);
        let error = Arc::new(error.clone());
        if owners.is_empty() {
            elsewhere.push(Arc::clone(&error));
        }
        for index in owners {
            causes.entry(*index).or_default().push(Arc::clone(&error));
        }
    }
    let operations = items
        .iter()
        .filter(|&&index| outline.items[index].is_operation());
    Account {
        operations: operations.count(),
        hindered: causes
            .into_iter()
            .map(|(index, causes)| Hindered {
                kind: outline.items[index].kind.clone(),
                causes,
                index,
            })
            .collect(),
        elsewhere,
    }
}

/// Places that do not overlap, by their first byte, with the items that have a share in each.
struct Places(BTreeMap<usize, (usize, Vec<usize>)>);

impl Places {
    fn of(outline: &Outline, items: &[usize]) -> Self {
        let mut users: BTreeMap<&Component, Vec<usize>> = BTreeMap::new();
        let mut places = Self(BTreeMap::new());
        for &index in items {
            let item = &outline.items[index];
            for span in &item.spans {
                places.add(span, &[index]);
            }
            for component in &item.components {
                users.entry(component).or_default().push(index);
            }
        }
        for (component, users) in users {
            if let Some(span) = outline.components.get(component) {
                places.add(span, &users);
            }
        }
        places
    }

    fn add(&mut self, span: &Span, users: &[usize]) {
        let (_, known) = self.0.entry(span.start).or_insert((span.end, Vec::new()));
        known.extend(users);
    }

    fn owners(&self, span: &Span) -> BTreeSet<&usize> {
        let before = self.0.range(..=span.start).next_back();
        let within = before.filter(|(_, (end, _))| span.start < *end);
        within
            .into_iter()
            .flat_map(|(_, (_, users))| users)
            .collect()
    }
}
