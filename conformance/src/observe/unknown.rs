//! Sums up members that the spec does not name, and what is in them.
//!
//! The spec is no bound here: a payload whose keys are data has as many members as it has data. So there is
//! a cap, and a key that does not look like a name is counted but not kept.

use super::kinds::{Kind, Kinds};
use crate::smallest::Smallest;
use idcard_judge::looks_like_a_name;
use idcard_report::Count;
use spanned_tree::{Node, Value};
use std::ops::AddAssign;

/// How many members are told apart, in all objects and at all depths.
const MOST_MEMBERS: usize = 1000;

/// How deep in a member that the spec does not name is looked.
const MOST_STEPS: usize = 6;

/// How many places of a member are kept.
const MOST_PLACES: usize = 3;

/// What a key is called that may be data.
pub(super) const HIDDEN: &str = "‹key›";

/// What the items of an array are called on a path.
pub(super) const ITEMS: &str = "*";

/// The way to a member: the object of the spec that it is in, by its name there, and the steps from
/// there. Each is a key that looks like a name, [`HIDDEN`] or [`ITEMS`].
pub(super) type Path = (&'static str, Vec<String>);

/// What was seen at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) count: Count,
    pub(super) kinds: Kinds,
    /// Where the object is, by folded pointers; only of a member of the object itself.
    pub(super) places: Smallest<String, Count>,
}

impl AddAssign for Profile {
    fn add_assign(&mut self, other: Self) {
        let Self {
            count,
            kinds,
            places,
        } = other;
        self.count += count;
        self.kinds += kinds;
        self.places += places;
    }
}

/// Members that the spec does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) profiles: Smallest<Path, Profile>,
    /// How often there was one, kept or not.
    times: u64,
}

impl Default for Unknown {
    fn default() -> Self {
        Self {
            profiles: Smallest::new(MOST_MEMBERS),
            times: 0,
        }
    }
}

impl AddAssign for Unknown {
    fn add_assign(&mut self, other: Self) {
        let Self { profiles, times } = other;
        self.profiles += profiles;
        self.times += times;
    }
}

impl Unknown {
    /// Sees a member of an object of the spec, which is at `place`.
    pub(super) fn see(&mut self, object: &'static str, place: &str, key: &str, value: &Node) {
        let mut path = vec![shown(key)];
        self.note(object, &path, Some(place), value);
        self.inside(object, &mut path, value);
    }

    /// How often there was a member that is not among those that are kept.
    pub(super) fn unlisted(&self) -> u64 {
        let listed: u64 = self
            .profiles
            .iter()
            .map(|(_, profile)| profile.count.times)
            .sum();
        self.times.saturating_sub(listed)
    }

    fn inside(&mut self, object: &'static str, path: &mut Vec<String>, value: &Node) {
        if path.len() == MOST_STEPS {
            return;
        }
        match &value.value {
            Value::Array(items) => {
                path.push(ITEMS.to_owned());
                for item in items {
                    self.note(object, path, None, item);
                    self.inside(object, path, item);
                }
                path.pop();
            }
            Value::Object(members) => {
                for member in &members.members {
                    path.push(shown(&member.key));
                    self.note(object, path, None, &member.value);
                    self.inside(object, path, &member.value);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, object: &'static str, path: &[String], place: Option<&str>, value: &Node) {
        self.times += 1;
        let mut profile = Profile {
            count: Count::ONE,
            kinds: Kinds::default(),
            places: Smallest::new(MOST_PLACES),
        };
        profile.kinds.see(Kind::of(&value.value));
        if let Some(place) = place {
            profile.places.add(place.to_owned(), Count::ONE);
        }
        self.profiles.add((object, path.to_vec()), profile);
    }

    /// All of it was in one payload.
    pub(super) fn of_one_payload(&mut self) {
        self.profiles.for_each(|profile| {
            profile.count.payloads = 1;
            for count in profile.kinds.0.values_mut() {
                count.payloads = 1;
            }
            profile.places.for_each(|count| count.payloads = 1);
        });
    }
}

fn shown(key: &str) -> String {
    if looks_like_a_name(key) {
        key.to_owned()
    } else {
        HIDDEN.to_owned()
    }
}
