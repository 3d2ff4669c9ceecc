//! Defines a schema as it stands, with its extensions.

use super::{Place, Spanned};
use crate::diagnostic::Diagnostic;
use crate::openapi::url::decoded;
use crate::source::Span;
pub use crate::vocabulary::TypeName;
use crate::vocabulary::{Keyword, Repeat, Sensitivity};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// A schema: keywords as they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Schema {
    /// Where it stands.
    pub place: Place,
    /// `$ref`
    pub reference: Option<Spanned<String>>,
    /// `type`
    pub types: Option<Spanned<Types>>,
    /// `properties`, in the order of the document.
    pub properties: Option<Spanned<Vec<Property>>>,
    /// `required`
    pub required: Vec<Spanned<String>>,
    /// `items`
    pub items: Option<Box<Schema>>,
    /// `additionalProperties`, where it is a schema that says something.
    pub additional: Option<Box<Schema>>,
    /// `enum`, or `const` as the only value.
    pub values: Option<Spanned<Vec<Spanned<Json>>>>,
    /// What is said of a value of `enum`, by its JSON text, where it is a branch of its own.
    pub values_docs: BTreeMap<String, ValueDocs>,
    /// `x-enum-varnames` or `x-enumNames`: what the values are called for generators, each by its JSON.
    pub values_names: BTreeMap<String, Spanned<String>>,
    /// `oneOf` or `anyOf`
    pub union: Option<Branches>,
    /// `type`, where it names several: until the schema is read.
    pub(crate) several: Option<Spanned<Several>>,
    /// `format`
    pub format: Option<Spanned<String>>,
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `example` and `examples`
    pub examples: Vec<Spanned<Json>>,
    /// `default`
    pub default: Option<Spanned<Json>>,
    /// `externalDocs`
    pub see: Option<String>,
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `readOnly`
    pub read_only: Option<bool>,
    /// `writeOnly`
    pub write_only: Option<bool>,
    /// The *validated* keywords, in the order of the list of keywords.
    pub rules: Vec<Rule>,
    /// What of it shapes no type, each with what is said of it: the whole schema is then kept for
    /// the judge, or refused.
    pub unshaped: Vec<Diagnostic>,
    /// Whether something of it was refused, so that nothing more can be said of it.
    pub opaque: bool,
    /// `x-sensitivity`
    pub sensitivity: Option<Spanned<Sensitivity>>,
    /// `x-rust-name`
    pub rust_name: Option<RustName>,
    /// `x-one-of-properties`
    pub one_of: Option<OneOfProperties>,
    /// `x-error-codes`
    pub error_codes: Option<Spanned<Vec<ErrorCode>>>,
}

/// The value of `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Types {
    /// The type.
    pub name: TypeName,
    /// Whether `"null"` stands beside it.
    pub nullable: bool,
}

/// What is said of a value of a set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ValueDocs {
    /// `title`
    pub title: Option<String>,
    /// `description`
    pub description: Option<String>,
    /// `deprecated`
    pub deprecated: bool,
}

/// A member of `properties`.
#[derive(Debug, Clone, PartialEq)]
pub struct Property {
    /// Its key.
    pub name: Spanned<String>,
    /// Its schema.
    pub schema: Schema,
    /// Whether `required` names it, and nothing describes it.
    pub implied: bool,
}

/// `oneOf` or `anyOf`
#[derive(Debug, Clone, PartialEq)]
pub struct Branches {
    /// Place of the keyword.
    pub span: Span,
    /// `oneOf`
    pub exclusive: bool,
    /// How many branches accept `null` and nothing else; they are not among the branches.
    pub nulls: usize,
    /// The others.
    pub branches: Vec<Schema>,
    /// `discriminator`
    pub discriminator: Option<Discriminator>,
}

/// `discriminator`
#[derive(Debug, Clone, PartialEq)]
pub struct Discriminator {
    /// `propertyName`
    pub member: Spanned<String>,
    /// `mapping`
    pub mapping: Vec<(Spanned<String>, Spanned<String>)>,
}

impl Discriminator {
    /// The values of the member by which a branch is known: those mapped to it, and its name where that
    /// is not mapped to another.
    pub fn values_of(&self, branch: &Schema) -> BTreeSet<String> {
        let leads_here = |(_, to): &&(_, Spanned<String>)| Self::leads_to(&to.value, branch);
        let mapped = self.mapping.iter().filter(leads_here);
        let mapped = mapped.map(|(value, _)| value.value.clone());
        let name = branch.reference().and_then(|it| component(&it.value));
        let free = |name: &String| self.mapping.iter().all(|(value, _)| value.value != *name);
        mapped.chain(name.filter(free)).collect()
    }

    /// Whether what a mapping maps to is a branch: its reference, or the name of its component.
    pub fn leads_to(text: &str, branch: &Schema) -> bool {
        let Some(reference) = branch.reference() else {
            return false;
        };
        reference.value == text || component(&reference.value).is_some_and(|name| name == text)
    }
}

/// The component that a reference leads to.
fn component(reference: &str) -> Option<String> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    (!name.contains('/')).then(|| decoded(name))
}

impl Branches {
    /// Whether `null` satisfies it, where `others` of the branches accept it beside other values.
    pub fn accepts_null(&self, others: usize) -> bool {
        match self.nulls + others {
            0 => false,
            1 => true,
            _ => !self.exclusive,
        }
    }
}

/// A *validated* keyword and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The keyword.
    pub keyword: Keyword,
    /// Place of the keyword.
    pub span: Span,
    /// Its value.
    pub value: Json,
}

impl Rule {
    /// Whether it refuses the members of an object that have no name.
    pub fn closes(&self) -> bool {
        self.keyword.closes(&self.value)
    }
}

/// `x-rust-name`
#[derive(Debug, Clone, PartialEq)]
pub enum RustName {
    /// The name of the thing itself.
    Own(Spanned<String>),
    /// Names for the values of an `enum`.
    Values(Spanned<BTreeMap<String, Spanned<String>>>),
}

/// `x-one-of-properties`
#[derive(Debug, Clone, PartialEq)]
pub struct OneOfProperties {
    /// Where it stands.
    pub place: Place,
    /// `name`
    pub name: Option<Spanned<String>>,
    /// `named-by`
    pub named_by: Option<Spanned<String>>,
    /// `properties`: member, and the value of `named-by` for it.
    pub choices: Vec<(Spanned<String>, Option<String>)>,
}

/// An item of `x-error-codes`
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorCode {
    /// `code`
    pub code: Spanned<String>,
    /// `name`
    pub name: Spanned<String>,
    /// `status`
    pub status: Option<u16>,
    /// `message`
    pub message: Option<String>,
    /// `repeat`
    pub repeat: Repeat,
}

impl Schema {
    /// The only branch of a `oneOf` or `anyOf`, `null` not counted: where it is a `$ref`, the whole
    /// is that reference with room for `null`.
    pub fn sole_branch(&self) -> Option<&Schema> {
        match self.union.as_ref()?.branches.as_slice() {
            [only] if only.reference.is_some() => Some(only),
            _ => None,
        }
    }

    /// The `$ref` it comes down to: its own, or that of its only branch.
    pub fn reference(&self) -> Option<&Spanned<String>> {
        self.reference
            .as_ref()
            .or_else(|| self.sole_branch()?.reference.as_ref())
    }

    /// The members of `properties`.
    pub fn members(&self) -> impl Iterator<Item = &Property> {
        let properties = self.properties.iter();
        properties.flat_map(|properties| &properties.value)
    }

    /// The names that `required` has.
    pub fn required_names(&self) -> BTreeSet<&str> {
        let names = self.required.iter();
        names.map(|name| name.value.as_str()).collect()
    }

    /// The type that `type` names.
    pub fn type_name(&self) -> Option<TypeName> {
        self.types.as_ref().map(|types| types.value.name)
    }

    /// Whether it is an object, whatever choice stands beside that.
    pub fn is_object_by_itself(&self) -> bool {
        let object = self.type_name().map(|name| name == TypeName::Object);
        object.unwrap_or(self.properties.is_some())
    }

    /// Whether it is an object without members that have no name.
    pub fn is_closed(&self) -> bool {
        self.rules.iter().any(Rule::closes)
    }

    /// Takes away what binds values of one type or another.
    pub(crate) fn clear_of_types(&mut self) {
        self.properties = None;
        self.required.clear();
        self.items = None;
        self.additional = None;
        self.values = None;
        self.format = None;
        self.rules.clear();
    }

    /// The schemas right inside it.
    pub(crate) fn children_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let properties = self.properties.iter_mut();
        let properties = properties.flat_map(|properties| &mut properties.value);
        let properties = properties.map(|property| &mut property.schema);
        let branches = self.union.iter_mut().flat_map(|union| &mut union.branches);
        let inner = self.items.as_deref_mut().into_iter();
        let inner = inner.chain(self.additional.as_deref_mut());
        properties.chain(inner).chain(branches)
    }

    /// The schemas right inside it.
    pub fn children(&self) -> impl Iterator<Item = &Schema> {
        let properties = self.members().map(|property| &property.schema);
        let branches = self.union.iter().flat_map(|union| &union.branches);
        let inner = self.items.as_deref().into_iter();
        let inner = inner.chain(self.additional.as_deref());
        properties.chain(inner).chain(branches)
    }
}

/// The types that a list names.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Several {
    pub(in crate::openapi) types: Vec<TypeName>,
    pub(in crate::openapi) null: bool,
}
