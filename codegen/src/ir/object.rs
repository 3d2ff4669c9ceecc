//! Defines objects: their members, and whether each must be there.

use super::{Direction, Docs, Name, Origin, Rule, Type, Value};

/// An object with named members; others are kept as they come.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Struct {
    /// In the order of the document, which is the order on the wire when we write. Not all of them may
    /// travel.
    pub fields: Vec<Field>,
    /// What its other members are, where they are all of one kind.
    pub others: Option<Box<Value>>,
    /// `x-one-of-properties`.
    pub one_of: Option<OneOfProperties>,
    /// Keywords of the object itself, such as `minProperties`.
    pub rules: Vec<Rule>,
}

impl Struct {
    /// The members that the Rust type has.
    pub fn travelling(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.travels)
    }

    /// Whether there may be no members but these.
    pub fn is_closed(&self) -> bool {
        let mut rules = self.rules.iter();
        rules.any(|rule| rule.keyword.closes(&rule.value))
    }
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Rust name, unique in its struct.
    pub name: Name,
    /// Name of the member on the wire.
    pub wire: String,
    /// What it holds.
    pub ty: Type,
    /// Whether it must be there.
    pub presence: Presence,
    /// Whether its `null` is a branch of a `oneOf`.
    pub null_by_one_of: bool,
    /// The only direction that it travels in: that of answers where it is `readOnly`, that of requests
    /// where it is `writeOnly`.
    pub only: Option<Direction>,
    /// Whether it travels in the direction of its type. One that does not is in the schema, and need not
    /// be there; the Rust type does not have it.
    pub travels: bool,
    /// What it means.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
}

/// Whether a member must be there, and whether it may be `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// There, and not `null`.
    Required,
    /// Not `null` if there.
    Optional,
    /// There, perhaps as `null`.
    RequiredNullable,
    /// Perhaps not there, perhaps `null`.
    OptionalNullable,
}

impl Presence {
    /// Whether the member must be there.
    pub fn is_required(self) -> bool {
        matches!(self, Self::Required | Self::RequiredNullable)
    }

    /// The same of a member that need not be there.
    pub(crate) fn optional(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::RequiredNullable | Self::OptionalNullable => Self::OptionalNullable,
        }
    }

    /// Whether it may be `null`.
    pub fn is_nullable(self) -> bool {
        matches!(self, Self::RequiredNullable | Self::OptionalNullable)
    }
}

/// Exactly one of these members is expected, though the schema does not insist.
#[derive(Debug, Clone, PartialEq)]
pub struct OneOfProperties {
    /// Name of the accessor's enum in Rust.
    pub name: Name,
    /// The member that names which one it is, by its name on the wire.
    pub named_by: Option<String>,
    /// In the order of the document.
    pub choices: Vec<Choice>,
    /// Where it stands.
    pub origin: Origin,
}

/// One of the members of which exactly one is expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// Rust name of the variant.
    pub name: Name,
    /// Name of the member on the wire.
    pub member: String,
    /// The value of `named_by` for it.
    pub value: Option<String>,
}
