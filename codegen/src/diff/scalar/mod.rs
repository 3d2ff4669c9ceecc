//! Compares types, sets of values, limits and lengths of two schemas.

mod number;
mod values;

use super::cover::{Cover, Kind};
use super::make::{count, matches, number_fits, text_fits, texts};
use super::space::{Conj, Flat};
use number::numbers;
use serde_json::{Value as Json, json};
use values::{each, outside};

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
