//! Tells what can be written in a style: what has no place in it is refused, whatever its value is, and
//! what OpenAPI says nothing of is noted.

use super::Lowering;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Kind, ParameterPlace, ParameterStyle, Shape, Type, TypeId};
use crate::openapi::Schema;
use crate::source::Span;
use std::collections::BTreeSet;

impl<'d> Lowering<'d> {
    /// What cannot be written where the parameter travels, whatever its value is. Where that depends
    /// on the value, the call says so before anything is sent.
    pub(super) fn unfit(
        &self,
        place: ParameterPlace,
        style: ParameterStyle,
        ty: &Type,
    ) -> Option<&'static str> {
        let is_scalar = |ty: &Type| self.is_scalar(ty);
        let apart = style == ParameterStyle::Exploded;
        // A list in an object has a place of its own only where each member has.
        let fits = |ty: &Type| match &ty.kind {
            Kind::Array(items) => apart && place == ParameterPlace::Query && is_scalar(items),
            _ => is_scalar(ty),
        };
        match &ty.kind {
            _ if style == ParameterStyle::Json || self.is_open(ty) => None,
            Kind::Array(items) if !is_scalar(items) => Some("an array of anything but scalars"),
            Kind::Array(_) if place == ParameterPlace::Cookie && apart => {
                Some("an exploded array in a cookie")
            }
            Kind::Array(_) => None,
            _ if is_scalar(ty) && style == ParameterStyle::Deep => Some("a scalar as `deepObject`"),
            _ if style == ParameterStyle::Deep => {
                let fits = self.fits_deep(ty, &mut Vec::new());
                (!fits).then_some("an object with arrays of anything but scalars")
            }
            Kind::Named(id) => match &self.types[*id].shape {
                Shape::Struct(_) if place == ParameterPlace::Cookie && apart => {
                    Some("an exploded object in a cookie")
                }
                // Nobody could tell its members from other parameters.
                Shape::Struct(object) if object.others.is_some() && apart => {
                    Some("an exploded object with members of any name")
                }
                Shape::Struct(object) => {
                    let others = object.others.iter().map(|others| &others.ty);
                    let mut types = object.fields.iter().map(|field| &field.ty).chain(others);
                    (!types.all(fits)).then_some("an object of anything but scalars")
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a value is a scalar, whatever it is.
    pub(super) fn is_always_scalar(&self, ty: &Type) -> bool {
        self.is_scalar(ty) && !self.is_open(ty)
    }

    /// Whether only the value tells what it is.
    fn is_open(&self, ty: &Type) -> bool {
        match &ty.kind {
            Kind::Any => true,
            Kind::Named(id) => matches!(self.types[*id].shape, Shape::Union(_) | Shape::Value(_)),
            _ => false,
        }
    }

    /// Whether a value may be a scalar.
    fn is_scalar(&self, ty: &Type) -> bool {
        match &ty.kind {
            Kind::Named(id) => !matches!(self.types[*id].shape, Shape::Struct(_)),
            Kind::Array(_) => false,
            _ => true,
        }
    }

    /// Whether all that is in a value has a name of its own in brackets: not the items of arrays that
    /// are objects, which each server counts in its own way.
    fn fits_deep(&self, ty: &Type, around: &mut Vec<TypeId>) -> bool {
        match &ty.kind {
            Kind::Array(items) => match &items.kind {
                Kind::Named(id) => !matches!(self.types[*id].shape, Shape::Struct(_)),
                kind => !matches!(kind, Kind::Array(_)),
            },
            Kind::Named(id) if !around.contains(id) => {
                around.push(*id);
                self.held_deep(*id).all(|held| self.fits_deep(held, around))
            }
            _ => true,
        }
    }

    /// The types of the members of an object; of anything else none.
    fn held_deep(&self, id: TypeId) -> impl Iterator<Item = &Type> {
        let object = match &self.types[id].shape {
            Shape::Struct(object) => Some(object),
            _ => None,
        };
        object.into_iter().flat_map(|object| {
            let others = object.others.iter().map(|others| &others.ty);
            object.fields.iter().map(|field| &field.ty).chain(others)
        })
    }

    /// Notes the limits of what is in an object in another one, at which the client does not look.
    pub(super) fn note_unchecked_within(&mut self, object: &'d Schema) {
        let (mut seen, mut open) = (BTreeSet::new(), vec![(object, false)]);
        while let Some((object, within)) = open.pop() {
            if !seen.insert(object.place.pointer.as_str()) {
                continue;
            }
            let members = object.members().map(|member| &member.schema);
            for member in members.chain(object.additional.as_deref()) {
                let Some(resolved) = self.references.resolve(member) else {
                    continue;
                };
                let items = resolved.target.items.as_deref().filter(|_| within);
                let items = items.and_then(|items| self.references.resolve(items));
                let layers = resolved.layers.iter().filter(|_| within);
                let layers = layers.chain(items.iter().flat_map(|it| &it.layers));
                for rule in layers.flat_map(|layer| &layer.rules) {
                    self.unchecked(rule, "an object in a parameter");
                }
                open.push((resolved.target, true));
            }
        }
    }

    /// Notes how a value is written of which OpenAPI says nothing.
    pub(super) fn note_undefined(&mut self, span: &Span, style: ParameterStyle, ty: &Type) {
        let is_object = |ty: &Type| {
            let id = ty.named();
            id.is_some_and(|id| matches!(self.types[id].shape, Shape::Struct(_)))
        };
        let beyond = |ty: &Type| matches!(ty.kind, Kind::Array(_)) || is_object(ty);
        let holds_more = |id| self.held_deep(id).any(beyond);
        let listed = matches!(ty.kind, Kind::Array(_));
        if style != ParameterStyle::Deep || !(listed || ty.named().is_some_and(holds_more)) {
            return;
        }
        let message = "OpenAPI defines `deepObject` for objects of scalars alone";
        let help = "what is in another is written as servers take it that read brackets, as those of qs, \
                    Rails and PHP: `a[b][c]=…`, and each item of an array as `a[]=…`";
        let mut found = Diagnostic::new(Code::ContradictingSchema, span.clone(), message);
        found.severity = Severity::Warning;
        self.faults.push(found.with_help(help));
    }
}
