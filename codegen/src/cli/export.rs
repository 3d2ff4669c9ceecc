//! Runs `codegen export`: writes the document in a form that tools of other languages take, and says
//! what that form does not.

use super::output::{count, counted};
use super::spec::{Spec, unknown};
use super::workspace;
use super::{Document, Exit, Failure, output};
use clap::{Args, ValueEnum};
use codegen::diagnostic::Severity;
use codegen::export::{Settings, Shaping};
use codegen::{Options, export_document, files};
use std::fmt::Write as _;
use std::path::PathBuf;

pub(super) const AFTER_HELP: &str = "\
What a form does not say as the document does is listed on standard error.

Exports that belong to the crate are named in the manifest, and are written and checked with it:

    [workspace.metadata.codegen]
    exports = [{ to = \"openapi/client.yaml\", as = \"openapi\", body = \"json\", open-sets = true }]

Exit codes: 0 written; 1 the document has errors; 2 usage; 3 something could not be read or written.";

/// Arguments of `codegen export`.
#[derive(Debug, Args)]
pub(crate) struct Given {
    #[command(flatten)]
    document: Document,
    /// The folder to write into; what an earlier export left there is replaced
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// The form
    #[arg(long = "as", value_name = "FORM")]
    form: Form,
    /// The draft of JSON Schema: 2020-12, or draft-07
    #[arg(long)]
    draft: Option<String>,
    /// OpenAPI: the body to keep where a request has several: json, multipart, or a media type
    #[arg(long, value_name = "BODY")]
    body: Option<String>,
    /// Leave sets of values in answers open, so that a new value does not lose the answer
    #[arg(long)]
    open_sets: bool,
    /// Make one object of a choice of objects in an answer, for decoders that try each of them
    #[arg(long)]
    merge_choices: bool,
    /// Give what is personal or secret the format `password`, which some generators hide
    #[arg(long, value_name = "HOW")]
    sensitivity: Option<Sensitivity>,
    /// Take one document of JSON Schema, or operations of OpenAPI, with * and ?
    #[arg(long, value_name = "NAME", default_value = "")]
    only: String,
    /// Let objects have no members but those that are named
    #[arg(long)]
    closed: bool,
    /// The name that the schemas bear in their `$id`
    #[arg(long, value_name = "NAME", value_parser = codegen::workspace::package_name)]
    package: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// A file for each document that travels
    JsonSchema,
    /// OpenAPI 3.1, as openapi.yaml
    Openapi,
    /// A table of members for each type, as fields.md
    Fields,
    /// Documents to test with, each valid or with one fault, and index.json
    Vectors,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sensitivity {
    Password,
}

pub(crate) fn export(given: &Given) -> Result<Exit, Failure> {
    let here = workspace::here()?;
    let spec = Spec::find(&given.document, here.as_ref())?;
    let here = here.filter(|here| given.document.is_that_of(here));
    let package = given.package.clone();
    let package = package.or_else(|| here.and_then(|here| here.package));
    let package = package.or_else(|| super::generate::package_of(&spec.name));
    let package = package.ok_or_else(|| unknown("package", "--package NAME", "package"))?;
    let options = Options {
        package,
        source_name: spec.name.clone(),
        ..Options::default()
    };
    let settings = settings(given)?;
    let (exported, mut diagnostics) = export_document(&spec.source, &options, &settings);
    diagnostics.retain(|found| found.severity != Severity::Note);
    output::diagnostics(&diagnostics, &spec.source);
    let errors = count(&diagnostics, Severity::Error);
    if errors > 0 {
        let errors = counted(errors, "error");
        let name = spec.source.name();
        output::stderr(&format!("error: nothing is written: {errors} in {name}\n"));
        return Ok(Exit::Findings);
    }
    if exported.files.is_empty() {
        let message = format!(
            "nothing of {} is called {:?}",
            spec.source.name(),
            given.only
        );
        return Err(Failure::usage(message));
    }
    let mut said = String::new();
    for loss in &exported.losses {
        let _ = writeln!(said, "note: {loss}");
    }
    output::stderr(&said);
    let report = files::write(&given.to, &exported.files)?;
    let written = report.added.len() + report.changed.len() + report.unchanged.len();
    output::stdout(&format!(
        "{}: {}\n",
        given.to.display(),
        counted(written, "file")
    ))?;
    Ok(Exit::Clean)
}

fn settings(given: &Given) -> Result<Settings, Failure> {
    let form = match given.form {
        Form::JsonSchema => "json-schema",
        Form::Openapi => "openapi",
        Form::Vectors => "vectors",
        Form::Fields => "fields",
    };
    let settings = Settings::new(form, given.draft.as_deref());
    let settings = settings.map_err(|unusable| Failure::usage(unusable.to_string()))?;
    if given.body.is_some() && !matches!(given.form, Form::Openapi) {
        let message = "--body is for OpenAPI; --only takes one document of the others";
        return Err(Failure::usage(message));
    }
    Ok(Settings {
        body: given.body.as_deref().map(Settings::media_type),
        shaping: Shaping {
            open_sets: given.open_sets,
            merge_choices: given.merge_choices,
            password: given.sensitivity.is_some(),
            closed: given.closed,
        },
        only: given.only.clone(),
        ..settings
    })
}
