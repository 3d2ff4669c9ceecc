//! Holds what paths led to: places, what is not opened, and what could not be walked.

use idcard_judge::{Failure, Origin, STANDARD_INPUT_NAME, SkipReason, Skipped};
use std::fs::FileType;
use std::path::{Path, PathBuf};

/// Where payloads are to be found, each read when its turn comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    StandardInput,
}

/// What paths led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// In the order of the paths, and in folders of the names.
    pub places: Vec<Place>,
    /// Paths that led to nothing.
    pub failures: Vec<Failure>,
    /// What is in the folders and is not opened.
    pub skipped: Vec<Skipped>,
}

impl Place {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => STANDARD_INPUT_NAME.to_owned(),
        }
    }

    /// How many bytes there are to read, where that is known.
    pub fn size(&self) -> Option<u64> {
        let Self::File(path) = self else { return None };
        let metadata = path.metadata().ok()?;
        metadata.is_file().then_some(metadata.len())
    }
}

impl Found {
    pub(super) fn fail(&mut self, path: &Path, message: impl Into<String>) {
        self.failures.push(Failure {
            name: path.display().to_string(),
            message: message.into(),
        });
    }

    pub(super) fn skip(&mut self, path: &Path, reason: SkipReason) {
        let origin = Origin::whole(path.display().to_string());
        self.skipped.push(Skipped { origin, reason });
    }

    pub(super) fn cannot_walk(&mut self, folder: &Path, error: ignore::Error) {
        let path = path_of(&error).unwrap_or(folder).to_owned();
        let message = error.into_io_error().map_or_else(
            || "it cannot be walked".to_owned(),
            |error| error.to_string(),
        );
        self.fail(&path, message);
    }

    /// A file that was met, not named. What is there and is no file may wait for ever, and reading it may
    /// take from another what is in it.
    pub(super) fn met(&mut self, path: PathBuf) {
        let is_special = |kind: FileType| !kind.is_file() && !kind.is_dir();
        let kind = path.metadata().map(|metadata| metadata.file_type());
        if kind.is_ok_and(is_special) {
            self.skip(&path, SkipReason::Special);
        } else {
            self.places.push(Place::File(path));
        }
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}
