//! The keywords that bind a value: those of the document, and the bounds of its integer.
//!
//! They stand apart because the exported schema and the derived one must say the same.

use crate::ir::{Kind, Rule, Type};
use serde_json::Value as Json;

/// The rules of a type where it is used, those of its items not among them.
pub(super) fn of(ty: &Type) -> Vec<Rule> {
    let (least, most) = match ty.kind {
        Kind::I32 => (i64::from(i32::MIN), i64::from(i32::MAX)),
        Kind::I64 => (i64::MIN, i64::MAX),
        _ => return sorted(&ty.rules),
    };
    let mut rules = vec![
        bound(ty, "minimum", least, |said, least| said > least),
        bound(ty, "maximum", most, |said, most| said < most),
    ];
    let others = ty
        .rules
        .iter()
        .filter(|rule| !matches!(rule.keyword.as_str(), "minimum" | "maximum"));
    rules.extend(others.cloned());
    sorted(&rules)
}

/// By keyword: their order in the document means nothing.
pub(super) fn sorted(rules: &[Rule]) -> Vec<Rule> {
    let mut sorted = rules.to_vec();
    sorted.sort_by(|one, other| one.keyword.cmp(&other.keyword));
    sorted
}

/// The tighter of what the document says and what the integer has room for.
fn bound(ty: &Type, keyword: &str, limit: i64, tighter: fn(f64, f64) -> bool) -> Rule {
    #[expect(
        clippy::cast_precision_loss,
        reason = "compared only, and as doubles on both sides"
    )]
    let limit_as_double = limit as f64;
    let said = ty
        .rules
        .iter()
        .find(|rule| rule.keyword == keyword)
        .map(|rule| &rule.value);
    let value = said
        .filter(|said| {
            said.as_f64()
                .is_some_and(|said| tighter(said, limit_as_double))
        })
        .cloned()
        .unwrap_or_else(|| Json::from(limit));
    Rule {
        keyword: keyword.to_owned(),
        value,
    }
}
