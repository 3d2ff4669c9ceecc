//! Finds the change that a difference of the crates is due to.

use super::super::change::{Change, Compile, How};
use super::super::due::Due;
use super::super::form::Role;
use super::super::side::Side;
use super::super::space::references;
use super::Claim;
use std::collections::HashMap;

/// The changes that the crates may differ by.
pub(super) struct Causes<'a> {
    sides: [&'a Side; 2],
    due: [Due; 2],
    /// By what a change leads to by references, the first such change.
    behind: [HashMap<String, usize>; 2],
    /// Lines of the crates alone, by the schemas that they are of.
    emitted: HashMap<[Option<String>; 2], usize>,
    steps: usize,
}

impl<'a> Causes<'a> {
    pub(super) fn new((old, new): (&'a Side, &'a Side), changes: &[Change]) -> Self {
        // What is for readers changes no item.
        let all = || changes.iter().enumerate().filter(|(_, it)| !it.is_docs());
        let mut causes = Self {
            sides: [old, new],
            due: [
                Due::new(old, all(), |it| it.old.as_deref()),
                Due::new(new, all(), |it| it.new.as_deref()),
            ],
            behind: [HashMap::new(), HashMap::new()],
            emitted: HashMap::new(),
            steps: 0,
        };
        for (index, change) in all() {
            causes.follow(change, index);
        }
        causes
    }

    /// How many places were looked at.
    pub(super) fn looked(&self) -> usize {
        let due: usize = self.due.iter().map(Due::looked).sum();
        self.steps + due
    }

    /// Follows the references of a change, as far as no earlier one has.
    fn follow(&mut self, change: &Change, index: usize) {
        let pointers = [&change.old, &change.new];
        for ((side, behind), pointer) in self.sides.iter().zip(&mut self.behind).zip(pointers) {
            let mut open: Vec<String> = pointer.iter().cloned().collect();
            while let Some(pointer) = open.pop() {
                self.steps += 1;
                if behind.contains_key(&pointer) {
                    continue;
                }
                if let Some(json) = side.json.pointer(&pointer) {
                    references(json, &mut open);
                }
                behind.insert(pointer, index);
            }
        }
    }

    /// Gives a difference to its change; the origins are those in the old and the new document.
    pub(super) fn give(
        &mut self,
        changes: &mut Vec<Change>,
        claim: &Claim,
        origins: &[Vec<String>; 2],
    ) {
        let only = (changes.len() == 1).then_some(0);
        let index = match self.cause(changes, claim, origins).or(only) {
            Some(index) => index,
            None if claim.compile == Compile::None => return,
            None => self.line(changes, origins),
        };
        if let Some(change) = changes.get_mut(index) {
            change.compile = change.compile.max(claim.compile);
            change
                .items
                .push(format!("{}: {}", claim.path, claim.words));
        }
    }

    /// A line of its own.
    fn line(&mut self, changes: &mut Vec<Change>, origins: &[Vec<String>; 2]) -> usize {
        let key = [0, 1].map(|side: usize| origins.get(side)?.last().cloned());
        if let Some(index) = self.emitted.get(&key) {
            return *index;
        }
        let [old, new] = &key;
        let mut change = Change::new(How::Emitted, old.as_deref(), new.as_deref(), Role::Other);
        change.keyword = "component".into();
        change.what = "the crates differ".into();
        let index = changes.len();
        for ((due, side), pointer) in self.due.iter_mut().zip(self.sides).zip(&key) {
            if let Some(pointer) = pointer {
                due.put(side, pointer, index);
            }
        }
        self.follow(&change, index);
        changes.push(change);
        self.emitted.insert(key, index);
        index
    }

    fn cause(
        &self,
        changes: &[Change],
        claim: &Claim,
        origins: &[Vec<String>; 2],
    ) -> Option<usize> {
        let places = || {
            let sides = self.due.iter().zip(origins);
            sides.flat_map(|(due, list)| list.iter().enumerate().map(move |(at, it)| (at, it, due)))
        };
        if claim.compile == Compile::SilentSwap {
            let order = |(_, origin, due): (usize, &String, &Due)| {
                let index = due.at(&format!("{origin}/properties"))?;
                (changes.get(index)?.how == How::Reordered).then_some(index)
            };
            if let Some(index) = places().find_map(order) {
                return Some(index);
            }
        }
        let near = places().filter_map(|(at, origin, due)| near(at, origin, due));
        let best = near.max_by_key(|(score, index)| (*score, usize::MAX - index));
        // An item that the edit did not touch, but leads to.
        let behind = || {
            let sides = self.behind.iter().zip(origins);
            let all = sides.flat_map(|(behind, list)| list.iter().map(|it| behind.get(it)));
            all.flatten().min().copied()
        };
        let found = best.map(|(_, index)| index).or_else(behind);
        let is_nowhere = origins.iter().all(Vec::is_empty);
        found.or_else(|| is_nowhere.then(|| of_whole(changes)).flatten())
    }
}

/// The first change of what is said of the document as a whole: its servers, its credentials, its title.
fn of_whole(changes: &[Change]) -> Option<usize> {
    let parts = ["/paths", "/components/schemas"];
    changes.iter().position(|change| {
        let pointer = change.pointer();
        change.how != How::Emitted && !parts.iter().any(|it| pointer.starts_with(it))
    })
}

/// The change that is nearest to where an item comes from, with how near it is.
fn near(at: usize, origin: &str, due: &Due) -> Option<(usize, usize)> {
    let here = due.at(origin).into_iter().chain(due.below(origin)).min();
    let required = origin
        .rsplit_once("/properties/")
        .and_then(|(schema, name)| due.required(schema, &crate::source::unescape_token(name)));
    let above = due.above(origin).map(|(_, index)| index);
    let scores = [(1_000, here), (990, required), (950, above)];
    let best = scores
        .into_iter()
        .find_map(|(score, index)| Some((score, index?)));
    best.map(|(score, index)| (score - 100 * at.min(9), index))
}
