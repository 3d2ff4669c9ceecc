//! Sums up judgements: what is counted, what is shown, and what the exit code is.
//!
//! A report of a terabyte is as small as one of a page: of each [`Group`] of findings the first few are
//! kept to be shown, all are counted. Two digests of neighbouring pieces of the input add up to the digest
//! of both, so pieces may be judged wherever there is a core to spare.

use super::foreign::{Foreign, Foreigners};
use super::group::Groups;
use super::{Baseline, Breakdown, Count, Drawing, FailOn, Group, Known, Report, Tally};
use idcard_judge::{
    Failure, Finding, Judgement, Kinds, MOST_ALIKE, Origin, Rule, SkipReason, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

/// The most groups that are told apart, besides those of the baseline.
pub const MOST_GROUPS: usize = 10_000;

/// Something to be shown, in the order of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A payload with something to say about it. Of its findings those that are not shown are left
    /// out, and counted in `omitted`: also those that the judgement itself only counts.
    Judged {
        /// What is shown of it.
        judgement: Judgement,
        /// How many of its findings are counted only.
        omitted: usize,
    },
    /// Something gave no payload.
    Failed(Failure),
}

/// How many findings and failures wait in a digest, but for those of the last payload.
const MOST_WAITING: usize = 1_000;

/// The sum of judgements.
#[derive(Debug, Clone)]
pub struct Digest {
    /// How many payloads got which verdict.
    pub tally: Tally,
    /// What the payloads were.
    pub breakdown: Breakdown,
    /// How much was rightly not judged, by what it is.
    pub skipped: BTreeMap<SkipReason, u64>,
    /// How inputs were read, where that is not plain from what was found in them.
    pub read: BTreeSet<&'static str>,
    /// The first responses, as drawings; see [`Settings::drawings`].
    pub drawings: Vec<Drawing>,
    /// All findings, whether their group is kept or not.
    findings: u64,
    /// Those of them that are counted only: they are beyond the first of their payload.
    beyond: Count,
    groups: Groups,
    events: Vec<Event>,
    /// The findings and failures of the events.
    waiting: usize,
    judged: u64,
    foreigners: Foreigners,
    settings: Arc<Settings>,
}

/// What a digest keeps to be shown.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How many findings of a group are shown; none means all.
    pub shown_per_group: Option<u64>,
    /// How many groups are told apart.
    pub most_groups: usize,
    /// How many responses are drawn.
    pub drawings: usize,
    /// Whether payloads of which there is nothing to show are events too: the valid ones, and those
    /// whose findings are all counted only.
    pub lists_all: bool,
    /// What is known already.
    pub baseline: Baseline,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            shown_per_group: None,
            most_groups: MOST_GROUPS,
            drawings: 0,
            lists_all: false,
            baseline: Baseline::default(),
        }
    }
}

impl Digest {
    /// An empty sum.
    pub fn new(settings: Arc<Settings>) -> Self {
        Self {
            tally: Tally::default(),
            breakdown: Breakdown::default(),
            skipped: BTreeMap::new(),
            read: BTreeSet::new(),
            drawings: Vec::new(),
            findings: 0,
            beyond: Count::default(),
            groups: Groups::default(),
            events: Vec::new(),
            waiting: 0,
            judged: 0,
            foreigners: Foreigners::default(),
            settings,
        }
    }

    /// An empty sum of the same kind.
    #[must_use]
    pub fn sibling(&self) -> Self {
        Self::new(Arc::clone(&self.settings))
    }

    /// Counts a payload without findings. Its origin is made only where such are listed.
    pub fn valid(&mut self, document: &'static str, kinds: Kinds, origin: impl FnOnce() -> Origin) {
        self.tally.valid += 1;
        self.breakdown.count(Some(document), kinds);
        if self.settings.lists_all {
            let judgement = Judgement::valid(origin(), document, kinds);
            let omitted = 0;
            self.push(Event::Judged { judgement, omitted });
        }
    }

    /// Draws a response, if more of them are to be drawn. To be called for each payload that was judged
    /// as a response, also for those without findings.
    pub fn draw(&mut self, origin: impl FnOnce() -> Origin, bytes: &[u8]) {
        if self.drawings.len() < self.settings.drawings
            && let Some(drawing) = Drawing::of(origin, bytes)
        {
            self.drawings.push(drawing);
        }
    }

    /// Adds a judgement.
    pub fn judged(&mut self, judgement: Judgement) {
        self.tally.count(judgement.verdict);
        self.breakdown.count(judgement.document, judgement.kinds);
        self.judged += 1;
        self.findings += judgement.more;
        self.beyond += Count {
            times: judgement.more,
            payloads: u64::from(judgement.more > 0),
        };
        let counted_only = usize::try_from(judgement.more).unwrap_or(usize::MAX);
        self.show(judgement, counted_only, true);
    }

    /// Counts what was rightly not judged.
    pub fn skipped(&mut self, reason: SkipReason, count: u64) {
        if count > 0 {
            *self.skipped.entry(reason).or_default() += count;
        }
    }

    /// Notes how an input is read.
    pub fn read(&mut self, how: &'static str) {
        self.read.insert(how);
    }

    /// Adds a document that is none of this API, with the payloads that are in it at each path. It is
    /// told when all was read, see [`tell_foreign`](Self::tell_foreign).
    pub fn foreign(&mut self, origin: &Origin, found: Vec<(Foreign, u64)>) {
        self.tally.failed += 1;
        for (foreign, payloads) in found {
            self.foreigners.add(origin, foreign, payloads);
        }
    }

    /// Tells a report of the documents that are none of this API, each kind once.
    pub fn tell_foreign(&self, report: &mut dyn Report) -> io::Result<()> {
        let mut failures = self.foreigners.failures().into_iter();
        failures.try_for_each(|failure| report.event(Event::Failed(failure)))
    }

    /// Adds something that gave no payload.
    pub fn failed(&mut self, failure: Failure) {
        self.tally.failed += 1;
        self.push(Event::Failed(failure));
    }

    fn push(&mut self, event: Event) {
        self.waiting += match &event {
            Event::Judged { judgement, .. } => judgement.findings.len().max(1),
            Event::Failed(_) => 1,
        };
        self.events.push(event);
    }

    /// Whether so much waits to be shown that it should be drained, or appended to another, before
    /// more is judged.
    pub fn is_full(&self) -> bool {
        self.waiting >= MOST_WAITING
    }

    /// Adds the digest of what comes next in the input. Nothing of it may have been drained.
    pub fn append(&mut self, later: Self) {
        self.tally += later.tally;
        self.breakdown += later.breakdown;
        for (reason, count) in later.skipped {
            self.skipped(reason, count);
        }
        self.read.extend(later.read);
        self.foreigners.append(later.foreigners);
        self.findings += later.findings;
        self.beyond += later.beyond;
        let met = self.groups.met();
        // What is shown goes first: it has each group of the piece at the place where it was met.
        for event in later.events {
            match event {
                Event::Judged { judgement, omitted } => self.show(judgement, omitted, false),
                Event::Failed(_) => self.push(event),
            }
        }
        for group in later.groups.into_order() {
            let most = self.settings.most_groups;
            if self.groups.find(group.rule, &group.folded).is_none() {
                let nothing_yet = Group {
                    count: Count::default(),
                    ..group.clone()
                };
                self.groups.admit(nothing_yet, most);
            }
            if let Some(slot) = self.groups.find(group.rule, &group.folded) {
                slot.group.count += group.count;
                slot.group.last = group.last;
            }
            // What is known is not among what is shown, and yet has its place in the order.
            self.groups.put_last(group.rule, &group.folded, met);
        }
        let room = self.settings.drawings.saturating_sub(self.drawings.len());
        self.drawings.extend(later.drawings.into_iter().take(room));
    }

    /// Gives a report what came since it was last given something.
    pub fn drain_into(&mut self, report: &mut dyn Report) -> io::Result<()> {
        self.waiting = 0;
        self.events
            .drain(..)
            .try_for_each(|event| report.event(event))
    }

    /// The groups, in the order in which they were first met.
    pub fn groups(&self) -> Vec<&Group> {
        self.groups.in_order()
    }

    /// Those that are not known, most frequent first.
    pub fn news(&self) -> Vec<&Group> {
        let mut groups = self.groups();
        groups.retain(|group| !group.known);
        groups.sort_by_key(|group| std::cmp::Reverse(group.count.times));
        groups
    }

    /// Members that the spec does not name, most frequent first.
    pub fn undocumented(&self) -> Vec<&Group> {
        let mut groups = self.groups();
        groups.retain(|group| group.rule == Rule::UndocumentedMember);
        groups.sort_by_key(|group| std::cmp::Reverse(group.count.times));
        groups
    }

    /// How many findings there are in all.
    pub fn findings(&self) -> u64 {
        self.findings
    }

    /// Findings beyond the first [`MOST_FINDINGS`](idcard_judge::MOST_FINDINGS) of their payload: they
    /// are counted, and in no group.
    pub fn beyond(&self) -> Count {
        self.beyond
    }

    /// Findings that are in no group: those [`beyond`](Self::beyond), and those of groups beyond
    /// [`Settings::most_groups`].
    pub fn ungrouped(&self) -> u64 {
        let grouped: u64 = self.groups.iter().map(|group| group.count.times).sum();
        self.findings.saturating_sub(grouped)
    }

    /// Groups of the baseline of which nothing was found.
    pub fn absent(&self) -> Vec<&Known> {
        let known = self.groups.iter().filter(|group| group.known);
        let present = known.map(|group| (group.rule.as_str(), &*group.folded));
        self.settings.baseline.without(&present.collect())
    }

    /// Whether there is a baseline.
    pub fn has_baseline(&self) -> bool {
        self.settings.baseline.is_given()
    }

    /// 0 clean · 1 findings or invalid · 3 something could not be read, or there was nothing. What
    /// the baseline has does not count.
    pub fn exit_code(&self, fail_on: FailOn) -> u8 {
        if self.settings.baseline.is_empty() || self.ungrouped() > 0 {
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

    /// Keeps of a judgement what is still to be shown. It is `new` when its findings are counted
    /// here; else they are counted with the groups of the piece that they come from.
    fn show(&mut self, mut judgement: Judgement, omitted: usize, new: bool) {
        let before = judgement.findings.len();
        let origin = judgement.origin.clone();
        judgement
            .findings
            .retain_mut(|finding| self.meet(&origin, finding, new));
        let omitted = omitted + before - judgement.findings.len();
        if self.settings.lists_all || !judgement.findings.is_empty() {
            self.push(Event::Judged { judgement, omitted });
        }
    }

    /// Whether the finding is among the first of its group.
    fn meet(&mut self, origin: &Origin, finding: &mut Finding, new: bool) -> bool {
        let Settings {
            shown_per_group,
            most_groups,
            baseline,
            ..
        } = &*self.settings;
        self.findings += u64::from(new);
        if self.groups.find(finding.rule, &finding.folded).is_none() {
            let known = baseline.has(finding.rule, &finding.folded);
            self.groups
                .admit(Group::of(origin, finding, known), *most_groups);
        }
        let Some(slot) = self.groups.find(finding.rule, &finding.folded) else {
            return false;
        };
        if new {
            slot.group.count += Count {
                times: 1,
                payloads: u64::from(slot.seen_in != self.judged),
            };
            slot.seen_in = self.judged;
            slot.group.last = super::Place::of(origin, finding);
        }
        let most = shown_per_group.unwrap_or(u64::MAX);
        let is_shown = !slot.group.known && slot.shown < most;
        slot.shown += u64::from(is_shown);
        if finding.rule == Rule::UndocumentedMember && slot.shown > MOST_ALIKE {
            // Each thread has made excerpts of as many as it met; of all, so many are the first.
            finding.excerpt = None;
        }
        is_shown
    }
}
