//! Gathers what the branches of an `allOf` have that are all objects: their members, and which must be
//! there.

use super::{DEEPEST, Merging, component, is_named, is_pointer, is_remark, object_of};
use crate::source::{Member, Node, Object, Span, Value, escape_token};

/// What may stand beside an `allOf` that is merged: it says the same of the whole.
pub(super) const BESIDE: [&str; 4] = [
    "maxProperties",
    "minProperties",
    "propertyNames",
    "unevaluatedProperties",
];

/// What is said of a member that binds nothing, and goes with it.
const ADOPTED: [&str; 9] = [
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "readOnly",
    "title",
    "writeOnly",
];

/// What an object has, with that of its branches.
#[derive(Debug, Clone, Default)]
pub(super) struct Flat {
    /// Whether anything says that it is an object.
    pub(super) typed: bool,
    /// Whether anything says that it may have any other members, which looks at all of them.
    pub(super) open: bool,
    members: Vec<Member>,
    required: Vec<Node>,
}

impl Flat {
    /// The keywords of an object that has it.
    pub(super) fn into_members(self, span: &Span) -> Vec<Member> {
        let properties = (!self.members.is_empty()).then(|| object_of(self.members));
        let required = (!self.required.is_empty()).then_some(Value::Array(self.required));
        let said = [
            ("type", Some(Value::String("object".to_owned()))),
            ("properties", properties),
            ("required", required),
        ];
        let said = said
            .into_iter()
            .filter_map(|(key, value)| Some((key, value?)));
        said.map(|(key, value)| Member {
            key: key.into(),
            key_span: span.clone(),
            value: Node {
                span: span.clone(),
                value,
            },
        })
        .collect()
    }
}

impl Merging<'_> {
    /// What an object has, where nothing of it binds but `allOf`, members and what is in `beside`.
    pub(super) fn flat(&mut self, object: &Object, beside: &[&str], depth: usize) -> Option<Flat> {
        let known = ["$ref", "allOf", "properties", "required", "type"];
        let is_known = |it: &Member| {
            let key = it.key.as_str();
            known.contains(&key) || beside.contains(&key) || is_remark(key) || is_open(it)
        };
        if depth > DEEPEST || !object.members.iter().all(is_known) {
            return None;
        }
        let mut flat = Flat::default();
        if let Some(reference) = object.get("$ref") {
            let component = self.component(&reference.value, depth + 1)?;
            self.add(&mut flat, component)?;
        }
        if let Some(all) = object.get("allOf") {
            for branch in all.value.as_array()? {
                let branch = self.branch(branch, depth + 1)?;
                self.add(&mut flat, branch)?;
            }
        }
        let mut own = Flat {
            open: object.members.iter().any(is_open),
            ..Flat::default()
        };
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
        match branch.value {
            // It says nothing.
            Value::Bool(true) => Some(Flat::default()),
            _ => self.flat(branch.as_object()?, &[], depth),
        }
    }

    /// What a component has.
    fn component(&mut self, reference: &Node, depth: usize) -> Option<Flat> {
        let name = component(reference)?;
        if !self.known.contains_key(&name) {
            let target = *self.schemas.get(name.as_str())?;
            if !self.open.insert(name.clone()) {
                return None;
            }
            let flat = self.branch(target, depth + 1);
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
        flat.open |= other.open;
        for member in other.members {
            self.left = self.left.checked_sub(1)?;
            match flat
                .members
                .iter_mut()
                .find(|known| known.key == member.key)
            {
                Some(known) => self.both(known, member),
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

    /// Gives the narrower of two what the wider one says that binds nothing, as far as it says nothing of
    /// that itself.
    fn adopt(&mut self, narrow: &mut Node, wider: &Node) {
        let target = |node: &Node| self.target(&node.as_object()?.get("$ref")?.value);
        let said = |node: &Node, key| Some(node.as_object()?.get(key)?.clone());
        let mut lost = Vec::new();
        for key in ADOPTED {
            let own = said(narrow, key).or_else(|| said(target(narrow)?, key));
            let here = said(wider, key);
            let wider = || here.clone().or_else(|| said(target(wider)?, key));
            match (own, &mut narrow.value) {
                (None, Value::Object(narrow)) => narrow.members.extend(wider()),
                (Some(own), _) => {
                    let other = here.filter(|here| !here.value.value.same(&own.value.value));
                    lost.extend(other);
                }
                _ => {}
            }
        }
        for remark in lost {
            self.lost(remark);
        }
    }

    /// A member that two branches have: the narrower of both where one is, else one that satisfies both.
    fn both(&mut self, known: &mut Member, other: Member) {
        if self.implies(&known.value, &other.value) {
            self.adopt(&mut known.value, &other.value);
            return;
        }
        if self.implies(&other.value, &known.value) {
            let wider = std::mem::replace(known, other);
            self.adopt(&mut known.value, &wider.value);
            return;
        }
        let span = known.value.span.clone();
        let branches = vec![known.value.clone(), other.value];
        let all = Member {
            key: "allOf".into(),
            key_span: known.key_span.clone(),
            value: Node {
                span: span.clone(),
                value: Value::Array(branches),
            },
        };
        known.value = Node {
            span,
            value: object_of(vec![all]),
        };
    }
}

/// Whether a keyword says what each object is.
fn is_open(said: &Member) -> bool {
    said.key == "additionalProperties" && said.value.as_bool() == Some(true)
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
    let member = Member {
        key: "$ref".into(),
        key_span: key_span.clone(),
        value: Node {
            span: key_span.clone(),
            value: Value::String(reference),
        },
    };
    Node {
        span: span.clone(),
        value: object_of(vec![member]),
    }
}
