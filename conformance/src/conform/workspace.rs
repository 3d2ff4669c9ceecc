//! Finds the workspace around a folder, and where in it things are.
//!
//! The generator reads the manifest; what it takes as optional is required here.

use codegen::Part;
use codegen::export::Settings;
use codegen::workspace::{self, TABLE, Unreadable};
use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// A workspace whose manifest says what is generated from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Where it is.
    pub folder: PathBuf,
    /// The spec, relative to it.
    pub spec: String,
    /// The names for what the spec does not name itself, relative to it, if any.
    pub names: Option<String>,
    /// The folder of what is written by hand and goes into the crate, relative to it, if any.
    pub domain: Option<String>,
    /// The folder of the generated crate, relative to it.
    pub out: String,
    /// The name of the generated crate.
    pub package: String,
    /// Its keywords.
    pub keywords: Vec<String>,
    /// Whether the spec may not be sloppy.
    pub strict: bool,
    /// Its categories.
    pub categories: Vec<String>,
    /// Its parts beside types and client.
    pub with: BTreeSet<Part>,
    /// What is exported into its folder.
    pub exports: Vec<Settings>,
}

/// There is nothing to check here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoWorkspace {
    /// No manifest going up.
    Nowhere,
    /// A manifest that cannot be understood, and why.
    Broken(PathBuf, String),
}

impl fmt::Display for NoWorkspace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nowhere => write!(
                f,
                "neither this folder nor one above it has a Cargo.toml with {TABLE}; \
                 run it inside the workspace"
            ),
            Self::Broken(manifest, why) => write!(f, "{}: {why}", manifest.display()),
        }
    }
}

impl std::error::Error for NoWorkspace {}

impl Workspace {
    /// The nearest one, going up from an absolute folder.
    pub fn around(folder: &Path) -> Result<Self, NoWorkspace> {
        let found = workspace::Workspace::around(folder)
            .map_err(|Unreadable { manifest, why }| NoWorkspace::Broken(manifest, why))?
            .ok_or(NoWorkspace::Nowhere)?;
        let workspace::Workspace {
            folder,
            spec,
            names,
            out,
            package,
            domain,
            keywords,
            categories,
            with,
            exports,
            strict,
            // What the pages say is compared by the generator.
            pages: _,
            register: _,
        } = found;
        if spec.is_none() && out.is_none() && package.is_none() {
            return Err(NoWorkspace::Nowhere);
        }
        let missing = |key: &str| {
            let why = format!("{TABLE} has no `{key}`");
            NoWorkspace::Broken(folder.join("Cargo.toml"), why)
        };
        let inside = |path: PathBuf| {
            let path = path.strip_prefix(&folder).unwrap_or(&path);
            path.to_string_lossy().into_owned()
        };
        Ok(Self {
            spec: inside(spec.ok_or_else(|| missing("spec"))?),
            out: inside(out.ok_or_else(|| missing("out"))?),
            package: package.ok_or_else(|| missing("package"))?,
            names: names.map(inside),
            domain: domain.map(inside),
            keywords,
            categories,
            with,
            exports,
            strict,
            folder,
        })
    }

    /// The samples with their expected verdicts.
    pub fn payloads(&self) -> PathBuf {
        self.folder.join("conformance/payloads")
    }

    /// Payloads that were observed and are not ours to publish; the folder may be absent.
    pub fn observed(&self) -> PathBuf {
        self.folder.join("../shared/payloads")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_manifest_with_the_table_counts() {
        let tree = tempfile::tempdir().unwrap();
        let inner = tree.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        assert_eq!(Workspace::around(&inner), Err(NoWorkspace::Nowhere));

        let manifest = tree.path().join("Cargo.toml");
        fs::write(
            tree.path().join("a/Cargo.toml"),
            "[package]\nname = \"a\"\n",
        )
        .unwrap();
        fs::write(
            &manifest,
            "[workspace.metadata.codegen]\nspec = \"s.yaml\"\n",
        )
        .unwrap();
        let broken = Workspace::around(&inner).unwrap_err();
        let why = "[workspace.metadata.codegen] has no `out`".to_owned();
        assert_eq!(broken, NoWorkspace::Broken(manifest.clone(), why));

        let settings = "spec = \"s.yaml\"\nout = \"o\"\npackage = \"p\"\n";
        fs::write(&manifest, format!("{TABLE}\n{settings}")).unwrap();
        let found = Workspace::around(&inner).unwrap();
        assert_eq!(found.folder, tree.path());
        assert_eq!(
            (&*found.spec, &*found.out, &*found.package),
            ("s.yaml", "o", "p")
        );
    }
}
