//! Emits what a call gives whose answer comes as items.

use super::super::scope::Scope;
use super::headers;
use crate::ir::{Framing, Items, Operation};
use proc_macro2::TokenStream;
use quote::quote;

/// What the items are together.
pub(super) fn ty(scope: &Scope<'_>, items: &Items) -> TokenStream {
    let outer = scope.import("super", "Items");
    let held = if let Some(id) = items.ty {
        scope.in_types(id)
    } else {
        let wire = scope.import("crate", "wire");
        quote!(#wire::Personal<String>)
    };
    if items.framing == Framing::Events && !items.whole {
        let event = scope.import("super", "Event");
        quote!(#outer<#event<#held>>)
    } else {
        quote!(#outer<#held>)
    }
}

/// What begins to read them.
pub(super) fn read(scope: &Scope<'_>, operation: &Operation, items: &Items) -> TokenStream {
    let framing = scope.import("super", "Framing");
    let by = match items.framing {
        Framing::Lines => quote!(Lines),
        Framing::Sequence => quote!(Sequence),
        Framing::Events => quote!(Events),
    };
    let is_text = items.ty.is_none();
    headers::read(
        operation,
        quote!(|begun| begun.items(#framing::#by, #is_text)),
    )
}

/// What the docs of the method say of them.
pub(super) fn about(items: &Items) -> String {
    let media_type = super::super::docs::code(&items.media_type);
    let of_event = if items.framing == Framing::Events && !items.whole {
        " An item is an event, of which the schema describes the data."
    } else {
        ""
    };
    format!(
        "The answer comes as items, {media_type}, one after the other while the service sends \
         them.{of_event}"
    )
}
