//! Counts the lines of a stream by verdict.

use idcard_report::Tally;
use std::ops::AddAssign;

/// How many lines got which verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Of the lines with something on them.
    pub tally: Tally,
    /// Lines with nothing on them.
    pub blank: usize,
}

impl Counts {
    /// How many lines there were.
    pub fn lines(&self) -> usize {
        self.tally.payloads() + self.blank
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        let Self { tally, blank } = other;
        self.tally += tally;
        self.blank += blank;
    }
}
