//! What is known already: groups of findings that an earlier report has.
//!
//! It stands apart because it is read from a report and used while the next one is made.

use crate::validate::Rule;
use std::collections::HashSet;

/// Groups of findings that are not news.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(HashSet<(String, String)>);

impl Baseline {
    /// Whether it has nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it has findings of that rule at that folded pointer.
    pub fn has(&self, rule: Rule, folded: &str) -> bool {
        !self.0.is_empty()
            && self
                .0
                .contains(&(rule.as_str().to_owned(), folded.to_owned()))
    }

    /// Adds a group, by the name of its rule and its folded pointer.
    pub fn add(&mut self, rule: impl Into<String>, folded: impl Into<String>) {
        self.0.insert((rule.into(), folded.into()));
    }
}
