//! Looks into a folder: a path comes in, what is found there goes out, without ever following a
//! symbolic link to somewhere else.
//!
//! Comparing and writing both look through this, or a check could pass on what a run would change.

use super::{Error, Result, mark};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What is at one path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    File(Vec<u8>),
    /// Neither, in words that fit after "is".
    Other(&'static str),
}

/// What cargo and the desktop put into a crate's folder; at the top only, but for the last two.
const NOT_OURS_AT_THE_TOP: [&str; 2] = ["target", "Cargo.lock"];
const NOT_OURS: [&str; 2] = [".git", ".DS_Store"];

/// Looks at `path` inside `dir`. A link or a file on the way counts as an obstacle.
pub(super) fn look(dir: &Path, path: &str) -> Result<Found> {
    let mut place = dir.to_owned();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        place.push(segment);
        let kind = match fs::symlink_metadata(&place) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::Nothing),
            Err(error) => return Err(Error::io("look at", &place)(error)),
        };
        let last = segments.peek().is_none();
        if kind.is_symlink() {
            return Ok(Found::Other("reached through a symbolic link"));
        }
        if last && kind.is_file() {
            return fs::read(&place)
                .map(Found::File)
                .map_err(Error::io("read", &place));
        }
        if last && kind.is_dir() {
            return Ok(Found::Other("a folder"));
        }
        if !kind.is_dir() {
            return Ok(Found::Other(if last {
                "not a regular file"
            } else {
                "below a file"
            }));
        }
    }
    Ok(Found::Nothing)
}

/// A file that stands in the folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// With `/` between its segments.
    pub(super) path: String,
    /// What stands behind its mark, if it has one and can be named exactly.
    pub(super) mark: Option<String>,
}

/// What makes a folder a package of its own.
const MANIFEST: &str = "Cargo.toml";

/// Every file and link below `dir`, sorted, but for those of other packages. A folder that does not
/// exist holds none.
pub(super) fn entries(dir: &Path) -> Result<Vec<Entry>> {
    match fs::metadata(dir) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return Err(Error::NotAFolder(dir.to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return Err(Error::NotAFolder(dir.to_owned()));
        }
        Err(error) => return Err(Error::io("look at", dir)(error)),
    }
    let mut entries = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        let folder = dir.join(&inside);
        for entry in fs::read_dir(&folder).map_err(Error::io("read", &folder))? {
            let entry = entry.map_err(Error::io("read", &folder))?;
            let name = entry.file_name();
            let at_the_top = inside.as_os_str().is_empty();
            if NOT_OURS.iter().any(|known| name == *known)
                || at_the_top && NOT_OURS_AT_THE_TOP.iter().any(|known| name == *known)
            {
                continue;
            }
            let kind = entry
                .file_type()
                .map_err(Error::io("look at", &entry.path()))?;
            let path = inside.join(name);
            if kind.is_dir() {
                if !entry.path().join(MANIFEST).exists() {
                    folders.push(path);
                }
            } else {
                let exact = path.to_str().is_some();
                let mark = if exact && kind.is_file() {
                    mark_of(&entry.path())?
                } else {
                    None
                };
                entries.push(Entry {
                    path: with_slashes(&path),
                    mark,
                });
            }
        }
    }
    entries.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(entries)
}

fn with_slashes(path: &Path) -> String {
    let segments: Vec<_> = path
        .iter()
        .map(|segment| segment.to_string_lossy())
        .collect();
    segments.join("/")
}

/// Reads no more of a file than the mark could be in: it may be anything, of any size.
fn mark_of(path: &Path) -> Result<Option<String>> {
    let mut head = Vec::new();
    fs::File::open(path)
        .and_then(|file| file.take(4096).read_to_end(&mut head))
        .map_err(Error::io("read", path))?;
    Ok(mark(&String::from_utf8_lossy(&head)).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MARK;

    #[test]
    fn a_folder_that_does_not_exist_holds_nothing() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(entries(&dir.path().join("none")).unwrap(), []);
        assert_eq!(
            look(&dir.path().join("none"), "a/b").unwrap(),
            Found::Nothing
        );
    }

    #[test]
    fn a_file_is_not_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(matches!(entries(&file), Err(Error::NotAFolder(_))));
        assert!(matches!(
            entries(&file.join("below")),
            Err(Error::NotAFolder(_))
        ));
    }

    #[test]
    fn entries_are_sorted_and_told_apart() {
        let dir = tempfile::tempdir().unwrap();
        let put = |path: &str, text: &str| {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        put("src/b.rs", &format!("// {MARK}\n"));
        put("src/a.rs", "// by hand\n");
        put(
            "src/target/c.rs",
            "// below the top it is a folder like any other\n",
        );
        put("target/debug/d.rs", "");
        put("Cargo.lock", "");
        put(".git/HEAD", "");
        put("src/.DS_Store", "");
        let found: Vec<_> = entries(dir.path())
            .unwrap()
            .into_iter()
            .map(|entry| (entry.path, entry.mark.is_some()))
            .collect();
        assert_eq!(
            found,
            [
                ("src/a.rs".to_owned(), false),
                ("src/b.rs".to_owned(), true),
                ("src/target/c.rs".to_owned(), false),
            ]
        );
    }

    #[test]
    fn what_is_in_the_way_is_named() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("folder")).unwrap();
        fs::write(dir.path().join("file"), "x").unwrap();
        assert_eq!(
            look(dir.path(), "folder").unwrap(),
            Found::Other("a folder")
        );
        assert_eq!(
            look(dir.path(), "file/below").unwrap(),
            Found::Other("below a file")
        );
        assert_eq!(
            look(dir.path(), "file").unwrap(),
            Found::File(b"x".to_vec())
        );
        assert_eq!(look(dir.path(), "folder/none").unwrap(), Found::Nothing);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_not_followed() {
        use std::os::unix::fs::symlink;
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("a.rs"), format!("// {MARK}\n")).unwrap();
        let dir = tempfile::tempdir().unwrap();
        symlink(elsewhere.path(), dir.path().join("src")).unwrap();
        symlink(elsewhere.path().join("a.rs"), dir.path().join("b.rs")).unwrap();
        let through_a_link = Found::Other("reached through a symbolic link");
        assert_eq!(look(dir.path(), "src/a.rs").unwrap(), through_a_link);
        assert_eq!(look(dir.path(), "b.rs").unwrap(), through_a_link);
        let found = entries(dir.path()).unwrap();
        assert_eq!(
            found
                .iter()
                .map(|entry| &entry.path[..])
                .collect::<Vec<_>>(),
            ["b.rs", "src"]
        );
        assert!(found.iter().all(|entry| entry.mark.is_none()));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_text_is_never_ours() {
        use std::os::unix::ffi::OsStrExt;
        let dir = tempfile::tempdir().unwrap();
        let name = std::ffi::OsStr::from_bytes(b"\xff.rs");
        fs::write(dir.path().join(name), format!("// {MARK}\n")).unwrap();
        let found = entries(dir.path()).unwrap();
        assert_eq!(
            found,
            [Entry {
                path: "\u{fffd}.rs".to_owned(),
                mark: None
            }]
        );
    }
}
