//! Runs `codegen` without a command: writes the crate, or, with `--check`, compares it with the
//! document.

use super::output::{count, counted};
use super::spec::{Spec, unknown};
use super::workspace;
use super::{Exit, Failure, Generate, output, register};
use codegen::diagnostic::{self, Diagnostic, Severity, printable};
use codegen::files::{self, Difference, Report, Rustfmt, State};
use codegen::part::{Hindered, Kind, Unmet};
use codegen::workspace::{Workspace, package_name};
use codegen::{Files, Options};
use std::fmt::Write as _;
use std::path::Path;

pub(crate) fn generate(args: &Generate) -> Result<Exit, Failure> {
    let here = workspace::here()?;
    let spec = Spec::find(&args.document, here.as_ref())?;
    // What the manifest says of the crate belongs to the document that it names, and to no other.
    let here = match here {
        Some(here) if args.document.is_that_of(&here) => here,
        _ => Workspace {
            package: package_of(&spec.name),
            ..Workspace::default()
        },
    };
    let domain = args.domain.clone().or(here.domain);
    let out = args.out.clone().or(here.out);
    let out = out.ok_or_else(|| unknown("folder for the output", "--out DIR", "out"))?;
    let register = here.register;
    let package = args.package.clone().or(here.package);
    let package = package.ok_or_else(|| unknown("package", "--package NAME", "package"))?;

    let options = Options {
        package,
        source_name: spec.name.clone(),
        domain: domain
            .map(|folder| files::domain(&folder))
            .transpose()?
            .unwrap_or_default(),
        strict: here.strict,
        keywords: here.keywords,
        categories: here.categories,
        operations: args.operations.clone(),
        partial: args.partial,
        with: here.with.into_iter().chain(args.with.clone()).collect(),
        exports: here.exports,
    };
    let Some((files, whole)) = compile(&spec, &options)? else {
        return Ok(Exit::Findings);
    };
    let rustfmt = Rustfmt::from_environment();
    let files = match &spec.workspace {
        // So that the same version formats, whatever folder the command was started in.
        Some(folder) => rustfmt.in_folder(folder).format(files)?,
        None => rustfmt.format(files)?,
    };
    let (ended, register) = if args.check {
        (
            check(&out, &files, &spec.name)?,
            register::check(register.as_deref())?,
        )
    } else {
        (write(&out, &files)?, register::write(register.as_deref())?)
    };
    let part = if whole || args.allow_partial {
        Exit::Clean
    } else {
        Exit::Findings
    };
    Ok(ended.max(register).max(part))
}

/// A name for the package of a document that the manifest does not name, out of that of its file.
pub(super) fn package_of(spec: &str) -> Option<String> {
    let file = spec.rsplit('/').next()?;
    let stem = file.split('.').next()?.to_ascii_lowercase();
    let words = stem.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    package_name(&words.join("-")).ok()
}

/// The files, and whether nothing was left out. `None` when the document has errors; they have been
/// shown.
fn compile(spec: &Spec, options: &Options) -> Result<Option<(Files, bool)>, Failure> {
    let outcome = codegen::compile(&spec.source, options);
    if let [Unmet { pattern, closest }, ..] = outcome.unmet.as_slice() {
        let way = match closest {
            Some(closest) => format!("did you mean {:?}?", printable(closest)),
            None => "a pattern is an operationId, a path, or a method and a path, as in \
                     \"GET /pets/*\""
                .to_owned(),
        };
        let name = spec.source.name();
        let message = format!("no operation of {name} is called {pattern:?}; {way}");
        return Err(Failure::usage(message));
    }
    let (notes, weighty): (Vec<Diagnostic>, Vec<Diagnostic>) = outcome
        .diagnostics
        .into_iter()
        .partition(|found| found.severity == Severity::Note);
    output::diagnostics(&weighty, &spec.source);
    left_out(&outcome.left_out, spec);
    if !notes.is_empty() {
        let notes = counted(notes.len(), "note");
        output::stderr(&format!(
            "{}: {notes}; `lint` shows them\n",
            spec.source.name()
        ));
    }
    match count(&weighty, Severity::Error) {
        0 if outcome.files.is_empty() => Err(Failure::cannot(
            "nothing was emitted, without an error; this is a fault of ours",
        )),
        0 => Ok(Some((outcome.files, outcome.left_out.is_empty()))),
        errors => {
            let errors = counted(errors, "error");
            let name = spec.source.name();
            output::stderr(&format!("error: nothing is written: {errors} in {name}\n"));
            Ok(None)
        }
    }
}

/// The most causes that are listed of what is left out.
const MOST_CAUSES: usize = 3;

/// Lists what is not in the crate, each with all that stands in its way.
fn left_out(hindered: &[Hindered], spec: &Spec) {
    let mut text = String::new();
    for hindered in hindered {
        let _ = writeln!(text, "left out: {}", printable(&hindered.kind.to_string()));
        for cause in hindered.causes.iter().take(MOST_CAUSES) {
            let _ = writeln!(text, "    {}", diagnostic::render_line(cause, &spec.source));
        }
        if let Some(more @ 1..) = hindered.causes.len().checked_sub(MOST_CAUSES) {
            let _ = writeln!(text, "    {more} more; `lint` shows them");
        }
    }
    if !hindered.is_empty() {
        let operations = |it: &&Hindered| matches!(it.kind, Kind::Operation { .. });
        let operations = hindered.iter().filter(operations).count();
        let operations = counted(operations, "operation");
        let _ = writeln!(text, "{}: {operations} left out", spec.source.name());
    }
    output::stderr(&text);
}

fn write(out: &Path, files: &Files) -> Result<Exit, Failure> {
    let report = files::write(out, files)?;
    // Exhaustive, so that a new list has to be shown.
    let Report {
        added,
        changed,
        removed,
        unchanged,
        foreign,
    } = &report;
    // Writing to a `String` cannot fail, here and below.
    let mut text = String::new();
    for (did, paths) in [("added", added), ("changed", changed), ("removed", removed)] {
        for path in paths {
            let _ = writeln!(text, "{did:<7}  {path}");
        }
    }
    let counts = [added, changed, removed, unchanged].map(Vec::len);
    let [added, changed, removed, unchanged] = counts;
    let _ = writeln!(
        text,
        "{}: {added} added, {changed} changed, {removed} removed, {unchanged} unchanged",
        out.display()
    );
    for path in foreign {
        let path = out.join(path);
        let path = path.display();
        output::stderr(&format!(
            "warning: {path} was not written by cargo codegen; it is left there, and --check \
             fails on it\n"
        ));
    }
    output::stdout(&text)?;
    Ok(Exit::Clean)
}

fn check(out: &Path, files: &Files, name: &str) -> Result<Exit, Failure> {
    let differences = files::compare(out, files)?;
    let out = out.display();
    if differences.is_empty() {
        output::stdout(&format!(
            "{out} is up to date: {}\n",
            counted(files.len(), "file")
        ))?;
        return Ok(Exit::Clean);
    }
    output::stdout(&files::unified(&differences, files))?;
    output::stderr(&format!(
        "error: {out} is not what {name} gives\n{}",
        summary(&differences)
    ));
    Ok(Exit::Findings)
}

fn summary(differences: &[Difference]) -> String {
    let mut text = String::new();
    for difference in differences {
        let _ = writeln!(text, "  {difference}");
    }
    let foreign = |difference: &Difference| match difference.state {
        State::Foreign | State::Occupied(_) | State::Changed { marked: false, .. } => true,
        State::Missing | State::Changed { .. } | State::LeftOver { .. } => false,
    };
    if differences.iter().any(foreign) {
        text.push_str("move away what cargo codegen did not write; it will not touch it\n");
    }
    if !differences.iter().all(foreign) {
        text.push_str("`cargo codegen` without --check updates the rest\n");
    }
    text
}
