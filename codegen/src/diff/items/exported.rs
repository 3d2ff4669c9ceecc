//! Knows which modules and traits of an emitted crate are its own business.

use crate::Files;
use std::collections::BTreeSet;

/// What can be named from outside.
pub(super) struct Exported {
    /// The paths of public modules.
    modules: BTreeSet<String>,
    /// The names of traits that the crate keeps to itself.
    own_traits: BTreeSet<String>,
}

impl Exported {
    pub(super) fn of(files: &Files) -> Self {
        let (mut modules, mut own_traits) = (BTreeSet::new(), BTreeSet::new());
        // A type is a file, and declares neither.
        let sources = files
            .iter()
            .filter(|(name, _)| !name.starts_with("src/types/"));
        for (file, text) in sources {
            let inside = segments(file);
            for line in text.lines() {
                if let Some(name) = line.strip_prefix("pub mod ") {
                    let mut path = inside.clone();
                    path.push(word(name));
                    modules.insert(path.join("::"));
                }
                let is_public = line.starts_with("pub trait ");
                if let Some((_, name)) = line.split_once("trait ").filter(|_| !is_public)
                    && (line.starts_with("pub") || line.starts_with("trait "))
                {
                    own_traits.insert(word(name).to_owned());
                }
            }
        }
        Self {
            modules,
            own_traits,
        }
    }

    /// The module that the items of a file are named in: what is in a private one is exported a level up.
    pub(super) fn module(&self, file: &str) -> String {
        let mut path = String::new();
        for segment in segments(file) {
            let inner = match path.as_str() {
                "" => segment.to_owned(),
                outer => format!("{outer}::{segment}"),
            };
            if self.modules.contains(&inner) {
                path = inner;
            }
        }
        path
    }

    /// Whether an implementation of a trait is no item, as nobody can name the trait.
    pub(super) fn is_own(&self, of: &str) -> bool {
        let path = of.split('<').next().unwrap_or_default();
        let name = path.rsplit("::").next().unwrap_or_default();
        self.own_traits.contains(name)
    }
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_');
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

fn segments(file: &str) -> Vec<&str> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let names = path.split('/');
    names.filter(|it| !["lib", "mod"].contains(it)).collect()
}
