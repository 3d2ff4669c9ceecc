//! Holds the types of an API, so that whoever refers to one has an id that always leads to it.

use super::TypeDef;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::{Index, IndexMut};

/// One of the [`Types`] of an API. Ids are in the order of the types.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TypeId(usize);

/// Every type of an API. Once the API is complete they are sorted by name, and each travels.
#[derive(Clone, PartialEq, Default)]
pub struct Types(Vec<TypeDef>);

/// What the ids are after types were dropped and sorted.
pub(crate) struct Renumbered(BTreeMap<TypeId, TypeId>);

impl Types {
    /// The types with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        let ids = (0..).map(TypeId);
        ids.zip(&self.0)
    }

    /// The ids of all of them.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.0.len()).map(TypeId)
    }

    pub(crate) fn add(&mut self, def: TypeDef) -> TypeId {
        self.0.push(def);
        TypeId(self.0.len() - 1)
    }

    /// Keeps these types and those that they mention, sorted by name.
    pub(crate) fn keep(&mut self, kept: impl Fn(TypeId) -> bool) -> Renumbered {
        let all = std::mem::take(&mut self.0);
        let ids = (0..).map(TypeId);
        let mut sorted: Vec<_> = ids.zip(all).filter(|(id, _)| kept(*id)).collect();
        sorted.sort_by(|(_, a), (_, b)| a.name.cmp(&b.name));
        let new = sorted.iter().zip((0..).map(TypeId));
        let renumbered = Renumbered(new.map(|((old, _), new)| (*old, new)).collect());
        self.0 = sorted.into_iter().map(|(_, def)| def).collect();
        for id in self.0.iter_mut().flat_map(TypeDef::mentioned_mut) {
            renumbered.apply(id);
        }
        renumbered
    }
}

impl Renumbered {
    pub(crate) fn apply(&self, id: &mut TypeId) {
        if let Some(new) = self.0.get(id) {
            *id = *new;
        }
    }
}

impl Index<TypeId> for Types {
    type Output = TypeDef;

    fn index(&self, id: TypeId) -> &TypeDef {
        &self.0[id.0]
    }
}

impl IndexMut<TypeId> for Types {
    fn index_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.0[id.0]
    }
}

impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.0)
    }
}

impl fmt::Debug for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}
