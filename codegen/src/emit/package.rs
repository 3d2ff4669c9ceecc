//! Emits the package around the modules: its manifest, its root, and the list of types.

use super::context::Context;
use super::print::blank;
use super::scope::Scope;
use super::{client, docs};
use crate::ir::Shape;
use quote::quote;

/// `Cargo.toml`, which asks nothing of the workspace around it.
pub(super) fn manifest(context: &Context<'_>) -> String {
    let package = toml_string(&context.options.package);
    let description = toml_string(&format!(
        "{}: types, client and JSON Schemas",
        context.api.title
    ));
    let licence = context
        .api
        .licence
        .as_ref()
        .map_or_else(String::new, |licence| {
            format!("license = {}\n", toml_string(licence))
        });
    format!(
        "[package]\nname = {package}\ndescription = {description}\n{licence}{}",
        include_str!("manifest.toml")
    )
}

fn toml_string(text: &str) -> String {
    // What JSON escapes, TOML's basic strings escape alike.
    serde_json::Value::from(text).to_string()
}

/// `src/lib.rs`.
pub(super) fn root(context: &Context<'_>) -> String {
    let api = context.api;
    let mut text = docs::wrapped(&api.title, 0);
    if let Some(description) = docs::description(&api.docs).filter(|text| *text != api.title) {
        text.push_str("\n\n");
        text.push_str(&docs::wrapped(description, 0));
    }
    text.push_str("\n\n");
    text.push_str(include_str!("root.md").trim());
    let head = docs::head(&text);
    let gap = blank();
    // Where operations differ in their errors, each has an alias of its own.
    let error = client::has_one_error(context).then(|| quote!(, Error));
    let (domain, of_domain) = if context.options.domain.is_empty() {
        (None, None)
    } else {
        (
            Some(quote!(
                pub mod domain;
            )),
            Some(quote!(
                pub use domain::*;
            )),
        )
    };
    let lints = quote! {
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
    };
    let modules = quote! {
        pub mod catalog;
        #[cfg(feature = "client")]
        pub mod client;
        #domain
        pub mod json_schema;
        pub mod operation;
        pub mod types;
        #[cfg(feature = "validator")]
        mod validator;
        pub mod wire;
        #gap
        #[cfg(feature = "client")]
        pub use client::{Client #error};
        #of_domain
        pub use types::*;
        pub use wire::{DecodeError, EncodeError, Nullable, Personal, Secret, decode, encode};
    };
    Scope::new(context).print(&head, &lints, &modules)
}

/// `src/types/mod.rs`.
pub(super) fn types(context: &Context<'_>) -> String {
    let head = docs::head("The types, one a module.");
    let modules = context.api.types.ids().map(|id| {
        let module = context.module(id);
        quote!(mod #module;)
    });
    let uses = context.api.types.iter().map(|(id, def)| {
        let module = context.module(id);
        let name = &def.name;
        match &def.shape {
            Shape::Struct(object) if object.one_of.is_some() => {
                let one_of = object.one_of.iter().map(|one_of| &one_of.name);
                quote!(pub use #module::{#name, #(#one_of),*};)
            }
            _ => quote!(pub use #module::#name;),
        }
    });
    Scope::new(context).print(&head, &quote!(#(#modules)*), &quote!(#(#uses)*))
}
