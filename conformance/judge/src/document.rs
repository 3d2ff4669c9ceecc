//! Examines payloads as one document of the catalogue.

use super::draft::{Drafting, Raw};
use super::excerpt::Mark;
use super::members;
use super::repeated::{self, Repeated};
use super::schema::Schema;
use crate::{Rule, Verdict};
use clova_id_card::catalog::{Root, Shape};
use spanned_tree::{Node, Tree};

/// A document of the catalogue, with its compiled schema.
pub struct Document {
    pub(super) root: &'static Root,
    pub(super) schema: Schema,
}

impl Document {
    /// Its name in the catalogue.
    pub fn name(&self) -> &'static str {
        self.root.name
    }

    /// The verdict that [`Judge::judge`](crate::Judge::judge) gives without [`Judge::with_files`](crate::Judge::with_files), and nothing else: it stops
    /// as soon as that is certain, and builds no finding.
    pub fn verdict(&self, bytes: &[u8]) -> Verdict {
        let Ok(text) = str::from_utf8(bytes) else {
            return Verdict::Unreadable;
        };
        let tree = Tree::from_json(text);
        let Some(root) = tree.root.filter(|_| tree.faults.is_empty()) else {
            return Verdict::Unreadable;
        };
        if !self.schema.accepts(&root) {
            return Verdict::Invalid;
        }
        let mut verdict = Verdict::Valid;
        members::walk(&root, &self.root.shape, &mut |_, _| {
            verdict = Verdict::Findings;
        });
        repeated::find(&root, &mut |_, _| verdict = Verdict::Findings);
        verdict
    }

    /// The members that the catalogue has for it.
    pub fn shape(&self) -> &'static Shape {
        &self.root.shape
    }

    pub(super) fn examine<'a>(&self, root: &'a Node, drafting: &mut Drafting<'a>) {
        self.schema.faults(root, &mut |fault| {
            drafting.add(fault.rule(), fault.node.span.start, |redactor| Raw {
                message: fault.message(redactor),
                mark: match fault.missing() {
                    Some(_) => Mark::Inside,
                    None => Mark::Value,
                },
                missing: fault.missing(),
                found: Some(fault.node),
                trail: fault.trail(),
            });
        });
        members::walk(root, &self.root.shape, &mut |trail, oddity| {
            drafting.add(oddity.rule(), oddity.offset(), |redactor| {
                oddity.raw(trail.clone(), redactor)
            });
        });
        repeated::find(root, &mut |trail, Repeated { member, times }| {
            drafting.add(Rule::RepeatedKey, member.key_span.start, |_| Raw {
                message: format!("the key is there {times} times, the last counts"),
                mark: Mark::Key,
                missing: None,
                found: None,
                trail: trail.clone(),
            });
        });
    }
}
