//! Lowers forms: the parts of a `multipart/form-data` body, which are JSON texts, scalars as text, or
//! files. Of an array each item is a part of its own, all of one name.
//!
//! The schema of a form looks like that of an object and is none: the same component cannot be
//! both.

use super::object::inner;
use super::reference::References;
use super::ty;
use super::{Base, Lowering, docs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Direction, Keyword, Kind, Part, Type};
use crate::name::{Scope, quoted};
use crate::openapi::{self, Encoding, MediaKind, MediaType, Property, Schema};
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
                if target.union.is_some() || !ty::is_object(target) || resolved.nullable {
                    let message = "the body of a form is an object, which this is not";
                    self.refuse(&media.schema.place.span, message);
                    continue;
                }
                let pointer = target.place.pointer.as_str();
                let first = *self.forms.entry(pointer).or_insert(media);
                if !same(&first.encoding, &media.encoding) {
                    let message = "the same form with another encoding";
                    self.refuse(&media.place.span, message);
                }
                self.check_form(media, target);
            }
        }
    }

    fn check_form(&mut self, media: &'d MediaType, target: &'d Schema) {
        let names = target
            .members()
            .map(|property| property.name.value.as_str());
        let names: BTreeSet<&str> = names.collect();
        if names.is_empty() {
            self.refuse(
                &media.place.span,
                "a form without a part, which says nothing",
            );
        }
        for (name, encoding) in &media.encoding {
            if !names.contains(name.as_str()) {
                let message = format!("{} is no part of this form", quoted(name));
                let span = encoding.place.span.clone();
                let fault = Diagnostic::new(Code::ContradictingSchema, span, message);
                let known = names.iter().copied();
                let fault = fault.with_suggestion_of_many(&self.faults, name, known);
                self.faults.push(fault);
            }
        }
        for rule in &target.rules {
            // Nobody can give a part that has no name here.
            if rule.keyword != Keyword::AdditionalProperties {
                self.unchecked(rule, "a form");
            }
        }
        if let Some(others) = &target.additional {
            let message = "members of any name are no parts of this form";
            let fault = Diagnostic::new(Code::UnreadRemark, others.place.span.clone(), message);
            self.faults.push(fault.sloppily(Severity::Warning));
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
                required: required.contains(property.name.value.as_str()),
                docs,
                origin: docs::origin_of_field(&property.schema, &resolved),
                content,
            });
        }
        if left_out > 0 && left_out == schema.members().count() {
            self.refuse(&media.place.span, "a form of which no part is sent");
        }
        Some(parts)
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
            let span = property.schema.place.span.clone();
            let mut found = Diagnostic::new(Code::LeftOut, span, message);
            found.severity = Severity::Note;
            self.faults.push(found);
        }
        comes
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
        let message = format!(
            "`{}` of {of} is not checked before it is sent",
            rule.keyword.as_str()
        );
        let fault = Diagnostic::new(Code::UnreadRemark, rule.span.clone(), message);
        self.faults.push(fault);
    }
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
