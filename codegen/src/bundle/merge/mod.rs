//! Makes one schema of an `allOf` where that says the same: every branch is an object, right there or
//! a component, with members and names of required ones and nothing else that binds; or each limits
//! the same scalar or array. A `$ref` with members beside it is an `allOf` of both.
//!
//! What both branches have is the narrower of both, or has to satisfy both. Any other `allOf` stays
//! what it is, for the judge.

mod limits;
mod narrow;
mod objects;

use super::find::is_plain;
use super::kind::{Kind, Thing};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::url::decoded;
use crate::source::{Member, Node, Object, Span, Value};
use objects::{BESIDE, Flat};
use std::collections::{BTreeMap, BTreeSet};

/// Components that are branches of one another, at the most.
const DEEPEST: usize = 64;

/// The most values that are written into objects from their branches.
const MOST_VALUES: usize = 1_000_000;

/// Keys that say nothing of a value.
const REMARKS: [&str; 12] = [
    "$comment",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "title",
    "writeOnly",
    "xml",
];

/// Merges what can be merged of a document in which each reference is one to a component; whether there
/// is a reference that is none since.
pub(super) fn merge(root: &mut Node, faults: &mut Vec<Diagnostic>) -> bool {
    let document = root.clone();
    let schemas = document.at("/components/schemas").and_then(Node::as_object);
    let schemas = schemas.into_iter().flat_map(|object| &object.members);
    let mut merging = Merging {
        document: &document,
        schemas: schemas.map(|it| (it.key.as_str(), &it.value)).collect(),
        known: BTreeMap::new(),
        open: BTreeSet::new(),
        left: MOST_VALUES,
        refers: false,
        faults,
    };
    merging.below(root, Kind::One(Thing::Document));
    merging.refers
}

struct Merging<'d> {
    document: &'d Node,
    schemas: BTreeMap<&'d str, &'d Node>,
    /// What each component has; `None` where that cannot be said.
    known: BTreeMap<String, Option<Flat>>,
    /// Components that are being looked at.
    open: BTreeSet<String>,
    left: usize,
    refers: bool,
    faults: &'d mut Vec<Diagnostic>,
}

impl Merging<'_> {
    fn below(&mut self, node: &mut Node, kind: Kind) {
        if kind == Kind::One(Thing::Schema) {
            self.schema(node);
        }
        match &mut node.value {
            Value::Object(object) => {
                for member in &mut object.members {
                    let kind = kind.below(&member.key);
                    if kind != Kind::Other {
                        self.below(&mut member.value, kind);
                    }
                }
            }
            Value::Array(elements) if matches!(kind, Kind::List(_)) => {
                for element in elements {
                    self.below(element, kind.below(""));
                }
            }
            _ => {}
        }
    }

    fn schema(&mut self, node: &mut Node) {
        let Value::Object(object) = &mut node.value else {
            return;
        };
        let Some(span) = together(object) else {
            return;
        };
        self.drop_idle(object);
        let binds = |key: &str| key != "allOf" && !is_remark(key);
        if sole(object).is_some_and(is_reference) && !object.members.iter().any(|it| binds(&it.key))
        {
            // It is that component, with what is remarked of it.
            self.remarks(object, |_| true);
            return;
        }
        let looks = object.get("unevaluatedProperties").is_some();
        let fits = |flat: &Flat| flat.typed && !(flat.open && looks);
        if let Some(flat) = self.flat(object, &BESIDE, 0).filter(fits) {
            self.remarks(object, |_| true);
            put(object, flat.into_members(&span), &span);
        } else if let Some(limited) = self.limited(object) {
            self.remarks(object, |_| true);
            put(object, limited, &span);
        }
    }

    /// Takes away the branches of an `allOf` that only remark, where one is left: it is that one.
    fn drop_idle(&mut self, object: &mut Object) {
        let Some(branches) = object.get("allOf").and_then(|all| all.value.as_array()) else {
            return;
        };
        let binding: Vec<bool> = branches.iter().map(binds).collect();
        if branches.len() < 2 || binding.iter().filter(|binds| **binds).count() != 1 {
            return;
        }
        self.remarks(object, |branch| !binds(branch));
        let all = object.members.iter_mut().find(|it| it.key == "allOf");
        if let Some(Value::Array(branches)) = all.map(|all| &mut all.value.value) {
            branches.retain(binds);
        }
    }

    /// What is remarked of some branches that stand right there is remarked of the whole.
    fn remarks(&mut self, object: &mut Object, of: fn(&Node) -> bool) {
        let branches = object.get("allOf").and_then(|all| all.value.as_array());
        let mut all = Vec::new();
        let branches = branches.into_iter().flatten().filter(|branch| of(branch));
        branches.for_each(|branch| written_here(branch, &mut all));
        let branches: Vec<Member> = all
            .into_iter()
            .flat_map(|branch| {
                branch
                    .members
                    .iter()
                    .filter(|it| is_remark(&it.key))
                    .cloned()
            })
            .collect();
        for remark in branches {
            if object.get(&remark.key).is_none() {
                object.members.push(remark);
            } else if !remark.key.starts_with("x-") {
                self.lost(remark);
            }
        }
    }

    /// Tells of a remark that has no place.
    fn lost(&mut self, remark: Member) {
        let message = format!("`{}` of a branch is written nowhere", remark.key);
        let fault = Diagnostic::new(Code::UnreadRemark, remark.key_span, message);
        self.faults.push(fault);
    }
}

/// Where a schema says that all of several hold: its `allOf`, or its reference with members beside it.
pub(super) fn together(object: &Object) -> Option<Span> {
    let beside = ["properties", "required"];
    let referring = || {
        let reference = object
            .get("$ref")
            .filter(|it| it.value.as_str().is_some())?;
        let binds = beside.iter().any(|key| object.get(key).is_some());
        binds.then_some(reference)
    };
    let at = object.get("allOf").or_else(referring)?;
    Some(at.key_span.clone())
}

/// A branch with all of its own that stand right there. It goes no deeper than the readers of text let it.
fn written_here<'n>(branch: &'n Node, all: &mut Vec<&'n Object>) {
    let Some(object) = branch.as_object() else {
        return;
    };
    all.push(object);
    let inner = object.get("allOf").and_then(|it| it.value.as_array());
    let inner = inner.into_iter().flatten();
    inner.for_each(|branch| written_here(branch, all));
}

/// The only branch of an `allOf`.
fn sole(object: &Object) -> Option<&Object> {
    match object.get("allOf")?.value.as_array()? {
        [only] => only.as_object(),
        _ => None,
    }
}

fn is_reference(object: &Object) -> bool {
    object.get("$ref").is_some()
}

/// Whether a schema says something of a value.
fn binds(schema: &Node) -> bool {
    match &schema.value {
        Value::Object(object) => object.members.iter().any(|it| !is_remark(&it.key)),
        value => !matches!(value, Value::Bool(true)),
    }
}

/// The component that a reference leads to.
fn component(reference: &Node) -> Option<String> {
    let name = reference.as_str()?;
    name.strip_prefix("#/components/schemas/").map(decoded)
}

/// Whether a member refers to a place that is no component yet.
fn is_pointer(member: &Member) -> bool {
    let reference = member.value.as_object().and_then(|it| it.get("$ref"));
    let reference = reference.and_then(|it| it.value.as_str());
    reference.is_some_and(|it| !is_plain(it))
}

/// Whether a key says nothing of a value, nor of its type.
fn is_remark(key: &str) -> bool {
    let shapes = ["x-error-codes", "x-one-of-properties", "x-sensitivity"];
    REMARKS.contains(&key) || key.starts_with("x-") && !shapes.contains(&key)
}

fn object_of(members: Vec<Member>) -> Value {
    let shadowed = Vec::new();
    Value::Object(Object { members, shadowed })
}

/// Whether a type with a name may be made of a schema, or of what is inside of it.
fn is_named(schema: &Node) -> bool {
    let Some(object) = schema.as_object() else {
        return false;
    };
    // What is merged is an object of its own, which written out each time would never end.
    let merged = together(object).is_some();
    if merged || is_reference(object) {
        return merged;
    }
    let of_one = object
        .get("items")
        .is_some_and(|items| is_named(&items.value));
    let shapes = ["allOf", "anyOf", "const", "enum", "oneOf", "properties"];
    let is_object = object
        .get("type")
        .is_some_and(|it| it.value.as_str() == Some("object"));
    of_one || is_object || shapes.iter().any(|key| object.get(key).is_some())
}

/// Puts what branches have together in the place of the `allOf`, or of the `$ref`.
fn put(object: &mut Object, said: Vec<Member>, span: &Span) {
    object
        .members
        .retain(|member| member.key != "allOf" && member.key != "$ref");
    for mut member in said {
        match object.members.iter_mut().find(|it| it.key == member.key) {
            // What is said of the whole comes before what is said of a component.
            Some(_) if is_remark(&member.key) => {}
            Some(known) => known.value.value = member.value.value,
            None => {
                member.key_span = span.clone();
                object.members.push(member);
            }
        }
    }
}
