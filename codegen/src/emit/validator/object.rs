//! An object: its members in the order of the document, then in any order.
//!
//! The next key is predicted: a writer mostly keeps to the order of the document, and comparing
//! with one word is cheaper than finding out which of many it is. What is not as predicted goes on
//! in a second function, which takes keys as they come.

use super::super::context::Context;
use super::super::{ident, print};
use super::calls::{Call, Calls};
use super::limits::{self, Counts};
use super::value::{self, Place};
use super::{bytes, plain};
use crate::ir::{Field, Kind, Presence, Shape, Struct, TypeDef};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use std::collections::BTreeSet;

/// More members than there are bits in the widest integer are left to the judge.
const MOST: usize = 128;

/// Whether it is nothing but a few numbers, all of which have to be there.
pub(super) fn is_record(object: &Struct) -> bool {
    let number = |field: &Field| {
        field.ty.kind == Kind::Number
            && field.ty.rules.is_empty()
            && field.presence == Presence::Required
            && plain(&field.wire).is_some()
    };
    let few = (1..=4).contains(&object.fields.len());
    few && object.one_of.is_none() && object.rules.is_empty() && object.fields.iter().all(number)
}

/// The calls that its functions make.
pub(super) fn calls<'a>(
    context: &Context<'a>,
    def: &'a TypeDef,
    object: &'a Struct,
) -> Vec<Call<'a>> {
    Members::new(context, def, object).map_or_else(Vec::new, |(members, _)| members.calls())
}

pub(super) fn emit(
    context: &Context<'_>,
    def: &TypeDef,
    object: &Struct,
    calls: &Calls<'_>,
) -> TokenStream {
    let is_listed = calls.contain(Call::List(&def.name));
    let Some((members, counts)) = Members::new(context, def, object) else {
        return undecided(is_listed);
    };
    let gap = print::blank();
    let imports = members.imports();
    let is_held = is_listed || calls.contain(Call::Value(&def.name));
    let parts = [
        (is_record(object) && is_held).then(|| record(object)),
        is_listed.then(|| members.list()),
        Some(members.check(counts)),
        Some(members.rest()),
    ];
    let parts = parts.into_iter().flatten();
    quote!(#imports #(#gap #parts)*)
}

/// An object of which something is asked that is not compiled.
fn undecided(is_listed: bool) -> TokenStream {
    let gap = print::blank();
    let list = is_listed.then(|| {
        quote! {
            pub(crate) fn list(_: &mut Cursor<'_>, at: usize, _: &Way<'_>) -> Option<usize> {
                Cursor::undecided(at)
            }
        }
    });
    quote! {
        use crate::wire::validator::{Cursor, Way};
        #gap
        #list
        #gap
        pub(crate) fn check(_: &mut Cursor<'_>, at: usize, _: &Way<'_>) -> Option<usize> {
            Cursor::undecided(at)
        }
    }
}

/// All of it at once, as it is written without spaces and in order.
fn record(object: &Struct) -> TokenStream {
    let numbers = object.fields.iter().enumerate().map(|(index, field)| {
        let before = if index == 0 { '{' } else { ',' };
        let key = bytes(&format!("{before}\"{}\":", field.wire));
        quote! {
            let at = cursor.word(at, #key)?;
            let at = cursor.decimal(at)?;
        }
    });
    quote! {
        #[inline(always)]
        pub(crate) fn at_once(cursor: &mut Cursor<'_>, at: usize) -> Option<usize> {
            #(#numbers)*
            cursor.word(at, b"}")
        }
    }
}

pub(super) struct Members<'c, 'a> {
    context: &'c Context<'a>,
    def: &'a TypeDef,
    pub(super) object: &'a Struct,
}

impl<'c, 'a> Members<'c, 'a> {
    /// `None` where the object is left to the judge.
    fn new(
        context: &'c Context<'a>,
        def: &'a TypeDef,
        object: &'a Struct,
    ) -> Option<(Self, Counts)> {
        let counts = limits::members(&object.rules)?;
        let members = Self {
            context,
            def,
            object,
        };
        let told = members
            .named_by()
            .is_none_or(|(_, field)| match &field.ty.kind {
                Kind::String => true,
                Kind::Named(name) => matches!(
                    context.find(name).map(|def| &def.shape),
                    Some(Shape::Enum(_))
                ),
                _ => false,
            });
        (object.fields.len() <= MOST && told).then_some((members, counts))
    }

    /// The members whose values are stepped over: a name with an escape is not recognised.
    fn compiled(&self) -> impl Iterator<Item = &'a Field> {
        let fields = self.object.fields.iter();
        fields.filter(|field| plain(&field.wire).is_some())
    }

    fn calls(&self) -> Vec<Call<'a>> {
        let mut calls = Vec::new();
        for field in self.compiled() {
            value::calls(self.context, &field.ty, &mut calls);
        }
        calls
    }

    fn imports(&self) -> TokenStream {
        let names: BTreeSet<&str> = self.calls().into_iter().map(Call::ty).collect();
        let modules: Vec<_> = names
            .into_iter()
            .map(|name| ident::ident(self.context.module(name)))
            .collect();
        let modules = (!modules.is_empty()).then(|| quote!(use super::{#(#modules),*};));
        let bounds = self.compiled().any(|field| has_bounds(&field.ty));
        let bounds = bounds.then(|| quote!(Bounds,));
        let span = self.named_by().map(|_| quote!(, Span));
        quote! {
            #modules
            use crate::catalog::object;
            use crate::wire::validator::{#bounds Cursor, Seen #span, Way};
        }
    }

    /// The member that names which of several is there, and its number.
    pub(super) fn named_by(&self) -> Option<(usize, &'a Field)> {
        let named_by = self.object.one_of.as_ref()?.named_by.as_deref()?;
        let fields = self.object.fields.iter().enumerate();
        fields.into_iter().find(|(_, field)| field.wire == named_by)
    }

    fn list(&self) -> TokenStream {
        let at_once = is_record(self.object).then(|| quote!(at_once(cursor, at).or_else));
        let item = quote!(check(cursor, at, &way.index(index)));
        let item = match at_once {
            Some(at_once) => quote!(#at_once(|| #item)),
            None => item,
        };
        quote! {
            pub(crate) fn list(cursor: &mut Cursor<'_>, at: usize, way: &Way<'_>) -> Option<usize> {
                let array = cursor.array(at, |cursor, at, index| #item);
                array.map(|(end, _)| end)
            }
        }
    }

    fn check(&self, counts: Counts) -> TokenStream {
        let bits = self.bits();
        let known = self.object.fields.iter().enumerate();
        let predicted = known.filter_map(|(index, field)| self.predicted(index, field));
        let holds = self.holds(counts);
        let last = holds.as_ref().map_or_else(|| quote!(_), |_| quote!(seen));
        let changes = !self.object.fields.is_empty() || holds.is_some();
        let mutable = changes.then(|| quote!(mut));
        let holds = holds.unwrap_or_else(|| quote!(Some(at)));
        quote! {
            pub(crate) fn check(cursor: &mut Cursor<'_>, start: usize, way: &Way<'_>) -> Option<usize> {
                if way.is_deep() {
                    return None;
                }
                let mut at = cursor.open(start)?;
                let #mutable seen = Seen::<#bits>::default();
                let more = 'ordered: {
                    if cursor.byte(at) == b'}' {
                        break 'ordered false;
                    }
                    #(#predicted)*
                    true
                };
                if more {
                    (at, #last) = rest(cursor, start, at, seen, way)?;
                } else {
                    at = cursor.word(at, b"}")?;
                }
                #holds
            }
        }
    }

    /// A member where it is expected: its key is at `at`.
    fn predicted(&self, index: usize, field: &Field) -> Option<TokenStream> {
        let key = format!("\"{}\":", plain(&field.wire)?);
        let behind = Literal::usize_unsuffixed(key.len());
        let (bit, key) = (bit(index), bytes(&key));
        let step = self.step(index, field);
        Some(quote! {
            if cursor.has(at, #key) {
                let value = cursor.space(at + #behind);
                #step
                seen.members |= #bit;
                if !cursor.comma(&mut at) {
                    break 'ordered false;
                }
            }
        })
    }

    /// Over the value of a member, which begins at `value`.
    fn step(&self, index: usize, field: &Field) -> TokenStream {
        let value = self.value(field, &quote!(value));
        let is_name = self
            .named_by()
            .is_some_and(|(named_by, _)| named_by == index);
        let name = is_name.then(|| quote!(seen.name = Span { start: value + 1, end: at - 1 };));
        quote! {
            at = #value?;
            #name
        }
    }

    fn value(&self, field: &Field, at: &TokenStream) -> TokenStream {
        // Where a choice is expected `null` counts as absent, and that is not followed.
        let one_of = self.object.one_of.as_ref();
        let choice = one_of.is_some_and(|one_of| {
            let named_by = one_of.named_by.as_ref() == Some(&field.wire);
            named_by || one_of.choices.iter().any(|it| it.member == field.wire)
        });
        let nullable = matches!(
            field.presence,
            Presence::RequiredNullable | Presence::OptionalNullable
        );
        let place = Place::Member(&field.wire);
        let value = value::emit(self.context, &field.ty, nullable && !choice, at, &place);
        if choice && field.ty.kind == Kind::Any {
            quote!(cursor.some(#at).and_then(|_| #value))
        } else {
            value
        }
    }

    fn rest(&self) -> TokenStream {
        let bits = self.bits();
        let arms = self.object.fields.iter().enumerate();
        let arms = arms.filter_map(|(index, field)| {
            let key = bytes(plain(&field.wire)?);
            let (bit, step) = (bit(index), self.step(index, field));
            let known = quote!({
                #step
                #bit
            });
            Some((key, known))
        });
        let arms: Vec<(Literal, TokenStream)> = arms.collect();
        let object = ident::constant(self.context.module(&self.def.name));
        let note = quote!(at = cursor.undocumented(&object::#object, start, key, value, way)?;);
        let other = quote!({
            #note
            0
        });
        // One key is compared, several are matched.
        let member = match arms.as_slice() {
            [] => None,
            [(name, known)] => Some(quote!(if cursor.slice(key) == #name #known else #other)),
            _ => {
                let arms = arms.iter().map(|(name, known)| quote!(#name => #known));
                Some(quote!(match cursor.slice(key) { #(#arms)* _ => #other }))
            }
        };
        let (seen, member) = match member {
            None => (quote!(seen), note),
            Some(member) => {
                let member = quote! {
                    let member = #member;
                    if seen.members & member != 0 {
                        return None;
                    }
                    seen.members |= member;
                };
                (quote!(mut seen), member)
            }
        };
        quote! {
            #[inline(never)]
            fn rest(
                cursor: &mut Cursor<'_>,
                start: usize,
                mut at: usize,
                #seen: Seen<#bits>,
                way: &Way<'_>,
            ) -> Option<(usize, Seen<#bits>)> {
                loop {
                    let (key, value) = cursor.key(at)?;
                    #member
                    if !cursor.comma(&mut at) {
                        return Some((cursor.word(at, b"}")?, seen));
                    }
                }
            }
        }
    }

    fn bits(&self) -> TokenStream {
        match self.object.fields.len() {
            0..=32 => quote!(u32),
            33..=64 => quote!(u64),
            _ => quote!(u128),
        }
    }
}

/// The bit of a member.
pub(super) fn bit(index: usize) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote!(1 << #index)
}

/// Whether the expression for its value names bounds.
fn has_bounds(ty: &crate::ir::Type) -> bool {
    match &ty.kind {
        Kind::I32 | Kind::I64 | Kind::Number => {
            limits::bounds(ty).is_some_and(|bounds| !bounds.are_those_of(&ty.kind))
        }
        Kind::Array(items) => limits::items(&ty.rules).is_some() && has_bounds(items),
        _ => false,
    }
}
