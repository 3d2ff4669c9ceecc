//! The whole way in one call: a source comes in, files and diagnostics go out.
//!
//! It stands apart because it is the one place that knows the order of the stages, and because it
//! is pure: no clock, no disk, no environment, so the same source gives the same bytes anywhere.

use crate::diagnostic::{self, Diagnostic};
use crate::source::{Format, Source};
use crate::{emit, ir, lower, openapi};
use std::collections::BTreeMap;

/// Path, with `/` between its segments, to text. Rust is valid but not yet formatted.
pub type Files = BTreeMap<String, String>;

/// What the emitted crate says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Name of the package.
    pub package: String,
    /// The document as the first line of every file names it: a path that means the same to
    /// everybody, such as one relative to the workspace.
    pub source_name: String,
    /// Modules written by hand, to be the crate's `domain` as they stand: `mod.rs` and what hangs
    /// from it, and `README.md`, the crate's front page. Read and checked by
    /// [`files::domain`](crate::files::domain); empty when there are none.
    pub domain: Files,
    /// Keywords of the package, by which a registry finds it.
    pub keywords: Vec<String>,
    /// Categories of the package, out of the registry's own list.
    pub categories: Vec<String>,
}

/// What a run gave.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Empty when a diagnostic is an error.
    pub files: Files,
    /// Sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The API as far as it could be understood.
    pub api: Option<ir::Api>,
}

/// Reads a document and writes the crate for it.
pub fn compile(source: &Source, options: &Options) -> Outcome {
    let tree = source.parse(Format::of(source.name(), source.text()));
    let mut diagnostics = diagnostic::of_tree(&tree);
    let api = openapi::read(&tree, &mut diagnostics)
        .and_then(|document| lower::lower(&document, &mut diagnostics));
    diagnostic::sort(&mut diagnostics);
    let fails = diagnostics.iter().any(Diagnostic::is_error);
    let files = match &api {
        Some(api) if !fails => emit::emit(api, options),
        _ => Files::new(),
    };
    Outcome {
        files,
        diagnostics,
        api,
    }
}
