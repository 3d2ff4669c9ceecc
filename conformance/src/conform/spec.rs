//! Checks that the generator compiles the spec without errors, and that the crate that is checked in
//! is what comes out.

use super::table::{Failure, Row};
use super::workspace::Workspace;
use codegen::diagnostic::{Diagnostic, render};
use codegen::files::{self, Rustfmt};
use codegen::{Files, Options, bundle};
use spanned_tree::Source;
use std::fs;

/// The two rows. Of a spec with errors nothing comes out, and the second fails for that.
pub(super) fn rows(workspace: &Workspace) -> (Row, Row) {
    let mut clean = Row::new("the spec has no errors");
    let mut up_to_date = Row::new("generated code is up to date");
    let files = match compile(workspace) {
        Ok(files) => {
            clean.pass(1);
            files
        }
        Err(failure) => {
            clean.fail(failure);
            up_to_date.skip("nothing comes out of a spec with errors");
            return (clean, up_to_date);
        }
    };
    if let Err(error) = compare(workspace, files, &mut up_to_date) {
        up_to_date.fail(Failure {
            place: workspace.out.clone(),
            message: error.to_string(),
            way_out: "run `cargo codegen`",
        });
    }
    (clean, up_to_date)
}

fn compile(workspace: &Workspace) -> Result<Files, Failure> {
    let failure = |message| Failure {
        place: workspace.spec.clone(),
        message,
        way_out: "`cargo codegen explain CODE` says more of each",
    };
    let bytes = fs::read(workspace.folder.join(&workspace.spec))
        .map_err(|error| failure(error.to_string()))?;
    let (mut source, fault) = Source::from_bytes(&workspace.spec, bytes);
    if let Some(names) = &workspace.names {
        let text = fs::read_to_string(workspace.folder.join(names));
        let text = text.map_err(|error| failure(format!("{names}: {error}")))?;
        bundle::put_names(&mut source, Source::new(names, text));
    }
    let domain = workspace
        .domain
        .as_ref()
        .map(|domain| files::domain(&workspace.folder.join(domain)))
        .transpose()
        .map_err(|error| failure(error.to_string()))?;
    let options = Options {
        package: workspace.package.clone(),
        source_name: workspace.spec.clone(),
        domain: domain.unwrap_or_default(),
        strict: workspace.strict,
        keywords: workspace.keywords.clone(),
        categories: workspace.categories.clone(),
        with: workspace.with.clone(),
        exports: workspace.exports.clone(),
        ..Options::default()
    };
    let outcome = codegen::compile(&source, &options);
    let mut errors: Vec<Diagnostic> = fault.iter().map(Diagnostic::from).collect();
    errors.extend(outcome.diagnostics.into_iter().filter(Diagnostic::is_error));
    if errors.is_empty() {
        Ok(outcome.files)
    } else {
        Err(failure(render(&errors, &source, false)))
    }
}

fn compare(workspace: &Workspace, files: Files, row: &mut Row) -> files::Result<()> {
    let files = Rustfmt::from_environment()
        .in_folder(&workspace.folder)
        .format(files)?;
    let differences = files::compare(&workspace.folder.join(&workspace.out), &files)?;
    let changed = differences
        .iter()
        .filter(|difference| files.contains_key(&difference.path));
    row.pass(files.len() - changed.count());
    for difference in differences {
        row.fail(Failure {
            place: workspace.out.clone(),
            message: difference.to_string(),
            way_out: "run `cargo codegen`; `cargo codegen --check` shows the difference",
        });
    }
    Ok(())
}
