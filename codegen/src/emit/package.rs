//! Emits the package around the modules: its manifest, its root, and the list of types.

use super::context::Context;
use super::print::blank;
use super::scope::Scope;
use super::{client, docs, nesting};
use crate::files::{FRONT_PAGE, MANIFEST};
use crate::ir::{Format, Shape};
use crate::{Files, Part, manifest};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// `Cargo.toml`, which asks nothing of the workspace around it.
pub(super) fn manifest(context: &Context<'_>, files: &Files) -> String {
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
    let readme = context.options.domain.get(FRONT_PAGE);
    let readme = readme.map_or("", |_| "readme = \"README.md\"\n");
    let documentation = toml_string(&format!("https://docs.rs/{}", context.options.package));
    let keywords = toml_strings("keywords", &context.options.keywords);
    let categories = toml_strings("categories", &context.options.categories);
    let added = context.options.domain.get(MANIFEST);
    format!(
        "[package]\nname = {package}\ndescription = {description}\n{licence}\
         documentation = {documentation}\n{readme}{keywords}{categories}{}",
        manifest::with(
            added.map_or("", String::as_str),
            &context.left_out(),
            &libraries(files)
        )
    )
}

/// The libraries that read what is in a string: those that the types for it name.
fn libraries(files: &Files) -> BTreeSet<&'static str> {
    let module = files.get("src/wire/formats.rs").map_or("", String::as_str);
    let libraries = Format::ALL.map(Format::library).into_iter();
    libraries
        .filter(|name| module.contains(&format!("feature = {name:?}")))
        .collect()
}

/// The key and its array; nothing when that is empty.
fn toml_strings(key: &str, strings: &[String]) -> String {
    if strings.is_empty() {
        return String::new();
    }
    let strings: Vec<String> = strings.iter().map(|string| toml_string(string)).collect();
    format!("{key} = [{}]\n", strings.join(", "))
}

/// `README.md`: the front page without the lines that rustdoc hides.
pub(super) fn readme(package: &str, front_page: &str) -> String {
    let mut readme = format!("# {package}\n\n");
    let mut is_code = false;
    for line in front_page.lines() {
        is_code ^= line.starts_with("```");
        if !(is_code && (line == "#" || line.starts_with("# "))) {
            readme.push_str(line);
            readme.push('\n');
        }
    }
    readme
}

fn toml_string(text: &str) -> String {
    // What JSON escapes, TOML's basic strings escape alike.
    serde_json::Value::from(text).to_string()
}

/// `src/lib.rs`.
pub(super) fn root(context: &Context<'_>, files: &Files) -> String {
    let api = context.api;
    let mut text = docs::wrapped(&api.title, 0);
    let version = format!("Version {} of the API.", docs::code(&api.version));
    let prose = [&api.docs.title, &api.docs.description]
        .into_iter()
        .flatten();
    let prose = prose
        .map(|text| text.trim())
        .filter(|text| *text != api.title);
    for paragraph in prose
        .chain([version.as_str()])
        .chain(api.more.iter().map(String::as_str))
    {
        text.push_str("\n\n");
        text.push_str(&docs::wrapped(paragraph, 0));
    }
    let front_page = context.options.domain.get(FRONT_PAGE).map(String::as_str);
    for page in front_page.into_iter().chain([contents(context).as_str()]) {
        text.push_str("\n\n");
        text.push_str(page.trim());
    }
    let limit = nesting::recursion_limit(api);
    if let Some(limit) = limit {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "\n\n# Types in types\n\nThe types of this API hold one another so deep that a crate \
             which sends one of them to another\nthread may need \
             `#![recursion_limit = \"{limit}\"]`, as this crate does."
        );
    }
    let limit = limit.map(|limit| {
        let limit = limit.to_string();
        quote!(#![recursion_limit = #limit])
    });
    let head = docs::head(&text);
    let lints = quote! {
        #limit
        #![cfg_attr(docsrs, feature(doc_cfg))]
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
    };
    Scope::new(context).print(&head, &lints, &modules(context, files))
}

/// What stands behind the docs of the document: the list of what is in the crate, as far as it has
/// the parts that a mark above an entry names.
fn contents(context: &Context<'_>) -> String {
    let mut text = String::new();
    let mut wanted = true;
    for line in include_str!("root.md").lines() {
        let mark = line.strip_prefix("<!-- ");
        if let Some(mark) = mark.and_then(|line| line.strip_suffix(" -->")) {
            let (with, name) = mark.split_once(' ').unwrap_or_default();
            let part = name.parse().ok();
            wanted = part.is_none_or(|part: Part| context.has(part) == (with == "with"));
        } else if wanted {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// `src/included.rs`: the root for `include!`, which takes no docs and no attributes of the whole.
pub(super) fn included(context: &Context<'_>, files: &Files) -> String {
    let modules = modules(context, files);
    Scope::new(context).print(&TokenStream::new(), &TokenStream::new(), &modules)
}

/// The modules of the root and what it re-exports, as far as it is in these files.
fn modules(context: &Context<'_>, files: &Files) -> TokenStream {
    let gap = blank();
    // Where operations differ in their errors, each has an alias of its own.
    let error = client::has_one_error(context).then(|| quote!(, Error));
    let domain = context.options.domain.get("mod.rs");
    let of_domain = domain.filter(|text| exports(text)).map(|_| {
        quote!(
            pub use domain::*;
        )
    });
    let domain = domain.map(|_| {
        quote!(
            pub mod domain;
        )
    });
    let part = |part, module| context.has(part).then_some(module);
    let catalog = part(
        Part::Catalog,
        quote!(
            pub mod catalog;
        ),
    );
    let json_schema = part(
        Part::JsonSchema,
        quote!(
            pub mod json_schema;
        ),
    );
    let validator = part(
        Part::Validator,
        quote!(
            #[cfg(feature = "validator")]
            mod validator;
        ),
    );
    let nullable = files.contains_key("src/wire/nullable.rs");
    let nullable = nullable.then(|| quote!(Nullable,));
    let types = context.api.types.ids().next().map(|_| {
        quote!(
            pub use types::*;
        )
    });
    quote! {
        #catalog
        #[cfg(feature = "client")]
        pub mod client;
        #domain
        #json_schema
        pub mod operation;
        pub mod types;
        #validator
        pub mod wire;
        #gap
        #[cfg(feature = "client")]
        pub use client::{Client #error};
        #of_domain
        #types
        pub use wire::{DecodeError, EncodeError, #nullable Personal, Secret, decode, encode};
    }
}

/// Whether a module written by hand has anything to be re-exported: it may only add methods.
fn exports(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("pub "))
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
