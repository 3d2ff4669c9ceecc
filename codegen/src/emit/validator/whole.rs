//! Emits the check of an object as a whole, at its end: which members must be there, how many there
//! may be, and which one of several.

use super::limits::Counts;
use super::literal::{bit, bytes, integer, plain};
use super::object::Members;
use crate::ir::{Field, OneOfProperties};
use proc_macro2::TokenStream;
use quote::quote;

impl Members<'_> {
    /// What has to hold of all members together, if anything.
    pub(super) fn holds(&self, counts: Counts) -> Option<TokenStream> {
        let mut conditions = Vec::new();
        let required = self.mask(|field| field.presence.is_required());
        let required = required.map(|required| {
            conditions.push(quote!(seen.members & required == required));
            quote!(let required = #required;)
        });
        let one_of = self.object.one_of.as_ref();
        let one_of = one_of.map(|one_of| self.one_of(one_of, &mut conditions));
        let count = (!counts.is_free()).then(|| {
            let least = integer(counts.least);
            let most = counts.most.map(integer);
            conditions.push(if let Some(most) = most {
                quote!((#least..=#most).contains(&count))
            } else {
                quote!(count >= #least)
            });
            let others = if self.object.others.is_some() {
                quote!(cursor.keys() - keys)
            } else {
                quote!(cursor.undocumented_of(start))
            };
            quote!(let count = #others + seen.members.count_ones() as usize;)
        });
        (!conditions.is_empty()).then(|| {
            quote! {
                #required
                #one_of
                #count
                (#(#conditions)&&*).then_some(at)
            }
        })
    }

    /// The bits of some members, if there are any.
    fn mask(&self, which: impl Fn(&Field) -> bool) -> Option<TokenStream> {
        let fields = self.object.fields.iter().enumerate();
        let bits: Vec<_> = fields
            .filter(|(_, field)| which(field))
            .map(|(index, _)| bit(index))
            .collect();
        (!bits.is_empty()).then(|| quote!(#(#bits)|*))
    }

    /// Exactly one, and the one that is announced.
    fn one_of(&self, one_of: &OneOfProperties, conditions: &mut Vec<TokenStream>) -> TokenStream {
        let choices = self
            .mask(|field| one_of.choices.iter().any(|it| it.member == field.wire))
            .unwrap_or_else(|| quote!(0));
        conditions.push(quote!(shown.is_power_of_two()));
        let shown = quote!(let shown = seen.members & (#choices););
        let Some((named_by, _)) = self.named_by() else {
            return shown;
        };
        let named_by = bit(named_by);
        conditions.push(quote!(seen.members & (#named_by) != 0));
        let arms = one_of.choices.iter().filter_map(|choice| {
            let value = bytes(plain(choice.value.as_deref()?)?);
            let mask = self.mask(|field| field.wire == choice.member)?;
            Some(quote!(#value => shown == #mask,))
        });
        let arms: Vec<TokenStream> = arms.collect();
        let unnamed = self.mask(|field| {
            let mut choices = one_of.choices.iter();
            choices.any(|it| it.member == field.wire && it.value.is_none())
        });
        if one_of.choices.iter().all(|choice| choice.value.is_none()) {
            return shown;
        }
        // A value that needs escapes is not recognised, and then nothing agrees.
        let named = if arms.is_empty() {
            quote!(false)
        } else {
            quote!(match cursor.slice(seen.name) {
                #(#arms)*
                _ => false,
            })
        };
        let agrees = unnamed.map_or_else(
            || quote!(named),
            |unnamed| quote!((shown & (#unnamed) != 0 || named)),
        );
        conditions.push(agrees);
        quote! {
            #shown
            let named = #named;
        }
    }
}
