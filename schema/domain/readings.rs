//! Collects from the members of a result what each reading says to cover, and the numbers that
//! none covers.
//!
//! It looks at members by their names on the wire, as they came, so that a field which is
//! described later, or never, is not missed.

use super::masking::Reading;
use super::region::Region;
use super::unmasked::{Gap, Unmasked};
use crate::types::{AlienCard, DriverLicense, IdCardResult, Passport, ResidentCard};
use crate::wire::Object;
use serde_json::{Map, Value};

/// A kind of card, and its members.
struct Kind {
    /// The member of the result that holds it.
    block: &'static str,
    /// The numbers that are always printed on it.
    printed: &'static [&'static str],
    /// The numbers that it may have besides.
    possible: &'static [&'static str],
    /// All fields that are described.
    fields: &'static [&'static str],
}

/// The known kinds. A passport has its number once more in the second machine-readable line.
const KINDS: &[Kind] = &[
    Kind {
        block: "ic",
        printed: &["personalNum"],
        possible: &[],
        fields: ResidentCard::MEMBERS,
    },
    Kind {
        block: "dl",
        printed: &["num", "personalNum"],
        possible: &[],
        fields: DriverLicense::MEMBERS,
    },
    Kind {
        block: "pp",
        printed: &["num", "mrz2"],
        possible: &["personalNum"],
        fields: Passport::MEMBERS,
    },
    Kind {
        block: "ac",
        printed: &["alienRegNum"],
        possible: &[],
        fields: AlienCard::MEMBERS,
    },
];

/// The number of digits from which an undescribed member is taken for a number of the card.
const DIGITS: usize = 6;

/// The name of such a member in messages. Its own name may hold anything.
const UNDESCRIBED: &str = "an undescribed member";

/// Collects what to cover, reading by reading, and the numbers that none covers.
pub(super) fn of_result(members: &Map<String, Value>) -> (Vec<Reading>, Vec<Unmasked>) {
    let mut found = Found::default();
    let mut kinds = 0;
    for (name, member) in members {
        match KINDS.iter().find(|kind| kind.block == name) {
            Some(kind) => {
                kinds += 1;
                found.card(kind, member);
            }
            None if IdCardResult::MEMBERS.contains(&&**name) => {}
            None => found.anything(member),
        }
    }
    if kinds == 0 {
        found.unmasked.push(Unmasked::CARD);
    }
    (found.readings, found.unmasked)
}

#[derive(Default)]
struct Found {
    readings: Vec<Reading>,
    unmasked: Vec<Unmasked>,
}

impl Found {
    fn card(&mut self, kind: &Kind, card: &Value) {
        for number in kind.printed {
            let readings = card.get(number).and_then(Value::as_array);
            if readings.is_none_or(Vec::is_empty) {
                self.lacks(number, Gap::NotRead);
            }
        }
        for (name, readings) in card.as_object().into_iter().flatten() {
            let mut numbers = kind.printed.iter().chain(kind.possible);
            let number = numbers.find(|number| *number == name).copied();
            if kind.fields.contains(&&**name) {
                for reading in readings.as_array().into_iter().flatten() {
                    self.reading(number, reading);
                }
            } else {
                self.anything(readings);
            }
        }
    }

    /// Collects from an undescribed member: everything that looks like a reading, and, where there
    /// is none, everything that looks like a number.
    fn anything(&mut self, value: &Value) {
        let number = has_number(value).then_some(UNDESCRIBED);
        match value {
            Value::Object(members) if members.contains_key("maskingPolys") => {
                self.reading(number, value);
            }
            Value::Object(members) if members.contains_key("text") => self.reading(number, value),
            Value::Object(members) => members.values().for_each(|member| self.anything(member)),
            Value::Array(items) => items.iter().for_each(|item| self.anything(item)),
            _ if number.is_some() => self.lacks(UNDESCRIBED, Gap::NoRegion),
            _ => {}
        }
    }

    fn reading(&mut self, number: Option<&'static str>, reading: &Value) {
        let outlines = reading.get("maskingPolys").and_then(Value::as_array);
        let outlines = outlines.map_or(&[][..], Vec::as_slice);
        let regions: Vec<Region> = outlines.iter().filter_map(region).collect();
        // An outline that encloses nothing covers nothing.
        let covered = !regions.is_empty() && regions.len() == outlines.len();
        if let (Some(number), false) = (number, covered) {
            self.lacks(number, Gap::NoRegion);
        }
        self.readings.push(Reading { number, regions });
    }

    fn lacks(&mut self, member: &'static str, gap: Gap) {
        let unmasked = Unmasked { member, gap };
        if !self.unmasked.contains(&unmasked) {
            self.unmasked.push(unmasked);
        }
    }
}

/// The region of an outline, if it encloses anything.
pub(super) fn region(outline: &Value) -> Option<Region> {
    let vertices = outline.get("vertices")?.as_array()?;
    let corners: Option<Vec<(f64, f64)>> = vertices
        .iter()
        .map(|vertex| Some((vertex.get("x")?.as_f64()?, vertex.get("y")?.as_f64()?)))
        .collect();
    Region::covering(&corners?)
}

/// Whether a value has as many digits as a number of a card; coordinates do not count.
fn has_number(value: &Value) -> bool {
    match value {
        Value::String(text) => text.chars().filter(|c| c.is_numeric()).count() >= DIGITS,
        Value::Number(number) => number.to_string().len() >= DIGITS,
        Value::Array(items) => items.iter().any(has_number),
        Value::Object(members) => members
            .iter()
            .any(|(name, member)| !name.ends_with("Polys") && has_number(member)),
        Value::Null | Value::Bool(_) => false,
    }
}
