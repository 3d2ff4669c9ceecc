//! Lines → verdict lines, one for one, and many parts of those → one report: how a corpus is judged
//! that no one machine can hold.
//!
//! ```text
//! lines ── blocks ── examiner ── verdict lines, and a trailer     `idcard validate --stream`
//! parts ── merge ─┬─ checked against their trailers               `idcard merge`
//!                 └─ added up ── one report
//! ```
//!
//! It stands apart from the report because here verdicts are data: whatever is wrong with a line,
//! exactly one line comes out for it, in the same order, and what comes out is bounded in size and
//! shows no value that was not asked for by name. Nothing of it depends on where a line was cut off
//! from its neighbours, so any partition of the lines adds up to the same report.

mod examiner;
mod identity;
mod line;
pub mod merge;

pub use examiner::{Counts, Examiner};
pub use identity::{BadPointer, Identity};
pub use line::{MOST_GROUPS_OF_A_LINE, SHAPE};

use crate::engine::{Block, Blocks};
use idcard_judge::Judge;
use std::io::{self, Read, Write};

/// The longest line that is read, unless it is said otherwise: what a request with the largest
/// picture needs, and as much again.
pub const LONGEST_LINE: usize = 128 << 20;

/// When verdicts are handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flush {
    /// After each line: for who sends a line and waits for its verdict.
    Line,
    /// When all lines that were read together are judged.
    #[default]
    Block,
}

/// How a stream is judged.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What the payloads are, by name in the catalogue; none: what each looks most like.
    pub document: Option<String>,
    /// What of a payload is its name, if anything.
    pub identity: Option<Identity>,
    /// The longest line that is read, in bytes; none: [`LONGEST_LINE`].
    pub longest_line: Option<usize>,
    /// When verdicts are handed on.
    pub flush: Flush,
}

/// Judges every line of the input. The trailer is written when all of it was read and every verdict
/// was written, and never else; an error is one of reading or of writing, and ends the stream.
pub fn run(
    judge: &Judge,
    settings: &Settings,
    input: impl Read,
    mut out: impl Write,
) -> io::Result<Counts> {
    let longest = settings.longest_line.unwrap_or(LONGEST_LINE);
    let mut blocks = Blocks::new(input, longest);
    let mut examiner = Examiner::new(judge, settings);
    let mut verdicts = Vec::new();
    let mut lines = 0;
    while let Some(block) = blocks.next_block() {
        let block = block?;
        for line in block.lines() {
            lines += 1;
            examiner.examine(line, &mut verdicts);
            if settings.flush == Flush::Line {
                hand_on(&mut verdicts, &mut out)?;
            }
        }
        hand_on(&mut verdicts, &mut out)?;
        if let Block::Lines { bytes, .. } = block {
            blocks.give_back(bytes);
        }
    }
    let counts = examiner.counts();
    line::trailer(lines, &counts, &mut verdicts)?;
    hand_on(&mut verdicts, &mut out)?;
    Ok(counts)
}

fn hand_on(verdicts: &mut Vec<u8>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(verdicts)?;
    verdicts.clear();
    out.flush()
}
