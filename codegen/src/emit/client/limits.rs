//! Limits on how many items the arrays of a body have, asked before it is sent.
//!
//! They stand apart from the schema's other rules because what breaks them is refused here rather
//! than left to the service: it may answer for some of the items, and charge for all.

use super::super::context::Context;
use super::super::ident;
use crate::ir::{Field, Kind, Presence, Sensitivity, Shape};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A check for each array with limits that is a member of the type, of which one is at `place`.
pub(super) fn checks(
    context: &Context<'_>,
    ty: &str,
    place: &TokenStream,
    pointer: &str,
) -> Vec<TokenStream> {
    match context.find(ty).map(|def| &def.shape) {
        Some(Shape::Struct(object)) => object
            .fields
            .iter()
            .filter_map(|field| check(field, place, pointer))
            .collect(),
        _ => Vec::new(),
    }
}

fn check(field: &Field, place: &TokenStream, pointer: &str) -> Option<TokenStream> {
    let Kind::Array(_) = &field.ty.kind else {
        return None;
    };
    let limit = |keyword: &str| {
        let rule = field.ty.rules.iter().find(|rule| rule.keyword == keyword)?;
        usize::try_from(rule.value.as_u64()?).ok()
    };
    let (least, most) = (limit("minItems"), limit("maxItems"));
    if least.unwrap_or_default() == 0 && most.is_none() {
        return None;
    }
    let least = Literal::usize_unsuffixed(least.unwrap_or_default());
    let most = most.map_or_else(
        || quote!(usize::MAX),
        |most| {
            let most = Literal::usize_unsuffixed(most);
            quote!(#most)
        },
    );
    let name = ident::ident(&field.name);
    let escaped = field.wire.replace('~', "~0").replace('/', "~1");
    let member = format!("{pointer}/{escaped}");
    let exposed = (field.ty.sensitivity != Sensitivity::Public).then(|| quote!(.expose()));
    let check =
        |items: TokenStream| quote!(count(#member, #items #exposed.len(), #least..=#most)?;);
    Some(match field.presence {
        Presence::Required => check(quote!(#place.#name)),
        Presence::Optional => {
            let check = check(quote!(items));
            quote!(if let Some(items) = &#place.#name { #check })
        }
        Presence::RequiredNullable => {
            let check = check(quote!(items));
            quote!(if let Some(items) = #place.#name.as_option() { #check })
        }
        Presence::OptionalNullable => {
            let check = check(quote!(items));
            let items = quote!(#place.#name.as_ref().and_then(wire::Nullable::as_option));
            quote!(if let Some(items) = #items { #check })
        }
    })
}
