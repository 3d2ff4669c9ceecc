//! Finds which functions are called, starting from the documents: the others are not emitted.
//!
//! Most types are in no array, and a type whose every holder is left to the judge is never reached.

use super::super::context::Context;
use super::{object, union};
use crate::ir::Shape;
use std::collections::BTreeSet;

/// A call that the expression for a value makes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Call<'a> {
    /// For a member or an item of that type.
    Value(&'a str),
    /// For an array of objects of that type.
    List(&'a str),
}

impl<'a> Call<'a> {
    /// The name of the type.
    pub(super) fn ty(self) -> &'a str {
        match self {
            Self::Value(name) | Self::List(name) => name,
        }
    }
}

/// All calls of an API.
pub(super) struct Calls<'a> {
    made: BTreeSet<Call<'a>>,
    reached: BTreeSet<&'a str>,
}

impl<'a> Calls<'a> {
    pub(super) fn new(context: &Context<'a>) -> Self {
        let mut calls = Self {
            made: BTreeSet::new(),
            reached: BTreeSet::new(),
        };
        let mut open: Vec<&str> = context.api.roots.iter().map(|root| &*root.ty).collect();
        while let Some(name) = open.pop() {
            let Some(def) = context.find(name).filter(|_| calls.reached.insert(name)) else {
                continue;
            };
            match &def.shape {
                Shape::Struct(object) => {
                    let made = object::calls(context, def, object);
                    open.extend(made.iter().map(|call| call.ty()));
                    calls.made.extend(made);
                }
                Shape::Union(union) => open.extend(union::shapes(context, union)),
                Shape::Enum(_) | Shape::Multipart(_) => {}
            }
        }
        calls
    }

    /// Whether a value of the type is stepped over anywhere.
    pub(super) fn reach(&self, name: &str) -> bool {
        self.reached.contains(name)
    }

    pub(super) fn contain(&self, call: Call<'_>) -> bool {
        self.made.contains(&call)
    }
}
