//! Puts payloads through the schemas of both documents, and counts the verdicts that change.

use super::judge::Judge;
use super::side::{Direction, Side};
use crate::source::Tree;
use serde::Serialize;
use serde_json::Value as Json;

/// How many verdicts change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Counted {
    /// Payloads that were read.
    pub payloads: usize,
    /// Texts that are no JSON.
    pub unreadable: usize,
    /// Valid by both documents.
    pub both: usize,
    /// Valid by the old alone.
    pub only_old: usize,
    /// Valid by the new alone.
    pub only_new: usize,
    /// Valid by neither.
    pub neither: usize,
}

impl Counted {
    /// How many verdicts change.
    pub const fn changed(&self) -> usize {
        self.only_old + self.only_new
    }
}

/// The judges of the bodies that both documents have.
pub struct Bench(Vec<(Judge, Judge)>);

impl Bench {
    /// Of two documents.
    pub fn new(old: &Side, new: &Side) -> Self {
        let mut judges = Vec::new();
        for direction in [Direction::Answer, Direction::Request] {
            let (before, after) = (old.wire(direction), new.wire(direction));
            let others = new.bodies();
            for body in old
                .bodies()
                .into_iter()
                .filter(|it| it.direction == direction)
            {
                let is_same =
                    |it: &&super::side::Body| it.direction == direction && it.name == body.name;
                let other = others.iter().find(is_same);
                let pair = other.and_then(|other| {
                    Some((
                        Judge::of(&before, &body.pointer)?,
                        Judge::of(&after, &other.pointer)?,
                    ))
                });
                judges.extend(pair);
            }
        }
        Self(judges)
    }

    /// Counts the payloads of a text: one, or one a line.
    pub fn count(&self, text: &str, counted: &mut Counted) {
        match json(text) {
            Some(payload) => self.one(&payload, counted),
            None if text.trim().contains('\n') => {
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    match json(line) {
                        Some(payload) => self.one(&payload, counted),
                        None => counted.unreadable += 1,
                    }
                }
            }
            None => counted.unreadable += 1,
        }
    }

    /// A payload is taken for the body that it fits best: one that both accept, or one of them.
    fn one(&self, payload: &Json, counted: &mut Counted) {
        counted.payloads += 1;
        let fits = self
            .0
            .iter()
            .map(|(old, new)| (old.accepts(payload), new.accepts(payload)));
        let best = fits.max_by_key(|(old, new)| (usize::from(*old) * 2, *new));
        let slot = match best {
            Some((true, true)) => &mut counted.both,
            Some((true, false)) => &mut counted.only_old,
            Some((false, true)) => &mut counted.only_new,
            _ => &mut counted.neither,
        };
        *slot += 1;
    }
}

fn json(text: &str) -> Option<Json> {
    let tree = Tree::from_json(text);
    tree.root
        .filter(|_| tree.faults.is_empty())
        .map(|root| root.to_json())
}
