//! The judge: the bytes of a payload come in, a [`Judgement`] goes out.
//!
//! ```text
//! bytes → spanned tree ─┬─ schema    keywords that are not satisfied
//!                       ├─ members   what the schema lets pass and yet deserves a look
//!                       └─ repeated  keys that are there more than once
//! ```
//!
//! It stands apart because it is the instrument that decides and explains; the types are held
//! against it. A judgement holds no value of the payload unless that was asked for, see
//! [`Values`], so it may be shown, logged and compared.

mod discretion;
mod finding;
mod instance;
mod members;
mod repeated;
mod schema;
mod trail;
mod verdict;

pub(crate) use discretion::acts;
pub use discretion::{Values, printable};
pub use finding::Finding;
pub use schema::BrokenSchema;
pub use verdict::{Reason, Rule, Verdict};

use clova_id_card::catalog::{Root, Shape};
use codegen::source::{Fault, Format, Node, Source, Tree};
use discretion::Discretion;
use finding::Draft;
use schema::Schema;
use std::collections::HashSet;
use trail::{Guide, Step};

/// Judges payloads.
pub struct Judge {
    documents: Vec<Document>,
    names: HashSet<&'static str>,
    values: Values,
}

/// A kind of payload, ready to be judged by.
pub struct Document {
    root: &'static Root,
    schema: Schema,
}

/// What the judge says of a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// What the payload is called.
    pub name: String,
    /// The document it was judged as; `None` when nothing of it could be read.
    pub document: Option<&'static str>,
    /// The worst that its findings say.
    pub verdict: Verdict,
    /// Why it is unreadable, if it is.
    pub reason: Option<Reason>,
    /// Sorted by place.
    pub findings: Vec<Finding>,
}

/// What a payload is taken for when two documents fit it equally well: the first of these.
const LIKELIEST: [&str; 4] = ["response", "request", "message", "error"];

impl Judge {
    /// Compiles the schema of every document, once.
    pub fn new(roots: &'static [Root], values: Values) -> Result<Self, BrokenSchema> {
        let schemas: Vec<_> = roots.iter().map(|root| (root.name, root.schema)).collect();
        Self::with_schemas(roots, &schemas, values)
    }

    /// Judges by other schemas than those of the catalogue, by the name of their document. Those of
    /// a spec that was changed, for instance.
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
            collect_names(&root.shape, &mut names, &mut seen);
        }
        Ok(Self {
            documents,
            names,
            values,
        })
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
        name: impl Into<String>,
        bytes: Vec<u8>,
        document: Option<&Document>,
    ) -> Judgement {
        let (source, fault) = Source::from_bytes(name, bytes);
        let tree = source.parse(Format::Json);
        let mut faults: Vec<Fault> = fault.into_iter().chain(tree.faults).collect();
        faults.sort_by_key(|fault| fault.span.start);
        // A text that ends within a character ends within a value too: that is one fault.
        faults
            .dedup_by(|next, fault| (next.kind, next.span.start) == (fault.kind, fault.span.start));

        let said = Discretion {
            values: self.values,
            names: &self.names,
            source: &source,
        };
        let root = tree.root.as_ref();
        let document = document.or_else(|| root.and_then(|root| self.likeliest(root)));
        let mut drafts: Vec<Draft> = faults
            .iter()
            .map(|fault| text_fault(said, root, fault))
            .collect();
        if let (Some(root), Some(document)) = (root, document) {
            let recovered = !faults.is_empty();
            drafts.extend(document.drafts(said, root, recovered));
        }
        let worst = drafts.iter().map(|draft| draft.rule.verdict()).max();
        Judgement {
            document: document.map(Document::name),
            verdict: worst.unwrap_or(Verdict::Valid),
            reason: faults.first().map(|fault| fault.kind.into()),
            findings: finding::place(drafts, source.text()),
            name: source.name().to_owned(),
        }
    }

    /// The document that has the most of the payload's members; then, the one whose schema it
    /// breaks in the fewest places. Counting faults alone would take a damaged answer for a bare
    /// error, which asks for little; and it is dear, so it is done only where members do not decide.
    fn likeliest(&self, root: &Node) -> Option<&Document> {
        let known = |document: &Document| members::walk(root, &document.root.shape).known;
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
                let faults = document.schema.faults(root).len();
                let place = LIKELIEST
                    .iter()
                    .position(|name| *name == document.root.name);
                (faults, place.unwrap_or(LIKELIEST.len()))
            });
        }
        likely.into_iter().next()
    }
}

impl Document {
    /// Its name in the catalogue.
    pub fn name(&self) -> &'static str {
        self.root.name
    }

    /// The verdict that [`Judge::judge`] gives, and nothing else: it stops as soon as that is
    /// certain, and builds no finding.
    pub fn verdict(&self, bytes: &[u8]) -> Verdict {
        let Ok(text) = str::from_utf8(bytes) else {
            return Verdict::Unreadable;
        };
        let tree = Tree::from_json(text);
        let Some(root) = tree.root.filter(|_| tree.faults.is_empty()) else {
            return Verdict::Unreadable;
        };
        if !self.schema.is_satisfied(&root) {
            return Verdict::Invalid;
        }
        let odd = !members::walk(&root, &self.root.shape).oddities.is_empty();
        if odd || !repeated::find(&root).is_empty() {
            return Verdict::Findings;
        }
        Verdict::Valid
    }

    fn drafts(&self, said: Discretion<'_>, root: &Node, recovered: bool) -> Vec<Draft> {
        let draft = |rule, trail: &[Step<'_>], offset, message| Draft {
            rule,
            pointer: said.pointer(trail),
            offset,
            message,
            recovered,
        };
        let mut guide = Guide::new(root);
        let schema = self.schema.faults(root).into_iter().map(|fault| {
            let (trail, node) = guide.follow(&fault.pointer);
            let message = fault.message(node, said);
            draft(
                Rule::Keyword(fault.keyword()),
                &trail,
                node.span.start,
                message,
            )
        });
        let oddities = members::walk(root, &self.root.shape)
            .oddities
            .into_iter()
            .map(|oddity| {
                draft(
                    oddity.rule(),
                    &oddity.trail,
                    oddity.span.start,
                    oddity.message(said),
                )
            });
        let repeated = repeated::find(root).into_iter().map(|repeated| {
            let message = format!("the key is there {} times, the last counts", repeated.times);
            draft(
                Rule::RepeatedKey,
                &repeated.trail,
                repeated.member.key_span.start,
                message,
            )
        });
        schema.chain(oddities).chain(repeated).collect()
    }
}

fn text_fault(said: Discretion<'_>, root: Option<&Node>, fault: &Fault) -> Draft {
    let trail = root
        .map(|root| trail::innermost(root, fault.span.start))
        .unwrap_or_default();
    Draft {
        rule: Rule::Text(fault.kind),
        pointer: said.pointer(&trail),
        offset: fault.span.start,
        message: fault.message.clone(),
        recovered: false,
    }
}

/// Every name of a member; shapes may lead back to themselves.
fn collect_names(
    shape: &'static Shape,
    names: &mut HashSet<&'static str>,
    seen: &mut HashSet<&'static str>,
) {
    let objects: &[_] = match shape {
        Shape::Array(items) => return collect_names(items, names, seen),
        Shape::Object(object) => std::slice::from_ref(object),
        Shape::Union(objects) => objects,
        // Nothing else has members.
        _ => return,
    };
    for object in objects {
        if seen.insert(object.rust) {
            for member in object.members {
                names.insert(member.name);
                collect_names(&member.shape, names, seen);
            }
        }
    }
}
