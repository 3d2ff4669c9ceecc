//! Defines the emitted files, and what emission needs to know beyond the document.

#[cfg(feature = "diff")]
pub mod diff;
pub(crate) mod export;
mod part;

use export::Settings;
pub use part::Part;
use std::collections::{BTreeMap, BTreeSet};

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportForm {
    /// For people.
    Text,
    /// One object.
    Json,
    /// A table.
    Markdown,
    /// Workflow commands, which GitHub shows beside the lines.
    Github,
}

/// Path, with `/` between its segments, to text. Rust is valid but not yet formatted.
pub type Files = BTreeMap<String, String>;

/// What emission needs beyond the document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Name of the package.
    pub package: String,
    /// The document as the first line of every file names it: a path that means the same to
    /// everybody, such as one relative to the workspace.
    pub source_name: String,
    /// Modules written by hand, to be the crate's `domain` as they stand: `mod.rs` and what hangs
    /// from it, `README.md`, the crate's front page, and
    /// `manifest.toml`, what is added to its manifest. Read and checked by
    /// [`files::domain`](crate::files::domain); empty when there are none.
    pub domain: Files,
    /// Keywords of the package, by which a registry finds it.
    pub keywords: Vec<String>,
    /// Whether what is sloppy in the document is an error, as it should be for whoever writes it.
    pub strict: bool,
    /// Categories of the package, out of the registry's own list.
    pub categories: Vec<String>,
    /// Patterns of the operations to take, with `*` and `?`, each an `operationId`, a path, or a
    /// method and a path, as in `GET /pets/*`; empty for all.
    pub operations: Vec<String>,
    /// Whether to leave out what has errors, where the rest can do without it.
    pub partial: bool,
    /// The parts that are written beside types and client, each with what it is made with.
    pub with: BTreeSet<Part>,
    /// Exports that are written beside the crate, with their places in its folder.
    pub exports: Vec<Settings>,
}
