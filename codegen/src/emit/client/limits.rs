//! Emits the limits on how many items the arrays of a body have, and what is base64 in it, checked
//! before it is sent.
//!
//! They are checked here rather than by the service because it may answer for some of the items,
//! and charge for all.

use super::super::print::blank;
use super::super::scope::Scope;
use super::super::unions::alike;
use crate::ir::{
    Direction, Field, Keyword, Kind, Presence, Rule, Sensitivity, Shape, Type, TypeDef, TypeId,
    UnionVariant,
};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The types that have arrays with limits, or base64, or have what has them.
pub(super) struct Limits<'a> {
    scope: &'a Scope<'a>,
    types: BTreeSet<TypeId>,
}

impl<'a> Limits<'a> {
    pub(super) fn new(scope: &'a Scope<'a>) -> Self {
        let mut limits = Self {
            scope,
            types: BTreeSet::new(),
        };
        // Types may hold each other, so they are asked until nothing is new.
        loop {
            let types = scope.context.api.types.iter();
            let new = types.filter(|(id, def)| !limits.types.contains(id) && limits.has(def));
            let found: Vec<TypeId> = new.map(|(id, _)| id).collect();
            if found.is_empty() {
                return limits;
            }
            limits.types.extend(found);
        }
    }

    fn has(&self, def: &TypeDef) -> bool {
        match &def.shape {
            Shape::Struct(object) => object.travelling().any(|field| self.within(&field.ty)),
            Shape::Union(union) => union.variants.iter().any(|it| self.within(&it.ty)),
            Shape::Value(value) => self.within(&value.ty),
            Shape::Enum(_) | Shape::Multipart(_) => false,
        }
    }

    fn within(&self, ty: &Type) -> bool {
        match &ty.kind {
            Kind::Named(id) => self.types.contains(id),
            Kind::Array(items) => allowed(&ty.rules).is_some() || self.within(items),
            Kind::String => is_base64(ty),
            _ => false,
        }
    }

    /// An implementation for each such type that is sent.
    pub(super) fn impls(&self) -> Vec<TokenStream> {
        let types = self.scope.context.api.types.iter();
        let sent = types
            .filter(|(id, def)| def.direction != Direction::Response && self.types.contains(id));
        sent.map(|(id, def)| {
            let (name, gap) = (self.scope.in_types(id), blank());
            let [limited, place, error] =
                ["Limited", "Place", "BuildError"].map(|name| self.scope.import("super", name));
            let body = self.of_type(def);
            quote! {
                #gap
                impl #limited for #name {
                    fn limits(&self, at: &#place<'_>) -> Result<(), #error> {
                        #body
                    }
                }
            }
        })
        .collect()
    }

    fn of_type(&self, def: &TypeDef) -> TokenStream {
        match &def.shape {
            Shape::Union(union) => {
                let variants = union.variants.iter();
                let (some, none): (Vec<_>, Vec<_>) =
                    variants.partition(|variant| self.within(&variant.ty));
                let (ids, others): (Vec<&UnionVariant>, Vec<&UnionVariant>) =
                    some.into_iter().partition(|variant| variant.id().is_some());
                let ids = alike(ids).into_iter().map(|variants| {
                    let names = variants.iter().map(|variant| &variant.name);
                    quote!(#(Self::#names(value))|* => value.limits(at),)
                });
                let others = others.into_iter().map(|variant| {
                    let name = &variant.name;
                    // The place is given as a reference.
                    let walk = self.walk(&variant.ty, &quote!(value), &|| quote!(at));
                    quote!(Self::#name(value) => { #walk Ok(()) })
                });
                let some = ids.chain(others);
                let free = none.iter().map(|variant| &variant.name);
                let free = (!none.is_empty()).then(|| quote!(#(Self::#free(_))|* => Ok(()),));
                quote!(match self { #(#some)* #free })
            }
            Shape::Struct(object) => {
                let checks = object.travelling().filter_map(|field| self.member(field));
                quote!(#(#checks)* Ok(()))
            }
            Shape::Value(value) => {
                let held = if value.nullable {
                    quote!(value)
                } else {
                    quote!(self.0)
                };
                // The place is given as a reference.
                let walk = match &value.ty.kind {
                    Kind::Named(id) if self.types.contains(id) => Some(quote!(#held.limits(at)?;)),
                    _ => self.walk(&value.ty, &held, &|| quote!(at)),
                };
                match walk {
                    Some(walk) if value.nullable => {
                        quote!(if let Some(value) = &self.0 { #walk } Ok(()))
                    }
                    walk => quote!(#walk Ok(())),
                }
            }
            Shape::Enum(_) | Shape::Multipart(_) => quote!(Ok(())),
        }
    }

    fn member(&self, field: &Field) -> Option<TokenStream> {
        let (name, wire) = (&field.name, &field.wire);
        let walk = |value| self.walk(&field.ty, &value, &|| quote!(at.member(#wire)));
        let value = match field.presence {
            Presence::Required => return walk(quote!(self.#name)),
            Presence::Optional => quote!(&self.#name),
            Presence::RequiredNullable => quote!(self.#name.as_option()),
            Presence::OptionalNullable => {
                let wire = self.scope.import("crate", "wire");
                quote!(self.#name.as_ref().and_then(#wire::Nullable::as_option))
            }
        };
        let walk = walk(quote!(value))?;
        Some(quote!(if let Some(value) = #value { #walk }))
    }

    /// The place of a whole body.
    pub(super) fn body(&self) -> TokenStream {
        let place = self.scope.import("super", "Place");
        quote!(#place::Body)
    }

    /// Looks at a value and its place. `None` when there is nothing to look at.
    pub(super) fn walk(
        &self,
        ty: &Type,
        value: &TokenStream,
        at: &dyn Fn() -> TokenStream,
    ) -> Option<TokenStream> {
        let exposed = (ty.sensitivity != Sensitivity::Public).then(|| quote!(.expose()));
        let value = quote!(#value #exposed);
        match &ty.kind {
            Kind::Named(id) if self.types.contains(id) => {
                let at = at();
                Some(quote!(#value.limits(&#at)?;))
            }
            Kind::Array(items) => {
                let own = allowed(&ty.rules).map(|range| {
                    let at = at();
                    quote!(#at.count(#value.len(), #range)?;)
                });
                let each = self.walk(items, &quote!(item), &|| {
                    let at = at();
                    quote!(#at.item(index))
                });
                let each = each
                    .map(|walk| quote!(for (index, item) in #value.iter().enumerate() { #walk }));
                (own.is_some() || each.is_some()).then(|| quote!(#own #each))
            }
            Kind::String if is_base64(ty) => {
                let at = at();
                Some(quote!(#at.base64(#value.as_str())?;))
            }
            _ => None,
        }
    }
}

/// How many items an array may have, where that is limited.
pub(super) fn allowed(rules: &[Rule]) -> Option<TokenStream> {
    let limit = |keyword| {
        let rule = rules.iter().find(|rule| rule.keyword == keyword)?;
        usize::try_from(rule.value.as_u64()?).ok()
    };
    let (least, most) = (
        limit(Keyword::MinItems).unwrap_or_default(),
        limit(Keyword::MaxItems),
    );
    let start = Literal::usize_unsuffixed(least);
    match most {
        Some(most) => {
            let most = Literal::usize_unsuffixed(most);
            Some(quote!(#start..=#most))
        }
        None => (least > 0).then(|| quote!(#start..=usize::MAX)),
    }
}

/// Whether a string holds base64.
fn is_base64(ty: &Type) -> bool {
    let mut encodings = ty
        .rules
        .iter()
        .filter(|rule| rule.keyword == Keyword::ContentEncoding);
    encodings.any(|rule| rule.value.as_str() == Some("base64"))
}
