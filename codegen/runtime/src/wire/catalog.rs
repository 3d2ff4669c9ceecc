//! Describes the types as data, for programs that look at a payload without decoding it, and for
//! tests that must not miss a type.
//!
//! The tables are in [`crate::catalog`]; here is what they are made of.

use super::document::{DecodeError, decode, encode};
use super::value::Value;
use std::fmt::Debug;

/// A document that is sent or received: a body, a part of a form, or an answer.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Root {
    /// Its name: `request`, `response`, `error`, or the name of a part of a form.
    pub name: &'static str,
    /// Its JSON Schema, as text.
    pub schema: &'static str,
    /// The shape of the document.
    pub shape: Shape,
    /// The type that decodes it.
    pub ty: &'static Type,
    /// The function that [`Validator`](super::validator::Validator) runs.
    #[cfg(feature = "validator")]
    pub(crate) check: super::validator::Check,
}

/// The shape of a value.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Shape {
    /// A boolean, a number, or a string.
    Scalar(Scalar),
    /// Any JSON value.
    Any,
    /// One of these strings.
    Enum(&'static [&'static str]),
    /// Items of one shape.
    Array(&'static Self),
    /// An object.
    Object(&'static Object),
    /// One of these objects.
    Union(&'static [&'static Object]),
    /// One of several values, of which not all are objects.
    Choice(&'static Alternatives),
}

/// Values of which one is there.
#[non_exhaustive]
pub struct Alternatives {
    /// Its name in the document that describes the API.
    pub schema: &'static str,
    /// Its name in Rust.
    pub rust: &'static str,
    /// The shape of each.
    pub shapes: &'static [Shape],
}

impl Debug for Alternatives {
    // They may contain themselves, so the shapes are not shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Alternatives")
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

/// The kind of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Scalar {
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction, within 64 bits.
    Integer,
    /// Any number that a double can hold.
    Number,
    /// A string.
    String,
}

/// An object and its members.
#[non_exhaustive]
pub struct Object {
    /// Its name in the document that describes the API.
    pub schema: &'static str,
    /// Its name in Rust.
    pub rust: &'static str,
    /// The members that its schema names.
    pub members: &'static [Member],
    /// What each of its other members is, where its schema says that.
    pub others: Option<Shape>,
    /// Members of which exactly one is expected.
    pub one_of: Option<OneOf>,
}

impl Debug for Object {
    // Objects may contain themselves, so the members are not shown.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Object")
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

/// A member of an object.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it has to be there.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// Who may see it.
    pub sensitivity: Sensitivity,
    /// How far its description can be trusted.
    pub standing: Option<Standing>,
    /// Where its description comes from.
    pub source: Option<&'static str>,
    /// The conflict between sources that decided it.
    pub conflict: Option<&'static str>,
    /// The strings that are described of a value that may be any string, such as error codes.
    pub known: &'static [&'static str],
    /// The shape of its value.
    pub shape: Shape,
}

impl Member {
    /// Creates a required member.
    pub(crate) const fn required(name: &'static str, shape: Shape) -> Self {
        Self {
            required: true,
            ..Self::optional(name, shape)
        }
    }

    /// Creates an optional member.
    pub(crate) const fn optional(name: &'static str, shape: Shape) -> Self {
        Self {
            name,
            required: false,
            nullable: false,
            sensitivity: Sensitivity::Public,
            standing: None,
            source: None,
            conflict: None,
            known: &[],
            shape,
        }
    }

    /// Allows `null`.
    pub(crate) const fn nullable(self) -> Self {
        Self {
            nullable: true,
            ..self
        }
    }

    pub(crate) const fn sensitivity(self, sensitivity: Sensitivity) -> Self {
        Self {
            sensitivity,
            ..self
        }
    }

    pub(crate) const fn standing(self, standing: Standing) -> Self {
        Self {
            standing: Some(standing),
            ..self
        }
    }

    pub(crate) const fn source(self, source: &'static str) -> Self {
        Self {
            source: Some(source),
            ..self
        }
    }

    pub(crate) const fn conflict(self, conflict: &'static str) -> Self {
        Self {
            conflict: Some(conflict),
            ..self
        }
    }

    pub(crate) const fn known(self, known: &'static [&'static str]) -> Self {
        Self { known, ..self }
    }
}

/// Who may see a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Sensitivity {
    /// Anybody.
    Public,
    /// It is about a person.
    Personal,
    /// It is a credential.
    Secret,
}

/// How far a description can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// The vendor says so.
    Documented,
    /// It was seen on the wire.
    Observed,
    /// It follows from something else.
    Inferred,
}

/// Members of which exactly one is expected, though the schema does not insist.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct OneOf {
    /// The member that names which one it is.
    pub named_by: Option<&'static str>,
    /// The members.
    pub choices: &'static [Choice],
}

/// One of the members of which exactly one is expected.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Choice {
    /// Its name on the wire.
    pub member: &'static str,
    /// The value of [`OneOf::named_by`] for this one.
    pub value: Option<&'static str>,
}

/// A type of this crate that is read and written as JSON.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Type {
    /// Its name in Rust.
    pub rust: &'static str,
    /// Its name in the document that describes the API.
    pub schema: &'static str,
    /// The [`Root`] in whose schema it is defined, by name.
    pub root: &'static str,
    /// Where in that schema, as a JSON Pointer: empty for the whole.
    pub pointer: &'static str,
    /// Decodes a JSON text, and encodes it again.
    pub round_trip: fn(&[u8]) -> Result<RoundTrip, DecodeError>,
    /// The schema that is derived from the type.
    #[cfg(feature = "schemars")]
    pub json_schema: fn() -> schemars::Schema,
}

impl Type {
    pub(crate) const fn of<T: Described>(
        rust: &'static str,
        schema: &'static str,
        root: &'static str,
        pointer: &'static str,
    ) -> Self {
        Self {
            rust,
            schema,
            root,
            pointer,
            round_trip: round_trip::<T>,
            #[cfg(feature = "schemars")]
            json_schema: || schemars::schema_for!(T),
        }
    }
}

/// The bounds of a type in the catalogue.
#[cfg(feature = "schemars")]
pub(crate) trait Described: Value + Debug + schemars::JsonSchema {}
#[cfg(feature = "schemars")]
impl<T: Value + Debug + schemars::JsonSchema> Described for T {}

/// The bounds of a type in the catalogue.
#[cfg(not(feature = "schemars"))]
pub(crate) trait Described: Value + Debug {}
#[cfg(not(feature = "schemars"))]
impl<T: Value + Debug> Described for T {}

/// The result of decoding a text and encoding it again.
#[non_exhaustive]
pub struct RoundTrip {
    /// The `Debug` output of the decoded value.
    pub debug: String,
    /// The encoded text, in clear.
    pub encoded: Vec<u8>,
}

/// Decodes a JSON text as a `T`, and encodes it again.
fn round_trip<T: Value + Debug>(text: &[u8]) -> Result<RoundTrip, DecodeError> {
    let value: T = decode(text)?;
    let debug = format!("{value:?}");
    // A number that was decoded is finite; were one not, no bytes are equal to no text.
    let encoded = encode(&value).unwrap_or_default();
    Ok(RoundTrip { debug, encoded })
}
