//! Reads one part of verdict lines into a sum, if it is whole.
//!
//! A part may be anything by the time that it is read: cut short with the machine that wrote it, written
//! twice over, or not ours at all. What its trailer says is compared with what is there.

use super::sum::Sum;
use crate::engine::Blocks;
use crate::stream::Counts;
use crate::stream::line::{Line, State, TRAILER, Trailer};
use idcard_report::version::VERDICTS;
use std::fmt;
use std::io::{self, Read};

/// No verdict line is longer.
const LONGEST: usize = 1 << 20;

/// Why a part does not count.
#[derive(Debug)]
pub enum Broken {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It ends without a trailer.
    NoTrailer,
    /// A line, by its number, that is neither a verdict nor a trailer.
    Strange(usize),
    /// A line whose members contradict each other.
    AtOdds(usize),
    /// A line that is the verdict on another line than the one whose turn it is.
    OutOfOrder {
        /// The line of the part.
        line: usize,
        /// What it is about.
        about: usize,
    },
    /// A line behind the trailer.
    AfterTrailer(usize),
    /// A shape that is not known here.
    Shape(u32),
    /// The trailer does not say what the lines say.
    Counts,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::NoTrailer => f.write_str("it has no trailer, so it is not whole: judge it again"),
            Self::Strange(line) => write!(
                f,
                "line {line} is neither a verdict nor a trailer of `idcard stream`"
            ),
            Self::AtOdds(line) => write!(f, "line {line} contradicts itself"),
            Self::OutOfOrder { line, about } => write!(
                f,
                "line {line} is the verdict on line {about}: one is missing, repeated or out of order"
            ),
            Self::AfterTrailer(line) => write!(
                f,
                "line {line} is behind the trailer: a part is what one process wrote"
            ),
            Self::Shape(shape) => write!(
                f,
                "its shape is {shape}, and {VERDICTS} is known: was it written by another idcard?"
            ),
            Self::Counts => f.write_str("its trailer does not say what its lines say"),
        }
    }
}

impl std::error::Error for Broken {}

/// Reads a part to its end.
pub fn read(part: impl Read) -> Result<Sum, Broken> {
    let mut blocks = Blocks::new(part, LONGEST);
    let mut reader = Reader::default();
    while let Some(block) = blocks.next_block() {
        let block = block.map_err(Broken::Unreadable)?;
        for line in block.lines() {
            reader.line(line.bytes.unwrap_or_default())?;
        }
        if let Some(buffer) = block.into_buffer() {
            blocks.give_back(buffer);
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    /// The number of the last line.
    at: usize,
    counts: Counts,
    sum: Sum,
    trailer: Option<Trailer>,
}

impl Reader {
    fn line(&mut self, line: &[u8]) -> Result<(), Broken> {
        self.at += 1;
        if self.trailer.is_some() {
            return Err(Broken::AfterTrailer(self.at));
        }
        if line.starts_with(TRAILER) {
            let Shape { shape } = self.parse(line)?;
            if shape != VERDICTS {
                return Err(Broken::Shape(shape));
            }
            self.trailer = Some(self.parse(line)?);
            return Ok(());
        }
        let line: Line<'_> = self.parse(line)?;
        if line.n != self.counts.lines() + 1 {
            return Err(Broken::OutOfOrder {
                line: self.at,
                about: line.n,
            });
        }
        self.count(&line)?;
        self.sum.add(&line).ok_or(Broken::Strange(self.at))
    }

    fn parse<'l, T: serde::Deserialize<'l>>(&self, line: &'l [u8]) -> Result<T, Broken> {
        serde_json::from_slice(line).map_err(|_| Broken::Strange(self.at))
    }

    /// Counts a verdict, if the rest of its line goes with it.
    fn count(&mut self, line: &Line<'_>) -> Result<(), Broken> {
        let (count, has_findings, is_damaged) = match line.v {
            State::Valid => (&mut self.counts.tally.valid, false, false),
            State::Findings => (&mut self.counts.tally.findings, true, false),
            State::Invalid => (&mut self.counts.tally.invalid, true, false),
            State::Unreadable => (&mut self.counts.tally.unreadable, true, true),
            State::Blank => (&mut self.counts.blank, false, false),
        };
        *count += 1;
        // Of a damaged payload there may be nothing to tell its document by.
        let document_fits =
            is_damaged || line.document.is_some() == !matches!(line.v, State::Blank);
        let is_classified = !line.kinds.is_empty();
        let fits = document_fits
            && !(is_classified && (is_damaged || line.document.is_none()))
            && line.findings.is_empty() != has_findings
            && line.reason.is_some() == is_damaged
            && (has_findings || line.more == 0);
        fits.then_some(()).ok_or(Broken::AtOdds(self.at))
    }

    fn finish(mut self) -> Result<Sum, Broken> {
        let trailer = self.trailer.ok_or(Broken::NoTrailer)?;
        if !trailer.says(&self.counts) {
            return Err(Broken::Counts);
        }
        self.sum.counts = self.counts;
        Ok(self.sum)
    }
}

/// The one member that no later shape of a trailer can do without.
#[derive(serde::Deserialize)]
struct Shape {
    shape: u32,
}
