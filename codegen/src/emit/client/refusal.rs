//! Emits what the errors of the service reveal (their code, and whether to repeat), and the error
//! type of a call.

use super::super::context::Context;
use super::super::docs;
use super::super::print::blank;
use super::super::scope::Scope;
use crate::ir::{Field, Kind, Name, Operation, Presence, Sensitivity, Shape, TypeId};
use crate::name::{Case, ERRORS};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeSet;

/// The type that comes with a status other than success.
pub(super) fn of(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    path(scope, named(operation).or_else(|| only(scope.context)))
}

fn path(scope: &Scope<'_>, ty: Option<TypeId>) -> TokenStream {
    match ty {
        Some(ty) => scope.in_types(ty),
        None => scope.import("super", "Undescribed"),
    }
}

fn named(operation: &Operation) -> Option<TypeId> {
    let mut bad = operation.failures();
    bad.find_map(|response| response.body.as_ref()?.ty)
}

fn all(context: &Context<'_>) -> BTreeSet<TypeId> {
    context.api.operations.iter().filter_map(named).collect()
}

/// The error of every operation, if they have the same.
fn only(context: &Context<'_>) -> Option<TypeId> {
    let all = all(context);
    all.first().copied().filter(|_| all.len() == 1)
}

/// `Error`, or one for each operation where they differ.
pub(super) fn aliases(scope: &Scope<'_>) -> Vec<TokenStream> {
    let (context, error) = (scope.context, scope.import("super", "CallError"));
    if has_one_error(context) {
        let about = docs::own("Why a call has no answer.");
        let ty = path(scope, only(context));
        return vec![quote!(#about pub type Error = #error<#ty>;)];
    }
    let alias = |operation: &Operation| {
        let name = operation.name.in_case(Case::Variant);
        let mut alias = format!("{}Error", name.trim_end_matches('_'));
        if ERRORS.contains(&alias.as_str()) {
            alias.push('_');
        }
        let alias = format_ident!("{alias}");
        let about = docs::own(&format!(
            "Why a call of `{}` has no answer.",
            operation.name
        ));
        let ty = of(scope, operation);
        quote!(#about pub type #alias = #error<#ty>;)
    };
    context.api.operations.iter().map(alias).collect()
}

/// Whether the aliases are but one.
pub(in super::super) fn has_one_error(context: &Context<'_>) -> bool {
    all(context).len() <= 1
}

/// `impl Refusal` for each of them.
pub(super) fn impls(scope: &Scope<'_>) -> Vec<TokenStream> {
    let errors = all(scope.context).into_iter();
    errors.map(|ty| refusal(scope, ty)).collect()
}

fn refusal(scope: &Scope<'_>, ty: TypeId) -> TokenStream {
    let context = scope.context;
    let (refusal, name) = (scope.import("super", "Refusal"), scope.in_types(ty));
    let wire = scope.import("crate", "wire");
    let (code, repeat) = match &context.def(ty).shape {
        Shape::Struct(_) => match Code::of(context, ty) {
            Some(code) => (code.text(scope, &quote!(self)), code.repeat(&quote!(self))),
            None => (quote!(None), quote!(None)),
        },
        Shape::Union(union) => {
            let variants: Vec<_> = union
                .variants
                .iter()
                .map(|variant| (&variant.name, Code::of(context, variant.ty)))
                .collect();
            let error = quote!(error);
            (
                arms(&variants, |code| code.text(scope, &error)),
                arms(&variants, |code| code.repeat(&error)),
            )
        }
        _ => (quote!(None), quote!(None)),
    };
    let gap = blank();
    quote! {
        impl #refusal for #name {
            fn code(&self) -> Option<&str> {
                #code
            }
            #gap
            fn repeat(&self) -> Option<#wire::Repeat> {
                #repeat
            }
        }
    }
}

/// A match over the variants, of which those without a code give nothing.
fn arms(
    variants: &[(&Name, Option<Code>)],
    value_of: impl Fn(&Code) -> TokenStream,
) -> TokenStream {
    let silent: Vec<_> = variants.iter().filter(|(_, code)| code.is_none()).collect();
    if silent.len() == variants.len() {
        return quote!(None);
    }
    let telling = variants.iter().filter_map(|(name, code)| {
        let value = value_of(code.as_ref()?);
        Some(quote!(Self::#name(error) => #value,))
    });
    let silent = (!silent.is_empty()).then(|| {
        let names = silent.iter().map(|(name, _)| name);
        quote!(#(Self::#names(_))|* => None,)
    });
    quote!(match self { #(#telling)* #silent })
}

/// The member of an object that holds its error code.
struct Code {
    field: Name,
    optional: bool,
    ty: TypeId,
    open: bool,
}

impl Code {
    fn of(context: &Context<'_>, ty: TypeId) -> Option<Self> {
        let Shape::Struct(object) = &context.def(ty).shape else {
            return None;
        };
        object
            .fields
            .iter()
            .find_map(|field| Self::in_field(context, field))
    }

    fn in_field(context: &Context<'_>, field: &Field) -> Option<Self> {
        let Kind::Named(ty) = field.ty.kind else {
            return None;
        };
        let Shape::Enum(list) = &context.def(ty).shape else {
            return None;
        };
        let codes = list.variants.iter().any(|variant| variant.error.is_some());
        let optional = match field.presence {
            Presence::Required => false,
            Presence::Optional => true,
            Presence::RequiredNullable | Presence::OptionalNullable => return None,
        };
        (codes && field.ty.sensitivity == Sensitivity::Public).then(|| Self {
            field: field.name.clone(),
            optional,
            ty,
            open: list.open,
        })
    }

    fn text(&self, scope: &Scope<'_>, error: &TokenStream) -> TokenStream {
        let Self {
            field,
            optional,
            ty,
            open,
        } = self;
        let unknown = || {
            let ty = scope.in_types(*ty);
            quote!(#ty::Unknown(_))
        };
        match (optional, open) {
            (false, true) => {
                let unknown = unknown();
                quote! {
                    match &#error.#field {
                        #unknown => None,
                        code => Some(code.as_str()),
                    }
                }
            }
            (true, true) => {
                let unknown = unknown();
                quote! {
                    match &#error.#field {
                        None | Some(#unknown) => None,
                        Some(code) => Some(code.as_str()),
                    }
                }
            }
            (false, false) => quote!(Some(#error.#field.as_str())),
            (true, false) => quote!(#error.#field.as_ref().map(|code| code.as_str())),
        }
    }

    fn repeat(&self, error: &TokenStream) -> TokenStream {
        let Self {
            field, optional, ..
        } = self;
        if *optional {
            quote!(#error.#field.as_ref().and_then(|code| code.repeat()))
        } else {
            quote!(#error.#field.repeat())
        }
    }
}
