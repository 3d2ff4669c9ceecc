//! Makes up answers of the service from a seed: one for the stand-in, or a corpus of as many as one
//! likes, some of them faulty.
//!
//! ```text
//! answer   one answer, as a tree                   options  what is asked of it
//! reading  what a field of a card says             wording  its names and addresses
//! outline  where it stands in the picture          value    the tree
//! damage   what is wrong with a faulty document    layout   the tree as text
//! seeded   chance
//! ```
//!
//! Benchmarks, tests at scale and scripts need gigabytes that nobody may keep: real ones are
//! personal data. The same recipe gives the same bytes on every machine, and each document depends
//! on its number alone, so any part of a corpus can be made by itself.
//!
//! ```
//! use idcard_synthetic::{Corpus, Recipe};
//!
//! let corpus = Corpus::new(Recipe { damaged: 0.001, ..Recipe::default() });
//! let document = corpus.document(41);
//! assert!(document.damage.is_none() && document.bytes.starts_with(b"{\"version\":\"V2\","));
//! ```

mod answer;
mod damage;
mod layout;
mod options;
mod outline;
mod reading;
mod seeded;
mod value;
mod wording;

pub use answer::Answers;
pub use damage::Damage;
pub use layout::{Layout, NoSuchLayout};
pub use options::{AnswerOptions, CardKind, Outcome, Variety, cards};
pub use seeded::Seeded;

use idcard_judge::Verdict;
use std::io::{self, Write};

/// What a corpus is made by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recipe {
    /// Another one is another corpus.
    pub seed: u64,
    /// How its documents are written.
    pub layout: Layout,
    /// The share of documents with a fault, between 0 and 1.
    pub damaged: f64,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            seed: 0,
            layout: Layout::Compact,
            damaged: 0.0,
        }
    }
}

/// Makes documents.
pub struct Corpus {
    recipe: Recipe,
    answers: Answers,
}

/// A payload, and what is known of it because of how it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its text, or what is left of it.
    pub bytes: Vec<u8>,
    /// What is wrong with it.
    pub damage: Option<Damage>,
    /// What the judge will say.
    pub verdict: Verdict,
}

impl Corpus {
    /// A corpus; nothing is made until it is asked for.
    pub fn new(recipe: Recipe) -> Self {
        Self {
            recipe,
            answers: Answers::default(),
        }
    }

    /// The document of that number.
    pub fn document(&self, number: u64) -> Document {
        let Recipe {
            seed,
            layout,
            damaged,
        } = self.recipe;
        // A stream of its own: what a document says does not depend on how many are faulty.
        let mut fate = Seeded::new(!seed, number);
        let damage = if layout == Layout::Invalid {
            let all = Damage::ALL.into_iter();
            let bad: Vec<_> = all
                .filter(|one| one.verdict() >= Verdict::Invalid)
                .collect();
            fate.pick(&bad).copied()
        } else if fate.chance(damaged) {
            fate.pick(&Damage::ALL).copied()
        } else if layout == Layout::Undocumented {
            return self.changed(number, Some(Damage::Undocumented), None);
        } else {
            None
        };
        self.changed(number, damage, damage)
    }

    /// The documents from the first on, each on a line of its own; a pretty one on many.
    pub fn write(&self, documents: u64, out: &mut impl Write) -> io::Result<()> {
        for number in 0..documents {
            out.write_all(&self.document(number).bytes)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// A document with a change made to it; `damage` is what it is announced with.
    fn changed(&self, number: u64, change: Option<Damage>, damage: Option<Damage>) -> Document {
        let mut seeded = Seeded::new(self.recipe.seed, number);
        let options = AnswerOptions {
            // A failure has too little that could be wrong.
            outcome: change.map(|_| Outcome::Success),
            ..AnswerOptions::default()
        };
        let mut tree = self.answers.answer(options, &mut seeded);
        if let Some(change) = change {
            change.to_tree(&mut tree, &mut seeded);
        }
        let text = self.recipe.layout.text(tree, &mut seeded);
        let bytes = match change {
            Some(change) => change.to_text(text, &mut seeded),
            None => text.into_bytes(),
        };
        Document {
            bytes,
            damage,
            verdict: change.map_or(Verdict::Valid, Damage::verdict),
        }
    }
}

#[cfg(test)]
mod tests;
