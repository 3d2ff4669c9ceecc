//! Generates a Rust crate and JSON Schemas from an OpenAPI 3.1 document, and drops nothing in
//! silence.
//!
//! ```text
//! source ── text → spanned tree
//! openapi ─ tree → Document          every key consumed or reported
//! lower ─── Document → ir::Api       references resolved, meaning decided
//! emit ──── ir::Api → Files          one construct, one file
//! files ─── Files ↔ disk             format, write, or compare
//! ```

pub mod diagnostic;
pub mod source;

#[cfg(feature = "generator")]
mod compile;
#[cfg(feature = "generator")]
pub mod emit;
#[cfg(feature = "generator")]
pub mod files;
#[cfg(feature = "generator")]
pub mod ir;
#[cfg(feature = "generator")]
mod lower;
#[cfg(feature = "generator")]
mod name;
#[cfg(feature = "generator")]
pub mod openapi;
#[cfg(feature = "generator")]
mod options;
#[cfg(feature = "generator")]
pub mod vocabulary;
#[cfg(feature = "cli")]
pub mod workspace;

#[cfg(feature = "generator")]
pub use compile::{Outcome, compile};
#[cfg(feature = "generator")]
pub use options::{Files, Options};
