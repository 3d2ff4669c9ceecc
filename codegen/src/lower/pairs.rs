//! Lowers bodies that travel as pairs of names and values: the members of an object, each by itself.

use super::part::json_of;
use super::{Lowering, look};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{Body, Kind, ParameterPlace, ParameterStyle, Shape, Type, TypeId};
use crate::name::quoted;
use crate::openapi::{Encoding, MediaType, Schema, TypeName};
use crate::source::Span;

impl<'d> Lowering<'d> {
    /// A body of pairs. `None` where a fault was reported.
    pub(super) fn pairs(&mut self, media: &'d MediaType, base: &str) -> Option<Body> {
        let target = self.references.resolve(&media.schema)?.target;
        let look = look::at(&self.references, target);
        let other = look.is_some_and(|look| !look.types.contains(&TypeName::Object));
        let form = self.forms.get(target.place.pointer.as_str()).copied();
        if other || form.is_some() {
            let message = if other {
                "this schema is not read: pairs are the members of an object, which this is not"
            } else {
                "this schema is not read: it is that of a form, which travels in another way"
            };
            let span = media.schema.place.span.clone();
            let found = Diagnostic::new(Code::LeftOut, span, message)
                .with_help("the body travels as the caller gives it");
            self.faults.push(match form {
                Some(form) => found.with_related(form.place.span.clone(), "here it is a form"),
                None => found,
            });
            return Some(Body {
                media_type: media.name.clone(),
                ty: None,
                pairs: None,
            });
        }
        let ty = self.body_type(media, base)?;
        for member in target.members() {
            let resolved = self.references.resolve(&member.schema);
            if resolved.is_some_and(|resolved| resolved.nullable) {
                let message = "there is no pair for `null`: a member that is it is not sent";
                self.note_left_out(&member.name.span, message.to_owned());
            }
        }
        let mut pairs = Vec::new();
        for (name, encoding) in &media.encoding {
            if let Some(style) = self.style_of_pair(target, ty, name, encoding) {
                pairs.push((name.clone(), style));
            }
        }
        Some(Body {
            media_type: media.name.clone(),
            ty: Some(ty),
            pairs: Some(pairs),
        })
    }

    /// The style of a member, where it is not written as any other.
    fn style_of_pair(
        &mut self,
        target: &'d Schema,
        body: TypeId,
        name: &str,
        encoding: &'d Encoding,
    ) -> Option<ParameterStyle> {
        let span = &encoding.place.span;
        if !encoding.headers.is_empty() {
            let message = "the headers of a pair are written nowhere: it has none";
            let mut found = Diagnostic::new(Code::UnreadRemark, span.clone(), message);
            found.severity = Severity::Note;
            self.faults.push(found);
        }
        let fields = match &self.types[body].shape {
            Shape::Struct(object) => Some(&object.fields),
            _ => None,
        };
        let Some(member) = target.members().find(|it| it.name.value == name) else {
            if fields.is_none() {
                // It may be a member of a branch.
                return encoding.style;
            }
            let known: Vec<&str> = target.members().map(|it| it.name.value.as_str()).collect();
            let message = format!("{} is no member of this body", quoted(name));
            let fault = Diagnostic::new(Code::ContradictingSchema, span.clone(), message)
                .with_help("how it is written is left out")
                .with_suggestion_of_many(&self.faults, name, known);
            self.faults.push(fault.sloppily(Severity::Warning));
            return None;
        };
        let ty = fields.and_then(|fields| fields.iter().find(|field| field.wire == name));
        let ty = ty.map(|field| field.ty.clone());
        let written = encoding.content_type.as_ref();
        let Some(style) = encoding.style else {
            let written = written?;
            return self.of_media_type(&written.value, &written.span, ty.as_ref());
        };
        self.note_uncounted(written);
        let Some(ty) = ty else {
            return Some(style);
        };
        if self.is_idle(span, style, &ty) {
            return None;
        }
        if let Some(problem) = self.unfit(ParameterPlace::Query, style, &ty) {
            if target.required_names().contains(name) {
                self.refuse(span, &format!("{problem} as a pair"));
            } else {
                let message = format!("{problem} as a pair is not supported, so it cannot be sent");
                let found = Diagnostic::new(Code::LeftOut, member.name.span.clone(), message);
                self.faults.push(found);
            }
        } else {
            self.note_undefined(span, style, &ty);
        }
        Some(style)
    }

    /// JSON is a style; text is what a scalar is anyway, and the items of an array are each by itself.
    fn of_media_type(
        &mut self,
        name: &str,
        span: &Span,
        ty: Option<&Type>,
    ) -> Option<ParameterStyle> {
        let listed = ty.is_some_and(|ty| matches!(ty.kind, Kind::Array(_)));
        if json_of(name).is_some() && !listed {
            return Some(ParameterStyle::Json);
        }
        if !name.starts_with("text/plain") {
            let message = format!("a pair is no {}: it is written as any other", quoted(name));
            let found = Diagnostic::new(Code::LeftOut, span.clone(), message);
            let help = "a scalar is text, an object JSON, and an array a pair for each item";
            self.faults.push(found.with_help(help));
        }
        None
    }
}
