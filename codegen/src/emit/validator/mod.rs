//! The validator: a function for each type that steps over its JSON, one file here for each
//! construct and one there for each type.
//!
//! ```text
//! object   members by their keys: first in the order of the document, then in any
//! whole    what has to hold of all of them together
//! union    which of several objects it is
//! set      one string out of several
//! value    what stands behind a key or in an array
//! limits   the validated keywords, as far as they are compiled
//! calls    which of the functions there is a use for
//! ```
//!
//! It stands apart from the types because it has nothing to do with how they are held in memory. It
//! may leave out whatever is not worth its code, as long as it then says `undecided`: which
//! keywords those are, [`keywords`](crate::openapi::keywords) tells.

mod calls;
mod limits;
mod object;
mod set;
mod union;
mod value;
mod whole;

use super::context::Context;
use super::print::blank;
use super::{docs, ident};
use crate::ir::{Kind, Root, Sensitivity, Shape, Type, TypeDef};
use calls::Calls;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use value::Place;

/// The modules by their path under `src/validator`.
pub(super) fn modules(context: &Context<'_>) -> Vec<(String, TokenStream)> {
    let head = docs::head("What proves a text valid, a module for each type.");
    let gap = blank();
    let calls = Calls::new(context);
    let reached = context.api.types.iter();
    let reached = reached.filter(|def| calls.reach(&def.name));
    let compiled = reached.filter_map(|def| {
        let module = context.module(&def.name);
        Some((module, self::module(context, def, &calls)?))
    });
    let compiled: Vec<(&str, TokenStream)> = compiled.collect();
    let list = compiled.iter().map(|(module, _)| {
        let module = ident::ident(module);
        quote!(pub(crate) mod #module;)
    });
    let root = ("mod.rs".to_owned(), quote!(#head #gap #(#list)*));
    let rest = compiled
        .iter()
        .map(|(module, tokens)| (format!("{module}.rs"), tokens.clone()));
    std::iter::once(root).chain(rest).collect()
}

/// What the catalogue has of a document.
pub(super) fn root(context: &Context<'_>, root: &Root) -> TokenStream {
    match context.find(&root.ty).map(|def| &def.shape) {
        Some(Shape::Struct(_) | Shape::Union(_)) => {
            let module = ident::ident(context.module(&root.ty));
            quote!(crate::validator::#module::check)
        }
        shape => {
            let listed = matches!(shape, Some(Shape::Enum(list)) if list.listed);
            let module = ident::ident(context.module(&root.ty));
            let ty = Type {
                kind: Kind::Named(root.ty.clone()),
                sensitivity: Sensitivity::Public,
                rules: Vec::new(),
            };
            let value = value::emit(context, &ty, false, &quote!(at), &Place::Root);
            let modules = listed.then(|| quote!(use crate::validator::#module;));
            quote!(|cursor, at, _| { #modules #value })
        }
    }
}

/// The file of a type; `None` where its values are told apart by their kind alone.
fn module(context: &Context<'_>, def: &TypeDef, calls: &Calls<'_>) -> Option<TokenStream> {
    let body = match &def.shape {
        Shape::Struct(object) => object::emit(context, def, object, calls),
        Shape::Union(union) => union::emit(context, union),
        Shape::Enum(list) if list.listed => set::emit(list),
        Shape::Enum(_) | Shape::Multipart(_) => return None,
    };
    let head = docs::head(&format!("`{}`.", def.schema));
    let gap = blank();
    Some(quote!(#head #gap #body))
}

/// Bytes as Rust writes them.
fn bytes(text: &str) -> Literal {
    Literal::byte_string(text.as_bytes())
}

/// A string as JSON writes it, where there is but one way: with an escape there are several.
fn plain(text: &str) -> Option<&str> {
    let escaped = |c: char| c < ' ' || c == '"' || c == '\\';
    (!text.contains(escaped)).then_some(text)
}
