//! Finds the changes at a place, above and below it, without a look at all of them: what is claimed of
//! a place is due to one of these.

use super::change::Change;
use super::form::upward;
use super::side::Side;
use serde_json::Value as Json;
use std::cell::Cell;
use std::collections::HashMap;

/// The changes of one document, by their places. Of several at a place the first counts.
pub(super) struct Due {
    at: HashMap<String, usize>,
    /// By each place that one is in.
    inside: HashMap<String, usize>,
    /// By the schema and the name of a member that an entry of its `required` is of.
    required: HashMap<(String, String), usize>,
    looked: Cell<usize>,
}

impl Due {
    /// Of those changes that may be meant, with their pointers in the document.
    pub(super) fn new<'c>(
        side: &Side,
        changes: impl Iterator<Item = (usize, &'c Change)>,
        pointer: fn(&Change) -> Option<&str>,
    ) -> Self {
        let mut due = Self {
            at: HashMap::new(),
            inside: HashMap::new(),
            required: HashMap::new(),
            looked: Cell::new(0),
        };
        for (index, change) in changes {
            if let Some(pointer) = pointer(change) {
                due.put(side, pointer, index);
            }
        }
        due
    }

    pub(super) fn put(&mut self, side: &Side, pointer: &str, index: usize) {
        self.at.entry(pointer.to_owned()).or_insert(index);
        for outer in upward(pointer).skip(1) {
            self.inside.entry(outer.to_owned()).or_insert(index);
        }
        if let Some((schema, _)) = pointer.rsplit_once("/required/")
            && let Some(name) = side.json.pointer(pointer).and_then(Json::as_str)
        {
            let key = (schema.to_owned(), name.to_owned());
            self.required.entry(key).or_insert(index);
        }
    }

    /// How many places were looked at.
    pub(super) fn looked(&self) -> usize {
        self.looked.get()
    }

    pub(super) fn at(&self, pointer: &str) -> Option<usize> {
        self.looked.set(self.looked.get() + 1);
        self.at.get(pointer).copied()
    }

    /// The entry of `required` that names a member.
    pub(super) fn required(&self, schema: &str, name: &str) -> Option<usize> {
        self.looked.set(self.looked.get() + 1);
        let key = (schema.to_owned(), name.to_owned());
        self.required.get(&key).copied()
    }

    /// The innermost change that a place is in, with its pointer; not the place itself.
    pub(super) fn above<'p>(&self, pointer: &'p str) -> Option<(&'p str, usize)> {
        let mut outer = upward(pointer).skip(1);
        outer.find_map(|it| Some((it, self.at(it)?)))
    }

    /// The first of the changes that are in a place, and not at it; changes are put in their order.
    pub(super) fn below(&self, pointer: &str) -> Option<usize> {
        self.looked.set(self.looked.get() + 1);
        self.inside.get(pointer).copied()
    }
}
