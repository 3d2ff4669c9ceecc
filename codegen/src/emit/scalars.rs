//! Emits what an enum of values that are not all strings has beside its declaration: it is read and
//! written by the JSON text of a value, and one of integers or of booleans alone is made of one.

use super::print::blank;
use super::scope::Scope;
use super::{ident, schemars};
use crate::ir::{Enum, TypeDef, TypeName};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value as Json;

/// The methods, the conversions, and how it travels.
pub(super) fn parts(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> [Option<TokenStream>; 3] {
    let plain = plain(list);
    let plain = plain.as_ref();
    [
        Some(inherent(def, list, plain)),
        plain.map(|plain| made(scope, def, list, plain)),
        Some(travel(scope, def, list)),
    ]
}

/// What the schema that is derived has in place of the names of variants.
pub(super) fn schema(list: &Enum) -> Vec<TokenStream> {
    let values = list.variants.iter().map(|variant| &variant.wire);
    let values = schemars::json(&Json::Array(values.cloned().collect()));
    let mut extra = vec![quote!(with = "serde_json::Value")];
    if let Some(name) = sole_type(list) {
        let name = name.as_str();
        extra.push(quote!(extend("type" = #name)));
    }
    extra.push(quote!(extend("enum" = #values)));
    extra
}

/// The type of all values, where there is one.
pub(super) fn sole_type(list: &Enum) -> Option<TypeName> {
    let types = list.types();
    let widest = *types.last()?;
    let within = types.iter().all(|name| widest.takes(*name));
    within.then_some(widest)
}

/// The type of Rust that has room for each value.
struct Plain {
    ty: Ident,
    /// What returns it.
    method: Ident,
    literal: fn(&Json) -> Option<TokenStream>,
}

fn plain(list: &Enum) -> Option<Plain> {
    fn boolean(value: &Json) -> Option<TokenStream> {
        value.as_bool().map(|value| quote!(#value))
    }
    fn integer(value: &Json) -> Option<TokenStream> {
        value.is_number().then(|| schemars::digits(value))?
    }

    let all = |fits: fn(&Json) -> bool| list.variants.iter().all(|it| fits(&it.wire));
    let (ty, literal): (_, fn(&Json) -> Option<TokenStream>) = match sole_type(list)? {
        TypeName::Boolean => ("bool", boolean),
        TypeName::Integer if all(Json::is_i64) => ("i64", integer),
        TypeName::Integer if all(Json::is_u64) => ("u64", integer),
        TypeName::Integer if all(|value| value.is_i64() || value.is_u64()) => ("i128", integer),
        _ => return None,
    };
    Some(Plain {
        ty: ident::ident(ty),
        method: format_ident!("to_{ty}"),
        literal,
    })
}

/// The text by which a value is known: see the trait of the runtime.
pub(super) fn text(value: &Json) -> String {
    match value {
        Json::Number(number) if number.is_f64() => number.as_f64().unwrap_or_default().to_string(),
        value => value.to_string(),
    }
}

fn inherent(def: &TypeDef, list: &Enum, plain: Option<&Plain>) -> TokenStream {
    let name = &def.name;
    let arms = list.variants.iter().map(|variant| {
        let (name, text) = (&variant.name, text(&variant.wire));
        quote!(Self::#name => #text,)
    });
    let unknown = list
        .open
        .then(|| quote!(Self::Unknown(value) => value.as_json(),));
    let (this, text) = if list.open {
        (quote!(&self), quote!(&str))
    } else {
        (quote!(self), quote!(&'static str))
    };
    let gap = blank();
    let value = plain.map(|plain| {
        let value = value(list, plain);
        quote!(#gap #value)
    });
    quote! {
        impl #name {
            #[doc = "The value as it is on the wire: as JSON."]
            #[must_use]
            pub const fn as_json(#this) -> #text {
                match self {
                    #(#arms)*
                    #unknown
                }
            }
            #value
        }
    }
}

/// The method that returns the value as one of Rust.
fn value(list: &Enum, plain: &Plain) -> TokenStream {
    let Plain {
        ty,
        method,
        literal,
    } = plain;
    let arms = list.variants.iter().filter_map(|variant| {
        let (name, value) = (&variant.name, literal(&variant.wire)?);
        let value = if list.open {
            quote!(Some(#value))
        } else {
            value
        };
        Some(quote!(Self::#name => #value,))
    });
    if list.open {
        quote! {
            #[doc = "The value, where there is room for it."]
            #[must_use]
            pub fn #method(&self) -> Option<#ty> {
                match self {
                    #(#arms)*
                    Self::Unknown(value) => value.as_json().parse().ok(),
                }
            }
        }
    } else {
        quote! {
            #[doc = "The value."]
            #[must_use]
            pub const fn #method(self) -> #ty {
                match self { #(#arms)* }
            }
        }
    }
}

/// What makes it of a value of Rust.
fn made(scope: &Scope<'_>, def: &TypeDef, list: &Enum, plain: &Plain) -> TokenStream {
    let (name, ty) = (&def.name, &plain.ty);
    let wire = scope.wire_module();
    let gap = blank();
    let read = quote!(<Self as #wire::Scalar>::read(&value.to_string()));
    if list.open {
        let unknown = scope.wire("UnknownScalar");
        let unknown = quote!(Self::Unknown(#unknown::new(&value)));
        let body = if let ("bool", [only]) = (&*ty.to_string(), &*list.variants) {
            let name = &only.name;
            let (yes, no) = match only.wire {
                Json::Bool(true) => (quote!(Self::#name), unknown),
                _ => (unknown, quote!(Self::#name)),
            };
            quote!(if value { #yes } else { #no })
        } else {
            let arms = list.variants.iter().filter_map(|variant| {
                let (name, value) = (&variant.name, (plain.literal)(&variant.wire)?);
                Some(quote!(#value => Self::#name,))
            });
            quote!(match value { #(#arms)* _ => #unknown, })
        };
        return quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self {
                    #body
                }
            }
        };
    }
    let not_listed = scope.wire("NotListed");
    quote! {
        impl TryFrom<#ty> for #name {
            type Error = #not_listed;
            #gap
            fn try_from(value: #ty) -> Result<Self, #not_listed> {
                #read.ok_or(#not_listed)
            }
        }
    }
}

fn travel(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let wire = scope.wire_module();
    let arms = list.variants.iter().map(|variant| {
        let (name, text) = (&variant.name, text(&variant.wire));
        quote!(#text => Some(Self::#name),)
    });
    let otherwise = if list.open {
        let kinds = list.types().into_iter().map(|name| {
            let kind = ident::ident(match name {
                TypeName::Boolean => "Boolean",
                TypeName::Integer => "Integer",
                TypeName::String => "String",
                _ => "Number",
            });
            quote!(#wire::Kind::#kind)
        });
        let unknown = scope.wire("UnknownScalar");
        quote!(#unknown::of(json, &[#(#kinds),*]).map(Self::Unknown))
    } else {
        quote!(None)
    };
    let gap = blank();
    quote! {
        impl #wire::Scalar for #name {
            fn read(json: &str) -> Option<Self> {
                match json {
                    #(#arms)*
                    _ => #otherwise,
                }
            }
            #gap
            fn write(&self) -> &str {
                self.as_json()
            }
        }
        #gap
        #wire::impl_value!(Scalar, #name);
    }
}
