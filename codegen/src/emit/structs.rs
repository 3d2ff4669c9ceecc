//! Emits an object with named members: its struct, its constructors, and its encoding.

use super::member::Member;
use super::print::blank;
use super::scope::Scope;
use super::{docs, one_of, others, schemars};
use crate::ir::{Struct, TypeDef};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, object: &Struct) -> TokenStream {
    let members: Vec<Member<'_>> = object
        .fields
        .iter()
        .map(|field| Member::new(scope, field))
        .collect();
    let parts = [
        declaration(scope, def, object, &members),
        inherent(scope, def, object, &members),
        one_of::emit(scope, def, object),
        slots(scope, object, &members),
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
    let own = docs::with_others(&def.docs, object.others.as_deref(), &otherwise);
    let about = docs::item(&own, &def.origin, &otherwise, 0);
    let default = (!members.iter().any(Member::is_required)).then(|| quote!(, Default));
    let schema = schemars::container(def, &object.rules, &[]);
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
        let (flatten, ty) = (schemars::flattened(), others::ty(scope, others));
        quote!(#flatten additional_members: #ty,)
    } else {
        let (skip, ty) = (schemars::skipped(), scope.wire("UnknownMembers"));
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

fn slots(scope: &Scope<'_>, object: &Struct, members: &[Member<'_>]) -> TokenStream {
    let about = docs::own("What has been read so far.");
    if members.is_empty() && object.others.is_none() {
        return quote!(#about #[derive(Default)] pub(crate) struct Slots;);
    }
    let fields = members.iter().map(|member| {
        let (name, slot) = (&member.name, member.slot(scope));
        quote!(#name: #slot,)
    });
    let others = object.others.as_ref().map(|others| {
        let ty = others::ty(scope, others);
        quote!(additional_members: #ty,)
    });
    quote! {
        #about
        #[derive(Default)]
        pub(crate) struct Slots {
            #(#fields)*
            #others
        }
    }
}

fn travel(
    scope: &Scope<'_>,
    def: &TypeDef,
    object: &Struct,
    members: &[Member<'_>],
) -> TokenStream {
    let name = &def.name;
    let (wire, unknown_members) = (scope.wire_module(), scope.wire("UnknownMembers"));
    let names = members.iter().map(|member| &member.field.wire);
    let others = object.others.is_some();
    let read = read(scope, members, others);
    let write = write(scope, members, others);
    let build = members.iter().map(|member| {
        let (field, taken) = (&member.name, member.taken());
        quote!(#field: #taken,)
    });
    let gap = blank();
    let (unknown, rest, kept) = if others {
        let rest = quote!(additional_members: slots.additional_members);
        (quote!(_), rest, quote!(#unknown_members::none()))
    } else {
        (quote!(unknown), quote!(unknown), quote!(&self.unknown))
    };
    let data = others.then(|| quote!(const NAMES_ARE_DATA: bool = true; #gap));
    let slots = if members.is_empty() && !others {
        quote!(_)
    } else {
        quote!(slots)
    };
    quote! {
        impl #wire::Object for #name {
            type Slots = Slots;
            #gap
            const MEMBERS: &'static [&'static str] = &[#(#names),*];
            #gap
            #data
            #read
            #gap
            #[inline]
            fn build(#slots: Slots, #unknown: #unknown_members) -> Result<Self, #wire::Missing> {
                Ok(Self { #(#build)* #rest })
            }
            #gap
            #write
            #gap
            fn unknown(&self) -> &#unknown_members {
                #kept
            }
        }
        #gap
        #wire::impl_value!(Object, #name);
    }
}

fn read(scope: &Scope<'_>, members: &[Member<'_>], others: bool) -> TokenStream {
    let map_access = scope.import("serde::de", "MapAccess");
    if members.is_empty() && !others {
        return quote! {
            #[inline]
            fn read<'de, A: #map_access<'de>>(_: &mut Slots, _: &str, _: &mut A) -> Result<bool, A::Error> {
                Ok(false)
            }
        };
    }
    // Arms with a value: rustfmt makes a block of one that is long, without a semicolon.
    let arms = members.iter().map(|member| {
        let (field, name) = (&member.name, &member.field.wire);
        quote!(#name => slots.#field.read(members),)
    });
    let other = if others {
        quote!(slots.additional_members.read(name, members))
    } else {
        quote!(return Ok(false))
    };
    let read = if members.is_empty() {
        other
    } else {
        quote!(match name { #(#arms)* _ => #other, })
    };
    quote! {
        #[inline]
        fn read<'de, A: #map_access<'de>>(
            slots: &mut Slots,
            name: &str,
            members: &mut A,
        ) -> Result<bool, A::Error> {
            let read = #read;
            read.map(|()| true)
        }
    }
}

fn write(scope: &Scope<'_>, members: &[Member<'_>], others: bool) -> TokenStream {
    let (serialize_map, wire) = (
        scope.import("serde::ser", "SerializeMap"),
        scope.wire_module(),
    );
    let written = members.iter().map(|member| member.written(&wire));
    let others = others.then(|| quote!(self.additional_members.write(Self::MEMBERS, members)));
    let written: Vec<TokenStream> = written.chain(others).collect();
    let Some((last, others)) = written.split_last() else {
        return quote! {
            fn write<M: #serialize_map>(&self, _: &mut M) -> Result<(), M::Error> {
                Ok(())
            }
        };
    };
    quote! {
        fn write<M: #serialize_map>(&self, members: &mut M) -> Result<(), M::Error> {
            #(#others?;)*
            #last
        }
    }
}
