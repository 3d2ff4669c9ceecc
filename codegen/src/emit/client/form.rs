//! Emits what is done with each part of a form: it is held against its limits, and added.

use super::super::ident;
use super::super::scope::Scope;
use super::bounds;
use super::limits::{self, Limits};
use super::parameter;
use crate::ir::{Kind, ParameterStyle, Part, PartContent, Shape, Type};
use crate::openapi::keywords::JSON;
use proc_macro2::TokenStream;
use quote::quote;

/// Holds a part against its limits: itself, the arrays in it, and how many there are of a name.
pub(super) fn check(scope: &Scope<'_>, part: &Part, limits: &Limits<'_>) -> Option<TokenStream> {
    let (name, wire) = (&part.name, &part.wire);
    let at = || {
        let body = limits.body();
        quote!(#body.member(#wire))
    };
    let walk = |value: TokenStream, borrowed: TokenStream| match &part.content {
        PartContent::Json { ty, .. } | PartContent::Text { ty, .. } => {
            let within = bounds::of_part(scope, ty);
            let within = (!within.is_empty()).then(|| {
                let at = at();
                quote!(#at.within(#borrowed, &[#(#within),*])?;)
            });
            let walk = limits.walk(ty, &value, &at);
            (within.is_some() || walk.is_some()).then(|| quote!(#within #walk))
        }
        PartContent::File { several, .. } => {
            let range = limits::allowed(several.as_ref()?)?;
            let at = at();
            Some(quote!(#at.count(#value.len(), #range)?;))
        }
        PartContent::Others { .. } => None,
    };
    if matches!(part.content, PartContent::Others { .. }) {
        return None;
    }
    if part.required {
        return walk(quote!(request.#name), quote!(&request.#name));
    }
    let walk = walk(quote!(value), quote!(value))?;
    Some(quote!(if let Some(value) = &request.#name { #walk }))
}

/// Adds a part to the form.
pub(super) fn add(scope: &Scope<'_>, form: &TokenStream, part: &Part) -> TokenStream {
    let (name, constant) = (&part.name, ident::constant(&part.name));
    let value = if part.required {
        quote!(&request.#name)
    } else {
        quote!(request.#name.as_ref())
    };
    let added = match &part.content {
        PartContent::Json { ty, media_type } => {
            if matches!(ty.kind, Kind::Array(_)) {
                quote!(.json_each(#form::#constant, #media_type, #value))
            } else if media_type == JSON {
                quote!(.json(#form::#constant, #value))
            } else {
                quote!(.json_as(#form::#constant, #media_type, #value))
            }
        }
        PartContent::Text { style, ty, .. }
            if *style != ParameterStyle::Exploded || is_object(scope, ty) =>
        {
            let by = scope.import("super", "Style");
            let style = parameter::style(*style);
            quote!(.styled(#form::#constant, #by::#style, #value))
        }
        PartContent::Text { media_type, .. } => {
            let media_type = media_type
                .as_ref()
                .map_or_else(|| quote!(None), |it| quote!(Some(#it)));
            quote!(.text(#form::#constant, #media_type, #value))
        }
        PartContent::File { several: None, .. } => {
            quote!(.file_part(#form::#constant, request.#name))
        }
        PartContent::File { .. } => quote!(.file_parts(#form::#constant, request.#name)),
        PartContent::Others { ty: None } => quote!(.free(request.#name)),
        PartContent::Others { ty: Some(ty) } if is_object(scope, ty) => {
            quote!(.json_members(&request.#name))
        }
        PartContent::Others { ty: Some(_) } => quote!(.members(&request.#name)),
    };
    if part.headers.is_empty() {
        return quote!(#added?);
    }
    let headers = part.headers.iter();
    let lines: Vec<String> = headers
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let lines = lines.concat();
    quote!(.headed(#lines, |form| form #added)?)
}

fn is_object(scope: &Scope<'_>, ty: &Type) -> bool {
    let shape = ty.named().map(|id| &scope.context.def(id).shape);
    matches!(shape, Some(Shape::Struct(_) | Shape::Union(_)))
}
