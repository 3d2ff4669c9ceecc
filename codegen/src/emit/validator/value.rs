//! Emits the step over a value, behind a key or in an array: a type comes in, an expression goes
//! out.
//!
//! The expression is an `Option` of where the value ends, and uses `cursor` and `way`.

use super::file::{Call, File};
use super::limits::{self, Counts};
use super::literal::integer;
use super::record::is_record;
use crate::ir::{Keyword, Kind, Shape, Type, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::Cell;

/// Where a value is, seen from the `path` that is in reach.
pub(super) enum Place<'a> {
    /// The member of that name.
    Member(&'a str),
    /// A member that has no name.
    Other,
    /// An item; what the expression for it uses is noted.
    Item(&'a Cell<Used>),
    /// Right there; whether the expression uses the path is noted.
    Whole(&'a Cell<Used>),
}

/// Whether the expression for an item uses the path to it, and its number.
#[derive(Clone, Copy, Default)]
pub(super) struct Used {
    pub(super) path: bool,
    index: bool,
}

impl Place<'_> {
    /// The path to the value, lent.
    fn lent(&self) -> TokenStream {
        let path = self.path();
        match self {
            Self::Whole(_) => path,
            Self::Member(_) | Self::Other | Self::Item(_) => quote!(&#path),
        }
    }

    /// Has the path to the value be in reach as `path`.
    fn bound(&self) -> Option<TokenStream> {
        let path = self.path();
        match self {
            Self::Whole(_) => None,
            Self::Member(_) | Self::Other | Self::Item(_) => Some(quote!(let path = #path;)),
        }
    }

    fn path(&self) -> TokenStream {
        match self {
            Self::Member(name) => quote!(path.key(#name)),
            Self::Other => quote!(path.other()),
            Self::Item(used) => {
                used.set(Used {
                    path: true,
                    index: true,
                });
                quote!(path.index(index))
            }
            Self::Whole(used) => {
                used.set(Used {
                    path: true,
                    index: false,
                });
                quote!(path)
            }
        }
    }

    fn depth(&self) -> TokenStream {
        if matches!(self, Self::Whole(_)) {
            self.path();
            return quote!(path.depth);
        }
        if let Self::Item(used) = self {
            let index = used.get().index;
            used.set(Used { path: true, index });
        }
        quote!(path.depth + 1)
    }
}

/// The value that begins at `at`.
pub(super) fn emit(
    file: &File<'_>,
    ty: &Type,
    nullable: bool,
    at: &TokenStream,
    place: &Place<'_>,
) -> TokenStream {
    let value = compiled(file, ty, at, place).unwrap_or_else(|| {
        let cursor = file.name("Cursor");
        quote!(#cursor::undecided(#at))
    });
    or_null(ty, nullable, at, value)
}

/// As [`emit`], for a value that the file is about; `None` where nothing of it is compiled.
pub(super) fn whole(file: &File<'_>, ty: &Type, nullable: bool) -> Option<(TokenStream, bool)> {
    let (used, at) = (Cell::default(), quote!(at));
    let value = compiled(file, ty, &at, &Place::Whole(&used))?;
    let used: Used = used.get();
    Some((or_null(ty, nullable, &at, value), used.path))
}

fn or_null(ty: &Type, nullable: bool, at: &TokenStream, value: TokenStream) -> TokenStream {
    // What is kept whole may refuse `null`.
    let whole = ty.rules.iter().any(|rule| rule.keyword == Keyword::AllOf);
    if nullable && ty.kind != Kind::Any && !whole {
        quote!(cursor.null(#at).or_else(|| #value))
    } else {
        value
    }
}

/// `None` where something is asked of the value that is not compiled.
fn compiled(
    file: &File<'_>,
    ty: &Type,
    at: &TokenStream,
    place: &Place<'_>,
) -> Option<TokenStream> {
    match &ty.kind {
        Kind::Bool => ty.rules.is_empty().then(|| quote!(cursor.boolean(#at))),
        Kind::I32 | Kind::I64 | Kind::U64 | Kind::Integer | Kind::Double | Kind::Number => {
            number(file, ty, at)
        }
        Kind::String => string(ty, at),
        Kind::Any => ty.rules.is_empty().then(|| {
            let depth = place.depth();
            quote!(cursor.any(#at, #depth))
        }),
        Kind::Array(items) => array(file, ty, items, at, place),
        Kind::Named(id) => named(file, ty, *id, at, place),
    }
}

fn number(file: &File<'_>, ty: &Type, at: &TokenStream) -> Option<TokenStream> {
    let limits = limits::bounds(ty)?;
    if limits.are_those_of(&ty.kind) {
        return Some(if limits.whole {
            quote!(cursor.integer(#at))
        } else {
            quote!(cursor.number(#at))
        });
    }
    let bounds = file.name("Bounds");
    let (least, most) = (limit(limits.least), limit(limits.most));
    let (whole, multiple) = (limits.whole, integer(limits.multiple));
    Some(quote! {
        cursor.number_in(#at, &#bounds { least: #least, most: #most, whole: #whole, multiple: #multiple })
    })
}

fn limit(value: i64) -> TokenStream {
    match value {
        i64::MIN => quote!(i64::MIN),
        i64::MAX => quote!(i64::MAX),
        _ => integer(value),
    }
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
    file: &File<'_>,
    ty: &Type,
    items: &Type,
    at: &TokenStream,
    place: &Place<'_>,
) -> Option<TokenStream> {
    let counts = limits::items(&ty.rules)?;
    if nesting(items) > DEEPEST {
        return None;
    }
    if let Some(module) = listed(file, ty, items) {
        let path = place.lent();
        return Some(quote!(#module::list(cursor, #at, #path)));
    }
    let used = Cell::default();
    // Where its items are left to the judge, so is the array.
    let item = compiled(file, items, &quote!(at), &Place::Item(&used))?;
    let used: Used = used.get();
    let path = used.path.then(|| place.bound()).flatten();
    let index = if used.index { quote!(index) } else { quote!(_) };
    let filter = (!counts.is_free()).then(|| {
        let (least, most) = count(counts);
        quote!(.filter(|(_, count)| (#least..=#most).contains(count)))
    });
    Some(quote!({
        #path
        let array = cursor.array(#at, |cursor, at, #index| #item);
        array #filter .map(|(end, _)| end)
    }))
}

/// How many arrays are in the items of an array at the most. What is in more is left undecided: rustfmt
/// takes twice the time for each closure in another.
const DEEPEST: usize = 3;

/// How many arrays are in each other here.
fn nesting(mut ty: &Type) -> usize {
    let mut depth = 0;
    while let Kind::Array(items) = &ty.kind {
        depth += 1;
        ty = items;
    }
    depth
}

/// The module that has a function for arrays of its objects, where nothing is asked of the array.
fn listed(file: &File<'_>, ty: &Type, items: &Type) -> Option<TokenStream> {
    let Kind::Named(id) = items.kind else {
        return None;
    };
    let def = file.def(id);
    let free = ty.rules.is_empty() && items.rules.is_empty();
    (free && matches!(def.shape, Shape::Struct(_))).then(|| file.module_of(Call::List(id)))
}

fn named(
    file: &File<'_>,
    ty: &Type,
    id: TypeId,
    at: &TokenStream,
    place: &Place<'_>,
) -> Option<TokenStream> {
    let shape = &file.def(id).shape;
    let module = || file.module_of(Call::Value(id));
    match shape {
        Shape::Enum(list) if !list.listed => string(ty, at),
        // A keyword beside the reference is not worth its code.
        _ if !ty.rules.is_empty() => None,
        Shape::Enum(_) => {
            let module = module();
            Some(quote!(#module::check(cursor, #at)))
        }
        Shape::Struct(_) | Shape::Union(_) | Shape::Value(_) => {
            let (module, path) = (module(), place.lent());
            let check = quote!(#module::check(cursor, #at, #path));
            let record = matches!(shape, Shape::Struct(object) if is_record(object));
            Some(if record {
                quote!(#module::at_once(cursor, #at).or_else(|| #check))
            } else {
                check
            })
        }
        Shape::Multipart(_) => None,
    }
}
