//! Writes doc comments from the descriptions of a document.
//!
//! Descriptions are somebody else's Markdown and are rewritten; the source of the statement is added.

use crate::ir::{Direction, Docs, Kind, Origin, Standing, Struct, Type, Union};
use crate::markdown;
use proc_macro2::TokenStream;
use quote::quote;

/// Columns between the `/// ` of an item at the margin and the end of the line.
const WIDTH: usize = 96;

/// Docs of an item that is indented by `indent` columns. `otherwise` stands in where the document
/// has no description.
pub(super) fn item(docs: &Docs, origin: &Origin, otherwise: &str, indent: usize) -> TokenStream {
    let mut paragraphs = vec![description(docs).unwrap_or(otherwise).to_owned()];
    if docs.deprecated {
        paragraphs.push("Deprecated.".to_owned());
    }
    paragraphs.extend(remarks(docs));
    paragraphs.extend(source(origin));
    let paragraphs: Vec<_> = paragraphs
        .iter()
        .map(|text| wrapped(text, indent))
        .collect();
    own(&paragraphs.join("\n\n"))
}

/// Docs with what is said of the items of an array behind them.
pub(super) fn with_items(docs: &Docs, ty: &Type, otherwise: &str) -> Docs {
    let mut items = Vec::new();
    let mut here = ty;
    while let Kind::Array(inner) = &here.kind {
        here = inner;
        let Some(about) = &here.about else { continue };
        items.extend(each("item", about));
    }
    with_more(docs, items, otherwise)
}

/// Docs with what is said of the members without a name behind them, and of those that do not travel.
pub(super) fn with_others(docs: &Docs, object: &Struct, otherwise: &str) -> Docs {
    let others = object.others.as_deref();
    let about = others.and_then(|others| others.ty.about.as_deref());
    let said = about.and_then(|about| each("member without a name here", about));
    let closed = "There are no other members.".to_owned();
    let closed = object.is_closed().then_some(closed);
    let more = said.into_iter().chain(closed).chain(withheld(object));
    let more = more.collect();
    with_more(docs, more, otherwise)
}

fn withheld(object: &Struct) -> Option<String> {
    let names = |only| {
        let fields = object.fields.iter().filter(|field| !field.travels);
        let fields = fields.filter(move |field| field.only == Some(only));
        let names: Vec<String> = fields.map(|field| code(&field.wire)).collect();
        (!names.is_empty()).then(|| names.join(", "))
    };
    let come = names(Direction::Response).map(|it| format!("Only in answers, and not here: {it}."));
    let go =
        || names(Direction::Request).map(|it| format!("Only in requests, and not here: {it}."));
    come.or_else(go)
}

/// Docs of a choice, with what decides where a value may be several of its variants.
pub(super) fn with_order(docs: &Docs, union: &Union, otherwise: &str) -> Docs {
    let tag = union.tag.as_ref().map(|tag| {
        let member = code(&tag.member);
        format!("Its member {member} says which of these an object is.")
    });
    let order = "A value that may be several of these is the first of them that it can be read as.";
    let order = union.in_order.then(|| order.to_owned());
    with_more(docs, tag.into_iter().chain(order).collect(), otherwise)
}

fn each(what: &str, about: &Docs) -> Option<String> {
    let deprecated = about.deprecated.then(|| "Deprecated.".to_owned());
    let said = description(about).map(str::to_owned).into_iter();
    let said: Vec<String> = said.chain(deprecated).chain(remarks(about)).collect();
    (!said.is_empty()).then(|| format!("Each {what}: {}", said.join(" ")))
}

fn with_more(docs: &Docs, more: Vec<String>, otherwise: &str) -> Docs {
    let mut docs = docs.clone();
    if !more.is_empty() {
        let own = description(&docs).unwrap_or(otherwise).to_owned();
        let paragraphs: Vec<String> = std::iter::once(own).chain(more).collect();
        docs.description = Some(paragraphs.join("\n\n"));
    }
    docs
}

/// The description, or else the title.
pub(super) fn description(docs: &Docs) -> Option<&str> {
    let text = docs.description.as_deref().or(docs.title.as_deref())?;
    Some(text.trim()).filter(|text| !text.is_empty())
}

/// A name of the document, as code.
pub(super) fn code(name: &str) -> String {
    markdown::code(name)
}

/// A sentence for what has a name and no description.
pub(super) fn named(name: &str) -> String {
    format!("{}.", code(name))
}

/// Docs of the generator's own: short, and with links that are meant as such.
pub(super) fn own(words: &str) -> TokenStream {
    quote!(#[doc = #words])
}

/// The same at the head of a file.
pub(super) fn head(words: &str) -> TokenStream {
    quote!(#![doc = #words])
}

/// Markdown that may not know rustdoc, rewritten for it.
pub(super) fn wrapped(text: &str, indent: usize) -> String {
    markdown::rewritten(text, WIDTH.saturating_sub(indent))
}

/// What the document remarks and neither types nor schemas insist on.
fn remarks(docs: &Docs) -> Option<String> {
    let mut text = Vec::new();
    if let Some(default) = &docs.default {
        text.push(format!("Default: {}.", code(&default.to_string())));
    }
    if let Some(format) = &docs.format {
        text.push(format!("Format: {}.", code(format)));
    }
    if docs.read_only {
        text.push("Only in answers.".to_owned());
    }
    if docs.write_only {
        text.push("Only in requests.".to_owned());
    }
    text.extend(docs.see.clone());
    Some(text.join(" ")).filter(|text| !text.is_empty())
}

fn source(origin: &Origin) -> Option<String> {
    let standing = origin.standing.map(|standing| match standing {
        Standing::Documented => "documented",
        Standing::Observed => "observed",
        Standing::Inferred => "inferred",
    });
    let mut text = match (&origin.source, standing) {
        (Some(source), Some(standing)) => format!("Source: {}, {standing}.", source.trim()),
        (Some(source), None) => format!("Source: {}.", source.trim()),
        (None, Some(standing)) => format!("Source: {standing}."),
        (None, None) => String::new(),
    };
    if let Some(conflict) = &origin.conflict {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str("Decided in conflict ");
        text.push_str(&code(conflict));
        text.push('.');
    }
    Some(text).filter(|text| !text.is_empty())
}
