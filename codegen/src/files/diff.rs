//! Prints differences as a patch: what turns the folder into what the document gives.
//!
//! Only the command line needs it; a test or a build script goes without the crate that computes
//! it.

use super::{Difference, State};
use crate::Files;
use similar::TextDiff;
use std::fmt::Write as _;

/// The differences as a unified diff from the folder to the files, fit for `patch -p1`. What no
/// patch can express has a line of its own.
pub fn unified(differences: &[Difference], files: &Files) -> String {
    let mut unified = String::new();
    for difference in differences {
        let path = &difference.path;
        let new = files.get(path).map_or("", String::as_str);
        let (old, from, to) = match &difference.state {
            State::Missing => ("", "/dev/null".to_owned(), format!("b/{path}")),
            State::Changed { found, .. } => (&found[..], format!("a/{path}"), format!("b/{path}")),
            State::LeftOver { found } => (&found[..], format!("a/{path}"), "/dev/null".to_owned()),
            State::Foreign | State::Occupied(_) => {
                // Writing to a `String` cannot fail.
                let _ = writeln!(unified, "{difference}");
                continue;
            }
        };
        unified.push_str(&hunks(old, new, &from, &to));
    }
    unified
}

/// What turns one text into another, as a unified diff fit for `patch -p1`.
pub fn patch(path: &str, old: &str, new: &str) -> String {
    hunks(old, new, &format!("a/{path}"), &format!("b/{path}"))
}

fn hunks(old: &str, new: &str, from: &str, to: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    diff.unified_diff().header(from, to).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_names_every_file() {
        let files = Files::from([
            ("new.rs".to_owned(), "one\n".to_owned()),
            ("edited.rs".to_owned(), "one\ntwo\nthree\n".to_owned()),
        ]);
        let difference = |path: &str, state| Difference {
            path: path.to_owned(),
            state,
        };
        let found = "one\n2\nthree".to_owned();
        let differences = [
            difference(
                "edited.rs",
                State::Changed {
                    found,
                    marked: true,
                },
            ),
            difference("new.rs", State::Missing),
            difference("notes.txt", State::Foreign),
            difference(
                "old.rs",
                State::LeftOver {
                    found: "old\n".to_owned(),
                },
            ),
            difference("src", State::Occupied("a folder")),
        ];
        insta::assert_snapshot!(unified(&differences, &files));
    }
}
