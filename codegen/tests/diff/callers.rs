//! Writes programs that call an emitted crate: one for each public item, from the text of the crate, so
//! apart from what is tested.

use codegen::Files;
use quote::ToTokens;
use std::collections::BTreeMap;
use syn::{Attribute, Fields, ImplItem, Item, ReturnType, Visibility};

/// What all programs begin with.
pub(super) const HEAD: &str = "#![allow(dead_code, unused_imports, unused_variables, deprecated)]\n\
    use api::{*, wire::*, operation::*};\nuse std::{fmt::{self, Debug, Display}, hash::Hash, \
    str::FromStr};\nuse serde::{Deserialize, Serialize};\n";

/// By the path of each public item a program that uses it. Those of the client need its feature, and are
/// none here.
pub(super) fn callers(files: &Files) -> BTreeMap<String, String> {
    let mut callers = BTreeMap::new();
    for (name, text) in files {
        let module = match name.as_str() {
            "src/operation.rs" => "operation",
            _ if name.starts_with("src/types/") => "types",
            _ => continue,
        };
        let file = syn::parse_file(text).unwrap();
        file.items
            .iter()
            .for_each(|it| item(it, module, &mut callers));
    }
    callers
}

fn item(item: &Item, module: &str, into: &mut BTreeMap<String, String>) {
    match item {
        Item::Struct(it) if is_public(&it.vis) => {
            let path = format!("{module}::{}", it.ident);
            into.insert(path.clone(), format!("fn it(it: api::{path}) {{}}"));
            derives(&it.attrs, &path, into);
            if let Fields::Named(fields) = &it.fields {
                for field in fields.named.iter().filter(|it| is_public(&it.vis)) {
                    let name = field.ident.as_ref().unwrap();
                    let ty = text(&field.ty);
                    let code = format!("fn it(it: &api::{path}) -> &{ty} {{ &it.{name} }}");
                    into.insert(format!("{path}.{name}"), code);
                }
            }
        }
        Item::Enum(it) if is_public(&it.vis) => {
            let path = format!("{module}::{}", it.ident);
            derives(&it.attrs, &path, into);
            let mut arms = Vec::new();
            for variant in &it.variants {
                let fields = match &variant.fields {
                    Fields::Unit => "",
                    Fields::Unnamed(_) => "(..)",
                    Fields::Named(_) => "{ .. }",
                };
                let arm = format!("api::{path}::{}{fields} => {{}}", variant.ident);
                let code = format!("fn it(it: &api::{path}) {{ match it {{ {arm} _ => {{}} }} }}");
                into.insert(format!("{path}::{}", variant.ident), code);
                arms.push(arm);
            }
            if it
                .attrs
                .iter()
                .any(|it| it.path().is_ident("non_exhaustive"))
            {
                arms.push("_ => {}".into());
            }
            let arms = arms.join(" ");
            let code = format!("fn it(it: &api::{path}) {{ match it {{ {arms} }} }}");
            into.insert(path, code);
        }
        Item::Const(it) if is_public(&it.vis) => constant(module, &it.ident, &it.ty, into),
        Item::Static(it) if is_public(&it.vis) => constant(module, &it.ident, &it.ty, into),
        Item::Impl(it) if it.generics.params.is_empty() => implementation(it, module, into),
        _ => {}
    }
}

fn constant(module: &str, name: &syn::Ident, ty: &syn::Type, into: &mut BTreeMap<String, String>) {
    let path = format!("{module}::{name}");
    let code = format!("fn it() -> {} {{ api::{path}.clone() }}", named(&text(ty)));
    into.insert(path, code);
}

fn implementation(it: &syn::ItemImpl, module: &str, into: &mut BTreeMap<String, String>) {
    let own = text(&it.self_ty);
    let path = format!("{module}::{own}");
    if let Some((of, _)) = &it.trait_ {
        let of = text(of);
        if !of.starts_with("wire") {
            into.insert(format!("{path}: {of}"), needs(&path, &of));
        }
        return;
    }
    for function in &it.items {
        let ImplItem::Fn(function) = function else {
            continue;
        };
        if !is_public(&function.vis) || !function.sig.generics.params.is_empty() {
            continue;
        }
        let (mut takes, mut gives) = (Vec::new(), Vec::new());
        for (index, input) in function.sig.inputs.iter().enumerate() {
            let ty = match input {
                syn::FnArg::Typed(it) => text(&it.ty),
                syn::FnArg::Receiver(it) => match text(it).as_str() {
                    "&self" => "&Self".to_owned(),
                    "&mut self" => "&mut Self".to_owned(),
                    _ => "Self".to_owned(),
                },
            };
            takes.push(format!("a{index}: {}", ty.replace("Self", &own)));
            gives.push(format!("a{index}"));
        }
        let output = match &function.sig.output {
            ReturnType::Default => String::new(),
            ReturnType::Type(_, ty) => format!("-> {}", text(ty).replace("Self", &own)),
        };
        let name = &function.sig.ident;
        let (takes, gives) = (takes.join(", "), gives.join(", "));
        let code = format!("fn it({takes}) {output} {{ api::{path}::{name}({gives}) }}");
        into.insert(format!("{path}::{name}"), code);
    }
}

fn derives(attributes: &[Attribute], path: &str, into: &mut BTreeMap<String, String>) {
    for attribute in attributes.iter().filter(|it| it.path().is_ident("derive")) {
        attribute
            .parse_nested_meta(|meta| {
                let of = text(&meta.path);
                into.insert(format!("{path}: {of}"), needs(path, &of));
                Ok(())
            })
            .unwrap();
    }
}

fn needs(path: &str, of: &str) -> String {
    let of = named(of);
    format!("fn needs<T: {of}>() {{}} fn it() {{ needs::<api::{path}>() }}")
}

/// A type with the lifetime that is left out of it where nothing gives one.
fn named(ty: &str) -> String {
    ty.replace("&'", "\0")
        .replace('&', "&'static ")
        .replace('\0', "&'")
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn text(it: &impl ToTokens) -> String {
    let text = it.to_token_stream().to_string();
    text.replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace("& ", "&")
}
