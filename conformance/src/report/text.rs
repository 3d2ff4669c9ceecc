//! The report for people, and for editors that jump to `path:line:column`.
//!
//! One line a finding, then one line for the payload, and at the end, of several payloads, one line
//! for all:
//!
//! ```text
//! a.json:8:21: enum /images/0/inferResult: expected one of "SUCCESS", "FAILURE", found ‹string:7›
//! a.json: invalid as response, 1 finding
//! 2 payloads: 1 valid, 1 invalid
//! ```

use super::{Digest, Event, Report};
use crate::validate::{Finding, Judgement, printable};
use std::io::{self, Write};

/// Writes as the judgements come.
pub struct Text<W>(W);

impl<W: Write> Text<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self(out)
    }

    fn finding(&mut self, name: &str, finding: &Finding) -> io::Result<()> {
        let Finding {
            rule,
            pointer,
            position,
            message,
            recovered,
            folded: _,
        } = finding;
        let place = if pointer.is_empty() {
            "(whole document)"
        } else {
            pointer
        };
        let recovered = if *recovered { " (recovered)" } else { "" };
        let (line, column) = (position.line, position.column);
        writeln!(
            self.0,
            "{name}:{line}:{column}: {rule} {place}: {message}{recovered}"
        )
    }
}

impl<W: Write> Text<W> {
    fn judged(&mut self, judgement: &Judgement, omitted: usize) -> io::Result<()> {
        let name = judgement.origin.to_string();
        let name = printable(&name);
        for finding in &judgement.findings {
            self.finding(&name, finding)?;
        }
        write!(self.0, "{name}: {}", judgement.verdict)?;
        if let Some(reason) = judgement.reason {
            write!(self.0, " ({})", reason.as_str())?;
        }
        if let Some(document) = judgement.document {
            write!(self.0, " as {document}")?;
        }
        match judgement.findings.len() + omitted {
            0 => writeln!(self.0),
            1 => writeln!(self.0, ", 1 finding"),
            count => writeln!(self.0, ", {count} findings"),
        }
    }
}

impl<W: Write> Report for Text<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Judged { judgement, omitted } => self.judged(&judgement, omitted),
            Event::Failed(_) => Ok(()),
        }
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let tally = &digest.tally;
        if tally.payloads() + tally.failed > 1 {
            let counts = [
                (tally.valid, "valid"),
                (tally.findings, "with findings"),
                (tally.invalid, "invalid"),
                (tally.unreadable, "unreadable"),
                (tally.failed, "failed"),
            ];
            let counts = counts
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, what)| format!("{count} {what}"));
            let counts: Vec<_> = counts.collect();
            let payloads = tally.payloads();
            let s = if payloads == 1 { "" } else { "s" };
            writeln!(self.0, "{payloads} payload{s}: {}", counts.join(", "))?;
        }
        self.0.flush()
    }
}
