//! What every emitted file may ask about the API as a whole.
//!
//! It stands apart because these answers need all types at once: which file a type is in, which
//! members must be boxed for a type to have a size, and which types a document reaches.

use super::ident;
use crate::Options;
use crate::ir::{Api, Field, Kind, Shape, Type, TypeDef};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) options: &'a Options,
    types: BTreeMap<&'a str, &'a TypeDef>,
    modules: BTreeMap<&'a str, String>,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, options: &'a Options) -> Self {
        let types = api
            .types
            .iter()
            .map(|def| (def.name.as_str(), def))
            .collect();
        Self {
            api,
            options,
            types,
            modules: modules(api),
        }
    }

    pub(super) fn find(&self, name: &str) -> Option<&'a TypeDef> {
        self.types.get(name).copied()
    }

    /// The module under `types` that a type is in.
    pub(super) fn module(&self, name: &str) -> &str {
        self.modules.get(name).map_or("", String::as_str)
    }

    /// Whether a member of `owner` leads back to `owner` without an array or a box between.
    pub(super) fn is_boxed(&self, owner: &str, field: &Field) -> bool {
        let Kind::Named(first) = &field.ty.kind else {
            return false;
        };
        let mut seen = BTreeSet::new();
        let mut open = vec![first.as_str()];
        while let Some(name) = open.pop() {
            if name == owner {
                return true;
            }
            if !seen.insert(name) {
                continue;
            }
            if let Some(Shape::Struct(object)) = self.find(name).map(|def| &def.shape) {
                open.extend(
                    object
                        .fields
                        .iter()
                        .filter_map(|field| match &field.ty.kind {
                            Kind::Named(next) => Some(next.as_str()),
                            _ => None,
                        }),
                );
            }
        }
        false
    }

    /// The types that a document of type `root` may hold, itself among them.
    pub(super) fn reached(&self, root: &'a str) -> BTreeSet<&'a str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![root];
        while let Some(name) = open.pop() {
            if seen.insert(name) {
                match self.find(name).map(|def| &def.shape) {
                    Some(Shape::Struct(object)) => {
                        open.extend(object.fields.iter().filter_map(|field| named(&field.ty)));
                    }
                    Some(Shape::Union(union)) => {
                        open.extend(union.variants.iter().map(|variant| variant.ty.as_str()));
                    }
                    Some(Shape::Enum(_) | Shape::Multipart(_)) | None => {}
                }
            }
        }
        seen
    }
}

/// The type of the document in a type, however many arrays are around it.
fn named(ty: &Type) -> Option<&str> {
    match &ty.kind {
        Kind::Array(items) => named(items),
        Kind::Named(name) => Some(name),
        Kind::Bool | Kind::I32 | Kind::I64 | Kind::Number | Kind::String | Kind::Any => None,
    }
}

/// A module for each type. Two names that differ in nothing but capitals are told apart by an
/// underscore: nobody outside sees these names.
fn modules(api: &Api) -> BTreeMap<&str, String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut modules = BTreeMap::new();
    for def in &api.types {
        let mut module = ident::snake(&def.name);
        while taken.contains(&module) {
            module.push('_');
        }
        taken.insert(module.clone());
        modules.insert(def.name.as_str(), module);
    }
    modules
}
