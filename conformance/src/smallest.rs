//! Keeps the entries of a map with the smallest keys: which ones depends on all that were added, and not
//! on their order.
//!
//! Sums that are made in pieces need that: a cap that kept what came first would give another report for
//! every way to cut the input.

use std::collections::BTreeMap;
use std::ops::AddAssign;

/// At most so many entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Smallest<K, V> {
    most: usize,
    entries: BTreeMap<K, V>,
}

impl<K: Ord, V: AddAssign> Smallest<K, V> {
    /// Room for so many entries.
    pub(crate) fn new(most: usize) -> Self {
        Self {
            most,
            entries: BTreeMap::new(),
        }
    }

    /// Adds to the entry of that key. One that had to go does not come back, since as many smaller
    /// ones are there; so what is kept was always there since it first came, and is complete.
    pub(crate) fn add(&mut self, key: K, value: V) {
        if let Some(entry) = self.entries.get_mut(&key) {
            *entry += value;
            return;
        }
        if self.entries.len() >= self.most {
            let is_smaller = self
                .entries
                .last_key_value()
                .is_some_and(|(last, _)| key < *last);
            if !is_smaller {
                return;
            }
            self.entries.pop_last();
        }
        self.entries.insert(key, value);
    }

    /// Changes what is kept.
    pub(crate) fn for_each(&mut self, change: impl FnMut(&mut V)) {
        self.entries.values_mut().for_each(change);
    }

    /// What is kept, in the order of the keys.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.entries.iter()
    }
}

impl<K: Ord, V: AddAssign> AddAssign for Smallest<K, V> {
    fn add_assign(&mut self, other: Self) {
        for (key, value) in other.entries {
            self.add(key, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn neither_order_nor_pieces_matter(
            keys in prop::collection::vec(0_u8..30, 0..80),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
            most in 0_usize..12,
        ) {
            let mut counts = BTreeMap::<u8, u64>::new();
            for key in &keys {
                *counts.entry(*key).or_default() += 1;
            }
            let expected: Vec<_> = counts.into_iter().take(most).collect();
            let mut pieces = vec![Smallest::new(most); cuts.len() + 1];
            for (at, key) in keys.iter().enumerate() {
                let piece = cuts.get(at % (cuts.len() + 1)).map_or(0, |cut| cut.index(pieces.len()));
                pieces[piece].add(*key, 1_u64);
            }
            let mut sum = Smallest::new(most);
            for piece in pieces.into_iter().rev() {
                sum += piece;
            }
            let kept: Vec<_> = sum.iter().map(|(key, count)| (*key, *count)).collect();
            prop_assert_eq!(kept, expected);
        }
    }
}
