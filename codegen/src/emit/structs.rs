//! Emits an object with named members: its struct, its constructors, and what it
//! is on the wire.

use super::member::Member;
use super::print::blank;
use super::scope::Scope;
use super::{docs, one_of, others, schemars};
use crate::ir::{Keyword, Rule, Struct, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, object: &Struct) -> TokenStream {
    let members: Vec<Member<'_>> = object
        .travelling()
        .map(|field| Member::new(scope, field))
        .collect();
    let parts = [
        declaration(scope, def, object, &members),
        inherent(scope, def, object, &members),
        one_of::emit(scope, def, object),
        travel(scope, def, object, &members),
    ];
    let gap = blank();
    quote!(#(#parts #gap)*)
}

fn declaration(
    scope: &Scope<'_>,
    def: &TypeDef,
    object: &Struct,
    members: &[Member<'_>],
) -> TokenStream {
    let name = &def.name;
    let otherwise = docs::named(&def.schema);
    let own = docs::with_others(&def.docs, object, &otherwise);
    let about = docs::item(&own, &def.origin, &otherwise, 0);
    let default = (!members.iter().any(Member::is_required)).then(|| quote!(, Default));
    let rules = object.rules.iter();
    // One that does not travel is none of those that the derived schema knows.
    let whole = object.fields.len() == members.len();
    let rules = rules.filter(|rule| whole || rule.keyword != Keyword::AdditionalProperties);
    let rules: Vec<Rule> = rules.cloned().collect();
    let schema = schemars::container(scope, def, &rules, &[]);
    let gap = blank();
    let fields = members.iter().map(|member| {
        let (name, ty) = (&member.name, member.ty(scope));
        let field = member.field;
        let otherwise = format!("The member {}.", docs::code(&field.wire));
        let own = docs::with_items(&field.docs, &field.ty, &otherwise);
        let about = docs::item(&own, &field.origin, &otherwise, 4);
        let schema = schemars::field(scope, field, member.forbids_null());
        quote!(#about #schema pub #name: #ty, #gap)
    });
    let rest = if let Some(others) = &object.others {
        let (flatten, ty) = (schemars::flattened(scope), others::ty(scope, others));
        quote!(#flatten additional_members: #ty,)
    } else {
        let (skip, ty) = (schemars::skipped(scope), scope.wire("UnknownMembers"));
        quote!(#skip unknown: #ty,)
    };
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq #default)]
        #schema
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #rest
        }
    }
}

fn inherent(
    scope: &Scope<'_>,
    def: &TypeDef,
    object: &Struct,
    members: &[Member<'_>],
) -> TokenStream {
    let name = &def.name;
    let new = new(scope, object, members);
    let gap = blank();
    let setters = members
        .iter()
        .filter(|member| !member.is_required())
        .map(|member| {
            let (field, setter) = (&member.name, member.setter());
            let (parameter, value) = (member.parameter(scope), member.argument());
            let about = docs::own(&format!("Sets `{}`.", member.field.name));
            quote! {
                #about
                #[must_use]
                pub fn #setter(mut self, #parameter) -> Self {
                    self.#field = Some(#value);
                    self
                }
                #gap
            }
        });
    let rest = match &object.others {
        Some(others) => others::accessors(scope, others),
        None => unknown(scope),
    };
    quote! {
        impl #name {
            #new
            #gap
            #(#setters)*
            #rest
        }
    }
}

fn unknown(scope: &Scope<'_>) -> TokenStream {
    let (unknown_members, gap) = (scope.wire("UnknownMembers"), blank());
    quote! {
        #[doc = "The members that the schema does not name, as they came."]
        #[must_use]
        pub const fn unknown_members(&self) -> &#unknown_members {
            &self.unknown
        }
        #gap
        #[doc = "The members that the schema does not name, to be changed."]
        #[must_use]
        pub const fn unknown_members_mut(&mut self) -> &mut #unknown_members {
            &mut self.unknown
        }
    }
}

fn new(scope: &Scope<'_>, object: &Struct, members: &[Member<'_>]) -> TokenStream {
    let parameters: Vec<TokenStream> = members
        .iter()
        .filter(|member| member.is_required())
        .map(|member| member.parameter(scope))
        .collect();
    if parameters.is_empty() {
        let about = docs::own("Without any members.");
        return quote! {
            #about
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        };
    }
    let inits = members.iter().map(Member::initial);
    let about = docs::own("With the members that it must have, and no others.");
    // One parameter for each required member, however many there are.
    let many = (parameters.len() > 7).then(
        || quote!(#[expect(clippy::too_many_arguments, reason = "one for each required member")]),
    );
    let (rest, ty) = match object.others {
        Some(_) => {
            let wire = scope.wire_module();
            (quote!(additional_members), quote!(#wire::Members))
        }
        None => (quote!(unknown), scope.wire("UnknownMembers")),
    };
    quote! {
        #about
        #many
        #[must_use]
        pub fn new(#(#parameters),*) -> Self {
            Self {
                #(#inits,)*
                #rest: #ty::default(),
            }
        }
    }
}

fn travel(
    scope: &Scope<'_>,
    def: &TypeDef,
    object: &Struct,
    members: &[Member<'_>],
) -> TokenStream {
    let (name, wire) = (&def.name, scope.wire_module());
    let rows = members.iter().map(|member| {
        let (field, wire) = (&member.name, &member.field.wire);
        let presence = member.on_the_wire();
        quote!(#field: #presence(#wire),)
    });
    let rest = if object.others.is_some() {
        quote!(additional_members)
    } else {
        quote!(unknown)
    };
    quote!(#wire::object!(#name { #(#rows)* ..#rest });)
}
