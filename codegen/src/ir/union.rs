//! Defines a choice: one of several values, and what tells which.

use super::{Kind, Name, Type, TypeId};
use serde_json::Value as Json;

/// One of several values: the first of them that what comes can be read as.
#[derive(Debug, Clone, PartialEq)]
pub struct Union {
    /// In the order of the document.
    pub variants: Vec<UnionVariant>,
    /// The order in which they are tried: a set of values before anything else, an integer before any
    /// other number, an object that must have more members before one that need not, and else that of
    /// the document.
    pub tries: Vec<usize>,
    /// `oneOf` rather than `anyOf`.
    pub exclusive: bool,
    /// Whether `type: object` stands beside it.
    pub typed: bool,
    /// The member that says which of several objects one is.
    pub tag: Option<Tag>,
    /// Whether one value may be read as several of them, so that the order decides.
    pub in_order: bool,
}

/// A member that says which of several objects one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its name on the wire.
    pub member: String,
    /// Whether the schemas of the objects have it say so, rather than a `discriminator` alone.
    pub binds: bool,
}

/// One of the values of a union.
#[derive(Debug, Clone, PartialEq)]
pub struct UnionVariant {
    /// Rust name of the variant.
    pub name: Name,
    /// What it holds.
    pub ty: Type,
    /// What is looked at before anything is read as it.
    pub guard: Guard,
}

/// What is looked at before something is read as one of several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Guard {
    /// Nothing.
    None,
    /// Whether the tag is one of these, as the schema has it.
    Tagged {
        /// The scalars that it may be.
        values: Vec<Json>,
        /// Whether it has to be there.
        always: bool,
    },
    /// Whether the tag is one of these names. One that is not names no other: then all are tried, unless
    /// this one is read by its name `only`, so that a choice that leads back to itself reads nothing
    /// twice.
    Named {
        /// The names.
        values: Vec<String>,
        /// Whether it is read by its name only.
        only: bool,
    },
    /// Whether these members are there, which an object must have; then no other is tried. So a choice
    /// that leads back to itself reads nothing twice.
    Requires(Vec<String>),
}

impl UnionVariant {
    /// The type of the document that it is, if it is no array and no scalar.
    pub fn id(&self) -> Option<TypeId> {
        match self.ty.kind {
            Kind::Named(id) => Some(id),
            _ => None,
        }
    }
}
