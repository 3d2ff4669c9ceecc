//! Spells what is fixed in the emitted crate as identifiers. The names of a document are
//! identifiers already: `name` has seen to that.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// A name that the generator knows as a token.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Names with `::` between them.
pub(super) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// The constant that is called after a module: as its underscores tell modules apart, they stay.
pub(super) fn of_module(module: &str) -> Ident {
    ident(&module.to_uppercase())
}

/// `pet-shop` and `pet_shop` as a constant is called.
pub(super) fn constant(name: &str) -> Ident {
    ident(name.replace('-', "_").to_uppercase().trim_end_matches('_'))
}
