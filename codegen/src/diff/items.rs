//! Reads the public items of an emitted crate.

mod exported;
mod syntax;

use crate::Files;
use exported::Exported;
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Fields, ImplItem, Item as Syntax, ReturnType, Signature, Visibility};

/// A public item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) kind: &'static str,
    /// What has to stay the same, but for the arguments.
    pub(super) ty: String,
    /// Names and types of arguments, in order.
    pub(super) args: Vec<(String, String)>,
    /// Whether more may come to it without a break.
    pub(super) open: bool,
}

/// Public items by path.
pub(super) type Items = BTreeMap<String, Item>;

/// Reads the files that differ between two crates.
pub(super) fn both(old: &Files, new: &Files) -> (Items, Items) {
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let differ = names
        .into_iter()
        .filter(|name| is_rust(name) && old.get(*name) != new.get(*name));
    let exported = [old, new].map(Exported::of);
    let [in_old, in_new] = &exported;
    let (mut before, mut after) = (Items::new(), Items::new());
    for name in differ {
        let sides = [(old, in_old, &mut before), (new, in_new, &mut after)];
        for (files, exported, items) in sides {
            let text = files.get(name).map_or("", String::as_str);
            read(
                &syntax::items(text),
                &exported.module(name),
                exported,
                items,
            );
        }
    }
    (before, after)
}

fn is_rust(name: &str) -> bool {
    name.starts_with("src/")
        && name
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending == "rs")
}

fn read(items: &[Syntax], module: &str, exported: &Exported, into: &mut Items) {
    let path = |name: &dyn ToString| {
        let name = name.to_string();
        if module.is_empty() {
            name
        } else {
            format!("{module}::{name}")
        }
    };
    for item in items {
        match item {
            Syntax::Struct(it) if is_public(&it.vis) => {
                let path = path(&it.ident);
                attributes(&it.attrs, &path, into);
                let is_open = has(&it.attrs, "non_exhaustive") || has_private(&it.fields);
                put(into, path.clone(), "struct", &it.generics, is_open);
                fields(&it.fields, &path, is_open, into);
            }
            Syntax::Enum(it) if is_public(&it.vis) => {
                let path = path(&it.ident);
                attributes(&it.attrs, &path, into);
                let is_open = has(&it.attrs, "non_exhaustive");
                put(into, path.clone(), "enum", &it.generics, is_open);
                for variant in &it.variants {
                    let ty = &variant.fields;
                    put(
                        into,
                        format!("{path}::{}", variant.ident),
                        "variant",
                        ty,
                        is_open,
                    );
                }
            }
            Syntax::Fn(it) if is_public(&it.vis) => function(&it.sig, path(&it.sig.ident), into),
            Syntax::Const(it) if is_public(&it.vis) => {
                put(into, path(&it.ident), "constant", &it.ty, true);
            }
            Syntax::Static(it) if is_public(&it.vis) => {
                put(into, path(&it.ident), "static", &it.ty, true);
            }
            Syntax::Type(it) if is_public(&it.vis) => {
                put(into, path(&it.ident), "type", &it.ty, true);
            }
            Syntax::Trait(it) if is_public(&it.vis) => {
                put(into, path(&it.ident), "trait", &it.generics, true);
            }
            Syntax::Mod(it) if is_public(&it.vis) => {
                if let Some((_, inner)) = &it.content {
                    read(inner, &path(&it.ident), exported, into);
                }
            }
            Syntax::Impl(it) => implementation(it, module, exported, into),
            _ => {}
        }
    }
}

fn implementation(it: &syn::ItemImpl, module: &str, exported: &Exported, into: &mut Items) {
    let ty = spaced(&it.self_ty);
    // A type of another module is named with it.
    let name = ty.split('<').next().unwrap_or_default();
    let path = if module.is_empty() || name.contains("::") {
        ty
    } else {
        format!("{module}::{ty}")
    };
    if let Some((of, _)) = &it.trait_ {
        let of = spaced(of);
        if !exported.is_own(&of) {
            put(into, format!("{path}: {of}"), "implementation", &"", true);
        }
        return;
    }
    for inner in &it.items {
        match inner {
            ImplItem::Fn(it) if is_public(&it.vis) => {
                function(&it.sig, format!("{path}::{}", it.sig.ident), into);
            }
            ImplItem::Const(it) if is_public(&it.vis) => {
                put(
                    into,
                    format!("{path}::{}", it.ident),
                    "constant",
                    &it.ty,
                    true,
                );
            }
            _ => {}
        }
    }
}

fn function(signature: &Signature, path: String, into: &mut Items) {
    let mut args = Vec::new();
    for input in &signature.inputs {
        match input {
            syn::FnArg::Receiver(it) => args.push(("self".to_owned(), spaced(it))),
            syn::FnArg::Typed(it) => args.push((spaced(&it.pat), spaced(&it.ty))),
        }
    }
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => spaced(ty),
    };
    let ahead = [signature.constness.is_some(), signature.asyncness.is_some()];
    let generics = spaced(&signature.generics);
    let ty = format!("{ahead:?} {generics} -> {output}");
    into.insert(
        path,
        Item {
            kind: "function",
            ty,
            args,
            open: true,
        },
    );
}

fn fields(fields: &Fields, path: &str, is_open: bool, into: &mut Items) {
    for (index, field) in fields
        .iter()
        .enumerate()
        .filter(|(_, it)| is_public(&it.vis))
    {
        let name = field
            .ident
            .as_ref()
            .map_or_else(|| index.to_string(), ToString::to_string);
        put(into, format!("{path}.{name}"), "field", &field.ty, is_open);
    }
}

/// Each trait that is derived is an item: it may go.
fn attributes(attributes: &[Attribute], path: &str, into: &mut Items) {
    for attribute in attributes.iter().filter(|it| it.path().is_ident("derive")) {
        // A derive that cannot be read is none that rustc reads.
        let _ = attribute.parse_nested_meta(|meta| {
            put(
                into,
                format!("{path}: {}", spaced(&meta.path)),
                "derive",
                &"",
                true,
            );
            Ok(())
        });
    }
}

fn put(into: &mut Items, path: String, kind: &'static str, ty: &impl ToTokens, open: bool) {
    let ty = bare(ty);
    into.insert(
        path,
        Item {
            kind,
            ty,
            args: Vec::new(),
            open,
        },
    );
}

/// Tokens without documentation.
fn bare(ty: &impl ToTokens) -> String {
    let text = ty.to_token_stream().to_string();
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("# [doc") {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, it)| it);
    }
    out.push_str(rest);
    out
}

fn spaced(it: &impl ToTokens) -> String {
    let text = it.to_token_stream().to_string();
    text.replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" > ", ">")
        .replace(" >", ">")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes.iter().any(|it| it.path().is_ident(name))
}

fn has_private(fields: &Fields) -> bool {
    fields.iter().any(|it| !is_public(&it.vis))
}
