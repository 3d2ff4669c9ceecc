//! Walks a folder in the order of its names, and counts what is left out of it.

use super::ending::{ENDINGS, is_payload};
use super::found::Found;
use idcard_judge::SkipReason;
use ignore::{DirEntry, WalkBuilder};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

impl Found {
    pub(super) fn folder(&mut self, folder: &Path) {
        let before = (self.places.len(), self.failures.len());
        self.walk(folder);
        if before == (self.places.len(), self.failures.len()) {
            let endings = ENDINGS.join(", .");
            let message = format!(
                "no file in it that is not hidden or ignored has one of the endings .{endings}"
            );
            self.fail(folder, message);
        }
    }

    /// A link to a folder is not followed: it may lead in a circle.
    fn walk(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
        let (mut folders, mut seen) = (Vec::new(), HashSet::new());
        for entry in walk {
            match entry {
                Ok(entry) => {
                    seen.insert(entry.path().to_owned());
                    if is_folder(&entry) {
                        folders.push(entry.into_path());
                    } else if is_payload(entry.path()) {
                        self.met(entry.into_path());
                    } else {
                        self.skip(entry.path(), SkipReason::OtherFile);
                    }
                }
                Err(error) => self.cannot_walk(folder, error),
            }
        }
        for folder in folders {
            self.ignored(&folder, &seen);
        }
    }

    /// Counts what an ignore file leaves out of a folder: a hostile one may have come with the
    /// captures. Of a folder that is left out nothing more is looked at; what is hidden is not counted.
    fn ignored(&mut self, folder: &Path, seen: &HashSet<PathBuf>) {
        // That it cannot be read, the walk has said.
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut left_out: Vec<_> = entries
            .filter(|entry| !is_hidden(&entry.file_name()))
            .filter(|entry| {
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                is_folder || is_payload(&entry.path())
            })
            .map(|entry| entry.path())
            .filter(|path| !seen.contains(path))
            .collect();
        left_out.sort();
        for path in left_out {
            self.skip(&path, SkipReason::Ignored);
        }
    }
}

/// A walk begins at a folder though a link may lead there.
pub(super) fn is_folder(entry: &DirEntry) -> bool {
    let is_start = entry.depth() == 0 && entry.path().is_dir();
    is_start || entry.file_type().is_some_and(|kind| kind.is_dir())
}

pub(super) fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}
