//! Copies the hand-written modules: without their tests, and without what this crate has no use for.
//!
//! What not every crate has stands behind a feature of the package `codegen-runtime`. Of these
//! features some are those of the emitted crate, and stay. The others are decided here: some are
//! parts that are asked for; the rest is there where the crate mentions a name of it, be it in what
//! is made of the document, in what is written by hand for it, or in a module that is copied.

mod guard;
mod mention;

use super::context::Context;
use crate::ir::Format;
use crate::{Files, Part};
use codegen_runtime::{PARTS, Source};
use guard::Text;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The modules by their path in the crate, for a crate whose other modules are in these files.
pub(super) fn modules(context: &Context<'_>, files: &Files) -> Vec<(String, String)> {
    let mut features = BTreeSet::new();
    if context.has(Part::Runtime) {
        // A crate without types for formats has none of the libraries that these name.
        let of_formats = Format::ALL.map(|format| format!("wire::{}", format.type_name()));
        let is_of_format = |name: &&str| of_formats.iter().any(|it| it == name);
        let parts = PARTS
            .iter()
            .filter(|(_, names)| context.has(Part::Formats) || !names.iter().all(is_of_format));
        features.extend(parts.map(|(feature, _)| *feature));
    }
    let made = files.values();
    made.for_each(|text| mention::add(text, &mut features));
    loop {
        let decided = |name: &str| decided(context, &features, name);
        let folders = FOLDERS.iter().flat_map(|folder| folder.copied(&decided));
        let modules: Vec<(String, String)> = folders.collect();
        let had = features.len();
        let texts = modules.iter();
        texts.for_each(|(_, text)| mention::add(text, &mut features));
        if features.len() == had {
            let modules = modules.into_iter();
            return modules
                .map(|(path, text)| (path, context.of_this_crate(&text)))
                .collect();
        }
    }
}

/// A folder of modules.
struct Folder {
    path: &'static str,
    sources: Vec<(&'static str, Text)>,
}

/// They are looked at once: what depends on the API is only which guards hold.
static FOLDERS: LazyLock<[Folder; 2]> = LazyLock::new(|| {
    [
        Folder::new("src/wire/", codegen_runtime::WIRE),
        Folder::new("src/client/", codegen_runtime::CLIENT),
    ]
});

impl Folder {
    fn new(path: &'static str, sources: &[Source]) -> Self {
        let sources = sources.iter();
        let sources = sources.map(|(path, text)| (*path, Text::new(text)));
        Self {
            path,
            sources: sources.collect(),
        }
    }

    /// The modules that the first of them declares.
    fn copied(&self, decided: &dyn Fn(&str) -> Option<bool>) -> Vec<(String, String)> {
        let kept = |(path, text): &(&str, Text)| (self.path.to_owned() + path, text.kept(decided));
        let first = self.sources.iter().find(|(path, _)| *path == "mod.rs");
        let Some(first) = first.map(kept) else {
            return Vec::new();
        };
        let declared: BTreeSet<&str> = first.1.lines().filter_map(declared).collect();
        let others = self.sources.iter().filter(|(path, _)| {
            let module = path.split(['/', '.']).next();
            module.is_some_and(|module| declared.contains(module))
        });
        let others: Vec<(String, String)> = others.map(kept).collect();
        [vec![first], others].concat()
    }
}

/// The module that a line declares.
fn declared(line: &str) -> Option<&str> {
    let (before, name) = line.strip_suffix(';')?.split_once("mod ")?;
    matches!(before, "" | "pub " | "pub(crate) ").then_some(name)
}

/// Whether a guard holds in the emitted crate; `None` if cargo decides.
fn decided(context: &Context<'_>, features: &BTreeSet<&'static str>, name: &str) -> Option<bool> {
    match name {
        "test" => Some(false),
        "catalog" => Some(context.has(Part::Catalog)),
        "schemars" => (!context.has(Part::Schemars)).then_some(false),
        "validator" => (!context.has(Part::Validator)).then_some(false),
        _ if PARTS.iter().any(|(feature, _)| *feature == name) => Some(features.contains(name)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{FOLDERS, PARTS};
    use std::collections::BTreeSet;

    #[test]
    fn the_modules_are_rust_without_any_part() {
        for folder in FOLDERS.iter() {
            let modules = folder.copied(&|name| match name {
                "test" | "catalog" | "schemars" | "validator" => Some(false),
                _ if PARTS.iter().any(|(feature, _)| *feature == name) => Some(false),
                _ => None,
            });
            for (path, text) in modules {
                assert!(syn::parse_file(&text).is_ok(), "{path}:\n{text}");
                assert!(!text.contains("schemars"), "{path}:\n{text}");
            }
        }
    }

    #[test]
    fn each_part_is_a_feature_of_the_package_and_each_feature_is_known() {
        let manifest: toml::Table = include_str!("../../../runtime/Cargo.toml").parse().unwrap();
        let any = manifest["features"]["any-api"].as_array().unwrap();
        let features: BTreeSet<&str> = any.iter().filter_map(|it| it.as_str()).collect();
        let parts: BTreeSet<&str> = PARTS.iter().map(|(feature, _)| *feature).collect();
        assert_eq!(parts, features);
    }
}
