//! One of several objects, told apart by what they require.

use super::super::context::Context;
use super::super::{ident, print};
use super::{bytes, plain};
use crate::ir::{Presence, Shape, Union};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The types of the shapes that its function calls.
pub(super) fn shapes<'a>(context: &Context<'a>, union: &'a Union) -> Vec<&'a str> {
    let variants = union.variants.iter().map(|variant| &*variant.ty);
    names(context, union).map_or_else(Vec::new, |_| variants.collect())
}

/// The members that tell the shapes apart; `None` where they are left to the judge. A name with an
/// escape is not recognised, and more of them than bits are not counted.
fn names<'a>(context: &Context<'a>, union: &Union) -> Option<Vec<&'a str>> {
    let variants = union.variants.iter();
    let names: BTreeSet<&str> = variants
        .flat_map(|variant| required(context, &variant.ty))
        .collect();
    let told = names.len() <= 64 && names.iter().all(|name| plain(name).is_some());
    told.then(|| names.into_iter().collect())
}

pub(super) fn emit(context: &Context<'_>, union: &Union) -> TokenStream {
    let gap = print::blank();
    let Some(names) = names(context, union) else {
        return quote! {
            use crate::wire::validator::{Cursor, Way};
            #gap
            pub(crate) fn check(_: &mut Cursor<'_>, at: usize, _: &Way<'_>) -> Option<usize> {
                Cursor::undecided(at)
            }
        };
    };
    let masks = union.variants.iter().map(|variant| {
        let required = required(context, &variant.ty);
        let bits = names.iter().enumerate();
        let bits = bits.filter(|(_, name)| required.contains(name));
        let bits: Vec<_> = bits.map(|(bit, _)| super::object::bit(bit)).collect();
        if bits.is_empty() {
            quote!(0)
        } else {
            quote!(#(#bits)|*)
        }
    });
    let arms = (0..).zip(&union.variants).map(|(index, variant)| {
        let index = Literal::usize_unsuffixed(index);
        let module = ident::ident(context.module(&variant.ty));
        quote!(#index => #module::check(cursor, at, way),)
    });
    let modules = union
        .variants
        .iter()
        .map(|variant| ident::ident(context.module(&variant.ty)));
    let names = names.iter().map(|name| bytes(name));
    let exclusive = union.exclusive;
    quote! {
        use super::{#(#modules),*};
        use crate::wire::validator::{Cursor, Way};
        #gap
        pub(crate) fn check(cursor: &mut Cursor<'_>, at: usize, way: &Way<'_>) -> Option<usize> {
            let (names, required): (&[&[u8]], &[u64]) = (&[#(#names),*], &[#(#masks),*]);
            match cursor.branch(at, way.depth, names, required, #exclusive)? {
                #(#arms)*
                _ => None,
            }
        }
    }
}

fn required<'a>(context: &Context<'a>, name: &str) -> Vec<&'a str> {
    let Some(Shape::Struct(object)) = context.find(name).map(|def| &def.shape) else {
        return Vec::new();
    };
    let required = |presence| matches!(presence, Presence::Required | Presence::RequiredNullable);
    let fields = object.fields.iter();
    fields
        .filter(|field| required(field.presence))
        .map(|field| field.wire.as_str())
        .collect()
}
