//! Writes the report for people, and for editors that jump to `path:line:column`.
//!
//! One line a finding, then one line for the payload, and at the end what they have in common:
//!
//! ```text
//! a.json:8:21: enum /images/0/inferResult: expected one of "SUCCESS", "FAILURE", found ‹string:7›
//! a.json: invalid as response, 1 finding
//! …
//! 2 payloads: 1 valid, 1 invalid
//! ```
//!
//! Under a finding stand its excerpt, if it has one, and what may help, at the first of its kind.

use super::style::Style;
use super::wording::{self, counted, named, place, pointer_or_whole, worded};
use super::{Digest, Event, Report, summary};
use idcard_judge::{Excerpt, Finding, Hint, Judgement, Verdict};
use std::collections::HashSet;
use std::io::{self, Write};

/// Writes as the judgements come.
pub struct Text<W> {
    out: W,
    style: Style,
    hinted: HashSet<Hint>,
    shown: usize,
    omitted: bool,
}

impl<W: Write> Text<W> {
    /// A report to `out`, in colours or not.
    pub fn new(out: W, colour: bool) -> Self {
        Self {
            out,
            style: Style(colour),
            hinted: HashSet::new(),
            shown: 0,
            omitted: false,
        }
    }

    fn finding(&mut self, name: &str, finding: &Finding) -> io::Result<()> {
        let Finding {
            rule,
            pointer,
            folded: _,
            position,
            message,
            hint,
            excerpt,
            recovered,
        } = finding;
        let place = pointer_or_whole(pointer);
        let recovered = if *recovered { " (recovered)" } else { "" };
        let (line, column) = (position.line, position.column);
        let place_in_file = self.style.bold(&format!("{name}:{line}:{column}:"));
        let rule = self.style.verdict(rule.verdict(), rule.as_str());
        writeln!(
            self.out,
            "{place_in_file} {rule} {place}: {message}{recovered}"
        )?;
        if let Some(excerpt) = excerpt {
            self.excerpt(excerpt, line)?;
        }
        match hint {
            Some(hint) if self.hinted.insert(*hint) => {
                writeln!(
                    self.out,
                    "    {} {}",
                    self.style.note("hint:"),
                    worded(hint)
                )
            }
            _ => Ok(()),
        }
    }

    fn excerpt(&mut self, excerpt: &Excerpt, line: usize) -> io::Result<()> {
        let number = line.to_string();
        let blank = " ".repeat(number.len());
        for (index, text) in excerpt.lines.iter().enumerate() {
            let is_marked = index == excerpt.marked;
            let gutter = if is_marked { &number } else { &blank };
            let bar = self.style.faint(&format!("{gutter} │"));
            writeln!(self.out, "    {bar} {text}")?;
            if is_marked {
                let bar = self.style.faint(&format!("{blank} │"));
                let before = " ".repeat(excerpt.columns.start);
                let mark = self.style.mark(&"^".repeat(excerpt.columns.len()));
                writeln!(self.out, "    {bar} {before}{mark}")?;
            }
        }
        Ok(())
    }

    fn judged(&mut self, judgement: &Judgement, omitted: usize) -> io::Result<()> {
        self.shown += usize::from(judgement.verdict != Verdict::Valid);
        self.omitted |= omitted > 0;
        let text = judgement.origin.text().to_string();
        let text = named(&text);
        for finding in &judgement.findings {
            self.finding(&text, finding)?;
        }
        let name = wording::payload(&judgement.origin);
        let name = named(&name);
        let verdict = judgement.verdict;
        let verdict = self.style.verdict(verdict, verdict.as_str());
        write!(self.out, "{name}: {verdict}")?;
        if let Some(reason) = judgement.reason {
            write!(self.out, " ({})", reason.as_str())?;
        }
        if let Some(document) = judgement.document {
            write!(self.out, " as {document}")?;
        }
        match judgement.findings.len() + omitted {
            0 => {}
            1 => write!(self.out, ", 1 finding")?,
            count => write!(self.out, ", {count} findings")?,
        }
        if omitted > 0 {
            write!(self.out, ": those above … and {omitted} more")?;
        }
        writeln!(self.out)
    }
}

impl<W: Write> Report for Text<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Judged { judgement, omitted } => self.judged(&judgement, omitted),
            Event::Failed(_) => Ok(()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        summary::write(&mut self.out, self.style, digest, self.shown, self.omitted)?;
        self.out.flush()
    }
}

/// One line for all findings of a rule at a pointer, at the end.
pub struct Concise<W>(W);

impl<W: Write> Concise<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self(out)
    }
}

impl<W: Write> Report for Concise<W> {
    fn event(&mut self, _: Event) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        for group in digest.news() {
            let place = place(&group.first);
            let pointer = pointer_or_whole(&group.folded);
            let (rule, message, count) = (group.rule, &group.message, group.count.times);
            write!(self.0, "{place}: {rule} {pointer}: {message}")?;
            if count > 1 {
                let payloads = counted(group.count.payloads, "payload");
                write!(self.0, " ({count} times, in {payloads})")?;
            }
            writeln!(self.0)?;
        }
        summary::beyond(&mut self.0, digest)?;
        summary::counts(&mut self.0, digest)?;
        self.0.flush()
    }
}
