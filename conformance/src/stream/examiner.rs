//! Judges single lines: the verdict line of each is the same wherever in the input it stands.

use super::counts::Counts;
use super::line::Verdicts;
use super::{Flush, LONGEST_LINE, Settings};
use crate::engine::{Block, Line};
use idcard_judge::{Examined, Judge, Judgement, Origin, Triage};
use std::mem;

/// How many bytes of verdict lines are kept before they are written, besides the last.
const MOST_BYTES: usize = 1 << 20;

/// Verdict lines of neighbouring lines.
pub(super) struct Part {
    /// The number of the first line.
    pub(super) first: usize,
    /// How many lines were read.
    pub(super) lines: usize,
    /// What they were found to be.
    pub(super) counts: Counts,
    /// One line for each.
    pub(super) verdicts: Vec<u8>,
}

/// Examines lines one after the other; each thread has its own.
pub(super) struct Examiner<'j> {
    triage: Triage<'j>,
    settings: &'j Settings,
    longest: usize,
    counts: Counts,
    verdicts: Vec<u8>,
}

impl<'j> Examiner<'j> {
    pub(super) fn new(judge: &'j Judge, settings: &'j Settings) -> Self {
        Self {
            triage: Triage::new(judge),
            settings,
            longest: settings.longest_line.unwrap_or(LONGEST_LINE),
            counts: Counts::default(),
            verdicts: Vec::new(),
        }
    }

    /// Judges the lines of a block, and puts their verdict lines as often as they are to be flushed.
    /// What `put` gives back is used again.
    pub(super) fn block<E>(
        &mut self,
        block: &Block,
        mut put: impl FnMut(Part) -> Result<Vec<u8>, E>,
    ) -> Result<(), E> {
        let most = match self.settings.flush {
            Flush::Line => 0,
            Flush::Block => MOST_BYTES,
        };
        let (mut first, mut lines) = (1, 0);
        let mut block = block.lines().peekable();
        while let Some(line) = block.next() {
            if lines == 0 {
                first = line.number;
            }
            lines += 1;
            self.examine(line);
            if self.verdicts.len() > most || block.peek().is_none() {
                self.verdicts = put(Part {
                    first,
                    lines: mem::take(&mut lines),
                    counts: mem::take(&mut self.counts),
                    verdicts: mem::take(&mut self.verdicts),
                })?;
            }
        }
        Ok(())
    }

    fn examine(&mut self, line: Line<'_>) {
        let readable = line.bytes.filter(|bytes| bytes.len() <= self.longest);
        let id = self.settings.identity.as_ref().map(|identity| {
            let found = readable.and_then(|bytes| identity.find(bytes));
            found.unwrap_or_default()
        });
        let to = Verdicts {
            number: line.number,
            id,
            out: &mut self.verdicts,
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
        let document = self.settings.document.as_deref();
        match self.triage.examine(origin, bytes, document) {
            Examined::Valid { document, kinds } => {
                self.counts.tally.valid += 1;
                to.valid(document, kinds);
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
