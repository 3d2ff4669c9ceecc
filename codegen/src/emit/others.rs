//! Emits what an object has instead of unknown members where all that have no name are of one kind.

use super::docs;
use super::print::blank;
use super::scope::Scope;
use crate::ir::{Kind, Value};
use proc_macro2::TokenStream;
use quote::quote;

/// The type of all of them together, by its path: a document may well have `Members` of its own.
pub(super) fn ty(scope: &Scope<'_>, others: &Value) -> TokenStream {
    let (wire, value) = (scope.wire_module(), value(scope, others));
    quote!(#wire::Members<#value>)
}

fn value(scope: &Scope<'_>, others: &Value) -> TokenStream {
    let value = scope.ty(&others.ty);
    if others.nullable && others.ty.kind != Kind::Any {
        let nullable = scope.wire("Nullable");
        quote!(#nullable<#value>)
    } else {
        value
    }
}

pub(super) fn accessors(scope: &Scope<'_>, others: &Value) -> TokenStream {
    let (members, value, gap) = (ty(scope, others), value(scope, others), blank());
    let with = docs::own("Adds members that the schema does not name.");
    quote! {
        #with
        #[must_use]
        pub fn with_additional_members<N: Into<String>, V: Into<#value>>(
            mut self,
            members: impl IntoIterator<Item = (N, V)>,
        ) -> Self {
            self.additional_members.extend(members);
            self
        }
        #gap
        #[doc = "The members that the schema does not name."]
        #[must_use]
        pub const fn additional_members(&self) -> &#members {
            &self.additional_members
        }
        #gap
        #[doc = "The members that the schema does not name, to be changed."]
        #[must_use]
        pub const fn additional_members_mut(&mut self) -> &mut #members {
            &mut self.additional_members
        }
    }
}
