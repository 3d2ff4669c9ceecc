//! Emits the check of one of several values: by its first byte, and of objects by what they require.

use super::super::context::Context;
use super::super::scalars;
use super::file::{Call, File};
use super::literal::{bit, bytes, plain};
use super::value;
use crate::ir::{Kind, Presence, Shape, Type, TypeId, TypeName, Union};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// The values that begin with the same bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum First {
    Array,
    Boolean,
    Number,
    Object,
    Text,
}

pub(super) fn emit(file: &File<'_>, union: &Union) -> TokenStream {
    let mut groups: Vec<(First, Vec<&Type>)> = Vec::new();
    for variant in &union.variants {
        let Some(first) = first(file.scope.context, &variant.ty) else {
            return file.undecided();
        };
        match groups.iter_mut().find(|(other, _)| *other == first) {
            Some((_, group)) => group.push(&variant.ty),
            None => groups.push((first, vec![&variant.ty])),
        }
    }
    let arms: Vec<(First, Option<(TokenStream, bool)>)> = groups
        .iter()
        .map(|(first, group)| (*first, of_group(file, group, union.exclusive)))
        .collect();
    let checks = arms.iter().filter_map(|(_, arm)| arm.as_ref());
    if checks.clone().next().is_none() {
        return file.undecided();
    }
    let path = if checks.clone().any(|(_, path)| *path) {
        quote!(path)
    } else {
        quote!(_)
    };
    let [cursor_type, path_type] = ["Cursor", "Path"].map(|name| file.name(name));
    let body = if let [(First::Object, Some((check, _)))] = arms.as_slice() {
        check.clone()
    } else {
        // Objects look at that themselves; an array of these may have nothing but others in it.
        let deep = checks.clone().any(|(_, path)| *path);
        let deep = deep.then(|| {
            quote!(if path.is_deep() {
                return None;
            })
        });
        let arms = arms.iter().filter_map(|(first, arm)| {
            let (bytes, (check, _)) = (bytes_of(*first), arm.as_ref()?);
            Some(quote!(#bytes => { #check }))
        });
        quote!(#deep match cursor.byte(at) {
            #(#arms)*
            _ => None,
        })
    };
    quote! {
        pub(crate) fn check(cursor: &mut #cursor_type<'_>, at: usize, #path: &#path_type<'_>) -> Option<usize> {
            #body
        }
    }
}

/// With what a value of a type begins; `None` where that may be several things.
fn first(context: &Context<'_>, ty: &Type) -> Option<First> {
    Some(match &ty.kind {
        Kind::Bool => First::Boolean,
        Kind::String => First::Text,
        Kind::Array(_) => First::Array,
        Kind::Any => return None,
        Kind::Named(id) => match &context.def(*id).shape {
            Shape::Struct(_) => First::Object,
            Shape::Enum(list) if list.is_text() => First::Text,
            Shape::Enum(list) => match scalars::sole_type(list)? {
                TypeName::Boolean => First::Boolean,
                _ => First::Number,
            },
            Shape::Union(_) | Shape::Multipart(_) | Shape::Value(_) => return None,
        },
        _ => First::Number,
    })
}

fn bytes_of(first: First) -> TokenStream {
    match first {
        First::Array => quote!(b'['),
        First::Boolean => quote!(b't' | b'f'),
        First::Number => quote!(b'-' | b'0'..=b'9'),
        First::Object => quote!(b'{'),
        First::Text => quote!(b'"'),
    }
}

/// The check of values that begin alike, and whether it uses the path; `None` where nothing of it is
/// compiled.
fn of_group(file: &File<'_>, group: &[&Type], exclusive: bool) -> Option<(TokenStream, bool)> {
    if let [only] = group {
        return value::whole(file, only, false);
    }
    let objects = group.iter().map(|ty| match ty.kind {
        Kind::Named(id) if ty.rules.is_empty() && is_object(file.scope.context, ty) => Some(id),
        _ => None,
    });
    let objects: Option<Vec<TypeId>> = objects.collect();
    of_objects(file, &objects?, exclusive).map(|check| (check, true))
}

fn is_object(context: &Context<'_>, ty: &Type) -> bool {
    first(context, ty) == Some(First::Object)
}

fn of_objects(file: &File<'_>, objects: &[TypeId], exclusive: bool) -> Option<TokenStream> {
    let context = file.scope.context;
    let branches = objects.iter().map(|id| required(context, *id));
    let branches: Vec<Vec<&str>> = branches.collect();
    let mut names: Vec<&str> = branches.iter().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    let alike = objects.iter().collect::<BTreeSet<_>>().len() < objects.len();
    // A name with an escape is not recognised, and more of them than bits are not counted.
    if alike || names.len() > 64 || names.iter().any(|name| plain(name).is_none()) {
        return None;
    }
    let masks = branches.iter().map(|required| {
        let bits = names.iter().enumerate();
        let bits = bits.filter(|(_, name)| required.contains(name));
        let bits: Vec<_> = bits.map(|(bit, _)| self::bit(bit)).collect();
        if bits.is_empty() {
            quote!(0)
        } else {
            quote!(#(#bits)|*)
        }
    });
    let arms = (0..).zip(objects).map(|(index, id)| {
        let index = Literal::usize_unsuffixed(index);
        let module = file.module_of(Call::Branch(*id));
        quote!(#index => #module::check(cursor, at, path),)
    });
    let names = names.iter().map(|name| bytes(name));
    Some(quote! {
        let (names, required): (&[&[u8]], &[u64]) = (&[#(#names),*], &[#(#masks),*]);
        match cursor.branch(at, path.depth, names, required, #exclusive)? {
            #(#arms)*
            _ => None,
        }
    })
}

fn required<'a>(context: &Context<'a>, id: TypeId) -> Vec<&'a str> {
    let Shape::Struct(object) = &context.def(id).shape else {
        return Vec::new();
    };
    let required = |presence| matches!(presence, Presence::Required | Presence::RequiredNullable);
    let fields = object.fields.iter();
    fields
        .filter(|field| required(field.presence))
        .map(|field| field.wire.as_str())
        .collect()
}
