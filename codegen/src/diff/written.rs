//! Tells where something stands in what was written. A document is compared with all that it refers to as
//! components, but nobody wrote those: what is shown is at the place that the text has.

use super::change::{Change, How};
use super::form::upward;
use super::side::{Side, walk};
use crate::source::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Where a change is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The name of the text.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
}

/// Gives each change, and what it names, the pointers of what was written; the result is where each is
/// shown.
pub(super) fn written(changes: &mut [Change], old: &Side, new: &Side) -> Vec<Place> {
    let of = |side, pointer: fn(&Change) -> &Option<String>| {
        let own = changes.iter().filter_map(|it| pointer(it).as_deref());
        Written::of(side, &own.collect())
    };
    let (in_old, in_new) = (of(old, |it| &it.old), of(new, |it| &it.new));
    let place = |change: &Change| match (&change.new, &change.old) {
        (None, Some(pointer)) => in_old.place(pointer),
        (pointer, _) => in_new.place(pointer.as_deref().unwrap_or_default()),
    };
    let places = changes.iter().map(place).collect();
    if old.written.is_empty() && new.written.is_empty() {
        return places;
    }
    let mut known: HashMap<*const String, Arc<[String]>> = HashMap::new();
    for change in changes {
        let own = if change.new.is_some() {
            &in_new
        } else {
            &in_old
        };
        // One list is shared by all changes of a component.
        let each = || change.places.iter().map(|it| own.pointer(it)).collect();
        let list = known.entry(change.places.as_ptr()).or_insert_with(each);
        change.places = Arc::clone(list);
        let other = if change.how == How::Added {
            &in_old
        } else {
            &in_new
        };
        change.alike = change.alike.as_deref().map(|it| other.pointer(it));
        change.old = change.old.as_deref().map(|it| in_old.pointer(it));
        change.new = change.new.as_deref().map(|it| in_new.pointer(it));
    }
    places
}

/// Where things stand in what was written.
struct Written<'a> {
    side: &'a Side,
    /// Of what is asked for often.
    spans: HashMap<String, Span>,
    own: Spans,
}

/// Pointers by places, those of a file beside the document behind its path.
type Spans = HashMap<(usize, usize), String>;

impl<'a> Written<'a> {
    fn of(side: &'a Side, often: &HashSet<&str>) -> Self {
        let mut spans = HashMap::new();
        walk(&side.root, &mut String::new(), &mut |pointer, node| {
            if often.contains(pointer) {
                spans.insert(pointer.to_owned(), node.span.clone());
            }
        });
        let mut own = Spans::new();
        for (index, (path, root)) in side.written.iter().enumerate() {
            let prefix = if index == 0 {
                String::new()
            } else {
                format!("{path}#")
            };
            walk(root, &mut String::new(), &mut |pointer, node| {
                let key = (node.span.start, node.span.end);
                own.entry(key)
                    .or_insert_with(|| format!("{prefix}{pointer}"));
            });
        }
        Self { side, spans, own }
    }

    /// Of what a pointer leads to in what is compared.
    fn span(&self, pointer: &str) -> Option<Span> {
        let known = self.spans.get(pointer).cloned();
        known.or_else(|| Some(self.side.root.at(pointer)?.span.clone()))
    }

    fn place(&self, pointer: &str) -> Place {
        let span = upward(pointer).find_map(|it| self.span(it));
        let start = span.unwrap_or_default().start;
        let (source, first) = self.side.source.holding(start);
        Place {
            file: source.name().to_owned(),
            line: source.position(start - first).line,
        }
    }

    /// The pointer in what was written: of what nobody wrote, that of what is around it.
    fn pointer(&self, pointer: &str) -> String {
        if self.own.is_empty() {
            return pointer.to_owned();
        }
        let own = |it| {
            let span = self.span(it)?;
            self.own.get(&(span.start, span.end)).cloned()
        };
        upward(pointer).find_map(own).unwrap_or_default()
    }
}
