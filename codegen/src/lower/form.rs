//! Lowers forms: the parts of a `multipart/form-data` body, which are JSON texts, scalars as text, or
//! files. Of an array each item is a part of its own, all of one name.
//!
//! The schema of a form looks like that of an object and is none: the same component cannot be
//! both.

use super::naming::Wanted;
use super::object::inner;
use super::reference::{References, Resolved};
use super::{Base, Lowering, docs, look};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Direction, Docs, Keyword, Kind, Part, PartContent, Type};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{self, Encoding, MediaKind, MediaType, Property, Schema, TypeName};
use crate::source::Span;
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The bodies that are forms, by the pointer of their schema.
pub(super) type Forms<'d> = BTreeMap<&'d str, &'d MediaType>;

impl<'d> Lowering<'d> {
    /// Finds every form before a type is built, so that no form becomes a struct.
    pub(super) fn find_forms(&mut self) {
        let document = self.document;
        let components = &document.components.request_bodies;
        for body in document.bodies() {
            let Some(body) = References::thing(components, "requestBodies", body) else {
                continue;
            };
            for media in body
                .content
                .iter()
                .filter(|media| media.kind == MediaKind::Form)
            {
                let Some(resolved) = self.references.resolve(&media.schema) else {
                    continue;
                };
                let target = resolved.target;
                if target.opaque {
                    continue;
                }
                let look = look::at(&self.references, target);
                if look.is_some_and(|look| !look.types.contains(&TypeName::Object)) {
                    let message = "the body of a form is an object, which this is not";
                    self.refuse(&media.schema.place.span, message);
                    continue;
                }
                if resolved.nullable {
                    let message = "a form cannot be `null`, which this schema has room for";
                    self.note_left_out(&media.schema.place.span, message.to_owned());
                }
                let pointer = target.place.pointer.as_str();
                let first = *self.forms.entry(pointer).or_insert(media);
                if !same(&first.encoding, &media.encoding) {
                    let message = "the same form with another encoding";
                    self.refuse(&media.place.span, message);
                }
                self.check_form(media, &resolved);
            }
        }
    }

    fn check_form(&mut self, media: &'d MediaType, resolved: &Resolved<'d>) {
        let target = resolved.target;
        let names = target
            .members()
            .map(|property| property.name.value.as_str());
        let names: BTreeSet<&str> = names.collect();
        let others = others(target);
        if names.is_empty() && others.is_none() {
            self.refuse(
                &media.place.span,
                "a form without a part, which says nothing",
            );
        }
        for (name, encoding) in &media.encoding {
            if !names.contains(name.as_str()) {
                let span = encoding.place.span.clone();
                if others.is_some() {
                    let message = format!("the schema does not name the part {}", quoted(name));
                    let help = "how it is written the caller decides";
                    let found = Diagnostic::new(Code::LeftOut, span, message).with_help(help);
                    self.faults.push(found);
                    continue;
                }
                let message = format!("{} is no part of this form", quoted(name));
                let fault = Diagnostic::new(Code::ContradictingSchema, span, message);
                let known = names.iter().copied();
                let fault = fault.with_suggestion_of_many(&self.faults, name, known);
                self.faults.push(fault.sloppily(Severity::Warning));
            }
        }
        for rule in resolved.layers.iter().flat_map(|layer| &layer.rules) {
            // Nobody can give a part that has no name here.
            if rule.keyword != Keyword::AdditionalProperties {
                self.unchecked(rule, "a form");
            }
        }
        if let Some(union) = &target.union {
            let message = "a choice of forms is not told apart: the caller says what each part is";
            let found = Diagnostic::new(Code::LeftOut, union.span.clone(), message);
            self.faults.push(found);
        }
        if let Some(one_of) = &target.one_of {
            self.refuse(&one_of.place.span, "a choice of parts is not supported");
        }
    }

    /// The parts of a form. `None` where the schema is none.
    pub(super) fn form(&mut self, schema: &'d Schema, base: &Base) -> Option<Vec<Part>> {
        let media = *self.forms.get(schema.place.pointer.as_str())?;
        let mut scope = Scope::new(quoted(&base.rust));
        let names = self.field_names(schema, &mut scope);
        let (mut parts, mut left_out) = (Vec::new(), 0);
        let required = schema.required_names();
        for (property, name) in schema.members().zip(names) {
            if self.comes_only(property) {
                left_out += 1;
                continue;
            }
            let Some(name) = name else { continue };
            let encoding = media.encoding.get(&property.name.value);
            let Some(content) = self.content(property, encoding, &inner(base, &name)) else {
                continue;
            };
            let Some(resolved) = self.references.resolve(&property.schema) else {
                continue;
            };
            let headers = encoding.map(|encoding| self.headers_of_part(encoding));
            let (headers, about) = headers.unwrap_or_default();
            let mut docs = docs::of_field(&resolved, content.ty().is_some_and(is_named));
            docs.description = docs::paragraphs(docs.description.iter().chain(&about));
            parts.push(Part {
                name,
                wire: property.name.value.clone(),
                headers,
                required: required.contains(property.name.value.as_str()) && !resolved.nullable,
                docs,
                origin: docs::origin_of_field(&property.schema, &resolved),
                content,
            });
        }
        let others = self.other_parts(schema, base, &mut scope);
        if left_out > 0 && left_out == schema.members().count() && others.is_none() {
            self.refuse(&media.place.span, "a form of which no part is sent");
        }
        parts.extend(others);
        Some(parts)
    }

    /// The parts that have no name in the schema, where there may be any.
    fn other_parts(&mut self, schema: &'d Schema, base: &Base, scope: &mut Scope) -> Option<Part> {
        let (mut docs, mut origin, mut ty) = (Docs::default(), docs::origin(&schema.place), None);
        if let Some(others) = others(schema)? {
            let resolved = self.references.resolve(others)?;
            ty = self.other_part(others, &resolved, base);
            docs = docs::of_field(&resolved, ty.as_ref().is_some_and(is_named));
            origin = docs::origin_of_field(others, &resolved);
        }
        let span = &schema.place.span;
        let wanted = Wanted {
            name: Name::coined("additional parts", Case::Field),
            given: false,
            original: "additionalProperties",
            span,
        };
        Some(Part {
            name: self.take_one(scope, &wanted, &BTreeSet::new()),
            wire: "*".to_owned(),
            headers: Vec::new(),
            required: false,
            docs,
            origin,
            content: PartContent::Others { ty },
        })
    }

    /// Whether a part is none of what is sent, which is noted.
    fn comes_only(&mut self, property: &'d Property) -> bool {
        let resolved = self.references.resolve(&property.schema);
        let only = resolved.and_then(|resolved| self.only_direction(&resolved));
        let comes = only == Some(Direction::Response);
        if comes {
            let name = quoted(&property.name.value);
            let message =
                format!("{name} is `readOnly`, and a form, which is only sent, goes without it");
            self.note_left_out(&property.schema.place.span, message);
        }
        comes
    }

    pub(super) fn note_left_out(&mut self, span: &Span, message: String) {
        let mut found = Diagnostic::new(Code::LeftOut, span.clone(), message);
        found.severity = Severity::Note;
        self.faults.push(found);
    }

    /// Notes a limit of a text that only the service holds what is sent against.
    pub(super) fn note_unchecked(&mut self, rule: &openapi::Rule, of: &str) {
        if !rule.keyword.is_bound() {
            self.unchecked(rule, of);
        }
    }

    /// Notes a limit of what comes back, which is given to the caller as it is.
    pub(super) fn unchecked_answer(&mut self, rule: &openapi::Rule) {
        let message = format!("`{}` of a header is not checked", rule.keyword.as_str());
        let fault = Diagnostic::new(Code::UnreadRemark, rule.span.clone(), message);
        self.faults.push(fault);
    }

    /// Notes a limit that only the service holds what is sent against.
    pub(super) fn unchecked(&mut self, rule: &openapi::Rule, of: &str) {
        if rule.closes() {
            // A member without a name is given on purpose alone.
            return;
        }
        let message = format!(
            "`{}` of {of} is not checked before it is sent",
            rule.keyword.as_str()
        );
        let fault = Diagnostic::new(Code::UnreadRemark, rule.span.clone(), message);
        self.faults.push(fault);
    }
}

/// What the parts are that a form may have beside those that have a name: none, or of any kind where
/// nothing more is said.
#[expect(
    clippy::option_option,
    reason = "there may be others of which nothing is known"
)]
fn others(target: &Schema) -> Option<Option<&Schema>> {
    if let Some(others) = &target.additional {
        return Some(Some(others));
    }
    let no_more = |schema: &Json| schema.get("additionalProperties") == Some(&Json::Bool(false));
    // What is kept whole stands in `allOf`.
    let whole = |rule: &openapi::Rule| rule.keyword == Keyword::AllOf;
    let whole = target.rules.iter().filter(|rule| whole(rule));
    let mut whole = whole.filter_map(|rule| rule.value.as_array()).flatten();
    let closed = target.is_closed() || whole.any(no_more);
    // An object of which nothing more is said has no parts, rather than any.
    let open = |rule: &openapi::Rule| {
        matches!(rule.keyword, Keyword::AdditionalProperties | Keyword::AllOf)
    };
    let free = target.type_name().is_none() || target.rules.iter().any(open);
    let nameless = target.members().next().is_none() && free && !closed;
    (target.union.is_some() || nameless).then_some(None)
}

fn is_named(ty: &Type) -> bool {
    matches!(ty.kind, Kind::Named(_))
}

fn same(a: &BTreeMap<String, Encoding>, b: &BTreeMap<String, Encoding>) -> bool {
    let written = |encoding: &Encoding| {
        let media_type = encoding.content_type.as_ref();
        let media_type = media_type.map(|it| it.value.clone());
        (media_type, encoding.style)
    };
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|((a, x), (b, y))| a == b && written(x) == written(y) && x.headers == y.headers)
}
