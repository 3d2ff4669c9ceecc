//! Makes a temporary folder: fresh, filled with files, removed when it is dropped.
//!
//! A name that another run left behind, in a container often with our own process number, must not
//! stop it.

use super::{Error, Result};
use crate::Files;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes a folder of its own inside `parent`.
    pub(super) fn new(parent: &Path) -> Result<Self> {
        let mut attempt = 0_u32;
        loop {
            let place = parent.join(format!(".codegen-{}-{attempt}", std::process::id()));
            match fs::create_dir(&place) {
                Ok(()) => return Ok(Self(place)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => attempt += 1,
                Err(error) => return Err(Error::io("create", &place)(error)),
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Writes those of the files that `chosen` lets through.
    pub(super) fn fill(&self, files: &Files, chosen: impl Fn(&str) -> bool) -> Result<()> {
        for (path, text) in files.iter().filter(|(path, _)| chosen(path)) {
            let place = self.0.join(path);
            create_parent(&place)?;
            fs::write(&place, text).map_err(Error::io("write", &place))?;
        }
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // An error here cannot be returned. Beside the output its files carry the mark, so that the next
        // run sweeps them up.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes the folders that a file needs.
pub(super) fn create_parent(place: &Path) -> Result<()> {
    match place.parent() {
        Some(parent) => fs::create_dir_all(parent).map_err(Error::io("create", parent)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_fresh_even_beside_another_and_goes_with_its_files() {
        let dir = tempfile::tempdir().unwrap();
        let one = Scratch::new(dir.path()).unwrap();
        let two = Scratch::new(dir.path()).unwrap();
        assert_ne!(one.path(), two.path());
        let files = ["a/b.rs", "c.rs"]
            .map(|path| (path.to_owned(), String::new()))
            .into();
        one.fill(&files, |path| path == "a/b.rs").unwrap();
        assert!(one.path().join("a/b.rs").exists());
        assert!(!one.path().join("c.rs").exists());
        drop((one, two));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
    }
}
