//! Reads a [`Document`] from a tree: every value is checked for its kind, every key consumed or
//! reported.
//!
//! Nothing is decided here: references are kept as they are written, and what a schema means is
//! asked in `lower`. So a fault of spelling and a fault of meaning are never reported by the same
//! code.

mod choice;
mod collapse;
mod components;
mod cursor;
mod document;
mod encoding;
mod example;
mod extension;
mod header;
mod info;
pub mod keywords;
pub(crate) mod media;
mod model;
mod operation;
pub(crate) mod parameter;
mod received;
mod reference;
mod schema;
mod security;
mod set;
mod several;
mod shared;
pub(crate) mod tidy;
mod unquoted;
pub(crate) mod url;
mod uses;
mod value;

pub use model::*;
pub use uses::{Component, Uses};

use crate::diagnostic::Diagnostic;
use crate::source::Tree;
use cursor::Reader;

/// Reads a document; what is wrong or not supported is pushed to `diagnostics`. The faults of the
/// text itself are not among them: [`of_tree`](crate::diagnostic::of_tree) has those.
pub fn read(tree: &Tree, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    let root = tree.root.as_ref()?;
    let reader = Reader::default();
    let document = document::document(&reader, root);
    diagnostics.extend(reader.finish());
    document
}
