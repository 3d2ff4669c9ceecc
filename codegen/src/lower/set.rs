//! Lowers sets of values.

use super::naming::Wanted;
use super::{Base, Lowering};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Docs, Enum, ErrorCode, Variant};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{RustName, Schema, Spanned};
use crate::vocabulary::shown;
use serde_json::Value as Json;
use std::borrow::Cow;
use std::collections::BTreeSet;

impl<'d> Lowering<'d> {
    /// A value out of a known set: `enum`, `const`, or `x-error-codes`. Whether it is open depends
    /// on its direction, which is not known yet.
    pub(super) fn set(&mut self, schema: &'d Schema, base: &Base) -> Enum {
        let mut scope = Scope::new(quoted(&base.rust));
        let variants = match &schema.error_codes {
            Some(codes) if schema.values.is_none() => self.codes(&codes.value, &mut scope),
            _ => self.values(schema, &mut scope),
        };
        Enum {
            variants,
            listed: schema.values.is_some(),
            open: true,
        }
    }

    fn values(&mut self, schema: &'d Schema, scope: &mut Scope) -> Vec<Variant> {
        let names = match &schema.rust_name {
            Some(RustName::Values(names)) => Some(&names.value),
            _ => None,
        };
        let values = || schema.values.iter().flat_map(|values| &values.value);
        // `null` is room in the type around it, and the same value twice was reported as that.
        let mut seen = BTreeSet::new();
        let values: Vec<_> = values()
            .filter(|it| !it.value.is_null() && seen.insert(it.value.to_string()))
            .map(|it| (it, shown(&it.value)))
            .collect();
        let mut wanted = Vec::new();
        for (Spanned { value: wire, span }, text) in &values {
            let own = names.and_then(|names| names.get(&**text));
            let called_so = schema.values_names.get(&wire.to_string());
            let called_so = called_so.and_then(|name| self.suggested(name));
            let name = match own {
                None if called_so.is_some() => called_so,
                None if !wire.is_string() => {
                    // That a number is no name, nobody has to be told.
                    Some(Name::coined(&called(schema, wire), Case::Variant))
                }
                own => self.name_of(text, own, Case::Variant, span),
            };
            wanted.push(name.map(|name| Wanted {
                name,
                given: own.is_some(),
                original: text,
                span,
            }));
        }
        let names = self.take(scope, &wanted).into_iter();
        let variants = names.zip(&values).filter_map(|(name, (value, _))| {
            Some(Variant {
                name: name?,
                wire: value.value.clone(),
                docs: said(schema, &value.value),
                error: None,
            })
        });
        variants.collect()
    }

    /// A name that generators are given for a value, if it can be one.
    fn suggested(&mut self, name: &Spanned<String>) -> Option<Name> {
        let suggested = Name::new(&name.value, Case::Variant).ok();
        if suggested.is_none() {
            let message = format!(
                "{} is no name in Rust, and is not used",
                quoted(&name.value)
            );
            let fault = Diagnostic::new(Code::UnreadRemark, name.span.clone(), message);
            self.faults.push(fault);
        }
        suggested
    }

    fn codes(&mut self, codes: &[crate::openapi::ErrorCode], scope: &mut Scope) -> Vec<Variant> {
        let mut variants = Vec::new();
        for code in codes {
            let Some(name) = self.given_name(&code.name, Case::Variant) else {
                continue;
            };
            self.claim_variant(scope, &name, &code.code.value, &code.name.span);
            variants.push(Variant {
                name,
                wire: code.code.value.clone().into(),
                docs: Docs::described(code.message.clone()),
                error: Some(ErrorCode {
                    status: code.status,
                    repeat: code.repeat,
                }),
            });
        }
        variants
    }

    fn claim_variant(
        &mut self,
        scope: &mut Scope,
        name: &str,
        wire: &str,
        span: &crate::source::Span,
    ) {
        if let Err(fault) = scope.claim(name, wire, span) {
            let help = "name the values with `x-rust-name: {value: Name}` beside the `enum`";
            self.faults.push(fault.with_help(help));
        }
    }
}

/// What a value is called: what is no string, by the title of it where that can be a name.
fn called<'v>(schema: &'v Schema, value: &'v Json) -> Cow<'v, str> {
    let told = (!value.is_string()).then(|| schema.values_docs.get(&value.to_string()));
    let title = told.flatten().and_then(|said| said.title.as_deref());
    let title = title.filter(|title| Name::new(title, Case::Variant).is_ok());
    title.map_or_else(|| shown(value), Cow::from)
}

/// What is said of a value.
fn said(schema: &Schema, wire: &Json) -> Docs {
    let Some(said) = schema.values_docs.get(&wire.to_string()) else {
        return Docs::default();
    };
    Docs {
        title: said.title.clone(),
        description: said.description.clone(),
        deprecated: said.deprecated,
        ..Docs::default()
    }
}
