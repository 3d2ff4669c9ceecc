//! What is made up: chance, and what the fields of a card say.
//!
//! It stands apart because the stand-in for the service and the corpus both make cards up, and
//! because of one rule that holds for both: what looks like the number of a person is nobody's.

mod reading;
mod seeded;

pub(crate) use reading::Reading;
pub(crate) use seeded::Seeded;
