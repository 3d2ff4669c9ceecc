//! Proves that a receiver accepts all that a closed sender writes, or builds a body that shows where
//! it does not.
//!
//! The sender is closed: it writes only members that its own document names. The receiver reads as
//! its document stands. Pairs of schemas are compared once, whatever leads to them, so recursion
//! ends and a component that is used everywhere costs no more than one that is used once.

use super::choice;
use super::make::of_f64;
use super::object;
use super::scalar;
use super::space::{Conj, Flat, Space};
use serde_json::Value as Json;
use std::collections::BTreeSet;

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
    met: BTreeSet<(Conj, Conj)>,
    /// Pairs in the order in which they were met, so that an attempt can be taken back.
    order: Vec<(Conj, Conj)>,
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

impl<'a> Cover<'a> {
    pub(super) fn new(sender: &'a Space, receiver: &'a Space) -> Self {
        Self {
            sender,
            receiver,
            met: BTreeSet::new(),
            order: Vec::new(),
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
        if !self.met.insert(key.clone()) {
            return;
        }
        self.order.push(key);
        self.steps += 1;
        self.way.push((s.schemas.clone(), r.schemas.clone()));
        self.sets(s, r);
        self.way.pop();
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
        let is_hard = !sent.choices.is_empty() || !sent.unknown.is_empty();
        if is_hard && self.is_same(s, r) {
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
        let pairs = s.schemas.iter().cloned().zip(r.schemas.iter().cloned());
        let mut open: Vec<(String, String)> = pairs.collect();
        let mut seen = BTreeSet::new();
        while let Some((a, b)) = open.pop() {
            if !seen.insert((a.clone(), b.clone())) {
                continue;
            }
            let (a, b) = (self.sender.doc.pointer(&a), self.receiver.doc.pointer(&b));
            let Some(a) = a.filter(|it| Some(*it) == b) else {
                return false;
            };
            let mut targets = Vec::new();
            super::space::references(a, &mut targets);
            open.extend(targets.into_iter().map(|it| (it.clone(), it)));
        }
        true
    }

    /// Tries something: what it claimed is returned, and taken back.
    pub(super) fn attempt(&mut self, act: impl FnOnce(&mut Self)) -> Vec<Claim> {
        let (claims, order) = (self.claims.len(), self.order.len());
        act(self);
        for key in self.order.split_off(order) {
            self.met.remove(&key);
        }
        self.claims.split_off(claims)
    }

    fn unknown(&mut self, s: &Conj, r: &Conj, sent: &Flat, read: &Flat) {
        for (keyword, at, value) in &read.unknown {
            let same = |(other, _, known): &&(String, String, Json)| {
                other == keyword && known == value && !value.to_string().contains("\"$ref\"")
            };
            if sent.unknown.iter().any(|it| same(&it)) {
                continue;
            }
            let why = format!("no proof knows `{keyword}`");
            let claim = self.claim(s, r, Kind::Unproven, keyword, None, &why);
            claim.receiver.insert(0, at.clone());
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

    /// Claims something of a pair; the leaf is the value there that shows it.
    pub(super) fn claim(
        &mut self,
        s: &Conj,
        r: &Conj,
        kind: Kind,
        keyword: &str,
        leaf: Option<Json>,
        reason: &str,
    ) -> &mut Claim {
        let (body, at) = match leaf {
            Some(leaf) => (self.whole(leaf), self.place()),
            None => (None, self.place()),
        };
        let kind = if kind == Kind::Breaks && body.is_none() {
            Kind::Unproven
        } else {
            kind
        };
        let reason = if kind == Kind::Unproven && reason.is_empty() {
            "no body could be made up that shows it"
        } else {
            reason
        };
        self.claims.push(Claim {
            kind,
            keyword: keyword.to_owned(),
            sender: s.schemas.clone(),
            receiver: r.schemas.clone(),
            way: self.way.clone(),
            body,
            at,
            reason: reason.to_owned(),
        });
        let last = self.claims.len() - 1;
        &mut self.claims[last]
    }

    /// The body around a value.
    fn whole(&self, leaf: Json) -> Option<Json> {
        let mut value = leaf;
        for step in self.trail.iter().rev() {
            value = match step {
                Step::Member(conj, name) => {
                    let flat = self.sender.flat(conj);
                    let mut object = self.sender.object(&flat, false, 0).or_else(|| {
                        // What is required may be this very member, which has no end otherwise.
                        let mut bare = flat.clone();
                        bare.required.remove(name);
                        self.sender.object(&bare, false, 0)
                    })?;
                    object.insert(name.clone(), value);
                    Json::Object(object)
                }
                Step::Item(conj) => {
                    let flat = self.sender.flat(conj);
                    let least = flat.min_items.as_ref().map_or(1.0, |it| it.0.max(1.0));
                    let mut list = vec![value];
                    list.extend(self.sender.list(&flat, least - 1.0, 0)?);
                    Json::Array(list)
                }
            };
        }
        Some(value)
    }

    /// Where in the body the value is.
    fn place(&self) -> String {
        let steps = self.trail.iter().map(|step| match step {
            Step::Member(_, name) => format!("/{}", crate::source::escape_token(name)),
            Step::Item(_) => "/0".to_owned(),
        });
        steps.collect()
    }

    /// Claims a limit: `value` is accepted by the sender and beyond what the receiver takes.
    pub(super) fn limit(
        &mut self,
        s: &Conj,
        r: &Conj,
        keyword: &str,
        at: (Option<&String>, Option<&String>),
        leaf: Option<Json>,
    ) {
        let claim = self.claim(s, r, Kind::Breaks, keyword, leaf, "");
        if let Some(at) = at.0 {
            claim.sender.insert(0, at.clone());
        }
        if let Some(at) = at.1 {
            claim.receiver.insert(0, at.clone());
        }
    }

    /// A number as a value.
    pub(super) fn number(value: f64) -> Json {
        of_f64(value)
    }
}
