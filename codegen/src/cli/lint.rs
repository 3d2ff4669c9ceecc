//! Runs `codegen lint`: shows all diagnostics of a document, notes too, and what stands in the way
//! of how many operations.

use super::output::{count, counted};
use super::spec::Spec;
use super::workspace;
use super::{Document, Exit, Failure, output};
use codegen::Options;
use codegen::diagnostic::{Diagnostic, Label, Severity, printable};
use codegen::part::{self, Account, Hindered, Kind, Reason};
use codegen::source::Source;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The most causes that are listed of one operation: many operations may come to the same component.
const MOST_CAUSES: usize = 100;

/// The form of the report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// For people
    #[default]
    Text,
    /// One object: the diagnostics, the operations that have errors, and the reasons summed up
    Json,
}

pub(crate) fn lint(document: &Document, strict: bool, form: Form) -> Result<Exit, Failure> {
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
    let account = part::account(&spec.source, &diagnostics);
    let reasons = part::reasons(&account);
    match form {
        Form::Text => text(&spec.source, &diagnostics, &account, &reasons)?,
        Form::Json => {
            let report = report(&spec.source, &diagnostics, &account, &reasons);
            output::stdout(&format!("{report:#}\n"))?;
        }
    }
    Ok(match count(&diagnostics, Severity::Error) {
        0 => Exit::Clean,
        _ => Exit::Findings,
    })
}

fn text(
    source: &Source,
    diagnostics: &[Diagnostic],
    account: &Account,
    reasons: &[Reason],
) -> Result<(), Failure> {
    output::diagnostics(diagnostics, source);
    let mut text = String::new();
    // Of a document with few operations the diagnostics themselves say it.
    if reasons.len() > 1 && account.operations > 1 {
        text.push_str("operations  alone  errors  what stands in their way\n");
        for reason in reasons {
            let Reason {
                operations,
                alone,
                errors,
                ..
            } = reason;
            let construct = printable(&reason.construct);
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                text,
                "{operations:>10}  {alone:>5}  {errors:>6}  {}: {construct}",
                reason.code
            );
        }
    }
    let _ = writeln!(
        text,
        "{}: {}, {}, {}",
        source.name(),
        counted(count(diagnostics, Severity::Error), "error"),
        counted(count(diagnostics, Severity::Warning), "warning"),
        counted(count(diagnostics, Severity::Note), "note"),
    );
    output::stdout(&text)
}

fn report(
    source: &Source,
    diagnostics: &[Diagnostic],
    account: &Account,
    reasons: &[Reason],
) -> Value {
    let diagnostics: Vec<Value> = diagnostics.iter().map(|it| found(source, it)).collect();
    let operation = |hindered: &Hindered| {
        let causes = hindered.causes.iter().take(MOST_CAUSES);
        let causes: Vec<Value> = causes
            .map(|cause| json!({"code": cause.code.as_str(), "place": place(source, &cause.primary)}))
            .collect();
        let unlisted = hindered.causes.len() - causes.len();
        json!({"name": hindered.kind.to_string(), "causes": causes, "causes_unlisted": unlisted})
    };
    let (operations, others): (Vec<_>, Vec<_>) = account
        .hindered
        .iter()
        .partition(|it| matches!(it.kind, Kind::Operation { .. }));
    let [operations, others] =
        [operations, others].map(|list| list.into_iter().map(operation).collect::<Vec<_>>());
    let reasons: Vec<Value> = reasons.iter().map(reason).collect();
    json!({
        "document": source.name(),
        "operations": account.operations,
        "diagnostics": diagnostics,
        "hindered": operations,
        "hindered_besides": others,
        "reasons": reasons,
    })
}

fn reason(reason: &Reason) -> Value {
    json!({
        "code": reason.code.as_str(),
        "construct": reason.construct,
        "operations": reason.operations,
        "alone": reason.alone,
        "errors": reason.errors,
    })
}

fn found(source: &Source, found: &Diagnostic) -> Value {
    let related: Vec<Value> = found
        .related
        .iter()
        .map(|label| json!({"place": place(source, label), "text": label.text}))
        .collect();
    json!({
        "severity": found.severity.as_str(),
        "code": found.code.as_str(),
        "message": found.message,
        "place": place(source, &found.primary),
        "help": found.help,
        "related": related,
        "related_unlisted": found.unlisted,
    })
}

/// Line and column, counted from 1; with the file, where that is another than the document.
fn place(source: &Source, label: &Label) -> Value {
    let (file, first) = source.holding(label.span.start);
    let position = file.position(label.span.start - first);
    let mut place = json!({"line": position.line, "column": position.column});
    if first > 0 {
        place["file"] = json!(file.name());
    }
    place
}
