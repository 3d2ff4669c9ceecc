//! Decides the wire columns of the changes: both directions proven, each break verified by the judge,
//! and each claim given to the change that it is due to.

mod cause;
mod decoding;

use super::change::{Change, Decoding, How, Verdict, Witness};
use super::cover::{Claim, Cover, Kind};
use super::due::Due;
use super::form::{Role, upward};
use super::judge::{Court, Judge};
use super::side::{Body, Direction, Side};
use super::space::{Space, references};
use super::steps::Steps;
use super::table::{self, Effect};
use cause::{Suspects, cause};
use decoding::decoding;
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap};

/// The most witnesses that are kept of a change.
const MOST_WITNESSES: usize = 3;

/// Decides `send`, `schemas` and `types`; claims that no change is the cause of become lines.
pub(super) fn decide(old: &Side, new: &Side, changes: &mut Vec<Change>, steps: &mut Steps) {
    let all = || changes.iter().enumerate();
    let mut due = [
        Due::new(old, all(), |it| it.old.as_deref()),
        Due::new(new, all(), |it| it.new.as_deref()),
    ];
    for direction in [Direction::Request, Direction::Answer] {
        let (from, to) = match direction {
            Direction::Request => (old, new),
            Direction::Answer => (new, old),
        };
        let (sender, receiver) = (
            Space::new(from.wire(direction)),
            Space::new(to.wire(direction)),
        );
        let pairs = pairs(from, to, direction);
        let reach = |side: &Side, bodies: Vec<&Body>| reached(&side.json, &bodies);
        let sent = reach(from, pairs.iter().map(|it| &it.0).collect());
        let read = reach(to, pairs.iter().map(|it| &it.1).collect());
        let (in_old, in_new) = match direction {
            Direction::Request => (sent, read),
            Direction::Answer => (read, sent),
        };
        presume(changes, direction, &in_old, &in_new);
        let courts = [&sender, &receiver].map(|it| Court::of(&it.doc));
        let mut cover = Cover::new(&sender, &receiver);
        for (s, r) in &pairs {
            cover.body(&s.pointer, &r.pointer);
            let claims = std::mem::take(&mut cover.claims);
            if claims.is_empty() {
                continue;
            }
            let [ours, theirs] = &courts;
            let judge = |court: &Option<Court<'_>>, it: &Body| court.as_ref()?.judge(&it.pointer);
            let judges = [judge(ours, s), judge(theirs, r)];
            for claim in claims {
                let claim = verify(claim, &judges);
                give(changes, claim, (s, r), (old, new), &mut due, &receiver);
            }
        }
        steps.pairs += cover.steps;
    }
    steps.causes += due.iter().map(Due::looked).sum::<usize>();
}

/// Bodies of both documents that are the same one.
pub(super) fn pairs(from: &Side, to: &Side, direction: Direction) -> Vec<(Body, Body)> {
    let that_way = |side: &Side| {
        let bodies = side.bodies().into_iter();
        bodies.filter(move |it| it.direction == direction)
    };
    let mut others: HashMap<String, Body> = HashMap::new();
    for body in that_way(to) {
        others.entry(body.name.clone()).or_insert(body);
    }
    let pair = |body: Body| {
        let other = others.get(&body.name).cloned()?;
        Some((body, other))
    };
    that_way(from).filter_map(pair).collect()
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
    pointer.is_some_and(|it| upward(it).any(|it| schemas.contains(it)))
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
        if verdict == Verdict::Docs {
            // Whoever reads the document reads it, whichever way the value travels.
            change.send = change.send.max(verdict);
            change.schemas = change.schemas.max(verdict);
            continue;
        }
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
    due: &mut [Due; 2],
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
    let [in_old, in_new] = &*due;
    let suspects = [(old, in_old), (new, in_new)];
    let suspects = suspects.map(|(subjects, due)| Suspects { subjects, due });
    let index = cause(changes, &claim, &suspects, is_answer).unwrap_or_else(|| {
        let first = |list: &[String]| list.first().cloned();
        let (old, new) = (first(old), first(new));
        let mut change = Change::new(How::Changed, old.as_deref(), new.as_deref(), Role::Schema);
        change.keyword.clone_from(&claim.keyword);
        change.what = format!("`{}`", claim.keyword);
        let [in_old, in_new] = due;
        for (due, side, pointer) in [(in_old, sides.0, old), (in_new, sides.1, new)] {
            if let Some(pointer) = pointer {
                due.put(side, &pointer, changes.len());
            }
        }
        changes.push(change);
        changes.len() - 1
    });
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
