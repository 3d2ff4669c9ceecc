//! Compares schemas: by keywords, whatever names they go by, and however they are put together.

use super::joined::flat;
use super::{Form, How, Kind, Pair, Role, Walk, is_components};
use std::collections::{BTreeSet, HashMap, VecDeque};

impl Walk<'_> {
    /// Whether two schemas say the same, whatever names they go by.
    pub(super) fn same(&mut self, old: &Form, new: &Form) -> bool {
        let mark = self.log.len();
        let found = std::mem::take(&mut self.found);
        let is_trial = std::mem::replace(&mut self.is_trial, true);
        self.compare(old, new, Role::Schema);
        let same = self.found.is_empty();
        self.found = found;
        self.is_trial = is_trial;
        if !same {
            for pair in self.log.drain(mark..) {
                self.same.remove(&pair);
            }
        }
        same
    }

    /// Finds components of which one document has the name, and the other the content.
    pub(super) fn renames(&mut self) {
        let schemas = [self.old, self.new].map(|it| it.at("/components/schemas"));
        let [Some(old), Some(new)] = schemas.map(|it| it.map(Form::entries)) else {
            return;
        };
        let names = |side: &[(&str, &Form)]| -> BTreeSet<String> {
            side.iter().map(|(name, _)| (*name).to_owned()).collect()
        };
        let (before, after) = (names(&old), names(&new));
        let mut added: HashMap<u64, VecDeque<(&str, &Form)>> = HashMap::new();
        let come = new.into_iter().filter(|(name, _)| !before.contains(*name));
        let gone: Vec<_> = old
            .into_iter()
            .filter(|(name, _)| !after.contains(*name))
            .collect();
        if gone.is_empty() {
            return;
        }
        for entry in come {
            let digest = self.digests[1].of(entry.1, Role::Schema);
            added.entry(digest).or_default().push_back(entry);
        }
        for (name, form) in gone {
            let digest = self.digests[0].of(form, Role::Schema);
            let Some(alike) = added.get_mut(&digest) else {
                continue;
            };
            if let Some(at) = alike.iter().position(|(_, other)| self.same(form, other))
                && let Some((other, _)) = alike.remove(at)
            {
                self.renamed.insert(name.to_owned(), other.to_owned());
            }
        }
    }

    /// The components that are said by what stood in their place.
    pub(super) fn met(&mut self) -> BTreeSet<String> {
        let mut met = std::mem::take(&mut self.met);
        let all = self.same.iter().flat_map(|(old, new)| [old, new]);
        let components = all.filter(|it| it.rsplit_once('/').is_some_and(|it| is_components(it.0)));
        met.extend(components.cloned());
        met
    }

    pub(super) fn schema(&mut self, old: &Form, new: &Form) {
        let (from, to) = (old.target(), new.target());
        if let (Some(a), Some(b)) = (from, to)
            && self.renamed.get(a).map_or(a, String::as_str) == b
        {
            self.keywords(old, new);
            return;
        }
        if from.is_some() || to.is_some() {
            self.referred(old, new);
            return;
        }
        let joined = |form: &Form| form.get("allOf").is_some();
        if joined(old) || joined(new) {
            if self.is_as_written(old, new) {
                return;
            }
            if let (Some(before), Some(after)) = (flat(self.old, old), flat(self.new, new)) {
                let mut keys = before.members().iter().map(|(key, _)| key);
                if keys.any(|key| after.get(key).is_some()) {
                    self.keywords(&before, &after);
                } else {
                    self.add(How::Changed, Some(old), Some(new), Role::Schema);
                }
                return;
            }
        }
        if let (Kind::List(_), Kind::List(_)) = (&old.kind, &new.kind) {
            // As `items` was written once: a schema for each position.
            self.positions(old, new);
            return;
        }
        let choice = |form: &Form| ["oneOf", "anyOf"].map(|key| form.get(key).is_some());
        let (a, b) = (choice(old), choice(new));
        let is_map = |form: &Form| matches!(form.kind, Kind::Map(_));
        if a != b || !is_map(old) || !is_map(new) {
            if a != b || !same_leaf(old, new) {
                self.add(How::Changed, Some(old), Some(new), Role::Schema);
            }
            return;
        }
        self.keywords(old, new);
    }

    /// Whether two values are written alike, down to the order, but for the names of components.
    fn is_as_written(&mut self, old: &Form, new: &Form) -> bool {
        self.steps += 1;
        match (&old.kind, &new.kind) {
            (Kind::Leaf(a), Kind::Leaf(b)) => a.same(b),
            (Kind::List(a), Kind::List(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| self.is_as_written(a, b))
            }
            (Kind::Map(a), Kind::Map(b)) => {
                let target = |form: &Form| form.target().map(str::to_owned);
                let (from, to) = (target(old), target(new));
                let from = from.map(|it| self.renamed.get(&it).cloned().unwrap_or(it));
                a.len() == b.len()
                    && from == to
                    && a.iter().zip(b).all(|((key, a), (other, b))| {
                        key == other && (key == "$ref" || self.is_as_written(a, b))
                    })
            }
            _ => false,
        }
    }

    fn keywords(&mut self, old: &Form, new: &Form) {
        let (a, b) = (without_reference(old), without_reference(new));
        self.maps(&a, &b, (old, new), Role::Schema);
    }

    /// Compares what a reference leads to with what stands in its place in the other document.
    fn referred(&mut self, old: &Form, new: &Form) {
        let (of_old, of_new) = (self.old.target(old), self.new.target(new));
        let [in_old, in_new] = &mut self.arrived;
        if !self.old.arrives(old, in_old) || !self.new.arrives(new, in_new) {
            self.add(How::Changed, Some(old), Some(new), Role::Schema);
            return;
        }
        let (a, b) = (of_old.unwrap_or(old), of_new.unwrap_or(new));
        let pair: Pair = (a.pointer.clone(), b.pointer.clone());
        if self.same.contains(&pair) {
            return;
        }
        if self.is_trial {
            if self.differ.contains(&pair) {
                self.add(How::Changed, Some(old), Some(new), Role::Schema);
                return;
            }
            self.same.insert(pair.clone());
            self.log.push(pair);
            self.schema(a, b);
            return;
        }
        let is_known = self.differ.contains(&pair);
        if !is_known && self.same(a, b) {
            self.same.insert(pair);
            return;
        }
        self.differ.insert(pair.clone());
        let both = of_old.is_some() && of_new.is_some();
        if both || !fits(a, b) {
            self.add(How::Changed, Some(old), Some(new), Role::Schema);
        } else if self.open.insert(pair.clone()) {
            self.met.extend(of_old.map(|it| it.pointer.clone()));
            self.met.extend(of_new.map(|it| it.pointer.clone()));
            self.schema(a, b);
            self.open.remove(&pair);
        }
    }
}

/// The keywords of a schema, but for what leads elsewhere.
fn without_reference(form: &Form) -> Vec<(&str, &Form)> {
    let entries = form.entries().into_iter();
    entries.filter(|(key, _)| *key != "$ref").collect()
}

fn same_leaf(old: &Form, new: &Form) -> bool {
    matches!((&old.kind, &new.kind), (Kind::Leaf(a), Kind::Leaf(b)) if a.same(b))
}

/// Whether two schemas have enough in common to be one that was changed.
fn fits(old: &Form, new: &Form) -> bool {
    let ty = |form: &Form| form.get("type").and_then(Form::text).map(str::to_owned);
    ty(old) == ty(new) && ty(old).is_some()
}
