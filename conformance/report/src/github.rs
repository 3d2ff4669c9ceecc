//! Writes the report as commands of a GitHub workflow, which shows each at the line it is about.
//!
//! What is written here is obeyed by whatever reads it: nothing out of a payload or a name may end a
//! command, or begin another one.

use super::listed::omitted;
use super::wording::{self, pointer_or_whole, worded};
use super::{Digest, Event, Report};
use idcard_judge::{Failure, Finding, Judgement, Level, STANDARD_INPUT_NAME, printable};
use std::io::{self, Write};

/// Writes as the judgements come.
pub struct Github<W> {
    out: W,
    payloads: usize,
    findings: usize,
    failed: usize,
}

impl<W: Write> Github<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            payloads: 0,
            findings: 0,
            failed: 0,
        }
    }

    fn finding(&mut self, judgement: &Judgement, finding: &Finding) -> io::Result<()> {
        let command = finding
            .rule
            .verdict()
            .level()
            .map_or("notice", Level::as_str);
        let origin = &judgement.origin;
        let mut properties = Vec::new();
        if &*origin.input != STANDARD_INPUT_NAME {
            properties.push(("file", origin.input.to_string()));
            // A payload inside another document has no place in the file but that of the document.
            if origin.inside.is_none() {
                let position = finding.position;
                properties.push(("line", position.line.to_string()));
                properties.push(("col", position.column.to_string()));
            } else if let Some(line) = origin.line {
                properties.push(("line", line.to_string()));
            }
        }
        properties.push(("title", finding.rule.as_str().to_owned()));
        let pointer = pointer_or_whole(&finding.pointer);
        let payload = wording::payload(origin);
        let mut message = format!("{payload} {pointer}: {}", finding.message);
        if let Some(hint) = &finding.hint {
            message = format!("{message}\n{}", worded(hint));
        }
        self.command(command, &properties, &message)
    }

    fn command(
        &mut self,
        name: &str,
        properties: &[(&str, String)],
        message: &str,
    ) -> io::Result<()> {
        let properties = properties
            .iter()
            .map(|(name, value)| format!("{name}={}", property(value)));
        let properties: Vec<_> = properties.collect();
        let space = if properties.is_empty() { "" } else { " " };
        let (properties, message) = (properties.join(","), data(message));
        writeln!(self.out, "::{name}{space}{properties}::{message}")
    }
}

impl<W: Write> Report for Github<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Judged { judgement, .. } => {
                self.payloads += 1;
                self.findings += judgement.findings.len();
                let mut findings = judgement.findings.iter();
                findings.try_for_each(|finding| self.finding(&judgement, finding))
            }
            Event::Failed(Failure { name, message }) => {
                self.failed += 1;
                let title = ("title", "not read".to_owned());
                self.command("error", &[title], &format!("{name}: {message}"))
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let mut counts = Vec::new();
        super::summary::counts(&mut counts, digest)?;
        let mut counts = String::from_utf8_lossy(&counts).trim_end().to_owned();
        let omitted = omitted(digest, self.payloads, self.findings, self.failed);
        if omitted.findings > 0 {
            counts = format!("{counts}; {} findings more than shown", omitted.findings);
        }
        self.command("notice", &[("title", "idcard".to_owned())], &counts)?;
        self.out.flush()
    }
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    // A line feed of ours is kept, escaped; no other character may act on whoever looks at the log.
    let lines: Vec<_> = text.split('\n').map(printable).collect();
    lines.join("\n").replace('%', "%25").replace('\n', "%0A")
}

/// What stands behind `name=`.
fn property(text: &str) -> String {
    let text = printable(text).replace('%', "%25");
    text.replace(':', "%3A").replace(',', "%2C")
}
