//! Puts payloads through the schemas of both documents, and counts the verdicts that change.

use super::judge::{Court, Judge};
use super::side::{Body, Direction, Side};
use super::wire::pairs;
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
            let (Some(before), Some(after)) = (Court::of(&before), Court::of(&after)) else {
                continue;
            };
            let pair = |(old, new): (Body, Body)| {
                Some((before.judge(&old.pointer)?, after.judge(&new.pointer)?))
            };
            judges.extend(pairs(old, new, direction).into_iter().filter_map(pair));
        }
        Self(judges)
    }

    /// Counts the payloads of a text: one, or one a line.
    pub fn count(&self, text: &[u8], counted: &mut Counted) {
        if let Some(payload) = json(text) {
            self.one(&payload, counted);
            return;
        }
        if text.trim_ascii().is_empty() {
            counted.unreadable += 1;
        }
        let lines = text.split(|byte| *byte == b'\n');
        for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
            match json(line) {
                Some(payload) => self.one(&payload, counted),
                None => counted.unreadable += 1,
            }
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

fn json(text: &[u8]) -> Option<Json> {
    let tree = Tree::from_json(std::str::from_utf8(text).ok()?);
    tree.root
        .filter(|_| tree.faults.is_empty())
        .map(|root| root.to_json())
}
