//! Compares two forms: every difference is a change, unless an explanation claims it.
//!
//! Components go by name, else by content; members by name; elements of a list by what identifies
//! them, never by their index. What is compared through references is compared once for each pair, so
//! the whole takes no longer than both documents do.

mod digest;
mod joined;
mod list;
mod schema;

use super::change::{Change, How};
use super::form::{Form, Forms, Kind, NULL, Role};
use super::pairing::template;
use super::side::media_type;
use super::steps::Steps;
use digest::Digests;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// Compares two documents.
pub(super) fn changes(old: &Forms<'_>, new: &Forms<'_>, steps: &mut Steps) -> Vec<Change> {
    let mut walk = Walk {
        digests: [Digests::new(old), Digests::new(new)],
        old,
        new,
        renamed: BTreeMap::new(),
        found: Vec::new(),
        open: HashSet::new(),
        same: HashSet::new(),
        log: Vec::new(),
        differ: HashSet::new(),
        met: BTreeSet::new(),
        arrived: [HashSet::new(), HashSet::new()],
        is_trial: false,
        steps: 0,
    };
    walk.renames();
    walk.compare(old.root, new.root, Role::Document);
    let met = walk.met();
    super::explain::explain(&mut walk.found, &met, old, new);
    let [before, after] = &walk.digests;
    steps.places = walk.steps + before.steps() + after.steps();
    walk.found
}

/// The places of two schemas.
type Pair = (String, String);

/// A member of a map.
type Entry<'f> = (&'f str, &'f Form);

struct Walk<'a> {
    old: &'a Forms<'a>,
    new: &'a Forms<'a>,
    digests: [Digests<'a>; 2],
    /// Components that go by another name: old to new.
    renamed: BTreeMap<String, String>,
    found: Vec<Change>,
    /// Pairs that differ, and are being compared through references.
    open: HashSet<Pair>,
    /// Pairs behind references that are the same, or in a trial are presumed to be.
    same: HashSet<Pair>,
    /// Those pairs in turn, so that a trial that fails takes back what it presumed.
    log: Vec<Pair>,
    /// Pairs behind references that are not the same.
    differ: HashSet<Pair>,
    /// Components that were compared with what stood in their place.
    met: BTreeSet<String>,
    /// Schemas of each document whose references are known to lead to something.
    arrived: [HashSet<String>; 2],
    /// Whether it is only asked if there is a difference.
    is_trial: bool,
    /// How many places were compared.
    steps: usize,
}

impl Walk<'_> {
    fn add(&mut self, how: How, old: Option<&Form>, new: Option<&Form>, role: Role) -> &mut Change {
        let pointer = |form: &Form| form.pointer.clone();
        let (old, new) = (old.map(pointer), new.map(pointer));
        self.found
            .push(Change::new(how, old.as_deref(), new.as_deref(), role));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn compare(&mut self, old: &Form, new: &Form, role: Role) {
        if self.is_trial && !self.found.is_empty() {
            return;
        }
        self.steps += 1;
        if role == Role::Schema {
            self.schema(old, new);
            return;
        }
        match (&old.kind, &new.kind) {
            (Kind::Map(_), Kind::Map(_)) => {
                self.maps(&old.entries(), &new.entries(), (old, new), role);
            }
            (Kind::List(_), Kind::List(_)) => self.lists(old, new, role),
            (Kind::Leaf(a), Kind::Leaf(b)) if a.same(b) => {}
            _ => {
                self.add(How::Changed, Some(old), Some(new), role);
            }
        }
    }

    fn maps(&mut self, a: &[Entry<'_>], b: &[Entry<'_>], of: (&Form, &Form), role: Role) {
        let index: HashMap<&str, &Form> = b.iter().copied().collect();
        let mut gone = Vec::new();
        let mut taken = HashSet::new();
        for (key, old) in a {
            match self.other_key(key, old, &index, of.0) {
                Some((key, new)) => {
                    taken.insert(key);
                    self.compare(old, new, role.below(key));
                }
                None => gone.push((*key, *old)),
            }
        }
        let come = b.iter().filter(|(key, _)| !taken.contains(key));
        let mut come: Vec<_> = come.copied().collect();
        if of.0.pointer == "/paths" {
            self.moved(&mut gone, &mut come);
        }
        for (key, old) in gone {
            let change = self.add(How::Removed, Some(old), None, role.below(key));
            mark_null(change, key);
        }
        for (key, new) in come {
            let change = self.add(How::Added, None, Some(new), role.below(key));
            mark_null(change, key);
        }
        if role == Role::Members {
            let other: HashSet<&str> = a.iter().map(|(key, _)| *key).collect();
            let before = a.iter().map(|(key, _)| *key);
            let before = before.filter(|key| index.contains_key(key));
            let after = b.iter().map(|(key, _)| *key);
            if !before.eq(after.filter(|key| other.contains(key))) {
                self.add(How::Reordered, Some(of.0), Some(of.1), role);
            }
        }
    }

    /// What a member goes by in the new document: its own name, that of the component of the same
    /// content, or the same media type with other parameters.
    fn other_key<'f>(
        &mut self,
        key: &'f str,
        old: &Form,
        index: &HashMap<&'f str, &'f Form>,
        of: &Form,
    ) -> Option<Entry<'f>> {
        let found = |key: &str| index.get_key_value(key).map(|(key, it)| (*key, *it));
        if is_components(&of.pointer)
            && let Some(renamed) = self.renamed.get(key)
        {
            return found(renamed);
        }
        if let Some(entry) = found(key) {
            return Some(entry);
        }
        if !of.pointer.ends_with("/content") {
            return None;
        }
        let is_same = |(other, _): &(&&str, &&Form)| media_type(other) == media_type(key);
        let (other, new) = index.iter().find(is_same)?;
        self.add(How::Renamed, Some(old), Some(new), Role::Other);
        Some((other, new))
    }

    /// Pairs paths that differ in the names of parameters, and those that have the same operations.
    fn moved<'f>(&mut self, gone: &mut Vec<Entry<'f>>, come: &mut Vec<Entry<'f>>) {
        let mut by: HashMap<String, VecDeque<usize>> = HashMap::new();
        for (index, (path, new)) in come.iter().enumerate() {
            for name in names_of(path, new) {
                by.entry(name).or_default().push_back(index);
            }
        }
        let mut taken = HashSet::new();
        gone.retain(|(path, old)| {
            let first = |name: String| {
                let list = by.get_mut(&name)?;
                while list.front().is_some_and(|index| taken.contains(index)) {
                    list.pop_front();
                }
                list.front().copied()
            };
            let found = names_of(path, old).into_iter().filter_map(first).min();
            let Some((at, (_, new))) = found.and_then(|at| Some((at, come.get(at)?))) else {
                return true;
            };
            taken.insert(at);
            self.add(How::Renamed, Some(old), Some(new), Role::Other);
            self.compare(old, new, Role::Other);
            false
        });
        let mut index = 0..;
        come.retain(|_| index.next().is_none_or(|at| !taken.contains(&at)));
    }
}

/// The mark of `null` stands where another keyword does, so the change says which it is.
fn mark_null(change: &mut Change, key: &str) {
    if key == NULL {
        super::explain::NULL_ROW.clone_into(&mut change.keyword);
    }
}

fn is_components(pointer: &str) -> bool {
    pointer == "/components/schemas"
}

/// What a path may be found by: itself without the names of its parameters, and its operations.
fn names_of(path: &str, form: &Form) -> Vec<String> {
    let ids = form
        .members()
        .iter()
        .filter_map(|(_, it)| it.get("operationId")?.text());
    let ids = ids.map(|id| format!("operation {id}"));
    std::iter::once(template(path)).chain(ids).collect()
}
