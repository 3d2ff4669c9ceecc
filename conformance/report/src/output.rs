//! Writes a report into a file: whole, or not at all.
//!
//! The file gets its name when the last byte is in it, so what was there before is replaced by a whole
//! report or left as it is, also when the program is interrupted.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::TempPath;

/// Who may read the file, before the user's own mask: everybody, or the user alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// It holds nothing personal.
    Everybody,
    /// It may hold values.
    Owner,
}

/// The file beside its place, for as long as it is not whole. Whoever ends the program before its
/// time takes it away by this, as nothing is dropped then.
#[derive(Debug, Clone, Default)]
pub struct Unfinished(Arc<Mutex<State>>);

#[derive(Debug, Default)]
enum State {
    /// There is no file yet.
    #[default]
    None,
    Beside(TempPath),
    /// It is gone, or has its name; there will be no other.
    Over,
}

impl Unfinished {
    /// Takes the file away, if there is one, and lets none be made.
    pub fn discard(&self) {
        *self.state() = State::Over;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn create(&self, builder: &tempfile::Builder<'_, '_>, folder: &Path) -> io::Result<File> {
        let mut state = self.state();
        if matches!(*state, State::Over) {
            return Err(io::Error::other(TAKEN_AWAY));
        }
        let (file, beside) = builder.tempfile_in(folder)?.into_parts();
        *state = State::Beside(beside);
        Ok(file)
    }

    fn persist(&self, target: &Path) -> io::Result<()> {
        match mem::replace(&mut *self.state(), State::Over) {
            State::Beside(beside) => beside.persist(target).map_err(|error| error.error),
            State::None | State::Over => Err(io::Error::other(TAKEN_AWAY)),
        }
    }
}

const TAKEN_AWAY: &str = "it was taken away before it was whole";

/// Takes the file away, however its making ends; one that is whole has its name by then.
struct Discarded<'u>(&'u Unfinished);

impl Drop for Discarded<'_> {
    fn drop(&mut self) {
        self.0.discard();
    }
}

/// Writes a file beside its place, and moves it there when that has succeeded. Errors name the file.
pub fn write_whole<T>(
    path: &Path,
    readers: Readers,
    unfinished: &Unfinished,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> io::Result<T> {
    let named = |error: io::Error| {
        let message = format!("{}: {error}", path.display());
        io::Error::new(error.kind(), message)
    };
    let target = target(path).map_err(named)?;
    let folder = match target.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".idcard-report-");
    permit(&mut builder, readers);
    let _discarded = Discarded(unfinished);
    let mut out = BufWriter::new(unfinished.create(&builder, folder).map_err(named)?);
    let made = fill(&mut out)?;
    let whole = out
        .into_inner()
        .map_err(|error| named(error.into_error()))?;
    whole.sync_all().map_err(named)?;
    unfinished.persist(&target).map_err(named)?;
    Ok(made)
}

/// Where a link leads; a pipe or a device cannot be replaced by a file.
fn target(path: &Path) -> io::Result<PathBuf> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => fs::canonicalize(path),
        Ok(_) => Err(io::Error::other(
            "it is there and is no file; leave --output out, and redirect standard output",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(error) => Err(error),
    }
}

#[cfg(unix)]
fn permit(builder: &mut tempfile::Builder<'_, '_>, readers: Readers) {
    use std::os::unix::fs::PermissionsExt;
    if readers == Readers::Everybody {
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
}

/// Where there is no such mask, the folder decides.
#[cfg(not(unix))]
fn permit(_: &mut tempfile::Builder<'_, '_>, _: Readers) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_file_is_replaced_when_all_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        for text in ["first", "second"] {
            let code = write_whole(&path, Readers::Everybody, &Unfinished::default(), |out| {
                out.write_all(text.as_bytes())?;
                Ok(7)
            });
            assert_eq!(code.unwrap(), 7);
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        assert_eq!(names(folder.path()), ["report.json"]);
    }

    #[test]
    fn a_failure_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        fs::write(&path, "before").unwrap();
        let failed = write_whole(&path, Readers::Owner, &Unfinished::default(), |out| {
            out.write_all(b"half")?;
            Err::<(), _>(io::Error::other("no more"))
        });
        assert_eq!(failed.unwrap_err().to_string(), "no more");
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        assert_eq!(names(folder.path()), ["report.json"]);
    }

    /// As when a signal comes in the middle.
    #[test]
    fn what_is_not_whole_can_be_taken_away_by_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        let unfinished = Unfinished::default();
        let failed = write_whole(&path, Readers::Owner, &unfinished, |out| {
            out.write_all(b"half")?;
            assert_eq!(names(folder.path()).len(), 1);
            unfinished.discard();
            assert!(names(folder.path()).is_empty());
            Ok(())
        });
        assert!(failed.unwrap_err().to_string().contains("report.json: "));
        assert!(names(folder.path()).is_empty());
        // Also before there is one.
        let failed = write_whole(&path, Readers::Owner, &unfinished, |_| Ok(()));
        assert!(failed.unwrap_err().to_string().contains("report.json: "));
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn what_is_no_file_is_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let failed = write_whole(
            folder.path(),
            Readers::Owner,
            &Unfinished::default(),
            |_| Ok(()),
        );
        let said = failed.unwrap_err().to_string();
        assert!(said.contains("is no file; leave --output out"), "{said}");
        let nowhere = folder.path().join("no/such/report.json");
        let failed = write_whole(&nowhere, Readers::Owner, &Unfinished::default(), |_| Ok(()));
        assert!(failed.unwrap_err().to_string().contains("report.json: "));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_values_stay_with_the_owner() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a.json"), folder.path().join("link"));
        fs::write(&path, "before").unwrap();
        symlink(&path, &link).unwrap();
        write_whole(&link, Readers::Owner, &Unfinished::default(), |out| {
            out.write_all(b"after")
        })
        .unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    }
}
