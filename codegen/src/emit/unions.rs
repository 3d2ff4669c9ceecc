//! Emits one of several values: an enum of them.

use super::print::blank;
use super::scope::Scope;
use super::{docs, ident, scalars, schemars};
use crate::ir::{
    Docs, Enum, Guard, Kind, Origin, Sensitivity, Shape, Type, TypeDef, TypeName, Union,
    UnionVariant,
};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value as Json;
use std::collections::BTreeSet;

pub(super) fn emit(scope: &Scope<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let declaration = declaration(scope, def, union);
    let travel = travel(scope, def, union);
    let gap = blank();
    quote!(#declaration #gap #travel)
}

fn declaration(scope: &Scope<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let otherwise = docs::named(&def.schema);
    let own = docs::with_order(&def.docs, union, &otherwise);
    let about = docs::item(&own, &def.origin, &otherwise, 0);
    let wire = scope.wire_module();
    let exclusive = quote!(transform = #wire::schema::exclusive);
    let mut extra = vec![quote!(untagged)];
    extra.extend(union.exclusive.then_some(exclusive));
    let schema = schemars::container(scope, def, &[], &extra);
    let variants = union.variants.iter().map(|variant| {
        let (name, held) = (&variant.name, held(scope, &variant.ty));
        let about = variant_docs(scope, &variant.ty);
        let schema = schemars::variant(scope, &variant.ty);
        quote!(#about #schema #name(#held),)
    });
    quote! {
        #about
        #[derive(Debug, Clone, PartialEq)]
        #schema
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    }
}

/// The type of what a variant holds: of an object, and of another choice, in a box, so that all are of
/// one size and may hold each other.
fn held(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    let held = scope.ty(ty);
    if set(scope, ty).is_none() && matches!(ty.kind, Kind::Named(_)) {
        quote!(Box<#held>)
    } else {
        held
    }
}

fn variant_docs(scope: &Scope<'_>, ty: &Type) -> TokenStream {
    let otherwise = match &ty.kind {
        Kind::Named(id) => format!("[`{}`].", scope.context.def(*id).name),
        Kind::Bool => "A boolean.".to_owned(),
        Kind::String => "A string.".to_owned(),
        Kind::Array(_) => "An array.".to_owned(),
        Kind::Any => "Any value.".to_owned(),
        kind if kind.is_integer() => "An integer.".to_owned(),
        _ => "A number.".to_owned(),
    };
    let about = ty.about.as_deref().cloned().unwrap_or_default();
    let about = docs::with_items(&about, ty, &otherwise);
    if about == Docs::default() {
        docs::own(&otherwise)
    } else {
        docs::item(&about, &Origin::default(), &otherwise, 4)
    }
}

/// The set of values that a type is, with its name.
fn set<'a>(scope: &Scope<'a>, ty: &Type) -> Option<(&'a Enum, TokenStream)> {
    let Kind::Named(id) = ty.kind else {
        return None;
    };
    match &scope.context.def(id).shape {
        Shape::Enum(list) => Some((list, scope.named(id))),
        _ => None,
    }
}

/// The types of the scalars that a type has room for: of a set, those that no list has too.
fn types(scope: &Scope<'_>, ty: &Type) -> BTreeSet<TypeName> {
    use TypeName::{Boolean, Integer, Number, String};
    let number = [Integer, Number];
    match &ty.kind {
        Kind::Bool => [Boolean].into(),
        Kind::String => [String].into(),
        kind if kind.is_integer() => [Integer].into(),
        kind if kind.is_number() => number.into(),
        _ => {
            let mut types = set(scope, ty).map_or_else(BTreeSet::new, |(list, _)| list.types());
            if types.contains(&Number) {
                types.extend(number);
            }
            types
        }
    }
}

/// The variants, those that hold the same together: arms that do the same are one.
pub(super) fn alike<'a>(
    variants: impl IntoIterator<Item = &'a UnionVariant>,
) -> Vec<Vec<&'a UnionVariant>> {
    let mut groups: Vec<Vec<&UnionVariant>> = Vec::new();
    for variant in variants {
        let same = |other: &&UnionVariant| holds_same(&other.ty, &variant.ty);
        match groups.iter_mut().find(|group| group.iter().any(same)) {
            Some(group) => group.push(variant),
            None => groups.push(vec![variant]),
        }
    }
    groups
}

fn holds_same(one: &Type, other: &Type) -> bool {
    (one.sensitivity, one.format) == (other.sensitivity, other.format)
        && match (&one.kind, &other.kind) {
            (Kind::Array(one), Kind::Array(other)) => holds_same(one, other),
            (one, other) => one == other,
        }
}

fn travel(scope: &Scope<'_>, def: &TypeDef, union: &Union) -> TokenStream {
    let name = &def.name;
    let (wire, serializer) = (scope.wire_module(), scope.import("serde", "Serializer"));
    let read = read(scope, union);
    let arms = alike(&union.variants).into_iter().map(|variants| {
        let variants = variants.iter().map(|variant| &variant.name);
        quote!(#(Self::#variants(value))|* => #wire::Value::encode(value, serializer),)
    });
    let gap = blank();
    quote! {
        impl #wire::Union for #name {
            fn read(text: &str) -> Option<Self> {
                #read
            }
            #gap
            fn write<S: #serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { #(#arms)* }
            }
        }
        #gap
        #wire::impl_value!(Union, #name);
    }
}

/// Whether the tag of some is no string.
fn has_other_tags(union: &Union) -> bool {
    union.variants.iter().any(|variant| match &variant.guard {
        Guard::Tagged { values, .. } => !values.iter().all(Json::is_string),
        _ => false,
    })
}

/// Tries what the tag names, and then the variants.
fn read(scope: &Scope<'_>, union: &Union) -> TokenStream {
    let wire = scope.wire_module();
    let shared = |variant: &UnionVariant, list: &Enum| {
        let mut others = union
            .variants
            .iter()
            .filter(|it| !std::ptr::eq(*it, variant));
        list.open
            && list.listed
            && others.any(|it| {
                let (own, other) = (types(scope, &variant.ty), types(scope, &it.ty));
                !own.is_disjoint(&other)
            })
    };
    let scalar = has_other_tags(union);
    let fits = |variant: &UnionVariant| {
        let name = &variant.name;
        quote!(#wire::fits(text).map(Self::#name))
    };
    let by_name = union.variants.iter().filter_map(|variant| {
        let (Guard::Named { values, .. }, name) = (&variant.guard, &variant.name) else {
            return None;
        };
        Some((None, quote!(tag.named(&[#(#values),*]).map(Self::#name))))
    });
    let in_turn = union.tries.iter().filter_map(|at| union.variants.get(*at));
    let tried = in_turn.filter_map(|variant| {
        let name = &variant.name;
        let attempt = match (&variant.guard, set(scope, &variant.ty)) {
            (Guard::Named { only: true, .. }, _) => return None,
            (Guard::Tagged { values, always }, _) => {
                let is = if *always {
                    quote!(named)
                } else {
                    quote!(not_other)
                };
                let values = values.iter().map(|value| match value.as_str() {
                    Some(text) if !scalar => text.to_owned(),
                    _ => scalars::text(value),
                });
                quote!(tag.#is(&[#(#values),*]).map(Self::#name))
            }
            (_, Some((list, name))) if shared(variant, list) => known(scope, variant, &name),
            _ => fits(variant),
        };
        let required = match &variant.guard {
            Guard::Requires(names) => Some(names),
            _ => None,
        };
        Some((required, attempt))
    });
    // A value that no list has is kept where nothing else takes it.
    let sets = union
        .variants
        .iter()
        .filter_map(|variant| Some((variant, set(scope, &variant.ty)?.0)));
    let free = union
        .variants
        .iter()
        .filter(|variant| set(scope, &variant.ty).is_none());
    let mut taken: BTreeSet<TypeName> =
        free.flat_map(|variant| types(scope, &variant.ty)).collect();
    let unknown = sets.filter(|(variant, list)| {
        let mut new = false;
        for name in types(scope, &variant.ty) {
            new |= taken.insert(name);
        }
        new && shared(variant, list)
    });
    let unknown: Vec<_> = unknown.map(|(variant, _)| (None, fits(variant))).collect();
    let tried: Vec<_> = by_name.chain(tried).chain(unknown).collect();
    let tag = union.tag.as_ref().map(|tag| {
        let member = &tag.member;
        let of = ident::ident(if scalar { "of_scalar" } else { "of" });
        quote!(let tag = #wire::Tag::#of(text, #member);)
    });
    let read = chained(&wire, &tried);
    quote!(#tag #read)
}

/// One attempt after the other. Where members that an object must have are there, there is no other.
fn chained(wire: &TokenStream, tried: &[(Option<&Vec<String>>, TokenStream)]) -> TokenStream {
    let plain = tried.iter().take_while(|(required, _)| required.is_none());
    let plain: Vec<&TokenStream> = plain.map(|(_, attempt)| attempt).collect();
    let rest = tried.get(plain.len()..).unwrap_or_default();
    let rest = match rest {
        [(Some(names), attempt), behind @ ..] if !behind.is_empty() => {
            let asks = matches!(behind, [(Some(_), _), _, ..]);
            let behind = chained(wire, behind);
            let behind = if asks { behind } else { quote!({ #behind }) };
            Some(quote!(if #wire::requires(text, &[#(#names),*]) { #attempt } else #behind))
        }
        [(_, attempt), ..] => Some(attempt.clone()),
        [] => None,
    };
    if let Some((first, others)) = plain.split_first() {
        let others = others.iter().copied().chain(&rest);
        quote!(#first #(.or_else(|| #others))*)
    } else {
        quote!(#rest)
    }
}

/// Reads a value that a list has.
fn known(scope: &Scope<'_>, variant: &UnionVariant, list: &TokenStream) -> TokenStream {
    let (name, wire) = (&variant.name, scope.wire_module());
    let held = scope.ty(&variant.ty);
    let exposed = (variant.ty.sensitivity != Sensitivity::Public).then(|| quote!(.expose()));
    let unknown = ident::path("Unknown");
    quote! {
        #wire::fits(text)
            .filter(|value: &#held| !matches!(value #exposed, #list::#unknown(_)))
            .map(Self::#name)
    }
}
