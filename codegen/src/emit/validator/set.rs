//! Emits the check of a value out of several.

use super::file::File;
use super::literal::{bytes, plain};
use crate::ir::{Enum, Variant};
use proc_macro2::TokenStream;
use quote::quote;

/// So many strings are compared one by one; more are looked up in a list.
const FEW: usize = 12;

pub(super) fn emit(file: &File<'_>, list: &Enum) -> TokenStream {
    // A string that needs escapes can be written in many ways; it is left undecided.
    let strings = list.variants.iter().filter_map(Variant::text);
    let mut strings: Vec<&str> = strings.filter_map(plain).collect();
    // So is a number that is not written as the document has it.
    let numbers = list
        .variants
        .iter()
        .filter(|variant| variant.wire.is_number());
    let numbers: Vec<String> = numbers.map(|variant| variant.wire.to_string()).collect();
    let booleans = list
        .variants
        .iter()
        .filter_map(|variant| variant.wire.as_bool());
    let mut checks: Vec<TokenStream> = Vec::new();
    let mut moves = !numbers.is_empty();
    if strings.len() > FEW {
        strings.sort_unstable();
        moves = true;
        checks.push(quote!(cursor.listed(at, &[#(#strings),*])));
    } else {
        checks.extend(strings.iter().map(|wire| word(&format!("\"{wire}\""))));
    }
    checks.extend(booleans.map(|value| word(&value.to_string())));
    if !numbers.is_empty() {
        checks.push(quote!(cursor.number_of(at, &[#(#numbers),*])));
    }
    let cursor = file.name("Cursor");
    let Some((first, others)) = checks.split_first() else {
        return quote! {
            pub(crate) fn check(_: &#cursor<'_>, at: usize) -> Option<usize> {
                #cursor::undecided(at)
            }
        };
    };
    let mutable = moves.then(|| quote!(mut));
    quote! {
        pub(crate) fn check(cursor: &#mutable #cursor<'_>, at: usize) -> Option<usize> {
            #first #(.or_else(|| #others))*
        }
    }
}

fn word(text: &str) -> TokenStream {
    let text = bytes(text);
    quote!(cursor.word(at, #text))
}
