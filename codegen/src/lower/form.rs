//! Lowers forms: the parts of a `multipart/form-data` body, which are JSON texts, scalars as text, or
//! files. Of an array each item is a part of its own, all of one name.
//!
//! The schema of a form looks like that of an object and is none: the same component cannot be
//! both.

use super::object::{inner, names_of_members};
use super::reference::{References, Resolved};
use super::ty::{self, Typed};
use super::{Base, Lowering, docs};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Keyword, Kind, Part, PartContent, Sensitivity, Type};
use crate::name::{Scope, quoted};
use crate::openapi::keywords::JSON;
use crate::openapi::{self, Encoding, MediaKind, MediaType, Property, Schema, Spanned, TypeName};
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of any kind, which a file is where nobody says more.
const BYTES: &str = "application/octet-stream";

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
        let kept = names_of_members(schema);
        let mut parts = Vec::new();
        let required = schema.required_names();
        for property in schema.members() {
            let Some(name) = self.field_name(property, &mut scope, &kept) else {
                continue;
            };
            let encoding = media.encoding.get(&property.name.value);
            let Some(content) = self.content(property, encoding, &inner(base, &name)) else {
                continue;
            };
            let Some(resolved) = self.references.resolve(&property.schema) else {
                continue;
            };
            parts.push(Part {
                name,
                wire: property.name.value.clone(),
                required: required.contains(property.name.value.as_str()),
                docs: docs::of_field(&resolved, content.ty().is_some_and(is_named)),
                origin: docs::origin_of_field(&property.schema, &resolved),
                content,
            });
        }
        Some(parts)
    }

    fn content(
        &mut self,
        property: &'d Property,
        encoding: Option<&'d Encoding>,
        base: &str,
    ) -> Option<PartContent> {
        let schema = &property.schema;
        let resolved = self.references.resolve(schema)?;
        let written = encoding.and_then(|encoding| encoding.content_type.as_ref());
        let span = &property.name.span;
        if resolved.target.opaque {
            return None;
        }
        let target = resolved.target;
        let listed = match target.type_name() {
            Some(TypeName::Array) => target.items.as_deref(),
            _ => None,
        };
        let item = match listed {
            Some(items) => Some(self.references.resolve(items)?),
            None => None,
        };
        let one = item.as_ref().unwrap_or(&resolved);
        if resolved.nullable || one.nullable {
            self.refuse(span, "a part that may be null");
        }
        if is_file(one.target) {
            return self.file(&resolved, item.as_ref(), written);
        }
        let Typed { ty, .. } = self.ty(schema, base, None)?;
        let structured = ty::is_structured(one.target);
        let own = resolved.layers.iter().filter(|_| item.is_some());
        let of_one = one.layers.iter().filter(|_| !structured);
        for rule in own.chain(of_one).flat_map(|layer| &layer.rules) {
            self.note_unchecked(rule, "a part");
        }
        if structured {
            if let Some(other) = written.filter(|written| written.value != JSON) {
                let message = format!(
                    "an object travels as `{JSON}`, not as {}",
                    quoted(&other.value)
                );
                let span = other.span.clone();
                let fault = Diagnostic::new(Code::UnsupportedMediaType, span, message);
                self.faults.push(fault);
            }
            return Some(PartContent::Json(ty));
        }
        match one.target.type_name() {
            None | Some(TypeName::Array | TypeName::Object) => {
                self.refuse(
                    span,
                    "a part that is neither an object, a scalar nor a file",
                );
                None
            }
            Some(_) if written.is_some_and(|written| written.value == JSON) => {
                Some(PartContent::Json(ty))
            }
            Some(_) => {
                let media_type = match written {
                    Some(written) => self.written_types(written)?.into_iter().next(),
                    None => None,
                };
                Some(PartContent::Text { ty, media_type })
            }
        }
    }

    /// A file, or where it is an item of an array any number of them.
    fn file(
        &mut self,
        resolved: &Resolved<'d>,
        item: Option<&Resolved<'d>>,
        written: Option<&'d Spanned<String>>,
    ) -> Option<PartContent> {
        let one = item.unwrap_or(resolved);
        let rules = one.layers.iter().flat_map(|layer| &layer.rules);
        for rule in rules.filter(|rule| rule.keyword != Keyword::ContentMediaType) {
            self.unchecked(rule, "a file");
        }
        let several = item.map(|_| {
            let rules = resolved.layers.iter().flat_map(|layer| &layer.rules);
            let (counted, other): (Vec<_>, Vec<_>) = rules
                .partition(|rule| matches!(rule.keyword, Keyword::MinItems | Keyword::MaxItems));
            for rule in other {
                self.unchecked(rule, "a list of files");
            }
            counted.into_iter().map(ty::of_rule).collect()
        });
        let class = |it: &Resolved<'d>| it.first(|layer| layer.sensitivity.as_ref());
        let class = class(one).or_else(|| class(resolved));
        Some(PartContent::File {
            media_types: self.media_types(one.target, written)?,
            sensitivity: class.map_or(Sensitivity::Personal, |class| class.value),
            several,
        })
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
    fn unchecked(&mut self, rule: &openapi::Rule, of: &str) {
        let message = format!(
            "`{}` of {of} is not checked before it is sent",
            rule.keyword.as_str()
        );
        let fault = Diagnostic::new(Code::UnreadRemark, rule.span.clone(), message);
        self.faults.push(fault);
    }

    /// The media types that a file may have: those of the encoding, else that of the schema.
    fn media_types(
        &mut self,
        target: &'d Schema,
        written: Option<&'d Spanned<String>>,
    ) -> Option<Vec<String>> {
        let mut rules = target.rules.iter();
        let rule = rules.find(|rule| rule.keyword == Keyword::ContentMediaType);
        let own = rule.and_then(|rule| rule.value.as_str());
        let Some(written) = written else {
            return Some(vec![own.unwrap_or(BYTES).to_owned()]);
        };
        let types = self.written_types(written)?;
        if let Some(rule) = rule
            .filter(|_| own.is_some_and(|own| own != BYTES && !types.iter().any(|it| it == own)))
        {
            let message = "`contentMediaType` is written nowhere: the encoding says otherwise";
            let found = Diagnostic::new(Code::UnreadRemark, rule.span.clone(), message);
            self.faults.push(found);
        }
        Some(types)
    }

    /// The media types that an encoding has.
    fn written_types(&mut self, written: &Spanned<String>) -> Option<Vec<String>> {
        let mut types = Vec::new();
        for name in written.value.split(',').map(str::trim) {
            if !is_media_type(name) {
                let message = format!("{} is no media type", quoted(name));
                let span = written.span.clone();
                self.faults
                    .push(Diagnostic::new(Code::UnsupportedMediaType, span, message));
                return None;
            }
            types.push(name.to_owned());
        }
        Some(types)
    }
}

fn is_named(ty: &Type) -> bool {
    matches!(ty.kind, Kind::Named(_))
}

/// Bytes as they are: no type at all, or a string declared as such.
fn is_file(target: &Schema) -> bool {
    let binary = target
        .format
        .as_ref()
        .is_some_and(|format| format.value == "binary");
    let rule = |keyword| target.rules.iter().any(|rule| rule.keyword == keyword);
    let plain = target.values.is_none() && target.error_codes.is_none();
    match target.type_name() {
        None => plain && target.union.is_none() && target.properties.is_none(),
        Some(TypeName::String) => {
            plain && (binary || rule(Keyword::ContentMediaType)) && !rule(Keyword::ContentEncoding)
        }
        Some(_) => false,
    }
}

fn is_media_type(name: &str) -> bool {
    let token = |text: &str| {
        let sign = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !text.is_empty() && text.bytes().all(sign)
    };
    name.split_once('/')
        .is_some_and(|(kind, rest)| token(kind) && token(rest))
}

fn same(a: &BTreeMap<String, Encoding>, b: &BTreeMap<String, Encoding>) -> bool {
    let written = |encoding: &Encoding| encoding.content_type.as_ref().map(|c| c.value.clone());
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|((a, x), (b, y))| a == b && written(x) == written(y))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types() {
        for right in ["image/png", "application/vnd.pet+json", "x/y"] {
            assert!(is_media_type(right), "{right}");
        }
        for wrong in [
            "",
            "image",
            "image/",
            "/png",
            "image/*",
            "image/png; q=1",
            "ïmage/png",
        ] {
            assert!(!is_media_type(wrong), "{wrong}");
        }
    }
}
