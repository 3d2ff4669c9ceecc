//! Emits an enum for each operation whose answers are documents of several types: the status says
//! which one it is.

use super::super::docs;
use super::super::print::blank;
use super::super::scope::Scope;
use crate::ir::{Operation, Response, Status, TypeId};
use crate::name::{BESIDE_OPERATIONS, Case};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a call succeeded, by its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Success,
    Failure,
}

/// The answers of an operation with one outcome.
#[derive(Debug, Clone)]
pub(super) struct Documents<'a> {
    operation: &'a Operation,
    outcome: Outcome,
    /// Each with its type; first the exact statuses, then ranges, then what is left.
    described: Vec<(&'a Response, TypeId)>,
}

impl<'a> Documents<'a> {
    pub(super) fn of(operation: &'a Operation, outcome: Outcome) -> Self {
        let described = |response: &'a Response| Some((response, response.body.as_ref()?.ty?));
        let described = match outcome {
            Outcome::Success => operation.successes().filter_map(described).collect(),
            Outcome::Failure => operation.failures().filter_map(described).collect(),
        };
        Self {
            operation,
            outcome,
            described,
        }
    }

    /// Their types, each once.
    pub(super) fn types(&self) -> Vec<TypeId> {
        let mut types = Vec::new();
        for (_, ty) in &self.described {
            if !types.contains(ty) {
                types.push(*ty);
            }
        }
        types
    }

    /// What they are decoded into; none where there are none. `waits`: for the client that blocks,
    /// which stands below the other one.
    pub(super) fn ty(&self, scope: &Scope<'_>, waits: bool) -> Option<TokenStream> {
        match self.types()[..] {
            [] => None,
            [ty] => Some(scope.in_types(ty)),
            _ => {
                let (name, above) = (self.name(), waits.then(|| quote!(super::)));
                Some(quote!(#above #name))
            }
        }
    }

    /// The name of the enum.
    pub(super) fn name(&self) -> Ident {
        after(
            self.operation,
            match self.outcome {
                Outcome::Success => "Answer",
                Outcome::Failure => "Refusal",
            },
        )
    }

    /// The enum; none where one type is enough.
    pub(super) fn declared(&self, scope: &Scope<'_>) -> Option<TokenStream> {
        let types = self.types();
        if types.len() < 2 {
            return None;
        }
        let (name, gap) = (self.name(), blank());
        let about = docs::own(&format!(
            "What `{}` {}: the status says which.",
            self.operation.name,
            match self.outcome {
                Outcome::Success => "answers with success",
                Outcome::Failure => "answers with a failure",
            }
        ));
        let variants = types.iter().map(|ty| {
            let (variant, held) = (&scope.context.def(*ty).name, scope.in_types(*ty));
            let about = docs::own(&docs::wrapped(&self.about(*ty), 4));
            quote!(#about #variant(Box<#held>),)
        });
        let arms = self.arms(scope);
        let [document, error] = [("super", "Document"), ("crate::wire", "DecodeError")]
            .map(|(from, name)| scope.import(from, name));
        Some(quote! {
            #about
            #[derive(Debug, Clone, PartialEq)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
            }
            #gap
            impl #document for #name {
                fn of_status(status: u16, body: &[u8]) -> Result<Self, #error> {
                    match status { #(#arms)* }
                }
            }
            #gap
        })
    }

    fn about(&self, ty: TypeId) -> String {
        let all = self.described.iter().filter(|(_, other)| *other == ty);
        let said = all.map(|(response, _)| {
            let status = status(response.status);
            match docs::description(&response.docs) {
                Some(about) => format!("{status}: {about}"),
                None => format!("{status}."),
            }
        });
        said.collect::<Vec<_>>().join("\n\n")
    }

    /// The type for each status. For one that is not described it is that of the default, or the
    /// first one.
    fn arms(&self, scope: &Scope<'_>) -> Vec<TokenStream> {
        let decode = scope.import("crate::wire", "decode");
        let rest = self
            .described
            .iter()
            .find(|(response, _)| response.status == Status::Default);
        let rest = rest.or_else(|| self.described.first()).map(|(_, ty)| *ty);
        let exact = self.described.iter().filter_map(exactly);
        let exact: BTreeSet<u16> = exact.collect();
        let mut patterns: BTreeMap<TypeId, Vec<TokenStream>> = BTreeMap::new();
        for (response, ty) in &self.described {
            // What comes last anyway need not come before.
            if rest == Some(*ty) {
                continue;
            }
            let of_type = patterns.entry(*ty).or_default();
            match response.status {
                Status::Exact(status) => of_type.push(pattern(status, status)),
                Status::Range(digit) => {
                    // The statuses of a range that have an answer of their own are not its.
                    let (mut first, last) = (u16::from(digit) * 100, u16::from(digit) * 100 + 99);
                    for status in exact.range(first..=last).copied() {
                        of_type.extend((first < status).then(|| pattern(first, status - 1)));
                        first = status + 1;
                    }
                    of_type.extend((first <= last).then(|| pattern(first, last)));
                }
                Status::Default => {}
            }
        }
        patterns.retain(|_, patterns| !patterns.is_empty());
        let variant = |ty: TypeId| {
            let name = &scope.context.def(ty).name;
            quote!(#decode(body).map(Self::#name))
        };
        let arms = patterns.into_iter().map(|(ty, patterns)| {
            let decoded = variant(ty);
            quote!(#(#patterns)|* => #decoded,)
        });
        let rest = rest.map(|rest| {
            let decoded = variant(rest);
            quote!(_ => #decoded,)
        });
        arms.chain(rest).collect()
    }
}

fn exactly((response, _): &(&Response, TypeId)) -> Option<u16> {
    match response.status {
        Status::Exact(status) => Some(status),
        Status::Range(_) | Status::Default => None,
    }
}

/// What the statuses from one to another match.
fn pattern(first: u16, last: u16) -> TokenStream {
    let [one, other] = [first, last].map(Literal::u16_unsuffixed);
    if first == last {
        quote!(#one)
    } else {
        quote!(#one..=#other)
    }
}

/// The name of a type of the client that belongs to an operation.
pub(super) fn after(operation: &Operation, ending: &str) -> Ident {
    let name = operation.name.in_case(Case::Variant);
    let mut name = format!("{}{ending}", name.trim_end_matches('_'));
    if BESIDE_OPERATIONS.contains(&name.as_str()) {
        name.push('_');
    }
    format_ident!("{name}")
}

/// A status as a sentence begins with it.
pub(super) fn status(status: Status) -> String {
    match status {
        Status::Exact(status) => format!("Status {status}"),
        Status::Range(digit) => format!("Status {digit}XX"),
        Status::Default => "Any other status".to_owned(),
    }
}
