//! Sums up members that the spec does not name, and what is in them.
//!
//! The spec is no bound here: a payload whose keys are data has as many members as it has data. So there is
//! a cap, and a key that may be data is counted but not kept, nor is anything below it.

use super::kinds::{Kind, Kinds};
use crate::smallest::Smallest;
use idcard_judge::{Judge, KeyKind, printable};
use idcard_report::Count;
use spanned_tree::{Node, Object, Value};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many members are told apart, in all objects and at all depths.
const MOST_MEMBERS: usize = 1000;

/// How deep in a member that the spec does not name is looked.
const MOST_STEPS: usize = 6;

/// How many places of a member are kept.
const MOST_PLACES: usize = 3;

/// A step to a member that the spec does not name, or inside one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// A key that is taken for a name.
    Name(String),
    /// A key that is shown where several payloads have it.
    Word(String),
    /// A key that may be data.
    Hidden,
    /// To the items of an array.
    Items,
}

/// What a key is called that may be data.
pub(super) const HIDDEN: &str = "‹key›";

/// What the items of an array are called on a path.
pub(super) const ITEMS: &str = "*";

impl Step {
    fn as_str(&self) -> &str {
        match self {
            Self::Name(key) | Self::Word(key) => key,
            Self::Hidden => HIDDEN,
            Self::Items => ITEMS,
        }
    }
}

/// The way to a member: the object of the spec that it is in, by its name there, and the steps from
/// there.
pub(super) type Path = (&'static str, Vec<Step>);

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
    pub(super) fn see(
        &mut self,
        judge: &Judge,
        schema: &'static str,
        place: &str,
        (object, key, value): (&Object, &str, &Node),
    ) {
        let mut path = vec![step(judge, object, key)];
        self.note(schema, &path, Some(place), value);
        self.inside(judge, schema, &mut path, value);
    }

    /// What was seen, by paths that may be shown: a word that one payload has is as hidden as data, and so
    /// is what is inside of it. How many payloads have something hidden is then not known, only how often
    /// it was there.
    pub(super) fn shown(&self) -> BTreeMap<(&'static str, Vec<&str>), Profile> {
        let mut shown: BTreeMap<_, Profile> = BTreeMap::new();
        // A path stands behind the beginnings of it.
        let mut hidden: Option<&Path> = None;
        for (path, profile) in self.profiles.iter() {
            let (schema, steps) = path;
            if hidden.is_some_and(|(of, above)| of == schema && steps.starts_with(above)) {
                continue;
            }
            let mut names: Vec<_> = steps.iter().map(Step::as_str).collect();
            if matches!(steps.last(), Some(Step::Word(_))) && profile.count.payloads < 2 {
                hidden = Some(path);
                names.pop();
                names.push(HIDDEN);
            }
            let place = shown.entry((*schema, names));
            place
                .and_modify(|known| *known += profile.clone())
                .or_insert_with(|| profile.clone());
        }
        shown
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

    fn inside(&mut self, judge: &Judge, schema: &'static str, path: &mut Vec<Step>, value: &Node) {
        if path.len() == MOST_STEPS || path.last() == Some(&Step::Hidden) {
            return;
        }
        match &value.value {
            Value::Array(items) => {
                path.push(Step::Items);
                for item in items {
                    self.note(schema, path, None, item);
                    self.inside(judge, schema, path, item);
                }
                path.pop();
            }
            Value::Object(object) => {
                for member in &object.members {
                    path.push(step(judge, object, &member.key));
                    self.note(schema, path, None, &member.value);
                    self.inside(judge, schema, path, &member.value);
                    path.pop();
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, schema: &'static str, path: &[Step], place: Option<&str>, value: &Node) {
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
        self.profiles.add((schema, path.to_vec()), profile);
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

fn step(judge: &Judge, object: &Object, key: &str) -> Step {
    match judge.key_kind(key, object) {
        KeyKind::Name => Step::Name(printable(key).into_owned()),
        KeyKind::Word => Step::Word(key.to_owned()),
        KeyKind::Data => Step::Hidden,
    }
}
