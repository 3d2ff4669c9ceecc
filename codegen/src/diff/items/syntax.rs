//! Reads the items of a file without what is in its functions, which is most of it and no caller sees.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// The items of a text; none where it is no Rust.
pub(super) fn items(text: &str) -> Vec<syn::Item> {
    if !is_seen(text) {
        return Vec::new();
    }
    let tokens = text.parse().map(without_bodies);
    let file = tokens.ok().and_then(|it| syn::parse2::<syn::File>(it).ok());
    file.map(|file| file.items).unwrap_or_default()
}

/// Whether anything of a file may be seen from outside.
fn is_seen(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_start);
    lines.any(|line| line.starts_with("pub ") || line.starts_with("impl"))
}

fn without_bodies(tokens: TokenStream) -> TokenStream {
    let mut is_function = false;
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(name) => {
            is_function |= name == "fn";
            TokenTree::Ident(name)
        }
        TokenTree::Punct(mark) => {
            is_function &= mark.as_char() != ';';
            TokenTree::Punct(mark)
        }
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            let inner = if std::mem::take(&mut is_function) {
                TokenStream::new()
            } else {
                without_bodies(group.stream())
            };
            Group::new(Delimiter::Brace, inner).into()
        }
        other => other,
    });
    tokens.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens as _;

    #[test]
    fn bodies_are_left_out_and_nothing_else_is() {
        let text = "pub struct A { pub f: fn(u8) -> u8, pub g: u8 }\n\
            impl A { pub const C: B = B { x: 1 }; pub fn a(&self) -> u8 { { 1 } } }\n\
            pub mod m { pub fn b<T>(it: T) where T: Copy { drop(it) } }";
        let bare = "pub struct A { pub f: fn(u8) -> u8, pub g: u8 }\n\
            impl A { pub const C: B = B { x: 1 }; pub fn a(&self) -> u8 { } }\n\
            pub mod m { pub fn b<T>(it: T) where T: Copy { } }";
        let tokens = |items: Vec<syn::Item>| {
            let all = items.iter().map(|it| it.to_token_stream().to_string());
            all.collect::<Vec<_>>()
        };
        let expected = syn::parse_file(bare).unwrap().items;
        assert_eq!(tokens(items(text)), tokens(expected));
        for none in ["pub(crate) fn a() {}", "pub fn ("] {
            assert!(items(none).is_empty(), "{none}");
        }
    }
}
