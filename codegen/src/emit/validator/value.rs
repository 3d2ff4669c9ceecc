//! What stands behind a key or in an array: a type comes in, the expression that steps over a value
//! of it goes out.
//!
//! It stands apart because members, items and documents all have values. An expression is an
//! `Option` of where the value ends, and speaks of `cursor` and `way`.

use super::super::context::Context;
use super::super::ident;
use super::calls::Call;
use super::limits::{self, Counts};
use super::object;
use crate::ir::{Kind, Shape, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// Where a value is, seen from the `way` that is in reach.
pub(super) enum Place<'a> {
    /// Right there.
    Root,
    /// The member of that name.
    Member(&'a str),
    /// The item with the number `index`.
    Item,
}

impl Place<'_> {
    fn way(&self) -> TokenStream {
        match self {
            Self::Root => quote!(way),
            Self::Member(name) => quote!(way.key(#name)),
            Self::Item => quote!(way.index(index)),
        }
    }

    fn depth(&self) -> TokenStream {
        match self {
            Self::Root => quote!(way.depth),
            Self::Member(_) | Self::Item => quote!(way.depth + 1),
        }
    }
}

/// The value that begins at `at`.
pub(super) fn emit(
    context: &Context<'_>,
    ty: &Type,
    nullable: bool,
    at: &TokenStream,
    place: &Place<'_>,
) -> TokenStream {
    let value = not_null(context, ty, at, place);
    if nullable && ty.kind != Kind::Any {
        quote!(cursor.null(#at).or_else(|| #value))
    } else {
        value
    }
}

fn not_null(context: &Context<'_>, ty: &Type, at: &TokenStream, place: &Place<'_>) -> TokenStream {
    let undecided = quote!(Cursor::undecided(#at));
    let value = match &ty.kind {
        Kind::Bool => ty.rules.is_empty().then(|| quote!(cursor.boolean(#at))),
        Kind::I32 | Kind::I64 | Kind::Number => number(ty, at),
        Kind::String => string(ty, at),
        Kind::Any => ty.rules.is_empty().then(|| {
            let depth = place.depth();
            quote!(cursor.any(#at, #depth))
        }),
        Kind::Array(items) => array(context, ty, items, at, place),
        Kind::Named(name) => named(context, ty, name, at, place),
    };
    value.unwrap_or(undecided)
}

fn number(ty: &Type, at: &TokenStream) -> Option<TokenStream> {
    let bounds = limits::bounds(ty)?;
    if bounds.are_those_of(&ty.kind) {
        return Some(if bounds.whole {
            quote!(cursor.integer(#at))
        } else {
            quote!(cursor.number(#at))
        });
    }
    let (least, most) = (limit(bounds.least), limit(bounds.most));
    let (whole, multiple) = (bounds.whole, integer(bounds.multiple));
    Some(quote! {
        cursor.number_in(#at, &Bounds { least: #least, most: #most, whole: #whole, multiple: #multiple })
    })
}

fn limit(value: i64) -> TokenStream {
    match value {
        i64::MIN => quote!(i64::MIN),
        i64::MAX => quote!(i64::MAX),
        _ => integer(value),
    }
}

/// An integer as Rust writes it, its digits in groups.
pub(super) fn integer(value: impl ToString + Copy) -> TokenStream {
    let text = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in text.char_indices() {
        let left = text.len() - index;
        if left.is_multiple_of(3) && grouped.ends_with(|c: char| c.is_ascii_digit()) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    // Digits and a sign are tokens.
    grouped.parse().unwrap_or_default()
}

fn string(ty: &Type, at: &TokenStream) -> Option<TokenStream> {
    let length = limits::length(&ty.rules)?;
    if length.is_free() {
        return Some(quote!(cursor.string(#at)));
    }
    let (least, most) = count(length);
    Some(quote!(cursor.string_of(#at, #least, #most)))
}

fn count(counts: Counts) -> (TokenStream, TokenStream) {
    let most = counts.most.map(integer);
    let most = most.unwrap_or_else(|| quote!(usize::MAX));
    (integer(counts.least), most)
}

fn array(
    context: &Context<'_>,
    ty: &Type,
    items: &Type,
    at: &TokenStream,
    place: &Place<'_>,
) -> Option<TokenStream> {
    let counts = limits::items(&ty.rules)?;
    if let Some(name) = listed(context, ty, items) {
        let (module, way) = (ident::ident(context.module(name)), place.way());
        return Some(quote!(#module::list(cursor, #at, &#way)));
    }
    let way = place.way();
    let item = emit(context, items, false, &quote!(at), &Place::Item);
    let (has_way, has_index) = asks(context, items);
    let way = has_way.then(|| quote!(let way = #way;));
    let index = if has_index { quote!(index) } else { quote!(_) };
    let filter = (!counts.is_free()).then(|| {
        let (least, most) = count(counts);
        quote!(.filter(|(_, count)| (#least..=#most).contains(count)))
    });
    Some(quote!({
        #way
        let array = cursor.array(#at, |cursor, at, #index| #item);
        array #filter .map(|(end, _)| end)
    }))
}

/// The type that has a function for arrays of its objects, where nothing is asked of the array.
fn listed<'a>(context: &Context<'_>, ty: &Type, items: &'a Type) -> Option<&'a str> {
    let Kind::Named(name) = &items.kind else {
        return None;
    };
    let def = context.find(name)?;
    let free = ty.rules.is_empty() && items.rules.is_empty();
    (free && matches!(def.shape, Shape::Struct(_))).then_some(name)
}

/// Whether the expression for an item speaks of the way to it, and of its number.
fn asks(context: &Context<'_>, items: &Type) -> (bool, bool) {
    match &items.kind {
        Kind::Any => (items.rules.is_empty(), false),
        Kind::Array(inner) if limits::items(&items.rules).is_some() => {
            let asked = listed(context, items, inner).is_some() || asks(context, inner).0;
            (asked, asked)
        }
        Kind::Named(name) if items.rules.is_empty() => {
            let shape = context.find(name).map(|def| &def.shape);
            let asked = matches!(shape, Some(Shape::Struct(_) | Shape::Union(_)));
            (asked, asked)
        }
        _ => (false, false),
    }
}

fn named(
    context: &Context<'_>,
    ty: &Type,
    name: &str,
    at: &TokenStream,
    place: &Place<'_>,
) -> Option<TokenStream> {
    let def = context.find(name)?;
    let module = ident::ident(context.module(name));
    match &def.shape {
        Shape::Enum(list) if !list.listed => string(ty, at),
        // A keyword beside the reference is not worth its code.
        _ if !ty.rules.is_empty() => None,
        Shape::Enum(_) => Some(quote!(#module::check(cursor, #at))),
        Shape::Struct(_) | Shape::Union(_) => {
            let way = place.way();
            Some(match (place, &def.shape) {
                (Place::Root, _) => quote!(#module::check(cursor, #at, way)),
                (_, Shape::Struct(own)) if object::is_record(own) => quote! {
                    #module::at_once(cursor, #at)
                        .or_else(|| #module::check(cursor, #at, &#way))
                },
                _ => quote!(#module::check(cursor, #at, &#way)),
            })
        }
        Shape::Multipart(_) => None,
    }
}

/// The calls that an expression for a value of the type makes.
pub(super) fn calls<'a>(context: &Context<'a>, ty: &'a Type, found: &mut Vec<Call<'a>>) {
    match &ty.kind {
        Kind::Array(items) if limits::items(&ty.rules).is_some() => {
            match listed(context, ty, items) {
                Some(name) => found.push(Call::List(name)),
                None => calls(context, items, found),
            }
        }
        Kind::Named(name) if ty.rules.is_empty() => {
            match context.find(name).map(|def| &def.shape) {
                Some(Shape::Enum(list)) if !list.listed => {}
                Some(Shape::Struct(_) | Shape::Union(_) | Shape::Enum(_)) => {
                    found.push(Call::Value(name));
                }
                Some(Shape::Multipart(_)) | None => {}
            }
        }
        _ => {}
    }
}
