//! Emits the accessor for members of which exactly one is expected: an enum of them, and the
//! methods that return it.

use super::docs;
use super::member::presence;
use super::print::blank;
use super::scope::Scope;
use crate::ir::{
    Choice, Field, Kind, OneOfProperties, Presence, Sensitivity, Shape, Struct, TypeDef,
};
use crate::name::Case;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, object: &Struct) -> TokenStream {
    let Some(one_of) = &object.one_of else {
        return TokenStream::new();
    };
    let choices: Vec<(&Choice, &Field)> = one_of
        .choices
        .iter()
        .filter_map(|choice| {
            let field = object
                .travelling()
                .find(|field| field.wire == choice.member)?;
            Some((choice, field))
        })
        .collect();
    let declaration = declaration(scope, def, one_of, &choices);
    let which = which(scope, one_of, &choices);
    let naming = naming(scope, object, one_of, &choices);
    let name = &def.name;
    let gap = blank();
    quote! {
        #declaration
        #gap
        impl #name {
            #which
            #gap
            #naming
        }
    }
}

fn declaration(
    scope: &Scope<'_>,
    def: &TypeDef,
    one_of: &OneOfProperties,
    choices: &[(&Choice, &Field)],
) -> TokenStream {
    let name = &one_of.name;
    let text = format!(
        "Which member [`{}`] has of those of which exactly one is expected.",
        def.name
    );
    let about = docs::own(&text);
    let variants = choices.iter().map(|(choice, field)| {
        let variant = &choice.name;
        let about = docs::own(&docs::named(&choice.member));
        let held = held(scope, field);
        quote!(#about #variant(&'a #held),)
    });
    quote! {
        #about
        #[derive(Debug, Clone, Copy, PartialEq)]
        #[non_exhaustive]
        pub enum #name<'a> {
            #(#variants)*
            #[doc = "None of them is there."]
            None,
            #[doc = "Several are there."]
            Several,
        }
    }
}

/// The type behind the reference of a variant.
fn held(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let bare = scope.ty(&field.ty);
    match presence(field) {
        Presence::Required | Presence::Optional => bare,
        Presence::RequiredNullable | Presence::OptionalNullable => {
            let nullable = scope.wire("Nullable");
            quote!(#nullable<#bare>)
        }
    }
}

fn which(
    scope: &Scope<'_>,
    one_of: &OneOfProperties,
    choices: &[(&Choice, &Field)],
) -> TokenStream {
    let name = &one_of.name;
    let method = format_ident!("{}", one_of.name.in_case(Case::Item));
    let looks = choices.iter().map(|(_, field)| {
        let member = &field.name;
        match presence(field) {
            Presence::Required | Presence::RequiredNullable => quote!(Some(&self.#member)),
            _ if scope.is_boxed(field) => quote!(self.#member.as_deref()),
            _ => quote!(self.#member.as_ref()),
        }
    });
    let arms = choices.iter().enumerate().map(|(index, (choice, _))| {
        let variant = &choice.name;
        let patterns = (0..choices.len()).map(|other| {
            if other == index {
                quote!(Some(it))
            } else {
                quote!(None)
            }
        });
        quote!((#(#patterns,)*) => #name::#variant(it),)
    });
    let none = choices.iter().map(|_| quote!(None));
    quote! {
        #[doc = "Which one of the expected members is there."]
        #[must_use]
        pub fn #method(&self) -> #name<'_> {
            match (#(#looks,)*) {
                #(#arms)*
                (#(#none,)*) => #name::None,
                _ => #name::Several,
            }
        }
    }
}

fn naming(
    scope: &Scope<'_>,
    object: &Struct,
    one_of: &OneOfProperties,
    choices: &[(&Choice, &Field)],
) -> Option<TokenStream> {
    let named_by = one_of.named_by.as_ref()?;
    let field = object.travelling().find(|field| field.wire == *named_by)?;
    let named = name_that_came(scope, field)?;
    let enumeration = &one_of.name;
    let which = format_ident!("{}", one_of.name.in_case(Case::Item));
    let method = format_ident!("{}_naming", one_of.name.in_case(Case::Item));
    let (named_ones, nameless): (Vec<_>, Vec<_>) = choices
        .iter()
        .map(|(choice, _)| *choice)
        .partition(|choice| choice.value.is_some());
    let arms = named_ones.into_iter().map(|choice| {
        let (variant, value) = (&choice.name, &choice.value);
        quote!(#enumeration::#variant(_) => Some(#value),)
    });
    let nameless = nameless.into_iter().map(|choice| &choice.name);
    let about = docs::own(&format!(
        "Whether {} names what is there.",
        docs::code(named_by)
    ));
    let naming = scope.wire("Naming");
    Some(quote! {
        #about
        #[must_use]
        pub fn #method(&self) -> #naming {
            let expected = match self.#which() {
                #(#arms)*
                #(#enumeration::#nameless(_) |)* #enumeration::None | #enumeration::Several => None,
            };
            #naming::of(#named, expected)
        }
    })
}

/// An `Option<&str>` of the member that names the choice, if it is of a kind that can.
fn name_that_came(scope: &Scope<'_>, field: &Field) -> Option<TokenStream> {
    let listed = match &field.ty.kind {
        Kind::String => None,
        Kind::Named(id) => match &scope.context.def(*id).shape {
            Shape::Enum(list) if list.is_text() => Some((scope.named(*id), list.open)),
            Shape::Enum(_)
            | Shape::Struct(_)
            | Shape::Union(_)
            | Shape::Multipart(_)
            | Shape::Value(_) => {
                return None;
            }
        },
        _ => return None,
    };
    let member = &field.name;
    let wrapped = field.ty.sensitivity != Sensitivity::Public;
    let expose = wrapped.then(|| quote!(.expose()));
    let is_text = listed.is_none() && !wrapped;
    let text = scope.text(&field.ty);
    let is_string = is_text && field.ty.format.is_none();
    let as_str = match listed {
        Some((list, true)) if !wrapped => quote!(.map(#list::as_str)),
        None if is_text => quote!(.map(#text::as_str)),
        _ => quote!(.map(|name| name #expose.as_str())),
    };
    Some(match field.presence {
        Presence::Required => quote!(Some(self.#member #expose.as_str())),
        Presence::Optional if is_string => quote!(self.#member.as_deref()),
        Presence::Optional => quote!(self.#member.as_ref() #as_str),
        Presence::RequiredNullable => quote!(self.#member.as_option() #as_str),
        Presence::OptionalNullable => {
            let nullable = scope.wire("Nullable");
            quote!(self.#member.as_ref().and_then(#nullable::as_option) #as_str)
        }
    })
}
