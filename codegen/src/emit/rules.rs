//! Collects the keywords that bind a value: those of the document, and the bounds of its integer.
//!
//! The exported schema and the derived one take them from here, so that both say the same.

use crate::ir::{Keyword, Kind, Rule, Type};
use crate::vocabulary::pattern_fault;
use serde_json::Value as Json;
use std::cmp::Ordering;

/// The rules of a type where it is used, those of its items not among them. An integer of any
/// length has the bounds of the document alone.
pub(super) fn of(ty: &Type) -> Vec<Rule> {
    let (least, most) = match ty.kind {
        Kind::I32 => (Json::from(i32::MIN), Json::from(i32::MAX)),
        Kind::I64 => (Json::from(i64::MIN), Json::from(i64::MAX)),
        Kind::U64 => (Json::from(u64::MIN), Json::from(u64::MAX)),
        _ => return sorted(&ty.rules),
    };
    let mut rules = vec![
        bound(ty, Keyword::Minimum, &least, Ordering::Greater),
        bound(ty, Keyword::Maximum, &most, Ordering::Less),
    ];
    let others = ty
        .rules
        .iter()
        .filter(|rule| !matches!(rule.keyword, Keyword::Minimum | Keyword::Maximum));
    rules.extend(others.cloned());
    sorted(&rules)
}

/// By keyword: their order in the document means nothing. A pattern that is none would make the
/// whole schema unusable.
pub(super) fn sorted(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.retain(|rule| {
        let pattern = rule.value.as_str();
        rule.keyword != Keyword::Pattern || pattern.and_then(pattern_fault).is_none()
    });
    sorted.sort_by_key(|rule| rule.keyword.as_str());
    sorted
}

/// The tighter of what the document says and what the integer has room for.
fn bound(ty: &Type, keyword: Keyword, limit: &Json, tighter: Ordering) -> Rule {
    let declared = ty
        .rules
        .iter()
        .find(|rule| rule.keyword == keyword)
        .map(|rule| &rule.value);
    let value = declared
        .filter(|declared| compare(declared, limit) == Some(tighter))
        .unwrap_or(limit);
    Rule {
        keyword,
        value: value.clone(),
    }
}

/// Integers are compared as such: close to the limits doubles are too coarse.
fn compare(declared: &Json, limit: &Json) -> Option<Ordering> {
    let whole = |value: &Json| {
        let unsigned = value.as_u64().map(i128::from);
        value.as_i64().map(i128::from).or(unsigned)
    };
    if let (Some(declared), Some(limit)) = (whole(declared), whole(limit)) {
        return Some(declared.cmp(&limit));
    }
    // What is not of 64 bits is either a fraction or far from the limits.
    declared.as_f64()?.partial_cmp(&limit.as_f64()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Sensitivity;

    fn bounds(minimum: &str, maximum: &str) -> Vec<String> {
        bounds_of(Kind::I64, minimum, maximum)
    }

    fn bounds_of(kind: Kind, minimum: &str, maximum: &str) -> Vec<String> {
        let rule = |keyword, value| Rule {
            keyword,
            value: serde_json::from_str(value).expect("it is a number"),
        };
        let ty = Type {
            kind,
            format: None,
            sensitivity: Sensitivity::Public,
            rules: vec![
                rule(Keyword::Minimum, minimum),
                rule(Keyword::Maximum, maximum),
            ],
            about: None,
        };
        of(&ty).iter().map(|rule| rule.value.to_string()).collect()
    }

    #[test]
    fn the_tighter_bound_holds_to_the_last_digit() {
        let (least, most) = ("-9223372036854775808", "9223372036854775807");
        assert_eq!(bounds("-1e30", "1e30"), [most, least]);
        assert_eq!(bounds("0.5", "7"), ["7", "0.5"]);
        assert_eq!(
            bounds("-9223372036854775807", "9223372036854775806"),
            ["9223372036854775806", "-9223372036854775807"]
        );
    }
    #[test]
    fn an_integer_has_the_bounds_of_its_format_and_no_others() {
        let most = "18446744073709551615";
        assert_eq!(bounds_of(Kind::U64, "-1", "1e30"), [most, "0"]);
        assert_eq!(bounds_of(Kind::U64, "1", "9"), ["9", "1"]);
        assert_eq!(bounds_of(Kind::I32, "0", most), ["2147483647", "0"]);
        assert_eq!(bounds_of(Kind::Integer, "-1", "1e30"), ["1e+30", "-1"]);
    }
}
