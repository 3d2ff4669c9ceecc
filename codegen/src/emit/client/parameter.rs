//! Emits the parameters of a call: those that it needs are arguments of its method, and each of the
//! others is a method of the call.

use super::super::print::blank;
use super::super::scope::Scope;
use super::super::{docs, ident};
use super::bounds;
use crate::ir::{Kind, Operation, Parameter, ParameterPlace, ParameterStyle, Sensitivity, Type};
use crate::name::Case;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The arguments that are needed, with a comma behind each.
pub(super) fn arguments(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let needed = needed(operation).map(|parameter| {
        let (name, ty) = (&parameter.name, argument(scope, &parameter.ty));
        quote!(#name: #ty,)
    });
    quote!(#(#needed)*)
}

/// The names of those arguments.
pub(super) fn names(operation: &Operation) -> TokenStream {
    let names = needed(operation).map(|parameter| &parameter.name);
    quote!(#(#names,)*)
}

/// How many arguments are needed.
pub(super) fn count(operation: &Operation) -> usize {
    needed(operation).count()
}

/// What puts them into the call.
pub(super) fn added(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let added = needed(operation).map(|parameter| added_one(scope, parameter));
    let marked = marker(operation).map(|_| quote!(.marked()));
    quote!(#(#added)* #marked)
}

/// What the docs of the method say of them.
pub(super) fn about(operation: &Operation) -> Vec<String> {
    let needed = needed(operation).filter_map(|parameter| {
        let about = docs::description(&parameter.docs)?;
        let deprecated = if parameter.docs.deprecated {
            " Deprecated."
        } else {
            ""
        };
        Some(format!(
            "{}: {about}{deprecated}",
            docs::code(&parameter.name)
        ))
    });
    needed.collect()
}

/// The type that tells the calls of an operation from those of others, where there is need.
pub(super) fn marker(operation: &Operation) -> Option<Ident> {
    operation.parameters.iter().find(|it| !it.required)?;
    let name = operation.name.in_case(Case::Variant);
    Some(format_ident!("{}Parameters", name.trim_end_matches('_')))
}

/// The declaration of that type.
pub(super) fn declared(operation: &Operation) -> Option<TokenStream> {
    let marker = marker(operation)?;
    let about = docs::own(&format!(
        "Marks a call of `{}`, whose parameters may be set.",
        operation.name
    ));
    let gap = blank();
    Some(quote! {
        #about
        #[derive(Debug, Clone, Copy)]
        #[non_exhaustive]
        pub enum #marker {}
        #gap
    })
}

/// The methods of the call, async or blocking.
pub(super) fn setters(
    scope: &Scope<'_>,
    operation: &Operation,
    call: &TokenStream,
    waits: bool,
) -> Option<TokenStream> {
    let optional = operation.parameters.iter().filter(|it| !it.required);
    let setters: Vec<TokenStream> = optional
        .map(|parameter| {
            let (name, ty) = (&parameter.name, argument(scope, &parameter.ty));
            let setter = format_ident!("with_{}", name.as_str());
            let place = parameter.place.as_str();
            let otherwise = format!(
                "Sets {}, which travels in the {place}.",
                docs::code(&parameter.wire)
            );
            let about = docs::item(&parameter.docs, &parameter.origin, &otherwise, 4);
            let body = if waits {
                quote! {
                    self.call = self.call.#setter(#name);
                    self
                }
            } else {
                let added = added_one(scope, parameter);
                quote!(self #added)
            };
            let this = if waits {
                quote!(mut self)
            } else {
                quote!(self)
            };
            let gap = blank();
            quote! {
                #gap
                #about
                pub fn #setter(#this, #name: #ty) -> Self {
                    #body
                }
            }
        })
        .collect();
    let gap = blank();
    (!setters.is_empty()).then(|| {
        quote! {
            #gap
            impl #call {
                #(#setters)*
            }
        }
    })
}

fn needed(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|it| it.required)
}

fn added_one(scope: &Scope<'_>, parameter: &Parameter) -> TokenStream {
    let (name, wire) = (&parameter.name, &parameter.wire);
    let (place, style) = (scope.import("super", "In"), scope.import("super", "Style"));
    let at = match parameter.place {
        ParameterPlace::Path => quote!(Path),
        ParameterPlace::Query => quote!(Query),
        ParameterPlace::Header => quote!(Header),
        ParameterPlace::Cookie => quote!(Cookie),
    };
    let by = self::style(parameter.style);
    let value = if is_converted(&parameter.ty) {
        let ty = ty(scope, &parameter.ty);
        quote!(Into::<#ty>::into(#name))
    } else {
        quote!(#name)
    };
    let bounds = bounds::of(scope, &parameter.ty);
    if bounds.is_empty() {
        quote!(.with(#place::#at, #wire, #style::#by, #value))
    } else {
        quote!(.with_bounded(#place::#at, #wire, #style::#by, &[#(#bounds),*], #value))
    }
}

/// A style, as the client has it.
pub(super) fn style(style: ParameterStyle) -> TokenStream {
    match style {
        ParameterStyle::Comma => quote!(Comma),
        ParameterStyle::Space => quote!(Space),
        ParameterStyle::Pipe => quote!(Pipe),
        ParameterStyle::Exploded => quote!(Exploded),
        ParameterStyle::Deep => quote!(Deep),
        ParameterStyle::Label => quote!(Label),
        ParameterStyle::LabelExploded => quote!(LabelExploded),
        ParameterStyle::Matrix => quote!(Matrix),
        ParameterStyle::MatrixExploded => quote!(MatrixExploded),
        ParameterStyle::Json => quote!(Json),
    }
}

/// Whether the caller may give whatever becomes the value.
fn is_converted(ty: &Type) -> bool {
    !matches!(ty.kind, Kind::Array(_))
        && (ty.kind == Kind::String || ty.sensitivity != Sensitivity::Public)
}

fn argument(scope: &Scope<'_>, parameter: &Type) -> TokenStream {
    let ty = ty(scope, parameter);
    if is_converted(parameter) {
        quote!(impl Into<#ty>)
    } else {
        ty
    }
}

/// A type in the files of the client.
pub(super) fn ty(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    let wire = || scope.import("crate", "wire");
    let bare = match &ty.kind {
        Kind::Bool => quote!(bool),
        Kind::I32 => quote!(i32),
        Kind::I64 => quote!(i64),
        Kind::U64 => quote!(u64),
        Kind::Double => quote!(f64),
        Kind::Integer => {
            let wire = wire();
            quote!(#wire::Integer)
        }
        Kind::Number => {
            let wire = wire();
            quote!(#wire::Number)
        }
        Kind::String => ty.format.map_or_else(
            || quote!(String),
            |format| {
                let (wire, name) = (wire(), ident::ident(format.type_name()));
                quote!(#wire::#name)
            },
        ),
        Kind::Any => quote!(serde_json::Value),
        Kind::Array(items) => {
            let items = self::ty(scope, items);
            quote!(Vec<#items>)
        }
        Kind::Named(id) => scope.in_types(*id),
    };
    match ty.sensitivity {
        Sensitivity::Public => bare,
        Sensitivity::Personal => {
            let wire = wire();
            quote!(#wire::Personal<#bare>)
        }
        Sensitivity::Secret => {
            let wire = wire();
            quote!(#wire::Secret<#bare>)
        }
    }
}
