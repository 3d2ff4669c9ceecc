//! Emits a body that is no object: a struct around the value.

use super::print::blank;
use super::scope::Scope;
use super::{docs, schemars};
use crate::ir::{TypeDef, Value};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, value: &Value) -> TokenStream {
    let name = &def.name;
    let named = docs::named(&def.schema);
    let said = docs::with_items(&def.docs, &value.ty, &named);
    let about = docs::item(&said, &def.origin, &named, 0);
    let schema = schemars::container(scope, def, &value.ty.rules, &[]);
    let (wire, ty, gap) = (scope.wire_module(), scope.ty(&value.ty), blank());
    let ty = if value.nullable {
        quote!(Option<#ty>)
    } else {
        ty
    };
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq)]
        #schema
        pub struct #name(pub #ty);
        #gap
        #wire::impl_value!(Held, #name);
    }
}
