//! Prints results to stdout, everything else to stderr.
//!
//! The macros of the standard library panic when the reader has gone.

use super::Failure;
use codegen::diagnostic::{self, Diagnostic, Severity};
use codegen::source::Source;
use std::io::{self, IsTerminal, Write};

/// Prints a result. A reader that has gone, such as `head`, has what it wanted.
pub(crate) fn stdout(text: &str) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush())
    {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::cannot(format!(
            "cannot write to the standard output: {error}"
        ))),
        _ => Ok(()),
    }
}

/// Prints a remark on the run. An error of stderr cannot be reported.
pub(crate) fn stderr(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Shows diagnostics, in colour where a person looks.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic], source: &Source) {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
    let colour = io::stderr().is_terminal() && !set("NO_COLOR") && !dumb;
    stderr(&diagnostic::render(diagnostics, source, colour));
}

/// How many of them weigh that much.
pub(crate) fn count(diagnostics: &[Diagnostic], severity: Severity) -> usize {
    diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == severity)
        .count()
}

/// A number with its noun: "no errors", "1 error", "2 errors".
pub(crate) fn counted(number: usize, noun: &str) -> String {
    match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
