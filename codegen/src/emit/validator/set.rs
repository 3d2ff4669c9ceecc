//! Emits the check of a string out of several.

use super::file::File;
use super::literal::{bytes, plain};
use crate::ir::Enum;
use proc_macro2::TokenStream;
use quote::quote;

/// So many strings are compared one by one; more are looked up in a list.
const FEW: usize = 12;

pub(super) fn emit(file: &File<'_>, list: &Enum) -> TokenStream {
    // A string that needs escapes can be written in many ways; it is left undecided.
    let strings = list.variants.iter();
    let mut strings: Vec<&str> = strings.filter_map(|variant| plain(&variant.wire)).collect();
    let cursor = file.name("Cursor");
    if strings.len() > FEW {
        strings.sort_unstable();
        return quote! {
            pub(crate) fn check(cursor: &mut #cursor<'_>, at: usize) -> Option<usize> {
                cursor.listed(at, &[#(#strings),*])
            }
        };
    }
    let words = strings.iter().enumerate().map(|(index, wire)| {
        let string = bytes(&format!("\"{wire}\""));
        if index == 0 {
            quote!(cursor.word(at, #string))
        } else {
            quote!(.or_else(|| cursor.word(at, #string)))
        }
    });
    let mut words: TokenStream = words.collect();
    let mut parameter = quote!(cursor);
    if words.is_empty() {
        (parameter, words) = (quote!(_), quote!(#cursor::undecided(at)));
    }
    quote! {
        pub(crate) fn check(#parameter: &#cursor<'_>, at: usize) -> Option<usize> {
            #words
        }
    }
}
