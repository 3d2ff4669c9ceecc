//! How sure the engine is of a reading: a number on the wire, a score or none here.
//!
//! It stands apart because the number 0.0 does not mean what it says.

use crate::types::{DateField, TextField};

impl TextField {
    /// How sure the engine is of the reading. `None` when it did not measure, which it also says by
    /// a score of exactly 0.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        measured(self.confidence_score)
    }
}

impl DateField {
    /// How sure the engine is of the reading. `None` when it did not measure, which it also says by
    /// a score of exactly 0.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        measured(self.confidence_score)
    }
}

fn measured(score: Option<f64>) -> Option<f64> {
    score.filter(|score| *score != 0.0)
}
