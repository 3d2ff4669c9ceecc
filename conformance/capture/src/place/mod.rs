//! Finds the files that paths name: files, folders, globs, standard input. Names are looked at; the first
//! bytes only of what a folder has without an ending.

mod ending;
mod found;
mod glob;
#[cfg(test)]
mod tests;
mod walk;

pub use found::{Found, Place};

use std::path::PathBuf;

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// The places that the paths name. Folders are walked, in the order of their names, for files whose
/// ending is one of a capture, also of one that was rotated, and for those without an ending that begin
/// as one does; what is hidden or ignored stays so, as for git. A file that is named
/// itself may end as it likes, and be a pipe or a device; one that is only met may not, as it might
/// never end. A path that is not there and has wildcards stands for all that match, as in a shell.
pub fn places(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            if found.places.contains(&Place::StandardInput) {
                found.fail(path, "it can be read only once");
            } else {
                found.places.push(Place::StandardInput);
            }
        } else if path.symlink_metadata().is_err() && glob::has_wildcards(path.as_os_str()) {
            found.matching(path);
        } else if path.is_dir() {
            found.folder(path);
        } else {
            found.places.push(Place::File(path.clone()));
        }
    }
    found
}
