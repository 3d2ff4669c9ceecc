//! Reads an emitted crate: the methods of its client and of its forms, with the types that they take.

use quote::ToTokens;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use syn::{FnArg, GenericArgument, ImplItem, Item, PathArguments, ReturnType, Type};

/// A method, of a client or a form.
#[derive(Debug, Clone)]
pub(crate) struct Method {
    pub(crate) name: String,
    /// Name and type of each argument; of `impl Into<T>` that is `T`.
    pub(crate) arguments: Vec<(String, String)>,
    /// What stands in the angle brackets of the type that it gives.
    pub(crate) gives: Vec<String>,
    body: String,
}

/// What a caller must know of a crate.
#[derive(Debug, Default)]
pub(crate) struct Crate {
    pub(crate) builder: Vec<String>,
    /// The methods of the builder for the secrets that a client can do without.
    pub(crate) secrets: Vec<Method>,
    /// In the order of the operations, those of an operation in the order of its bodies.
    pub(crate) operations: Vec<Vec<Method>>,
    /// By the type that marks the calls of an operation.
    pub(crate) setters: BTreeMap<String, Vec<Method>>,
    /// By the type that holds the headers of an answer.
    pub(crate) headers: BTreeMap<String, Vec<Method>>,
    /// The enums that stand beside the client, with their variants.
    pub(crate) enums: BTreeMap<String, Vec<String>>,
    /// The methods of each type, and what its file imports.
    pub(crate) types: BTreeMap<String, (Vec<Method>, String)>,
}

impl Crate {
    pub(crate) fn read(folder: &Path) -> Result<Self, String> {
        let mut found = Self::default();
        let mut constants: Vec<String> = Vec::new();
        for item in parse(&folder.join("src/client/api.rs"))?.items {
            match item {
                Item::Enum(it) => {
                    let variants = it.variants.iter().map(|variant| variant.ident.to_string());
                    found.enums.insert(it.ident.to_string(), variants.collect());
                }
                Item::Impl(it) if it.trait_.is_none() => {
                    let (name, arguments) = named(&it.self_ty);
                    let methods = methods(&it.items);
                    if name == "Call" {
                        let marker = arguments.last().cloned().unwrap_or_default();
                        found.setters.insert(marker, methods);
                        continue;
                    }
                    if name == "ClientBuilder" {
                        found.secrets = methods;
                        continue;
                    }
                    if name != "Client" {
                        found.headers.insert(name, methods);
                        continue;
                    }
                    for method in methods {
                        if method.name == "builder" {
                            let names = method.arguments.into_iter().map(|(name, _)| name);
                            found.builder = names.collect();
                            continue;
                        }
                        let constant = method.body.split("operation :: ").nth(1);
                        let constant = constant.and_then(|rest| rest.split(' ').next());
                        let constant = constant.unwrap_or_default().to_owned();
                        if let Some(at) = constants.iter().position(|known| *known == constant) {
                            found.operations[at].push(method);
                        } else {
                            constants.push(constant);
                            found.operations.push(vec![method]);
                        }
                    }
                }
                _ => {}
            }
        }
        let types = fs::read_dir(folder.join("src/types")).map_err(|error| error.to_string())?;
        for file in types.flatten() {
            let file = parse(&file.path())?;
            let uses = file
                .items
                .iter()
                .filter(|item| matches!(item, Item::Use(_)));
            let uses: String = uses
                .map(|item| item.to_token_stream().to_string() + "\n")
                .collect();
            for item in file.items {
                if let Item::Impl(it) = item
                    && it.trait_.is_none()
                {
                    let name = named(&it.self_ty).0;
                    found.types.insert(name, (methods(&it.items), uses.clone()));
                }
            }
        }
        Ok(found)
    }
}

fn parse(path: &Path) -> Result<syn::File, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    syn::parse_file(&text).map_err(|error| format!("{}: {error}", path.display()))
}

fn methods(items: &[ImplItem]) -> Vec<Method> {
    let methods = items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    });
    let methods = methods.map(|method| {
        let arguments = method
            .sig
            .inputs
            .iter()
            .filter_map(|argument| match argument {
                FnArg::Typed(it) => Some((it.pat.to_token_stream().to_string(), taken(&it.ty))),
                FnArg::Receiver(_) => None,
            });
        let gives = match &method.sig.output {
            ReturnType::Type(_, ty) => named(ty).1,
            ReturnType::Default => Vec::new(),
        };
        Method {
            name: method.sig.ident.to_string(),
            arguments: arguments.collect(),
            gives,
            body: method.block.to_token_stream().to_string(),
        }
    });
    methods.collect()
}

/// The type of a value for an argument.
fn taken(ty: &Type) -> String {
    match ty {
        Type::ImplTrait(it) => {
            let into = it.bounds.first().map(ToTokens::to_token_stream);
            let into = syn::parse2(into.unwrap_or_default());
            into.map_or_else(|_| String::new(), |into: Type| named(&into).1.join(", "))
        }
        Type::Reference(it) => it.elem.to_token_stream().to_string(),
        _ => ty.to_token_stream().to_string(),
    }
}

/// The last name of a path, and what stands in its angle brackets.
fn named(ty: &Type) -> (String, Vec<String>) {
    let Type::Path(path) = ty else {
        return (ty.to_token_stream().to_string(), Vec::new());
    };
    let Some(last) = path.path.segments.last() else {
        return (String::new(), Vec::new());
    };
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(it) => {
            let types = it.args.iter().filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty.to_token_stream().to_string()),
                _ => None,
            });
            types.collect()
        }
        _ => Vec::new(),
    };
    (last.ident.to_string(), arguments)
}
