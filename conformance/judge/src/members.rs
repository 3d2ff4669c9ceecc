//! Compares the members of a payload with the catalogue, and finds oddities: what the schema allows
//! and yet deserves a look.
//!
//! None of them makes a payload invalid: the spec may be behind the service, and then this is how it
//! is noticed.

use super::draft::Raw;
use super::excerpt::Mark;
use super::redaction::{Redactor, letters};
use super::rule::Rule;
use super::trail::{Siblings, Step, Trail};
use clova_id_card::catalog::{self, OneOf, Shape};
use spanned_tree::{Member, Node, Object, Span, Value};

/// Something that the schema allows and that deserves a look.
pub(super) struct Oddity<'a> {
    span: Span,
    kind: Kind<'a>,
}

/// Takes what is found, and the steps to it.
pub(super) type Take<'t, 'a> = dyn FnMut(&Trail<'a>, Oddity<'a>) + 't;

enum Kind<'a> {
    Undocumented {
        key: &'a str,
        siblings: Siblings<'a>,
        hint: Option<&'static str>,
    },
    NoneOf(&'static OneOf),
    SeveralOf(Vec<&'static str>),
    Unnamed(&'static str),
    AtOdds {
        named_by: &'static str,
        named: Option<&'static str>,
        present: &'static str,
    },
}

/// Walks the payload along the shape, and gives each oddity. Where the payload has another shape
/// there is nothing to walk: the schema reports that. How many members of the payload the catalogue
/// has comes back: a measure of being that document.
pub(super) fn walk<'a>(root: &'a Node, shape: &Shape, take: &mut Take<'_, 'a>) -> usize {
    let mut walk = Walk {
        known: 0,
        trail: Trail::new(),
        take,
    };
    walk.node(root, shape);
    walk.known
}

struct Walk<'w, 't, 'a> {
    known: usize,
    trail: Trail<'a>,
    take: &'w mut Take<'t, 'a>,
}

impl<'a> Walk<'_, '_, 'a> {
    fn node(&mut self, node: &'a Node, shape: &Shape) {
        match (&node.value, shape) {
            (Value::Array(items), Shape::Array(shape)) => {
                for (index, item) in items.iter().enumerate() {
                    self.step(Step::Index(index), item, shape);
                }
            }
            (Value::Object(object), Shape::Object(documented)) => {
                self.object(node, object, documented);
            }
            (Value::Object(object), Shape::Union(branches)) => {
                match branches.iter().find(|branch| has_required(object, branch)) {
                    Some(documented) => self.object(node, object, documented),
                    None => self.known += known_to_any(object, branches),
                }
            }
            _ => {}
        }
    }

    fn step(&mut self, step: Step<'a>, node: &'a Node, shape: &Shape) {
        self.trail.push(step);
        self.node(node, shape);
        self.trail.pop();
    }

    fn object(&mut self, node: &'a Node, object: &'a Object, documented: &'static catalog::Object) {
        for member in &object.members {
            match documented
                .members
                .iter()
                .find(|known| known.name == member.key)
            {
                Some(known) => {
                    self.known += 1;
                    self.step(Step::to(object, &member.key), &member.value, &known.shape);
                }
                None => match &documented.others {
                    Some(shape) => self.step(Step::to(object, &member.key), &member.value, shape),
                    None => self.undocumented(object, member, documented),
                },
            }
        }
        if let Some(one_of) = &documented.one_of {
            self.one_of(node, object, documented, one_of);
        }
    }

    fn undocumented(
        &mut self,
        object: &'a Object,
        member: &'a Member,
        documented: &'static catalog::Object,
    ) {
        let siblings = Siblings::Of(object);
        self.trail.push(Step::Key(&member.key, siblings));
        let oddity = Oddity::undocumented(&member.key, siblings, &member.key_span, documented);
        (self.take)(&self.trail, oddity);
        self.trail.pop();
    }

    fn one_of(
        &mut self,
        node: &Node,
        object: &'a Object,
        documented: &'static catalog::Object,
        one_of: &'static OneOf,
    ) {
        let present: Vec<_> = one_of
            .choices
            .iter()
            .filter(|choice| has(object, choice.member))
            .collect();
        match present.as_slice() {
            [] => self.note(node.span.clone(), Kind::NoneOf(one_of)),
            [_] => {}
            several => {
                let several = several.iter().map(|choice| choice.member).collect();
                self.note(node.span.clone(), Kind::SeveralOf(several));
            }
        }
        let Some(named_by) = one_of.named_by else {
            return;
        };
        let Some(member) = object
            .get(named_by)
            .filter(|member| !member.value.is_null())
        else {
            self.note(node.span.clone(), Kind::Unnamed(named_by));
            return;
        };
        let (Some(name), [only]) = (member.value.as_str(), present.as_slice()) else {
            return;
        };
        let named = one_of
            .choices
            .iter()
            .find(|choice| choice.value == Some(name));
        let listed = documented
            .members
            .iter()
            .any(|known| known.name == named_by && matches!(known.shape, Shape::Enum(_)));
        // A name outside an enumeration is reported by the schema.
        let unlisted = named.is_none() && listed;
        if !unlisted && only.value.is_some() && only.value != Some(name) {
            let named = named.map(|choice| choice.member);
            self.trail.push(Step::to(object, &member.key));
            let kind = Kind::AtOdds {
                named_by,
                named,
                present: only.member,
            };
            self.note(member.value.span.clone(), kind);
            self.trail.pop();
        }
    }

    fn note(&mut self, span: Span, kind: Kind<'a>) {
        (self.take)(&self.trail, Oddity { span, kind });
    }
}

/// Present, and not `null`, which can only mean absent.
fn has(object: &Object, name: &str) -> bool {
    object
        .get(name)
        .is_some_and(|member| !member.value.is_null())
}

/// Whether the types would take this branch of a union.
pub fn has_required(object: &Object, branch: &catalog::Object) -> bool {
    branch
        .members
        .iter()
        .all(|member| !member.required || object.get(member.name).is_some())
}

/// How many members the likeliest branch has. Which one was meant is not certain, so none of the
/// others is held against the payload.
fn known_to_any(object: &Object, branches: &[&catalog::Object]) -> usize {
    let known = |branch: &&catalog::Object| {
        branch
            .members
            .iter()
            .filter(|member| object.get(member.name).is_some())
            .count()
    };
    branches.iter().map(known).max().unwrap_or_default()
}

impl<'a> Oddity<'a> {
    /// A member that its object's schema does not name.
    pub(super) fn undocumented(
        key: &'a str,
        siblings: Siblings<'a>,
        span: &Span,
        documented: &'static catalog::Object,
    ) -> Self {
        let names = documented.members.iter().map(|known| known.name);
        let hint = { names }.find(|known| letters(known).eq(letters(key)));
        Self {
            span: span.clone(),
            kind: Kind::Undocumented {
                key,
                siblings,
                hint,
            },
        }
    }

    /// As a finding at the end of a trail.
    pub(super) fn raw(&self, trail: Trail<'a>, redactor: Redactor<'_>) -> Raw<'a, 'static> {
        let mark = match self.kind {
            Kind::Undocumented { .. } => Mark::Key,
            Kind::NoneOf(_) | Kind::SeveralOf(_) | Kind::Unnamed(_) => Mark::Inside,
            Kind::AtOdds { .. } => Mark::Value,
        };
        Raw {
            message: self.message(redactor),
            mark,
            missing: None,
            found: None,
            trail,
        }
    }

    /// What it is about.
    pub(super) fn rule(&self) -> Rule {
        match self.kind {
            Kind::Undocumented { .. } => Rule::UndocumentedMember,
            Kind::NoneOf(_) | Kind::SeveralOf(_) => Rule::OneOfProperties,
            Kind::Unnamed(_) | Kind::AtOdds { .. } => Rule::NamedBy,
        }
    }

    /// Where it begins.
    pub(super) fn offset(&self) -> usize {
        self.span.start
    }

    /// In words of the spec; of the payload, only its keys, redacted.
    fn message(&self, redactor: Redactor<'_>) -> String {
        match &self.kind {
            Kind::Undocumented {
                key,
                siblings,
                hint,
            } => {
                let key = redactor.key(key, *siblings);
                match hint {
                    Some(hint) => {
                        format!("the spec has no member `{key}` here; did you mean `{hint}`?")
                    }
                    None => format!("the spec has no member `{key}` here"),
                }
            }
            Kind::NoneOf(one_of) => {
                let names = quoted(one_of.choices.iter().map(|choice| choice.member));
                format!("expected exactly one of {names}, found none")
            }
            Kind::SeveralOf(present) => {
                let names = quoted(present.iter().copied());
                format!("expected exactly one, found {names}")
            }
            Kind::Unnamed(named_by) => {
                format!("the member `{named_by}`, which says what this is, is missing")
            }
            Kind::AtOdds {
                named_by,
                named,
                present,
            } => match named {
                Some(named) => {
                    format!("`{named_by}` announces `{named}`, but it is `{present}` that is here")
                }
                None => format!("`{named_by}` does not announce `{present}`, which is here"),
            },
        }
    }
}

fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
