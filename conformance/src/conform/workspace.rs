//! A folder → the workspace around it, and where in it things are.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use toml::Table;

/// A workspace whose manifest says what is generated from what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Where it is.
    pub folder: PathBuf,
    /// The spec, relative to it.
    pub spec: String,
    /// The folder of what is written by hand and goes into the crate, relative to it, if any.
    pub domain: Option<String>,
    /// The folder of the generated crate, relative to it.
    pub out: String,
    /// The name of the generated crate.
    pub package: String,
}

/// There is nothing to check here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoWorkspace {
    /// No manifest going up.
    Nowhere,
    /// A manifest that cannot be understood, and why.
    Broken(PathBuf, String),
}

const TABLE: &str = "[workspace.metadata.codegen]";

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
    /// The nearest one, going up.
    pub fn around(folder: &Path) -> Result<Self, NoWorkspace> {
        for folder in folder.ancestors() {
            let manifest = folder.join("Cargo.toml");
            let Ok(text) = fs::read_to_string(&manifest) else {
                continue;
            };
            match Self::read(folder, &text) {
                Ok(Some(workspace)) => return Ok(workspace),
                Ok(None) => {}
                Err(why) => return Err(NoWorkspace::Broken(manifest, why)),
            }
        }
        Err(NoWorkspace::Nowhere)
    }

    fn read(folder: &Path, manifest: &str) -> Result<Option<Self>, String> {
        let manifest: Table = manifest.parse().map_err(|error| format!("{error}"))?;
        let settings = manifest
            .get("workspace")
            .and_then(|workspace| workspace.get("metadata"))
            .and_then(|metadata| metadata.get("codegen"));
        let Some(settings) = settings else {
            return Ok(None);
        };
        let setting = |key: &str| {
            let value = settings.get(key).and_then(toml::Value::as_str);
            value
                .map(ToOwned::to_owned)
                .ok_or_else(|| format!("{TABLE} has no text `{key}`"))
        };
        Ok(Some(Self {
            folder: folder.to_owned(),
            spec: setting("spec")?,
            domain: setting("domain").ok(),
            out: setting("out")?,
            package: setting("package")?,
        }))
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
        let why = "[workspace.metadata.codegen] has no text `out`".to_owned();
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
