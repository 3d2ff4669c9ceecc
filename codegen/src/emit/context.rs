//! What every emitted file may ask about the API as a whole.
//!
//! It stands apart because these answers need all types at once: which file a type is in, which
//! members must be boxed for a type to have a size, and which types a document reaches.

use super::ident;
use crate::Options;
use crate::ir::{Api, Field, Kind, Root, Shape, Type, TypeDef};
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) options: &'a Options,
    types: BTreeMap<&'a str, &'a TypeDef>,
    modules: BTreeMap<&'a str, String>,
    /// Of each type the circle that it is part of, by the first of its types to be found.
    circles: BTreeMap<&'a str, &'a str>,
    /// Of each type the first document that may hold it.
    homes: BTreeMap<&'a str, &'a Root>,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, options: &'a Options) -> Self {
        let types = api
            .types
            .iter()
            .map(|def| (def.name.as_str(), def))
            .collect();
        let mut context = Self {
            api,
            options,
            circles: circles(&types),
            types,
            modules: modules(api),
            homes: BTreeMap::new(),
        };
        for root in &api.roots {
            for name in context.reached(&root.ty) {
                context.homes.entry(name).or_insert(root);
            }
        }
        context
    }

    /// The crate as Rust names it.
    pub(super) fn crate_name(&self) -> String {
        self.options.package.replace('-', "_")
    }

    /// A hand-written module, whose examples then use the emitted crate.
    pub(super) fn of_this_crate(&self, text: &str) -> String {
        text.replace("codegen_runtime", &self.crate_name())
    }

    /// The first document that may hold a type.
    pub(super) fn home(&self, name: &str) -> Option<&'a Root> {
        self.homes.get(name).copied()
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
        let Kind::Named(name) = &field.ty.kind else {
            return false;
        };
        let circle = |name: &str| self.circles.get(name);
        circle(name).is_some() && circle(name) == circle(owner)
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

/// The circles of structs that hold one another right in themselves: two types are in the same
/// one if each leads to the other. What is found last on the way out is the start on the way back.
fn circles<'a>(types: &BTreeMap<&'a str, &'a TypeDef>) -> BTreeMap<&'a str, &'a str> {
    let mut ahead: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut back: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, def) in types {
        let Shape::Struct(object) = &def.shape else {
            continue;
        };
        for field in &object.fields {
            if let Kind::Named(next) = &field.ty.kind {
                ahead.entry(name).or_default().push(next);
                back.entry(next).or_default().push(name);
            }
        }
    }
    let mut left: Vec<&str> = Vec::new();
    let mut seen = BTreeSet::new();
    for start in types.keys() {
        let mut open = vec![(*start, false)];
        while let Some((name, done)) = open.pop() {
            if done {
                left.push(name);
            } else if seen.insert(name) {
                open.push((name, true));
                let next = ahead.get(name).into_iter().flatten();
                open.extend(next.map(|next| (*next, false)));
            }
        }
    }
    let mut circles = BTreeMap::new();
    for start in left.into_iter().rev() {
        let mut open = vec![start];
        while let Some(name) = open.pop() {
            if !circles.contains_key(name) {
                circles.insert(name, start);
                open.extend(back.get(name).into_iter().flatten());
            }
        }
    }
    circles
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
/// underscore, and so is one that is called as the module around it: nobody outside sees these
/// names.
fn modules(api: &Api) -> BTreeMap<&str, String> {
    let mut taken = BTreeSet::from(["types".to_owned()]);
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
