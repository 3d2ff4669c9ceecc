//! Lowers sets of values.

use super::{Base, Lowering};
use crate::ir::{Docs, Enum, ErrorCode, Variant};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{RustName, Schema};
use serde_json::Value as Json;
use std::collections::BTreeSet;

impl<'d> Lowering<'d> {
    /// A string out of a known set: `enum`, `const`, or `x-error-codes`. Whether it is open depends
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
        let values = schema.values.iter().flat_map(|values| &values.value);
        let texts = values.filter_map(|value| value.value.as_str());
        let kept = texts
            .map(|text| Name::coined(text, Case::Variant))
            .collect();
        let mut variants = Vec::new();
        let mut seen = BTreeSet::new();
        for value in schema.values.iter().flat_map(|values| &values.value) {
            let Json::String(wire) = &value.value else {
                continue;
            };
            // The same value twice was reported as that.
            if !seen.insert(wire) {
                continue;
            }
            let own = names.and_then(|names| names.get(wire));
            let Some(name) = self.name_of(wire, own, Case::Variant, &value.span) else {
                continue;
            };
            let name = if own.is_some() {
                self.claim_variant(scope, &name, wire, &value.span);
                name
            } else {
                let (name, told) = scope.claim_free(name, wire, &value.span, &kept);
                self.faults.extend(told);
                name
            };
            variants.push(Variant {
                name,
                wire: wire.clone(),
                docs: said(schema, wire),
                error: None,
            });
        }
        variants
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
                wire: code.code.value.clone(),
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

/// What is said of a value.
fn said(schema: &Schema, wire: &str) -> Docs {
    let Some(said) = schema.values_docs.get(wire) else {
        return Docs::default();
    };
    Docs {
        title: said.title.clone(),
        description: said.description.clone(),
        deprecated: said.deprecated,
        ..Docs::default()
    }
}
