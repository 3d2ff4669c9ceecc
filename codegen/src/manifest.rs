//! Writes the manifest of the emitted crate: the part that every one has, and what a domain adds to
//! it by its `manifest.toml`, features and the optional dependencies behind them.
//!
//! What is added is checked here and goes over as it was written, with its comments.

use std::collections::BTreeSet;
use std::ops::Range;
use toml::{Table, Value};

/// All but the first lines of `[package]`.
const COMMON: &str = include_str!("manifest.toml");

/// The libraries that read what is in a string: a feature for each, and what is behind it.
const LIBRARIES: &str = include_str!("libraries.toml");

const FEATURES: &str = "features";
const DEPENDENCIES: &str = "dependencies";

/// What is wrong with what a domain adds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Where, in bytes.
    pub(crate) place: Range<usize>,
    /// What.
    pub(crate) message: String,
}

/// What is added to the two tables, as it was written.
#[derive(Debug, Default)]
struct Additions {
    features: String,
    dependencies: String,
}

/// Checks what a domain adds: only features and optional dependencies, and none twice.
pub(crate) fn check(added: &str) -> Result<(), Fault> {
    let table: Table = added.parse().map_err(|error: toml::de::Error| Fault {
        place: error.span().unwrap_or_default(),
        message: format!("this is not TOML: {}", error.message()),
    })?;
    Additions::read(added)?;
    // It is a part of this crate, and parsed by the tests of this module.
    let common: Table = COMMON.parse().unwrap_or_default();
    for (name, entries) in &table {
        let entries = entries
            .as_table()
            .filter(|_| name == FEATURES || name == DEPENDENCIES)
            .ok_or_else(|| unknown(added, name))?;
        for (key, entry) in entries {
            let message = if common.get(name).and_then(|table| table.get(key)).is_some() {
                format!("every emitted crate has {key:?} in [{name}] already")
            } else if name == DEPENDENCIES && !is_optional(entry) {
                format!("the dependency {key:?} is not optional; put it behind a feature")
            } else {
                continue;
            };
            let place = place(added, key);
            return Err(Fault { place, message });
        }
    }
    Ok(())
}

/// The common part without some features and the dependencies that only they have, and what a domain adds
/// that was [checked](check). Between the two stand the `libraries` that are not added by the domain too.
pub(crate) fn with(added: &str, left_out: &[&str], libraries: &BTreeSet<&str>) -> String {
    let own: Table = added.parse().unwrap_or_default();
    let is_wanted = |table: &str, key: &str| {
        let own = own.get(table).and_then(|table| table.get(key));
        own.is_none() && libraries.contains(key)
    };
    let of_libraries = Additions::read(LIBRARIES).unwrap_or_default();
    let mut features = chosen(&of_libraries.features, |key, _| is_wanted(FEATURES, key));
    let mut dependencies = chosen(&of_libraries.dependencies, |key, _| {
        is_wanted(DEPENDENCIES, key)
    });
    let added = Additions::read(added).unwrap_or_default();
    features.push_str(&added.features);
    dependencies.push_str(&added.dependencies);
    let mut text = String::new();
    let common = without(left_out);
    for line in common.lines() {
        // A table ends with the blank line before the next one.
        match line {
            "[dependencies]" => put(&mut text, &features),
            "[lints.rust]" => put(&mut text, &dependencies),
            _ => {}
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// The common part without some features and the dependencies that only they have.
fn without(features: &[&str]) -> String {
    let mut left_out: Vec<&str> = Vec::new();
    chosen(COMMON, |key, value| {
        let stays = !features.contains(&key) && !left_out.contains(&key);
        if !stays {
            left_out.extend(value.split('"').filter_map(|it| it.strip_prefix("dep:")));
        }
        stays
    })
}

/// The lines that are kept by their key and value, each with the comment above it.
fn chosen<'t>(text: &'t str, mut is_kept: impl FnMut(&'t str, &'t str) -> bool) -> String {
    let (mut kept, mut comment) = (String::new(), String::new());
    for line in text.lines() {
        if line.starts_with('#') {
            comment.push_str(line);
            comment.push('\n');
            continue;
        }
        let (key, value) = line.split_once(" = ").unwrap_or_default();
        if is_kept(key, value) {
            kept.push_str(&comment);
            kept.push_str(line);
            kept.push('\n');
        }
        comment.clear();
    }
    kept
}

fn put(text: &mut String, lines: &str) {
    if !lines.is_empty() {
        text.truncate(text.trim_end().len() + 1);
        text.push_str(lines);
        text.push('\n');
    }
}

impl Additions {
    fn read(added: &str) -> Result<Self, Fault> {
        let mut additions = Self::default();
        let mut table = None;
        for line in added.lines() {
            match line.trim_end() {
                "[features]" => table = Some(&mut additions.features),
                "[dependencies]" => table = Some(&mut additions.dependencies),
                other if other.starts_with('[') => return Err(unknown(added, other)),
                other => match &mut table {
                    Some(_) if other.is_empty() => {}
                    Some(table) => {
                        table.push_str(other);
                        table.push('\n');
                    }
                    None if other.is_empty() || other.starts_with('#') => {}
                    None => return Err(unknown(added, other)),
                },
            }
        }
        Ok(additions)
    }
}

fn unknown(added: &str, name: &str) -> Fault {
    Fault {
        place: place(added, name),
        message: "only the tables [features] and [dependencies] are added to, each entry on lines \
                  of its own"
            .to_owned(),
    }
}

/// Where a text stands first.
fn place(added: &str, text: &str) -> Range<usize> {
    let start = added.find(text).unwrap_or_default();
    start..(start + text.len()).min(added.len())
}

fn is_optional(dependency: &Value) -> bool {
    dependency.get("optional").and_then(Value::as_bool) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDED: &str = "# A note for whoever reads it here.\n\n[features]\n# Barks.\nbark = [\n    \
                         \"client\",\n    \"dep:dog\",\n]\n\n[dependencies]\n\
                         dog = { version = \"1\", optional = true }\n";

    #[test]
    fn a_feature_goes_with_its_comment_and_its_dependencies() {
        let manifest = with(ADDED, &["schemars", "validator"], &BTreeSet::new());
        let table: Table = manifest.parse().unwrap();
        for (name, gone, kept) in [
            (FEATURES, "validator", "tracing"),
            (DEPENDENCIES, "wide", "tracing"),
            (DEPENDENCIES, "schemars", "dog"),
        ] {
            assert!(table[name].get(gone).is_none(), "{manifest}");
            assert!(table[name].get(kept).is_some(), "{manifest}");
        }
        assert!(!manifest.contains("texts valid"), "{manifest}");
        assert!(!manifest.contains("for every type"), "{manifest}");
    }

    #[test]
    fn what_is_added_stands_in_its_table_with_its_comments() {
        check(ADDED).unwrap();
        let manifest = with(ADDED, &[], &BTreeSet::new());
        let table: Table = manifest.parse().unwrap();
        assert_eq!(table["features"]["bark"].as_array().unwrap().len(), 2);
        assert_eq!(table["dependencies"]["dog"]["version"].as_str(), Some("1"));
        assert!(manifest.contains("\n# Barks.\nbark = [\n"), "{manifest}");
        assert!(!manifest.contains("\n\n\n"), "{manifest}");
    }

    #[test]
    fn without_anything_added_it_is_the_common_part() {
        assert_eq!(with("", &[], &BTreeSet::new()), COMMON);
        let common: Table = COMMON.parse().unwrap();
        assert!(common.contains_key(FEATURES) && common.contains_key(DEPENDENCIES));
    }

    #[test]
    fn libraries_are_there_as_far_as_they_are_asked_for() {
        let libraries = BTreeSet::from(["base64", "jiff", "uuid"]);
        let own = "[dependencies]\nuuid = { version = \"1.2\", optional = true }\n";
        for (added, uuid) in [("", "1"), (own, "1.2"), (ADDED, "1")] {
            let manifest = with(added, &[], &libraries);
            let table: Table = manifest.parse().unwrap();
            let all: Table = LIBRARIES.parse().unwrap();
            for (name, _) in all[FEATURES].as_table().unwrap() {
                let is = libraries.contains(name.as_str());
                assert_eq!(table[FEATURES].get(name).is_some(), is, "{manifest}");
                assert_eq!(table[DEPENDENCIES].get(name).is_some(), is, "{manifest}");
            }
            let version = table[DEPENDENCIES]["uuid"]["version"].as_str();
            assert_eq!(version, Some(uuid), "{manifest}");
            assert!(!manifest.contains("as URLs"), "{manifest}");
            assert!(!manifest.contains("\n\n\n"), "{manifest}");
        }
    }

    #[test]
    fn a_fault_has_its_place() {
        for (added, at, message) in [
            ("[features\n", 9, "this is not TOML"),
            ("[lints]\n", 0, "only the tables [features] and"),
            ("bark = 1\n", 0, "only the tables [features] and"),
            (
                "[dependencies.dog]\nversion = \"1\"\n",
                0,
                "only the tables",
            ),
            (
                "[features]\nclient = []\n",
                11,
                "has \"client\" in [features]",
            ),
            ("[dependencies]\nbytes = \"2\"\n", 15, "has \"bytes\" in"),
            (
                "[dependencies]\ndog = \"1\"\n",
                15,
                "\"dog\" is not optional",
            ),
        ] {
            let fault = check(added).unwrap_err();
            assert!(
                fault.message.contains(message),
                "{added}: {}",
                fault.message
            );
            assert_eq!(fault.place.start, at, "{added}");
        }
    }
}
