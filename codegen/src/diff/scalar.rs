//! Compares types, sets of values, limits and lengths of two schemas.

use super::cover::{Cover, Kind};
use super::make::{count, is_multiple, matches, number_fits, scalar_fits, text_fits, texts};
use super::space::{Conj, Flat, Limit, is_of};
use serde_json::{Value as Json, json};

pub(super) fn compare(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    types(cover, s, r, sent, read);
    if let Some(values) = &sent.values {
        each(cover, s, r, values, read);
        return;
    }
    if read.values.is_some() {
        outside(cover, s, r, sent, read);
        return;
    }
    if sent.types.contains("integer") && read.types.contains("integer") {
        numbers(cover, s, r, sent, read);
    }
    if sent.types.contains("string") && read.types.contains("string") {
        strings(cover, s, r, sent, read);
    }
    if sent.types.contains("array") && read.types.contains("array") {
        lengths(cover, s, r, sent, read);
    }
}

fn types(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    if sent.values.is_some() {
        return;
    }
    let extra = sent
        .types
        .difference(&read.types)
        .copied()
        .collect::<Vec<_>>();
    // An integer is a number, so that a number alone is one with a fraction.
    for ty in &extra {
        if *ty == "integer" && extra.contains(&"number") {
            continue;
        }
        let leaf = match *ty {
            "number" => [0.5, -0.5, 1.5]
                .into_iter()
                .find(|it| number_fits(*it, sent))
                .map(|it| json!(it)),
            ty => cover.sender.of(s, ty),
        };
        let claim = cover.claim(s, r, Kind::Breaks, "type", leaf, "");
        if let Some(at) = sent.at.get("type") {
            claim.sender.insert(0, at.clone());
        }
        if let Some(at) = read.at.get("type") {
            claim.receiver.insert(0, at.clone());
        }
    }
}

/// Holds each value of a set against the receiver.
fn each(cover: &mut Cover<'_>, s: &Conj, r: &Conj, values: &[(Json, String)], read: &Flat) {
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

const INEXACT: &str = "beyond 2^53 numbers are not compared exactly";

/// Whether a number has no neighbour that is rounded to it.
fn is_exact(number: f64) -> bool {
    number.abs() < 9_007_199_254_740_992.0
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
fn outside(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
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

fn numbers(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    let whole = !sent.types.contains("number") || !read.types.contains("number");
    let sides = [
        ("maximum", &read.max, &sent.max, true, false),
        ("exclusiveMaximum", &read.below, &sent.below, true, true),
        ("minimum", &read.min, &sent.min, false, false),
        ("exclusiveMinimum", &read.above, &sent.above, false, true),
    ];
    for (keyword, limit, own, greatest, exclusive) in sides {
        let Some((limit, at)) = limit else { continue };
        let (edge, open) = if greatest {
            sent.greatest()
        } else {
            sent.least()
        };
        let sign = if greatest { 1.0 } else { -1.0 };
        // How far the sender goes beyond the limit.
        let beyond = (edge - limit) * sign;
        let covered = beyond < 0.0 || beyond == 0.0 && (!exclusive || open);
        if covered || whole && within(edge, open, *limit, exclusive, sign) {
            let number =
                |doc: &Json, at: Option<&String>| at.and_then(|at| doc.pointer(at)).cloned();
            let ours = number(&cover.sender.doc, own.as_ref().map(|it| &it.1));
            let is_near = beyond == 0.0 && !is_exact(*limit);
            if is_near && ours != number(&cover.receiver.doc, Some(at)) {
                let claim = cover.claim(s, r, Kind::Unproven, keyword, None, INEXACT);
                claim.receiver.insert(0, at.clone());
            }
            continue;
        }
        let near = if whole {
            (limit * sign).floor() * sign
        } else {
            *limit
        };
        let step = sent.multiples.iter().map(|it| it.0).fold(1.0, f64::max);
        let candidates = [
            near + sign,
            near,
            limit + sign * step,
            ((limit * sign / step).floor() + 1.0) * step * sign,
            f64::midpoint(*limit, edge),
            edge,
            limit + sign * limit.abs() * 1e-9,
            limit * 2.0,
        ];
        let over = |it: f64| {
            if exclusive {
                (it - limit) * sign >= 0.0
            } else {
                (it - limit) * sign > 0.0
            }
        };
        let fits = |it: &f64| {
            it.is_finite() && over(*it) && number_fits(*it, sent) && (!whole || it.fract() == 0.0)
        };
        let leaf = candidates.into_iter().find(fits).map(Cover::number);
        let own = own.as_ref().map(|it| &it.1);
        cover.limit(s, r, keyword, (own, Some(at)), leaf);
    }
    for (of, at) in &read.multiples {
        let proven = sent.multiples.iter().any(|(own, _)| is_multiple(*own, *of))
            || whole && is_multiple(1.0, *of);
        if proven {
            continue;
        }
        let (least, _) = sent.least();
        let from = if least.is_finite() { least } else { 0.0 };
        let step = sent
            .multiples
            .iter()
            .map(|it| it.0)
            .fold(if whole { 1.0 } else { 0.5 }, f64::max);
        let candidates = (0..50).map(|it| (from / step).ceil() * step + f64::from(it) * step);
        let mut candidates =
            candidates.filter(|it| number_fits(*it, sent) && (!whole || it.fract() == 0.0));
        let leaf = candidates
            .find(|it| !is_multiple(*it, *of))
            .map(Cover::number);
        cover.limit(
            s,
            r,
            "multipleOf",
            (sent.multiples.first().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
}

/// Whether no whole number lies between the receiver's limit and the sender's edge.
fn within(edge: f64, open: bool, limit: f64, exclusive: bool, sign: f64) -> bool {
    let last = (edge * sign).floor() - f64::from(u8::from(open && edge.fract() == 0.0));
    let taken = (limit * sign).ceil() - f64::from(u8::from(exclusive));
    let taken = if exclusive || limit.fract() == 0.0 {
        taken
    } else {
        (limit * sign).floor()
    };
    last <= taken
}

fn strings(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    let of = |count: f64| {
        let fit = |c: &&str| {
            let text: String = (0..)
                .take_while(|at| f64::from(*at) < count)
                .map(|_| *c)
                .collect();
            text_fits(&text, sent).then_some(Json::String(text))
        };
        (0.0..=1e6)
            .contains(&count)
            .then(|| ["x", "0", "A", "가"].iter().find_map(fit))
            .flatten()
    };
    let found = |over: &dyn Fn(f64) -> bool| {
        let all = texts(sent).into_iter();
        let fits = |it: &String| text_fits(it, sent) && over(count(it.chars().count()));
        { all }.find(fits).map(Json::String)
    };
    if let Some((limit, at)) = &read.max_length
        && sent.max_length.as_ref().is_none_or(|own| own.0 > *limit)
    {
        let leaf = of(limit + 1.0).or_else(|| found(&|it| it > *limit));
        cover.limit(
            s,
            r,
            "maxLength",
            (sent.max_length.as_ref().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
    if let Some((limit, at)) = &read.min_length
        && sent.min_length.as_ref().map_or(0.0, |own| own.0) < *limit
    {
        let leaf = of(limit - 1.0).or_else(|| found(&|it| it < *limit));
        cover.limit(
            s,
            r,
            "minLength",
            (sent.min_length.as_ref().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
    for (pattern, at) in &read.patterns {
        if sent.patterns.iter().any(|(own, _)| own == pattern) {
            continue;
        }
        let fits = |it: &String| text_fits(it, sent) && !matches(pattern, it);
        let leaf = texts(sent).into_iter().find(fits).map(Json::String);
        let own = sent.patterns.first().map(|it| &it.1);
        cover.limit(s, r, "pattern", (own, Some(at)), leaf);
    }
}

fn lengths(cover: &mut Cover<'_>, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
    let list = |cover: &Cover<'_>, count: f64| cover.sender.list(sent, count, 0).map(Json::Array);
    if let Some((limit, at)) = &read.max_items
        && sent.max_items.as_ref().is_none_or(|own| own.0 > *limit)
    {
        let leaf = list(cover, limit + 1.0);
        cover.limit(
            s,
            r,
            "maxItems",
            (sent.max_items.as_ref().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
    if let Some((limit, at)) = &read.min_items
        && sent.min_items.as_ref().map_or(0.0, |own| own.0) < *limit
    {
        let leaf = list(cover, limit - 1.0);
        cover.limit(
            s,
            r,
            "minItems",
            (sent.min_items.as_ref().map(|it| &it.1), Some(at)),
            leaf,
        );
    }
    if let Some(at) = &read.unique
        && sent.unique.is_none()
        && sent.max_items.as_ref().is_none_or(|it| it.0 >= 2.0)
    {
        let least = sent.min_items.as_ref().map_or(2.0, |it| it.0.max(2.0));
        let leaf = list(cover, least);
        cover.limit(s, r, "uniqueItems", (None, Some(at)), leaf);
    }
}
