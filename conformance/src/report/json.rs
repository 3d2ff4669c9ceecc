//! The report for programs: one JSON document, whose shape is a promise.
//!
//! ```json
//! {
//!   "report": 1,
//!   "verdict": "invalid",
//!   "counts": {"valid": 0, "findings": 0, "invalid": 1, "unreadable": 0, "failed": 0},
//!   "payloads": [{
//!     "name": "a.json",
//!     "as": "response",
//!     "verdict": "invalid",
//!     "findings": [{
//!       "rule": "enum",
//!       "pointer": "/images/0/inferResult",
//!       "line": 8,
//!       "column": 21,
//!       "message": "expected one of \"SUCCESS\", \"FAILURE\", found ‹string:7›",
//!       "recovered": false
//!     }]
//!   }],
//!   "failed": [{"name": "b.json", "message": "No such file or directory"}]
//! }
//! ```
//!
//! `verdict` is the worst of all, `null` when there was nothing to judge. An unreadable payload has
//! a `reason` (`truncated`, `syntax`, `encoding`, `too-long`, `number`) and may have no `as`.
//! Members may be added; `report` counts up when one changes or goes.

use super::{Digest, Event, Report, Tally};
use crate::capture::Failure;
use crate::validate::{Finding, Judgement, Reason, Verdict, inert};
use serde::Serialize;
use std::io::{self, Write};

/// Collects the judgements and writes them at the end.
pub struct Json<W> {
    out: W,
    payloads: Vec<Payload>,
    failed: Vec<Failed>,
}

/// The shape that is described above.
const SHAPE: u32 = 1;

#[derive(Serialize)]
struct Whole<'a> {
    report: u32,
    verdict: Option<Verdict>,
    counts: &'a Tally,
    payloads: &'a [Payload],
    failed: &'a [Failed],
}

#[derive(Serialize)]
struct Payload {
    name: String,
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    document: Option<&'static str>,
    verdict: Verdict,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    findings: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    rule: &'static str,
    pointer: String,
    line: usize,
    column: usize,
    message: String,
    recovered: bool,
}

#[derive(Serialize)]
struct Failed {
    name: String,
    message: String,
}

impl<W: Write> Json<W> {
    /// A report to `out`.
    pub fn new(out: W) -> Self {
        Self {
            out,
            payloads: Vec::new(),
            failed: Vec::new(),
        }
    }
}

impl From<Finding> for Entry {
    fn from(finding: Finding) -> Self {
        let Finding {
            rule,
            pointer,
            position,
            message,
            recovered,
            folded: _,
        } = finding;
        Self {
            rule: rule.as_str(),
            pointer,
            line: position.line,
            column: position.column,
            message,
            recovered,
        }
    }
}

impl<W: Write> Report for Json<W> {
    fn event(&mut self, event: Event) -> io::Result<()> {
        let judgement = match event {
            Event::Judged { judgement, .. } => judgement,
            Event::Failed(Failure { name, message }) => {
                self.failed.push(Failed { name, message });
                return Ok(());
            }
        };
        let Judgement {
            origin,
            document,
            verdict,
            reason,
            findings,
        } = judgement;
        let findings = findings.into_iter().map(Entry::from).collect();
        self.payloads.push(Payload {
            name: origin.to_string(),
            document,
            verdict,
            reason,
            findings,
        });
        Ok(())
    }

    fn finish(&mut self, digest: &Digest) -> io::Result<()> {
        let tally = &digest.tally;
        let whole = Whole {
            report: SHAPE,
            verdict: tally.worst(),
            counts: tally,
            payloads: &self.payloads,
            failed: &self.failed,
        };
        let text = serde_json::to_string_pretty(&whole)?;
        writeln!(self.out, "{}", inert(&text))?;
        self.out.flush()
    }
}
