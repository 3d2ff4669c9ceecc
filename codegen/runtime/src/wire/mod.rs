//! What every type of this crate is made of: how values come out of JSON and go back into it, and
//! how what is personal or secret is kept from being printed.
//!
//! It stands apart from the types because nothing here depends on the API: a type says which
//! members it has, and everything that can go wrong on the way is decided here, once. No error of
//! this module repeats a value; it names the place.

pub mod catalog;
mod document;
mod file;
mod listed;
mod nullable;
mod object;
pub mod operation;
mod redacted;
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

pub use document::{DecodeError, EncodeError, decode, encode};
pub use file::FilePart;
pub use listed::{Naming, NotListed, Repeat};
pub use nullable::Nullable;
pub use redacted::{Personal, Secret};
pub use unknown::{UnknownMembers, UnknownValue};
pub use value::Value;

pub(crate) use object::{Missing, Object, Slot, write, write_optional};
pub(crate) use text::Text;
pub(crate) use union::{Union, fits};
pub(crate) use value::impl_value;
