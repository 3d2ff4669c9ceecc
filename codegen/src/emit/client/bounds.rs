//! Emits the limits of what travels as text: parameters, and the parts of a form that are no objects.
//!
//! They are data, which the client holds a value against before anything is sent.

use super::super::scope::Scope;
use crate::ir::{Keyword, Kind, Rule, Shape, Type};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value as Json;

/// The limits of a value, those of its items and of its members among them.
pub(super) fn of(scope: &Scope<'_>, ty: &Type) -> Vec<TokenStream> {
    let bound = || scope.import("super", "Bound");
    let own = ty.rules.iter().filter_map(|rule| of_rule(rule, &bound));
    let inner = match &ty.kind {
        Kind::Array(items) => {
            let within = of_scalar(items, &bound);
            let bound = (!within.is_empty()).then(&bound);
            bound.map(|bound| vec![quote!(#bound::Items(&[#(#within),*]))])
        }
        Kind::Named(id) => match &scope.context.def(*id).shape {
            Shape::Struct(object) => {
                let members = object.travelling().filter_map(|field| {
                    let within = of_scalar(&field.ty, &bound);
                    let bound = (!within.is_empty()).then(&bound)?;
                    let wire = &field.wire;
                    Some(quote!(#bound::Member(#wire, &[#(#within),*])))
                });
                Some(members.collect())
            }
            _ => None,
        },
        _ => None,
    };
    own.chain(inner.into_iter().flatten()).collect()
}

/// Those of a part of a form. How many items an array has is looked at where all arrays are, and an
/// object is JSON.
pub(super) fn of_part(scope: &Scope<'_>, part: &Type) -> Vec<TokenStream> {
    if part.named().is_some() {
        return Vec::new();
    }
    let counted = |rule: &Rule| matches!(rule.keyword, Keyword::MinItems | Keyword::MaxItems);
    let mut part = part.clone();
    part.rules.retain(|rule| !counted(rule));
    of(scope, &part)
}

/// Those of a value in another one. Objects in objects travel as JSON.
fn of_scalar(ty: &Type, bound: &dyn Fn() -> TokenStream) -> Vec<TokenStream> {
    let own = ty.rules.iter().filter_map(|rule| of_rule(rule, bound));
    let items = match &ty.kind {
        Kind::Array(items) => of_scalar(items, bound),
        _ => Vec::new(),
    };
    let items = (!items.is_empty()).then(|| {
        let bound = bound();
        quote!(#bound::Items(&[#(#items),*]))
    });
    own.chain(items).collect()
}

fn of_rule(rule: &Rule, bound: &dyn Fn() -> TokenStream) -> Option<TokenStream> {
    if !rule.keyword.is_bound() {
        return None;
    }
    let text = rule.value.to_string();
    let value = match rule.keyword {
        Keyword::MinLength | Keyword::MaxLength | Keyword::MinItems | Keyword::MaxItems => {
            let count = Literal::usize_unsuffixed(count(&rule.value)?);
            quote!(#count)
        }
        Keyword::Enum => {
            let values = rule.value.as_array()?.iter().map(Json::to_string);
            quote!(&[#(#values),*])
        }
        _ => quote!(#text),
    };
    let bound = bound();
    Some(match rule.keyword {
        Keyword::Minimum => quote!(#bound::Minimum(#value)),
        Keyword::Maximum => quote!(#bound::Maximum(#value)),
        Keyword::ExclusiveMinimum => quote!(#bound::ExclusiveMinimum(#value)),
        Keyword::ExclusiveMaximum => quote!(#bound::ExclusiveMaximum(#value)),
        Keyword::MultipleOf => quote!(#bound::MultipleOf(#value)),
        Keyword::MinLength => quote!(#bound::MinLength(#value)),
        Keyword::MaxLength => quote!(#bound::MaxLength(#value)),
        Keyword::MinItems => quote!(#bound::MinItems(#value)),
        Keyword::MaxItems => quote!(#bound::MaxItems(#value)),
        _ => quote!(#bound::Enum(#value)),
    })
}

/// A count, which may be written as `3.0`. One of more than 32 bits is that of any value here.
fn count(value: &Json) -> Option<usize> {
    let whole = value.as_u64().or_else(|| {
        let double = value.as_f64().filter(|it| it.fract() == 0.0)?;
        format!("{double:.0}").parse().ok()
    });
    let most = usize::try_from(u32::MAX).ok()?;
    whole.map(|it| usize::try_from(it).map_or(most, |it| it.min(most)))
}
