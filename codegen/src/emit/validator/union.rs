//! Emits the check of one of several objects, distinguished by what they require.

use super::super::context::Context;
use super::file::{Call, File};
use super::literal::{bit, bytes, plain};
use crate::ir::{Presence, Shape, TypeId, Union};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn emit(file: &File<'_>, union: &Union) -> TokenStream {
    let context = file.scope.context;
    let branches: Vec<Vec<&str>> = union
        .variants
        .iter()
        .map(|variant| required(context, variant.ty))
        .collect();
    let mut names: Vec<&str> = branches.iter().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    // A name with an escape is not recognised, and more of them than bits are not counted.
    if names.len() > 64 || names.iter().any(|name| plain(name).is_none()) {
        return file.undecided();
    }
    let masks = branches.iter().map(|required| {
        let bits = names.iter().enumerate();
        let bits = bits.filter(|(_, name)| required.contains(name));
        let bits: Vec<_> = bits.map(|(bit, _)| self::bit(bit)).collect();
        if bits.is_empty() {
            quote!(0)
        } else {
            quote!(#(#bits)|*)
        }
    });
    let arms = (0..).zip(&union.variants).map(|(index, variant)| {
        let index = Literal::usize_unsuffixed(index);
        let module = file.module_of(Call::Value(variant.ty));
        quote!(#index => #module::check(cursor, at, path),)
    });
    let names = names.iter().map(|name| bytes(name));
    let exclusive = union.exclusive;
    let [cursor_type, path_type] = ["Cursor", "Path"].map(|name| file.name(name));
    quote! {
        pub(crate) fn check(cursor: &mut #cursor_type<'_>, at: usize, path: &#path_type<'_>) -> Option<usize> {
            let (names, required): (&[&[u8]], &[u64]) = (&[#(#names),*], &[#(#masks),*]);
            match cursor.branch(at, path.depth, names, required, #exclusive)? {
                #(#arms)*
                _ => None,
            }
        }
    }
}

fn required<'a>(context: &Context<'a>, id: TypeId) -> Vec<&'a str> {
    let Shape::Struct(object) = &context.def(id).shape else {
        return Vec::new();
    };
    let required = |presence| matches!(presence, Presence::Required | Presence::RequiredNullable);
    let fields = object.fields.iter();
    fields
        .filter(|field| required(field.presence))
        .map(|field| field.wire.as_str())
        .collect()
}
