//! Replaces one file that is not emitted: its text is written beside it and renamed.

use super::scratch::{self, Scratch};
use super::{Error, Result};
use crate::Files;
use std::fs;
use std::path::Path;

/// Makes the file have that text. A reader sees the old one or the new one, whole.
pub fn replace(path: &Path, text: &str) -> Result<()> {
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let staging = Scratch::new(folder)?;
    staging.fill(&Files::from([("text".to_owned(), text.to_owned())]), |_| {
        true
    })?;
    let _undisturbed = scratch::undisturbed();
    let written = staging.path().join("text");
    fs::rename(written, path).map_err(Error::io("replace", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_the_text_and_nothing_is_left_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/b.txt");
        for text in ["one\n", "two\n"] {
            replace(&path, text).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(fs::read_dir(dir.path().join("a")).unwrap().count(), 1);
        let error = replace(dir.path(), "text").unwrap_err().to_string();
        assert!(error.contains(&dir.path().display().to_string()), "{error}");
    }
}
