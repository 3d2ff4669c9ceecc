//! Walks a payload along the spec, and notes what was seen in it.
//!
//! The notes have no value of the payload, but for what the classification of a closed list lets through.

use super::kinds::Kind;
use super::seen::{Observations, Place};
use clova_id_card::catalog::{self, Sensitivity, Shape};
use idcard_judge::{Judge, has_required, printable};
use idcard_report::Count;
use spanned_tree::{Format, Node, Object, Source, Value};

/// What is seen in a payload, as the document of that name or else as what it looks most like.
/// One that is damaged is left out: what is missing in it may have been cut off.
pub fn observe(judge: &Judge, bytes: &[u8], document: Option<&str>) -> Observations {
    let (source, fault) = Source::from_bytes("", bytes.to_owned());
    let tree = source.parse(Format::Json);
    let mut walk = Walk {
        judge,
        seen: Observations::default(),
        pointer: String::new(),
    };
    let Some(root) = tree
        .root
        .filter(|_| fault.is_none() && tree.faults.is_empty())
    else {
        walk.seen.unreadable = 1;
        return walk.seen;
    };
    let document = match document {
        Some(name) => judge.document(name),
        None => judge.likeliest(&root),
    };
    let Some(document) = document.filter(|document| is_kin(&root, document.shape())) else {
        walk.seen.strange = 1;
        return walk.seen;
    };
    walk.seen.documents.insert(document.name(), 1);
    walk.node(&root, document.shape());
    walk.seen.unknown.of_one_payload();
    walk.seen
}

/// Whether the payload has any member that the document has. Everything in one that has none would
/// be news, and none of it about this API.
fn is_kin(root: &Node, shape: &Shape) -> bool {
    let Some(object) = root.as_object() else {
        return false;
    };
    let objects: &[&catalog::Object] = match shape {
        Shape::Object(documented) => &[documented],
        Shape::Union(branches) => branches,
        _ => &[],
    };
    let mut members = objects.iter().flat_map(|documented| documented.members);
    members.any(|member| object.get(member.name).is_some())
}

struct Walk<'j> {
    judge: &'j Judge,
    seen: Observations,
    /// Folded: with `*` for each index. All its keys are the spec's.
    pointer: String,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node, shape: &Shape) {
        match (&node.value, shape) {
            (Value::Array(items), Shape::Array(shape)) => {
                for item in items {
                    self.step("*", item, shape);
                }
            }
            (Value::Object(object), Shape::Object(documented)) => self.object(object, documented),
            (Value::Object(object), Shape::Union(branches)) => {
                let branch = branches.iter().find(|branch| has_required(object, branch));
                if let Some(documented) = branch {
                    self.object(object, documented);
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, step: &str, node: &Node, shape: &Shape) {
        let before = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(step);
        self.node(node, shape);
        self.pointer.truncate(before);
    }

    fn object(&mut self, object: &Object, documented: &'static catalog::Object) {
        let seen = self.seen.objects.entry(documented.schema).or_default();
        seen.count.again();
        for member in documented.members {
            let Some(found) = object.get(member.name) else {
                continue;
            };
            let place = seen.members.entry(member.name).or_default();
            place.see(self.judge, &found.value, &member.shape, member.sensitivity);
            if !found.value.is_null() {
                seen.present.entry(member.name).or_default().again();
            }
        }
        for found in &object.members {
            match documented
                .members
                .iter()
                .find(|member| member.name == found.key)
            {
                Some(member) => self.step(member.name, &found.value, &member.shape),
                None => self.seen.unknown.see(
                    self.judge,
                    documented.schema,
                    &self.pointer,
                    (object, &found.key, &found.value),
                ),
            }
        }
    }
}

impl Place {
    fn see(&mut self, judge: &Judge, node: &Node, shape: &Shape, sensitivity: Sensitivity) {
        self.kinds.see(Kind::of(&node.value));
        match (&node.value, shape) {
            (Value::Array(items), Shape::Array(shape)) => {
                for item in items {
                    let place = self.items.get_or_insert_default();
                    place.see(judge, item, shape, sensitivity);
                }
            }
            (Value::String(text), Shape::Enum(values)) if !values.contains(&text.as_str()) => {
                self.strange.again();
                if sensitivity == Sensitivity::Public && judge.shows_word(text) {
                    self.values.add(printable(text).into_owned(), Count::ONE);
                    self.values.for_each(|count| count.payloads = 1);
                }
            }
            _ => {}
        }
    }
}
