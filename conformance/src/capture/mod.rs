//! Paths and standard input → payloads.
//!
//! It stands apart because what people have (files, folders, a pipe) is one question, and what is
//! in it another: the judge sees named bytes and nothing else.

mod origin;

pub use origin::{Origin, STANDARD_INPUT_NAME};

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// What the name of a payload ends with when it is found in a folder.
const ENDINGS: [&str; 2] = ["json", "txt"];

/// What the expected verdict beside a sample ends with; it is no payload.
pub const EXPECTATION_ENDING: &str = ".expect.json";

/// A payload, as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// Where it is.
    pub origin: Origin,
    /// What it is known to be, from what is around it; by name in the catalogue.
    pub document: Option<&'static str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Something that gave no payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The path, and where in it.
    pub name: String,
    /// What went wrong.
    pub message: String,
}

/// Where payloads are to be found, each read when its turn comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    StandardInput,
}

/// The places that the paths name. Folders are walked, in the order of their names, for files that
/// end in `.json` or `.txt`; a file that is named itself may end as it likes.
pub fn places(paths: &[PathBuf]) -> (Vec<Place>, Vec<Failure>) {
    let (mut places, mut failures) = (Vec::new(), Vec::new());
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            if places.contains(&Place::StandardInput) {
                failures.push(failure(path, "it can be read only once".to_owned()));
            } else {
                places.push(Place::StandardInput);
            }
        } else if path.is_dir() {
            let before = (places.len(), failures.len());
            walk(path, &mut places, &mut failures);
            if before == (places.len(), failures.len()) {
                let message = format!("no file in it ends in .{}", ENDINGS.join(" or ."));
                failures.push(failure(path, message));
            }
        } else {
            places.push(Place::File(path.clone()));
        }
    }
    (places, failures)
}

/// With a list of what is still to be done rather than with calls, since folders may be nested
/// deeply. A link to a folder is not followed: it may lead in a circle.
fn walk(folder: &Path, places: &mut Vec<Place>, failures: &mut Vec<Failure>) {
    let mut waiting = vec![(folder.to_owned(), true)];
    while let Some((path, is_folder)) = waiting.pop() {
        if is_folder {
            match entries(&path) {
                // The last one in is the first one out.
                Ok(entries) => waiting.extend(entries.into_iter().rev()),
                Err(error) => failures.push(failure(&path, error.to_string())),
            }
        } else if is_payload(&path) {
            places.push(Place::File(path));
        }
    }
}

fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| {
            let entry = entry?;
            Ok((entry.path(), entry.file_type()?.is_dir()))
        })
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn is_payload(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default();
    !name.ends_with(EXPECTATION_ENDING)
        && ENDINGS
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
}

impl Place {
    /// Reads the payload.
    pub fn read(&self) -> Result<Payload, Failure> {
        match self {
            Self::File(path) => fs::read(path)
                .map(|bytes| Payload {
                    origin: path.display().to_string().into(),
                    document: None,
                    bytes,
                })
                .map_err(|error| failure(path, error.to_string())),
            Self::StandardInput => {
                let mut bytes = Vec::new();
                match io::stdin().lock().read_to_end(&mut bytes) {
                    Ok(_) => Ok(Payload {
                        origin: STANDARD_INPUT_NAME.into(),
                        document: None,
                        bytes,
                    }),
                    Err(error) => Err(Failure {
                        name: STANDARD_INPUT_NAME.to_owned(),
                        message: error.to_string(),
                    }),
                }
            }
        }
    }
}

fn failure(path: &Path, message: String) -> Failure {
    Failure {
        name: path.display().to_string(),
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path, paths: &[PathBuf]) -> (Vec<String>, Vec<String>) {
        let (places, failures) = places(paths);
        let places = places.into_iter().map(|place| match place {
            Place::File(path) => path.strip_prefix(folder).unwrap().display().to_string(),
            Place::StandardInput => "-".to_owned(),
        });
        (
            places.collect(),
            failures
                .into_iter()
                .map(|failure| failure.message)
                .collect(),
        )
    }

    #[test]
    fn a_folder_is_walked_in_order_and_only_for_payloads() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in [
            "b.json",
            "a/z.txt",
            "a/y.json",
            "a/y.expect.json",
            "c.md",
            "d.JSON.bak",
            "e.JSON",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        let (found, failures) = names(root, &[root.to_owned(), "-".into(), root.join("c.md")]);
        assert_eq!(
            found,
            ["a/y.json", "a/z.txt", "b.json", "e.JSON", "-", "c.md"]
        );
        assert!(failures.is_empty());
    }

    #[test]
    fn a_folder_without_payloads_is_a_failure() {
        let folder = tempfile::tempdir().unwrap();
        let (found, failures) = names(folder.path(), &[folder.path().to_owned()]);
        assert!(found.is_empty());
        assert_eq!(failures, ["no file in it ends in .json or .txt"]);
    }

    #[test]
    fn standard_input_cannot_be_read_twice() {
        let (places, failures) = places(&["-".into(), "-".into()]);
        assert_eq!(places, [Place::StandardInput]);
        assert_eq!(failures[0].message, "it can be read only once");
    }

    #[test]
    fn a_missing_file_fails_when_it_is_read() {
        let (places, failures) = places(&["no/such/file.json".into()]);
        assert!(failures.is_empty());
        assert_eq!(places[0].read().unwrap_err().name, "no/such/file.json");
    }
}
