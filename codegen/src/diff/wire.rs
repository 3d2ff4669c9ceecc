//! Decides the wire columns of the changes: both directions proven, each break verified by the judge,
//! and each claim given to the change that it is due to.

use super::change::{Change, Decoding, How, Verdict, Witness};
use super::cover::{Claim, Cover, Kind};
use super::explain::at;
use super::form::Role;
use super::judge::Judge;
use super::side::{Body, Direction, Side};
use super::space::{Space, references};
use super::table::{self, Effect};
use crate::openapi::keywords;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The most witnesses that are kept of a change.
const MOST_WITNESSES: usize = 3;

/// Decides `send`, `schemas` and `types`; claims that no change is the cause of become lines.
pub(super) fn decide(old: &Side, new: &Side, changes: &mut Vec<Change>) {
    for direction in [Direction::Request, Direction::Answer] {
        let (from, to) = match direction {
            Direction::Request => (old, new),
            Direction::Answer => (new, old),
        };
        let (sender, receiver) = (
            Space {
                doc: from.wire(direction),
            },
            Space {
                doc: to.wire(direction),
            },
        );
        let pairs = pairs(from, to, direction);
        let mut cover = Cover::new(&sender, &receiver);
        let mut claims = Vec::new();
        for (s, r) in &pairs {
            cover.body(&s.pointer, &r.pointer);
            let found = std::mem::take(&mut cover.claims);
            if !found.is_empty() {
                let judges = [(&sender, s), (&receiver, r)];
                let judges = judges.map(|(space, it)| Judge::of(&space.doc, &it.pointer));
                claims.extend(found.into_iter().map(|it| (verify(it, &judges), s, r)));
            }
        }
        let reach = |side: &Side, bodies: Vec<&Body>| reached(&side.json, &bodies);
        let sent = reach(from, pairs.iter().map(|it| &it.0).collect());
        let read = reach(to, pairs.iter().map(|it| &it.1).collect());
        let (in_old, in_new) = match direction {
            Direction::Request => (sent, read),
            Direction::Answer => (read, sent),
        };
        presume(changes, direction, &in_old, &in_new);
        for (claim, s, r) in claims {
            give(changes, claim, (s, r), (old, new), &receiver);
        }
    }
}

/// Bodies of both documents that are the same one.
fn pairs(from: &Side, to: &Side, direction: Direction) -> Vec<(Body, Body)> {
    let others = to.bodies();
    let own = from
        .bodies()
        .into_iter()
        .filter(|it| it.direction == direction);
    let pair = |body: Body| {
        let is_same = |it: &&Body| it.direction == direction && it.name == body.name;
        others
            .iter()
            .find(is_same)
            .cloned()
            .map(|other| (body, other))
    };
    own.filter_map(pair).collect()
}

/// A break is one once the judge says so; otherwise it is unproven.
fn verify(mut claim: Claim, judges: &[Option<Judge>; 2]) -> Claim {
    if claim.kind != Kind::Breaks {
        return claim;
    }
    let [Some(sender), Some(receiver)] = judges else {
        claim.kind = Kind::Unproven;
        claim.reason = "the judge cannot read one of the schemas".into();
        return claim;
    };
    let shown = claim.body.as_ref().is_some_and(|body| {
        sender.accepts(body) && receiver.refuses(body, &claim.at, &claim.keyword)
    });
    if !shown {
        claim.kind = Kind::Unproven;
        claim.reason = format!(
            "no body could be made up that is right and refused by `{}`",
            claim.keyword
        );
    }
    claim
}

/// The pointers of the schemas that bodies come to: their own, and those of components.
fn reached(json: &Json, bodies: &[&Body]) -> BTreeSet<String> {
    let mut open: Vec<String> = bodies.iter().map(|body| body.pointer.clone()).collect();
    let mut seen = BTreeSet::new();
    while let Some(pointer) = open.pop() {
        if seen.insert(pointer.clone())
            && let Some(schema) = json.pointer(&pointer)
        {
            references(schema, &mut open);
        }
    }
    seen
}

/// Whether a pointer is in one of the schemas.
fn is_in(pointer: Option<&str>, schemas: &BTreeSet<String>) -> bool {
    let Some(mut pointer) = pointer else {
        return false;
    };
    loop {
        if schemas.contains(pointer) {
            return true;
        }
        match pointer.rsplit_once('/') {
            Some((parent, _)) => pointer = parent,
            None => return false,
        }
    }
}

/// What holds of a change that no claim is due to.
fn presume(
    changes: &mut [Change],
    direction: Direction,
    old: &BTreeSet<String>,
    new: &BTreeSet<String>,
) {
    for change in changes {
        if !is_in(change.old.as_deref(), old) && !is_in(change.new.as_deref(), new) {
            continue;
        }
        let effect = table::row(&change.keyword).map(|row| row.effect);
        let is_component = change.keyword == "component";
        let verdict = match effect {
            None | Some(Effect::Words) if change.role != Role::Schema => Verdict::Docs,
            Some(Effect::Behaviour | Effect::Privacy) => Verdict::None,
            Some(Effect::Unknown) => Verdict::Unproven,
            _ if is_component => Verdict::None,
            _ => Verdict::Safe,
        };
        let is_member = change.keyword == "properties" && change.role == Role::Schema;
        match direction {
            Direction::Request => change.send = change.send.max(verdict),
            Direction::Answer => {
                let gone = is_member && change.how == How::Removed;
                let come = is_member && change.how == How::Added;
                let verdict = if gone { Verdict::Lost } else { verdict };
                change.schemas = change.schemas.max(verdict);
                if gone {
                    change.types = Decoding::Absent;
                } else if come {
                    change.types = Decoding::Kept;
                }
            }
        }
    }
}

/// Gives a claim to the change that it is due to.
fn give(
    changes: &mut Vec<Change>,
    claim: Claim,
    (s, r): (&Body, &Body),
    sides: (&Side, &Side),
    receiver: &Space,
) {
    let is_answer = s.direction == Direction::Answer;
    // That the old schemas do not name what is new is what "added" says.
    if is_answer && claim.kind == Kind::Lost {
        return;
    }
    let (old, new) = if is_answer {
        (&claim.receiver, &claim.sender)
    } else {
        (&claim.sender, &claim.receiver)
    };
    let scores = changes
        .iter()
        .enumerate()
        .map(|(index, change)| (score(change, &claim, (old, new), is_answer, sides), index));
    let best = scores
        .filter(|(score, _)| *score > 0)
        .max_by_key(|(score, index)| (*score, usize::MAX - index));
    let index = best.map_or_else(
        || {
            let first = |list: &[String]| list.first().cloned();
            let (old, new) = (first(old), first(new));
            let mut change =
                Change::new(How::Changed, old.as_deref(), new.as_deref(), Role::Schema);
            change.keyword.clone_from(&claim.keyword);
            change.what = format!("`{}`", claim.keyword);
            changes.push(change);
            changes.len() - 1
        },
        |(_, index)| index,
    );
    let Some(change) = changes.get_mut(index) else {
        return;
    };
    let verdict = match claim.kind {
        Kind::Breaks => Verdict::Breaks,
        Kind::Lost => Verdict::Lost,
        Kind::Unproven => Verdict::Unproven,
    };
    if is_answer {
        change.schemas = change.schemas.max(verdict);
        change.types = change.types.max(decoding(&claim, change, receiver));
    } else {
        change.send = change.send.max(verdict);
    }
    match (claim.kind, claim.body) {
        (Kind::Breaks, Some(body)) if change.witnesses.len() < MOST_WITNESSES => {
            change.witnesses.push(Witness {
                sender: s.pointer.clone(),
                receiver: r.pointer.clone(),
                body,
                at: claim.at,
                keyword: claim.keyword,
            });
        }
        (Kind::Unproven, _) if !change.reasons.contains(&claim.reason) => {
            change.reasons.push(claim.reason);
        }
        _ => {}
    }
}

/// How likely a claim is due to a change; zero for not at all.
fn score(
    change: &Change,
    claim: &Claim,
    (old, new): (&[String], &[String]),
    is_answer: bool,
    (before, after): (&Side, &Side),
) -> usize {
    let side = |pointer: Option<&str>, subjects: &[String], side: &Side| {
        let Some(pointer) = pointer else { return 0 };
        let alias = pointer.rsplit_once("/required/").and_then(|(schema, _)| {
            let name = at(&side.form, pointer)?.text()?;
            Some(format!("{schema}/required={name}"))
        });
        let of = |(index, subject): (usize, &String)| {
            let keyword = subject.len() + 1 + claim.keyword.len();
            let below = |outer: &str, inner: &str| {
                inner
                    .strip_prefix(outer)
                    .is_some_and(|rest| rest.starts_with('/'))
            };
            if subject == pointer || alias.as_ref() == Some(subject) {
                // The place itself beats the schema around it.
                100_000 - index * 10
            } else if below(pointer, subject) {
                50_000 + pointer.len()
            } else if below(subject, pointer)
                && pointer.get(subject.len() + 1..keyword) == Some(&claim.keyword)
            {
                90_000 - index * 10
            } else if below(subject, pointer) && claim.keyword_is_of_format(pointer) {
                95_000
            } else {
                0
            }
        };
        subjects
            .iter()
            .enumerate()
            .map(of)
            .max()
            .unwrap_or_default()
    };
    let direct =
        side(change.old.as_deref(), old, before).max(side(change.new.as_deref(), new, after));
    if direct > 0 || change.role != Role::Schema {
        return direct;
    }
    let on_the_way = claim.way.iter().enumerate().filter(|(_, (s, r))| {
        let (old, new) = if is_answer { (r, s) } else { (s, r) };
        let is = |pointer: &Option<String>, list: &[String]| {
            pointer.as_ref().is_some_and(|it| list.contains(it))
        };
        is(&change.old, old) || is(&change.new, new)
    });
    on_the_way
        .map(|(index, _)| 1 + index)
        .max()
        .unwrap_or_default()
}

impl Claim {
    /// Whether the limit is the meaning of a `format`, and the change is one of it.
    fn keyword_is_of_format(&self, pointer: &str) -> bool {
        pointer.ends_with("/format") && matches!(self.keyword.as_str(), "minimum" | "maximum")
    }
}

/// What the old crate makes of an answer that the old schemas refuse.
fn decoding(claim: &Claim, change: &Change, receiver: &Space) -> Decoding {
    if claim.kind != Kind::Breaks {
        return Decoding::Unproven;
    }
    let way = claim.way.iter().flat_map(|(_, receiver)| receiver);
    let is_any = { way }.any(|pointer| may_take_any(&receiver.doc, pointer));
    match claim.keyword.as_str() {
        "required" | "oneOf" | "anyOf" | "type" if is_any => Decoding::Unproven,
        "required" | "oneOf" | "anyOf" => Decoding::Fails,
        "minimum" | "maximum" if change.keyword == "format" => Decoding::Fails,
        "type" => {
            let null = claim
                .body
                .as_ref()
                .and_then(|body| body.pointer(&claim.at))
                .is_some_and(Json::is_null);
            // `null` for a member that may be absent is read as absent.
            let last = claim
                .way
                .last()
                .map(|(_, receiver)| receiver.as_slice())
                .unwrap_or_default();
            let optional = last
                .iter()
                .any(|pointer| is_optional(&receiver.doc, pointer));
            if null && optional {
                Decoding::Survives
            } else {
                Decoding::Fails
            }
        }
        _ => Decoding::Survives,
    }
}

/// Whether a schema has what may shape no type: the crate may have room for any value there.
fn may_take_any(doc: &Json, pointer: &str) -> bool {
    let mut pointer = pointer.to_owned();
    let mut seen = BTreeSet::new();
    while seen.insert(pointer.clone()) {
        let Some(Json::Object(schema)) = doc.pointer(&pointer) else {
            return false;
        };
        let judged = keywords::SCHEMA
            .iter()
            .filter(|row| row.support == keywords::Support::Judged)
            .map(|row| row.name);
        let mut names = judged.chain(["oneOf", "anyOf", "allOf", "enum", "const"]);
        let types = schema.get("type").and_then(Json::as_array);
        if names.any(|name| schema.contains_key(name)) || types.is_some_and(|it| it.len() > 2) {
            return true;
        }
        match schema.get("$ref").and_then(Json::as_str) {
            Some(target) => pointer = target.trim_start_matches('#').to_owned(),
            None => return false,
        }
    }
    false
}

/// Whether a member may be absent.
fn is_optional(doc: &Json, pointer: &str) -> bool {
    let Some((schema, name)) = pointer.rsplit_once("/properties/") else {
        return false;
    };
    let name = crate::source::unescape_token(name);
    let required = doc
        .pointer(&format!("{schema}/required"))
        .and_then(Json::as_array);
    required.is_none_or(|list| list.iter().all(|it| it.as_str() != Some(&*name)))
}
