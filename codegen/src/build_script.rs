//! Generates from a `build.rs`, into cargo's folder for what a build makes.
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), codegen::build_script::Error> {
//!     codegen::build_script::Build::new("openapi.yaml").run()
//! }
//! ```
//!
//! `src/lib.rs` of the package then is one line, since paths in emitted code begin at its root:
//!
//! ```text
//! include!(concat!(env!("OUT_DIR"), "/api/src/included.rs"));
//! ```
//!
//! The dependencies and features of the package are those of the manifest that the command line
//! emits, as far as they are used: types alone need `serde`, `serde_json` and `serde_path_to_error`, and
//! no feature. As a build dependency, take this package with `default-features = false`.

use crate::diagnostic::{self, Diagnostic, Severity};
use crate::source::Source;
use crate::{Options, Part, bundle, compile, emit, files};
use std::env;
use std::fmt::{self, Write as _};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The most warnings that cargo is told.
const MOST_WARNINGS: usize = 10;
/// The folder of the emitted files, in that of cargo.
const FOLDER: &str = "api";

/// Generates from one document, as asked for.
#[derive(Debug, Clone)]
pub struct Build {
    spec: PathBuf,
    names: Option<PathBuf>,
    domain: Option<PathBuf>,
    options: Options,
}

impl Build {
    /// Generates from the document at this path, relative to the folder of the package.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self {
            spec: spec.into(),
            names: None,
            domain: None,
            options: Options::default(),
        }
    }

    /// Takes names out of this file for what the document may not name itself: JSON Pointers into it,
    /// each with what `x-rust-name` would say there.
    #[must_use]
    pub fn names(mut self, file: impl Into<PathBuf>) -> Self {
        self.names = Some(file.into());
        self
    }

    /// Takes the modules of this folder, which were written by hand, into the crate as `domain`.
    #[must_use]
    pub fn domain(mut self, folder: impl Into<PathBuf>) -> Self {
        self.domain = Some(folder.into());
        self
    }

    /// Takes only these operations: each an operationId, a path, or a method and a path, with `*`
    /// and `?`.
    #[must_use]
    pub fn operations<S: Into<String>>(mut self, patterns: impl IntoIterator<Item = S>) -> Self {
        let patterns = patterns.into_iter().map(Into::into);
        self.options.operations.extend(patterns);
        self
    }

    /// Writes these parts too, beside types and client.
    #[must_use]
    pub fn with(mut self, parts: impl IntoIterator<Item = Part>) -> Self {
        self.options.with.extend(parts);
        self
    }

    /// Leaves out the operations that cannot be honoured; cargo shows a warning for each.
    #[must_use]
    pub fn partial(mut self) -> Self {
        self.options.partial = true;
        self
    }

    /// Writes the modules into `$OUT_DIR/api`, and tells cargo what they were made from, which
    /// features they know, and what the document is warned about.
    ///
    /// # Errors
    ///
    /// When this is no build script, the document cannot be read or has errors, or the files cannot
    /// be written. Nothing is written then.
    pub fn run(self) -> Result<(), Error> {
        let out = variable("OUT_DIR")?;
        let package = variable("CARGO_PKG_NAME")?;
        let told = self.write(Path::new(&out), package)?;
        print!("{told}");
        Ok(())
    }

    /// Writes the modules; what cargo is to be told is the result.
    fn write(mut self, out: &Path, package: String) -> Result<String, Error> {
        let mut told = format!("cargo::rerun-if-changed={}\n", self.spec.display());
        if let Some(folder) = &self.domain {
            self.options.domain = files::domain(folder).map_err(Error::Files)?;
            let _ = writeln!(told, "cargo::rerun-if-changed={}", folder.display());
        }
        let mut source = read(&self.spec)?;
        let folder = self.spec.parent().filter(|it| *it != Path::new(""));
        for path in bundle::read_beside(&mut source, folder.unwrap_or(Path::new("."))) {
            let _ = writeln!(told, "cargo::rerun-if-changed={}", path.display());
        }
        if let Some(names) = &self.names {
            let _ = writeln!(told, "cargo::rerun-if-changed={}", names.display());
            bundle::put_names(&mut source, read(names)?);
        }
        self.options.package = package;
        source.name().clone_into(&mut self.options.source_name);
        let outcome = compile(&source, &self.options);
        if let Some(unmet) = outcome.unmet.first() {
            return Err(Error::Unmet(unmet.pattern.clone()));
        }
        let (Some(api), false) = (&outcome.api, outcome.files.is_empty()) else {
            let errors = diagnostic::render(&outcome.diagnostics, &source, false);
            return Err(Error::Document(errors));
        };
        let mut files = outcome.files;
        let features = files.get("Cargo.toml").map(|text| features(text));
        let features = features.unwrap_or_default();
        let (root, limit) = emit::included(api, &self.options, &files);
        files.insert("src/included.rs".to_owned(), root);
        files::write(&out.join(FOLDER), &files).map_err(Error::Files)?;

        let _ = writeln!(
            told,
            "cargo::rustc-check-cfg=cfg(feature, values({features}))"
        );
        for left_out in &outcome.left_out {
            let _ = writeln!(
                told,
                "cargo::warning=left out: {}",
                line(&left_out.kind.to_string())
            );
        }
        if let Some(limit) = limit {
            let _ = writeln!(
                told,
                "cargo::warning=the crate needs #![recursion_limit = \"{limit}\"] at its root"
            );
        }
        told.push_str(&warnings(&outcome.diagnostics, &source));
        Ok(told)
    }
}

fn read(path: &Path) -> Result<Source, Error> {
    let name = path.to_string_lossy().replace('\\', "/");
    if name.contains(char::is_control) {
        return Err(Error::Document(format!(
            "the path {name:?} has control characters"
        )));
    }
    let bytes = fs::read(path).map_err(|cause| Error::Read {
        path: path.to_owned(),
        cause,
    })?;
    let (source, fault) = Source::from_bytes(name, bytes);
    match fault {
        None => Ok(source),
        Some(fault) => {
            let fault = [Diagnostic::from(&fault)];
            Err(Error::Document(diagnostic::render(&fault, &source, false)))
        }
    }
}

/// What cargo shows of the warnings: each in a line, and of very many how many more there are.
fn warnings(diagnostics: &[Diagnostic], source: &Source) -> String {
    let warnings = diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Warning);
    let mut text = String::new();
    for found in warnings.clone().take(MOST_WARNINGS) {
        let found = line(&diagnostic::render_line(found, source));
        let _ = writeln!(text, "cargo::warning={found}");
    }
    if let Some(more @ 1..) = warnings.count().checked_sub(MOST_WARNINGS) {
        let _ = writeln!(
            text,
            "cargo::warning={more} more warnings; `codegen lint` shows them"
        );
    }
    text
}

/// A text that stays in its line, as an instruction to cargo has to.
fn line(text: &str) -> String {
    diagnostic::printable(&text.replace(['\n', '\r'], " "))
}

/// The features of an emitted manifest, as the compiler is told of them.
fn features(manifest: &str) -> String {
    let of = manifest
        .lines()
        .skip_while(|line| *line != "[features]")
        .skip(1);
    let of = of.take_while(|line| !line.starts_with('['));
    let names = of.filter_map(|line| Some(line.split_once(" = ")?.0));
    let names: Vec<String> = names
        .filter(|name| !name.starts_with('#'))
        .map(|name| format!("{name:?}"))
        .collect();
    names.join(", ")
}

fn variable(name: &'static str) -> Result<String, Error> {
    env::var(name).map_err(|_| Error::NoBuildScript(name))
}

/// Why a build script could not generate.
#[non_exhaustive]
pub enum Error {
    /// A variable that cargo sets for a build script is not there.
    NoBuildScript(&'static str),
    /// The document could not be read.
    Read {
        /// Where it was looked for.
        path: PathBuf,
        /// The error of the system.
        cause: io::Error,
    },
    /// The document has errors: the report of them.
    Document(String),
    /// A pattern asks for no operation of the document.
    Unmet(String),
    /// The files could not be written.
    Files(files::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBuildScript(name) => {
                write!(
                    f,
                    "{name} is not set: call this from a build.rs, which cargo runs"
                )
            }
            Self::Read { path, cause } => {
                write!(f, "cannot read the document {}: {cause}", path.display())
            }
            Self::Document(report) => f.write_str(report.trim_end()),
            Self::Unmet(pattern) => {
                let pattern = diagnostic::printable(pattern);
                write!(f, "no operation of the document is called {pattern:?}")
            }
            Self::Files(error) => error.fmt(f),
        }
    }
}

/// As it is shown: a build script that returns it prints this.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { cause, .. } => Some(cause),
            Self::Files(error) => Some(error),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
