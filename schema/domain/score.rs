//! The confidence score of a reading, without the 0.0 that stands for none.

use crate::types::{DateField, TextField};

impl TextField {
    /// The confidence score of the reading. `None` when the engine did not measure it, for which it
    /// also sends exactly 0.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        measured(self.confidence_score)
    }
}

impl DateField {
    /// The confidence score of the reading. `None` when the engine did not measure it, for which it
    /// also sends exactly 0.
    #[must_use]
    pub fn score(&self) -> Option<f64> {
        measured(self.confidence_score)
    }
}

fn measured(score: Option<f64>) -> Option<f64> {
    score.filter(|score| *score != 0.0)
}
