//! A line → its verdict line.
//!
//! It stands apart because it is all that is done with one line whatever its neighbours, so it may
//! run wherever there is a core, and on whatever piece of the input.

use super::identity::Identity;
use super::line::Verdicts;
use super::{LONGEST_LINE, Settings};
use crate::engine::{Block, Line};
use idcard_judge::Origin;
use idcard_judge::{Examined, Judge, Judgement, Triage};
use idcard_report::Tally;

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

/// Examines lines one after the other; each thread has its own.
pub struct Examiner<'j> {
    triage: Triage<'j>,
    document: Option<&'j str>,
    identity: Option<&'j Identity>,
    longest: usize,
    counts: Counts,
}

impl<'j> Examiner<'j> {
    /// One that judges as it is set.
    pub fn new(judge: &'j Judge, settings: &'j Settings) -> Self {
        Self {
            triage: Triage::new(judge),
            document: settings.document.as_deref(),
            identity: settings.identity.as_ref(),
            longest: settings.longest_line.unwrap_or(LONGEST_LINE),
            counts: Counts::default(),
        }
    }

    /// The verdict lines of a block, one for each of its lines.
    pub fn block(&mut self, block: &Block, verdicts: &mut Vec<u8>) {
        for line in block.lines() {
            self.examine(line, verdicts);
        }
    }

    /// What was examined so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    pub(super) fn examine(&mut self, line: Line<'_>, verdicts: &mut Vec<u8>) {
        let readable = line.bytes.filter(|bytes| bytes.len() <= self.longest);
        let id = self.identity.map(|identity| {
            let found = readable.and_then(|bytes| identity.find(bytes));
            found.unwrap_or_default()
        });
        let to = Verdicts {
            number: line.number,
            id,
            out: verdicts,
        };
        let Some(bytes) = readable else {
            let judgement = Judgement::too_long(origin(), self.longest);
            self.counts.tally.count(judgement.verdict);
            return to.judged(&judgement);
        };
        if line.is_blank() {
            self.counts.blank += 1;
            return to.blank();
        }
        match self.triage.examine(origin, bytes, self.document) {
            Examined::Valid(document) => {
                self.counts.tally.valid += 1;
                to.valid(document);
            }
            Examined::Judged(judgement) => {
                self.counts.tally.count(judgement.verdict);
                to.judged(&judgement);
            }
        }
    }
}

/// A line is known by its number, so the places in it are not shown.
fn origin() -> Origin {
    Origin::whole("")
}
