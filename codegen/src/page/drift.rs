//! Compares editions: what each page says now, what it said before, what the spec says, and what
//! the same page says in another language come in; findings go out.
//!
//! ```text
//! pairing ─── an edition and the one before → rows as they are and were
//! rows ────── such a row and its node → findings
//! irregular ─ the same of methods, headers, codes and examples
//! line ────── what both have in common
//! nodes ───── nodes of the spec that no row speaks of
//! whole ───── tables, examples, and what could not be read
//! languages ─ two editions of one page
//! known ────── the register: what is silenced, and what no longer holds
//! ```

mod irregular;
mod known;
mod languages;
mod line;
mod nodes;
mod pairing;
mod rows;
mod whole;

use super::edition::{Aspect, Edition, Statement};
use super::finding::{Finding, Places};
use super::layout::{Kind, Known, Layout, Section};
use super::register::Register;
use super::spec::Spec;
use std::collections::BTreeSet;

/// One page in one language, and what is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// As it is.
    pub now: &'a Edition,
    /// As it was when it was last accepted.
    pub before: Option<&'a Edition>,
}

/// What was found, and what the register silenced.
#[derive(Debug, Clone, Default)]
pub struct Drift {
    /// In the order of the pages given, and of their rows.
    pub findings: Vec<Finding>,
    /// The findings that a row of the register silences, with its id.
    pub silenced: Vec<(String, Finding)>,
}

/// Compares all editions given.
pub fn drift(pairs: &[Pair<'_>], spec: &Spec<'_>, layout: &Layout, register: &Register) -> Drift {
    let mut findings = Vec::new();
    for pair in pairs {
        let Some(ours) = layout.page(&pair.now.page) else {
            continue;
        };
        let context = Context {
            pair: *pair,
            spec,
            layout,
            ours,
        };
        findings.extend(context.findings());
    }
    languages::compare(pairs, layout, &mut findings);
    known::apply(pairs, spec, layout, register, findings)
}

/// What the comparison of one edition needs.
#[derive(Debug, Clone, Copy)]
struct Context<'a> {
    pair: Pair<'a>,
    spec: &'a Spec<'a>,
    layout: &'a Layout,
    ours: &'a Known,
}

impl<'a> Context<'a> {
    fn findings(&self) -> Vec<Finding> {
        let lines = pairing::lines(self.pair.now, self.pair.before, self.ours);
        // The nodes that a row speaks of, with its section.
        let mut spoken = BTreeSet::new();
        let mut findings = whole::tables(self);
        for line in &lines {
            let Some(section) = self.section(line.section) else {
                continue;
            };
            match section.is {
                Kind::Members => rows::compare(self, line, section, &mut spoken, &mut findings),
                _ => irregular::compare(self, line, section, &mut spoken, &mut findings),
            }
        }
        findings.extend(nodes::without_rows(self, &spoken));
        whole::rest(self, &mut findings);
        let order = |finding: &Finding| {
            let mut order = self.ours.order.iter();
            let section = order.position(|section| *section == finding.section);
            let line = finding.places.page.as_ref().map(|(_, line)| *line);
            (section, line, finding.aspect)
        };
        findings.sort_by_key(order);
        findings
    }

    fn section(&self, name: &str) -> Option<&'a Section> {
        self.layout.sections.get(name)
    }

    /// Whether everything of the section was seen, as far as it could be read.
    fn covers(&self, name: &str) -> bool {
        let mut order = self.ours.order.iter();
        let at = order.position(|section| section == name);
        at.is_some_and(|at| self.pair.now.reach.covers(at))
    }

    fn finding(
        &self,
        section: &str,
        row: &str,
        aspect: Aspect,
        says: impl Into<String>,
    ) -> Finding {
        Finding {
            page: self.ours.name.clone(),
            language: self.pair.now.language.clone(),
            section: section.to_owned(),
            row: row.to_owned(),
            aspect,
            says: says.into(),
            was: None,
            spec: None,
            others: Vec::new(),
            places: Places::default(),
            register: Vec::new(),
        }
    }

    fn place_of(&self, line: usize) -> (String, usize) {
        (self.pair.now.file.clone(), line)
    }

    fn place_before(&self, row: Option<&Statement>) -> Option<(String, usize)> {
        let file = self.pair.before?.file.clone();
        Some((file, row?.line))
    }

    /// The line that stands for a section, where the page has no better one.
    fn line_of(&self, section: &str) -> Option<(String, usize)> {
        Some(self.place_of(self.pair.now.table(section)?))
    }

    fn node(&self, pointer: &str) -> (String, String) {
        (self.spec.place(pointer), pointer.to_owned())
    }
}
