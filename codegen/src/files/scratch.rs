//! Makes a temporary folder: fresh, filled with files, removed when it is dropped.
//!
//! A name that another run left behind, in a container often with our own process number, must not
//! stop it.

use super::{Error, Result};
use crate::Files;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

pub(super) struct Scratch(PathBuf);

/// Those that there are, for a program that is told to end.
static ALL: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Taken while files and folders are made or renamed.
static AT_WORK: Mutex<()> = Mutex::new(());

/// How often it is tried to remove a folder that another process, rustfmt, may still write to.
const TRIES: usize = 50;

/// Lets [`discard`] wait for as long as this is held.
pub(super) fn undisturbed() -> MutexGuard<'static, ()> {
    AT_WORK.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes every temporary folder of this program, which then ends: nothing that was not renamed yet
/// will be. Waits for files that are being renamed, so that a folder holds those of one run.
pub fn discard() {
    let at_work = undisturbed();
    let all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
    for place in all.iter() {
        for _ in 0..TRIES {
            let _ = fs::remove_dir_all(place);
            if !place.exists() {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
    }
    // Until the program ends, nobody makes or renames any more.
    std::mem::forget((at_work, all));
}

impl Scratch {
    /// Makes a folder of its own inside `parent`.
    pub(super) fn new(parent: &Path) -> Result<Self> {
        let mut attempt = 0_u32;
        // Taken first: a folder that is there is known.
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let place = parent.join(format!(".codegen-{}-{attempt}", std::process::id()));
            match fs::create_dir(&place) {
                Ok(()) => {
                    all.push(place.clone());
                    return Ok(Self(place));
                }
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
        let _undisturbed = undisturbed();
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
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|place| *place != self.0);
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
