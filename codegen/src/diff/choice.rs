//! Compares what is sent with a receiver's choice of branches.

use super::cover::{Claim, Cover, Kind};
use super::space::{Choice, Conj, Flat, is_of};
use serde_json::Value as Json;
use std::rc::Rc;

/// The sender's schema has no choice left; the receiver's has.
pub(super) fn received(cover: &mut Cover<'_>, s: &Conj, r: &Conj, choice: &Choice) {
    let branches: Vec<Conj> = (0..choice.branches)
        .map(|it| r.choose(&choice.at, it))
        .collect();
    let mut nearest: Option<(usize, Vec<Claim>)> = None;
    for (index, branch) in branches.iter().enumerate() {
        let claims = cover.attempt(|cover| cover.pair(s, branch));
        let weight = weigh(&claims);
        if nearest
            .as_ref()
            .is_none_or(|(_, known)| weigh(known) > weight)
        {
            nearest = Some((index, claims));
        }
    }
    let Some((index, claims)) = nearest else {
        cover.claim(
            s,
            r,
            Kind::Unproven,
            choice.keyword,
            None,
            "a choice of no branches",
        );
        return;
    };
    if weigh(&claims) >= 100 {
        union(cover, s, r, choice, claims);
        return;
    }
    // The proof stands: its pairs are met, and what is lost is said.
    if let Some(branch) = branches.get(index) {
        cover.pair(s, branch);
    }
    if choice.keyword == "oneOf" {
        exclusive(cover, s, r, choice, &branches, index);
    }
}

fn weigh(claims: &[Claim]) -> usize {
    let weight = claims.iter().map(|it| match it.kind {
        Kind::Lost => 1,
        Kind::Unproven => 100,
        Kind::Breaks => 101,
    });
    weight.sum()
}

/// No branch alone takes all that is sent: some take a part each, or something is refused.
fn union(cover: &mut Cover<'_>, s: &Conj, r: &Conj, choice: &Choice, claims: Vec<Claim>) {
    if few(cover, s).is_some_and(|values| one_by_one(cover, r, choice, &values)) {
        return;
    }
    for mut claim in claims {
        claim.receiver.push(choice.at.clone());
        if claim.kind == Kind::Unproven {
            claim.reason = format!("no branch of `{}` is proven to take all", choice.keyword);
        }
        cover.claims.push(claim);
    }
}

/// All values of a schema of `null` and booleans alone.
fn few(cover: &Cover<'_>, s: &Conj) -> Option<Vec<Json>> {
    let sent = cover.sender.flat(s);
    let is_few = |ty: &&str| matches!(*ty, "null" | "boolean");
    if sent.values.is_some() || !sent.types.iter().all(is_few) {
        return None;
    }
    let all = [Json::Null, Json::Bool(false), Json::Bool(true)];
    Some(
        all.into_iter()
            .filter(|it| is_of(it, &sent.types))
            .collect(),
    )
}

/// Whether each of the values is taken by a branch, and of a `oneOf` by one alone.
fn one_by_one(cover: &Cover<'_>, r: &Conj, choice: &Choice, values: &[Json]) -> bool {
    let flats = (0..choice.branches).map(|it| cover.receiver.flat(&r.choose(&choice.at, it)));
    let flats: Vec<Rc<Flat>> = flats.collect();
    let is_clear = |flat: &Rc<Flat>| flat.choices.is_empty() && flat.unknown.is_empty();
    let takes = |flat: &&Rc<Flat>, value: &Json| {
        let has = |set: &Vec<(Json, String)>| set.iter().any(|(it, _)| it == value);
        !flat.is_empty() && is_of(value, &flat.types) && flat.values.as_ref().is_none_or(has)
    };
    let is_taken = |value: &Json| match flats.iter().filter(|it| takes(it, value)).count() {
        0 => false,
        1 => true,
        _ => choice.keyword == "anyOf",
    };
    flats.iter().all(is_clear) && values.iter().all(is_taken)
}

/// Of a `oneOf` no second branch may take what one takes.
fn exclusive(
    cover: &mut Cover<'_>,
    s: &Conj,
    r: &Conj,
    choice: &Choice,
    branches: &[Conj],
    taken: usize,
) {
    for (index, branch) in branches.iter().enumerate() {
        if index == taken || disjoint(cover, s, branch) {
            continue;
        }
        let leaf = cover
            .sender
            .value(s, true)
            .or_else(|| cover.sender.value(s, false));
        let why = "two branches may take the same";
        let claim = cover.claim(s, r, Kind::Breaks, choice.keyword, leaf, why);
        claim.receiver.insert(0, choice.at.clone());
        return;
    }
}

/// Whether nothing that is sent can be taken by a branch.
fn disjoint(cover: &Cover<'_>, s: &Conj, branch: &Conj) -> bool {
    let (sent, read) = (cover.sender.flat(s), cover.receiver.flat(branch));
    if sent.types.is_disjoint(&read.types) || read.is_empty() {
        return true;
    }
    if let Some(choice) = read.choices.first() {
        return (0..choice.branches).all(|it| disjoint(cover, s, &branch.choose(&choice.at, it)));
    }
    if let (Some(a), Some(b)) = (&sent.values, &read.values) {
        return apart(a, b);
    }
    let only_objects = sent.types.len() == 1 && sent.types.contains("object");
    if !only_objects {
        return false;
    }
    // The sender never writes what it does not name, and always what it must.
    let lacks = |name: &String| !sent.members.contains_key(name) && sent.additional.is_empty();
    if read.required.keys().any(lacks) {
        return true;
    }
    sent.required.keys().any(
        |name| match (sent.members.get(name), read.members.get(name)) {
            (Some(a), Some(b)) => {
                let (a, b) = (
                    cover.sender.flat(&Conj::of(a.clone())),
                    cover.receiver.flat(&Conj::of(b.clone())),
                );
                match (&a.values, &b.values) {
                    (Some(a), Some(b)) => apart(a, b),
                    _ => {
                        a.types.is_disjoint(&b.types)
                            && a.choices.is_empty()
                            && b.choices.is_empty()
                    }
                }
            }
            (Some(_), None) => read.closed.is_some() && read.unknown.is_empty(),
            _ => false,
        },
    )
}

/// Whether two sets have no value in common. Numbers of two spellings may be the same one.
fn apart(a: &[(Json, String)], b: &[(Json, String)]) -> bool {
    let differ = |a: &Json, b: &Json| match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64() != b.as_f64(),
        (Json::Object(_), Json::Object(_)) | (Json::Array(_), Json::Array(_)) => false,
        _ => a != b,
    };
    a.iter().all(|(a, _)| b.iter().all(|(b, _)| differ(a, b)))
}
