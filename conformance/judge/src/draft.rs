//! Drafts findings: gives a fault its pointer, a hint and an excerpt, whatever part of the judge
//! found it.

use super::excerpt::{self, Excerpt, Mark};
use super::finding::Draft;
use super::hint;
use super::redaction::Redactor;
use super::rule::Rule;
use super::trail::{self, Trail};
use clova_id_card::catalog::Root;
use spanned_tree::{Fault, FaultKind, Node};
use std::collections::HashMap;

/// How many findings of one group have an excerpt: in one payload, and, where a judgement is needed for
/// it, in all of them.
pub const MOST_ALIKE: u64 = 20;
/// How many have one in a payload. A hostile one has a million findings.
const MOST_EXCERPTS: usize = 1_000;

/// A finding before it is put into words that may be shown.
pub(super) struct Raw<'a, 'm> {
    pub(super) rule: Rule,
    pub(super) trail: Trail<'a>,
    pub(super) offset: usize,
    pub(super) message: String,
    pub(super) mark: Mark,
    pub(super) missing: Option<&'m str>,
    pub(super) is_null: bool,
}

/// Puts the findings of one payload into words.
pub(super) struct Drafting<'a> {
    redactor: Redactor<'a>,
    root: Option<&'a Node>,
    document: Option<&'static Root>,
    recovered: bool,
    drafts: Vec<Draft>,
    /// Excerpts that were made, by rule and folded pointer; none when they are not asked for.
    excerpts: Option<HashMap<(Rule, String), u64>>,
    excerpted: usize,
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
            recovered: false,
            drafts: Vec::new(),
            excerpts: excerpts.then(HashMap::new),
            excerpted: 0,
        }
    }

    pub(super) fn redactor(&self) -> Redactor<'a> {
        self.redactor
    }

    /// Whether what comes is found in what could still be read.
    pub(super) fn recovered(&mut self, recovered: bool) {
        self.recovered = recovered;
    }

    pub(super) fn drafts(self) -> Vec<Draft> {
        self.drafts
    }

    pub(super) fn text_fault(&mut self, fault: &Fault) {
        let trail = self
            .root
            .map(|root| trail::innermost(root, fault.span.start))
            .unwrap_or_default();
        let mark = match fault.kind {
            FaultKind::TrailingComma => Mark::End,
            _ => Mark::Value,
        };
        self.add(Raw {
            rule: fault.kind.into(),
            offset: fault.span.start,
            message: fault.message.clone(),
            mark,
            missing: None,
            is_null: false,
            trail,
        });
    }

    pub(super) fn add(&mut self, raw: Raw<'_, '_>) {
        let folded = self.redactor.folded(&raw.trail);
        let case = hint::Case {
            rule: raw.rule,
            trail: &raw.trail,
            missing: raw.missing,
            is_null: raw.is_null,
        };
        let excerpt = self.excerpt(raw.rule, &folded, &raw.trail, raw.mark);
        self.drafts.push(Draft {
            rule: raw.rule,
            pointer: self.redactor.pointer(&raw.trail),
            offset: raw.offset,
            message: raw.message,
            hint: hint::of(self.document, &case),
            excerpt,
            recovered: self.recovered,
            folded,
        });
    }

    fn excerpt(
        &mut self,
        rule: Rule,
        folded: &str,
        trail: &Trail<'_>,
        mark: Mark,
    ) -> Option<Box<Excerpt>> {
        let (root, made) = (self.root?, self.excerpts.as_mut()?);
        if self.excerpted == MOST_EXCERPTS {
            return None;
        }
        let alike = made.entry((rule, folded.to_owned())).or_default();
        if *alike == MOST_ALIKE {
            return None;
        }
        *alike += 1;
        self.excerpted += 1;
        Some(Box::new(excerpt::of(self.redactor, root, trail, mark)))
    }
}
