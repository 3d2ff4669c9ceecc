//! Makes one object of an `allOf` where that says the same: every branch is an object, right there or
//! a component, with members and names of required ones and nothing else that binds.
//!
//! What both branches have is the narrower of both, or has to satisfy both. Any other `allOf` stays
//! what it is, for the judge.

use super::find::is_plain;
use super::kind::{Kind, Thing};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::url::decoded;
use crate::source::{Member, Node, Object, Span, Value, escape_token};
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
/// What may stand beside an `allOf` that is merged: it says the same of the whole.
const BESIDE: [&str; 4] = [
    "maxProperties",
    "minProperties",
    "propertyNames",
    "unevaluatedProperties",
];
/// Keywords that say the same of a value whatever stands beside them.
const ALONE: [&str; 16] = [
    "$ref",
    "const",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "type",
];

/// What an object has, with that of its branches.
#[derive(Debug, Clone, Default)]
struct Flat {
    /// Whether anything says that it is an object.
    typed: bool,
    members: Vec<Member>,
    required: Vec<Node>,
}

/// Merges what can be merged of a document in which each reference is one to a component; whether there
/// is a reference that is none since.
pub(super) fn merge(root: &mut Node, faults: &mut Vec<Diagnostic>) -> bool {
    let document = root.clone();
    let schemas = document.at("/components/schemas").and_then(Node::as_object);
    let schemas = schemas.into_iter().flat_map(|object| &object.members);
    let mut merging = Merging {
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
        let Some(object) = node.as_object() else {
            return;
        };
        let Some(all) = object.get("allOf") else {
            return;
        };
        let binds = |key: &str| key != "allOf" && !is_remark(key);
        let sole = match all.value.as_array() {
            Some([only]) => only.as_object(),
            _ => None,
        };
        let is_alias = sole.is_some_and(|only| only.get("$ref").is_some());
        if is_alias && !object.members.iter().any(|it| binds(&it.key)) {
            // It is that component, with what is remarked of it.
            return;
        }
        let span = all.key_span.clone();
        let flat = self.flat(object, &BESIDE, 0).filter(|flat| flat.typed);
        if let Some(flat) = flat
            && let Value::Object(object) = &mut node.value
        {
            self.remarks(object);
            put(object, flat, &span);
        }
    }

    /// What an object has, where nothing of it binds but `allOf`, members and what is in `beside`.
    fn flat(&mut self, object: &Object, beside: &[&str], depth: usize) -> Option<Flat> {
        let known = ["allOf", "properties", "required", "type"];
        let is_known = |key: &str| known.contains(&key) || beside.contains(&key) || is_remark(key);
        if depth > DEEPEST || !object.members.iter().all(|it| is_known(&it.key)) {
            return None;
        }
        let mut flat = Flat::default();
        if let Some(all) = object.get("allOf") {
            for branch in all.value.as_array()? {
                let branch = self.branch(branch, depth + 1)?;
                self.add(&mut flat, branch)?;
            }
        }
        let mut own = Flat::default();
        if let Some(stated) = object.get("type") {
            own.typed = stated.value.as_str() == Some("object");
            own.typed.then_some(())?;
        }
        if let Some(properties) = object.get("properties") {
            own.members
                .clone_from(&properties.value.as_object()?.members);
        }
        if let Some(required) = object.get("required") {
            own.required = required.value.as_array()?.to_vec();
        }
        self.add(&mut flat, own)?;
        Some(flat)
    }

    fn branch(&mut self, branch: &Node, depth: usize) -> Option<Flat> {
        let object = branch.as_object()?;
        let Some(reference) = object.get("$ref") else {
            return self.flat(object, &[], depth);
        };
        let others = || object.members.iter().filter(|it| it.key != "$ref");
        if !others().all(|it| is_remark(&it.key)) {
            return None;
        }
        let name = reference
            .value
            .as_str()?
            .strip_prefix("#/components/schemas/")?;
        let name = decoded(name);
        if !self.known.contains_key(&name) {
            let target = *self.schemas.get(name.as_str())?;
            if !self.open.insert(name.clone()) {
                return None;
            }
            let flat = if depth > DEEPEST {
                None
            } else {
                self.branch(target, depth + 1)
            };
            self.open.remove(&name);
            // One that is not merged itself has its members elsewhere.
            let is_apart = target
                .as_object()
                .is_some_and(|it| it.get("allOf").is_some());
            let flat = flat.filter(|flat| flat.typed || !is_apart);
            let flat = flat.map(|flat| shared(flat, &name));
            self.refers |= flat.iter().any(|flat| flat.members.iter().any(is_pointer));
            self.known.insert(name.clone(), flat);
        }
        self.known.get(&name)?.clone()
    }

    /// Adds what one branch has to what the others have.
    fn add(&mut self, flat: &mut Flat, other: Flat) -> Option<()> {
        flat.typed |= other.typed;
        for member in other.members {
            self.left = self.left.checked_sub(1)?;
            match flat
                .members
                .iter_mut()
                .find(|known| known.key == member.key)
            {
                Some(known) => both(known, member),
                None => flat.members.push(member),
            }
        }
        for name in other.required {
            if !flat
                .required
                .iter()
                .any(|known| known.value.same(&name.value))
            {
                flat.required.push(name);
            }
        }
        Some(())
    }

    /// What is remarked of the branches that stand right there is remarked of the whole.
    fn remarks(&mut self, object: &mut Object) {
        let branches = object.get("allOf").and_then(|all| all.value.as_array());
        let branches: Vec<Member> = branches
            .into_iter()
            .flatten()
            .filter_map(Node::as_object)
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
                let message = format!("`{}` of a branch is written nowhere", remark.key);
                let fault = Diagnostic::new(Code::UnreadRemark, remark.key_span, message);
                self.faults.push(fault);
            }
        }
    }
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

/// The members of a component, as others have them: what has a name there has it once.
fn shared(mut flat: Flat, component: &str) -> Flat {
    for member in &mut flat.members {
        if !is_named(&member.value) {
            continue;
        }
        let name = escape_token(component).replace('%', "%25");
        let key = escape_token(&member.key).replace('%', "%25");
        let reference = format!("#/components/schemas/{name}/properties/{key}");
        let own = member.value.as_object();
        let own = own.and_then(|it| it.get("x-rust-name")).cloned();
        member.value = referring(&member.value.span, &member.key_span, reference);
        if let (Value::Object(object), Some(own)) = (&mut member.value.value, own) {
            object
                .members
                .extend(own.value.as_str().is_some().then_some(own.clone()));
        }
    }
    flat
}

fn referring(span: &Span, key_span: &Span, reference: String) -> Node {
    let members = vec![Member {
        key: "$ref".into(),
        key_span: key_span.clone(),
        value: Node {
            span: key_span.clone(),
            value: Value::String(reference),
        },
    }];
    let shadowed = Vec::new();
    Node {
        span: span.clone(),
        value: Value::Object(Object { members, shadowed }),
    }
}

/// Whether a type with a name may be made of a schema, or of what is inside of it.
fn is_named(schema: &Node) -> bool {
    let Some(object) = schema.as_object().filter(|it| it.get("$ref").is_none()) else {
        return false;
    };
    let of_one = object
        .get("items")
        .is_some_and(|items| is_named(&items.value));
    let shapes = ["allOf", "anyOf", "const", "enum", "oneOf", "properties"];
    let is_object = object
        .get("type")
        .is_some_and(|it| it.value.as_str() == Some("object"));
    of_one || is_object || shapes.iter().any(|key| object.get(key).is_some())
}

/// A member that two branches have: the narrower of both where one is, else one that satisfies both.
fn both(known: &mut Member, other: Member) {
    if implies(&known.value, &other.value) {
        return;
    }
    if implies(&other.value, &known.value) {
        *known = other;
        return;
    }
    let span = known.value.span.clone();
    let branches = vec![known.value.clone(), other.value];
    known.value = Node {
        span: span.clone(),
        value: Value::Object(Object {
            members: vec![Member {
                key: "allOf".into(),
                key_span: known.key_span.clone(),
                value: Node {
                    span,
                    value: Value::Array(branches),
                },
            }],
            shadowed: Vec::new(),
        }),
    };
}

/// Whether each value of a schema is surely one of the other.
fn implies(narrow: &Node, wide: &Node) -> bool {
    if wide.as_bool() == Some(true) || narrow.value.same(&wide.value) {
        return true;
    }
    let (Some(narrow), Some(wide)) = (narrow.as_object(), wide.as_object()) else {
        return false;
    };
    let mut binding = wide.members.iter().filter(|it| !is_remark(&it.key));
    binding.all(|said| {
        let same = narrow.get(&said.key);
        let same = same.is_some_and(|it| it.value.value.same(&said.value.value));
        let is_text = said.key == "type" && said.value.as_str() == Some("string");
        ALONE.contains(&said.key.as_str()) && same || is_text && is_set_of_texts(narrow)
    })
}

fn is_set_of_texts(object: &Object) -> bool {
    let constant = object.get("const").map(|it| it.value.as_str().is_some());
    let listed = object.get("enum").and_then(|it| it.value.as_array());
    let listed = listed.map(|values| values.iter().all(|it| it.as_str().is_some()));
    constant.or(listed).unwrap_or_default()
}

/// Puts what an object has in the place of its `allOf`.
fn put(object: &mut Object, flat: Flat, span: &Span) {
    let at = |value| Node {
        span: span.clone(),
        value,
    };
    let said = [
        ("type", Some(Value::String("object".to_owned()))),
        (
            "properties",
            (!flat.members.is_empty()).then_some(Value::Object(Object {
                members: flat.members,
                shadowed: Vec::new(),
            })),
        ),
        (
            "required",
            (!flat.required.is_empty()).then_some(Value::Array(flat.required)),
        ),
    ];
    object.members.retain(|member| member.key != "allOf");
    for (key, value) in said {
        let Some(value) = value else { continue };
        match object.members.iter_mut().find(|member| member.key == key) {
            Some(member) => member.value.value = value,
            None => object.members.push(Member {
                key: key.into(),
                key_span: span.clone(),
                value: at(value),
            }),
        }
    }
}
