//! Keeps the first so many events for a report that is written at the end.

use super::shape::Omitted;
use super::{Digest, Event};
use idcard_judge::Failure;
use idcard_judge::Judgement;

/// The most payloads, and the most failures, that a form lists which is written at the end. The
/// streamed forms list all.
pub const MOST_LISTED: usize = 1_000;

/// The most findings that such a form lists before it lists no further payload.
const MOST_FINDINGS: usize = 50_000;

/// The first payloads and failures, in the order of the input.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) payloads: Vec<(Judgement, usize)>,
    pub(super) failed: Vec<Failure>,
    findings: usize,
}

impl Listed {
    pub(super) fn keep(&mut self, event: Event) {
        match event {
            // What takes its place is worth more to whoever reads the report.
            Event::Judged { judgement, .. } if judgement.findings.is_empty() => {}
            Event::Judged { judgement, omitted } if self.has_room() => {
                self.findings += judgement.findings.len();
                self.payloads.push((judgement, omitted));
            }
            Event::Failed(failure) if self.failed.len() < MOST_LISTED => self.failed.push(failure),
            _ => {}
        }
    }

    fn has_room(&self) -> bool {
        self.payloads.len() < MOST_LISTED && self.findings < MOST_FINDINGS
    }

    /// What there is besides.
    pub(super) fn omitted(&self, digest: &Digest) -> Omitted {
        omitted(
            digest,
            self.payloads.len(),
            self.findings,
            self.failed.len(),
        )
    }
}

/// What there is besides so many payloads, findings and failures.
pub(super) fn omitted(digest: &Digest, payloads: usize, findings: usize, failed: usize) -> Omitted {
    let tally = &digest.tally;
    let telling = tally.payloads() - tally.valid;
    let as_count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Omitted {
        payloads: as_count(telling.saturating_sub(payloads)),
        findings: digest.findings().saturating_sub(as_count(findings)),
        failed: as_count(tally.failed.saturating_sub(failed)),
    }
}
