//! Lowers answers that come as items, one after the other.

use super::{Lowering, raw, ty};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Framing, Items, Keyword, Response};
use crate::openapi::{MediaType, Schema, TypeName};
use serde_json::Value as Json;

/// The members of an event. A schema that has no others, and its data, is that of all of one.
const OF_EVENT: [&str; 4] = ["data", "event", "id", "retry"];

impl<'d> Lowering<'d> {
    /// The items of an answer with success, which all come as those of the `first` do.
    pub(super) fn items_of(
        &mut self,
        media: &'d MediaType,
        framing: Framing,
        base: &str,
        good: bool,
        first: &[Response],
    ) -> Option<Items> {
        let left_out =
            |message: &str| Diagnostic::new(Code::LeftOut, media.place.span.clone(), message);
        if !good {
            let message = "the items of a failure come as a whole, as they are";
            self.faults.push(left_out(message));
            return None;
        }
        let items = self.items(media, framing, base)?;
        let first = first.iter().find_map(|response| response.items.as_ref());
        if first.is_some_and(|first| *first != items) {
            let message = "items are read as those of another answer, and not as these";
            self.faults.push(left_out(message));
            return None;
        }
        Some(items)
    }

    /// The items of an answer. A schema is that of each of them; that of an array, of each of its.
    fn items(&mut self, media: &'d MediaType, framing: Framing, base: &str) -> Option<Items> {
        let resolved = self.references.resolve(&media.schema)?;
        let target = resolved.target;
        let (schema, listed) = match (&target.items, target.type_name()) {
            (Some(items), Some(TypeName::Array)) => (&**items, true),
            _ => (&media.schema, false),
        };
        let target = self.references.resolve(schema)?.target;
        let untyped = target.type_name().is_none() && !ty::is_structured(target);
        let events = framing == Framing::Events;
        let whole = events && self.is_event(schema);
        // A line of a list of texts is JSON; a text of lines is the whole.
        let string = target.type_name() == Some(TypeName::String);
        let is_text = target.opaque
            || (string && events)
            || (string && framing == Framing::Lines && !listed)
            || (untyped && events && !whole);
        let ty = if is_text {
            None
        } else {
            Some(self.document_type(schema, &format!("{base}Item"))?)
        };
        Some(Items {
            media_type: media.name.clone(),
            framing,
            whole: whole && ty.is_some(),
            ty,
        })
    }

    /// Whether a schema, or each branch of it, describes an event with what is around its data.
    fn is_event(&self, schema: &'d Schema) -> bool {
        let Some(resolved) = self.references.resolve(schema) else {
            return false;
        };
        let target = resolved.target;
        if let Some(union) = &target.union {
            let mut branches = union.branches.iter();
            return branches.all(|branch| self.is_object_of_event(branch));
        }
        // A choice that shapes no type is kept as it stands.
        let kept = target
            .rules
            .iter()
            .filter(|rule| rule.keyword == Keyword::AllOf);
        let kept = kept.filter_map(|rule| rule.value.get(0));
        let mut choices = kept.filter_map(|it| it.get("oneOf").or(it.get("anyOf"))?.as_array());
        match choices.next() {
            Some(branches) => branches
                .iter()
                .all(|branch| self.is_described_as_event(branch)),
            None => self.is_object_of_event(schema),
        }
    }

    fn is_object_of_event(&self, schema: &'d Schema) -> bool {
        let resolved = self.references.resolve(schema);
        let members = resolved.map(|resolved| resolved.target.members());
        let names = members.into_iter().flatten();
        are_of_event(names.map(|member| member.name.value.as_str()))
    }

    fn is_described_as_event(&self, schema: &Json) -> bool {
        let reference = schema.get("$ref").and_then(Json::as_str);
        let name = reference.and_then(raw::component);
        if let Some(component) = name.and_then(|it| self.document.components.schemas.get(&it)) {
            return self.is_object_of_event(component);
        }
        let members = schema.get("properties").and_then(Json::as_object);
        are_of_event(members.into_iter().flatten().map(|(name, _)| name.as_str()))
    }
}

fn are_of_event<'a>(names: impl Iterator<Item = &'a str>) -> bool {
    let names: Vec<&str> = names.collect();
    names.contains(&"data") && names.iter().all(|name| OF_EVENT.contains(name))
}
