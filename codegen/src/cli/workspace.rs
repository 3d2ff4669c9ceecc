//! Finds the workspace that a command was started in.
//!
//! Its paths are shown, so they are kept short where they can be.

use super::Failure;
use codegen::workspace::{Unreadable, Workspace};
use std::path::{Path, PathBuf};

/// The nearest one, going up from the current folder. Its paths are relative to the current folder
/// where they are inside.
pub(crate) fn here() -> Result<Option<Workspace>, Failure> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::cannot(format!("cannot tell the current folder: {error}")))?;
    let near = |path: PathBuf| match path.strip_prefix(&here) {
        Ok(inside) if inside == Path::new("") => PathBuf::from("."),
        Ok(inside) => inside.to_owned(),
        Err(_) => path,
    };
    let found = Workspace::around(&here)?;
    Ok(found.map(|found| Workspace {
        spec: found.spec.map(near),
        names: found.names.map(near),
        out: found.out.map(near),
        domain: found.domain.map(near),
        pages: found.pages.map(near),
        register: found.register.map(near),
        ..found
    }))
}

impl From<Unreadable> for Failure {
    fn from(manifest: Unreadable) -> Self {
        Self::cannot(manifest.to_string())
    }
}
