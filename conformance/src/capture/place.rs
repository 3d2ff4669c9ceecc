//! Paths → places.
//!
//! It stands apart because it looks at names only: what is in a file is found when its turn comes.

use super::{Failure, STANDARD_INPUT_NAME};
use glob::{MatchOptions, glob_with};
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// What the name of a payload ends with when it is found in a folder.
const ENDINGS: [&str; 8] = [
    "json", "txt", "ndjson", "jsonl", "har", "http", "trace", "log",
];

/// What may follow: how it is compressed.
const COMPRESSED: [&str; 3] = ["gz", "zst", "zstd"];

/// What the expected verdict beside a sample ends with; it is no payload.
pub const EXPECTATION_ENDING: &str = ".expect.json";

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
    /// How many files of folders have an ending that no capture has.
    pub passed_over: usize,
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

/// The places that the paths name. Folders are walked, in the order of their names, for files whose
/// ending is one of a capture; what is hidden or ignored stays so, as for git. A file that is named
/// itself may end as it likes. A path that is not there and has wildcards stands for all that
/// match, as in a shell.
pub fn places(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            if found.places.contains(&Place::StandardInput) {
                found.fail(path, "it can be read only once");
            } else {
                found.places.push(Place::StandardInput);
            }
        } else if path.symlink_metadata().is_err() && has_wildcards(path) {
            found.matching(path);
        } else {
            found.named(path);
        }
    }
    found
}

impl Found {
    fn fail(&mut self, path: &Path, message: impl Into<String>) {
        self.failures.push(Failure {
            name: path.display().to_string(),
            message: message.into(),
        });
    }

    fn named(&mut self, path: &Path) {
        if path.is_dir() {
            let before = (self.places.len(), self.failures.len());
            self.walk(path);
            if before == (self.places.len(), self.failures.len()) {
                let endings = ENDINGS.join(", .");
                let message = format!(
                    "no file in it that is not hidden or ignored has one of the endings .{endings}"
                );
                self.fail(path, message);
            }
        } else {
            self.places.push(Place::File(path.to_owned()));
        }
    }

    /// A link to a folder is not followed: it may lead in a circle.
    fn walk(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_dir()) => {}
                Ok(entry) if is_expectation(entry.path()) => {}
                Ok(entry) if is_payload(entry.path()) => {
                    self.places.push(Place::File(entry.into_path()));
                }
                Ok(_) => self.passed_over += 1,
                Err(error) => {
                    let path = path_of(&error).unwrap_or(folder).to_owned();
                    let message = error.into_io_error().map_or_else(
                        || "it cannot be walked".to_owned(),
                        |error| error.to_string(),
                    );
                    self.fail(&path, message);
                }
            }
        }
    }

    fn matching(&mut self, pattern: &Path) {
        let Some(text) = pattern.to_str() else {
            return self.fail(pattern, "the pattern is not UTF-8");
        };
        // As a shell does by default.
        let options = MatchOptions {
            case_sensitive: true,
            require_literal_separator: true,
            require_literal_leading_dot: true,
        };
        let matches = match glob_with(text, options) {
            Ok(matches) => matches,
            Err(error) => return self.fail(pattern, format!("not a pattern: {}", error.msg)),
        };
        let mut is_empty = true;
        for entry in matches {
            is_empty = false;
            match entry {
                Ok(path) if is_expectation(&path) => {}
                Ok(path) => self.named(&path),
                Err(error) => self.fail(error.path(), error.error().to_string()),
            }
        }
        if is_empty {
            self.fail(pattern, "nothing matches it");
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

fn has_wildcards(path: &Path) -> bool {
    path.to_string_lossy().contains(['*', '?', '['])
}

fn is_expectation(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(EXPECTATION_ENDING)
}

/// What is compressed may lack a second ending.
fn is_payload(path: &Path) -> bool {
    let is_one_of = |path: &Path, endings: &[&str]| {
        let ending = path.extension().unwrap_or_default();
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    };
    if !is_one_of(path, &COMPRESSED) {
        return is_one_of(path, &ENDINGS);
    }
    let stem = Path::new(path.file_stem().unwrap_or_default());
    stem.extension().is_none() || is_one_of(stem, &ENDINGS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The names of what is found, and the messages of what is not.
    fn names(folder: &Path, paths: &[PathBuf]) -> (Vec<String>, Vec<String>) {
        let found = places(paths);
        let places = found.places.into_iter().map(|place| match place {
            Place::File(path) => path.strip_prefix(folder).unwrap().display().to_string(),
            Place::StandardInput => "-".to_owned(),
        });
        let failures = found.failures.into_iter().map(|failure| failure.message);
        (places.collect(), failures.collect())
    }

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        folder
    }

    #[test]
    fn a_folder_is_walked_in_order_and_only_for_payloads() {
        let folder = folder(&[
            "b.json",
            "a/z.txt",
            "a/y.json",
            "a/y.expect.json",
            "c.md",
            "d.JSON.bak",
            "e.JSON",
            "f.har.gz",
            "g.zst",
            "h.tar.gz",
            ".hidden/i.json",
        ]);
        let root = folder.path();
        let paths = [root.to_owned(), "-".into(), root.join("c.md")];
        let (found, failures) = names(root, &paths);
        let expected = [
            "a/y.json", "a/z.txt", "b.json", "e.JSON", "f.har.gz", "g.zst", "-", "c.md",
        ];
        assert_eq!(found, expected);
        assert!(failures.is_empty());
        assert_eq!(places(&paths).passed_over, 3);
    }

    #[test]
    fn what_is_ignored_is_left_alone_unless_it_is_named() {
        let folder = folder(&["a.json", "b.json", "kept/c.json"]);
        let root = folder.path();
        fs::write(root.join(".ignore"), "b.json\nkept/\n").unwrap();
        let (found, _) = names(
            root,
            &[root.to_owned(), root.join("b.json"), root.join("kept")],
        );
        assert_eq!(found, ["a.json", "b.json", "kept/c.json"]);
    }

    #[test]
    fn wildcards_stand_for_what_matches() {
        let folder = folder(&[
            "b.json",
            "a.json",
            "a.expect.json",
            "c/d.txt",
            "c.d/e.har",
            ".f.json",
            "[g].json",
        ]);
        let root = folder.path();
        let glob = |pattern: &str| names(root, &[root.join(pattern)]);
        assert_eq!(glob("*.json").0, ["[g].json", "a.json", "b.json"]);
        assert_eq!(glob("c*").0, ["c/d.txt", "c.d/e.har"]);
        assert_eq!(glob("**/?.txt").0, ["c/d.txt"]);
        // A file of that name is meant, if there is one.
        assert_eq!(glob("[g].json").0, ["[g].json"]);
        assert_eq!(glob("*.har").1, ["nothing matches it"]);
        assert!(glob("a***").1[0].starts_with("not a pattern"));
    }

    #[test]
    fn a_folder_without_payloads_is_a_failure() {
        let folder = folder(&["a.md"]);
        let (found, failures) = names(folder.path(), &[folder.path().to_owned()]);
        assert!(found.is_empty());
        assert!(failures[0].starts_with("no file in it"), "{failures:?}");
    }

    #[test]
    fn standard_input_cannot_be_read_twice() {
        let found = places(&["-".into(), "-".into()]);
        assert_eq!(found.places, [Place::StandardInput]);
        assert_eq!(found.failures[0].message, "it can be read only once");
    }
}
