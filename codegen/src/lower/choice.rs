//! Lowers sets of values and choices of objects.

use super::{Base, Lowering, check, implied, ty};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Docs, Enum, ErrorCode, TypeId, Union, UnionVariant, Variant};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{RustName, Schema, Spanned};
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
                docs: Docs::default(),
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

    /// Objects of several shapes. Every branch is a reference to an object, and each requires a
    /// member that those before it do without: else nothing would distinguish them.
    pub(super) fn union(&mut self, schema: &'d Schema, base: &Base) -> Option<Union> {
        let union = schema.union.as_ref()?;
        if union.branches.is_empty() {
            self.refuse(&union.span, "a choice of nothing");
            return None;
        }
        let mut scope = Scope::new(quoted(&base.rust));
        let mut variants = Vec::new();
        let mut before: Vec<(&'d Schema, BTreeSet<&str>)> = Vec::new();
        for branch in &union.branches {
            let Some((ty, target)) = self.branch(branch) else {
                continue;
            };
            let required: BTreeSet<&str> = target
                .required
                .iter()
                .map(|name| name.value.as_str())
                .collect();
            let swallowed = before.iter().find_map(|(other, theirs)| {
                let within = |one, other| union.exclusive && self.swallows(one, other);
                if theirs.is_subset(&required) && within(branch, other) {
                    Some((branch, *other))
                } else {
                    let turned = required.is_subset(theirs) && within(other, branch);
                    turned.then_some((*other, branch))
                }
            });
            if let Some((narrow, wide)) = swallowed {
                self.warn_swallowed(narrow, wide);
            } else if let Some((other, less)) =
                before.iter().find(|(_, less)| less.is_subset(&required))
            {
                self.refuse_alike(branch, other, less.len() < required.len());
            }
            before.push((branch, required));
            let span = &branch.place.span;
            let name = self.types[ty].name.clone();
            self.faults.extend(scope.claim(&name, &name, span).err());
            variants.push(UnionVariant { name, ty });
        }
        Some(Union {
            variants,
            exclusive: union.exclusive,
            typed: schema.types.is_some(),
        })
    }

    /// The object that a branch refers to.
    fn branch(&mut self, branch: &'d Schema) -> Option<(TypeId, &'d Schema)> {
        let span = &branch.place.span;
        if branch.opaque {
            return None;
        }
        if !check::is_bare(branch) {
            self.refuse(span, "a branch that is more than a `$ref` to an object");
            return None;
        }
        let resolved = self.references.resolve(branch)?;
        if resolved.target.opaque {
            return None;
        }
        if resolved.nullable || !ty::is_object(resolved.target) {
            self.refuse(span, "a branch that is not an object");
            return None;
        }
        let target = resolved.target;
        let id = self.type_id(&resolved, "")?;
        Some((id, target))
    }

    /// Whether every value of one branch is one of another.
    fn swallows(&self, narrow: &'d Schema, wide: &'d Schema) -> bool {
        implied::implies(&self.references, narrow, wide)
    }

    /// A branch of a `oneOf` that nothing can be: the type offers it all the same.
    fn warn_swallowed(&mut self, narrow: &Schema, wide: &Schema) {
        let name = |schema: &Schema| schema.reference.as_ref().map(text).unwrap_or_default();
        let message = format!(
            "no value of {} is valid: each is one of {} too, and `oneOf` accepts exactly one",
            quoted(&name(narrow)),
            quoted(&name(wide)),
        );
        let span = narrow.place.span.clone();
        let mut fault = Diagnostic::new(Code::ContradictingSchema, span, message)
            .with_related(wide.place.span.clone(), "this branch accepts all of them")
            .with_help("`anyOf` accepts what several branches do");
        fault.severity = Severity::Warning;
        self.faults.push(fault);
    }

    fn refuse_alike(&mut self, branch: &Schema, other: &Schema, more: bool) {
        let name = |schema: &Schema| schema.reference.as_ref().map(text).unwrap_or_default();
        let message = format!(
            "{} cannot be distinguished from {}, which requires nothing more",
            quoted(&name(branch)),
            quoted(&name(other)),
        );
        let span = branch.place.span.clone();
        let fault = Diagnostic::new(Code::UnsupportedConstruct, span, message)
            .with_related(other.place.span.clone(), "this branch is tried first");
        self.faults.push(if more {
            fault.with_help("put the branch that requires more first")
        } else {
            fault
        });
    }
}

fn text(reference: &Spanned<String>) -> String {
    reference.value.clone()
}
