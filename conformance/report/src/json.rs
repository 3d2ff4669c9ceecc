//! Writes the reports for programs: one JSON document, or a line of JSON for each thing as it comes.
//!
//! What is in them is defined by [`super::shape`]. They are written in characters that no terminal acts on,
//! and so that a report that was cut short is seen to be.

use super::listed::{Listed, omitted};
use super::shape::{Failed, Head, Kind, Line, Payload, Undocumented, Whole};
use super::{Digest, Event, Report};
use idcard_judge::{Verdict, inert};
use serde::Serialize;
use std::io::{self, Write};

/// One document, written at the end.
pub struct Json<W> {
    out: W,
    listed: Listed,
}

impl<W: Write> Json<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            listed: Listed::default(),
        }
    }
}

impl<W: Write> Report for Json<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        self.listed.keep(event);
        Ok(())
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let omitted = self.listed.omitted(digest);
        let Listed {
            payloads, failed, ..
        } = std::mem::take(&mut self.listed);
        let payloads: Vec<_> = payloads
            .into_iter()
            .map(|(judgement, omitted)| Payload::of(judgement, omitted))
            .collect();
        let failed: Vec<_> = failed.into_iter().map(Failed::from).collect();
        let undocumented = digest.undocumented().into_iter();
        let whole = Whole {
            head: Head::of(digest, omitted),
            groups: digest.groups().into_iter().map(Kind::from).collect(),
            undocumented: undocumented
                .map(|group| Undocumented::of(group, &digest.tally))
                .collect(),
            payloads: &payloads,
            failed: &failed,
        };
        let text = serde_json::to_string_pretty(&whole)?;
        writeln!(self.out, "{}", inert(&text))?;
        self.out.flush()
    }
}

/// A line for each thing, as it comes; the last one says that it is.
pub struct Ndjson<W> {
    out: W,
    payloads: usize,
    findings: usize,
    failed: usize,
}

impl<W: Write> Ndjson<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            payloads: 0,
            findings: 0,
            failed: 0,
        }
    }

    fn line(&mut self, line: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string(line)?;
        writeln!(self.out, "{}", inert(&text))
    }
}

impl<W: Write> Report for Ndjson<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Judged { judgement, omitted } => {
                self.payloads += usize::from(judgement.verdict != Verdict::Valid);
                self.findings += judgement.findings.len();
                self.line(&Line::Payload(&Payload::of(judgement, omitted)))
            }
            Event::Failed(failure) => {
                self.failed += 1;
                self.line(&Line::Failed(&Failed::from(failure)))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        for group in digest.groups() {
            self.line(&Line::Group(group.into()))?;
        }
        for group in digest.undocumented() {
            let undocumented = Undocumented::of(group, &digest.tally);
            self.line(&Line::Undocumented(undocumented))?;
        }
        let omitted = omitted(digest, self.payloads, self.findings, self.failed);
        self.line(&Line::Trailer(Head::of(digest, omitted)))?;
        self.out.flush()
    }
}
