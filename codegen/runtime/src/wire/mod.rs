//! What every type of this crate is built on: reading values from JSON, writing them back, and
//! redaction of what is personal or secret.
//!
//! Nothing here depends on the API: a type declares its members, and the rest is decided here,
//! once. No error repeats a value; it names the place.

#[cfg(feature = "catalog")]
pub mod catalog;
#[cfg(feature = "numbers")]
mod decimal;
#[cfg(feature = "numbers")]
mod digits;
mod document;
#[cfg(feature = "files")]
mod file;
#[cfg(feature = "formats")]
mod formats;
mod listed;
#[cfg(feature = "members")]
mod members;
#[cfg(feature = "nullable")]
mod nullable;
mod object;
pub mod operation;
mod optional;
#[cfg(feature = "free-parts")]
mod parts;
mod redacted;
#[cfg(feature = "scalars")]
mod scalar;
#[cfg(feature = "schemars")]
pub(crate) mod schema;
#[cfg(feature = "lists")]
mod text;
#[cfg(feature = "unions")]
mod union;
mod unknown;
mod unused;
#[cfg(feature = "validator")]
pub mod validator;
mod value;
mod visit;
mod whole;

#[cfg(feature = "numbers")]
pub use digits::{Integer, Number};
pub use document::{DecodeError, EncodeError, decode, encode};
#[cfg(feature = "files")]
pub use file::FilePart;
#[cfg(feature = "base64-texts")]
pub use formats::Base64;
#[cfg(feature = "dates")]
pub use formats::Date;
#[cfg(feature = "date-times")]
pub use formats::DateTime;
#[cfg(feature = "decimals")]
pub use formats::Decimal;
#[cfg(feature = "durations")]
pub use formats::Duration;
#[cfg(feature = "formats")]
pub use formats::Malformed;
#[cfg(feature = "uris")]
pub use formats::Uri;
#[cfg(feature = "uuids")]
pub use formats::Uuid;
#[cfg(feature = "naming")]
pub use listed::Naming;
#[cfg(feature = "lists")]
pub use listed::NotListed;
pub use listed::Repeat;
#[cfg(feature = "members")]
pub use members::Members;
#[cfg(feature = "nullable")]
pub use nullable::Nullable;
#[cfg(feature = "free-parts")]
pub use parts::FreeParts;
pub use redacted::{Personal, Secret};
#[cfg(feature = "scalars")]
pub use scalar::UnknownScalar;
pub use unknown::UnknownMembers;
#[cfg(feature = "lists")]
pub use unknown::UnknownValue;
pub use value::Value;

pub(crate) use object::{Object, Others, Slot, name, object, write, write_optional};
#[cfg(feature = "free-parts")]
pub(crate) use parts::FreePart;
#[cfg(feature = "scalars")]
pub(crate) use scalar::{Kind, Scalar};
#[cfg(feature = "lists")]
pub(crate) use text::Text;
#[cfg(feature = "unions")]
pub(crate) use union::{Tag, Union, fits, requires};
pub(crate) use value::impl_value;
