//! Emits a value out of a known set: its enum, and what is known of an error code. What is special of
//! values that are not all strings is in `scalars`.

use super::print::blank;
use super::scope::Scope;
use super::{docs, scalars, schemars};
use crate::ir::{Enum, Origin, Repeat, TypeDef, Variant};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> TokenStream {
    let parts = if list.is_text() {
        [
            Some(inherent(scope, def, list)),
            Some(from_text(scope, def, list)),
            Some(travel(scope, def, list)),
        ]
    } else {
        scalars::parts(scope, def, list)
    };
    let (declaration, parts, gap) = (
        declaration(scope, def, list),
        parts.into_iter().flatten(),
        blank(),
    );
    quote!(#declaration #gap #(#parts #gap)*)
}

fn declaration(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let about = docs::item(&def.docs, &def.origin, &docs::named(&def.schema), 0);
    let copy = (!list.open).then(|| quote!(Copy,));
    let non_exhaustive = list.open.then(|| quote!(#[non_exhaustive]));
    let text = list.is_text();
    let extra = if !text {
        scalars::schema(list)
    } else if list.listed {
        Vec::new()
    } else {
        // Without a list in the schema, any string is valid.
        vec![quote!(with = "String")]
    };
    let schema = schemars::container(scope, def, &[], &extra);
    let variants = list.variants.iter().map(|variant| {
        let name = &variant.name;
        let about = variant_docs(variant);
        let wire = variant.text().filter(|_| text && list.listed);
        let wire = wire.filter(|wire| **wire != *variant.name);
        let rename = wire.map(|wire| schemars::attributes(scope, [quote!(rename = #wire)], 4));
        quote!(#about #rename #name,)
    });
    let unknown = list.open.then(|| {
        if text {
            let (value, skip) = (scope.wire("UnknownValue"), schemars::skipped(scope));
            quote!(#[doc = "A string that the list does not have."] #skip Unknown(#value),)
        } else {
            let value = scope.wire("UnknownScalar");
            quote!(#[doc = "A value that the list does not have."] Unknown(#value),)
        }
    });
    quote! {
        #about
        #[derive(Debug, Clone, #copy PartialEq, Eq, Hash)]
        #schema
        #non_exhaustive
        pub enum #name {
            #(#variants)*
            #unknown
        }
    }
}

fn variant_docs(variant: &Variant) -> TokenStream {
    let mut text = docs::description(&variant.docs).map_or_else(String::new, str::to_owned);
    let wire = match variant.text() {
        Some(text) if text.contains('`') => "Another string.".to_owned(),
        _ => docs::named(&variant.shown()),
    };
    if let Some(status) = variant.error.as_ref().and_then(|error| error.status) {
        text = format!("{wire} {text}\n\nHTTP status {status}.");
    } else if text.is_empty() {
        text = wire;
    } else {
        text = format!("{wire} {text}");
    }
    let text = crate::ir::Docs {
        description: Some(text),
        deprecated: variant.docs.deprecated,
        ..crate::ir::Docs::default()
    };
    docs::item(&text, &Origin::default(), "", 4)
}

fn inherent(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let arms = list.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, variant.text());
        quote!(Self::#name => #wire,)
    });
    let as_str = if list.open {
        quote! {
            pub const fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Unknown(text) => text.as_str(),
                }
            }
        }
    } else {
        quote! {
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
    };
    let errors = errors(scope, list);
    let gap = blank();
    quote! {
        impl #name {
            #[doc = "The string as it is on the wire."]
            #[must_use]
            #as_str
            #gap
            #errors
        }
    }
}

fn errors(scope: &Scope<'_>, list: &Enum) -> Option<TokenStream> {
    let errors = || {
        list.variants
            .iter()
            .filter_map(|v| Some((v, v.error.as_ref()?)))
    };
    errors().next()?;
    let repeat = scope.wire("Repeat");
    let status = answers(list, |variant| {
        let status = proc_macro2::Literal::u16_unsuffixed(variant.error.as_ref()?.status?);
        Some(quote!(Some(#status)))
    });
    let repeats = answers(list, |variant| {
        let text = match variant.error.as_ref()?.repeat {
            Repeat::Never => quote!(Never),
            Repeat::Later => quote!(Later),
            Repeat::MayCost => quote!(MayCost),
        };
        Some(quote!(Some(#repeat::#text)))
    });
    let explained = answers(list, |variant| {
        let text = docs::description(&variant.docs)?;
        Some(quote!(Some(#text)))
    });
    let this = if list.open {
        quote!(&self)
    } else {
        quote!(self)
    };
    let gap = blank();
    Some(quote! {
        #[doc = "The HTTP status that it comes with, where that is known."]
        #[must_use]
        pub const fn http_status(#this) -> Option<u16> {
            match self { #status }
        }
        #gap
        #[doc = "Whether the same call may be made again, where that is known."]
        #[must_use]
        pub const fn repeat(#this) -> Option<#repeat> {
            match self { #repeats }
        }
        #gap
        #[doc = "What it means and what to do, in a sentence, where that is known."]
        #[must_use]
        pub const fn explanation(#this) -> Option<&'static str> {
            match self { #explained }
        }
    })
}

/// The arms of a match, one for each answer; `None` is the answer where there is no other.
fn answers(list: &Enum, answer: impl Fn(&Variant) -> Option<TokenStream>) -> TokenStream {
    let mut by_answer: BTreeMap<String, (TokenStream, Vec<TokenStream>)> = BTreeMap::new();
    let mut silent: Vec<TokenStream> = Vec::new();
    for variant in &list.variants {
        let name = &variant.name;
        match answer(variant) {
            Some(text) => {
                let key = text.to_string();
                by_answer
                    .entry(key)
                    .or_insert_with(|| (text, Vec::new()))
                    .1
                    .push(quote!(Self::#name));
            }
            None => silent.push(quote!(Self::#name)),
        }
    }
    silent.extend(list.open.then(|| quote!(Self::Unknown(_))));
    let arms = by_answer
        .values()
        .map(|(text, patterns)| quote!(#(#patterns)|* => #text,));
    let rest = (!silent.is_empty()).then(|| quote!(#(#silent)|* => None,));
    quote!(#(#arms)* #rest)
}

fn from_text(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let known = list.variants.iter().map(|variant| {
        let (name, wire) = (&variant.name, variant.text());
        if list.open {
            quote!(#wire => Self::#name,)
        } else {
            quote!(#wire => Ok(Self::#name),)
        }
    });
    if list.open {
        let value = scope.wire("UnknownValue");
        return quote! {
            impl From<&str> for #name {
                fn from(text: &str) -> Self {
                    match text {
                        #(#known)*
                        _ => Self::Unknown(#value::new(text)),
                    }
                }
            }
        };
    }
    let (from_str, not_listed) = (scope.import("std::str", "FromStr"), scope.wire("NotListed"));
    let gap = blank();
    quote! {
        impl #from_str for #name {
            type Err = #not_listed;
            #gap
            fn from_str(text: &str) -> Result<Self, #not_listed> {
                match text {
                    #(#known)*
                    _ => Err(#not_listed),
                }
            }
        }
    }
}

fn travel(scope: &Scope<'_>, def: &TypeDef, list: &Enum) -> TokenStream {
    let name = &def.name;
    let wire = scope.wire_module();
    let read = if list.open {
        quote!(Some(Self::from(text)))
    } else {
        quote!(text.parse().ok())
    };
    let gap = blank();
    quote! {
        impl #wire::Text for #name {
            fn read(text: &str) -> Option<Self> {
                #read
            }
            #gap
            fn write(&self) -> &str {
                self.as_str()
            }
        }
        #gap
        #wire::impl_value!(Text, #name);
    }
}
