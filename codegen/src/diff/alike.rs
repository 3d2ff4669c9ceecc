//! Finds what is the same in two documents, with all that it refers to: of that nothing is to be proven,
//! so a proof takes as long as what differs.

use super::space::references;
use serde_json::Value as Json;
use std::collections::{HashMap, HashSet};

/// The targets of references that are the same in both documents, whatever they lead to.
pub(super) struct Alike(HashSet<String>);

impl Alike {
    pub(super) fn of(one: &Json, other: &Json) -> Self {
        let mut open = Vec::new();
        references(one, &mut open);
        let mut alike = HashSet::new();
        let mut differ = Vec::new();
        // What leads to a target, so that a difference spreads to it.
        let mut back: HashMap<String, Vec<String>> = HashMap::new();
        let mut seen = HashSet::new();
        for target in open {
            if !seen.insert(target.clone()) {
                continue;
            }
            let of = one.pointer(&target);
            if of.is_none() || of != other.pointer(&target) {
                differ.push(target);
                continue;
            }
            let mut further = Vec::new();
            if let Some(of) = of {
                references(of, &mut further);
            }
            for it in further {
                back.entry(it).or_default().push(target.clone());
            }
            alike.insert(target);
        }
        while let Some(target) = differ.pop() {
            for leads_to_it in back.remove(&target).unwrap_or_default() {
                if alike.remove(&leads_to_it) {
                    differ.push(leads_to_it);
                }
            }
        }
        Self(alike)
    }

    /// Whether all that a schema refers to is the same.
    pub(super) fn all(&self, schema: &Json) -> bool {
        let mut targets = Vec::new();
        references(schema, &mut targets);
        targets.iter().all(|it| self.0.contains(it))
    }
}
