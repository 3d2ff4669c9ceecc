//! Finds the circles of a graph of types: two are in the same one if each leads to the other.

use crate::ir::TypeId;
use std::collections::{BTreeMap, BTreeSet};

/// Where each type leads to.
pub(super) type Edges = BTreeMap<TypeId, Vec<TypeId>>;

pub(super) struct Circles {
    /// Of each type its circle, by the first of its types to be found.
    pub(super) of: BTreeMap<TypeId, TypeId>,
    /// The types; what one leads to stands before it, unless it is of the same circle.
    pub(super) order: Vec<TypeId>,
}

/// What is found last on the way out is the start on the way back.
pub(super) fn circles(types: impl Iterator<Item = TypeId>, ahead: &Edges) -> Circles {
    let mut back = Edges::new();
    for (from, to) in ahead {
        for to in to {
            back.entry(*to).or_default().push(*from);
        }
    }
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for start in types {
        let mut open = vec![(start, false)];
        while let Some((id, done)) = open.pop() {
            if done {
                order.push(id);
            } else if seen.insert(id) {
                open.push((id, true));
                let next = ahead.get(&id).into_iter().flatten();
                open.extend(next.map(|next| (*next, false)));
            }
        }
    }
    let mut circles = BTreeMap::new();
    for start in order.iter().rev() {
        let mut open = vec![*start];
        while let Some(id) = open.pop() {
            circles.entry(id).or_insert_with(|| {
                open.extend(back.get(&id).into_iter().flatten());
                *start
            });
        }
    }
    Circles { of: circles, order }
}
