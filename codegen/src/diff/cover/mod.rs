//! Proves that a receiver accepts all that a closed sender writes, or builds a body that shows where
//! it does not.
//!
//! The sender is closed: it writes only members that its own document names. The receiver reads as
//! its document stands. Pairs of schemas are compared once, whatever leads to them, so recursion
//! ends and a component that is used everywhere costs no more than one that is used once.

mod body;

use super::alike::Alike;
use super::choice;
use super::object;
use super::scalar;
use super::space::{Conj, Flat, Space};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// What is claimed of a place in two schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Breaks,
    Lost,
    Unproven,
}

/// A claim, with the places in both documents that it may be due to, the likeliest first.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) kind: Kind,
    pub(super) keyword: String,
    pub(super) sender: Vec<String>,
    pub(super) receiver: Vec<String>,
    /// The schemas on the way to it, outermost first: the sender's and the receiver's.
    pub(super) way: Vec<(Vec<String>, Vec<String>)>,
    /// A whole body, and where in it the fault is.
    pub(super) body: Option<Json>,
    pub(super) at: String,
    pub(super) reason: String,
}

/// A step from a value into one that it holds.
#[derive(Debug, Clone)]
enum Step {
    Member(Conj, String),
    Item(Conj),
}

pub(super) struct Cover<'a> {
    pub(super) sender: &'a Space,
    pub(super) receiver: &'a Space,
    /// Pairs whose claims are made, or being made: in an attempt, those of the attempt.
    met: BTreeSet<(Conj, Conj)>,
    /// Pairs that are being compared, with how deep in one another: they may be presumed.
    open: BTreeMap<(Conj, Conj), usize>,
    /// Pairs that nothing is claimed of, and that presume no open one: proven for good.
    proven: BTreeSet<(Conj, Conj)>,
    /// What is the same in both documents.
    alike: Alike,
    /// The outermost open pair that is presumed by what is being compared.
    presumed: usize,
    pub(super) claims: Vec<Claim>,
    trail: Vec<Step>,
    /// The schemas on the way, outermost first.
    way: Vec<(Vec<String>, Vec<String>)>,
    /// How many pairs were compared.
    pub(super) steps: usize,
}

/// Schemas in one another, at the most.
const DEEPEST: usize = 100;

/// Pairs that are compared, at the most; what is beyond is unproven.
const MOST_PAIRS: usize = 200_000;

/// Keywords whose meaning depends on other keywords, or on other documents.
const BESIDE: [&str; 9] = [
    "$id",
    "$ref",
    "$dynamicRef",
    "$recursiveRef",
    "additionalItems",
    "additionalProperties",
    "contains",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Whether a schema refers to another, anywhere in it.
fn has_reference(schema: &Json) -> bool {
    let text = schema.to_string();
    ["\"$ref\"", "\"$dynamicRef\"", "\"$recursiveRef\""]
        .iter()
        .any(|it| text.contains(it))
}

impl<'a> Cover<'a> {
    pub(super) fn new(sender: &'a Space, receiver: &'a Space) -> Self {
        Self {
            sender,
            receiver,
            alike: Alike::of(&sender.doc, &receiver.doc),
            met: BTreeSet::new(),
            open: BTreeMap::new(),
            proven: BTreeSet::new(),
            presumed: usize::MAX,
            claims: Vec::new(),
            trail: Vec::new(),
            way: Vec::new(),
            steps: 0,
        }
    }

    /// Compares two schemas of bodies.
    pub(super) fn body(&mut self, sender: &str, receiver: &str) {
        let [s, r] = [sender, receiver].map(|it| Conj::of(vec![it.to_owned()]));
        self.pair(&s, &r);
    }

    pub(super) fn pair(&mut self, s: &Conj, r: &Conj) {
        let key = (s.clone(), r.clone());
        if let Some(depth) = self.open.get(&key) {
            self.presumed = self.presumed.min(*depth);
            return;
        }
        if self.proven.contains(&key) {
            return;
        }
        if self.is_same(s, r) {
            self.proven.insert(key);
            return;
        }
        if !self.met.insert(key.clone()) {
            // Its claims are made already: what leads to it is not proven for good.
            self.presumed = 0;
            return;
        }
        let (claims, depth) = (self.claims.len(), self.open.len() + 1);
        let around = std::mem::replace(&mut self.presumed, usize::MAX);
        self.open.insert(key.clone(), depth);
        self.steps += 1;
        self.way.push((s.schemas.clone(), r.schemas.clone()));
        self.sets(s, r);
        self.way.pop();
        self.open.remove(&key);
        let presumes = self.presumed < depth;
        if self.claims.len() == claims && !presumes {
            self.proven.insert(key);
        }
        self.presumed = if presumes {
            around.min(self.presumed)
        } else {
            around
        };
    }

    fn sets(&mut self, s: &Conj, r: &Conj) {
        let sent = self.sender.flat(s);
        if self.trail.len() > DEEPEST || self.steps > MOST_PAIRS {
            let why = "the schemas are too deep, or too many, for a proof";
            self.claim(s, r, Kind::Unproven, "schema", None, why);
            return;
        }
        if sent.is_empty() {
            let why = "the sender's schema accepts nothing, and of nothing nothing is proven";
            self.claim(s, r, Kind::Unproven, "schema", None, why);
            return;
        }
        if let Some(choice) = sent.choices.first() {
            for branch in 0..choice.branches {
                self.pair(&s.choose(&choice.at, branch), r);
            }
            return;
        }
        let read = self.receiver.flat(r);
        if let Some(choice) = read.choices.first() {
            choice::received(self, s, r, choice);
            return;
        }
        if sent.is_endless || read.is_endless {
            let why = "a schema is a part of itself";
            self.claim(s, r, Kind::Unproven, "$ref", None, why);
            return;
        }
        self.unknown(s, r, &sent, &read);
        scalar::compare(self, s, r, &sent, &read);
        if sent.types.contains("object") && read.types.contains("object") && sent.values.is_none() {
            object::compare(self, s, r, &sent, &read);
        }
        if sent.types.contains("array") && read.types.contains("array") && sent.values.is_none() {
            self.items(s, &sent, &read);
        }
    }

    /// Whether both say the same, word for word, with all that they refer to: what is right for one
    /// is right for the other then.
    fn is_same(&self, s: &Conj, r: &Conj) -> bool {
        if s.is_chosen() || r.is_chosen() || s.schemas.len() != r.schemas.len() {
            return false;
        }
        let mut pairs = s.schemas.iter().zip(&r.schemas);
        pairs.all(|(a, b)| {
            let (a, b) = (self.sender.doc.pointer(a), self.receiver.doc.pointer(b));
            a.is_some() && a == b && a.is_some_and(|it| self.alike.all(it))
        })
    }

    /// Tries something: what it claimed is returned, and taken back. What failed elsewhere fails
    /// here again, as nothing that was met before is taken for proven.
    pub(super) fn attempt(&mut self, act: impl FnOnce(&mut Self)) -> Vec<Claim> {
        let (claims, presumed) = (self.claims.len(), self.presumed);
        let met = std::mem::take(&mut self.met);
        act(self);
        self.met = met;
        self.presumed = presumed;
        self.claims.split_off(claims)
    }

    fn unknown(&mut self, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
        for (keyword, at, value) in &read.unknown {
            // What depends on what is beside it, or elsewhere, says nothing by being the same.
            let is_alone = !BESIDE.contains(&keyword.as_str()) && !has_reference(value);
            let same = |(other, _, known): &&(String, String, Json)| {
                is_alone && other == keyword && known == value
            };
            if sent.unknown.iter().any(|it| same(&it)) {
                continue;
            }
            let why = format!("no proof knows `{keyword}`");
            let claim = self.claim(s, r, Kind::Unproven, keyword, None, &why);
            claim.receiver.insert(0, at.clone());
            if let (Some(target), "$ref") = (value.as_str(), keyword.as_str()) {
                // It may be the target that is gone.
                let target = target.trim_start_matches('#').to_owned();
                claim.sender.push(target.clone());
                claim.receiver.push(target);
            }
        }
    }

    fn items(&mut self, s: &Conj, sent: &Flat, read: &Flat) {
        if sent.max_items.as_ref().is_some_and(|it| it.0 < 1.0) || read.items.is_empty() {
            return;
        }
        self.trail.push(Step::Item(s.clone()));
        self.pair(&Conj::of(sent.items.clone()), &Conj::of(read.items.clone()));
        self.trail.pop();
    }

    pub(super) fn member(&mut self, s: &Conj, name: &str, sent: &Conj, read: &Conj) {
        self.trail.push(Step::Member(s.clone(), name.to_owned()));
        self.pair(sent, read);
        self.trail.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// A pair that failed elsewhere does not make a branch look proven; one that did not is kept.
    #[test]
    fn what_failed_elsewhere_fails_in_an_attempt() {
        let space = |ty: &str| {
            Space::new(json!({ "a": { "items": { "type": ty } }, "b": { "type": "string" } }))
        };
        let (sender, receiver) = (space("integer"), space("string"));
        let mut cover = Cover::new(&sender, &receiver);
        cover.body("/a", "/a");
        let known = cover.claims.len();
        assert!(known > 0);
        let again = |cover: &mut Cover<'_>, at: &str| cover.attempt(|it| it.body(at, at)).len();
        assert_eq!(again(&mut cover, "/a"), known);
        assert_eq!(again(&mut cover, "/b"), 0);
        let steps = cover.steps;
        assert_eq!(again(&mut cover, "/b"), 0);
        assert_eq!(cover.steps, steps);
        cover.body("/a", "/a");
        assert_eq!(cover.claims.len(), known);
    }
}
