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
            causes.entry(index).or_default().push(Arc::clone(&error));
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

/// Places, with the items that have a share in each.
#[derive(Default)]
struct Places {
    /// By their first byte; they do not overlap.
    own: BTreeMap<usize, (usize, Vec<usize>)>,
    /// What aliases repeat lies within the place of another.
    aliased: Vec<(Span, usize)>,
}

impl Places {
    fn of(outline: &Outline, items: &[usize]) -> Self {
        let mut users: BTreeMap<&Component, Vec<usize>> = BTreeMap::new();
        let mut places = Self::default();
        for &index in items {
            let item = &outline.items[index];
            for span in &item.spans {
                places.add(span, &[index]);
            }
            let elsewhere = item.elsewhere.iter();
            places
                .aliased
                .extend(elsewhere.map(|span| (span.clone(), index)));
            for component in &item.components {
                users.entry(component).or_default().push(index);
            }
        }
        for (component, users) in users {
            let Some((span, elsewhere)) = outline.components.get(component) else {
                continue;
            };
            places.add(span, &users);
            for span in elsewhere {
                let shares = users.iter().map(|user| (span.clone(), *user));
                places.aliased.extend(shares);
            }
        }
        places
    }

    fn add(&mut self, span: &Span, users: &[usize]) {
        if span.is_empty() {
            return;
        }
        let place = self.own.entry(span.start);
        let (_, known) = place.or_insert((span.end, Vec::new()));
        known.extend(users);
    }

    fn owners(&self, span: &Span) -> BTreeSet<usize> {
        let before = self.own.range(..=span.start).next_back();
        let within = before.filter(|(_, (end, _))| span.start < *end);
        let own = within.into_iter().flat_map(|(_, (_, users))| users);
        let aliased = self.aliased.iter();
        let aliased = aliased.filter(|(place, _)| place.contains(&span.start));
        own.copied().chain(aliased.map(|(_, user)| *user)).collect()
    }
}
