//! Runs the whole generator in one call: a source comes in, files and diagnostics go out.
//!
//! It is pure: no clock, no disk, no environment, so the same source gives the same bytes anywhere.

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::{Format, Source};
use crate::{Files, Options, emit, ir, lower, openapi};

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
    if options.strict {
        for found in diagnostics.iter_mut().filter(|found| found.sloppy) {
            found.severity = Severity::Error;
        }
    }
    diagnostic::sort(&mut diagnostics);
    // What an alias repeats is told once, at the place of its anchor.
    diagnostics.dedup();
    let fails = diagnostics.iter().any(Diagnostic::is_error);
    let api = api.filter(|_| !fails);
    let files = match &api {
        Some(api) => emit::emit(api, options),
        None => Files::new(),
    };
    Outcome {
        files,
        diagnostics,
        api,
    }
}
