//! Lowers what travels by itself: the type of a body, and of an item of one.

use super::reference::Resolved;
use super::ty::{self, Typed};
use super::{Base, Lowering, check, docs, value};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ir::{self, Shape, TypeId};
use crate::name::Case;
use crate::openapi::{MediaType, Schema};

impl<'d> Lowering<'d> {
    pub(super) fn form_type(&mut self, media: &'d MediaType, base: &str) -> Option<TypeId> {
        let resolved = self.references.resolve(&media.schema)?;
        if !resolved.nullable {
            self.refuse_beside(&media.schema);
        }
        let target = resolved.target;
        let pointer = target.place.pointer.as_str();
        if !self.forms.contains_key(pointer) {
            return None;
        }
        let id = if let Some(id) = self.ids.get(pointer) {
            *id
        } else {
            let base = self.named_here(&media.schema, base)?;
            self.add(target, &base)
        };
        self.add_examples(id, media);
        Some(id)
    }

    /// The type of a JSON body: an object, or a choice of them.
    pub(super) fn body_type(&mut self, media: &'d MediaType, base: &str) -> Option<TypeId> {
        self.refuse_beside(&media.schema);
        let id = self.document_type(&media.schema, base)?;
        self.add_examples(id, media);
        Some(id)
    }

    /// The type of what travels by itself: of a body, or of one of its items.
    pub(super) fn document_type(&mut self, schema: &'d Schema, base: &str) -> Option<TypeId> {
        let resolved = self.references.resolve(schema)?;
        if resolved.target.opaque {
            return None;
        }
        if resolved.nullable || !ty::is_structured(resolved.target) {
            return self.value_type(schema, &resolved, base);
        }
        let base = match resolved.component {
            Some(_) => base.to_owned(),
            None => self.named_here(schema, base)?.rust.to_string(),
        };
        self.ty(schema, &base, None)?.ty.named()
    }

    /// The type of a body that is no object: one for each component, and for each that stands right in
    /// an operation.
    fn value_type(
        &mut self,
        whole: &'d Schema,
        resolved: &Resolved<'d>,
        base: &str,
    ) -> Option<TypeId> {
        // An object or a set that may be null has a name already.
        let component = resolved
            .component
            .filter(|_| !ty::is_named(resolved.target));
        let (schema, base) = match component {
            Some(name) => (resolved.target, self.component_base(name, resolved.target)?),
            None => (whole, self.named_here(whole, base)?),
        };
        let pointer = schema.place.pointer.as_str();
        if let Some(id) = self.values.get(pointer) {
            return Some(*id);
        }
        let id = self.claim_type(schema, &base);
        self.values.insert(pointer, id);
        // What is inside is called after it.
        let mut base = self.types[id].name.to_string();
        if ty::is_named(schema) {
            base.push_str("Value");
        }
        let Typed { ty, nullable } = self.ty(whole, &base, None)?;
        self.types[id].shape = Shape::Value(ir::Value { ty, nullable });
        Some(id)
    }

    /// The name of a body that stands right in the operation.
    fn named_here(&mut self, schema: &'d Schema, base: &str) -> Option<Base> {
        let own = self.own_name(schema);
        self.name_of(base, own, Case::Type, &schema.place.span)
            .map(Base::new)
    }

    /// A body is its type: what stands beside the `$ref` has no place. What only says something of it
    /// is named.
    fn refuse_beside(&mut self, schema: &Schema) {
        if schema.reference().is_none() || check::is_bare(schema) {
            return;
        }
        let span = schema.place.span.clone();
        self.faults.push(if check::is_only_described(schema) {
            let message = "what is said here of a body beside its `$ref` is written nowhere";
            let mut found = Diagnostic::new(Code::UnreadRemark, span, message);
            found.severity = Severity::Note;
            found.with_help("what the component says of itself is")
        } else {
            let message = "a body that is more than a `$ref`";
            Diagnostic::new(Code::UnsupportedConstruct, span, message)
                .with_help("put it into the component, or into a component of its own")
        });
    }

    fn add_examples(&mut self, id: TypeId, media: &'d MediaType) {
        let fit = value::examples(media, &self.references, &mut self.faults);
        let examples = &mut self.types[id].docs.examples;
        for example in fit {
            if !examples.contains(example) {
                examples.push(example.clone());
            }
        }
        if !media.captions.is_empty() {
            let said = format!("Examples: {}.", media.captions.join("; "));
            let docs = &mut self.types[id].docs;
            let described = docs.description.take();
            if !described.as_ref().is_some_and(|text| text.ends_with(&said)) {
                docs.description =
                    docs::paragraphs([described.as_ref(), Some(&said)].into_iter().flatten());
            }
        }
    }
}
