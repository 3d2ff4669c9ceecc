//! Finds what matches a pattern, part by part, as in a shell.

use super::found::Found;
use super::walk::{is_folder, is_hidden};
use globset::GlobBuilder;
use ignore::{DirEntry, WalkBuilder};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

impl Found {
    /// What is in a folder that is matched is not matched once more.
    pub(super) fn matching(&mut self, pattern: &Path) {
        let matches = match self.matches(pattern) {
            Ok(matches) => matches,
            Err(message) => return self.fail(pattern, message),
        };
        if matches.is_empty() {
            return self.fail(pattern, "nothing matches it");
        }
        let folders: HashSet<_> = matches.iter().filter(|path| path.is_dir()).collect();
        for path in &matches {
            let mut around = path.ancestors().skip(1).map(Path::to_owned);
            if around.any(|folder| folders.contains(&folder)) {
                continue;
            }
            if folders.contains(path) {
                self.folder(path);
            } else {
                self.met(path.clone());
            }
        }
    }

    /// Goes along the pattern, and knows at each part of it all that have come so far.
    fn matches(&mut self, pattern: &Path) -> Result<Vec<PathBuf>, String> {
        let mut reached = vec![PathBuf::new()];
        let mut parts = pattern.components().map(Component::as_os_str).peekable();
        while let Some(part) = parts.next() {
            reached = if part == "**" {
                // At the end it means what a folder does; of several in a row one is enough.
                let is_all = parts.peek().is_none_or(|next| *next == "**");
                self.within(&reached, is_all.then_some(0), is_folder)
            } else if has_wildcards(part) {
                let text = part.to_str().ok_or("the pattern is not UTF-8")?;
                let glob = GlobBuilder::new(text).build();
                let glob = glob.map_err(|error| format!("not a pattern: {}", error.kind()))?;
                let glob = glob.compile_matcher();
                let shows_hidden = text.starts_with('.');
                self.within(&reached, Some(1), |entry| {
                    let name = entry.file_name();
                    entry.depth() > 0 && (shows_hidden || !is_hidden(name)) && glob.is_match(name)
                })
            } else {
                let there = reached.iter().map(|folder| folder.join(part));
                there
                    .filter(|path| path.symlink_metadata().is_ok())
                    .collect()
            };
            // Several ways through `**` may lead to the same place.
            let mut known = HashSet::new();
            reached.retain(|path| known.insert(path.clone()));
        }
        for folder in &mut reached {
            if folder.as_os_str().is_empty() {
                folder.push(".");
            }
        }
        Ok(reached)
    }

    /// What is wanted of the folders and of what is in them, down to a depth. Nothing is ignored,
    /// but folders that are hidden are not gone into unless they are named.
    fn within(
        &mut self,
        folders: &[PathBuf],
        depth: Option<usize>,
        is_wanted: impl Fn(&DirEntry) -> bool,
    ) -> Vec<PathBuf> {
        let mut wanted = Vec::new();
        for folder in folders {
            // The one that we are in, which is not part of a name.
            let is_here = folder.as_os_str().is_empty();
            let walk = WalkBuilder::new(if is_here { Path::new(".") } else { folder })
                .standard_filters(false)
                .hidden(depth.is_none())
                .max_depth(depth)
                .sort_by_file_name(Ord::cmp)
                .build();
            for entry in walk {
                match entry {
                    Ok(entry) if is_wanted(&entry) => {
                        let path = entry.into_path();
                        wanted.push(match path.strip_prefix(".") {
                            Ok(inside) if is_here => inside.to_owned(),
                            _ => path,
                        });
                    }
                    Ok(_) => {}
                    Err(error) => self.cannot_walk(folder, error),
                }
            }
        }
        wanted
    }
}

pub(super) fn has_wildcards(path: &OsStr) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}
