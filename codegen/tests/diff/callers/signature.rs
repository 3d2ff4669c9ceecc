//! Writes a program that calls a function with what its signature says: generic where it is, so that the
//! compiler checks each bound.

use quote::ToTokens;
use syn::{FnArg, GenericParam, ReturnType, Signature};

/// Parameters of types and lifetimes, of one or several items.
pub(super) struct Generics {
    lifetimes: Vec<String>,
    /// The declaration of each, and its name.
    types: Vec<(String, String)>,
    bounds: Vec<String>,
}

impl Generics {
    pub(super) fn of(all: &[&syn::Generics]) -> Self {
        let (mut lifetimes, mut types, mut bounds) = (Vec::new(), Vec::new(), Vec::new());
        for generics in all {
            for parameter in &generics.params {
                match parameter {
                    GenericParam::Lifetime(it) => lifetimes.push(text(it)),
                    GenericParam::Type(it) => {
                        // A function has no defaults.
                        let declared = text(it);
                        let bare = declared.split(" = ").next().unwrap();
                        types.push((bare.to_owned(), it.ident.to_string()));
                    }
                    GenericParam::Const(it) => types.push((text(it), it.ident.to_string())),
                }
            }
            let clauses = generics.where_clause.iter().flat_map(|it| &it.predicates);
            bounds.extend(clauses.map(text));
        }
        Self {
            lifetimes,
            types,
            bounds,
        }
    }

    /// The same, with what a derive asks of each type.
    pub(super) fn each_is(&self, of: &str) -> Self {
        let bounds = self.types.iter().map(|(_, name)| format!("{name}: {of}"));
        Self {
            lifetimes: self.lifetimes.clone(),
            types: self.types.clone(),
            bounds: self.bounds.iter().cloned().chain(bounds).collect(),
        }
    }

    pub(super) fn declared(&self) -> String {
        let types = self.types.iter().map(|(declared, _)| declared);
        angled(self.lifetimes.iter().chain(types))
    }

    pub(super) fn given(&self) -> String {
        let names = self
            .lifetimes
            .iter()
            .map(|it| it.split(':').next().unwrap_or(it));
        angled(names.chain(self.types.iter().map(|(_, name)| name.as_str())))
    }

    /// The names of types, each with a comma behind it.
    pub(super) fn types(&self) -> String {
        let names = self.types.iter().map(|(_, name)| [name.as_str(), ", "]);
        names.flatten().collect()
    }

    pub(super) fn bounds(&self) -> String {
        match self.bounds.join(", ") {
            it if it.is_empty() => it,
            it => format!("where {it}"),
        }
    }
}

fn angled(parts: impl Iterator<Item = impl AsRef<str>>) -> String {
    let parts: Vec<_> = parts.map(|it| it.as_ref().to_owned()).collect();
    if parts.is_empty() {
        String::new()
    } else {
        format!("<{}>", parts.join(", "))
    }
}

/// A program that calls a function, and gives what it gives.
pub(super) fn called(
    signature: &Signature,
    outer: &[&syn::Generics],
    own: &str,
    to: &str,
) -> String {
    let all: Vec<_> = outer.iter().copied().chain([&signature.generics]).collect();
    let mut generics = Generics::of(&all);
    // What a method borrows, and names no lifetime of, it borrows from what it is called on.
    let receiver = signature.receiver().map(text).unwrap_or_default();
    let is_borrowed = receiver.starts_with('&') && !receiver.starts_with("&'");
    if is_borrowed {
        generics.lifetimes.insert(0, "'it".to_owned());
    }
    let (mut takes, mut gives) = (Vec::new(), Vec::new());
    for (index, input) in signature.inputs.iter().enumerate() {
        let ty = match input {
            FnArg::Typed(it) => text(&it.ty),
            FnArg::Receiver(it) => match text(it).as_str() {
                "&self" => "&'it Self".to_owned(),
                "&mut self" => "&'it mut Self".to_owned(),
                _ => "Self".to_owned(),
            },
        };
        takes.push(format!("a{index}: {}", ty.replace("Self", own)));
        gives.push(format!("a{index}"));
    }
    let output = match &signature.output {
        ReturnType::Default => String::new(),
        ReturnType::Type(_, ty) => {
            let ty = text(ty).replace("Self", own);
            let ty = if is_borrowed { lent(&ty, "'it") } else { ty };
            format!("-> {ty}")
        }
    };
    let (ahead, behind) = if signature.asyncness.is_some() {
        ("async ", ".await")
    } else {
        ("", "")
    };
    format!(
        "{ahead}fn it{}({}) {output} {} {{ {to}({}){behind} }}",
        generics.declared(),
        takes.join(", "),
        generics.bounds(),
        gives.join(", ")
    )
}

/// A type with the lifetime that is left out of it where nothing gives one.
pub(super) fn named(ty: &str) -> String {
    lent(ty, "'static")
}

/// A type with a lifetime where one is left out.
fn lent(ty: &str, lifetime: &str) -> String {
    ty.replace("&'", "\0")
        .replace('&', &format!("&{lifetime} "))
        .replace('\0', "&'")
        .replace("'_", lifetime)
}

/// Tokens as a program has them.
pub(super) fn text(it: &impl ToTokens) -> String {
    let text = it.to_token_stream().to_string();
    text.replace(" :: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace("& ", "&")
}
