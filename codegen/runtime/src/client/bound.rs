//! Holds a scalar, or an array or an object of scalars, against the limits of its schema before it
//! is sent: [`Bound`].
//!
//! A value is looked at as the JSON that it is: whatever type it has, its digits are all there.

use crate::wire::Number;
use crate::wire::{Value, decode, encode};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A limit of a value that travels as text.
pub(crate) enum Bound {
    Minimum(&'static str),
    Maximum(&'static str),
    ExclusiveMinimum(&'static str),
    ExclusiveMaximum(&'static str),
    MultipleOf(&'static str),
    MinLength(usize),
    MaxLength(usize),
    MinItems(usize),
    MaxItems(usize),
    /// One of these JSON texts.
    Enum(&'static [&'static str]),
    /// What holds for each item.
    Items(&'static [Bound]),
    /// What holds for a member, where it is there.
    Member(&'static str, &'static [Bound]),
}

/// The keyword of a limit that is broken.
pub(super) type Broken = &'static str;

/// Refuses a value outside of its limits. What cannot be written as JSON is refused elsewhere.
pub(super) fn within<T: Value>(bounds: &[Bound], value: &T) -> Result<(), Broken> {
    if bounds.is_empty() {
        return Ok(());
    }
    let json = encode(value).unwrap_or_default();
    match serde_json::from_slice(&json) {
        Ok(raw) => bounds.iter().try_for_each(|bound| bound.holds(raw)),
        Err(_) => Ok(()),
    }
}

impl Bound {
    fn holds(&self, raw: &RawValue) -> Result<(), Broken> {
        let number = || number(raw.get());
        let characters = || {
            let text: Option<String> = serde_json::from_str(raw.get()).ok();
            text.map(|text| text.chars().count())
        };
        let items = || -> Option<Vec<&RawValue>> { serde_json::from_str(raw.get()).ok() };
        let count = || items().map(|items| items.len());
        // What is of another type than its keyword is for keeps the limit.
        let (fits, keyword) = match self {
            Self::Minimum(least) => (number().is_none_or(|it| it >= limit(least)), "minimum"),
            Self::Maximum(most) => (number().is_none_or(|it| it <= limit(most)), "maximum"),
            Self::ExclusiveMinimum(below) => {
                let fits = number().is_none_or(|it| it > limit(below));
                (fits, "exclusiveMinimum")
            }
            Self::ExclusiveMaximum(above) => {
                let fits = number().is_none_or(|it| it < limit(above));
                (fits, "exclusiveMaximum")
            }
            Self::MultipleOf(step) => {
                let fits = number().is_none_or(|it| it.is_multiple_of(&limit(step)));
                (fits, "multipleOf")
            }
            Self::MinLength(least) => (characters().is_none_or(|it| it >= *least), "minLength"),
            Self::MaxLength(most) => (characters().is_none_or(|it| it <= *most), "maxLength"),
            Self::MinItems(least) => (count().is_none_or(|it| it >= *least), "minItems"),
            Self::MaxItems(most) => (count().is_none_or(|it| it <= *most), "maxItems"),
            Self::Enum(values) => (values.iter().any(|it| same(it, raw.get())), "enum"),
            Self::Items(bounds) => {
                let mut each = items().into_iter().flatten();
                return each.try_for_each(|item| bounds.iter().try_for_each(|it| it.holds(item)));
            }
            Self::Member(name, bounds) => {
                let members: Option<BTreeMap<String, &RawValue>> =
                    serde_json::from_str(raw.get()).ok();
                let member = members.as_ref().and_then(|members| members.get(*name));
                let given = member.filter(|member| member.get() != "null");
                let mut given = given.into_iter();
                return given.try_for_each(|it| bounds.iter().try_for_each(|own| own.holds(it)));
            }
        };
        if fits { Ok(()) } else { Err(keyword) }
    }
}

fn number(text: &str) -> Option<Number> {
    decode(text.as_bytes()).ok()
}

/// The number of a limit. Every one of them was written by the generator.
fn limit(text: &str) -> Number {
    number(text).unwrap_or_else(|| Number::from(0_u8))
}

/// Whether two texts of scalars mean the same.
fn same(this: &str, other: &str) -> bool {
    let text = |json: &str| serde_json::from_str::<String>(json).ok();
    match (number(this), number(other)) {
        (Some(this), Some(other)) => this == other,
        _ => this == other || text(this).is_some_and(|this| Some(this) == text(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken<T: Value>(bound: Bound, value: &T) -> Option<&'static str> {
        within(&[bound], value).err()
    }

    #[test]
    fn numbers_are_compared_to_their_last_digit() {
        let most = || Bound::Maximum("9007199254740993");
        assert_eq!(broken(most(), &9_007_199_254_740_993_i64), None);
        assert_eq!(broken(most(), &9_007_199_254_740_994_i64), Some("maximum"));
        assert_eq!(broken(Bound::Minimum("-0.5"), &-0.5), None);
        assert_eq!(broken(Bound::Minimum("-0.5"), &-0.51), Some("minimum"));
        let above = || Bound::ExclusiveMinimum("1e2");
        assert_eq!(broken(above(), &100_i32), Some("exclusiveMinimum"));
        assert_eq!(broken(above(), &101_i32), None);
        let below = || Bound::ExclusiveMaximum("0");
        assert_eq!(broken(below(), &0.0), Some("exclusiveMaximum"));
        assert_eq!(broken(below(), &-1e-9), None);
        assert_eq!(broken(Bound::MultipleOf("0.01"), &19.99), None);
        assert_eq!(
            broken(Bound::MultipleOf("0.01"), &19.995),
            Some("multipleOf")
        );
        assert_eq!(broken(Bound::Enum(&["1", "2.0"]), &2_i32), None);
        assert_eq!(broken(Bound::Enum(&["1", "2.0"]), &3_i32), Some("enum"));
        assert_eq!(broken(Bound::Enum(&["true"]), &false), Some("enum"));
    }

    #[test]
    fn texts_are_counted_by_characters_and_arrays_by_items() {
        let text = |text: &str| text.to_owned();
        assert_eq!(broken(Bound::MaxLength(2), &text("가나")), None);
        assert_eq!(broken(Bound::MaxLength(2), &text("abc")), Some("maxLength"));
        assert_eq!(broken(Bound::MinLength(1), &text("")), Some("minLength"));
        let items = || vec![1_i32, 5];
        assert_eq!(broken(Bound::MinItems(3), &items()), Some("minItems"));
        assert_eq!(broken(Bound::MaxItems(1), &items()), Some("maxItems"));
        assert_eq!(broken(Bound::Items(&[Bound::Maximum("5")]), &items()), None);
        assert_eq!(
            broken(Bound::Items(&[Bound::Maximum("4")]), &items()),
            Some("maximum")
        );
        let object = serde_json::json!({ "a": "xyz", "b": null });
        let member = |name| Bound::Member(name, &[Bound::MaxLength(2), Bound::Enum(&[])]);
        assert_eq!(broken(member("a"), &object), Some("maxLength"));
        assert_eq!(broken(member("b"), &object), None);
        assert_eq!(broken(member("c"), &object), None);
        // A limit of another type says nothing.
        assert_eq!(broken(Bound::MaxItems(0), &text("a")), None);
    }
}
