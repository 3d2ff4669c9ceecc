//! Compares two forms: every difference is a change, unless an explanation claims it.
//!
//! Components go by name, else by content; members by name; elements of a list by what identifies
//! them, never by their index.

use super::change::{Change, How};
use super::form::{Form, Kind, NULL, Role};
use super::pairing::{Key, identity, template};
use super::side::media_type;
use std::collections::{BTreeMap, BTreeSet};

/// Compares two documents.
pub(super) fn changes(old: &Form, new: &Form) -> Vec<Change> {
    let mut walk = Walk::new(old, new);
    walk.renamed = walk.renames();
    walk.compare(old, new, Role::Document);
    walk.explain();
    walk.found
}

pub(super) struct Walk<'a> {
    pub(super) old: &'a Form,
    pub(super) new: &'a Form,
    /// Components that go by another name: old to new.
    pub(super) renamed: BTreeMap<String, String>,
    found: Vec<Change>,
    /// Pairs that are being compared through references.
    open: BTreeSet<(String, String)>,
    /// Components that were compared with what stood in their place.
    met: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    fn new(old: &'a Form, new: &'a Form) -> Self {
        Self {
            old,
            new,
            renamed: BTreeMap::new(),
            found: Vec::new(),
            open: BTreeSet::new(),
            met: BTreeSet::new(),
        }
    }

    /// Whether two schemas say the same, whatever names they go by.
    fn same(&self, old: &Form, new: &Form, role: Role) -> bool {
        let mut walk = Walk::new(self.old, self.new);
        walk.renamed.clone_from(&self.renamed);
        walk.open.clone_from(&self.open);
        walk.compare(old, new, role);
        walk.found.is_empty()
    }

    /// Components of which one document has the name, and the other the content.
    fn renames(&self) -> BTreeMap<String, String> {
        let schemas = ["components", "schemas"];
        let of = |form: &'a Form| form.at(&schemas).map_or(&[][..], Form::members);
        let (old, new) = (of(self.old), of(self.new));
        let without = |side: &'a [(String, Form)], other: &'a [(String, Form)]| {
            let names: BTreeSet<_> = other.iter().map(|(name, _)| name.as_str()).collect();
            let left = side
                .iter()
                .filter(move |(name, _)| !names.contains(name.as_str()));
            left.collect::<Vec<_>>()
        };
        let mut added = without(new, old);
        let mut renamed = BTreeMap::new();
        for (name, form) in without(old, new) {
            let same = |(_, other): &&(String, Form)| self.same(form, other, Role::Schema);
            if let Some(at) = added.iter().position(same) {
                renamed.insert(name.clone(), added.remove(at).0.clone());
            }
        }
        renamed
    }

    fn add(&mut self, how: How, old: Option<&Form>, new: Option<&Form>, role: Role) -> &mut Change {
        let pointer = |form: &Form| form.pointer.clone();
        let (old, new) = (old.map(pointer), new.map(pointer));
        self.found
            .push(Change::new(how, old.as_deref(), new.as_deref(), role));
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    fn compare(&mut self, old: &Form, new: &Form, role: Role) {
        if role == Role::Schema {
            self.schema(old, new);
            return;
        }
        match (&old.kind, &new.kind) {
            (Kind::Map(a), Kind::Map(b)) => self.maps(a, b, (old, new), role),
            (Kind::List(_), Kind::List(_)) => self.lists(old, new, role),
            (Kind::Leaf(a), Kind::Leaf(b)) if a.same(b) => {}
            _ => {
                self.add(How::Changed, Some(old), Some(new), role);
            }
        }
    }

    fn maps(&mut self, a: &[(String, Form)], b: &[(String, Form)], of: (&Form, &Form), role: Role) {
        let index: BTreeMap<&str, &Form> = b.iter().map(|(key, it)| (key.as_str(), it)).collect();
        let names = if is_components(&of.0.pointer) {
            self.renamed.clone()
        } else {
            BTreeMap::new()
        };
        let mut gone = Vec::new();
        let mut taken = BTreeSet::new();
        for (key, old) in a {
            let renamed = names.get(key);
            let mut key = renamed.unwrap_or(key).as_str();
            if of.0.pointer.ends_with("/content") && !index.contains_key(key) {
                let is_same = |other: &&&str| media_type(other) == media_type(key);
                if let Some(other) = index.keys().find(is_same).copied() {
                    key = other;
                    self.add(
                        How::Renamed,
                        Some(old),
                        index.get(other).copied(),
                        Role::Other,
                    );
                }
            }
            if let Some(new) = index.get(key) {
                taken.insert(key);
                self.compare(old, new, role.below(key));
            } else {
                gone.push((key, old));
            }
        }
        let come = b.iter().filter(|(key, _)| !taken.contains(key.as_str()));
        let mut come: Vec<_> = come.map(|(key, it)| (key.as_str(), it)).collect();
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
            let order = |one: &[(String, Form)], other: &[(String, Form)]| {
                let other: BTreeSet<_> = other.iter().map(|(key, _)| key.clone()).collect();
                let common = one.iter().map(|(key, _)| key.clone());
                common.filter(|key| other.contains(key)).collect::<Vec<_>>()
            };
            if order(a, b) != order(b, a) {
                self.add(How::Reordered, Some(of.0), Some(of.1), role);
            }
        }
    }

    /// Pairs paths that differ in the names of parameters, and those that have the same operations.
    fn moved<'f>(&mut self, gone: &mut Vec<(&str, &'f Form)>, come: &mut Vec<(&str, &'f Form)>) {
        gone.retain(|(path, old)| {
            let is_same = |(other, new): &(&str, &Form)| {
                template(path) == template(other) || shares_operation(old, new)
            };
            let Some(at) = come.iter().position(is_same) else {
                return true;
            };
            let (_, new) = come.remove(at);
            self.add(How::Renamed, Some(old), Some(new), Role::Other);
            self.compare(old, new, Role::Other);
            false
        });
    }

    fn lists(&mut self, old: &Form, new: &Form, role: Role) {
        let mut come: Vec<(Key, &Form)> =
            new.elements().iter().map(|it| (identity(it), it)).collect();
        let mut gone = Vec::new();
        for one in old.elements() {
            let key = identity(one);
            let found = come.iter().position(|(other, it)| match role {
                Role::Branches => key == *other && self.same(one, it, Role::Schema),
                _ => key == *other,
            });
            match found {
                Some(at) => {
                    let (_, other) = come.remove(at);
                    self.compare(one, other, role.below(""));
                }
                None => gone.push((key, one)),
            }
        }
        // What is left of branches and servers is the same with another content.
        let in_turn = role != Role::Set && role != Role::Data;
        for (key, one) in gone {
            let pair = come.iter().position(|(other, _)| key.may_become(other));
            match pair.filter(|_| in_turn) {
                Some(at) => {
                    let (_, other) = come.remove(at);
                    self.compare(one, other, role.below(""));
                }
                None => {
                    self.add(How::Removed, Some(one), None, role.below(""));
                }
            }
        }
        for (_, other) in come {
            self.add(How::Added, None, Some(other), role.below(""));
        }
        let first = |form: &Form| form.elements().first().map(identity);
        let is_servers = old.pointer.ends_with("/servers");
        let kept = |it: &Option<Key>, of: &Form| {
            it.as_ref()
                .is_some_and(|it| of.elements().iter().any(|one| identity(one) == *it))
        };
        let (a, b) = (first(old), first(new));
        if is_servers && a != b && kept(&a, new) && kept(&b, old) {
            // The first is the one that a client calls.
            self.add(How::Reordered, Some(old), Some(new), Role::Other);
        }
    }

    fn schema(&mut self, old: &Form, new: &Form) {
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
        if (joined(old) || joined(new)) && !self.same_as_written(old, new) {
            let parts = (self.flat(old, true), self.flat(new, false));
            if let (Some(old), Some(new)) = parts {
                self.keywords(&old, &new);
                return;
            }
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

    fn same_as_written(&self, old: &Form, new: &Form) -> bool {
        let mut walk = Walk::new(self.old, self.new);
        walk.renamed.clone_from(&self.renamed);
        walk.keywords(old, new);
        walk.found.is_empty()
    }

    fn keywords(&mut self, old: &Form, new: &Form) {
        let rest = |form: &Form| {
            let members = form.members().iter().filter(|(key, _)| key != "$ref");
            members.cloned().collect::<Vec<_>>()
        };
        let (a, b) = (rest(old), rest(new));
        self.maps(&a, &b, (old, new), Role::Schema);
    }

    /// Compares what a reference leads to with what stands in its place in the other document.
    fn referred(&mut self, old: &Form, new: &Form) {
        let target = |form: &Form, side: &'a Form| {
            let name = form.target()?;
            side.at(&["components", "schemas", name])
        };
        let (of_old, of_new) = (target(old, self.old), target(new, self.new));
        let (a, b) = (of_old.unwrap_or(old), of_new.unwrap_or(new));
        if (of_old.is_none() && old.target().is_some())
            || (of_new.is_none() && new.target().is_some())
        {
            self.add(How::Changed, Some(old), Some(new), Role::Schema);
            return;
        }
        let pair = (a.pointer.clone(), b.pointer.clone());
        if !self.open.insert(pair.clone()) {
            return;
        }
        let same = self.same(a, b, Role::Schema);
        if of_old.is_some() && of_new.is_some() && !same {
            self.add(How::Changed, Some(old), Some(new), Role::Schema);
        } else if same || fits(a, b) {
            self.met.extend(of_old.map(|it| it.pointer.clone()));
            self.met.extend(of_new.map(|it| it.pointer.clone()));
            self.schema(a, b);
        } else {
            self.add(How::Changed, Some(old), Some(new), Role::Schema);
        }
        self.open.remove(&pair);
    }

    /// A schema with the parts of its `allOf`, or the keywords of what it refers to, in it. `None`
    /// where two parts say something about the same.
    fn flat(&self, form: &Form, is_old: bool) -> Option<Form> {
        let mut members: Vec<(String, Form)> = Vec::new();
        self.gather(form, is_old, &mut members, 0)?;
        Some(Form {
            pointer: form.pointer.clone(),
            kind: Kind::Map(members),
        })
    }

    fn gather(
        &self,
        form: &Form,
        is_old: bool,
        into: &mut Vec<(String, Form)>,
        depth: usize,
    ) -> Option<()> {
        const DEEPEST: usize = 16;
        if depth > DEEPEST {
            return None;
        }
        for (key, value) in form.members() {
            if key == "allOf" {
                for part in value.elements() {
                    self.gather(part, is_old, into, depth + 1)?;
                }
            } else if key == "$ref" {
                let side = if is_old { self.old } else { self.new };
                let target = side.at(&["components", "schemas", form.target()?])?;
                self.gather(target, is_old, into, depth + 1)?;
            } else if let Some((_, known)) = into.iter_mut().find(|(name, _)| name == key) {
                merge(key, known, value)?;
            } else if depth == 0 || !matches!(key.as_str(), "description" | "title") {
                into.push((key.clone(), value.clone()));
            }
        }
        Some(())
    }

    /// Lets a line claim what follows from it.
    fn explain(&mut self) {
        let met = std::mem::take(&mut self.met);
        super::explain::explain(&mut self.found, &met, self.old, self.new);
    }
}

/// Puts the value of a keyword together with that of another part.
fn merge(key: &str, known: &mut Form, value: &Form) -> Option<()> {
    match (&mut known.kind, &value.kind) {
        (Kind::Map(a), Kind::Map(b)) if key == "properties" => {
            for (name, member) in b {
                if a.iter().any(|(other, _)| other == name) {
                    return None;
                }
                a.push((name.clone(), member.clone()));
            }
            Some(())
        }
        (Kind::List(a), Kind::List(b)) if key == "required" => {
            let more = b
                .iter()
                .filter(|it| a.iter().all(|known| known.text() != it.text()));
            let more: Vec<_> = more.cloned().collect();
            a.extend(more);
            Some(())
        }
        (Kind::Leaf(a), Kind::Leaf(b)) => a.same(b).then_some(()),
        _ if matches!(key, "description" | "title" | NULL) => Some(()),
        _ => None,
    }
}

/// The mark of `null` stands where another keyword does, so the change says which it is.
fn mark_null(change: &mut Change, key: &str) {
    if key == NULL {
        super::explain::NULL_ROW.clone_into(&mut change.keyword);
    }
}

fn same_leaf(old: &Form, new: &Form) -> bool {
    matches!((&old.kind, &new.kind), (Kind::Leaf(a), Kind::Leaf(b)) if a.same(b))
}

/// Whether two schemas have enough in common to be one that was changed.
fn fits(old: &Form, new: &Form) -> bool {
    let ty = |form: &Form| form.get("type").and_then(Form::text).map(str::to_owned);
    ty(old) == ty(new) && ty(old).is_some()
}

fn is_components(pointer: &str) -> bool {
    pointer == "/components/schemas"
}

fn shares_operation(old: &Form, new: &Form) -> bool {
    let ids = |form: &Form| {
        let ids = form
            .members()
            .iter()
            .filter_map(|(_, it)| it.get("operationId")?.text());
        ids.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    !ids(old).is_disjoint(&ids(new))
}
