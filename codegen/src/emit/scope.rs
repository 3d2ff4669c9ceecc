//! Names inside one emitted file: a name goes in, the tokens that mean it there come out, and what
//! has to be imported for them is kept.
//!
//! It stands apart because the `use` declarations of a file are known when the rest of it is
//! written. Names of the document never meet those of Rust or of this crate: `name` keeps them
//! apart.

use super::context::Context;
use super::ident::{ident, path};
use crate::ir::{Kind, Sensitivity, Type};
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// One file under `types/`.
pub(super) struct Scope<'a> {
    pub(super) context: &'a Context<'a>,
    /// The type that the file is for.
    own: &'a str,
    imports: RefCell<BTreeMap<&'static str, BTreeSet<String>>>,
}

impl<'a> Scope<'a> {
    pub(super) fn new(context: &'a Context<'a>, own: &'a str) -> Self {
        Self {
            context,
            own,
            imports: RefCell::default(),
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

    /// A type of the document.
    pub(super) fn named(&self, name: &str) -> TokenStream {
        if name == self.own {
            path(name)
        } else {
            self.import("super", name)
        }
    }

    /// A type where it is used, wrapped as its sensitivity demands.
    pub(super) fn ty(&self, ty: &Type) -> TokenStream {
        let bare = match &ty.kind {
            Kind::Bool => quote!(bool),
            Kind::I32 => quote!(i32),
            Kind::I64 => quote!(i64),
            Kind::Number => quote!(f64),
            Kind::String => quote!(String),
            Kind::Any => quote!(serde_json::Value),
            Kind::Array(items) => {
                let items = self.ty(items);
                quote!(Vec<#items>)
            }
            Kind::Named(name) => self.named(name),
        };
        let wrapping = match ty.sensitivity {
            Sensitivity::Public => return bare,
            Sensitivity::Personal => self.wire("Personal"),
            Sensitivity::Secret => self.wire("Secret"),
        };
        quote!(#wrapping<#bare>)
    }

    /// The `use` declarations that the names asked for so far need.
    pub(super) fn imports(&self) -> TokenStream {
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
