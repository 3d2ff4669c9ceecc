//! Derives from presence and kind what the parts of a struct make of a member: the field, `new`,
//! `with_…`, and how it is read and written.

use super::scope::Scope;
use crate::ir::{Field, Kind, Name, Presence, Sensitivity};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) struct Member<'a> {
    pub(super) field: &'a Field,
    /// The field's name in Rust.
    pub(super) name: &'a Name,
    /// The type without presence, boxed where it has to be.
    value: TokenStream,
    presence: Presence,
    pub(super) boxed: bool,
}

impl<'a> Member<'a> {
    pub(super) fn new(scope: &Scope<'_>, field: &'a Field) -> Self {
        let boxed = scope.is_boxed(field);
        let bare = scope.ty(&field.ty);
        let value = if boxed { quote!(Box<#bare>) } else { bare };
        Self {
            field,
            name: &field.name,
            value,
            presence: presence(field),
            boxed,
        }
    }

    pub(super) fn is_required(&self) -> bool {
        self.presence.is_required()
    }

    /// Whether the schema has no `null` where the type's `Option` would bring one.
    pub(super) fn forbids_null(&self) -> bool {
        self.presence == Presence::Optional && !self.is_any()
    }

    fn is_any(&self) -> bool {
        self.field.ty.kind == Kind::Any
    }

    /// The type without `Option`.
    fn present(&self, scope: &Scope<'_>) -> TokenStream {
        let value = &self.value;
        match self.presence {
            Presence::Required | Presence::Optional => value.clone(),
            Presence::RequiredNullable | Presence::OptionalNullable => {
                let nullable = scope.wire("Nullable");
                quote!(#nullable<#value>)
            }
        }
    }

    /// The type of the field.
    pub(super) fn ty(&self, scope: &Scope<'_>) -> TokenStream {
        let present = self.present(scope);
        if self.is_required() {
            present
        } else {
            quote!(Option<#present>)
        }
    }

    /// How it is read and written, as the macro `object` of the runtime has it.
    pub(super) fn on_the_wire(&self) -> TokenStream {
        if self.is_required() {
            quote!(required)
        } else if self.forbids_null() {
            quote!(unless_null)
        } else {
            quote!(optional)
        }
    }

    /// A parameter of this name, as wide as the type allows.
    pub(super) fn parameter(&self, scope: &Scope<'_>) -> TokenStream {
        let (name, present) = (&self.name, self.present(scope));
        if self.is_taken_as_it_is() {
            quote!(#name: #present)
        } else {
            quote!(#name: impl Into<#present>)
        }
    }

    /// What makes the value out of the parameter.
    pub(super) fn argument(&self) -> TokenStream {
        let name = &self.name;
        if self.is_taken_as_it_is() {
            quote!(#name)
        } else {
            quote!(#name.into())
        }
    }

    /// The field in `new`, where only required members have a parameter.
    pub(super) fn initial(&self) -> TokenStream {
        let (name, argument) = (&self.name, self.argument());
        match (self.is_required(), self.is_taken_as_it_is()) {
            (true, true) => quote!(#name),
            (true, false) => quote!(#name: #argument),
            (false, _) => quote!(#name: None),
        }
    }

    fn is_taken_as_it_is(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Optional)
            && !self.boxed
            && !matches!(
                self.field.ty.kind,
                Kind::String | Kind::Integer | Kind::Number
            )
            && self.field.ty.sensitivity == Sensitivity::Public
    }

    /// The name of the method that sets it.
    pub(super) fn setter(&self) -> Ident {
        format_ident!("with_{}", self.field.name)
    }
}

/// Any value may be `null` already, so the schema's `null` adds nothing to it.
pub(super) fn presence(field: &Field) -> Presence {
    match (field.presence, &field.ty.kind) {
        (Presence::RequiredNullable, Kind::Any) => Presence::Required,
        (Presence::OptionalNullable, Kind::Any) => Presence::Optional,
        (presence, _) => presence,
    }
}
