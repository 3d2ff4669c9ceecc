//! Counts verdicts, and derives the exit code from the counts.

use idcard_judge::Verdict;
use serde::Serialize;
use std::ops::AddAssign;

/// Counts of verdicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, schemars::JsonSchema)]
pub struct Tally {
    /// Payloads with nothing to say about.
    pub valid: usize,
    /// Payloads that deserve a look.
    pub findings: usize,
    /// Payloads that do not satisfy the schema.
    pub invalid: usize,
    /// Payloads that are not JSON.
    pub unreadable: usize,
    /// Paths that gave no payload.
    pub failed: usize,
}

/// From which verdict on the run counts as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// Findings fail.
    #[default]
    Findings,
    /// Findings pass.
    Invalid,
}

impl Tally {
    /// Counts a verdict.
    pub fn count(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Valid => &mut self.valid,
            Verdict::Findings => &mut self.findings,
            Verdict::Invalid => &mut self.invalid,
            Verdict::Unreadable => &mut self.unreadable,
        } += 1;
    }

    /// How many payloads were judged.
    pub fn payloads(&self) -> usize {
        self.valid + self.findings + self.invalid + self.unreadable
    }

    /// The worst verdict; none when nothing was judged.
    pub fn worst(&self) -> Option<Verdict> {
        [
            (self.unreadable, Verdict::Unreadable),
            (self.invalid, Verdict::Invalid),
            (self.findings, Verdict::Findings),
            (self.valid, Verdict::Valid),
        ]
        .into_iter()
        .find_map(|(count, verdict)| (count > 0).then_some(verdict))
    }

    /// 0 clean · 1 findings or invalid · 3 something could not be read, or there was nothing.
    pub fn exit_code(&self, fail_on: FailOn) -> u8 {
        if self.failed > 0 {
            return 3;
        }
        match (self.worst(), fail_on) {
            (None | Some(Verdict::Unreadable), _) => 3,
            (Some(Verdict::Invalid), _) | (Some(Verdict::Findings), FailOn::Findings) => 1,
            (Some(Verdict::Findings), FailOn::Invalid) | (Some(Verdict::Valid), _) => 0,
        }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let Self {
            valid,
            findings,
            invalid,
            unreadable,
            failed,
        } = other;
        self.valid += valid;
        self.findings += findings;
        self.invalid += invalid;
        self.unreadable += unreadable;
        self.failed += failed;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_decides() {
        use Verdict::{Findings, Invalid, Unreadable, Valid};
        let code = |verdicts: &[Verdict], fail_on| {
            let mut tally = Tally::default();
            for verdict in verdicts {
                tally.count(*verdict);
            }
            tally.exit_code(fail_on)
        };
        assert_eq!(code(&[], FailOn::Findings), 3);
        assert_eq!(code(&[Valid, Valid], FailOn::Findings), 0);
        assert_eq!(code(&[Valid, Findings], FailOn::Findings), 1);
        assert_eq!(code(&[Valid, Findings], FailOn::Invalid), 0);
        assert_eq!(code(&[Invalid, Findings], FailOn::Invalid), 1);
        assert_eq!(code(&[Unreadable, Invalid, Valid], FailOn::Invalid), 3);
        let failed = Tally {
            valid: 1,
            failed: 1,
            ..Tally::default()
        };
        assert_eq!(failed.exit_code(FailOn::Findings), 3);
    }
}
