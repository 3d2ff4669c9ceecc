//! Emits a form: a struct with a field for each part.

use super::print::blank;
use super::scope::Scope;
use super::{docs, ident};
use crate::ir::{Kind, Part, PartContent, Sensitivity, TypeDef};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, parts: &[Part]) -> TokenStream {
    let name = &def.name;
    let about = docs::item(&def.docs, &def.origin, &docs::named(&def.schema), 0);
    let gap = blank();
    let fields = parts.iter().map(|part| {
        let (name, ty) = (&part.name, content(scope, part));
        let ty = if part.required || is_others(part) {
            ty
        } else {
            quote!(Option<#ty>)
        };
        let otherwise = if is_others(part) {
            "The parts that have no name in the schema.".to_owned()
        } else {
            format!("The part {}.", docs::code(&part.wire))
        };
        let about = docs::item(&part.docs, &part.origin, &otherwise, 4);
        quote!(#about pub #name: #ty, #gap)
    });
    let constants = parts.iter().filter(|part| !is_others(part)).map(constants);
    let new = new(scope, parts);
    let setters = parts.iter().filter(|part| !part.required).map(|part| {
        let (field, ty) = (&part.name, content(scope, part));
        let setter = format_ident!("with_{}", part.name);
        let about = docs::own(&format!("Sets `{}`.", part.name));
        let (ty, value) = if takes_anything(part) {
            (quote!(impl Into<#ty>), quote!(#field.into()))
        } else {
            (ty, quote!(#field))
        };
        let value = if is_others(part) {
            value
        } else {
            quote!(Some(#value))
        };
        quote! {
            #gap
            #about
            #[must_use]
            pub fn #setter(mut self, #field: #ty) -> Self {
                self.#field = #value;
                self
            }
        }
    });
    let default = (!parts.iter().any(|part| part.required)).then(|| quote!(, Default));
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq #default)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
        #gap
        impl #name {
            #(#constants)*
            #new
            #(#setters)*
        }
    }
}

fn content(scope: &Scope<'_>, part: &Part) -> TokenStream {
    match &part.content {
        PartContent::Json { ty, .. } | PartContent::Text { ty, .. } => scope.ty(ty),
        PartContent::File { several, .. } => {
            let file = scope.wire("FilePart");
            match several {
                Some(_) => quote!(Vec<#file>),
                None => file,
            }
        }
        PartContent::Others { ty: None } => scope.wire("FreeParts"),
        PartContent::Others { ty: Some(ty) } => {
            let (wire, ty) = (scope.wire_module(), scope.ty(ty));
            quote!(#wire::Members<#ty>)
        }
    }
}

/// Those that have no name: however few, there is always a list of them.
fn is_others(part: &Part) -> bool {
    matches!(part.content, PartContent::Others { .. })
}

/// The names of the parts, and what a file may be.
fn constants(part: &Part) -> TokenStream {
    let name = ident::constant(&part.name);
    let wire = &part.wire;
    let about = docs::own(&format!("The name that {} travels under.", link(part)));
    let gap = blank();
    let media_types = match &part.content {
        PartContent::Json { .. } | PartContent::Text { .. } | PartContent::Others { .. } => None,
        PartContent::File { media_types, .. } => {
            let name = format_ident!("{name}_MEDIA_TYPES");
            let about = docs::own(&format!("The media types that {} may have.", link(part)));
            Some(quote! {
                #about
                pub const #name: &'static [&'static str] = &[#(#media_types),*];
                #gap
            })
        }
    };
    quote! {
        #about
        pub const #name: &'static str = #wire;
        #gap
        #media_types
    }
}

/// A link to the field of a part.
fn link(part: &Part) -> String {
    format!("[`{}`](Self::{})", part.name, part.name)
}

fn new(scope: &Scope<'_>, parts: &[Part]) -> TokenStream {
    let about = docs::own("With the parts that it must have, and no others.");
    let parameters: Vec<TokenStream> = parts
        .iter()
        .filter(|part| part.required)
        .map(|part| {
            let (name, ty) = (&part.name, content(scope, part));
            if takes_anything(part) {
                quote!(#name: impl Into<#ty>)
            } else {
                quote!(#name: #ty)
            }
        })
        .collect();
    if parameters.is_empty() {
        return quote! {
            #about
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let inits = parts.iter().map(|part| {
        let name = &part.name;
        match (part.required, takes_anything(part)) {
            (true, true) => quote!(#name: #name.into(),),
            (true, false) => quote!(#name,),
            (false, _) if is_others(part) => {
                if part.content.ty().is_some() {
                    quote!(#name: wire::Members::default(),)
                } else {
                    quote!(#name: FreeParts::default(),)
                }
            }
            (false, _) => quote!(#name: None,),
        }
    });
    quote! {
        #about
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#inits)* }
        }
    }
}

fn takes_anything(part: &Part) -> bool {
    let one = part.content.ty().filter(|_| !is_others(part));
    one.is_some_and(|ty| ty.kind == Kind::String || ty.sensitivity != Sensitivity::Public)
}
