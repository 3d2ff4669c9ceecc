//! Identifiers: a name goes in, a token that Rust takes for a name comes out.
//!
//! It stands apart because this is where text becomes Rust. Names were decided by `lower`; here
//! they are only spelt, in the case that each place asks for.

use crate::name::{Case, rust_name};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Keywords that begin a path.
const PATH_KEYWORDS: [&str; 3] = ["self", "super", "crate"];

/// The name as a token. `lower` has refused what is no name; were one to slip through, it would
/// become one that compiles nowhere.
pub(super) fn ident(name: &str) -> Ident {
    if PATH_KEYWORDS.contains(&name) {
        return Ident::new(name, Span::call_site());
    }
    syn::parse_str(name).unwrap_or_else(|_| Ident::new("_", Span::call_site()))
}

/// Names with `::` between them.
pub(super) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(ident);
    quote!(#(#segments)::*)
}

/// `PetShop` as a module, a method or a file is called.
pub(super) fn snake(name: &str) -> String {
    rust_name(name, Case::Item).unwrap_or_default()
}

/// `pet-shop` and `pet_shop` as a constant is called.
pub(super) fn constant(name: &str) -> Ident {
    ident(name.replace('-', "_").to_uppercase().trim_end_matches('_'))
}
