//! Runs `codegen lint`: prints all diagnostics of a document, notes too.

use super::output::{count, counted};
use super::spec::Spec;
use super::workspace;
use super::{Document, Exit, Failure, output};
use codegen::Options;
use codegen::diagnostic::Severity;

pub(crate) fn lint(document: &Document, strict: bool) -> Result<Exit, Failure> {
    let here = workspace::here()?;
    let spec = Spec::find(document, here.as_ref())?;
    let own = here.filter(|here| document.is_that_of(here));
    // What is emitted is dropped, so the package may have any name.
    let options = Options {
        package: "linted".to_owned(),
        source_name: spec.name,
        strict: own.is_some_and(|own| own.strict),
        ..Options::default()
    };
    let mut diagnostics = codegen::compile(&spec.source, &options).diagnostics;
    if strict {
        for diagnostic in &mut diagnostics {
            diagnostic.severity = Severity::Error;
        }
    }
    output::diagnostics(&diagnostics, &spec.source);
    let errors = count(&diagnostics, Severity::Error);
    output::stdout(&format!(
        "{}: {}, {}, {}\n",
        spec.source.name(),
        counted(errors, "error"),
        counted(count(&diagnostics, Severity::Warning), "warning"),
        counted(count(&diagnostics, Severity::Note), "note"),
    ))?;
    Ok(if errors == 0 {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
