//! Collects the imports of one emitted file: a path goes in, the tokens that mean it in that file
//! come out, and the `use` declarations are printed with the rest.
//!
//! Names of the document never meet those of Rust or of the emitted crate: `name` keeps them apart.

use super::context::Context;
use super::ident::{ident, path};
use super::print::{self, blank};
use crate::ir::{Field, Kind, Sensitivity, Type, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// The names inside one emitted file.
pub(super) struct Scope<'a> {
    pub(super) context: &'a Context<'a>,
    /// The type that the file defines, if it does.
    own: Option<TypeId>,
    imports: RefCell<BTreeMap<&'static str, BTreeSet<String>>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            own: None,
            imports: RefCell::default(),
        }
    }

    /// The file under `types/` that defines this type.
    pub(super) fn of_type(context: &'a Context<'a>, own: TypeId) -> Self {
        Self {
            own: Some(own),
            ..Self::new(context)
        }
    }

    /// A name out of the module `wire`.
    pub(super) fn wire(&self, name: &str) -> TokenStream {
        self.import("crate::wire", name)
    }

    /// The module `wire` itself.
    pub(super) fn wire_module(&self) -> TokenStream {
        self.import("crate::wire", "self");
        quote!(wire)
    }

    /// A name from elsewhere.
    pub(super) fn import(&self, from: &'static str, name: &str) -> TokenStream {
        self.imports
            .borrow_mut()
            .entry(from)
            .or_default()
            .insert(name.to_owned());
        path(name)
    }

    /// A type of the document, in a file under `types/`.
    pub(super) fn named(&self, id: TypeId) -> TokenStream {
        let name = &self.context.def(id).name;
        if self.own == Some(id) {
            path(name)
        } else {
            self.import("super", name)
        }
    }

    /// A type of the document, in a file elsewhere.
    pub(super) fn in_types(&self, id: TypeId) -> TokenStream {
        let name = ident(&self.context.def(id).name);
        let types = self.import("crate", "types");
        quote!(#types::#name)
    }

    /// Whether a member of the type that the file defines leads back to it.
    pub(super) fn is_boxed(&self, field: &Field) -> bool {
        let own = self.own;
        own.is_some_and(|own| self.context.is_boxed(own, field))
    }

    /// A type where it is used in a file under `types/`, wrapped as its sensitivity demands.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        let bare = match &ty.kind {
            Kind::Bool => quote!(bool),
            Kind::I32 => quote!(i32),
            Kind::I64 => quote!(i64),
            Kind::U64 => quote!(u64),
            Kind::Double => quote!(f64),
            // By their path: a document may well have a `Number` of its own.
            Kind::Integer => {
                let wire = self.wire_module();
                quote!(#wire::Integer)
            }
            Kind::Number => {
                let wire = self.wire_module();
                quote!(#wire::Number)
            }
            Kind::String => self.text(ty),
            Kind::Any => quote!(serde_json::Value),
            Kind::Array(items) => {
                let items = self.ty(items);
                quote!(Vec<#items>)
            }
            Kind::Named(id) => self.named(*id),
        };
        let wrapper = self.wrapper(ty.sensitivity);
        wrapper.map_or_else(|| bare.clone(), |wrapper| quote!(#wrapper<#bare>))
    }

    /// A string, or what it is by its format.
    pub(super) fn text(&self, ty: &Type) -> TokenStream {
        let Some(format) = ty.format else {
            return quote!(String);
        };
        let (wire, name) = (self.wire_module(), ident(format.type_name()));
        quote!(#wire::#name)
    }

    /// A string that is wrapped as its sensitivity demands.
    pub(super) fn string(&self, sensitivity: Sensitivity) -> TokenStream {
        let wrapper = self.wrapper(sensitivity);
        wrapper.map_or_else(|| quote!(String), |wrapper| quote!(#wrapper<String>))
    }

    fn wrapper(&self, sensitivity: Sensitivity) -> Option<TokenStream> {
        match sensitivity {
            Sensitivity::Public => None,
            Sensitivity::Personal => Some(self.wire("Personal")),
            Sensitivity::Secret => Some(self.wire("Secret")),
        }
    }

    /// The text of the file: its docs, what stands before its imports, the imports, and the rest.
    pub(super) fn print(
        &self,
        head: &TokenStream,
        first: &TokenStream,
        rest: &TokenStream,
    ) -> String {
        let (imports, gap) = (self.imports(), blank());
        let tokens = quote!(#head #gap #first #gap #imports #gap #rest);
        print::print(tokens)
    }

    fn imports(&self) -> TokenStream {
        let imports = self.imports.borrow();
        let uses = imports.iter().map(|(from, names)| {
            let from = path(from);
            let names: Vec<_> = names.iter().map(|name| ident(name)).collect();
            match names.as_slice() {
                [only] if only != "self" => quote!(use #from::#only;),
                [_] => quote!(use #from;),
                names => quote!(use #from::{#(#names),*};),
            }
        });
        quote!(#(#uses)*)
    }
}
