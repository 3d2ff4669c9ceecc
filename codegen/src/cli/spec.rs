//! Reads the document behind a path, and finds the name by which everybody knows it.
//!
//! That name goes into every emitted file: it must not reveal where somebody keeps the repository,
//! nor change with the folder in which a command was started.

use super::{Document, Failure, output};
use codegen::bundle;
use codegen::diagnostic::Diagnostic;
use codegen::source::Source;
use codegen::workspace::Workspace;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A document as it was read.
#[derive(Debug)]
pub(crate) struct Spec {
    pub(crate) source: Source,
    /// Relative to the workspace around it where there is one, otherwise the bare file name.
    pub(crate) name: String,
    /// The folder of that workspace.
    pub(crate) workspace: Option<PathBuf>,
}

impl Spec {
    /// The document that was asked for, or the one of the workspace.
    pub(crate) fn find(document: &Document, here: Option<&Workspace>) -> Result<Self, Failure> {
        let path = document.spec.as_ref().or_else(|| here?.spec.as_ref());
        let Some(path) = path else {
            return Err(unknown("document", "--spec FILE", "spec"));
        };
        let mut spec = Self::read(path)?;
        let here = here.filter(|here| document.is_that_of(here));
        let names = document.names.as_ref().or_else(|| here?.names.as_ref());
        if let Some(names) = names {
            let file = Source::new(names.display().to_string(), text_of(names)?);
            bundle::put_names(&mut spec.source, file);
        }
        Ok(spec)
    }

    /// A document by its path, without names from elsewhere.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
        let (name, workspace) = name(path)?;
        // A document outside every workspace is shown as the user called it.
        let shown = if workspace.is_some() {
            name.clone()
        } else {
            path.display().to_string()
        };
        let (mut source, fault) = Source::from_bytes(shown, bytes);
        if let Some(fault) = fault {
            output::diagnostics(&[Diagnostic::from(&fault)], &source);
            let message = format!("{} is not text in UTF-8; save it as such", path.display());
            return Err(Failure::cannot(message));
        }
        bundle::read_beside(&mut source, folder_of(path));
        Ok(Self {
            source,
            name,
            workspace,
        })
    }
}

/// The text of a file that is kept beside the document.
pub(crate) fn text_of(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| {
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such file".to_owned(),
            _ => error.to_string(),
        };
        Failure::cannot(format!("cannot read {}: {why}", path.display()))
    })
}

/// The error where neither a flag nor the workspace names what is needed.
pub(crate) fn unknown(what: &str, flag: &str, key: &str) -> Failure {
    Failure::usage(format!(
        "no {what} is named; give {flag}, or {key} in [workspace.metadata.codegen] of Cargo.toml"
    ))
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    };
    let path = path.display();
    Failure::cannot(format!(
        "cannot read the document {path}: {why}; name another with --spec FILE"
    ))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent,
        _ => Path::new("."),
    }
}

fn name(path: &Path) -> Result<(String, Option<PathBuf>), Failure> {
    let file = path.file_name().map(PathBuf::from).unwrap_or_default();
    let parent = folder_of(path);
    // Of the folder, not of the file: a link to the current version is known by the link's name.
    let folder = fs::canonicalize(parent).map_err(|error| unreadable(path, &error))?;
    let workspace = Workspace::around(&folder)?.map(|workspace| workspace.folder);
    let inside = workspace
        .as_ref()
        .and_then(|workspace| folder.strip_prefix(workspace).ok());
    let known = inside.map_or_else(|| file.clone(), |inside| inside.join(&file));
    let segments: Vec<_> = known
        .iter()
        .map(|segment| segment.to_string_lossy())
        .collect();
    let name = segments.join("/");
    if name.contains(char::is_control) {
        // It would end the comment that it is to stand in.
        return Err(Failure::cannot(format!(
            "the path {name:?} has control characters; rename it"
        )));
    }
    Ok((name, workspace))
}
