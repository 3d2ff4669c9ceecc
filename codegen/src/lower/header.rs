//! Lowers the headers of the answers that an operation describes as a success.

use super::naming::Wanted;
use super::reference::References;
use super::{Lowering, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{self, Docs, Kind, Shape, Type};
use crate::name::{Case, Scope, quoted};
use crate::openapi::{Encoding, Operation, Parameter, Spanned, TypeName};
use crate::source::Span;
use crate::vocabulary::{Keyword, Status};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Headers of a part that say how it is held in its form.
const OWN: [&str; 2] = ["Content-Disposition", "Content-Transfer-Encoding"];

impl<'d> Lowering<'d> {
    /// By their names, each once: what another answer says of the same one is not read.
    pub(super) fn headers(&mut self, operation: &'d Operation, base: &str) -> Vec<ir::Header> {
        let components = &self.document.components;
        let statuses = operation.responses.iter().map(|(status, _)| status);
        let alone = !statuses.clone().any(|status| status.is_success());
        let redirects = alone && !statuses.clone().any(|status| *status == Status::Default);
        let mut scope = Scope::new("the headers of the answer");
        let mut headers: Vec<ir::Header> = Vec::new();
        for (status, described) in &operation.responses {
            let response = References::thing(&components.responses, "responses", described);
            let good = status.is_success()
                || (alone && *status == Status::Default)
                || (redirects && status.is_redirection());
            for (name, described) in response.iter().flat_map(|response| &response.headers) {
                let span = described.place_of_reference().unwrap_or(&name.span);
                let header = References::thing(&components.headers, "headers", described);
                let Some(header) = header.filter(|header| !header.left_out) else {
                    continue;
                };
                let message = if !good {
                    format!(
                        "the header {} of a failure is not given to the caller",
                        quoted(&name.value)
                    )
                } else if headers
                    .iter()
                    .any(|known| known.wire.eq_ignore_ascii_case(&name.value))
                {
                    format!(
                        "the header {} is read as another answer describes it",
                        quoted(&name.value)
                    )
                } else {
                    let beside = described.description();
                    headers.extend(self.header(name, header, beside, base, &mut scope));
                    continue;
                };
                self.left_out(span, message);
            }
        }
        headers
    }

    /// Of the headers of a part those that can have one value only, and what is said of each. One that
    /// must be there, with a value that nobody can know, is not supported.
    pub(super) fn headers_of_part(
        &mut self,
        encoding: &'d Encoding,
    ) -> (Vec<(String, String)>, Vec<String>) {
        let components = &self.document.components;
        let (mut headers, mut about) = (Vec::new(), Vec::new());
        for (name, described) in &encoding.headers {
            let header = References::thing(&components.headers, "headers", described);
            let Some(header) = header else { continue };
            let span = described.place_of_reference().unwrap_or(&name.span);
            if OWN.iter().any(|own| name.value.eq_ignore_ascii_case(own)) {
                let name = quoted(&name.value);
                self.left_out(
                    span,
                    format!("the client writes the header {name} of a part itself"),
                );
                continue;
            }
            match self.only_value(header) {
                Some(value) => {
                    let said = described.description().or(header.description.as_ref());
                    let said = said
                        .map(|said| format!(" {}", said.trim()))
                        .unwrap_or_default();
                    about.push(format!("Its header `{}` is `{value}`.{said}", name.value));
                    headers.push((name.value.clone(), value));
                }
                None if header.required => {
                    let message =
                        "a header of a part that must be there, and is not one value only";
                    self.refuse(span, message);
                }
                // It was told when it was read.
                None if header.left_out => {}
                None => {
                    let name = quoted(&name.value);
                    self.left_out(span, format!("the header {name} of a part is not sent"));
                }
            }
        }
        (headers, about)
    }

    /// The only value that a header can have, as it is written.
    fn only_value(&self, header: &'d Parameter) -> Option<String> {
        let target = self.references.resolve(&header.schema)?.target;
        let listed = target.values.as_ref().map(|values| &values.value);
        let listed = listed.map(|values| values.iter().map(|value| &value.value).collect());
        let rule = target
            .rules
            .iter()
            .find(|rule| rule.keyword == Keyword::Enum);
        let rule = rule.and_then(|rule| rule.value.as_array());
        let values: Vec<&Json> = listed.or_else(|| rule.map(|values| values.iter().collect()))?;
        let [only] = values[..] else { return None };
        let text = match only {
            Json::String(text) => text.clone(),
            Json::Bool(_) | Json::Number(_) => only.to_string(),
            _ => return None,
        };
        let visible = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        (text.bytes().all(visible) && text.trim() == text && !text.is_empty()).then_some(text)
    }

    fn left_out(&mut self, span: &Span, message: String) {
        let fault = Diagnostic::new(Code::LeftOut, span.clone(), message);
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    fn header(
        &mut self,
        wire: &'d Spanned<String>,
        header: &'d Parameter,
        beside: Option<&'d String>,
        base: &str,
        scope: &mut Scope,
    ) -> Option<ir::Header> {
        let own = header.rust_name.as_ref();
        let name = self.name_of(&wire.value, own, Case::Field, &wire.span)?;
        let wanted = Wanted {
            name,
            given: own.is_some(),
            original: &wire.value,
            span: &wire.span,
        };
        let name = self.take_one(scope, &wanted, &BTreeSet::new());
        let variant = name.in_case(Case::Variant);
        let base = format!("{base}{}", variant.trim_end_matches('_'));
        let base = match self.own_name(&header.schema) {
            Some(own) => self.given_name(own, Case::Type)?.to_string(),
            None => base,
        };
        let ty = self
            .ty(&header.schema, &base, header.sensitivity.as_ref())?
            .ty;
        if !self.is_text(&ty) {
            let message = format!(
                "the header {} is no scalar and no list of scalars, and is not given to the caller",
                quoted(&wire.value)
            );
            self.left_out(&wire.span, message);
            return None;
        }
        let resolved = self.references.resolve(&header.schema)?;
        let items = resolved.target.items.as_deref();
        let items = items.and_then(|items| self.references.resolve(items));
        let layers = [&resolved].into_iter().chain(&items);
        for rule in layers.flat_map(|it| &it.layers).flat_map(|it| &it.rules) {
            self.unchecked_answer(rule);
        }
        let of_schema = docs::of_field(&resolved, matches!(ty.kind, Kind::Named(_)));
        let always = "Every such answer has it.".to_owned();
        let about = beside.or(header.description.as_ref());
        let about = about.or(of_schema.description.as_ref());
        let about = about.into_iter().chain(header.required.then_some(&always));
        let examples = header.examples.iter().map(|it| it.value.clone());
        Some(ir::Header {
            name,
            wire: wire.value.clone(),
            ty,
            docs: Docs {
                description: docs::paragraphs(about),
                deprecated: header.deprecated || of_schema.deprecated,
                examples: examples.chain(of_schema.examples.clone()).collect(),
                ..of_schema
            },
            origin: docs::origin(&header.place),
        })
    }

    /// Whether a type is a scalar, a set of them, or an array of those.
    fn is_text(&self, ty: &Type) -> bool {
        match &ty.kind {
            Kind::Array(items) => !matches!(items.kind, Kind::Array(_)) && self.is_text(items),
            // Of one that may be a string or a number nobody can tell which it is.
            Kind::Named(id) => match &self.types[*id].shape {
                Shape::Enum(list) => {
                    let types = list.types();
                    list.is_text() || !types.contains(&TypeName::String)
                }
                _ => false,
            },
            Kind::Any => false,
            _ => true,
        }
    }
}
