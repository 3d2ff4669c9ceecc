//! Generates a Rust crate and JSON Schemas from an OpenAPI 3.1 document, and drops nothing in
//! silence.
//!
//! ```text
//! source ── text → spanned tree          the package `spanned-tree`
//! bundle ── source → tree            every reference is one to a component
//! part ──── tree → tree              the operations that are asked for, or can be honoured
//! openapi ─ tree → Document          every key consumed or reported
//! lower ─── Document → ir::Api       references resolved, meaning decided
//! emit ──── ir::Api → Files          one construct, one file
//! export ── tree, ir::Api → Files    for the tools of other languages
//! files ─── Files ↔ disk             format, write, or compare
//! diff ──── two trees → changes      whom each of them breaks, with proof
//! ```

pub mod build_script;
pub mod bundle;
mod circles;
mod compile;
pub mod diagnostic;
#[cfg(feature = "diff")]
pub mod diff;
pub mod emit;
pub mod export;
pub mod files;
pub mod ir;
mod lower;
mod manifest;
mod markdown;
mod name;
pub mod openapi;
pub mod options;
#[cfg(feature = "page")]
pub mod page;
pub mod part;
mod shape;
#[cfg(any(feature = "diff", feature = "page"))]
mod shown;
pub mod vocabulary;
#[cfg(feature = "cli")]
pub mod workspace;

pub use spanned_tree as source;

pub use compile::{Outcome, compile, export as export_document};
pub use options::{Files, Options, Part};
