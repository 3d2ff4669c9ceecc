//! Emits what the errors of the service reveal (their code, and whether to repeat), and the error
//! type of a call.

use super::super::context::Context;
use super::super::docs;
use super::super::print::blank;
use super::super::scope::Scope;
use super::super::unions::alike;
use super::documents::{Documents, Outcome, after};
use crate::ir::{Field, Kind, Name, Operation, Presence, Sensitivity, Shape, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The type that comes with a status other than success.
pub(super) fn of(scope: &Scope<'_>, operation: &Operation, waits: bool) -> TokenStream {
    let own = Documents::of(operation, Outcome::Failure).ty(scope, waits);
    // All operations are looked at only for one that describes no failure.
    let only = || {
        let mut described = failures(scope.context).filter_map(|it| it.ty(scope, waits));
        described.next().filter(|_| has_one_error(scope.context))
    };
    own.or_else(only)
        .unwrap_or_else(|| scope.import("super", "Undescribed"))
}

/// The failures of each operation.
fn failures<'a>(context: &Context<'a>) -> impl Iterator<Item = Documents<'a>> {
    let operations = context.api.operations.iter();
    operations.map(|operation| Documents::of(operation, Outcome::Failure))
}

/// `Error`, or one for each operation where they differ.
pub(super) fn aliases(scope: &Scope<'_>) -> Vec<TokenStream> {
    let (context, error) = (scope.context, scope.import("super", "CallError"));
    if has_one_error(context) {
        let about = docs::own("Why a call has no answer.");
        let ty = match context.api.operations.first() {
            Some(operation) => of(scope, operation, false),
            None => scope.import("super", "Undescribed"),
        };
        return vec![quote!(#about pub type Error = #error<#ty>;)];
    }
    let alias = |operation: &Operation| {
        let alias = after(operation, "Error");
        let about = docs::own(&format!(
            "Why a call of `{}` has no answer.",
            operation.name
        ));
        let ty = of(scope, operation, false);
        quote!(#about pub type #alias = #error<#ty>;)
    };
    context.api.operations.iter().map(alias).collect()
}

/// Whether the aliases are but one.
pub(in super::super) fn has_one_error(context: &Context<'_>) -> bool {
    *context.one_error.get_or_init(|| {
        let types = failures(context).map(|documents| documents.types());
        let described: BTreeSet<Vec<TypeId>> = types.filter(|types| !types.is_empty()).collect();
        // Which status has which of several types is a matter of each operation.
        let told_apart = described.iter().any(|types| types.len() > 1);
        context.api.operations.len() <= 1 || (described.len() <= 1 && !told_apart)
    })
}

/// `impl Refusal` for each of them.
pub(super) fn impls(scope: &Scope<'_>) -> Vec<TokenStream> {
    let all: Vec<Documents<'_>> = failures(scope.context).collect();
    let types: BTreeSet<TypeId> = all.iter().flat_map(Documents::types).collect();
    let several = all.iter().filter_map(|documents| one_of(scope, documents));
    let single = types.into_iter().map(|ty| single(scope, ty));
    several.chain(single).collect()
}

/// What each of several types reveals.
fn one_of(scope: &Scope<'_>, documents: &Documents<'_>) -> Option<TokenStream> {
    let types = documents.types();
    if types.len() < 2 {
        return None;
    }
    let arms = |method: TokenStream| {
        let variants = types.iter().map(|ty| &scope.context.def(*ty).name);
        quote!(match self { #(Self::#variants(error) => error.#method(),)* })
    };
    let (code, repeat) = (arms(quote!(code)), arms(quote!(repeat)));
    let name = documents.name();
    Some(refusal(scope, &quote!(#name), &code, &repeat))
}

fn single(scope: &Scope<'_>, ty: TypeId) -> TokenStream {
    let context = scope.context;
    let (code, repeat) = match &context.def(ty).shape {
        Shape::Struct(_) => match Code::of(context, ty) {
            Some(code) => (code.text(scope, &quote!(self)), code.repeat(&quote!(self))),
            None => (quote!(None), quote!(None)),
        },
        Shape::Union(union) => {
            let variants = alike(&union.variants).into_iter().map(|variants| {
                let id = variants.first().and_then(|variant| variant.id());
                let names = variants.iter().map(|variant| &variant.name);
                (names.collect(), id.and_then(|id| Code::of(context, id)))
            });
            let variants: Vec<(Vec<&Name>, Option<Code>)> = variants.collect();
            let error = quote!(error);
            (
                arms(&variants, |code| code.text(scope, &error)),
                arms(&variants, |code| code.repeat(&error)),
            )
        }
        _ => (quote!(None), quote!(None)),
    };
    refusal(scope, &scope.in_types(ty), &code, &repeat)
}

fn refusal(
    scope: &Scope<'_>,
    name: &TokenStream,
    code: &TokenStream,
    repeat: &TokenStream,
) -> TokenStream {
    let (refusal, wire) = (
        scope.import("super", "Refusal"),
        scope.import("crate", "wire"),
    );
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
    variants: &[(Vec<&Name>, Option<Code>)],
    value_of: impl Fn(&Code) -> TokenStream,
) -> TokenStream {
    let silent: Vec<_> = variants.iter().filter(|(_, code)| code.is_none()).collect();
    if silent.len() == variants.len() {
        return quote!(None);
    }
    let telling = variants.iter().filter_map(|(names, code)| {
        let value = value_of(code.as_ref()?);
        Some(quote!(#(Self::#names(error))|* => #value,))
    });
    let silent = (!silent.is_empty()).then(|| {
        let names = silent.iter().flat_map(|(names, _)| names);
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
            .travelling()
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
