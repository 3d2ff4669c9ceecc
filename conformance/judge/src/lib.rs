//! Judges payloads of the id-card API: the bytes of one come in, a [`Judgement`] goes out.
//!
//! ```text
//! bytes → spanned tree ─┬─ schema    keywords that are not satisfied
//!                       ├─ members   what the schema allows and yet deserves a look
//!                       ├─ file      what is in a request in base64
//!                       └─ repeated  keys that are there more than once
//! ```
//!
//! A judgement holds no value of the payload unless that was asked for, see [`Values`], so it may be
//! shown, logged and compared.
//!
//! ```
//! use clova_id_card::catalog::ROOTS;
//! use idcard_judge::{Judge, Rule, Values, Verdict};
//!
//! let judge = Judge::new(ROOTS, Values::Hidden)?;
//! let bytes = br#"{"code": 25, "message": "Too many requests", "retry": true}"#;
//! let judgement = judge.judge("answer.json", bytes.to_vec(), judge.document("error"));
//!
//! assert_eq!(judgement.verdict, Verdict::Invalid);
//! let [kind, retry] = &judgement.findings[..] else {
//!     panic!("{judgement:?}")
//! };
//! assert_eq!((kind.rule, &*kind.pointer), (Rule::Type, "/code"));
//! assert_eq!(kind.message, "expected a string, found ‹number›");
//! assert_eq!(retry.rule, Rule::UndocumentedMember);
//! assert_eq!((retry.position.line, retry.position.column), (1, 46));
//! # Ok::<(), idcard_judge::BrokenSchema>(())
//! ```
//!
//! Where there are many payloads, and most of them valid, a [`Triage`] gives the same judgements
//! faster.

mod document;
mod draft;
mod excerpt;
mod file;
mod finding;
mod hint;
mod input;
mod instance;
mod judgement;
mod kinds;
mod members;
mod origin;
mod pieces;
mod redaction;
mod repeated;
mod rule;
mod schema;
mod shape;
mod suggestion;
mod trail;
mod triage;
mod verdict;

pub use redaction::{KeyKind, Values, inert, printable};

pub use document::Document;
pub use draft::{MOST_ALIKE, MOST_FINDINGS};
pub use excerpt::Excerpt;
pub use file::FileCheck;
pub use finding::Finding;
pub use hint::Hint;
pub use input::{Failure, SkipReason, Skipped};
pub use judgement::Judgement;
pub use kinds::Kinds;
pub use members::has_required;
pub use origin::{Exchange, Origin, STANDARD_INPUT_NAME};
pub use rule::Rule;
pub use schema::BrokenSchema;
pub use triage::{Examined, Triage};
pub use verdict::{Level, Reason, Verdict};

use clova_id_card::catalog::Root;
use draft::{Drafted, Drafting, Raw};
use excerpt::Mark;
use redaction::{Names, Redactor, looks_like_a_word};
use schema::Schema;
use spanned_tree::{Format, Node, Object, Source};
use std::collections::HashSet;
use trail::Siblings;

/// Judges payloads.
pub struct Judge {
    documents: Vec<Document>,
    names: Names,
    values: Values,
    excerpts: bool,
    files: Option<FileCheck>,
}

const AN_ERROR: &str = "an answer is expected, and this is an error of the service";

/// What a payload is taken for when two documents fit it equally well: the first of these.
const LIKELIEST: [&str; 4] = ["response", "request", "message", "error"];

impl Judge {
    /// Compiles the schema of every document, once.
    pub fn new(roots: &'static [Root], values: Values) -> Result<Self, BrokenSchema> {
        let schemas: Vec<_> = roots.iter().map(|root| (root.name, root.schema)).collect();
        Self::with_schemas(roots, &schemas, values)
    }

    /// Judges by other schemas than those of the catalogue, as those of a changed spec; each with the
    /// name of its document.
    pub fn with_schemas(
        roots: &'static [Root],
        schemas: &[(&str, &str)],
        values: Values,
    ) -> Result<Self, BrokenSchema> {
        let mut documents = Vec::new();
        let mut names = HashSet::new();
        let mut seen = HashSet::new();
        for root in roots {
            let broken = |message| BrokenSchema {
                document: root.name,
                message,
            };
            let (_, schema) = schemas
                .iter()
                .find(|(name, _)| *name == root.name)
                .ok_or_else(|| broken("there is none".to_owned()))?;
            let schema = Schema::compile(schema).map_err(broken)?;
            documents.push(Document { root, schema });
            shape::visit(&root.shape, &mut seen, &mut |object| {
                names.extend(object.members.iter().map(|member| member.name));
            });
        }
        Ok(Self {
            documents,
            names: Names::new(names),
            values,
            excerpts: false,
            files: None,
        })
    }

    /// Sets whether findings have an [`Excerpt`], for people.
    #[must_use]
    pub fn with_excerpts(self, excerpts: bool) -> Self {
        Self { excerpts, ..self }
    }

    /// Sets what says whether the files in a request are fit to be sent: those that are not are findings
    /// of [`Rule::File`].
    #[must_use]
    pub fn with_files(self, check: FileCheck) -> Self {
        Self {
            files: Some(check),
            ..self
        }
    }

    /// What files of that document are checked by.
    fn files_of(&self, document: &Document) -> Option<FileCheck> {
        self.files.filter(|_| file::is_in(document.root.name))
    }

    /// The documents it judges by, in the order of the catalogue.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The document of that name.
    pub fn document(&self, name: &str) -> Option<&Document> {
        self.documents
            .iter()
            .find(|document| document.root.name == name)
    }

    /// Judges a payload as the document given, or else as the one it looks most like.
    pub fn judge(
        &self,
        origin: impl Into<Origin>,
        bytes: Vec<u8>,
        document: Option<&Document>,
    ) -> Judgement {
        let origin = origin.into();
        let (source, fault) = Source::from_bytes(&*origin.input, bytes);
        let tree = source.parse(Format::Json);
        let mut faults = tree.faults;
        faults.splice(..0, fault);
        faults.sort_by_key(|fault| fault.span.start);
        // A text that ends within a character ends within a value too: that is one fault.
        faults
            .dedup_by(|next, fault| (next.kind, next.span.start) == (fault.kind, fault.span.start));

        let redactor = self.redactor(source.text());
        let root = tree.root.as_ref();
        let document = document.or_else(|| root.and_then(|root| self.likeliest(root)));
        let known = document.map(|document| document.root);
        let mut drafting = Drafting::new(redactor, root, known, self.excerpts);
        for fault in &faults {
            drafting.text_fault(fault);
        }
        if let (Some(root), Some(document)) = (root, document) {
            drafting.recovered(!faults.is_empty());
            if self.is_error_as_response(document, root) {
                drafting.add(Rule::ErrorAsResponse, root.span.start, |_| Raw {
                    message: AN_ERROR.to_owned(),
                    mark: Mark::Inside,
                    missing: None,
                    found: Some(root),
                    trail: trail::Trail::new(),
                });
            } else {
                document.examine(root, &mut drafting);
            }
            if let Some(check) = self.files_of(document) {
                file::find(root, check, &mut |trail, node, message| {
                    drafting.add(Rule::File, node.span.start, |_| Raw {
                        message,
                        mark: Mark::Value,
                        missing: None,
                        found: Some(node),
                        trail,
                    });
                });
            }
        }
        let Drafted {
            drafts,
            more,
            verdict,
        } = drafting.finish();
        let readable = root.filter(|_| faults.is_empty()).zip(known);
        Judgement {
            document: document.map(Document::name),
            verdict,
            reason: faults.first().map(|fault| fault.kind.into()),
            kinds: readable.map_or_else(Kinds::default, |(root, known)| kinds::of(known, root)),
            findings: finding::place(drafts, source.text(), &origin),
            more,
            origin,
        }
    }

    /// Whether what should be an answer is an error in full: one sentence says that better than all
    /// that an answer has and it does not.
    fn is_error_as_response(&self, document: &Document, root: &Node) -> bool {
        document.root.name == "response"
            && !document.schema.accepts(root)
            && self
                .document("error")
                .is_some_and(|error| error.schema.accepts(root))
    }

    /// What a key of that object is taken for, for all that may be shown.
    pub fn key_kind(&self, key: &str, object: &Object) -> KeyKind {
        match self.values {
            Values::Hidden => self.names.kind(key, Siblings::Of(object)),
            Values::Shown => KeyKind::Name,
        }
    }

    /// Whether an unknown value of a public enumeration may be shown.
    pub fn shows_word(&self, value: &str) -> bool {
        self.values == Values::Shown || looks_like_a_word(value)
    }

    fn redactor<'a>(&'a self, text: &'a str) -> Redactor<'a> {
        Redactor {
            values: self.values,
            names: &self.names,
            text,
        }
    }

    /// The document that a payload looks most like: the first of `response`, `request`, `message` and
    /// `error` whose schema it satisfies. A damaged one is the document that has the most of its members; then, the one
    /// whose schema it breaks in the fewest places. Counting faults alone would take a damaged
    /// answer for a bare error, which asks for little.
    pub fn likeliest(&self, root: &Node) -> Option<&Document> {
        let mut by_name = LIKELIEST.iter().filter_map(|name| self.document(name));
        if let Some(document) = by_name.find(|document| document.schema.accepts(root)) {
            return Some(document);
        }
        let known = |document: &Document| members::walk(root, &document.root.shape, &mut |_, _| {});
        let known: Vec<_> = self.documents.iter().map(known).collect();
        let most = known.iter().max()?;
        let mut likely: Vec<_> = self
            .documents
            .iter()
            .zip(&known)
            .filter(|(_, known)| *known == most)
            .map(|(document, _)| document)
            .collect();
        if likely.len() > 1 {
            likely.sort_by_cached_key(|document| {
                let faults = document.schema.count(root);
                let place = LIKELIEST
                    .iter()
                    .position(|name| *name == document.root.name);
                (faults, place.unwrap_or(LIKELIEST.len()))
            });
        }
        likely.into_iter().next()
    }
}
