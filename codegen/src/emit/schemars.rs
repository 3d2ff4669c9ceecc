//! Attributes for `schemars`, so that the schema derived from a type accepts what the document's
//! own schema accepts.
//!
//! It stands apart because every emitted type carries them and none depends on them: they say in
//! schema terms what the type's fields cannot.

use super::print::tight;
use super::{ident, rules};
use crate::ir::{Field, Kind, Rule, Type, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value as Json;

/// Columns that an attribute may take.
const WIDTH: usize = 100;

/// Attributes that are there with the feature only, as few as fit on lines.
pub(super) fn attributes(
    said: impl IntoIterator<Item = TokenStream>,
    indent: usize,
) -> TokenStream {
    let around = "#[cfg_attr(feature = \"schemars\", schemars())]".len() + indent;
    let mut lines: Vec<(usize, Vec<TokenStream>)> = Vec::new();
    for content in said {
        let width = tight(content.clone()).len();
        match lines.last_mut() {
            Some((taken, line)) if around + *taken + 2 + width <= WIDTH => {
                *taken += 2 + width;
                line.push(content);
            }
            _ => lines.push((width, vec![content])),
        }
    }
    let lines = lines
        .into_iter()
        .map(|(_, line)| quote!(#[cfg_attr(feature = "schemars", schemars(#(#line),*))]));
    quote!(#(#lines)*)
}

/// The derive, and what has to be said of the type as a whole.
pub(super) fn container(def: &TypeDef, of_whole: &[Rule], extra: &[TokenStream]) -> TokenStream {
    let rename = (def.schema != def.name).then(|| {
        let name = &def.schema;
        quote!(rename = #name)
    });
    let rules = rules::sorted(of_whole);
    let rules = rules.iter().map(extend);
    let said = attributes(
        rename.into_iter().chain(extra.iter().cloned()).chain(rules),
        0,
    );
    quote! {
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #said
    }
}

/// What has to be said of a field.
pub(super) fn field(field: &Field, forbids_null: bool) -> TokenStream {
    let rename = (field.wire != field.name).then(|| {
        let wire = &field.wire;
        quote!(rename = #wire)
    });
    let rules = rules::of(&field.ty);
    let rules = rules.iter().map(extend);
    let not_null = forbids_null.then(|| quote!(transform = wire::schema::not_null));
    let items = items(&field.ty);
    attributes(
        rename.into_iter().chain(rules).chain(not_null).chain(items),
        4,
    )
}

/// What a field or a variant is that no schema knows of.
pub(super) fn skipped() -> TokenStream {
    attributes([quote!(skip)], 4)
}

/// Rules of the items of an array, of their items, and so on.
fn items(ty: &Type) -> Vec<TokenStream> {
    let mut said = Vec::new();
    let mut depth = 0_usize;
    let mut here = ty;
    while let Kind::Array(inner) = &here.kind {
        depth += 1;
        here = inner;
        let depth = Literal::usize_unsuffixed(depth);
        said.extend(rules::of(here).iter().map(|rule| {
            let (keyword, value) = (&rule.keyword, rule.value.to_string());
            quote!(transform = wire::schema::items(#depth, #keyword, #value))
        }));
    }
    said
}

fn extend(rule: &Rule) -> TokenStream {
    let (keyword, value) = (&rule.keyword, json(&rule.value));
    quote!(extend(#keyword = #value))
}

/// A JSON value as `serde_json::json!` takes it.
fn json(value: &Json) -> TokenStream {
    match value {
        Json::Null => quote!(null),
        Json::Bool(value) => quote!(#value),
        Json::String(value) => quote!(#value),
        Json::Number(value) => number(value),
        Json::Array(items) => {
            let items = items.iter().map(json);
            quote!([#(#items),*])
        }
        Json::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let value = json(value);
                quote!(#name: #value)
            });
            quote!({#(#members),*})
        }
    }
}

fn number(value: &serde_json::Number) -> TokenStream {
    const BOUNDS: [(i64, &str, &str); 4] = [
        (i32::MIN as i64, "i32", "MIN"),
        (i32::MAX as i64, "i32", "MAX"),
        (i64::MIN, "i64", "MIN"),
        (i64::MAX, "i64", "MAX"),
    ];

    let Some(whole) = value.as_i64() else {
        // What is left is beyond 64 bits with a sign, or has a fraction; both are written as they are.
        let literal = value.as_u64().map(Literal::u64_suffixed);
        let literal = literal.or_else(|| {
            value
                .as_f64()
                .map(|double| Literal::f64_unsuffixed(double.abs()))
        });
        let sign = value
            .as_f64()
            .is_some_and(|double| double < 0.0)
            .then(|| quote!(-));
        return quote!(#sign #literal);
    };
    if let Some((_, ty, name)) = BOUNDS.iter().find(|(bound, ..)| *bound == whole) {
        let (ty, name) = (ident::ident(ty), ident::ident(name));
        return quote!(#ty::#name);
    }
    let sign = (whole < 0).then(|| quote!(-));
    let digits = whole.unsigned_abs();
    let literal = if i32::try_from(whole).is_ok() {
        Literal::u64_unsuffixed(digits)
    } else {
        // As a signed number: `digits` fits, for the one that would not is a bound.
        Literal::i64_suffixed(i64::try_from(digits).unwrap_or(i64::MAX))
    };
    quote!(#sign #literal)
}
