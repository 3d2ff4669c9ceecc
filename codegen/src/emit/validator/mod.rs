//! Emits the validator: a function for each type that steps over its JSON. One file here is one
//! construct, one file there is one type.
//!
//! ```text
//! object   members by their keys: first in the order of the document, then in any
//! whole    what has to hold of all of them together
//! record   a few numbers at once
//! union    which of several objects it is
//! set      one string out of several
//! value    the value behind a key or in an array
//! limits   the validated keywords, as far as they are compiled
//! ```
//!
//! It may leave out whatever is not worth its code, as long as the emitted function then returns
//! `undecided`: [`keywords`](crate::openapi::keywords) lists which keywords those are.

mod limits;
mod literal;
mod object;
mod record;
mod set;
mod union;
mod value;
mod whole;

use super::context::Context;
use super::scope::Scope;
use super::{docs, ident};
use crate::ir::{Name, Root, Shape, TypeDef, TypeId};
use proc_macro2::TokenStream;
use quote::quote;

/// The module of the runtime that the emitted functions are written with.
const CURSOR: &str = "crate::wire::validator";

/// The modules by their path under `src/validator`.
pub(super) fn modules(context: &Context<'_>) -> Vec<(String, String)> {
    let types = context.api.types.iter();
    let modules =
        types.filter_map(|(id, def)| Some((context.module(id), module(context, id, def)?)));
    let modules: Vec<(&Name, String)> = modules.collect();
    let list = modules
        .iter()
        .map(|(module, _)| quote!(pub(crate) mod #module;));
    let head = docs::head("What proves a text valid, a module for each type.");
    let root = Scope::new(context).print(&head, &quote!(#(#list)*), &TokenStream::new());
    let modules = modules.into_iter();
    let files = modules.map(|(module, text)| (format!("{module}.rs"), text));
    files.chain([("mod.rs".to_owned(), root)]).collect()
}

/// What the catalogue has of a document, which is an object or a choice of them.
pub(super) fn root(context: &Context<'_>, root: &Root) -> TokenStream {
    let module = context.module(root.ty);
    quote!(crate::validator::#module::check)
}

/// The file of a type; `None` where its values are checked by their kind alone.
fn module(context: &Context<'_>, id: TypeId, def: &TypeDef) -> Option<String> {
    let scope = Scope::new(context);
    let body = match &def.shape {
        Shape::Struct(object) => object::emit(&scope, id, object),
        Shape::Union(union) => union::emit(&scope, union),
        Shape::Enum(list) if list.listed => set::emit(&scope, list),
        Shape::Enum(_) | Shape::Multipart(_) => return None,
    };
    let head = docs::head(&format!("`{}`.", def.schema));
    Some(scope.print(&head, &TokenStream::new(), &body))
}

/// A function for a value of which something is asked that is not compiled.
fn undecided(scope: &Scope<'_>, name: &str) -> TokenStream {
    let [cursor, way] = ["Cursor", "Way"].map(|name| scope.import(CURSOR, name));
    let name = ident::ident(name);
    quote! {
        pub(crate) fn #name(_: &mut #cursor<'_>, at: usize, _: &#way<'_>) -> Option<usize> {
            #cursor::undecided(at)
        }
    }
}
