//! Lowers sets of values and choices of objects.

use super::reference::{References, Resolved};
use super::{Base, Lowering, check, implied, ty};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Docs, Enum, ErrorCode, Union, UnionVariant, Variant};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{RustName, Schema, TypeName};
use crate::source::Span;
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

    /// Objects of several shapes: what would not be was settled before.
    pub(super) fn union(&mut self, schema: &'d Schema, base: &Base) -> Option<Union> {
        let union = schema.union.as_ref()?;
        let mut scope = Scope::new(quoted(&base.rust));
        let mut variants = Vec::new();
        let mut before: Vec<(&'d Schema, BTreeSet<&str>)> = Vec::new();
        for branch in &union.branches {
            let Some(resolved) = self.references.resolve(branch) else {
                continue;
            };
            if branch.opaque || resolved.target.opaque {
                continue;
            }
            let Some(ty) = self.type_id(&resolved, "") else {
                continue;
            };
            let required = resolved.target.required_names();
            if let Some((narrow, wide)) = swallowed(
                &self.references,
                union.exclusive,
                branch,
                &required,
                &before,
            ) {
                self.warn_swallowed(narrow, wide);
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

    /// A branch of a `oneOf` that nothing can be: the type offers it all the same.
    fn warn_swallowed(&mut self, narrow: &Schema, wide: &Schema) {
        let message = format!(
            "no value of {} is valid: each is one of {} too, and `oneOf` accepts exactly one",
            quoted(&text(narrow)),
            quoted(&text(wide)),
        );
        let span = narrow.place.span.clone();
        let mut fault = Diagnostic::new(Code::ContradictingSchema, span, message)
            .with_related(wide.place.span.clone(), "this branch accepts all of them")
            .with_help("`anyOf` accepts what several branches do");
        fault.severity = Severity::Warning;
        self.faults.push(fault);
    }
}

/// Of a branch and those before it, the one that another one swallows, and that one.
fn swallowed<'d>(
    references: &References<'d>,
    exclusive: bool,
    branch: &'d Schema,
    required: &BTreeSet<&str>,
    before: &[(&'d Schema, BTreeSet<&str>)],
) -> Option<(&'d Schema, &'d Schema)> {
    let within = |one, other| exclusive && implied::implies(references, one, other);
    before.iter().find_map(|(other, theirs)| {
        if theirs.is_subset(required) && within(branch, *other) {
            Some((branch, *other))
        } else {
            let turned = required.is_subset(theirs) && within(*other, branch);
            turned.then_some((*other, branch))
        }
    })
}

/// Why no type can be made of a reference with what stands beside it, or of a choice: every branch of
/// one is a reference to an object, and each requires a member that those before it do without, else
/// nothing would distinguish them. `is_whole` tells of a schema that is no object for that.
pub(super) fn faults<'d>(
    schema: &'d Schema,
    references: &References<'d>,
    is_whole: &dyn Fn(&Resolved<'_>) -> bool,
) -> Vec<Diagnostic> {
    if schema.reference().is_some() {
        return beside_reference(schema);
    }
    let Some(union) = &schema.union else {
        return Vec::new();
    };
    let mut faults = beside_union(schema);
    let mut refuse = |span: &Span, message: &str| {
        faults.push(Diagnostic::new(
            Code::UnsupportedConstruct,
            span.clone(),
            message,
        ));
    };
    if union.branches.is_empty() {
        refuse(&union.span, "a choice of nothing");
    }
    let mut before: Vec<(&'d Schema, BTreeSet<&str>)> = Vec::new();
    let mut alike = Vec::new();
    for branch in union.branches.iter().filter(|branch| !branch.opaque) {
        let span = &branch.place.span;
        if !check::is_bare(branch) {
            refuse(span, "a branch that is more than a `$ref` to an object");
            continue;
        }
        let Some(resolved) = references.resolve(branch) else {
            continue;
        };
        let target = resolved.target;
        if target.opaque {
            continue;
        }
        if resolved.nullable || !ty::is_object(target) || is_whole(&resolved) {
            refuse(span, "a branch that is not an object");
            continue;
        }
        let required = target.required_names();
        let other = before.iter().find(|(_, less)| less.is_subset(&required));
        if let Some((other, less)) = other
            && swallowed(references, union.exclusive, branch, &required, &before).is_none()
        {
            alike.push(not_distinguished(
                branch,
                other,
                less.len() < required.len(),
            ));
        }
        before.push((branch, required));
    }
    faults.append(&mut alike);
    faults
}

fn beside_reference(schema: &Schema) -> Vec<Diagnostic> {
    let mut beside = check::shaping(schema);
    if schema.reference.is_some() {
        let union = schema.union.as_ref();
        beside.extend(union.map(|union| ("oneOf", union.span.clone())));
    }
    let beside = beside.into_iter().map(|(keyword, span)| {
        let message = format!("`{keyword}` beside a reference shapes no type");
        Diagnostic::new(Code::UnsupportedConstruct, span, message)
    });
    beside.collect()
}

fn beside_union(schema: &Schema) -> Vec<Diagnostic> {
    let object = schema.type_name() == Some(TypeName::Object);
    let beside = check::shaping(schema)
        .into_iter()
        .filter(|(name, _)| *name != "type" || !object);
    let rules = schema.rules.iter();
    let rules = rules.map(|rule| (rule.keyword.as_str(), rule.span.clone()));
    let all = beside.chain(rules).map(|(keyword, span)| {
        let message = format!("`{keyword}` beside a choice of schemas shapes no type");
        Diagnostic::new(Code::UnsupportedConstruct, span, message)
    });
    all.collect()
}

fn not_distinguished(branch: &Schema, other: &Schema, more: bool) -> Diagnostic {
    let message = format!(
        "{} cannot be distinguished from {}, which requires nothing more",
        quoted(&text(branch)),
        quoted(&text(other)),
    );
    let span = branch.place.span.clone();
    let fault = Diagnostic::new(Code::UnsupportedConstruct, span, message)
        .with_related(other.place.span.clone(), "this branch is tried first");
    if more {
        fault.with_help("put the branch that requires more first")
    } else {
        fault
    }
}

fn text(schema: &Schema) -> String {
    let reference = schema.reference.as_ref();
    reference.map(|text| text.value.clone()).unwrap_or_default()
}
