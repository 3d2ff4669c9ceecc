//! Compares files with a folder, path by path.
//!
//! A run writes exactly the differences that a check reports, so files that do not differ keep
//! their time of modification.

use super::folder::{self, Found};
use super::{Error, Result, check_paths, is_marked, mark};
use crate::Files;
use std::fmt;
use std::path::Path;

/// One path at which files and folder disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Relative to the folder, with `/` between its segments.
    pub path: String,
    /// In which way they disagree.
    pub state: State,
}

/// In which way files and folder disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// The folder lacks the file.
    Missing,
    /// The folder has another text.
    Changed {
        /// What is there; bytes that are no text are replaced.
        found: String,
        /// Whether it carries the mark, and so may be overwritten.
        marked: bool,
    },
    /// The folder has a file with our mark that is no longer emitted.
    LeftOver {
        /// What is there.
        found: String,
    },
    /// The folder has something that we did not write. It is left alone.
    Foreign,
    /// Where the file belongs is something that is no file, in words that fit after "is".
    Occupied(&'static str),
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.state {
            State::Missing => write!(f, "{path} is missing"),
            State::Changed { marked: true, .. } => write!(f, "{path} differs"),
            State::Changed { marked: false, .. } => {
                write!(f, "{path} differs, and was not written by cargo codegen")
            }
            State::LeftOver { .. } => write!(f, "{path} is left over"),
            State::Foreign => write!(f, "{path} was not written by cargo codegen"),
            State::Occupied(what) => write!(f, "{path} is {what}"),
        }
    }
}

/// Where the folder differs from the files, sorted by path; nothing when it is up to date.
///
/// `target/` and `Cargo.lock` at the top are cargo's and do not count.
pub fn compare(dir: &Path, files: &Files) -> Result<Vec<Difference>> {
    check_paths(files)?;
    let entries = folder::entries(dir)?;
    // What was emitted from another document is not left over from this one.
    let ours = files.values().find_map(|text| mark(text));
    let mut differences = Vec::new();
    for (path, text) in files {
        let state = match folder::look(dir, path)? {
            Found::Nothing => State::Missing,
            Found::File(bytes) if bytes == text.as_bytes() => continue,
            Found::File(bytes) => {
                let found = into_text(bytes);
                let marked = is_marked(&found);
                State::Changed { found, marked }
            }
            Found::Other(what) => State::Occupied(what),
        };
        differences.push(Difference {
            path: path.clone(),
            state,
        });
    }
    for entry in entries
        .into_iter()
        .filter(|entry| !files.contains_key(&entry.path))
    {
        let state = if entry.mark.is_some() && entry.mark.as_deref() == ours {
            State::LeftOver {
                found: read(dir, &entry.path)?,
            }
        } else {
            State::Foreign
        };
        differences.push(Difference {
            path: entry.path,
            state,
        });
    }
    differences.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(differences)
}

fn read(dir: &Path, path: &str) -> Result<String> {
    let place = dir.join(path);
    std::fs::read(&place)
        .map(into_text)
        .map_err(Error::io("read", &place))
}

fn into_text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MARK;
    use std::fs;

    fn listed(dir: &Path, files: &Files) -> Vec<String> {
        compare(dir, files)
            .unwrap()
            .iter()
            .map(Difference::to_string)
            .collect()
    }

    #[test]
    fn every_way_to_differ_is_told() {
        let dir = tempfile::tempdir().unwrap();
        let marked = |rest: &str| format!("// {MARK}\n{rest}");
        let on_disk = [
            ("same.rs", marked("")),
            ("edited.rs", marked("edited\n")),
            ("by_hand.rs", "// by hand\n".to_owned()),
            ("old.rs", marked("old\n")),
            ("notes.txt", "notes\n".to_owned()),
            ("src", "a file where a folder belongs\n".to_owned()),
        ];
        for (path, text) in on_disk {
            fs::write(dir.path().join(path), text).unwrap();
        }
        fs::write(dir.path().join("bytes.rs"), b"// \xff").unwrap();
        let files: Files = [
            "same.rs",
            "edited.rs",
            "by_hand.rs",
            "bytes.rs",
            "new.rs",
            "src/lib.rs",
        ]
        .map(|path| (path.to_owned(), marked("")))
        .into();
        assert_eq!(
            listed(dir.path(), &files),
            [
                "by_hand.rs differs, and was not written by cargo codegen",
                "bytes.rs differs, and was not written by cargo codegen",
                "edited.rs differs",
                "new.rs is missing",
                "notes.txt was not written by cargo codegen",
                "old.rs is left over",
                "src was not written by cargo codegen",
                "src/lib.rs is below a file",
            ]
        );
    }

    #[test]
    fn a_folder_without_a_difference_gives_none() {
        let dir = tempfile::tempdir().unwrap();
        let files = Files::from([("a.rs".to_owned(), format!("// {MARK}\n"))]);
        assert_eq!(
            listed(&dir.path().join("none"), &files),
            ["a.rs is missing"]
        );
        fs::write(dir.path().join("a.rs"), &files["a.rs"]).unwrap();
        assert!(listed(dir.path(), &files).is_empty());
    }
}
