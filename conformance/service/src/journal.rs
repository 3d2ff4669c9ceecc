//! Keeps the journal: which calls came, and which of them would have been billed.
//!
//! It holds places and counts, and nothing of what was sent.

use super::request::Found;
use serde::Serialize;
use std::collections::VecDeque;

/// How many entries are kept; the counts go on.
const KEPT: usize = 1000;

/// How many findings of one call are kept.
const FINDINGS: usize = 20;

/// What happened until now.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Journal {
    /// Calls whose head arrived.
    pub calls: u64,
    /// Calls that would have been billed.
    pub billed: u64,
    /// The most calls that were on their way at the same time.
    pub most_at_once: usize,
    /// The last calls, the newest last.
    pub entries: VecDeque<Entry>,
}

/// One call.
#[derive(Debug, Clone, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Entry {
    /// The number of the call, from 0.
    pub call: u64,
    /// `json` or `multipart`, where it declared one of them.
    pub body: Option<&'static str>,
    /// The length of its body.
    pub bytes: usize,
    /// The fault that it met.
    pub fault: Option<String>,
    /// The status of the answer, where one was made.
    pub status: Option<u16>,
    /// The code of the service's error.
    pub code: Option<String>,
    /// Whether it would have been billed.
    pub billed: bool,
    /// What the judge found in a request that was taken all the same: rule and place of the first 20
    /// findings.
    pub findings: Vec<String>,
    /// How many findings there were beside those.
    #[serde(skip_serializing_if = "is_none")]
    pub findings_omitted: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Entry {
    /// Adds findings, of which only the first are kept.
    pub(super) fn found(&mut self, found: Found) {
        self.findings_omitted += usize::try_from(found.more).unwrap_or(usize::MAX);
        for finding in found.findings {
            if self.findings.len() < FINDINGS {
                self.findings.push(finding);
            } else {
                self.findings_omitted += 1;
            }
        }
    }
}

impl Journal {
    pub(super) fn note(&mut self, entry: Entry) {
        self.billed += u64::from(entry.billed);
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        self.entries.push_back(entry);
    }
}
