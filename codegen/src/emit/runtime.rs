//! Copies the hand-written modules: without their tests, and without what is only for parts that
//! this crate does not have.
//!
//! What is for a part stands behind a feature of the package `codegen-runtime`. Of these features some
//! are those of the emitted crate, and stay; the others are decided here.

use super::context::Context;
use crate::Part;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// The modules under `src/wire`, by their path there.
pub(super) fn wire(context: &Context<'_>) -> Vec<(&'static str, String)> {
    copied(&WIRE, context)
}

/// The modules under `src/client`, by their path there.
pub(super) fn client(context: &Context<'_>) -> Vec<(&'static str, String)> {
    copied(&CLIENT, context)
}

type Sources = BTreeMap<&'static str, (&'static str, Vec<Guarded>)>;

/// They are looked at once: what depends on the API is only which guards hold.
static WIRE: LazyLock<Sources> = LazyLock::new(|| read(codegen_runtime::WIRE));
static CLIENT: LazyLock<Sources> = LazyLock::new(|| read(codegen_runtime::CLIENT));

fn read(sources: &[codegen_runtime::Source]) -> Sources {
    let sources = sources.iter();
    sources
        .map(|(path, text)| (*path, (*text, guarded_pieces(text))))
        .collect()
}

fn copied(sources: &Sources, context: &Context<'_>) -> Vec<(&'static str, String)> {
    let decided = |name: &str| decided(context, name);
    let of_part = |path: &str| {
        FOLDERS
            .iter()
            .all(|(part, of)| !path.starts_with(of) || context.has(*part))
    };
    let sources = sources.iter().filter(|(path, _)| of_part(path));
    sources
        .map(|(path, (text, guarded_pieces))| {
            (
                *path,
                context.of_this_crate(&kept(text, guarded_pieces, &decided)),
            )
        })
        .collect()
}

/// The files that are for one part alone, by the beginning of their path.
const FOLDERS: [(Part, &str); 3] = [
    (Part::Catalog, "catalog.rs"),
    (Part::Schemars, "schema.rs"),
    (Part::Validator, "validator/"),
];

/// Whether a guard holds in the emitted crate; `None` if cargo decides.
fn decided(context: &Context<'_>, name: &str) -> Option<bool> {
    match name {
        "test" => Some(false),
        "catalog" => Some(context.has(Part::Catalog)),
        "schemars" => (!context.has(Part::Schemars)).then_some(false),
        "validator" => (!context.has(Part::Validator)).then_some(false),
        _ => None,
    }
}

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

/// The text without what stands behind a guard that does not hold, and without the guards that do.
fn kept(text: &str, guarded_pieces: &[Guarded], decided: &dyn Fn(&str) -> Option<bool>) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut done = 0;
    for piece in guarded_pieces {
        let cut = match piece.guard.holds(decided) {
            Some(true) => &piece.attribute,
            Some(false) => &piece.whole,
            None => continue,
        };
        // What is in a piece that is gone is gone with it.
        if cut.start >= done {
            kept.push_str(&text[done..cut.start]);
            done = cut.end;
        }
    }
    kept.push_str(&text[done..]);
    kept
}

/// All that stands behind a guard, in the order of the text.
fn guarded_pieces(text: &str) -> Vec<Guarded> {
    let mut found = Vec::new();
    // It is a part of this program, and compiled.
    if let Ok(tokens) = text.parse() {
        look(text, tokens, &mut found);
    }
    found
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

/// How many tokens belong to what the attributes before them are for: an item, a statement or a field,
/// which may have more attributes.
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
        "use" | "let" | "return" | "static" | "const" if word(at + 1) != "fn" => end(&is(';')),
        "fn" | "mod" | "impl" | "trait" | "struct" | "enum" | "const" | "async" => {
            end(&|token: &TokenTree| is(';')(token) || block(token))
        }
        _ => end(&is(',')),
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
    use super::{FOLDERS, guarded_pieces, kept};

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
    i
}

#[cfg(test)]
mod tests {
    #[cfg(feature = "y")]
    fn j() {}
}
"#;

    #[test]
    fn what_is_guarded_goes_with_it() {
        let guarded_pieces = guarded_pieces(TEXT);
        let with = |x: bool| {
            kept(TEXT, &guarded_pieces, &|name| match name {
                "x" => Some(x),
                "test" => Some(false),
                _ => None,
            })
        };
        insta::assert_snapshot!(format!("{}\n---- without x\n{}", with(true), with(false)));
    }

    #[test]
    fn the_modules_are_rust_without_any_part() {
        let of_a_part = |path: &str| FOLDERS.iter().any(|(_, of)| path.starts_with(of));
        let sources = codegen_runtime::WIRE.iter().chain(codegen_runtime::CLIENT);
        for (path, text) in sources.filter(|(path, _)| !of_a_part(path)) {
            let text = kept(text, &guarded_pieces(text), &|name| match name {
                "test" | "catalog" | "schemars" | "validator" => Some(false),
                _ => None,
            });
            assert!(syn::parse_file(&text).is_ok(), "{path}:\n{text}");
            assert!(!text.contains("schemars"), "{path}:\n{text}");
        }
    }
}
