//! Answers what takes all types of the API at once: which file a type is in, which members must be
//! boxed for a type to have a size, and which types a document reaches.

use crate::circles::{Circles, Edges, circles};
use crate::ir::{Api, Field, Kind, Name, Root, Shape, TypeDef, TypeId};
use crate::{Options, Part};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

pub(super) struct Context<'a> {
    pub(super) api: &'a Api,
    pub(super) options: &'a Options,
    modules: BTreeMap<TypeId, Name>,
    /// Of each type the circle that it is part of, by the first of its types to be found.
    circles: BTreeMap<TypeId, TypeId>,
    /// Of each type the first document that may hold it.
    homes: BTreeMap<TypeId, &'a Root>,
    /// Whether all operations have one error; each of them asks.
    pub(super) one_error: OnceCell<bool>,
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api, options: &'a Options) -> Self {
        let mut context = Self {
            api,
            options,
            circles: held_in_itself(api).of,
            modules: modules(api),
            homes: BTreeMap::new(),
            one_error: OnceCell::new(),
        };
        for root in &api.roots {
            for id in context.reached(root.ty) {
                context.homes.entry(id).or_insert(root);
            }
        }
        context
    }

    /// Whether the crate has a part.
    pub(super) fn has(&self, part: Part) -> bool {
        part.is_in(self.options.with.iter().copied())
    }

    /// The features that the crate does not have.
    pub(super) fn left_out(&self) -> Vec<&'static str> {
        let features = [Part::Schemars, Part::Validator].into_iter();
        let features = features.filter(|part| !self.has(*part));
        features.map(Part::name).collect()
    }

    /// The crate as Rust names it.
    pub(super) fn crate_name(&self) -> String {
        self.options.package.replace('-', "_")
    }

    /// A hand-written module, whose examples then use the emitted crate.
    pub(super) fn of_this_crate(&self, text: &str) -> String {
        text.replace("codegen_runtime", &self.crate_name())
    }

    /// The first document that may hold a type; none where the type is a form.
    pub(super) fn home(&self, id: TypeId) -> Option<&'a Root> {
        self.homes.get(&id).copied()
    }

    pub(super) fn def(&self, id: TypeId) -> &'a TypeDef {
        &self.api.types[id]
    }

    /// The module under `types` that a type is in.
    pub(super) fn module(&self, id: TypeId) -> &Name {
        &self.modules[&id]
    }

    /// Whether a member of `owner` leads back to `owner` without an array or a box between.
    pub(super) fn is_boxed(&self, owner: TypeId, field: &Field) -> bool {
        let Kind::Named(id) = &field.ty.kind else {
            return false;
        };
        self.circles[id] == self.circles[&owner]
    }

    /// The types that a document of type `root` may hold, itself among them.
    pub(super) fn reached(&self, root: TypeId) -> BTreeSet<TypeId> {
        let mut seen = BTreeSet::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            if seen.insert(id) {
                open.extend(self.def(id).mentioned());
            }
        }
        seen
    }
}

/// The circles of structs that hold one another right in themselves.
fn held_in_itself(api: &Api) -> Circles<TypeId> {
    let mut ahead = Edges::new();
    for (id, def) in api.types.iter() {
        let Shape::Struct(object) = &def.shape else {
            continue;
        };
        for field in object.travelling() {
            if let Kind::Named(next) = field.ty.kind {
                ahead.entry(id).or_default().push(next);
            }
        }
    }
    circles(api.types.ids(), &ahead)
}

/// A module for each type. Two names that differ in nothing but capitals are distinguished
/// by an underscore, and so is one that is called as a module of the crate that stands beside it in
/// a file, or around it: these names are private.
fn modules(api: &Api) -> BTreeMap<TypeId, Name> {
    let mut modules: BTreeMap<TypeId, Name> = BTreeMap::new();
    let beside = ["catalog", "object", "types", "validator"];
    let mut taken: BTreeSet<String> = beside.map(ToOwned::to_owned).into();
    for (id, def) in api.types.iter() {
        let mut module = def.name.module();
        while !taken.insert(module.to_string()) {
            module = module.underscored();
        }
        modules.insert(id, module);
    }
    modules
}
