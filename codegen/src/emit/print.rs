//! Prints tokens as Rust that `rustfmt` can finish.
//!
//! `TokenStream`'s own printing writes docs as attributes and knows no blank lines, and both are
//! what makes emitted code readable. Layout is left to `rustfmt`, but for the inside of attributes,
//! which it does not touch.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use std::iter::Peekable;

/// What stands in a stream for a blank line.
const BLANK: &str = "__blank_line";

/// A blank line. It may stand wherever a comment may.
pub(super) fn blank() -> TokenStream {
    TokenTree::Ident(Ident::new(BLANK, Span::call_site())).into()
}

/// The text of a file.
pub(super) fn print(tokens: TokenStream) -> String {
    let mut printer = Printer {
        text: String::new(),
    };
    printer.stream(tokens);
    printer.text
}

struct Printer {
    text: String,
}

impl Printer {
    fn stream(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(ident) if ident == BLANK => self.text.push_str("\n\n"),
                TokenTree::Punct(punct) if punct.as_char() == '#' => self.attribute(&mut tokens),
                TokenTree::Punct(punct) => self.punct(&punct),
                TokenTree::Group(group) => self.group(group),
                TokenTree::Ident(_) | TokenTree::Literal(_) => {
                    self.text.push_str(&token.to_string());
                    self.text.push(' ');
                }
            }
        }
    }

    fn punct(&mut self, punct: &Punct) {
        self.text.push(punct.as_char());
        match (punct.as_char(), punct.spacing()) {
            (';', _) => self.text.push('\n'),
            (_, Spacing::Alone) => self.text.push(' '),
            (_, Spacing::Joint) => {}
        }
    }

    fn group(&mut self, group: Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ("(", ") "),
            Delimiter::Bracket => ("[", "] "),
            Delimiter::Brace => ("{\n", "}\n"),
            Delimiter::None => ("", ""),
        };
        self.text.push_str(open);
        self.stream(inside(group));
        self.text.push_str(close);
    }

    fn start_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// What follows a `#`.
    fn attribute(&mut self, rest: &mut Peekable<impl Iterator<Item = TokenTree>>) {
        let bang = rest.next_if(|token| matches!(token, TokenTree::Punct(p) if p.as_char() == '!'));
        let inner = bang.is_some();
        let Some(TokenTree::Group(content)) = rest.next() else {
            return;
        };
        if let Some(docs) = docs(&content) {
            self.docs(&docs, if inner { "//!" } else { "///" });
        } else {
            self.start_line();
            self.text.push_str(if inner { "#![" } else { "#[" });
            self.text.push_str(&tight(inside(content)));
            self.text.push_str("]\n");
        }
    }

    fn docs(&mut self, docs: &str, mark: &str) {
        self.start_line();
        for line in docs.lines() {
            self.text.push_str(mark);
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(line);
            }
            self.text.push('\n');
        }
    }
}

/// The inside of an attribute, spaced as a person would.
pub(super) fn tight(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut glued = true;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Bracket => ('[', ']'),
                    Delimiter::Brace => ('{', '}'),
                    Delimiter::Parenthesis | Delimiter::None => ('(', ')'),
                };
                text.push(open);
                text.push_str(&tight(inside(group)));
                text.push(close);
                glued = true;
            }
            TokenTree::Punct(punct) => {
                match punct.as_char() {
                    '=' => text.push_str(" = "),
                    ',' => text.push_str(", "),
                    other => text.push(other),
                }
                glued = true;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {
                if !glued {
                    text.push(' ');
                }
                text.push_str(&token.to_string());
                glued = false;
            }
        }
    }
    text
}

/// What a group holds. The group is gone by then, so its tokens need not be copied.
fn inside(group: Group) -> TokenStream {
    let stream = group.stream();
    drop(group);
    stream
}

/// The text of `doc = "…"`.
fn docs(attribute: &Group) -> Option<String> {
    let mut tokens = attribute.stream().into_iter();
    match (tokens.next(), tokens.next(), tokens.next(), tokens.next()) {
        (
            Some(TokenTree::Ident(name)),
            Some(TokenTree::Punct(_)),
            Some(TokenTree::Literal(text)),
            None,
        ) if name == "doc" => match syn::Lit::new(text) {
            syn::Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{blank, print};
    use quote::quote;

    #[test]
    fn docs_are_comments_and_blank_lines_are_kept() {
        let gap = blank();
        let tokens = quote! {
            #![doc = "About.\n\nMore."]
            #[doc = "One."]
            pub struct One;
            #gap
            #[cfg_attr(feature = "x", x(extend("minimum" = -1), transform = a::b(&[("c", "1")])))]
            pub struct Two<T>(Option<T>);
        };
        insta::assert_snapshot!(print(tokens));
    }
}
