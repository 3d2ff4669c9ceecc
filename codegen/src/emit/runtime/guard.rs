//! Cuts what stands behind a guard, `#[cfg(…)]`, out of a text of Rust: [`Text`].

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::ops::Range;

/// A piece of a text that stands behind a guard.
#[derive(Debug)]
struct Guarded {
    /// With all of its attributes, in bytes.
    whole: Range<usize>,
    /// The attribute.
    attribute: Range<usize>,
    guard: Guard,
}

/// A guard, as far as its parts may be decided here.
#[derive(Debug)]
enum Guard {
    /// `test`, or a feature by its name.
    Named(String),
    Not(Box<Guard>),
    /// Anything else.
    Open,
}

impl Guard {
    /// What `cfg(…)` asks for.
    fn of(tokens: TokenStream) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        match &tokens[..] {
            [TokenTree::Ident(name)] => Self::Named(name.to_string()),
            [
                TokenTree::Ident(key),
                TokenTree::Punct(_),
                TokenTree::Literal(name),
            ] if key == "feature" => Self::Named(name.to_string().trim_matches('"').to_owned()),
            [TokenTree::Ident(not), TokenTree::Group(inner)] if not == "not" => {
                Self::Not(Box::new(Self::of(inner.stream())))
            }
            _ => Self::Open,
        }
    }

    fn holds(&self, decided: &dyn Fn(&str) -> Option<bool>) -> Option<bool> {
        match self {
            Self::Named(name) => decided(name),
            Self::Not(inner) => inner.holds(decided).map(|holds| !holds),
            Self::Open => None,
        }
    }
}

/// A text, and what of it stands behind a guard.
#[derive(Debug)]
pub(super) struct Text {
    text: &'static str,
    guarded: Vec<Guarded>,
}

impl Text {
    pub(super) fn new(text: &'static str) -> Self {
        let mut guarded = Vec::new();
        // It is a part of this program, and compiled.
        if let Ok(tokens) = text.parse() {
            look(text, tokens, &mut guarded);
        }
        Self { text, guarded }
    }

    /// The text without what stands behind a guard that does not hold, and without the guards that
    /// do.
    pub(super) fn kept(&self, decided: &dyn Fn(&str) -> Option<bool>) -> String {
        let cuts = self.guarded.iter().filter_map(|piece| {
            let holds = piece.guard.holds(decided)?;
            Some(if holds {
                &piece.attribute
            } else {
                &piece.whole
            })
        });
        let mut cuts: Vec<&Range<usize>> = cuts.collect();
        // What is in a piece that is gone is gone with it, the attributes before it too.
        cuts.sort_by_key(|cut| (cut.start, usize::MAX - cut.end));
        let mut kept = String::with_capacity(self.text.len());
        let mut done = 0;
        for cut in cuts {
            if cut.start >= done {
                kept.push_str(&self.text[done..cut.start]);
                done = cut.end;
            }
        }
        kept.push_str(&self.text[done..]);
        kept
    }
}

fn look(text: &str, tokens: TokenStream, found: &mut Vec<Guarded>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let first = at;
        while let Some(attribute) = attribute(&tokens[at..]) {
            if let Some(guard) = guard(attribute) {
                let behind = &tokens[at + 2..];
                let length = length(behind);
                let start = line_start(text, tokens[first].span().byte_range().start);
                let last = tokens.get(at + 1 + length).unwrap_or(token);
                found.push(Guarded {
                    whole: start..line_end(text, last.span().byte_range().end),
                    attribute: line_start(text, tokens[at].span().byte_range().start)
                        ..line_end(text, attribute.span().byte_range().end),
                    guard,
                });
            }
            at += 2;
        }
        if at == first {
            if let TokenTree::Group(group) = token {
                look(text, group.stream(), found);
            }
            at += 1;
        }
    }
}

/// The inside of an attribute that tokens begin with.
fn attribute(tokens: &[TokenTree]) -> Option<&Group> {
    match tokens {
        [TokenTree::Punct(mark), TokenTree::Group(group), ..]
            if mark.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group)
        }
        _ => None,
    }
}

fn guard(attribute: &Group) -> Option<Guard> {
    let tokens: Vec<TokenTree> = attribute.stream().into_iter().collect();
    match &tokens[..] {
        [TokenTree::Ident(name), TokenTree::Group(inner)] if name == "cfg" => {
            Some(Guard::of(inner.stream()))
        }
        _ => None,
    }
}

/// How many tokens belong to what the attributes before them are for: an item, a statement, a field or
/// an arm, which may have more attributes.
fn length(tokens: &[TokenTree]) -> usize {
    let mut start = 0;
    while attribute(&tokens[start..]).is_some() {
        start += 2;
    }
    let word = |at: usize| match tokens.get(at) {
        Some(TokenTree::Ident(word)) => word.to_string(),
        _ => String::new(),
    };
    let mut at = start;
    if word(at) == "pub" {
        at += 1;
        let of = |it: &TokenTree| matches!(it, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis);
        at += usize::from(tokens.get(at).is_some_and(of));
    }
    let is = |mark: char| move |token: &TokenTree| matches!(token, TokenTree::Punct(it) if it.as_char() == mark);
    let block = |token: &TokenTree| matches!(token, TokenTree::Group(it) if it.delimiter() == Delimiter::Brace);
    let end = |ends: &dyn Fn(&TokenTree) -> bool| {
        let rest = &tokens[start..];
        let length = rest.iter().position(ends).map_or(rest.len(), |at| at + 1);
        start + length
    };
    match word(at).as_str() {
        "use" | "let" | "return" | "static" | "type" | "const" if word(at + 1) != "fn" => {
            end(&is(';'))
        }
        // Without `else`.
        "if" => end(&block),
        "fn" | "mod" | "impl" | "trait" | "struct" | "enum" | "const" | "async" => {
            end(&|token: &TokenTree| is(';')(token) || block(token))
        }
        _ => {
            // An arm with a block has no comma behind it.
            let arrow = |at: usize| at >= 2 && is('=')(&tokens[at - 2]) && is('>')(&tokens[at - 1]);
            let arm = (start..tokens.len()).find(|at| arrow(*at) && block(&tokens[*at]));
            let end = end(&|token: &TokenTree| is(',')(token) || is(';')(token));
            arm.map_or(end, |arm| end.min(arm + 1))
        }
    }
}

/// The start of the line, if nothing but space is between.
fn line_start(text: &str, at: usize) -> usize {
    text[..at].trim_end_matches(' ').len()
}

/// The start of the next line, if nothing is between.
fn line_end(text: &str, at: usize) -> usize {
    at + usize::from(text[at..].starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::Text;

    const TEXT: &str = r#"use a::B;
#[cfg(feature = "x")]
use c::{D, E};

/// About it.
#[cfg(feature = "x")]
#[derive(Debug)]
pub(crate) struct F<T> {
    all: T,
}

#[cfg(not(feature = "x"))]
mod without;

struct G {
    #[cfg(feature = "x")]
    x: fn(A) -> B,
    #[cfg(feature = "y")]
    y: u8,
}

fn h() -> u8 {
    #[cfg(feature = "x")]
    let i = { 1 };
    #[cfg(feature = "x")]
    j.k(i, l);
    #[cfg(feature = "x")]
    if let Some(m) = i {
        return m;
    }
    match m {
        #[cfg(feature = "x")]
        N(_) if o => {
            p();
        }
        #[cfg(feature = "x")]
        #[allow(q)]
        #[cfg(feature = "y")]
        Q => r(),
        _ => s,
    }
}

#[cfg(feature = "y")]
#[cfg(feature = "x")]
#[cfg(not(feature = "z"))]
type T = U;

#[cfg(test)]
mod tests {
    #[cfg(feature = "y")]
    fn j() {}
}
"#;

    #[test]
    fn what_is_guarded_goes_with_it() {
        let text = Text::new(TEXT);
        let with = |x: bool| {
            text.kept(&|name| match name {
                "x" => Some(x),
                "test" => Some(false),
                _ => None,
            })
        };
        insta::assert_snapshot!(format!("{}\n---- without x\n{}", with(true), with(false)));
    }
}
