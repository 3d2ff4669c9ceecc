//! Makes claims, each with a whole body around the value that shows it.

use super::super::make::of_f64;
use super::super::space::Conj;
use super::{Claim, Cover, Kind, Step};
use serde_json::Value as Json;

impl Cover<'_> {
    /// Claims something of a pair; the leaf is the value there that shows it.
    pub(in crate::diff) fn claim(
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
            sender: self.sender.flat(s).schemas.clone(),
            receiver: self.receiver.flat(r).schemas.clone(),
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
                        let mut bare = (*flat).clone();
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
    pub(in crate::diff) fn limit(
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
    pub(in crate::diff) fn number(value: f64) -> Json {
        of_f64(value)
    }
}
