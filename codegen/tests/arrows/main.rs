//! Fails for modules that depend on each other in a circle.
//!
//! All paths of a package's sources are read, not only `use` declarations, and a name that a module
//! re-exports counts as that of the module it comes from. A module and those inside it may know
//! each other; two modules side by side may not, nor may what is inside them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails by a panic"
)]

mod package;

use package::Package;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Circles that may stay: the modules in it, and the reason.
const EXCEPTIONS: &[(&[&str], &str)] = &[
    (
        &[
            "codegen::lower::look",
            "codegen::lower::shapable",
            "codegen::lower::whole",
        ],
        "whether a choice shapes a type depends on its branches, which may be choices",
    ),
    (
        &["codegen::openapi::choice", "codegen::openapi::schema"],
        "a schema has branches, which are schemas",
    ),
    (
        &[
            "codegen::diff::choice",
            "codegen::diff::cover",
            "codegen::diff::object",
            "codegen::diff::scalar",
        ],
        "two schemas are compared by their members, and these as two schemas are",
    ),
    (
        &[
            "codegen_runtime::client",
            "codegen_runtime::operation",
            "codegen_runtime::wire",
        ],
        "`unused` names what an API may not use, wherever it is",
    ),
    (
        &[
            "codegen_runtime::client::attempt",
            "codegen_runtime::client::http",
        ],
        "a call has attempts, and each knows its call",
    ),
    (
        &[
            "codegen_runtime::wire::catalog",
            "codegen_runtime::wire::validator",
        ],
        "a document names its check, and a check the members that it met",
    ),
    (
        &[
            "codegen_runtime::wire::validator::cursor",
            "codegen_runtime::wire::validator::found",
            "codegen_runtime::wire::validator::skip",
        ],
        "one cursor over the bytes, whose methods stand by what they read",
    ),
];

/// The packages of the workspace that are written by hand: their names, and their sources.
fn packages() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let manifest = |folder: &Path| -> toml::Table {
        let text = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
        text.parse().expect("a manifest is TOML")
    };
    let members = manifest(&root)["workspace"]["members"].clone();
    let members = members.as_array().unwrap().clone();
    let members = members
        .iter()
        .map(|member| root.join(member.as_str().unwrap()));
    let by_hand = members.filter(|folder| !is_emitted(folder));
    let package = |folder: PathBuf| {
        let name = manifest(&folder)["package"]["name"]
            .as_str()
            .unwrap()
            .to_owned();
        let sources = folder.join("src");
        // The runtime stands at the root of its package.
        (
            name.replace('-', "_"),
            if sources.exists() { sources } else { folder },
        )
    };
    by_hand.map(package).collect()
}

fn is_emitted(folder: &Path) -> bool {
    let manifest = fs::read_to_string(folder.join("Cargo.toml")).unwrap();
    manifest
        .lines()
        .take(3)
        .any(|line| line.contains(codegen::files::MARK))
}

#[test]
fn no_modules_depend_on_each_other_in_a_circle() {
    let mut unused: BTreeSet<&[&str]> = EXCEPTIONS.iter().map(|(circle, _)| *circle).collect();
    let mut found: Vec<String> = Vec::new();
    for (name, sources) in packages() {
        let package = Package::read(&name, &sources);
        assert!(package.len() > 1, "{name} has no modules");
        let arrows = package.arrows();
        for circle in package.circles() {
            let names: Vec<String> = circle.iter().map(|name| name.join("::")).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            if let Some((known, _)) = EXCEPTIONS.iter().find(|(known, _)| *known == names) {
                unused.remove(known);
                continue;
            }
            found.push(format!("{names:?}"));
            for from in &circle {
                for (to, says) in arrows[from].iter().filter(|(to, _)| circle.contains(to)) {
                    let (from, to) = (from.join("::"), to.join("::"));
                    found.push(format!("    {from} -> {to}, in {}", says.join("::")));
                }
            }
        }
    }
    assert!(found.is_empty(), "circles:\n{}", found.join("\n"));
    assert!(
        unused.is_empty(),
        "exceptions that are none any more: {unused:?}"
    );
}

/// `architecture.md` leads a newcomer to a file for each of its tasks.
#[test]
fn the_map_names_what_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let map = fs::read_to_string(root.join("architecture.md")).unwrap();
    let rows = map.lines().filter(|line| line.starts_with("| "));
    let files = rows.filter_map(|row| row.rsplit('`').nth(1));
    let files: Vec<&str> = files.collect();
    assert!(files.len() >= 10, "{files:?}");
    for file in files {
        assert!(root.join(file).is_file(), "there is no {file}");
    }
    for (_, sources) in packages() {
        let folder = fs::canonicalize(sources).unwrap();
        let folder = folder
            .strip_prefix(fs::canonicalize(&root).unwrap())
            .unwrap();
        let folder = if folder.ends_with("src") {
            folder.parent().unwrap()
        } else {
            folder
        };
        let folder = folder.to_str().unwrap();
        assert!(map.contains(folder), "the map lacks {folder}");
    }
}
