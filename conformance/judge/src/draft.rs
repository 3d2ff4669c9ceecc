//! Drafts findings: gives a fault its pointer, a hint and an excerpt, whatever part of the judge
//! found it.

use super::excerpt::{self, Mark};
use super::finding::Draft;
use super::hint;
use super::redaction::Redactor;
use super::rule::Rule;
use super::suggestion;
use super::trail::{self, Trail};
use super::verdict::Verdict;
use clova_id_card::catalog::Root;
use spanned_tree::{Fault, FaultKind, Node};
use std::collections::HashMap;

/// How many findings of a payload are put into words: the first, by place. A hostile one has as many as
/// it has values, so the others are counted.
pub const MOST_FINDINGS: usize = 5_000;

/// How many findings of one group have an excerpt: in one payload, and, where a judgement is needed for
/// it, in all of them.
pub const MOST_ALIKE: u64 = 20;
/// How many have one in a payload.
const MOST_EXCERPTS: usize = 1_000;

/// A finding before it is put into words that may be shown.
pub(super) struct Raw<'a, 'm> {
    pub(super) trail: Trail<'a>,
    pub(super) message: String,
    pub(super) mark: Mark,
    pub(super) missing: Option<&'m str>,
    /// The value that is at fault, if it is one.
    pub(super) found: Option<&'a Node>,
}

/// Puts the findings of one payload into words.
pub(super) struct Drafting<'a> {
    redactor: Redactor<'a>,
    root: Option<&'a Node>,
    document: Option<&'static Root>,
    excerpts: bool,
    recovered: bool,
    /// At most twice as many as are kept, so that it is seldom sorted.
    drafts: Vec<(Draft, Trail<'a>, Mark)>,
    /// Where the last of those begins that were kept when it was sorted: none behind it are needed.
    last: Option<usize>,
    /// How many were counted only.
    more: u64,
    worst: Verdict,
}

/// What was found in a payload.
pub(super) struct Drafted {
    /// The first findings, sorted by place.
    pub(super) drafts: Vec<Draft>,
    /// How many there are besides.
    pub(super) more: u64,
    /// The verdict that all of them make.
    pub(super) verdict: Verdict,
}

impl<'a> Drafting<'a> {
    pub(super) fn new(
        redactor: Redactor<'a>,
        root: Option<&'a Node>,
        document: Option<&'static Root>,
        excerpts: bool,
    ) -> Self {
        Self {
            redactor,
            root,
            document,
            excerpts,
            recovered: false,
            drafts: Vec::new(),
            last: None,
            more: 0,
            worst: Verdict::Valid,
        }
    }

    /// Whether what comes is found in what could still be read.
    pub(super) fn recovered(&mut self, recovered: bool) {
        self.recovered = recovered;
    }

    pub(super) fn text_fault(&mut self, fault: &Fault) {
        let root = self.root;
        self.add(fault.kind.into(), fault.span.start, |_| Raw {
            message: fault.message.clone().into_owned(),
            mark: match fault.kind {
                FaultKind::TrailingComma => Mark::End,
                _ => Mark::Value,
            },
            missing: None,
            found: None,
            trail: root
                .map(|root| trail::innermost(root, fault.span.start))
                .unwrap_or_default(),
        });
    }

    /// Adds a finding that begins at an offset of the text; of one that is counted only, nothing else
    /// is asked for.
    pub(super) fn add<'m>(
        &mut self,
        rule: Rule,
        offset: usize,
        raw: impl FnOnce(Redactor<'a>) -> Raw<'a, 'm>,
    ) {
        self.worst = self.worst.max(rule.verdict());
        if self.last.is_some_and(|last| offset > last) {
            self.more += 1;
            return;
        }
        let mut raw = raw(self.redactor);
        let meant = self
            .document
            .filter(|_| rule == Rule::Enum)
            .and_then(|root| suggestion::meant(root, &raw.trail, raw.found?.as_str()?));
        if let Some(meant) = meant {
            raw.message = format!("{}; did you mean \"{meant}\"?", raw.message);
        }
        let case = hint::Case {
            rule,
            trail: &raw.trail,
            missing: raw.missing,
            found: raw.found.map(|node| &node.value),
        };
        let draft = Draft {
            rule,
            pointer: self.redactor.pointer(&raw.trail),
            offset,
            message: raw.message,
            hint: hint::of(self.document, &case),
            excerpt: None,
            recovered: self.recovered,
            folded: self.redactor.folded(&raw.trail),
        };
        self.drafts.push((draft, raw.trail, raw.mark));
        if self.drafts.len() == 2 * MOST_FINDINGS {
            self.sort();
            self.last = self.drafts.last().map(|(draft, ..)| draft.offset);
        }
    }

    /// Sorts the drafts by place, and keeps the first.
    fn sort(&mut self) {
        self.drafts.sort_by(|(a, ..), (b, ..)| a.cmp_place(b));
        let beyond = self.drafts.len().saturating_sub(MOST_FINDINGS);
        self.more += u64::try_from(beyond).unwrap_or(u64::MAX);
        self.drafts.truncate(MOST_FINDINGS);
    }

    /// All that was found.
    pub(super) fn finish(mut self) -> Drafted {
        self.sort();
        let mut excerpts = Excerpts::default();
        let drafts = self.drafts.into_iter().map(|(mut draft, trail, mark)| {
            let root = self.root.filter(|_| self.excerpts);
            draft.excerpt = root
                .filter(|_| excerpts.has_room(draft.rule, &draft.folded))
                .map(|root| Box::new(excerpt::of(self.redactor, root, &trail, mark)));
            draft
        });
        Drafted {
            drafts: drafts.collect(),
            more: self.more,
            verdict: self.worst,
        }
    }
}

/// Counts the excerpts that were made.
#[derive(Default)]
struct Excerpts {
    /// By rule and folded pointer.
    alike: HashMap<(Rule, String), u64>,
    all: usize,
}

impl Excerpts {
    /// Whether one more is to be made.
    fn has_room(&mut self, rule: Rule, folded: &str) -> bool {
        if self.all == MOST_EXCERPTS {
            return false;
        }
        let alike = self.alike.entry((rule, folded.to_owned())).or_default();
        let has_room = *alike < MOST_ALIKE;
        *alike += u64::from(has_room);
        self.all += usize::from(has_room);
        has_room
    }
}
