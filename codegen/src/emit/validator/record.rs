//! Emits the shortcut for a record: an object of nothing but a few numbers, all of which must be
//! there, is compared as a whole before its members are looked at one by one.

use super::file::File;
use super::literal::{bytes, plain};
use crate::ir::{Field, Presence, Struct};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn is_record(object: &Struct) -> bool {
    let number = |field: &Field| {
        field.ty.kind.is_number()
            && field.ty.rules.is_empty()
            && field.presence == Presence::Required
            && plain(&field.wire).is_some()
    };
    let few = (1..=4).contains(&object.fields.len());
    let free = object.one_of.is_none() && object.others.is_none() && object.rules.is_empty();
    few && free && object.fields.iter().all(number)
}

/// All of it at once, as it is written without spaces and in order.
pub(super) fn emit(file: &File<'_>, object: &Struct) -> TokenStream {
    let cursor = file.name("Cursor");
    let numbers = object.fields.iter().enumerate().map(|(index, field)| {
        let before = if index == 0 { '{' } else { ',' };
        let key = bytes(&format!("{before}\"{}\":", field.wire));
        quote! {
            let at = cursor.word(at, #key)?;
            let at = cursor.decimal(at)?;
        }
    });
    quote! {
        #[inline(always)]
        pub(crate) fn at_once(cursor: &mut #cursor<'_>, at: usize) -> Option<usize> {
            #(#numbers)*
            cursor.word(at, b"}")
        }
    }
}
