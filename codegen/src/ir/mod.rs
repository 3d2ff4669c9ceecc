//! Defines the API as we mean it: what the document says, with every reference resolved and every
//! decision taken. `lower` makes it, `emit` reads it, and nothing else stands between them.
//!
//! It knows nothing of YAML or of Rust syntax, but Rust names are decided: a collision of names is
//! a fault of the document, found before anything is emitted.

mod format;
mod object;
mod operation;
mod set;
mod types;
mod union;

pub use format::Format;
pub use object::{Choice, Field, OneOfProperties, Presence, Struct};
pub use operation::{
    Body, Certificate, Credential, Header, Items, Operation, Parameter, Part, PartContent,
    Response, Root, Server, ServerVariable,
};

pub(crate) use operation::label;
pub use set::{Enum, ErrorCode, Variant};
pub use types::{TypeId, Types};
pub use union::{Guard, Tag, Union, UnionVariant};

pub use crate::name::Name;
pub use crate::vocabulary::{
    Framing, Keyword, ParameterPlace, ParameterStyle, Repeat, SecretForm, Sensitivity, Standing,
    Status, TypeName,
};

use crate::source::Span;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// One OpenAPI document.
#[derive(Debug, Clone, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.license.identifier`, an SPDX expression: what is emitted is under it too.
    pub licence: Option<String>,
    /// The prose of `info`.
    pub docs: Docs,
    /// What else the document says of the whole, a paragraph each.
    pub more: Vec<String>,
    /// Every type that is emitted.
    pub types: Types,
    /// Components as JSON Schema has them, for schemas that are kept whole and refer to them.
    pub whole: BTreeMap<String, Json>,
    /// By path, then by method.
    pub operations: Vec<Operation>,
    /// The secrets that the operations ask for, by name of the scheme.
    pub credentials: Vec<Credential>,
    /// Where the service is, if the document has it.
    pub server: Option<Server>,
    /// The documents that travel, each exported as a JSON Schema of its own; sorted by name.
    pub roots: Vec<Root>,
}

/// Where something comes from and how far it can be trusted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Origin {
    /// The place in the document.
    pub span: Span,
    /// JSON Pointer into the document.
    pub pointer: String,
    /// `x-source`: the section of the vendor's documentation, or the observation.
    pub source: Option<String>,
    /// `x-standing`.
    pub standing: Option<Standing>,
    /// `x-conflict`: the row of the register of conflicts that decided this.
    pub conflict: Option<String>,
}

/// The documentation of a thing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Docs {
    /// `title`, or `summary`.
    pub title: Option<String>,
    /// In Markdown.
    pub description: Option<String>,
    /// Values that the schema accepts.
    pub examples: Vec<Json>,
    /// The value that is meant where there is none. No more than a remark, as in JSON Schema.
    pub default: Option<Json>,
    /// A `format` that shapes no type, such as `date-time`.
    pub format: Option<String>,
    /// A `format` that the type has, such as `int64`: readers of the type need no word of it.
    pub shaping_format: Option<String>,
    /// Where there is more to read, as a sentence.
    pub see: Option<String>,
    /// No longer to be used.
    pub deprecated: bool,
    /// Sent by the service, not to it.
    pub read_only: bool,
    /// Sent to the service, not by it.
    pub write_only: bool,
}

impl Docs {
    /// Docs that are a description and no more.
    pub(crate) fn described(description: Option<String>) -> Self {
        Self {
            description,
            ..Self::default()
        }
    }
}

/// The direction in which a type travels; it decides whether its enums are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// To the service.
    Request,
    /// From the service.
    Response,
    /// Both.
    Both,
}

/// A named type.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeDef {
    /// Rust name, unique.
    pub name: Name,
    /// Name of the component, or for an inline schema the name it would have.
    pub schema: String,
    /// What it is.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
    /// The direction in which it travels.
    pub direction: Direction,
    /// What it is made of.
    pub shape: Shape,
}

/// What a type is made of.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// An object.
    Struct(Struct),
    /// A value out of a set.
    Enum(Enum),
    /// One of several values.
    Union(Union),
    /// A `multipart/form-data` body: no JSON of its own.
    Multipart(Vec<Part>),
    /// A body that is no object: an array, a scalar, or any value.
    Value(Value),
}

/// A value that may be `null`: one that travels as a whole, or each of the members without a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it holds.
    pub ty: Type,
    /// Whether it may be `null`.
    pub nullable: bool,
}

/// The type of a value where it is used.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// What Rust makes of it.
    pub kind: Kind,
    /// What is in a string that has a type for that.
    pub format: Option<Format>,
    /// Whom it may be shown to.
    pub sensitivity: Sensitivity,
    /// The *validated* keywords, as they stand in the document.
    pub rules: Vec<Rule>,
    /// What the document says of an item of an array where it stands in that array.
    pub about: Option<Box<Docs>>,
}

/// What Rust makes of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `boolean`.
    Bool,
    /// `integer` with the format `int32`.
    I32,
    /// `integer` with the format `int64`.
    I64,
    /// `integer` with the format `uint64`.
    U64,
    /// Any other `integer`, of any length.
    Integer,
    /// `number` with the format `float` or `double`.
    Double,
    /// Any other `number`, with all its digits.
    Number,
    /// `string`.
    String,
    /// Any JSON value.
    Any,
    /// `array`, by what its items are.
    Array(Box<Type>),
    /// A type of the document.
    Named(TypeId),
}

impl Kind {
    /// Whether it is an `integer`.
    pub fn is_integer(&self) -> bool {
        matches!(self, Self::I32 | Self::I64 | Self::U64 | Self::Integer)
    }

    /// Whether it is a `number`.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Double | Self::Number)
    }
}

/// A keyword that binds payloads and exports but shapes no type: `minimum`, `maxItems`…
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Which one.
    pub keyword: Keyword,
    /// As it stands in the document.
    pub value: Json,
}

impl TypeDef {
    /// The types that it mentions.
    pub fn mentioned(&self) -> Vec<TypeId> {
        match &self.shape {
            Shape::Struct(object) => {
                let fields = object.fields.iter();
                let others = object.others.iter().map(|others| &others.ty);
                let types = fields.map(|field| &field.ty).chain(others);
                types.filter_map(Type::named).collect()
            }
            Shape::Enum(_) => Vec::new(),
            Shape::Union(union) => {
                let variants = union.variants.iter();
                variants.filter_map(|variant| variant.ty.named()).collect()
            }
            Shape::Value(value) => value.ty.named().into_iter().collect(),
            Shape::Multipart(parts) => {
                let types = parts.iter().filter_map(|part| part.content.ty());
                types.filter_map(Type::named).collect()
            }
        }
    }

    pub(crate) fn mentioned_mut(&mut self) -> Vec<&mut TypeId> {
        match &mut self.shape {
            Shape::Struct(object) => {
                let fields = object.fields.iter_mut();
                let others = object.others.iter_mut().map(|others| &mut others.ty);
                let types = fields.map(|field| &mut field.ty).chain(others);
                types.filter_map(Type::named_mut).collect()
            }
            Shape::Enum(_) => Vec::new(),
            Shape::Union(union) => {
                let variants = union.variants.iter_mut();
                variants
                    .filter_map(|variant| variant.ty.named_mut())
                    .collect()
            }
            Shape::Value(value) => value.ty.named_mut().into_iter().collect(),
            Shape::Multipart(parts) => {
                let types = parts.iter_mut().filter_map(|part| part.content.ty_mut());
                types.filter_map(Type::named_mut).collect()
            }
        }
    }
}

impl Type {
    /// The type of the document in it, however many arrays are around it.
    pub fn named(&self) -> Option<TypeId> {
        match &self.kind {
            Kind::Array(items) => items.named(),
            Kind::Named(id) => Some(*id),
            _ => None,
        }
    }

    pub(crate) fn named_mut(&mut self) -> Option<&mut TypeId> {
        match &mut self.kind {
            Kind::Array(items) => items.named_mut(),
            Kind::Named(id) => Some(id),
            _ => None,
        }
    }
}
