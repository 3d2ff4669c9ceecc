//! Emits the check of an object: its members in the order of the document, then in any order.
//!
//! The next key is predicted: a writer mostly keeps to the order of the document, and comparing
//! with one word is cheaper than finding out which of many it is. What is not as predicted goes on
//! in a second function, which takes keys as they come.

use super::super::{ident, print};
use super::file::{Call, File};
use super::limits::{self, Counts};
use super::literal::{bit, bytes, plain};
use super::record::{self, is_record};
use super::value::{self, Place};
use crate::ir::{Field, Kind, Sensitivity, Shape, Struct, TypeId};
use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;
use std::collections::BTreeSet;

/// More members than there are bits in the widest integer are left to the judge.
const MOST: usize = 128;

/// The functions in the file of an object.
pub(super) struct Functions {
    /// Called for a value, without spaces and in order.
    at_once: Option<TokenStream>,
    /// Called for an array.
    list: TokenStream,
    rest: TokenStream,
}

impl Functions {
    /// Those that there is a call for.
    pub(super) fn called(&self, id: TypeId, calls: &BTreeSet<Call>) -> TokenStream {
        let is_listed = calls.contains(&Call::List(id));
        let is_held = is_listed || calls.contains(&Call::Value(id));
        let gap = print::blank();
        let at_once = self.at_once.as_ref().filter(|_| is_held);
        let list = is_listed.then_some(&self.list);
        let rest = &self.rest;
        quote!(#at_once #gap #list #gap #rest)
    }
}

pub(super) fn emit(file: &File<'_>, id: TypeId, object: &Struct) -> Functions {
    let gap = print::blank();
    let Some((members, counts)) = Members::new(file, id, object) else {
        let [cursor, path] = ["Cursor", "Path"].map(|name| file.name(name));
        return Functions {
            at_once: None,
            list: quote! {
                pub(crate) fn list(cursor: &mut #cursor<'_>, at: usize, path: &#path<'_>) -> Option<usize> {
                    check(cursor, at, path)
                }
            },
            rest: file.undecided(),
        };
    };
    let (check, rest) = (members.check(counts), members.rest());
    Functions {
        at_once: is_record(object).then(|| record::emit(file, object)),
        list: members.list(),
        rest: quote!(#check #gap #rest),
    }
}

pub(super) struct Members<'a> {
    file: &'a File<'a>,
    id: TypeId,
    pub(super) object: &'a Struct,
}

impl<'a> Members<'a> {
    /// `None` where the object is left to the judge.
    fn new(file: &'a File<'a>, id: TypeId, object: &'a Struct) -> Option<(Self, Counts)> {
        let counts = limits::members(&object.rules)?;
        let members = Self { file, id, object };
        let is_text = members
            .named_by()
            .is_none_or(|(_, field)| match &field.ty.kind {
                Kind::String => true,
                Kind::Named(id) => is_text(&file.def(*id).shape),
                _ => false,
            });
        (object.fields.len() <= MOST && is_text).then_some((members, counts))
    }

    /// The member that names which of several is there, and its number.
    pub(super) fn named_by(&self) -> Option<(usize, &'a Field)> {
        let named_by = self.object.one_of.as_ref()?.named_by.as_deref()?;
        let fields = self.object.fields.iter().enumerate();
        fields.into_iter().find(|(_, field)| field.wire == named_by)
    }

    /// A name out of the runtime of the validator.
    fn name(&self, name: &str) -> TokenStream {
        self.file.name(name)
    }

    fn list(&self) -> TokenStream {
        let (cursor, path) = (self.name("Cursor"), self.name("Path"));
        let at_once = is_record(self.object).then(|| quote!(at_once(cursor, at).or_else));
        let item = quote!(check(cursor, at, &path.index(index)));
        let item = match at_once {
            Some(at_once) => quote!(#at_once(|| #item)),
            None => item,
        };
        quote! {
            pub(crate) fn list(cursor: &mut #cursor<'_>, at: usize, path: &#path<'_>) -> Option<usize> {
                let array = cursor.array(at, |cursor, at, index| #item);
                array.map(|(end, _)| end)
            }
        }
    }

    fn check(&self, counts: Counts) -> TokenStream {
        let bits = self.bits();
        let [cursor, seen, path] = ["Cursor", "Seen", "Path"].map(|name| self.name(name));
        let known = self.object.fields.iter().enumerate();
        let predicted = known.filter_map(|(index, field)| self.predicted(index, field));
        let holds = self.holds(counts);
        let last = holds.as_ref().map_or_else(|| quote!(_), |_| quote!(seen));
        let mut fields = self.object.fields.iter();
        let changes = fields.any(|field| plain(&field.wire).is_some()) || holds.is_some();
        let mutable = changes.then(|| quote!(mut));
        let holds = holds.unwrap_or_else(|| quote!(Some(at)));
        let (start, keys, holds) = if self.object.others.is_some() {
            let holds = quote! {
                let end = { #holds };
                cursor.forget_keys(keys);
                end
            };
            (quote!(keys), Some(quote!(let keys = cursor.keys();)), holds)
        } else {
            (quote!(start), None, holds)
        };
        quote! {
            pub(crate) fn check(cursor: &mut #cursor<'_>, start: usize, path: &#path<'_>) -> Option<usize> {
                if path.is_deep() {
                    return None;
                }
                let mut at = cursor.open(start)?;
                #keys
                let #mutable seen = #seen::<#bits>::default();
                let more = 'ordered: {
                    if cursor.byte(at) == b'}' {
                        break 'ordered false;
                    }
                    #(#predicted)*
                    true
                };
                if more {
                    (at, #last) = rest(cursor, #start, at, seen, path)?;
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
        let name = is_name.then(|| {
            let span = self.name("Span");
            quote!(seen.name = #span { start: value + 1, end: at - 1 };)
        });
        let list = self.is_listed(field).then(|| {
            let (object, member) = (self.entry(), &field.wire);
            quote!(at = cursor.listed_in(&#object, #member, value, at)?;)
        });
        quote! {
            at = #value?;
            #name
            #list
        }
    }

    /// Whether anybody may see the value, and it is one of few strings.
    fn is_listed(&self, field: &Field) -> bool {
        let Kind::Named(id) = field.ty.kind else {
            return false;
        };
        field.ty.sensitivity == Sensitivity::Public && is_text(&self.file.def(id).shape)
    }

    /// The catalogue's entry for the object.
    fn entry(&self) -> TokenStream {
        let object = ident::of_module(self.file.scope.context.module(self.id));
        let objects = self.file.scope.import("crate::catalog", "object");
        quote!(#objects::#object)
    }

    fn value(&self, field: &Field, at: &TokenStream) -> TokenStream {
        // Where a choice is expected `null` counts as absent, and that is not followed.
        let one_of = self.object.one_of.as_ref();
        let choice = one_of.is_some_and(|one_of| {
            let named_by = one_of.named_by.as_ref() == Some(&field.wire);
            named_by || one_of.choices.iter().any(|it| it.member == field.wire)
        });
        let nullable = field.presence.is_nullable();
        let place = Place::Member(&field.wire);
        let value = value::emit(self.file, &field.ty, nullable && !choice, at, &place);
        if choice && field.ty.kind == Kind::Any {
            quote!(cursor.some(#at).and_then(|_| #value))
        } else {
            value
        }
    }

    fn rest(&self) -> TokenStream {
        let bits = self.bits();
        let [cursor, seen, path] = ["Cursor", "Seen", "Path"].map(|name| self.name(name));
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
        if arms.is_empty() && self.object.is_closed() {
            return quote! {
                const fn rest(
                    _: &#cursor<'_>,
                    _: usize,
                    _: usize,
                    _: #seen<#bits>,
                    _: &#path<'_>,
                ) -> Option<(usize, #seen<#bits>)> {
                    None
                }
            };
        }
        let (start, note) = self.other();
        let zero = (!self.object.is_closed()).then(|| quote!(0));
        let other = quote!({ #note #zero });
        // One key is compared, several are matched.
        let member = match arms.as_slice() {
            [] => None,
            [(name, known)] => Some(quote!(if cursor.slice(key) == #name #known else #other)),
            _ => {
                let arms = arms.iter().map(|(name, known)| quote!(#name => #known));
                Some(quote!(match cursor.slice(key) { #(#arms)* _ => #other }))
            }
        };
        let (mutable, member) = match member {
            None => (None, note),
            Some(member) => {
                let member = quote! {
                    let member = #member;
                    if seen.members & member != 0 {
                        return None;
                    }
                    seen.members |= member;
                };
                (Some(quote!(mut)), member)
            }
        };
        let way = if mentions(&member, "path") {
            quote!(path)
        } else {
            quote!(_)
        };
        quote! {
            #[inline(never)]
            fn rest(
                cursor: &mut #cursor<'_>,
                #start: usize,
                mut at: usize,
                #mutable seen: #seen<#bits>,
                #way: &#path<'_>,
            ) -> Option<(usize, #seen<#bits>)> {
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

    /// What is done with a member that has no name, and what that needs to know of the object.
    fn other(&self) -> (TokenStream, TokenStream) {
        if self.object.is_closed() {
            return (quote!(_), quote!(return None;));
        }
        let Some(others) = &self.object.others else {
            let object = self.entry();
            let note = quote!(at = cursor.undocumented(&#object, start, key, value, path)?;);
            return (quote!(start), note);
        };
        let (at, place) = (quote!(value), Place::Other);
        let value = value::emit(self.file, &others.ty, others.nullable, &at, &place);
        let step = quote! {
            cursor.keep_key(keys, key)?;
            at = #value?;
        };
        (quote!(keys), step)
    }

    fn bits(&self) -> TokenStream {
        match self.object.fields.len() {
            0..=32 => quote!(u32),
            33..=64 => quote!(u64),
            _ => quote!(u128),
        }
    }
}

/// Whether a name stands somewhere in code.
fn mentions(code: &TokenStream, name: &str) -> bool {
    code.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Whether a type is one out of several strings.
fn is_text(shape: &Shape) -> bool {
    matches!(shape, Shape::Enum(list) if list.is_text())
}
