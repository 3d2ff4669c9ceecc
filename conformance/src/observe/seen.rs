//! Sums up what was seen in payloads.
//!
//! The size of the sum is bounded by the spec, and by caps on what the spec does not name; which of
//! those are kept depends on neither the order of the payloads nor on how they were dealt out.

use super::kinds::Kinds;
use super::unknown::Unknown;
use crate::smallest::Smallest;
use idcard_report::Count;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many values that a closed list does not have are told apart at one place.
const MOST_VALUES: usize = 20;

/// What was seen at a place that the spec has: in a member, or among the items of an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) kinds: Kinds,
    /// Values that a closed list does not have and that may be shown.
    pub(super) values: Smallest<String, Count>,
    /// All values that it does not have.
    pub(super) strange: Count,
    /// Among the items.
    pub(super) items: Option<Box<Place>>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            kinds: Kinds::default(),
            values: Smallest::new(MOST_VALUES),
            strange: Count::default(),
            items: None,
        }
    }
}

impl AddAssign for Place {
    fn add_assign(&mut self, other: Self) {
        let Self {
            kinds,
            values,
            strange,
            items,
        } = other;
        self.kinds += kinds;
        self.values += values;
        self.strange += strange;
        if let Some(items) = items {
            *self.items.get_or_insert_default().as_mut() += *items;
        }
    }
}

/// What was seen of an object of the spec, by its name there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seen {
    pub(super) count: Count,
    /// By the name of the member: those that the spec has.
    pub(super) members: BTreeMap<&'static str, Place>,
    /// How often a member was there and not `null`.
    pub(super) present: BTreeMap<&'static str, Count>,
}

impl AddAssign for Seen {
    fn add_assign(&mut self, other: Self) {
        let Self {
            count,
            members,
            present,
        } = other;
        self.count += count;
        for (name, place) in members {
            *self.members.entry(name).or_default() += place;
        }
        for (name, count) in present {
            *self.present.entry(name).or_default() += count;
        }
    }
}

/// What was seen in payloads. Observations add up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Observations {
    /// How many payloads were looked at, by what they are.
    pub documents: BTreeMap<&'static str, u64>,
    /// How many payloads were left out, as they are not JSON.
    pub unreadable: u64,
    /// How many payloads were left out, as they have nothing of any document.
    pub strange: u64,
    /// By the name of the object in the spec.
    pub(super) objects: BTreeMap<&'static str, Seen>,
    pub(super) unknown: Unknown,
}

impl Observations {
    /// How many payloads were looked at.
    pub fn payloads(&self) -> u64 {
        self.documents.values().sum()
    }
}

impl AddAssign for Observations {
    fn add_assign(&mut self, other: Self) {
        let Self {
            documents,
            unreadable,
            strange,
            objects,
            unknown,
        } = other;
        for (document, count) in documents {
            *self.documents.entry(document).or_default() += count;
        }
        self.unreadable += unreadable;
        self.strange += strange;
        for (name, seen) in objects {
            *self.objects.entry(name).or_default() += seen;
        }
        self.unknown += unknown;
    }
}
