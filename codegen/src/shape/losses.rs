//! Counts what an export does not say as the document does.

use std::collections::BTreeMap;
use std::fmt;

/// What an export does not say as the document does, in one sentence, with how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What it is.
    pub what: String,
    /// In how many places.
    pub times: usize,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.times {
            1 => f.write_str(&self.what),
            times => write!(f, "{}, {times} times", self.what),
        }
    }
}

/// Counts what is not said.
#[derive(Debug, Default)]
pub(crate) struct Losses(BTreeMap<String, usize>);

impl Losses {
    pub(crate) fn add(&mut self, what: impl Into<String>) {
        *self.0.entry(what.into()).or_default() += 1;
    }

    pub(crate) fn list(self) -> Vec<Loss> {
        let all = self.0.into_iter();
        all.map(|(what, times)| Loss { what, times }).collect()
    }
}
