//! Finds the circles of a graph: two things are in the same one if each leads to the other.

use std::collections::{BTreeMap, BTreeSet};

/// Where each thing leads to.
pub(crate) type Edges<T> = BTreeMap<T, Vec<T>>;

pub(crate) struct Circles<T> {
    /// Of each thing its circle, by the first of those in it to be found.
    pub(crate) of: BTreeMap<T, T>,
    /// The things; what one leads to stands before it, unless it is of the same circle.
    pub(crate) order: Vec<T>,
}

/// What is found last on the way out is the start on the way back.
pub(crate) fn circles<T: Copy + Ord>(
    things: impl Iterator<Item = T>,
    ahead: &Edges<T>,
) -> Circles<T> {
    let mut back = Edges::new();
    for (from, to) in ahead {
        for to in to {
            back.entry(*to).or_insert_with(Vec::new).push(*from);
        }
    }
    let mut order = Vec::new();
    let mut seen = BTreeSet::new();
    for start in things {
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
