//! Writes files to a folder: what differs is replaced, what is left over is removed, the rest stays
//! untouched.
//!
//! A reader of the folder never sees half a file, and a run that fails leaves the old output as it
//! was. So everything is first written to a folder beside the old files, which needs all the space
//! and finds most faults; only then is each file renamed into its place, which can hardly fail. Where it
//! does, what was done is undone.

use super::scratch::{self, Scratch, create_parent};
use super::{Difference, Error, Result, State, compare, is_marked};
use crate::Files;
use std::fs;
use std::path::Path;

/// What a run did, each list sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Were not there.
    pub added: Vec<String>,
    /// Had another text.
    pub changed: Vec<String>,
    /// Carried our mark and are no longer emitted.
    pub removed: Vec<String>,
    /// Were as they should be, and were not touched.
    pub unchanged: Vec<String>,
    /// Stand in the folder though we did not write them; left as they are.
    pub foreign: Vec<String>,
}

/// Makes the folder hold the files, and reports what changed.
///
/// Files of ours that are no longer emitted are removed; nothing else is, and nothing that we did
/// not write is overwritten.
pub fn write(dir: &Path, files: &Files) -> Result<Report> {
    if let Some((path, _)) = files.iter().find(|(_, text)| !is_marked(text)) {
        return Err(Error::Unmarked(path.clone()));
    }
    let differences = compare(dir, files)?;
    refuse_occupied(dir, &differences)?;
    let report = report(&differences, files);
    replace(dir, files, &report)?;
    for path in &report.removed {
        remove_empty(dir, path);
    }
    Ok(report)
}

/// Fails with every place at once, before anything is touched.
fn refuse_occupied(dir: &Path, differences: &[Difference]) -> Result<()> {
    let occupied: Vec<_> = differences
        .iter()
        .filter_map(|Difference { path, state }| match state {
            State::Occupied(what) => Some((dir.join(path), *what)),
            State::Changed { marked: false, .. } => Some((dir.join(path), "not of its making")),
            State::Changed { .. } | State::Missing | State::LeftOver { .. } | State::Foreign => {
                None
            }
        })
        .collect();
    if occupied.is_empty() {
        Ok(())
    } else {
        Err(Error::Occupied(occupied))
    }
}

fn report(differences: &[Difference], files: &Files) -> Report {
    let mut report = Report::default();
    for Difference { path, state } in differences {
        let list = match state {
            State::Missing => &mut report.added,
            State::Changed { .. } => &mut report.changed,
            State::LeftOver { .. } => &mut report.removed,
            State::Foreign | State::Occupied(_) => &mut report.foreign,
        };
        list.push(path.clone());
    }
    let differs = |path: &str| {
        differences
            .binary_search_by(|difference| difference.path.as_str().cmp(path))
            .is_ok()
    };
    report.unchanged = files
        .keys()
        .filter(|path| !differs(path))
        .cloned()
        .collect();
    report
}

fn replace(dir: &Path, files: &Files, report: &Report) -> Result<()> {
    let stale: Vec<&String> = report.added.iter().chain(&report.changed).collect();
    if stale.is_empty() && report.removed.is_empty() {
        return Ok(());
    }
    fs::create_dir_all(dir).map_err(Error::io("create", dir))?;
    let staging = Scratch::new(dir)?;
    staging.fill(files, |path| stale.iter().any(|stale| *stale == path))?;
    let aside = Scratch::new(dir)?;
    let _undisturbed = scratch::undisturbed();
    for path in &stale {
        create_parent(&dir.join(path))?;
    }
    for path in report.changed.iter().chain(&report.removed) {
        let (place, kept) = (dir.join(path), aside.path().join(path));
        create_parent(&kept)?;
        fs::copy(&place, &kept).map_err(Error::io("copy", &place))?;
    }
    let mut done = Vec::new();
    let replaced = stale.iter().map(|path| (*path, true));
    let removed = report.removed.iter().map(|path| (path, false));
    for (path, stays) in replaced.chain(removed) {
        let place = dir.join(path);
        let outcome = if stays {
            let renamed = fs::rename(staging.path().join(path), &place);
            renamed.map_err(Error::io("replace", &place))
        } else {
            fs::remove_file(&place).map_err(Error::io("remove", &place))
        };
        if let Err(error) = outcome {
            undo(dir, aside.path(), &done);
            return Err(error);
        }
        done.push(path);
    }
    Ok(())
}

/// Puts back what was there. That this fails too, where the first fault is that of a broken disk, cannot
/// be mended here.
fn undo(dir: &Path, aside: &Path, done: &[&String]) {
    for path in done {
        let (place, kept) = (dir.join(path), aside.join(path));
        let _ = if kept.exists() {
            fs::rename(kept, place)
        } else {
            fs::remove_file(place)
        };
    }
}

/// Removes the folders that a removed file leaves empty.
fn remove_empty(dir: &Path, path: &str) {
    let place = dir.join(path);
    for folder in place
        .ancestors()
        .skip(1)
        .take_while(|folder| *folder != dir)
    {
        // A folder that is not empty is somebody's, and stays.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::MARK;
    use std::collections::BTreeMap;
    use std::path::PathBuf;
    use tempfile::TempDir;

    fn marked(rest: &str) -> String {
        format!("// {MARK} from pets.yaml\n{rest}")
    }

    fn files(texts: &[(&str, &str)]) -> Files {
        texts
            .iter()
            .map(|(path, rest)| ((*path).to_owned(), marked(rest)))
            .collect()
    }

    /// A folder that holds two generated files.
    fn generated() -> TempDir {
        let dir = tempfile::tempdir().unwrap();
        write(
            dir.path(),
            &files(&[("src/lib.rs", "old\n"), ("src/old/pet.rs", "")]),
        )
        .unwrap();
        dir
    }

    /// Everything in the folder, by path.
    fn contents(dir: &Path) -> BTreeMap<PathBuf, String> {
        let mut found = BTreeMap::new();
        let mut folders = vec![dir.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path.clone());
                    found.insert(path.strip_prefix(dir).unwrap().to_owned(), String::new());
                } else {
                    let text = fs::read_to_string(&path).unwrap();
                    found.insert(path.strip_prefix(dir).unwrap().to_owned(), text);
                }
            }
        }
        found
    }

    #[test]
    fn a_run_says_what_it_did() {
        let dir = generated();
        fs::write(dir.path().join("notes.txt"), "mine\n").unwrap();
        let new = files(&[
            ("Cargo.toml", ""),
            ("src/lib.rs", "new\n"),
            ("src/pet.rs", ""),
        ]);
        let report = write(dir.path(), &new).unwrap();
        assert_eq!(report.added, ["Cargo.toml", "src/pet.rs"]);
        assert_eq!(report.changed, ["src/lib.rs"]);
        assert_eq!(report.removed, ["src/old/pet.rs"]);
        assert_eq!(report.foreign, ["notes.txt"]);
        assert_eq!(report.unchanged, [""; 0]);
        let found = contents(dir.path());
        let paths: Vec<_> = found.keys().map(|path| path.to_str().unwrap()).collect();
        assert_eq!(
            paths,
            ["Cargo.toml", "notes.txt", "src", "src/lib.rs", "src/pet.rs"]
        );
        assert_eq!(found[Path::new("src/lib.rs")], marked("new\n"));
    }

    #[test]
    fn a_second_run_touches_nothing() {
        let dir = generated();
        let place = dir.path().join("src/lib.rs");
        let long_ago = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1);
        fs::File::options()
            .write(true)
            .open(&place)
            .unwrap()
            .set_modified(long_ago)
            .unwrap();
        let same = files(&[("src/lib.rs", "old\n"), ("src/old/pet.rs", "")]);
        let report = write(dir.path(), &same).unwrap();
        let unchanged = vec!["src/lib.rs".to_owned(), "src/old/pet.rs".to_owned()];
        assert_eq!(
            report,
            Report {
                unchanged,
                ..Report::default()
            }
        );
        assert_eq!(fs::metadata(place).unwrap().modified().unwrap(), long_ago);
    }

    #[test]
    fn what_we_did_not_write_is_not_overwritten() {
        let dir = generated();
        fs::write(dir.path().join("Cargo.toml"), "by hand\n").unwrap();
        fs::create_dir(dir.path().join("src/pet.rs")).unwrap();
        let before = contents(dir.path());
        let new = files(&[
            ("Cargo.toml", ""),
            ("src/lib.rs", "new\n"),
            ("src/pet.rs", ""),
        ]);
        let error = write(dir.path(), &new).unwrap_err();
        let Error::Occupied(places) = error else {
            panic!("{error}")
        };
        let expected = [
            ("Cargo.toml", "not of its making"),
            ("src/pet.rs", "a folder"),
        ];
        assert_eq!(
            places,
            expected.map(|(path, what)| (dir.path().join(path), what))
        );
        assert_eq!(contents(dir.path()), before);
    }

    #[test]
    fn a_file_without_the_mark_is_not_written() {
        let dir = generated();
        let before = contents(dir.path());
        let files = Files::from([("src/a.rs".to_owned(), "fn a() {}\n".to_owned())]);
        assert!(
            matches!(write(dir.path(), &files), Err(Error::Unmarked(path)) if path == "src/a.rs")
        );
        assert_eq!(contents(dir.path()), before);
    }

    /// A path that just fits the system's limit does not fit it inside the staging folder, so that
    /// staging fails when another file has already been staged.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_run_that_fails_leaves_the_old_output() {
        const LONGEST: usize = 4095;
        let dir = generated();
        let before = contents(dir.path());
        let room = LONGEST - dir.path().as_os_str().len() - "/src/z/".len();
        let path: String = (0..room)
            .map(|at| if at % 200 == 0 && at > 0 { '/' } else { 'z' })
            .collect();
        let new = files(&[("src/lib.rs", "new\n"), (&format!("src/z/{path}"), "")]);
        assert!(
            compare(dir.path(), &new).is_ok(),
            "the path itself is not at fault"
        );
        let error = write(dir.path(), &new).unwrap_err();
        assert!(error.to_string().contains("/.codegen-"), "{error}");
        assert_eq!(contents(dir.path()), before);
    }

    /// Somebody puts a folder where a file is to go, after all has been looked at.
    #[test]
    fn a_rename_that_fails_is_undone_with_all_before_it() {
        let dir = generated();
        fs::create_dir_all(dir.path().join("src/pet.rs/in")).unwrap();
        let before = contents(dir.path());
        let new = files(&[("a.rs", ""), ("src/lib.rs", "new\n"), ("src/pet.rs", "")]);
        for (added, changed) in [
            (vec!["a.rs", "src/pet.rs"], vec!["src/lib.rs"]),
            (vec!["a.rs"], vec!["src/lib.rs"]),
        ] {
            let owned = |paths: Vec<&str>| paths.into_iter().map(str::to_owned).collect();
            let mut report = Report {
                added: owned(added),
                changed: owned(changed),
                removed: owned(vec!["src/old/pet.rs"]),
                ..Report::default()
            };
            if report.added.len() == 1 {
                // A file that is not there can be copied no more than removed.
                report.removed.push("gone.rs".to_owned());
            }
            let error = replace(dir.path(), &new, &report).unwrap_err().to_string();
            assert!(
                error.contains("cannot replace") || error.contains("gone.rs"),
                "{error}"
            );
            assert_eq!(contents(dir.path()), before);
        }
    }

    #[test]
    fn what_a_killed_run_left_is_swept_up() {
        let dir = generated();
        let scratch = Scratch::new(dir.path()).unwrap();
        scratch
            .fill(&files(&[("src/lib.rs", "half\n")]), |_| true)
            .unwrap();
        let place = scratch.path().to_owned();
        std::mem::forget(scratch);
        let report = write(dir.path(), &files(&[("src/lib.rs", "new\n")])).unwrap();
        assert_eq!(report.removed.len(), 2, "{report:?}");
        assert!(!place.exists());
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_or_removed_through_a_link() {
        let elsewhere = generated();
        let before = contents(elsewhere.path());
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(elsewhere.path().join("src"), dir.path().join("src")).unwrap();
        let error = write(dir.path(), &files(&[("src/lib.rs", "new\n")])).unwrap_err();
        assert!(error.to_string().contains("symbolic link"), "{error}");
        let report = write(dir.path(), &files(&[("other.rs", "")])).unwrap();
        assert_eq!(
            (report.removed, report.foreign),
            (vec![], vec!["src".to_owned()])
        );
        assert_eq!(contents(elsewhere.path()), before);
    }

    /// A crate inside of the folder, files of another document, and notes that mention the mark.
    #[test]
    fn only_what_this_document_has_left_is_removed() {
        let dir = tempfile::tempdir().unwrap();
        write(
            dir.path(),
            &files(&[("src/lib.rs", "old"), ("src/old.rs", "old")]),
        )
        .unwrap();
        let others = [
            ("inner/Cargo.toml", format!("# {MARK} from pets.yaml\n")),
            ("inner/src/lib.rs", marked("x")),
            ("src/cats.rs", format!("// {MARK} from cats.yaml\n")),
            ("notes.md", format!("What `{MARK} from pets.yaml` means.\n")),
            ("src/notes.rs", format!("//! x\n// {MARK} from pets.yaml\n")),
        ];
        for (path, text) in &others {
            let path = dir.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let report = write(dir.path(), &files(&[("src/lib.rs", "new")])).unwrap();
        assert_eq!(report.removed, ["src/old.rs"]);
        for (path, text) in &others {
            assert_eq!(
                fs::read_to_string(dir.path().join(path)).unwrap(),
                *text,
                "{path}"
            );
        }
    }
}
