//! Holds the corpus as every contestant gets it: one piece of bytes, in which each finds the
//! documents in the same way, and pays for it.

use idcard_judge::Verdict;
use idcard_synthetic::{Corpus, Layout, Recipe};
use std::ops::Range;

/// What a run over all documents came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Tally {
    /// Documents that satisfy the schema.
    pub(crate) good: u64,
    /// Documents that do not, or are not JSON.
    pub(crate) bad: u64,
}

impl Tally {
    pub(crate) fn count(&mut self, good: bool) {
        if good {
            self.good += 1;
        } else {
            self.bad += 1;
        }
    }
}

/// A corpus.
pub(crate) struct Documents {
    bytes: Vec<u8>,
    /// Where the documents are, if they are not lines.
    places: Vec<Range<usize>>,
    expected: Tally,
    faulty: u64,
}

impl Documents {
    pub(crate) fn new(count: u64, layout: Layout, damaged: f64) -> Self {
        let corpus = Corpus::new(Recipe {
            seed: 1,
            layout,
            damaged,
        });
        let mut documents = Self {
            bytes: Vec::new(),
            places: Vec::new(),
            expected: Tally::default(),
            faulty: 0,
        };
        for document in (0..count).map(|number| corpus.document(number)) {
            documents
                .expected
                .count(document.verdict <= Verdict::Findings);
            documents.faulty += u64::from(document.damage.is_some());
            let start = documents.bytes.len();
            documents.bytes.extend_from_slice(&document.bytes);
            if layout == Layout::Pretty {
                documents.places.push(start..documents.bytes.len());
            }
            documents.bytes.push(b'\n');
        }
        documents
    }

    /// Each document, without the end of its line.
    pub(crate) fn each(&self) -> impl Iterator<Item = &[u8]> {
        let placed = self.places.iter().map(|place| &self.bytes[place.clone()]);
        let lines = self.lines().unwrap_or_default();
        let mut start = 0;
        let lines = memchr::memchr_iter(b'\n', lines).map(move |end| {
            let line = &lines[start..end];
            start = end + 1;
            line
        });
        placed.chain(lines)
    }

    /// All of it, if it is NDJSON.
    pub(crate) fn lines(&self) -> Option<&[u8]> {
        self.places.is_empty().then_some(&self.bytes)
    }

    pub(crate) fn bytes(&self) -> usize {
        self.bytes.len()
    }

    pub(crate) fn count(&self) -> u64 {
        self.expected.good + self.expected.bad
    }

    pub(crate) fn faulty(&self) -> u64 {
        self.faulty
    }

    pub(crate) fn expected(&self) -> Tally {
        self.expected
    }
}
