//! Compiles the *validated* keywords: rules come in, the limits of a value go out; `None` stands
//! for "ask the judge".

use super::super::rules;
use crate::ir::{Keyword, Kind, Rule, Type};
use serde_json::Value as Json;

/// What a number has to be.
pub(super) struct Bounds {
    pub(super) least: i64,
    pub(super) most: i64,
    pub(super) whole: bool,
    pub(super) multiple: i64,
}

/// How many characters, items or members there may be.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) least: usize,
    pub(super) most: Option<usize>,
}

impl Counts {
    pub(super) fn is_free(self) -> bool {
        self.least == 0 && self.most.is_none()
    }
}

impl Bounds {
    /// Whether any number of that kind is within them.
    pub(super) fn are_those_of(&self, kind: &Kind) -> bool {
        let all = self.least == i64::MIN && self.most == i64::MAX && self.multiple == 1;
        all && matches!(
            kind,
            Kind::I64 | Kind::Integer | Kind::Double | Kind::Number
        )
    }
}

/// Whole numbers between which a number has to be. Where a bound has a fraction they are a little
/// narrower than it: what lies between is undecided.
pub(super) fn bounds(ty: &Type) -> Option<Bounds> {
    let mut bounds = Bounds {
        least: i64::MIN,
        most: i64::MAX,
        whole: ty.kind.is_integer(),
        multiple: 1,
    };
    for rule in rules::of(ty) {
        match rule.keyword {
            Keyword::Minimum => {
                bounds.least = bounds.least.max(whole(&rule.value, false, f64::ceil)?);
            }
            Keyword::ExclusiveMinimum => {
                let below = whole(&rule.value, false, f64::floor)?;
                bounds.least = bounds.least.max(below.checked_add(1)?);
            }
            Keyword::Maximum => {
                bounds.most = bounds.most.min(whole(&rule.value, true, f64::floor)?);
            }
            Keyword::ExclusiveMaximum => {
                let above = whole(&rule.value, true, f64::ceil)?;
                bounds.most = bounds.most.min(above.checked_sub(1)?);
            }
            Keyword::MultipleOf => bounds.multiple = rule.value.as_i64().filter(|of| *of > 0)?,
            _ => return None,
        }
    }
    Some(bounds)
}

/// A limit as a whole number, where doubles tell it from its neighbours.
fn whole(limit: &Json, is_upper: bool, round: fn(f64) -> f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    const LARGEST: f64 = 9_223_372_036_854_775_808.0;
    if let Some(whole) = limit.as_i64() {
        return Some(whole);
    }
    // What is beyond 64 bits is undecided anyway, so such a limit excludes nothing.
    let beyond = limit.as_f64()?;
    if beyond.abs() >= LARGEST {
        let (least, most) = (i64::MIN, i64::MAX);
        return match (beyond > 0.0, is_upper) {
            (true, true) => Some(most),
            (false, false) => Some(least),
            // Nothing that is looked at is within it.
            _ => None,
        };
    }
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is this small loses no digit"
    )]
    limit
        .as_f64()
        .map(round)
        .filter(|limit| limit.abs() < EXACT)
        .map(|limit| limit as i64)
}

/// How long a string may be.
pub(super) fn length(rules: &[Rule]) -> Option<Counts> {
    counts(rules, Keyword::MinLength, Keyword::MaxLength, |rule| {
        // They describe what is in the string, and bind nothing.
        matches!(
            rule.keyword,
            Keyword::ContentEncoding | Keyword::ContentMediaType
        )
    })
}

/// How many items an array may have.
pub(super) fn items(rules: &[Rule]) -> Option<Counts> {
    counts(rules, Keyword::MinItems, Keyword::MaxItems, |rule| {
        rule.keyword == Keyword::UniqueItems && rule.value == Json::Bool(false)
    })
}

/// How many members an object may have.
pub(super) fn members(rules: &[Rule]) -> Option<Counts> {
    counts(
        rules,
        Keyword::MinProperties,
        Keyword::MaxProperties,
        // Whether there may be others is asked of each that has no name.
        |rule| rule.keyword == Keyword::AdditionalProperties,
    )
}

fn counts(
    rules: &[Rule],
    least: Keyword,
    most: Keyword,
    asks_nothing: fn(&Rule) -> bool,
) -> Option<Counts> {
    let mut counts = Counts {
        least: 0,
        most: None,
    };
    for rule in rules.iter().filter(|rule| !asks_nothing(rule)) {
        let count = || usize::try_from(rule.value.as_u64()?).ok();
        if rule.keyword == least {
            counts.least = count()?;
        } else if rule.keyword == most {
            counts.most = Some(count()?);
        } else {
            return None;
        }
    }
    Some(counts)
}
