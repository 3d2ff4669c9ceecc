//! The sum of many judgements: what is counted, what is shown, and what the exit code is.
//!
//! It stands apart because it is what makes a report of a terabyte as small as one of a page: of
//! each group of findings (the same rule at the same pointer, whatever the indices) the first few
//! are kept to be shown, all are counted. Two digests of neighbouring pieces of the input add up to
//! the digest of both, so pieces may be judged wherever there is a core to spare.

use super::{Baseline, FailOn, Report, Tally};
use crate::capture::{Failure, Origin};
use crate::validate::{Finding, Judgement, Rule, Verdict};
use codegen::source::Position;
use std::collections::HashMap;
use std::io;
use std::sync::Arc;

/// The most groups that are told apart. A payload whose keys are data has as many as it has keys,
/// and a report of them would be neither short nor discreet.
pub const MOST_GROUPS: usize = 10_000;

/// Findings of one rule at one pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub rule: Rule,
    /// Their pointer, with `*` for each index.
    pub folded: String,
    /// What the first of them says.
    pub message: String,
    /// How many there are.
    pub count: u64,
    /// How many payloads have one.
    pub payloads: u64,
    /// Where the first is, in the order of the input.
    pub first: Place,
    /// Where the last is.
    pub last: Place,
    /// Whether the baseline has it: it is counted, but neither shown nor held against the input.
    pub known: bool,
    /// How many of them are among what is shown.
    shown: u64,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The payload.
    pub origin: Origin,
    /// RFC 6901.
    pub pointer: String,
    /// In what the origin names.
    pub position: Position,
}

/// Something to be shown, in the order of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A payload with something to say about it. Of its findings those that are not shown are left
    /// out, and counted in `omitted`.
    Judged {
        /// What is shown of it.
        judgement: Judgement,
        /// How many of its findings are counted only.
        omitted: usize,
    },
    /// Something gave no payload.
    Failed(Failure),
}

/// The sum of judgements.
#[derive(Debug, Clone)]
pub struct Digest {
    /// How many payloads got which verdict.
    pub tally: Tally,
    /// In the order in which they were first met.
    pub groups: Vec<Group>,
    /// Findings beyond [`MOST_GROUPS`].
    pub ungrouped: u64,
    events: Vec<Event>,
    /// Places in `groups`, by pointer.
    index: HashMap<String, Vec<usize>>,
    settings: Arc<Settings>,
}

/// What a digest keeps to be shown.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How many findings of a group are shown; none means all.
    pub shown_per_group: Option<u64>,
    /// What is known already.
    pub baseline: Baseline,
}

impl Digest {
    /// An empty sum.
    pub fn new(settings: Arc<Settings>) -> Self {
        Self {
            tally: Tally::default(),
            groups: Vec::new(),
            ungrouped: 0,
            events: Vec::new(),
            index: HashMap::new(),
            settings,
        }
    }

    /// An empty sum of the same kind.
    #[must_use]
    pub fn sibling(&self) -> Self {
        Self::new(Arc::clone(&self.settings))
    }

    /// Counts payloads that nothing is said about.
    pub fn valid(&mut self, count: usize) {
        self.tally.valid += count;
    }

    /// Adds a judgement.
    pub fn judged(&mut self, judgement: Judgement) {
        self.tally.count(judgement.verdict);
        let mut in_this: Vec<usize> = Vec::new();
        for finding in &judgement.findings {
            let place = || Place {
                origin: judgement.origin.clone(),
                pointer: finding.pointer.clone(),
                position: finding.position,
            };
            let Some(at) = self.find(finding.rule, &finding.folded).or_else(|| {
                self.insert(Group {
                    rule: finding.rule,
                    folded: finding.folded.clone(),
                    message: finding.message.clone(),
                    count: 0,
                    payloads: 0,
                    first: place(),
                    last: place(),
                    known: false,
                    shown: 0,
                })
            }) else {
                self.ungrouped += 1;
                continue;
            };
            let group = &mut self.groups[at];
            group.count += 1;
            if !in_this.contains(&at) {
                in_this.push(at);
                group.payloads += 1;
            }
            group.last = place();
        }
        self.show(judgement, 0);
    }

    /// Adds something that gave no payload.
    pub fn failed(&mut self, failure: Failure) {
        self.tally.failed += 1;
        self.events.push(Event::Failed(failure));
    }

    /// Adds the digest of what comes next in the input.
    pub fn append(&mut self, later: Self) {
        self.tally += later.tally;
        self.ungrouped += later.ungrouped;
        for group in later.groups {
            if let Some(at) = self.find(group.rule, &group.folded) {
                let earlier = &mut self.groups[at];
                earlier.count += group.count;
                earlier.payloads += group.payloads;
                earlier.last = group.last;
                continue;
            }
            let count = group.count;
            if self.insert(Group { shown: 0, ..group }).is_none() {
                self.ungrouped += count;
            }
        }
        for event in later.events {
            match event {
                Event::Judged { judgement, omitted } => self.show(judgement, omitted),
                Event::Failed(_) => self.events.push(event),
            }
        }
    }

    /// Gives a report what came since it was last given something.
    pub fn drain_into(&mut self, report: &mut dyn Report) -> io::Result<()> {
        self.events
            .drain(..)
            .try_for_each(|event| report.event(event))
    }

    /// 0 clean · 1 findings or invalid · 3 something could not be read, or there was nothing. What
    /// the baseline has does not count.
    pub fn exit_code(&self, fail_on: FailOn) -> u8 {
        if self.settings.baseline.is_empty() || self.ungrouped > 0 {
            return self.tally.exit_code(fail_on);
        }
        let new = self.groups.iter().filter(|group| !group.known);
        let worst = new.map(|group| group.rule.verdict()).max();
        Tally {
            valid: self.tally.payloads(),
            findings: usize::from(worst == Some(Verdict::Findings)),
            invalid: usize::from(worst == Some(Verdict::Invalid)),
            unreadable: usize::from(worst == Some(Verdict::Unreadable)),
            failed: self.tally.failed,
        }
        .exit_code(fail_on)
    }

    /// Keeps of a judgement what is still to be shown.
    fn show(&mut self, mut judgement: Judgement, omitted: usize) {
        let before = judgement.findings.len();
        judgement.findings.retain(|finding| self.is_shown(finding));
        let omitted = omitted + before - judgement.findings.len();
        if !judgement.findings.is_empty() {
            self.events.push(Event::Judged { judgement, omitted });
        }
    }

    fn is_shown(&mut self, finding: &Finding) -> bool {
        let Some(at) = self.find(finding.rule, &finding.folded) else {
            return false;
        };
        let group = &mut self.groups[at];
        let most = self.settings.shown_per_group.unwrap_or(u64::MAX);
        let is_shown = !group.known && group.shown < most;
        group.shown += u64::from(is_shown);
        is_shown
    }

    fn find(&self, rule: Rule, folded: &str) -> Option<usize> {
        let places = self.index.get(folded)?;
        places
            .iter()
            .copied()
            .find(|&at| self.groups[at].rule == rule)
    }

    fn insert(&mut self, mut group: Group) -> Option<usize> {
        if self.groups.len() == MOST_GROUPS {
            return None;
        }
        group.known = self.settings.baseline.has(group.rule, &group.folded);
        let at = self.groups.len();
        let places = self.index.entry(group.folded.clone()).or_default();
        places.push(at);
        self.groups.push(group);
        Some(at)
    }
}
