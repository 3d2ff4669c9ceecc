//! Emits the check of a string out of several.

use super::file::File;
use super::literal::{bytes, plain};
use crate::ir::Enum;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(file: &File<'_>, list: &Enum) -> TokenStream {
    // A string that needs escapes can be written in many ways; it is left undecided.
    let strings = list.variants.iter();
    let strings = strings.filter_map(|variant| plain(&variant.wire));
    let words = strings.enumerate().map(|(index, wire)| {
        let string = bytes(&format!("\"{wire}\""));
        if index == 0 {
            quote!(cursor.word(at, #string))
        } else {
            quote!(.or_else(|| cursor.word(at, #string)))
        }
    });
    let mut words: TokenStream = words.collect();
    let (mut cursor, cursor_type) = (quote!(cursor), file.name("Cursor"));
    if words.is_empty() {
        (cursor, words) = (quote!(_), quote!(#cursor_type::undecided(at)));
    }
    quote! {
        pub(crate) fn check(#cursor: &#cursor_type<'_>, at: usize) -> Option<usize> {
            #words
        }
    }
}
