//! Judges lines one for one, and adds up many parts of their verdicts to one report: how a corpus is
//! judged that no one machine can hold.
//!
//! ```text
//! lines ── blocks ── examiner ── verdict lines, and a trailer     `idcard stream`
//! parts ── merge ─┬─ checked against their trailers               `idcard merge`
//!                 └─ added up ── one report
//! ```
//!
//! Verdicts are data here: whatever is wrong with a line, exactly one line comes out for it, in the
//! same order, and what comes out is bounded in size and shows no value that was not asked for by
//! name. Nothing of it depends on where a line was cut off from its neighbours, so any partition of
//! the lines adds up to the same report.

mod counts;
mod examiner;
mod identity;
mod line;
pub mod merge;

pub use counts::Counts;
pub use identity::{BadPointer, Identity};
pub use line::MOST_GROUPS_OF_A_LINE;

use crate::engine::order::{self, Collect, Desk, Source};
use crate::engine::{Block, Blocks};
use examiner::{Examiner, Part};
use idcard_judge::Judge;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::sync::Arc;

/// The longest line that is read by default: what a request with the largest picture needs, and as
/// much again.
pub const LONGEST_LINE: usize = 128 << 20;

/// When verdicts are flushed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Flush {
    /// After each line: for callers that send a line and wait for its verdict.
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
    /// When verdicts are flushed.
    pub flush: Flush,
}

/// Judges every line of the input, on the thread of the caller. The trailer is written when all of it
/// was read and every verdict was written, and never else; an error is one of reading or of writing,
/// and ends the stream.
pub fn run(
    judge: &Judge,
    settings: &Settings,
    input: impl Read,
    out: impl Write,
) -> io::Result<Counts> {
    let mut lines = Lines::new(input, settings);
    let mut examiner = Examiner::new(judge, settings);
    let mut answers = Answers::new(out);
    while let Some(block) = lines.next_block() {
        let block = block?;
        examiner.block(&block, |part| answers.write(part))?;
        lines.give_back_block(block);
    }
    answers.finish()
}

/// Does the same on so many threads: what is written does not depend on how many they are.
pub fn spread(
    judge: Arc<Judge>,
    settings: &Settings,
    threads: NonZeroUsize,
    input: impl Read + Send + 'static,
    out: impl Write,
) -> io::Result<Counts> {
    if threads.get() == 1 {
        return run(&judge, settings, input, out);
    }
    let lines = Lines::new(input, settings);
    let settings = settings.clone();
    let work = move |desk: &mut Desk<Lines<_>, io::Result<Part>>| {
        let mut examiner = Examiner::new(&judge, &settings);
        let mut buffer = None;
        while let Some(block) = desk.next(buffer.take()) {
            let put = match block {
                Ok(block) => {
                    let put =
                        examiner.block(&block, |part| desk.put(Ok(part)).map(|()| Vec::new()));
                    buffer = block.into_buffer();
                    put
                }
                Err(error) => desk.put(Err(error)),
            };
            if put.is_err() {
                break;
            }
        }
    };
    let mut answers = Answers::new(out);
    order::run(threads, lines, work, &mut answers)?;
    answers.finish()
}

/// The lines of an input, in blocks.
struct Lines<R>(Blocks<R>);

impl<R: Read> Lines<R> {
    fn new(input: R, settings: &Settings) -> Self {
        Self(Blocks::new(
            input,
            settings.longest_line.unwrap_or(LONGEST_LINE),
        ))
    }

    /// The next block. An archive is one document, and verdicts on its lines would mean nothing.
    fn next_block(&mut self) -> Option<io::Result<Block>> {
        let block = self.0.next_block()?;
        match block {
            Ok(Block::Lines { first: 1, bytes }) if begins_an_archive(&bytes) => {
                Some(Err(io::Error::other(ARCHIVE)))
            }
            block => Some(block),
        }
    }

    fn give_back_block(&mut self, block: Block) {
        if let Some(buffer) = block.into_buffer() {
            self.0.give_back(buffer);
        }
    }
}

const ARCHIVE: &str =
    "the input is an HTTP archive, not a payload a line: `idcard validate` reads it";

fn begins_an_archive(text: &[u8]) -> bool {
    let mark = "\u{feff}".as_bytes();
    idcard_capture::is_archive(text.strip_prefix(mark).unwrap_or(text))
}

impl<R: Read + Send + 'static> Source for Lines<R> {
    type Task = io::Result<Block>;

    fn next(&mut self) -> Option<Self::Task> {
        self.next_block()
    }

    fn give_back(&mut self, buffer: Option<Vec<u8>>) {
        if let Some(buffer) = buffer {
            self.0.give_back(buffer);
        }
    }
}

/// Writes verdict lines, and checks that none is missing.
struct Answers<W> {
    out: W,
    lines: usize,
    counts: Counts,
}

impl<W: Write> Answers<W> {
    fn new(out: W) -> Self {
        Self {
            out,
            lines: 0,
            counts: Counts::default(),
        }
    }

    /// Writes and flushes; gives back the buffer.
    fn write(&mut self, part: Part) -> io::Result<Vec<u8>> {
        let Part {
            first,
            lines,
            counts,
            mut verdicts,
        } = part;
        if first != self.lines + 1 {
            return Err(line::incomplete());
        }
        self.lines += lines;
        self.counts += counts;
        self.out.write_all(&verdicts)?;
        self.out.flush()?;
        verdicts.clear();
        Ok(verdicts)
    }

    /// Writes the trailer.
    fn finish(mut self) -> io::Result<Counts> {
        let mut trailer = Vec::new();
        line::trailer(self.lines, &self.counts, &mut trailer)?;
        self.out.write_all(&trailer)?;
        self.out.flush()?;
        Ok(self.counts)
    }
}

impl<W: Write> Collect<io::Result<Part>> for Answers<W> {
    fn take(&mut self, part: io::Result<Part>) -> io::Result<()> {
        self.write(part?).map(drop)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
