//! Lowers objects: their members, and those of which exactly one is expected.

use super::naming::Wanted;
use super::ty::{self, Typed};
use super::{Base, Lowering, docs};
use crate::diagnostic::{Code, Diagnostic};
use crate::ir::{Choice, Field, Kind, OneOfProperties, Presence, Struct, Value};
use crate::name::{Case, Name, Scope, quoted};
use crate::openapi::{Property, RustName, Schema, Spanned};
use crate::source::Span;
use std::collections::BTreeSet;

/// Methods that every emitted struct has.
const METHODS: [&str; 6] = [
    "additional_members",
    "additional_members_mut",
    "new",
    "unknown_members",
    "unknown_members_mut",
    "with_additional_members",
];

impl<'d> Lowering<'d> {
    pub(super) fn object(&mut self, schema: &'d Schema, base: &Base) -> Struct {
        let required: BTreeSet<&str> = schema
            .required
            .iter()
            .map(|name| name.value.as_str())
            .collect();
        let mut scope = Scope::new(quoted(&base.rust));
        let names = self.field_names(schema, &mut scope);
        let mut fields = Vec::new();
        for (property, name) in schema.members().zip(names) {
            let must = required.contains(property.name.value.as_str());
            let Some(name) = name else { continue };
            fields.extend(self.field(property, name, must, base));
        }
        let others = schema.additional.as_deref();
        let others = others.and_then(|others| self.others(others, base));
        let one_of = self.one_of(schema, base);
        if let (Some(one_of), Some(declared)) = (&one_of, &schema.one_of) {
            self.claim_accessors(one_of, &declared.place.span, &fields);
        }
        Struct {
            fields,
            others,
            one_of,
            rules: schema.rules.iter().map(ty::of_rule).collect(),
        }
    }

    /// What a member is that has no name.
    fn others(&mut self, schema: &'d Schema, base: &Base) -> Option<Box<Value>> {
        let base = self.base_of(schema, format!("{}Value", base.rust))?;
        let Typed { mut ty, nullable } = self.ty(schema, &base, None)?;
        let named = matches!(ty.kind, Kind::Named(_));
        ty.about = docs::of_items(&self.references.resolve(schema)?, named);
        Some(Box::new(Value { ty, nullable }))
    }

    /// The names of the members in Rust, taken in their struct.
    pub(super) fn field_names(
        &mut self,
        schema: &'d Schema,
        scope: &mut Scope,
    ) -> Vec<Option<Name>> {
        let members = schema.members();
        let wanted: Vec<_> = members
            .map(|property| {
                let Spanned { value, span } = &property.name;
                let own = self.own_name(&property.schema);
                Some(Wanted {
                    name: self.name_of(value, own, Case::Field, span)?,
                    given: own.is_some(),
                    original: value,
                    span,
                })
            })
            .collect();
        self.take(scope, &wanted)
    }

    fn field(
        &mut self,
        property: &'d Property,
        name: Name,
        required: bool,
        base: &Base,
    ) -> Option<Field> {
        let schema = &property.schema;
        let Typed { ty, nullable } = self.ty(schema, &inner(base, &name), None)?;
        let resolved = self.references.resolve(schema)?;
        let presence = match (required, nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        Some(Field {
            name,
            wire: property.name.value.clone(),
            docs: docs::of_field(&resolved, matches!(ty.kind, Kind::Named(_))),
            origin: docs::origin_of_field(schema, &resolved),
            ty,
            presence,
            null_by_one_of: resolved.by_one_of,
            only: self.only_direction(&resolved),
            travels: true,
        })
    }

    /// The accessor is a method beside those that every struct has.
    fn claim_accessors(&mut self, one_of: &OneOfProperties, span: &Span, fields: &[Field]) {
        let accessor = one_of.name.in_case(Case::Item).to_string();
        let naming = one_of
            .named_by
            .as_ref()
            .map(|_| format!("{accessor}_naming"));
        let setters = fields.iter().map(|field| format!("with_{}", field.name));
        let own = METHODS.iter().map(|&method| method.to_owned());
        let methods: BTreeSet<String> = own.chain(setters).collect();
        for method in std::iter::once(accessor).chain(naming) {
            if methods.contains(&method) {
                let message = format!(
                    "the accessor of {} would be a second method {}",
                    quoted(&one_of.name),
                    quoted(&method)
                );
                self.faults.push(
                    Diagnostic::new(Code::NameCollision, span.clone(), message)
                        .with_help("give `x-one-of-properties` another `name`"),
                );
            }
        }
    }

    fn one_of(&mut self, schema: &'d Schema, base: &Base) -> Option<OneOfProperties> {
        let one_of = schema.one_of.as_ref()?;
        let span = &one_of.place.span;
        let made = format!("{}Choice", base.rust);
        let name = self.name_of(&made, one_of.name.as_ref(), Case::Type, span)?;
        self.claim_name(&name, "x-one-of-properties", span);
        let mut scope = Scope::new(quoted(&name));
        let mut choices = Vec::new();
        // Members have an order, the map of choices has none.
        for property in schema.members() {
            let member = &property.name.value;
            let choice = one_of
                .choices
                .iter()
                .find(|(name, _)| name.value == *member);
            let Some((at, value)) = choice else { continue };
            let text = match (&property.schema.rust_name, value) {
                (Some(RustName::Own(name)), _) => &name.value,
                (_, Some(value)) => value,
                (_, None) => member,
            };
            let name = self.made_name(text, Case::Variant, &at.span);
            let wanted = Wanted {
                name,
                given: false,
                original: member,
                span: &at.span,
            };
            let name = self.take_one(&mut scope, &wanted, &BTreeSet::new());
            choices.push(Choice {
                name,
                member: member.clone(),
                value: value.clone(),
            });
        }
        let named_by = one_of.named_by.as_ref().map(|name| name.value.clone());
        Some(OneOfProperties {
            name,
            named_by,
            choices,
            origin: docs::origin(&one_of.place),
        })
    }
}

/// The name of what stands in a member: that of the object, and that of the member.
pub(super) fn inner(base: &Base, field: &Name) -> String {
    let field = field.in_case(Case::Variant);
    format!("{}{}", base.rust, field.trim_end_matches('_'))
}
