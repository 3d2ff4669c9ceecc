//! Judges payloads fast: the generated validator decides most of them, and the judge the rest.
//!
//! ```text
//! text ── generated validator ─┬─ valid ─────────────────────── no judgement is needed
//!                              ├─ valid, with unknown members ─ one finding each
//!                              └─ undecided ─────────────────── the judge
//! ```
//!
//! The outcome is that of the judge, to the letter.

use super::draft::{Drafted, Drafting, MOST_ALIKE};
use super::members::Oddity;
use super::redaction::{KeyKind, MOST_UNKNOWN};
use super::trail::{Siblings, Step};
use super::{Document, Judge, Judgement, Kinds, LIKELIEST, Verdict, finding, kinds};
use crate::Origin;
use clova_id_card::wire::validator::{self, Answer, Undocumented, Validator};
use std::collections::HashMap;

/// The outcome for a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Examined {
    /// It is valid.
    Valid {
        /// As the document of this name.
        document: &'static str,
        /// What it says of itself.
        kinds: Kinds,
    },
    /// It has findings.
    Judged(Judgement),
}

/// Examines payloads one after the other; each thread has its own.
pub struct Triage<'j> {
    judge: &'j Judge,
    /// In the order of the judge's documents.
    validators: Vec<Validator>,
    /// What a payload is taken for that satisfies several schemas: its place in both lists.
    likeliest: Option<usize>,
    /// How often an excerpt was made of an unknown member, by folded pointer.
    excerpted: HashMap<String, u64>,
}

/// How many unknown members are distinguished while their excerpts are counted.
const MOST_PLACES: usize = 1_000;

impl<'j> Triage<'j> {
    /// Stands in front of a judge, which must judge by the schemas of the catalogue.
    pub fn new(judge: &'j Judge) -> Self {
        let documents = judge.documents();
        let named = |name: &&str| {
            documents
                .iter()
                .position(|document| document.name() == *name)
        };
        Self {
            judge,
            validators: documents
                .iter()
                .map(|document| Validator::new(document.root))
                .collect(),
            likeliest: LIKELIEST.first().and_then(named),
            excerpted: HashMap::new(),
        }
    }

    /// Examines a payload as the document of that name, or else as the one it looks most like. The
    /// origin is made only for a judgement.
    pub fn examine(
        &mut self,
        origin: impl FnOnce() -> Origin,
        bytes: &[u8],
        document: Option<&str>,
    ) -> Examined {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.examine_text(origin, text, document),
            Err(_) => self.ask(origin(), bytes, document),
        }
    }

    /// The same for what is known to be UTF-8.
    pub fn examine_text(
        &mut self,
        origin: impl FnOnce() -> Origin,
        text: &str,
        document: Option<&str>,
    ) -> Examined {
        let documents = self.judge.documents();
        // Without a name, what satisfies the likeliest schema is that document.
        let at = match document {
            Some(name) => documents.iter().position(|known| known.name() == name),
            None => self.likeliest,
        };
        let tried = at.and_then(|at| Some((documents.get(at)?, self.validators.get_mut(at)?)));
        if let Some((document, validator)) = tried
            && validator.check(text) == Answer::Valid
            // The validator knows schemas, and none says what is in a file.
            && self.judge.files_of(document).is_none()
        {
            let kinds = kinds::of_listed(document.root, text, validator.listed());
            if validator.undocumented().next().is_none() {
                let document = document.name();
                return Examined::Valid { document, kinds };
            }
            let members: Vec<_> = validator.undocumented().collect();
            if self.judge.needs_siblings(text, &members) {
                return self.ask(origin(), text.as_bytes(), Some(document.name()));
            }
            let judgement = Judgement {
                kinds,
                ..(self.judge).only_undocumented(origin(), text, document, &members)
            };
            if !self.wants_excerpt(&judgement) {
                return Examined::Judged(judgement);
            }
            return self.ask(judgement.origin, text.as_bytes(), Some(document.name()));
        }
        self.ask(origin(), text.as_bytes(), document)
    }

    /// Excerpts are made from a tree, which only the judge has; so it is asked for the first of each
    /// member, as many as a report shows. Members that are not counted count as new: that costs time
    /// where keys are data, and what is shown is the same for any number of threads.
    fn wants_excerpt(&mut self, judgement: &Judgement) -> bool {
        let mut wants = false;
        let findings = judgement.findings.iter();
        for finding in findings.filter(|_| self.judge.excerpts) {
            if let Some(times) = self.excerpted.get_mut(&finding.folded) {
                *times += 1;
                wants |= *times <= MOST_ALIKE;
            } else {
                if self.excerpted.len() < MOST_PLACES {
                    self.excerpted.insert(finding.folded.clone(), 1);
                }
                wants = true;
            }
        }
        wants
    }

    fn ask(&self, origin: Origin, bytes: &[u8], document: Option<&str>) -> Examined {
        let document = document.and_then(|name| self.judge.document(name));
        let judgement = self.judge.judge(origin, bytes.to_owned(), document);
        match (judgement.verdict, judgement.document) {
            (Verdict::Valid, Some(document)) => Examined::Valid {
                document,
                kinds: judgement.kinds,
            },
            _ => Examined::Judged(judgement),
        }
    }
}

impl Judge {
    /// Whether a member is written like a name, and only a tree tells what it stands among. Without one, it is
    /// among members of the spec where its object was bound to have some.
    fn needs_siblings(&self, text: &str, members: &[Undocumented<'_>]) -> bool {
        let key = |member: &Undocumented<'_>| text.get(member.key.clone()).unwrap_or_default();
        let unknown = members.iter().filter(|it| !self.names.has(key(it)));
        let unknown: Vec<_> = unknown.collect();
        let mut counts = HashMap::<usize, usize>::new();
        for member in &unknown {
            *counts.entry(member.owner).or_default() += 1;
        }
        unknown.iter().any(|member| {
            let is_name = self.names.kind(key(member), Siblings::Described) == KeyKind::Name;
            let object = member.object;
            let has_known = object.one_of.is_some() || object.members.iter().any(|it| it.required);
            is_name && (!has_known || counts.get(&member.owner) > Some(&MOST_UNKNOWN))
        })
    }

    /// The judgement on a payload whose only oddities are members that the spec does not name.
    fn only_undocumented(
        &self,
        origin: Origin,
        text: &str,
        document: &Document,
        members: &[Undocumented<'_>],
    ) -> Judgement {
        let redactor = self.redactor(text);
        let mut drafting = Drafting::new(redactor, None, Some(document.root), false);
        for member in members {
            let key = text.get(member.key.clone()).unwrap_or_default();
            let span = member.offset..member.key.end + 1;
            let siblings = Siblings::Described;
            let oddity = Oddity::undocumented(key, siblings, &span, member.object);
            drafting.add(oddity.rule(), oddity.offset(), |redactor| {
                let steps = member
                    .steps
                    .iter()
                    .map(step)
                    .chain([Step::Key(key, siblings)]);
                oddity.raw(steps.collect(), redactor)
            });
        }
        let Drafted { drafts, more, .. } = drafting.finish();
        Judgement {
            document: Some(document.name()),
            verdict: Verdict::Findings,
            reason: None,
            kinds: Kinds::default(),
            findings: finding::place(drafts, text, &origin),
            more,
            origin,
        }
    }
}

fn step<'k>(step: &validator::Step) -> Step<'k> {
    match *step {
        validator::Step::Key(key) => Step::Key(key, Siblings::Described),
        // A name that is data is not shown.
        validator::Step::Other => Step::Key("*", Siblings::Described),
        validator::Step::Index(index) => Step::Index(index),
    }
}
