//! The binary as people run it: in folders of their own, with what it prints, writes and exits
//! with.

#![expect(clippy::unwrap_used, reason = "a test fails by a panic")]

mod check;
mod diff;
mod domain;
mod export;
mod faults;
mod help;
#[cfg(unix)]
mod interruption;
mod names;
mod order;
mod page;
mod part;
mod place;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SPEC: &str = include_str!("../fixtures/cli/parcels.openapi.yaml");
const MARK: &str = codegen::files::MARK;

/// A workspace whose manifest says where everything is, with a document in it.
struct Workspace(TempDir);

impl Workspace {
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        let manifest = "[workspace]\n\n[workspace.metadata.codegen]\nspec = \"schema/parcels.yaml\"\n\
            out = \"generated\"\npackage = \"parcels\"\n";
        workspace.put("Cargo.toml", manifest);
        workspace.put("schema/parcels.yaml", SPEC);
        workspace
    }

    /// One whose crate is up to date.
    fn generated() -> Self {
        let workspace = Self::new();
        workspace.run(&[]).expect(0);
        workspace
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Ran {
        run(self.0.path(), args)
    }

    /// Every file of the crate.
    fn crate_files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files_below(&self.path("generated"))
    }

    /// The same, where it may be that nothing was written.
    fn crate_files_or_none(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        if self.path("generated").exists() {
            self.crate_files()
        } else {
            BTreeMap::new()
        }
    }
}

fn files_below(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(
                    path.strip_prefix(dir).unwrap().to_owned(),
                    fs::read(path).unwrap(),
                );
            }
        }
    }
    found
}

fn codegen() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_codegen"));
    command.env_remove("NO_COLOR");
    command
}

fn run(dir: &Path, args: &[&str]) -> Ran {
    Ran::from(codegen().args(args).current_dir(dir).output().unwrap())
}

/// What a run printed, and how it ended.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    #[track_caller]
    fn expect(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout:\n{}\nstderr:\n{}",
            self.out,
            self.err
        );
        assert!(
            !self.err.contains('\u{1b}'),
            "colours, though nobody looks: {:?}",
            self.err
        );
        self
    }

    #[track_caller]
    fn says(self, text: &str) -> Self {
        assert!(self.err.contains(text), "{text:?} is not in:\n{}", self.err);
        self
    }
}
