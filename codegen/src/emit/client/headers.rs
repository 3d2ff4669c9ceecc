//! Emits the headers of an operation's answers: a type with a method for each of them.

use super::super::docs;
use super::super::print::blank;
use super::super::scope::Scope;
use super::documents::after;
use super::parameter;
use crate::ir::{Header, Kind, Operation, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// What an answer is together with its headers, where any are described. `waits`: for the client that
/// blocks, which stands below the other one.
pub(super) fn around(
    scope: &Scope<'_>,
    operation: &Operation,
    answer: TokenStream,
    waits: bool,
) -> TokenStream {
    if operation.headers.is_empty() {
        return answer;
    }
    let (headed, name) = (scope.import("super", "Headed"), after(operation, "Headers"));
    let above = waits.then(|| quote!(super::));
    quote!(#headed<#answer, #above #name>)
}

/// What reads both.
pub(super) fn read(operation: &Operation, read: TokenStream) -> TokenStream {
    if operation.headers.is_empty() {
        return read;
    }
    let name = after(operation, "Headers");
    let wires = operation.headers.iter().map(|header| &header.wire);
    quote!(|answer| answer.headed(#read, #name, &[#(#wires),*]))
}

/// The type; none where no header is described.
pub(super) fn declared(scope: &Scope<'_>, operation: &Operation) -> Option<TokenStream> {
    if operation.headers.is_empty() {
        return None;
    }
    let (name, gap) = (after(operation, "Headers"), blank());
    let about = docs::own(&format!(
        "The headers that `{}` answers with. None is read before it is asked for.",
        operation.name
    ));
    let headers = scope.import("super", "Headers");
    let methods = operation.headers.iter().map(|header| method(scope, header));
    Some(quote! {
        #about
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name(#headers);
        #gap
        impl #name {
            #(#methods)*
        }
        #gap
    })
}

fn method(scope: &Scope<'_>, header: &Header) -> TokenStream {
    let Header { name, wire, ty, .. } = header;
    let otherwise = format!("The header {}.", docs::code(wire));
    let about = docs::item(&header.docs, &header.origin, &otherwise, 4);
    let errors = docs::own("\n# Errors\nWhen it is not as it is described.");
    let (error, gap) = (scope.import("super", "HeaderError"), blank());
    let read = match &ty.kind {
        Kind::Array(items) if is_text(scope, items) => quote!(texts),
        Kind::Array(_) => quote!(bares),
        _ if is_text(scope, ty) => quote!(text),
        _ => quote!(bare),
    };
    let ty = parameter::ty(scope, ty);
    quote! {
        #gap
        #about
        #errors
        pub fn #name(&self) -> Result<Option<#ty>, #error> {
            self.0.#read(#wire)
        }
    }
}

fn is_text(scope: &Scope<'_>, ty: &Type) -> bool {
    match &ty.kind {
        Kind::String => true,
        Kind::Named(id) => match &scope.context.def(*id).shape {
            Shape::Enum(list) => list.is_text(),
            _ => true,
        },
        _ => false,
    }
}
