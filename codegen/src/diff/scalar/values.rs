//! Compares sets of values: each that is sent is held against the receiver, or one is found that it does
//! not have.

use super::super::cover::{Cover, Kind};
use super::super::make::{count, number_fits, scalar_fits, text_fits, texts};
use super::super::space::{Conj, Flat, Limit, is_of};
use super::number::{INEXACT, is_exact};
use serde_json::{Value as Json, json};

/// Holds each value of a set against the receiver.
pub(super) fn each(
    cover: &mut Cover<'_>,
    s: &Conj,
    r: &Conj,
    values: &[(Json, String)],
    read: &Flat,
) {
    for (value, at) in values {
        let keyword = if !is_of(value, &read.types) {
            "type"
        } else if read
            .values
            .as_ref()
            .is_some_and(|it| it.iter().all(|(it, _)| it != value))
        {
            read.set()
        } else if scalar_fits(value, read) {
            if let Some(why) = doubt(value, read) {
                cover.claim(s, r, Kind::Unproven, "enum", None, why);
            }
            continue;
        } else {
            refusing(value, read)
        };
        let claim = cover.claim(s, r, Kind::Breaks, keyword, Some(value.clone()), "");
        claim.sender.insert(0, at.clone());
        let place = read
            .at
            .get(keyword)
            .cloned()
            .or_else(|| place(keyword, read));
        if let Some(place) = place {
            claim.receiver.insert(0, place);
        }
    }
}

/// Why a value of a set is not proven to be taken, though no keyword of scalars refuses it.
fn doubt(value: &Json, read: &Flat) -> Option<&'static str> {
    let is_limited = read.min.is_some()
        || read.max.is_some()
        || read.above.is_some()
        || read.below.is_some()
        || !read.multiples.is_empty();
    match value {
        Json::Object(_) | Json::Array(_) if read.values.is_none() || read.looks_inside() => {
            Some("a set of objects or arrays is not compared member by member")
        }
        Json::Number(it) if is_limited && !is_exact(it.as_f64().unwrap_or(f64::MAX)) => {
            Some(INEXACT)
        }
        _ => None,
    }
}

/// The keyword that refuses a scalar.
fn refusing(value: &Json, read: &Flat) -> &'static str {
    let over = |limit: &Option<Limit>, it: f64, greatest: bool| {
        limit
            .as_ref()
            .is_some_and(|limit| if greatest { it > limit.0 } else { it < limit.0 })
    };
    if let Json::String(text) = value {
        let length = count(text.chars().count());
        return if over(&read.max_length, length, true) {
            "maxLength"
        } else if over(&read.min_length, length, false) {
            "minLength"
        } else {
            "pattern"
        };
    }
    let it = value.as_f64().unwrap_or_default();
    if over(&read.max, it, true) {
        "maximum"
    } else if over(&read.min, it, false) {
        "minimum"
    } else if read.below.as_ref().is_some_and(|limit| it >= limit.0) {
        "exclusiveMaximum"
    } else if read.above.as_ref().is_some_and(|limit| it <= limit.0) {
        "exclusiveMinimum"
    } else {
        "multipleOf"
    }
}

fn place(keyword: &str, read: &Flat) -> Option<String> {
    let limit = match keyword {
        "maxLength" => &read.max_length,
        "minLength" => &read.min_length,
        "maximum" => &read.max,
        "minimum" => &read.min,
        "exclusiveMaximum" => &read.below,
        "exclusiveMinimum" => &read.above,
        _ => return None,
    };
    limit.as_ref().map(|it| it.1.clone())
}

/// Finds a value that a receiver's set does not have.
pub(super) fn outside(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    let known = |it: &Json| read.values.iter().flatten().any(|(value, _)| value == it);
    let mut candidates: Vec<Json> = Vec::new();
    if sent.types.contains("string") {
        let fit = texts(sent).into_iter().filter(|it| text_fits(it, sent));
        candidates.extend(fit.map(Json::String));
    }
    if sent.types.contains("integer") {
        let fit = (-9..=9).filter(|it| number_fits(f64::from(*it), sent));
        candidates.extend(fit.map(|it| json!(it)));
    }
    if sent.types.contains("boolean") {
        candidates.extend([json!(true), json!(false)]);
    }
    if sent.types.contains("null") {
        candidates.push(Json::Null);
    }
    candidates.extend(cover.sender.value(s, false));
    candidates.retain(|it| is_of(it, &read.types));
    let only_null_and_bool = sent
        .types
        .iter()
        .all(|ty| matches!(*ty, "boolean" | "null"));
    let leaf = candidates.into_iter().find(|it| !known(it));
    if leaf.is_none() && only_null_and_bool {
        return;
    }
    let keyword = read.set();
    cover.limit(s, r, keyword, (None, read.at.get(keyword)), leaf);
}
