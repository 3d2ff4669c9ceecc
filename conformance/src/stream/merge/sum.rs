//! Sums up verdict lines.
//!
//! Other than the digest of a report the sum has neither a first nor a last: whatever the order in which
//! lines are added, and sums to sums, it is the same sum.

use crate::smallest::Smallest;
use crate::stream::Counts;
use crate::stream::line::Line;
use idcard_report::{Count, MOST_GROUPS, Tally};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// How many names of payloads a group shows: the smallest.
pub const MOST_EXAMPLES: usize = 3;

/// The longest name of a rule or a document. Ours are shorter.
const LONGEST_WORD: usize = 40;

/// The longest pointer, and the longest name of a payload. Ours are shorter.
const LONGEST_TEXT: usize = 1000;

/// How many documents are told apart. There are fewer.
const MOST_DOCUMENTS: usize = 100;

/// How many words of what payloads are.
const MOST_KINDS: usize = 100;

/// What there is to say of many payloads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// How many lines got which verdict.
    pub counts: Counts,
    /// How many payloads were judged as which document.
    pub(super) documents: Smallest<String, u64>,
    /// How many payloads say what of themselves.
    pub(super) kinds: Smallest<String, u64>,
    /// How many payloads are unreadable for which reason.
    pub(super) reasons: BTreeMap<&'static str, u64>,
    /// By pointer and rule.
    pub(super) groups: Smallest<(String, String), Group>,
    /// How many findings there are, in groups or not.
    findings: u64,
}

/// Findings of one rule at one pointer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Group {
    pub(super) count: Count,
    /// The smallest names of payloads that have one, as JSON.
    pub(super) ids: BTreeSet<String>,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            counts: Counts::default(),
            documents: Smallest::new(MOST_DOCUMENTS),
            kinds: Smallest::new(MOST_KINDS),
            reasons: BTreeMap::new(),
            groups: Smallest::new(MOST_GROUPS),
            findings: 0,
        }
    }
}

impl Sum {
    /// Adds what a line says beyond its verdict. None when it says what no line of ours does.
    pub(super) fn add(&mut self, line: &Line<'_>) -> Option<()> {
        if let Some(document) = &line.document {
            self.documents.add(word(document)?.to_owned(), 1);
        }
        for kind in &line.kinds {
            let (facet, value) = kind.split_once(':')?;
            self.kinds
                .add(format!("{}:{}", word(facet)?, word(value)?), 1);
        }
        if let Some(reason) = line.reason {
            *self.reasons.entry(reason.as_str()).or_default() += 1;
        }
        let id = line.id.map(|id| id.get().to_owned());
        if id.as_ref().is_some_and(|id| id.len() > LONGEST_TEXT) {
            return None;
        }
        self.findings = self.findings.checked_add(line.more)?;
        for group in &line.findings {
            self.findings = self.findings.checked_add(group.count)?;
            if group.at.len() > LONGEST_TEXT {
                return None;
            }
            let key = (group.at.clone().into_owned(), word(&group.rule)?.to_owned());
            let group = Group {
                count: Count {
                    times: group.count,
                    payloads: 1,
                },
                ids: id.clone().into_iter().collect(),
            };
            self.groups.add(key, group);
        }
        Some(())
    }

    /// How many payloads were judged as which document.
    pub(super) fn documents(&self) -> BTreeMap<&str, u64> {
        counts(&self.documents)
    }

    /// How many payloads say what of themselves.
    pub(super) fn kinds(&self) -> BTreeMap<&str, u64> {
        counts(&self.kinds)
    }

    /// How many verdicts there are of which kind.
    pub fn tally(&self) -> &Tally {
        &self.counts.tally
    }

    /// How many findings are in none of the groups.
    pub(super) fn ungrouped(&self) -> u64 {
        let grouped: u64 = self.groups.iter().map(|(_, group)| group.count.times).sum();
        self.findings.saturating_sub(grouped)
    }

    /// The groups, the largest first; of two that are as large, the first by pointer and rule.
    pub(super) fn by_size(&self) -> Vec<(&str, &str, &Group)> {
        let groups = self.groups.iter();
        let mut groups: Vec<_> = groups
            .map(|((at, rule), group)| (at.as_str(), rule.as_str(), group))
            .collect();
        groups.sort_by_key(|(_, _, group)| Reverse(group.count.times));
        groups
    }
}

impl AddAssign for Group {
    fn add_assign(&mut self, other: Self) {
        let Self { count, ids } = other;
        self.count += count;
        self.ids.extend(ids);
        while self.ids.len() > MOST_EXAMPLES {
            self.ids.pop_last();
        }
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        let Self {
            counts,
            documents,
            kinds,
            reasons,
            groups,
            findings,
        } = other;
        self.counts += counts;
        self.documents += documents;
        self.kinds += kinds;
        for (reason, count) in reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
        self.groups += groups;
        self.findings += findings;
    }
}

fn counts(counts: &Smallest<String, u64>) -> BTreeMap<&str, u64> {
    let counts = counts.iter();
    counts
        .map(|(name, count)| (name.as_str(), *count))
        .collect()
}

/// A word as ours are: of letters, digits, `-` and the `$` of JSON Schema.
fn word(text: &str) -> Option<&str> {
    let is_word = text.len() <= LONGEST_WORD
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'$'));
    is_word.then_some(text)
}
