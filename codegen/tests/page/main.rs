//! Compares made-up pages, in the forms of the vendor's, with the spec beside the generator and
//! with what they said before: each change of a row is found, and nothing else is reported.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by a panic")]

mod changes;
mod cuts;
mod lists;
mod others;
mod register;
mod render;
mod sheet;
mod suggestions;
mod vendor;

use codegen::page::drift::{Drift, Pair, drift};
use codegen::page::edition::Edition;
use codegen::page::identity::Ours;
use codegen::page::layout::Layout;
use codegen::page::read::{Words, read};
use codegen::page::register::Register;
use codegen::page::snapshot;
use codegen::page::spec::Spec;
use codegen::page::suggest::{Proposal, propose};
use codegen::source::{Source, Tree};
use render::Form;
use sheet::Sheet;
use std::fs;
use std::path::PathBuf;

const PAGE: &str = "page.md";

fn schema(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../schema");
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The text of the spec, and its tree.
fn spec() -> (Source, Tree) {
    let source = Source::new("spec.yaml", schema("id-card.openapi.yaml"));
    let tree = Spec::tree(&source);
    (source, tree)
}

/// What is kept beside a spec, with the made-up page as it was accepted.
struct Kit<'a> {
    spec: Spec<'a>,
    layout: Layout,
    words: Words,
    register: Register,
    sheet: Sheet,
    accepted: Vec<Edition>,
}

impl<'a> Kit<'a> {
    fn new(source: &'a Source, tree: &'a Tree) -> Self {
        let words = Source::new("words.yaml", schema("pages/words.yaml"));
        let mut kit = Self {
            spec: Spec::new(source, tree),
            layout: Layout::parse(&schema("pages/pages.toml")).unwrap(),
            words: Words::parse(&words).unwrap(),
            register: Register::parse(&schema("register.toml")).unwrap(),
            sheet: Sheet::default(),
            accepted: Vec::new(),
        };
        kit.sheet = Sheet::of(&kit.snapshot("resident-card.en.txt"));
        kit.accept(&kit.sheet.clone());
        // The wording is made up, so its digests are others.
        let accepted = kit.accepted.clone();
        for remark in kit
            .register
            .conflicts
            .iter_mut()
            .flat_map(|row| &mut row.remarks)
        {
            remark.wording.retain(|language, _| language == "en");
            for (row, wording) in remark.rows.iter().zip(remark.wording.values_mut()) {
                let rows = accepted.iter().flat_map(|edition| &edition.rows);
                let mut rows = rows.filter(|it| it.section == remark.section && it.path == *row);
                *wording = match &rows.next().unwrap().note {
                    codegen::page::model::Said::Said(digests) => digests.join(", "),
                    other => panic!("{row}: {other:?}"),
                };
            }
        }
        kit
    }

    /// A snapshot of the repository.
    fn snapshot(&self, file: &str) -> Edition {
        let text = schema(&format!("pages/snapshot/{file}"));
        let name = file.split('.').next().unwrap();
        snapshot::parse(&text, file, self.layout.page(name).unwrap()).unwrap()
    }

    /// Accepts a page, by way of the text of its snapshot.
    fn accept(&mut self, sheet: &Sheet) {
        let edition = self.edition(&sheet.render(Form::Elements));
        let ours = self.layout.page(&edition.page).unwrap();
        let text = snapshot::print(&edition, ours);
        let again = snapshot::parse(&text, "snapshot.txt", ours).unwrap();
        assert_eq!(snapshot::print(&again, ours), text, "a snapshot is stable");
        self.accepted = vec![again];
    }

    fn edition(&self, text: &str) -> Edition {
        self.try_edition(text)
            .unwrap_or_else(|why| panic!("{why}\n{text}"))
    }

    fn try_edition(&self, text: &str) -> Result<Edition, String> {
        let page = read(text.as_bytes(), &self.words).map_err(|error| error.to_string())?;
        let ours = Ours {
            layout: &self.layout,
            spec: &self.spec,
            snapshots: &self.accepted,
        };
        ours.edition(&page, PAGE)
    }

    /// What is found on a page alone, with the register.
    fn drift(&self, text: &str) -> Drift {
        let now = self.edition(text);
        self.drift_of(&[&now], &self.register)
    }

    /// What is proposed for findings of an edition.
    fn propose(&self, drift: &Drift, now: &Edition, before: Option<&Edition>) -> Proposal {
        let pairs = [Pair { now, before }];
        let Self {
            spec,
            layout,
            register,
            ..
        } = self;
        propose(&drift.findings, &pairs, spec, layout, register)
    }

    fn drift_of(&self, editions: &[&Edition], register: &Register) -> Drift {
        let before = |now: &Edition| {
            let mut accepted = self.accepted.iter();
            accepted.find(|it| it.page == now.page && it.language == now.language)
        };
        let pairs = editions.iter().map(|now| Pair {
            now,
            before: before(now),
        });
        let pairs: Vec<_> = pairs.collect();
        drift(&pairs, &self.spec, &self.layout, register)
    }
}

/// The findings as short as they can be told.
fn told(drift: &Drift) -> Vec<String> {
    let findings = drift.findings.iter();
    findings.map(codegen::page::report::sentence).collect()
}
