//! Groups findings: those of the same rule at the same pointer, whatever the indices.
//!
//! A payload whose keys are data has as many groups as it has keys, so only so many are kept, and which
//! ones must not depend on how the input was cut into pieces: those whose names have the least hash. A
//! group that is kept in the end was never left out before, so its counts are exact, in every piece and in
//! their sum.

use super::Count;
use idcard_judge::{Finding, Hint, Origin, Rule};
use spanned_tree::Position;
use std::collections::{BinaryHeap, HashMap};

/// Findings of one rule at one pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub rule: Rule,
    /// Their pointer, with `*` for each index. No key in it is data.
    pub folded: String,
    /// What the first of them says.
    pub message: String,
    /// What helps with them, as the first of them has it.
    pub hint: Option<Hint>,
    /// How many there are, and how many payloads have one.
    pub count: Count,
    /// Where the first is, in the order of the input.
    pub first: Place,
    /// Where the last is.
    pub last: Place,
    /// Whether the baseline has it: it is counted, but neither shown nor held against the input.
    pub known: bool,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The payload.
    pub origin: Origin,
    /// RFC 6901.
    pub pointer: String,
    /// In what the origin names.
    pub position: Position,
}

impl Place {
    /// That of a finding of the payload at `origin`.
    pub fn of(origin: &Origin, finding: &Finding) -> Self {
        Self {
            origin: origin.clone(),
            pointer: finding.pointer.clone(),
            position: finding.position,
        }
    }
}

impl Group {
    /// Of the first finding of its kind, which is not counted yet.
    pub(super) fn of(origin: &Origin, finding: &Finding, known: bool) -> Self {
        let place = Place::of(origin, finding);
        Self {
            rule: finding.rule,
            folded: finding.folded.clone(),
            message: finding.message.clone(),
            hint: finding.hint,
            count: Count::default(),
            first: place.clone(),
            last: place,
            known,
        }
    }
}

/// The groups that are kept.
#[derive(Debug, Clone, Default)]
pub(super) struct Groups {
    slots: Vec<Slot>,
    /// Places in `slots`, by pointer.
    index: HashMap<String, Vec<usize>>,
    /// Hashes of those that may have to make room, and where they are.
    heap: BinaryHeap<(u64, usize)>,
    /// How many were ever met.
    met: u64,
}

/// A group, and what is remembered of it while there is more to come.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) group: Group,
    /// How many of its findings are among what is shown.
    pub(super) shown: u64,
    /// The judgement that it was last seen in, so that each payload counts once.
    pub(super) seen_in: u64,
    /// Its place in the order of being met.
    met: u64,
}

impl Groups {
    /// The group of that rule at that pointer.
    pub(super) fn find(&mut self, rule: Rule, folded: &str) -> Option<&mut Slot> {
        let places = self.index.get(folded)?;
        let mut places = places.iter().copied();
        let at = places.find(|&at| self.slots.get(at).is_some_and(|s| s.group.rule == rule))?;
        self.slots.get_mut(at)
    }

    /// Makes room for a group that is new. None if others have more right to be kept; what is known
    /// always has a place, for there is only as much of it as the baseline has.
    pub(super) fn admit(&mut self, group: Group, most: usize) -> Option<&mut Slot> {
        self.met += 1;
        let slot = Slot {
            group,
            shown: 0,
            seen_in: 0,
            met: self.met,
        };
        let hash = hash(&slot.group);
        let at = if slot.group.known || self.heap.len() < most {
            self.slots.push(slot);
            self.slots.len() - 1
        } else {
            let &(worst, at) = self.heap.peek()?;
            if hash >= worst {
                return None;
            }
            self.heap.pop();
            let gone = std::mem::replace(self.slots.get_mut(at)?, slot).group;
            if let Some(places) = self.index.get_mut(&gone.folded) {
                places.retain(|place| *place != at);
                if places.is_empty() {
                    self.index.remove(&gone.folded);
                }
            }
            at
        };
        let group = &self.slots.get(at)?.group;
        let places = self.index.entry(group.folded.clone()).or_default();
        places.push(at);
        if !group.known {
            self.heap.push((hash, at));
        }
        self.slots.get_mut(at)
    }

    /// How many were met so far.
    pub(super) fn met(&self) -> u64 {
        self.met
    }

    /// Puts a group behind all others, if it came after the first `met`.
    pub(super) fn put_last(&mut self, rule: Rule, folded: &str, met: u64) {
        self.met += 1;
        let last = self.met;
        if let Some(slot) = self.find(rule, folded).filter(|slot| slot.met > met) {
            slot.met = last;
        }
    }

    /// In the order in which they were first met.
    pub(super) fn in_order(&self) -> Vec<&Group> {
        let mut slots: Vec<&Slot> = self.slots.iter().collect();
        slots.sort_by_key(|slot| slot.met);
        slots.into_iter().map(|slot| &slot.group).collect()
    }

    /// The same, to be added to others.
    pub(super) fn into_order(mut self) -> impl Iterator<Item = Group> {
        self.slots.sort_by_key(|slot| slot.met);
        self.slots.into_iter().map(|slot| slot.group)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Group> {
        self.slots.iter().map(|slot| &slot.group)
    }
}

/// FNV-1a, because it is the same in every build: parts may be judged by different ones.
fn hash(group: &Group) -> u64 {
    let bytes = group.rule.as_str().bytes().chain([0]);
    let mixed = bytes
        .chain(group.folded.bytes())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    // The last byte alone would move only the low bits.
    (mixed ^ (mixed >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}
