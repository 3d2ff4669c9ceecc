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
//! file     imports of a file, and its calls into others
//! limits   the validated keywords, as far as they are compiled
//! ```
//!
//! It may leave out whatever is not worth its code, as long as the emitted function then returns
//! `undecided`: [`keywords`](crate::openapi::keywords) lists which keywords those are.

mod file;
mod held;
mod limits;
mod literal;
mod object;
mod record;
mod set;
mod union;
mod value;
mod whole;

use super::context::Context;
use super::docs;
use super::scope::Scope;
use crate::ir::{Root, Shape, TypeId};
use file::{Call, File};
use object::Functions;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// A file that is not printed yet: what of it is called is known when all are there.
struct Pending<'a> {
    file: File<'a>,
    body: Body,
}

enum Body {
    Object(Functions),
    Other(TokenStream),
}

/// The modules by their path under `src/validator`: those of the types that are reached from a
/// document, with the functions that are called.
pub(super) fn modules(context: &Context<'_>) -> Vec<(String, String)> {
    let mut pending: BTreeMap<TypeId, Pending<'_>> = BTreeMap::new();
    let mut calls: BTreeSet<Call> = BTreeSet::new();
    let mut open: Vec<TypeId> = context.api.roots.iter().map(|root| root.ty).collect();
    while let Some(id) = open.pop() {
        if pending.contains_key(&id) {
            continue;
        }
        if let Some(module) = module(context, id) {
            let made = module.file.calls();
            open.extend(made.iter().map(|call| call.ty()));
            calls.extend(made);
            pending.insert(id, module);
        }
    }
    let list = pending.keys().map(|id| {
        let module = context.module(*id);
        quote!(pub(crate) mod #module;)
    });
    let head = docs::head("What proves a text valid, a module for each type.");
    let root = Scope::new(context).print(&head, &quote!(#(#list)*), &TokenStream::new());
    let files = pending.iter().map(|(id, module)| {
        let head = docs::head(&docs::named(&context.def(*id).schema));
        let body = match &module.body {
            Body::Object(functions) => functions.called(*id, &calls),
            Body::Other(body) => body.clone(),
        };
        let text = module.file.scope.print(&head, &TokenStream::new(), &body);
        (format!("{}.rs", context.module(*id)), text)
    });
    files.chain([("mod.rs".to_owned(), root)]).collect()
}

/// What the catalogue has of a document, which is an object or a choice of them.
pub(super) fn root(context: &Context<'_>, root: &Root) -> TokenStream {
    let module = context.module(root.ty);
    quote!(crate::validator::#module::check)
}

/// The file of a type; `None` where its values are checked by their kind alone.
fn module<'a>(context: &'a Context<'a>, id: TypeId) -> Option<Pending<'a>> {
    let file = File::new(context);
    let body = match &context.def(id).shape {
        Shape::Struct(object) => Body::Object(object::emit(&file, id, object)),
        Shape::Union(union) => Body::Other(union::emit(&file, union)),
        Shape::Value(value) => Body::Other(held::emit(&file, value)),
        Shape::Enum(list) if list.listed => Body::Other(set::emit(&file, list)),
        Shape::Enum(_) | Shape::Multipart(_) => return None,
    };
    Some(Pending { file, body })
}
