//! What every type of this crate is built on: reading values from JSON, writing them back, and
//! redaction of what is personal or secret.
//!
//! Nothing here depends on the API: a type declares its members, and the rest is decided here,
//! once. No error repeats a value; it names the place.

#[cfg(feature = "catalog")]
pub mod catalog;
mod decimal;
mod digits;
mod document;
mod file;
mod listed;
mod members;
mod nullable;
mod object;
pub mod operation;
mod redacted;
mod scalar;
#[cfg(feature = "schemars")]
pub(crate) mod schema;
mod text;
mod union;
mod unknown;
mod unused;
#[cfg(feature = "validator")]
pub mod validator;
mod value;
mod visit;
mod whole;

pub use digits::{Integer, Number};
pub use document::{DecodeError, EncodeError, decode, encode};
pub use file::FilePart;
pub use listed::{Naming, NotListed, Repeat};
pub use members::Members;
pub use nullable::Nullable;
pub use redacted::{Personal, Secret};
pub use scalar::UnknownScalar;
pub use unknown::{UnknownMembers, UnknownValue};
pub use value::Value;

pub(crate) use object::{Object, Others, Slot, name, object, write, write_optional};
pub(crate) use scalar::{Kind, Scalar};
pub(crate) use text::Text;
pub(crate) use union::{Tag, Union, fits, requires};
pub(crate) use value::impl_value;
