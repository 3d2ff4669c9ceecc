//! One string out of several.

use super::{bytes, plain};
use crate::ir::Enum;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn emit(list: &Enum) -> TokenStream {
    // A string that needs escapes can be written in many ways; it is left undecided.
    let strings = list
        .variants
        .iter()
        .filter_map(|variant| plain(&variant.wire))
        .map(|wire| bytes(&format!("\"{wire}\"")));
    let gap = super::blank();
    let words = strings.enumerate().map(|(index, string)| {
        if index == 0 {
            quote!(cursor.word(at, #string))
        } else {
            quote!(.or_else(|| cursor.word(at, #string)))
        }
    });
    let mut words: TokenStream = words.collect();
    let mut cursor = quote!(cursor);
    if words.is_empty() {
        (cursor, words) = (quote!(_), quote!(Cursor::undecided(at)));
    }
    quote! {
        use crate::wire::validator::Cursor;
        #gap
        pub(crate) fn check(#cursor: &Cursor<'_>, at: usize) -> Option<usize> {
            #words
        }
    }
}
