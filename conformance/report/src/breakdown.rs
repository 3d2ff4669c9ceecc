//! Counts what payloads were: judged as which document, and what they say of themselves.
//!
//! Nearly every payload of a stream is valid, and this is all that is kept of it, so that it costs a few
//! additions.

use idcard_judge::Kinds;
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// How many payloads were what.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Breakdown {
    /// There are few documents, and most payloads are the same.
    documents: Vec<(&'static str, u64)>,
    /// By the number of the word.
    kinds: Vec<u64>,
}

impl Breakdown {
    /// Counts a payload. Of one that could not be read nothing may be known.
    pub fn count(&mut self, document: Option<&'static str>, kinds: Kinds) {
        if let Some(document) = document {
            self.document(document, 1);
        }
        for number in kinds.numbers() {
            self.kind(number, 1);
        }
    }

    fn document(&mut self, document: &'static str, times: u64) {
        let mut documents = self.documents.iter_mut();
        match documents.find(|(known, _)| *known == document) {
            Some((_, count)) => *count += times,
            None => self.documents.push((document, times)),
        }
    }

    fn kind(&mut self, number: usize, times: u64) {
        if self.kinds.is_empty() {
            self.kinds.resize(Kinds::MOST, 0);
        }
        if let Some(count) = self.kinds.get_mut(number) {
            *count += times;
        }
    }

    /// How many payloads were judged as which document.
    pub fn documents(&self) -> BTreeMap<&'static str, u64> {
        self.documents.iter().copied().collect()
    }

    /// How many payloads have which word of [`Kinds`].
    pub fn kinds(&self) -> BTreeMap<&'static str, u64> {
        let counts = self.kinds.iter().enumerate();
        let counts = counts.filter(|(_, count)| **count > 0);
        counts
            .filter_map(|(number, count)| Some((Kinds::word(number)?, *count)))
            .collect()
    }
}

impl AddAssign for Breakdown {
    fn add_assign(&mut self, other: Self) {
        let Self { documents, kinds } = other;
        for (document, times) in documents {
            self.document(document, times);
        }
        for (number, times) in kinds
            .into_iter()
            .enumerate()
            .filter(|(_, times)| *times > 0)
        {
            self.kind(number, times);
        }
    }
}
