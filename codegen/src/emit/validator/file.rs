//! Collects what one emitted file uses: imports, and functions in the files of other types.

use super::super::context::Context;
use super::super::scope::Scope;
use crate::ir::{TypeDef, TypeId};
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// A call of a function in the file of a type.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Call {
    /// For a member or an item of that type, or what alone begins with such a byte.
    Value(TypeId),
    /// For one of several objects of which it is known by its members that it is that type.
    Branch(TypeId),
    /// For an array of objects of that type.
    List(TypeId),
}

impl Call {
    pub(super) fn ty(self) -> TypeId {
        match self {
            Self::Value(id) | Self::Branch(id) | Self::List(id) => id,
        }
    }
}

/// The file of a type.
pub(super) struct File<'a> {
    pub(super) scope: Scope<'a>,
    calls: RefCell<BTreeSet<Call>>,
}

impl<'a> File<'a> {
    pub(super) fn new(context: &'a Context<'a>) -> Self {
        Self {
            scope: Scope::new(context),
            calls: RefCell::default(),
        }
    }

    /// The definition of a type.
    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef {
        self.scope.context.def(id)
    }

    /// A name out of the module of the runtime that the emitted functions are written with.
    pub(super) fn name(&self, name: &str) -> TokenStream {
        self.scope.import("crate::wire::validator", name)
    }

    /// The module that has the called function.
    pub(super) fn module_of(&self, call: Call) -> TokenStream {
        self.calls.borrow_mut().insert(call);
        self.scope
            .import("super", self.scope.context.module(call.ty()))
    }

    /// The calls that the functions of this file make.
    pub(super) fn calls(&self) -> BTreeSet<Call> {
        self.calls.borrow().clone()
    }

    /// A function for a value of which something is asked that is not compiled.
    pub(super) fn undecided(&self) -> TokenStream {
        let [cursor, path] = ["Cursor", "Path"].map(|name| self.name(name));
        quote! {
            pub(crate) fn check(_: &mut #cursor<'_>, at: usize, _: &#path<'_>) -> Option<usize> {
                #cursor::undecided(at)
            }
        }
    }
}
