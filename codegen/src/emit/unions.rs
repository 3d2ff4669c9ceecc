//! Emits objects of several shapes: an enum of them.

use super::print::blank;
use super::scope::Scope;
use super::{docs, schemars};
use crate::ir::{TypeDef, Union};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let declaration = declaration(scope, def, union);
    let travel = travel(scope, def, union);
    let gap = blank();
    quote!(#declaration #gap #travel)
}

fn declaration(scope: &Scope<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let about = docs::item(&def.docs, &def.origin, &docs::named(&def.schema), 0);
    let wire = scope.wire_module();
    let exclusive = quote!(transform = #wire::schema::exclusive);
    let mut extra = vec![quote!(untagged)];
    extra.extend(union.exclusive.then_some(exclusive));
    let schema = schemars::container(def, &[], &extra);
    let variants = union.variants.iter().map(|variant| {
        let (name, held) = (&variant.name, scope.named(variant.ty));
        let about = docs::own(&format!("[`{}`].", scope.context.def(variant.ty).name));
        quote!(#about #name(Box<#held>),)
    });
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq)]
        #schema
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

fn travel(scope: &Scope<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let (wire, serializer) = (scope.wire_module(), scope.import("serde", "Serializer"));
    let mut tries = union.variants.iter().map(|variant| {
        let variant = &variant.name;
        quote!(#wire::fits(text).map(Self::#variant))
    });
    let first = tries.next();
    let arms = union.variants.iter().map(|variant| {
        let variant = &variant.name;
        quote!(Self::#variant(value) => #wire::Value::encode(value, serializer),)
    });
    let gap = blank();
    quote! {
        impl #wire::Union for #name {
            fn read(text: &str) -> Option<Self> {
                #first #(.or_else(|| #tries))*
            }
            #gap
            fn write<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { #(#arms)* }
            }
        }
        #gap
        #wire::impl_value!(Union, #name);
    }
}
