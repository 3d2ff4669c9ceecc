//! Keeps the first so many events for a report that is written at the end.

use super::shape::Omitted;
use super::{Digest, Event};
use idcard_judge::Failure;
use idcard_judge::Judgement;

/// The most payloads, and the most failures, that a form lists which is written at the end. The
/// streamed forms list all.
pub const MOST_LISTED: usize = 1_000;

/// The first payloads and failures, in the order of the input.
#[derive(Default)]
pub(super) struct Listed {
    pub(super) payloads: Vec<(Judgement, usize)>,
    pub(super) failed: Vec<Failure>,
}

impl Listed {
    pub(super) fn keep(&mut self, event: Event) {
        match event {
            Event::Judged { judgement, omitted } if self.payloads.len() < MOST_LISTED => {
                self.payloads.push((judgement, omitted));
            }
            Event::Failed(failure) if self.failed.len() < MOST_LISTED => self.failed.push(failure),
            _ => {}
        }
    }

    /// What there is besides.
    pub(super) fn omitted(&self, digest: &Digest) -> Omitted {
        let judgements = self.payloads.iter().map(|(judgement, _)| judgement);
        let findings: usize = judgements.map(|judgement| judgement.findings.len()).sum();
        omitted(digest, self.payloads.len(), findings, self.failed.len())
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
