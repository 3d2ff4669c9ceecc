//! Writes the literals of the validator's code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// Bytes as Rust writes them.
pub(super) fn bytes(text: &str) -> Literal {
    Literal::byte_string(text.as_bytes())
}

/// A string as JSON writes it, where there is but one way: with an escape there are several.
pub(super) fn plain(text: &str) -> Option<&str> {
    let escaped = |c: char| c < ' ' || c == '"' || c == '\\';
    (!text.contains(escaped)).then_some(text)
}

/// The bit of a member.
pub(super) fn bit(index: usize) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote!(1 << #index)
}

/// An integer as Rust writes it, its digits in groups.
pub(super) fn integer(value: impl ToString + Copy) -> TokenStream {
    let text = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in text.char_indices() {
        let left = text.len() - index;
        if left.is_multiple_of(3) && grouped.ends_with(|c: char| c.is_ascii_digit()) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    // Digits and a sign are tokens.
    grouped.parse().unwrap_or_default()
}
