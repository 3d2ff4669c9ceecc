//! Compares lists: elements are paired by what identifies them, then in turn.

use super::super::pairing::{Key, identity, position};
use super::{Form, How, Role, Walk};
use std::collections::{HashMap, VecDeque};

/// Elements of a list that are not paired yet, by what identifies them.
struct Left<'f, K> {
    elements: &'f [Form],
    by: HashMap<K, VecDeque<usize>>,
    taken: Vec<bool>,
}

impl<'f, K: std::hash::Hash + Eq> Left<'f, K> {
    fn new(elements: &'f [Form], mut key: impl FnMut(&Form) -> K) -> Self {
        let mut by: HashMap<K, VecDeque<usize>> = HashMap::new();
        for (index, element) in elements.iter().enumerate() {
            by.entry(key(element)).or_default().push_back(index);
        }
        Self {
            elements,
            by,
            taken: vec![false; elements.len()],
        }
    }

    /// The first of a key for which something holds.
    fn take(&mut self, key: &K, mut holds: impl FnMut(&Form) -> bool) -> Option<&'f Form> {
        let list = self.by.get_mut(key)?;
        let elements = self.elements;
        let is = |index: &usize| elements.get(*index).is_some_and(&mut holds);
        let at = list.iter().position(is)?;
        let index = list.remove(at)?;
        if let Some(taken) = self.taken.get_mut(index) {
            *taken = true;
        }
        elements.get(index)
    }

    /// What nothing was paired with.
    fn rest(self) -> impl Iterator<Item = &'f Form> {
        let all = self.elements.iter().zip(self.taken);
        all.filter(|(_, taken)| !taken).map(|(it, _)| it)
    }
}

impl Walk<'_> {
    pub(super) fn lists(&mut self, old: &Form, new: &Form, role: Role) {
        let below = role.below("");
        if role == Role::Positions {
            self.positions(old, new);
            return;
        }
        let mut left = Left::new(new.elements(), |it| self.key(1, new, it, role));
        let mut gone = Vec::new();
        for one in old.elements() {
            let key = self.key(0, old, one, role);
            let found = left.take(&key, |it| {
                // The digest may be the same by chance; what is in branches decides.
                role != Role::Branches || self.same(one, it)
            });
            match found {
                Some(other) => self.compare(one, other, below),
                None => gone.push((key.0, one)),
            }
        }
        // What is left of branches and servers is the same with another content.
        let in_turn = role != Role::Set && role != Role::Data;
        let rest: Vec<&Form> = left.rest().collect();
        let mut turns: HashMap<&str, VecDeque<usize>> = HashMap::new();
        for (index, one) in rest.iter().enumerate() {
            if let Some(class) = of_list(new, one, role).class() {
                turns.entry(class).or_default().push_back(index);
            }
        }
        let mut taken = vec![false; rest.len()];
        for (key, one) in gone {
            let class = key.class().filter(|_| in_turn);
            let turn = class.and_then(|class| turns.get_mut(class)?.pop_front());
            if let Some(index) = turn
                && let (Some(other), Some(taken)) = (rest.get(index), taken.get_mut(index))
            {
                *taken = true;
                self.compare(one, other, below);
            } else {
                self.add(How::Removed, Some(one), None, below);
            }
        }
        for (other, _) in rest.iter().zip(taken).filter(|(_, taken)| !taken) {
            self.add(How::Added, None, Some(other), below);
        }
        self.first_server(old, new);
    }

    /// The elements go by their positions.
    pub(super) fn positions(&mut self, old: &Form, new: &Form) {
        let (a, b) = (old.elements(), new.elements());
        for (one, other) in a.iter().zip(b) {
            self.compare(one, other, Role::Schema);
        }
        for one in a.iter().skip(b.len()) {
            self.add(How::Removed, Some(one), None, Role::Schema);
        }
        for other in b.iter().skip(a.len()) {
            self.add(How::Added, None, Some(other), Role::Schema);
        }
    }

    /// What identifies an element; of what has no name, a digest of its content besides.
    fn key(&mut self, side: usize, list: &Form, element: &Form, role: Role) -> (Key, u64) {
        let key = of_list(list, element, role);
        let digest = match role {
            Role::Branches => self
                .digests
                .get_mut(side)
                .map(|it| it.of(element, Role::Schema)),
            _ => None,
        };
        (key, digest.unwrap_or_default())
    }

    /// The first server is the one that a client calls.
    fn first_server(&mut self, old: &Form, new: &Form) {
        if !old.pointer.ends_with("/servers") {
            return;
        }
        let first = |form: &Form| form.elements().first().map(identity);
        let kept = |it: &Option<Key>, of: &Form| {
            it.as_ref()
                .is_some_and(|it| of.elements().iter().any(|one| identity(one) == *it))
        };
        let (a, b) = (first(old), first(new));
        if a != b && kept(&a, new) && kept(&b, old) {
            self.add(How::Reordered, Some(old), Some(new), Role::Other);
        }
    }
}

fn of_list(list: &Form, element: &Form, role: Role) -> Key {
    let key = identity(element);
    match &key {
        // A schema of one keyword with a list, such as `required`, is no scheme of credentials.
        Key::Name(kind, _) if role == Role::Branches && *kind != "target" => Key::Content,
        // A parameter of a path is where it is in the path, whatever it is called.
        Key::Name("path", name) => position(&list.pointer, name).unwrap_or(key),
        _ => key,
    }
}
