//! Makes up values of a schema: nobody's data, and no resident number that could be one.

use super::space::{Conj, Flat, Space};
use serde_json::{Map, Value as Json, json};

/// How deep a value is made before a schema counts as one that has none.
const DEEPEST: usize = 24;

/// The longest text, and the longest list, that is made up.
const LONGEST: u32 = 20_000;

impl Space {
    /// A small value that the schemas accept, with all members if asked for.
    pub(super) fn value(&self, conj: &Conj, whole: bool) -> Option<Json> {
        self.any(conj, whole, 0)
    }

    fn any(&self, conj: &Conj, whole: bool, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        let flat = self.flat(conj);
        if let Some(choice) = flat.choices.first() {
            let branch = |index| self.any(&conj.choose(&choice.at, index), whole, depth + 1);
            return (0..choice.branches).find_map(branch);
        }
        if flat.is_empty() || flat.is_endless {
            return None;
        }
        if let Some(values) = &flat.values {
            let mut values = values.iter().map(|(value, _)| value.clone());
            return values.find(|it| scalar_fits(it, &flat));
        }
        let types = super::space::TYPES
            .iter()
            .filter(|ty| flat.types.contains(**ty));
        { types }.find_map(|ty| self.of_type(ty, &flat, whole, depth))
    }

    /// A value of one type.
    pub(super) fn of(&self, conj: &Conj, ty: &str) -> Option<Json> {
        let flat = self.flat(conj);
        match (&flat.values, flat.choices.first()) {
            (_, Some(choice)) => {
                let branch = |index| self.of(&conj.choose(&choice.at, index), ty);
                (0..choice.branches).find_map(branch)
            }
            (Some(_), _) => self.any(conj, false, 0),
            _ => self.of_type(ty, &flat, false, 0),
        }
    }

    fn of_type(&self, ty: &str, flat: &Flat, whole: bool, depth: usize) -> Option<Json> {
        match ty {
            "null" => Some(Json::Null),
            "boolean" => Some(json!(true)),
            "integer" => number(flat, true),
            "number" => number(flat, false),
            "string" => text(flat),
            "array" => {
                let least = flat.min_items.as_ref().map_or(0.0, |it| it.0);
                let most = flat.max_items.as_ref().map_or(1.0, |it| it.0);
                let count = least.max(if whole { most.min(1.0) } else { 0.0 });
                self.list(flat, count, depth).map(Json::Array)
            }
            _ => self.object(flat, whole, depth).map(Json::Object),
        }
    }

    /// So many elements.
    pub(super) fn list(&self, flat: &Flat, count: f64, depth: usize) -> Option<Vec<Json>> {
        if count < 1.0 {
            return Some(Vec::new());
        }
        if count > f64::from(LONGEST) || (flat.unique.is_some() && count > 1.0) {
            return None;
        }
        let one = self.any(&Conj::of(flat.items.clone()), false, depth + 1)?;
        let count = (0..).take_while(|index| f64::from(*index) < count);
        Some(count.map(|_| one.clone()).collect())
    }

    /// The required members, and of the others as many as there have to be.
    pub(super) fn object(
        &self,
        flat: &Flat,
        whole: bool,
        depth: usize,
    ) -> Option<Map<String, Json>> {
        let mut object = Map::new();
        for name in flat.required.keys() {
            let schemas = flat.members.get(name).or(Some(&flat.additional)).cloned();
            let value = self.any(&Conj::of(schemas.unwrap_or_default()), whole, depth + 1)?;
            object.insert(name.clone(), value);
        }
        let least = flat.min_members.as_ref().map_or(0.0, |it| it.0);
        for (name, schemas) in &flat.members {
            if count(object.len()) >= least && !whole {
                break;
            }
            if object.contains_key(name) {
                continue;
            }
            if let Some(value) = self.any(&Conj::of(schemas.clone()), whole, depth + 1) {
                object.insert(name.clone(), value);
            }
        }
        Some(object)
    }
}

/// A length as a number.
#[expect(clippy::cast_precision_loss, reason = "no length here is near 2^53")]
pub(super) fn count(length: usize) -> f64 {
    length as f64
}

/// Whether a value keeps the limits of its type.
pub(super) fn scalar_fits(value: &Json, flat: &Flat) -> bool {
    match value {
        Json::String(text) => text_fits(text, flat),
        Json::Number(number) => number.as_f64().is_some_and(|it| number_fits(it, flat)),
        _ => true,
    }
}

pub(super) fn text_fits(text: &str, flat: &Flat) -> bool {
    let length = count(text.chars().count());
    flat.min_length.as_ref().is_none_or(|it| length >= it.0)
        && flat.max_length.as_ref().is_none_or(|it| length <= it.0)
        && flat
            .patterns
            .iter()
            .all(|(pattern, _)| matches(pattern, text))
}

pub(super) fn number_fits(number: f64, flat: &Flat) -> bool {
    let (least, above) = flat.least();
    let (greatest, below) = flat.greatest();
    (if above {
        number > least
    } else {
        number >= least
    }) && (if below {
        number < greatest
    } else {
        number <= greatest
    }) && flat
        .multiples
        .iter()
        .all(|(of, _)| is_multiple(number, *of))
}

pub(super) fn is_multiple(number: f64, of: f64) -> bool {
    of > 0.0 && (number / of).fract() == 0.0
}

/// Whether a text matches; a pattern that is none matches nothing.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    regress::Regex::with_flags(pattern, "u").is_ok_and(|it| it.find(text).is_some())
}

fn number(flat: &Flat, whole: bool) -> Option<Json> {
    let (least, _) = flat.least();
    let (greatest, _) = flat.greatest();
    let step = flat.multiples.iter().map(|it| it.0).fold(1.0, f64::max);
    let up = (least / step).ceil() * step;
    let down = (greatest / step).floor() * step;
    let middle = f64::midpoint(least, greatest);
    let candidates = [
        0.0,
        step,
        up,
        up + step,
        down,
        down - step,
        least,
        greatest,
        middle,
    ];
    let fits = |it: &f64| it.is_finite() && number_fits(*it, flat) && (!whole || it.fract() == 0.0);
    candidates.into_iter().find(fits).map(of_f64)
}

/// A number of JSON, whole where it can be.
#[expect(clippy::cast_possible_truncation, reason = "guarded by the range")]
pub(super) fn of_f64(number: f64) -> Json {
    const WHOLE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= WHOLE {
        json!(number as i64)
    } else {
        json!(number)
    }
}

/// Texts of some lengths. Of digits only zeros: no month and no day is 00.
pub(super) fn texts(flat: &Flat) -> Vec<String> {
    let least = flat.min_length.as_ref().map_or(0.0, |it| it.0);
    let mut lengths = vec![least, least.max(1.0)];
    lengths.extend((2..=16).map(f64::from));
    lengths.extend(flat.max_length.as_ref().map(|it| it.0));
    lengths.retain(|it| *it <= f64::from(LONGEST));
    let mut texts: Vec<String> = [
        "a@b.invalid",
        "0000-00-00",
        "A-0",
        "00-00",
        "https://a.invalid/",
    ]
    .map(str::to_owned)
    .into();
    for length in lengths {
        for c in ["x", "0", "A", "가", " ", "!"] {
            texts.push(
                (0..)
                    .take_while(|at| f64::from(*at) < length)
                    .map(|_| c)
                    .collect(),
            );
        }
    }
    texts
}

fn text(flat: &Flat) -> Option<Json> {
    let mut all = texts(flat);
    all.rotate_left(5);
    all.into_iter()
        .find(|it| text_fits(it, flat))
        .map(Json::String)
}
