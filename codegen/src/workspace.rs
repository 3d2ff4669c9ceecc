//! Finds the workspace around a folder, and reads what its manifest says about the generator: what
//! to do without flags, by which name a document is known to everybody, whatever folder a command
//! was started in, and what there is to be checked.

use crate::Part;
use crate::export::Settings;
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The table of the manifest.
pub const TABLE: &str = "[workspace.metadata.codegen]";

/// A folder whose manifest has a `[workspace]`, and its table for us, as far as it has one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workspace {
    /// Where it is.
    pub folder: PathBuf,
    /// The document.
    pub spec: Option<PathBuf>,
    /// The names for what the document does not name itself.
    pub names: Option<PathBuf>,
    /// The folder of the generated crate.
    pub out: Option<PathBuf>,
    /// The name of the generated crate.
    pub package: Option<String>,
    /// The folder of what is written by hand and goes into the crate.
    pub domain: Option<PathBuf>,
    /// The folder of what is known of the vendor's pages.
    pub pages: Option<PathBuf>,
    /// The register of conflicts. Its table stands in the `README.md` beside it.
    pub register: Option<PathBuf>,
    /// Whether the document may not be sloppy.
    pub strict: bool,
    /// Keywords of the generated crate.
    pub keywords: Vec<String>,
    /// Categories of the generated crate.
    pub categories: Vec<String>,
    /// The parts of the generated crate beside types and client.
    pub with: BTreeSet<Part>,
    /// What is exported into its folder, for other languages.
    pub exports: Vec<Settings>,
}

/// A manifest that cannot be read or understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Which one.
    pub manifest: PathBuf,
    /// Why not.
    pub why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.manifest.display(), self.why)
    }
}

impl std::error::Error for Unreadable {}

impl Workspace {
    /// The nearest one, going up from an absolute folder.
    pub fn around(folder: &Path) -> Result<Option<Self>, Unreadable> {
        for folder in folder.ancestors() {
            let manifest = folder.join("Cargo.toml");
            let cannot = |error: &dyn fmt::Display| Unreadable {
                manifest: manifest.clone(),
                why: error.to_string(),
            };
            let text = match fs::read_to_string(&manifest) {
                Ok(text) => text,
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(cannot(&error)),
            };
            let table: Table = text.parse().map_err(|error| cannot(&error))?;
            if let Some(workspace) = table.get("workspace") {
                return Self::read(folder, workspace)
                    .map(Some)
                    .map_err(|error| cannot(&error));
            }
        }
        Ok(None)
    }

    fn read(folder: &Path, workspace: &Value) -> Result<Self, String> {
        let mut found = Self {
            folder: folder.to_owned(),
            ..Self::default()
        };
        let Some(table) = workspace
            .get("metadata")
            .and_then(|metadata| metadata.get("codegen"))
        else {
            return Ok(found);
        };
        let table = table
            .as_table()
            .ok_or_else(|| format!("{TABLE} is not a table"))?;
        for (key, value) in table {
            match key.as_str() {
                "spec" => found.spec = Some(folder.join(string(key, value)?)),
                "names" => found.names = Some(folder.join(string(key, value)?)),
                "out" => found.out = Some(folder.join(string(key, value)?)),
                "domain" => found.domain = Some(folder.join(string(key, value)?)),
                "pages" => found.pages = Some(folder.join(string(key, value)?)),
                "register" => found.register = Some(folder.join(string(key, value)?)),
                "strict" => found.strict = flag(key, value)?,
                "keywords" => found.keywords = strings(key, value)?,
                "categories" => found.categories = strings(key, value)?,
                "with" => {
                    let parts = strings(key, value)?.into_iter();
                    let parts: Result<_, String> = parts.map(|name| name.parse()).collect();
                    found.with = parts.map_err(|error| format!("{key} in {TABLE}: {error}"))?;
                }
                "exports" => {
                    let list = value.as_array();
                    let list = list.ok_or_else(|| format!("{key} in {TABLE} is not an array"))?;
                    found.exports = list.iter().map(export).collect::<Result<_, _>>()?;
                }
                "package" => {
                    let name = package_name(string(key, value)?);
                    let name = name.map_err(|error| format!("package in {TABLE}: {error}"))?;
                    found.package = Some(name);
                }
                _ => {
                    return Err(format!(
                        "{TABLE} has the key {key:?}; spec, names, domain, out, package, pages, register, strict, keywords, categories, with, exports are known"
                    ));
                }
            }
        }
        Ok(found)
    }
}

fn string<'a>(key: &str, value: &'a Value) -> Result<&'a str, String> {
    let string = value.as_str();
    string.ok_or_else(|| format!("{key} in {TABLE} is not a string"))
}

fn flag(key: &str, value: &Value) -> Result<bool, String> {
    let flag = value.as_bool();
    flag.ok_or_else(|| format!("{key} in {TABLE} is not a boolean"))
}

fn strings(key: &str, value: &Value) -> Result<Vec<String>, String> {
    let strings = value.as_array().and_then(|items| {
        let strings = items.iter().map(|item| item.as_str().map(str::to_owned));
        strings.collect()
    });
    strings.ok_or_else(|| format!("{key} in {TABLE} is not an array of strings"))
}

/// One of the `exports`, with the names that the command line has.
fn export(value: &Value) -> Result<Settings, String> {
    let table = value.as_table();
    let table = table.ok_or_else(|| format!("an export in {TABLE} is not a table"))?;
    let text = |key: &str| table.get(key).map(|value| string(key, value)).transpose();
    let form = text("as")?.ok_or_else(|| format!("an export in {TABLE} has no `as`"))?;
    let to = text("to")?.ok_or_else(|| format!("an export in {TABLE} has no `to`"))?;
    let mut settings = Settings::new(form, text("draft")?).map_err(|error| error.to_string())?;
    to.clone_into(&mut settings.to);
    for (key, value) in table {
        let shaping = &mut settings.shaping;
        let flag = || {
            let flag = value.as_bool();
            flag.ok_or_else(|| format!("{key} of an export in {TABLE} is not true or false"))
        };
        match key.as_str() {
            "as" | "to" | "draft" => {}
            "body" => settings.body = Some(Settings::media_type(string(key, value)?)),
            "open-sets" => shaping.open_sets = flag()?,
            "merge-choices" => shaping.merge_choices = flag()?,
            "closed" => shaping.closed = flag()?,
            "only" => string(key, value)?.clone_into(&mut settings.only),
            "sensitivity" if value.as_str() == Some("password") => shaping.password = true,
            "sensitivity" => {
                return Err(format!(
                    "sensitivity of an export in {TABLE} is not \"password\""
                ));
            }
            _ => {
                return Err(format!(
                    "an export in {TABLE} has the key {key:?}; to, as, draft, body, open-sets, merge-choices, sensitivity, only, closed are known"
                ));
            }
        }
    }
    Ok(settings)
}

/// Refuses what cargo would refuse later, when the crate is already written.
pub fn package_name(name: &str) -> Result<String, String> {
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if name.is_empty() || !name.chars().all(known) {
        return Err("a package name has letters, digits, `-` and `_`".to_owned());
    }
    if name.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
        return Err("a package name begins with a letter".to_owned());
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is found from `tree/a/b`, where `manifest` is in `tree` and a package in `tree/a`.
    fn found(manifest: &str) -> Result<Option<Workspace>, String> {
        let tree = tempfile::tempdir().unwrap();
        let inner = tree.path().join("a/b");
        fs::create_dir_all(&inner).unwrap();
        fs::write(tree.path().join("Cargo.toml"), manifest).unwrap();
        fs::write(
            tree.path().join("a/Cargo.toml"),
            "[package]\nname = \"a\"\n",
        )
        .unwrap();
        let relative = |path: PathBuf| path.strip_prefix(tree.path()).unwrap().to_owned();
        Workspace::around(&inner)
            .map(|found| {
                found.map(|found| Workspace {
                    folder: relative(found.folder),
                    spec: found.spec.map(relative),
                    names: found.names.map(relative),
                    out: found.out.map(relative),
                    package: found.package,
                    domain: found.domain.map(relative),
                    register: found.register.map(relative),
                    ..found
                })
            })
            .map_err(|unreadable| unreadable.to_string())
    }

    #[test]
    fn the_nearest_manifest_with_a_workspace_counts() {
        let manifest = "[workspace.metadata.codegen]\nspec = \"x/pets.yaml\"\nnames = \"x/names.yaml\"\npackage = \"pets\"\n\
            domain = \"x/domain\"\nregister = \"x/register.toml\"\nstrict = true\nkeywords = [\"pets\", \"dogs\"]\n\
            with = [\"catalog\"]\n";
        let expected = Workspace {
            folder: PathBuf::new(),
            spec: Some("x/pets.yaml".into()),
            names: Some("x/names.yaml".into()),
            out: None,
            package: Some("pets".to_owned()),
            domain: Some("x/domain".into()),
            pages: None,
            strict: true,
            register: Some("x/register.toml".into()),
            keywords: vec!["pets".to_owned(), "dogs".to_owned()],
            categories: Vec::new(),
            with: [Part::Catalog].into(),
            exports: Vec::new(),
        };
        assert_eq!(found(manifest), Ok(Some(expected)));
    }

    #[test]
    fn a_workspace_without_our_table_is_one_all_the_same() {
        assert_eq!(found("[workspace]\n"), Ok(Some(Workspace::default())));
        assert_eq!(
            found("[workspace.metadata]\nother = 1\n"),
            Ok(Some(Workspace::default()))
        );
    }

    #[test]
    fn what_a_manifest_says_wrongly_is_said() {
        let cases = [
            ("[workspace", "cannot read "),
            ("[workspace.metadata]\ncodegen = 1", "is not a table"),
            (
                "[workspace.metadata.codegen]\nspec = 1",
                "spec in [workspace.metadata.codegen] is not a string",
            ),
            (
                "[workspace.metadata.codegen]\nkeywords = [\"x\", 1]",
                "keywords in [workspace.metadata.codegen] is not an array of strings",
            ),
            (
                "[workspace.metadata.codegen]\nwith = [\"judge\"]",
                "there is no part \"judge\"",
            ),
            (
                "[workspace.metadata.codegen]\nstrict = 1",
                "strict in [workspace.metadata.codegen] is not a boolean",
            ),
            (
                "[workspace.metadata.codegen]\nspecs = \"x\"",
                "has the key \"specs\"",
            ),
            (
                "[workspace.metadata.codegen]\nexports = [{as = \"openapi\"}]",
                "has no `to`",
            ),
            (
                "[workspace.metadata.codegen]\nexports = [{as = \"raml\", to = \"x\"}]",
                "there is no form \"raml\"",
            ),
            (
                "[workspace.metadata.codegen]\nexports = [{as = \"openapi\", to = \"x\", shut = true}]",
                "has the key \"shut\"",
            ),
            (
                "[workspace.metadata.codegen]\nexports = [{as = \"openapi\", to = \"x\", closed = 1}]",
                "closed of an export in",
            ),
            (
                "[workspace.metadata.codegen]\npackage = \"a b\"",
                "a package name has letters",
            ),
        ];
        for (manifest, expected) in cases {
            let message = found(manifest).unwrap_err();
            assert!(
                message.contains(expected) && message.contains("Cargo.toml"),
                "{message}"
            );
        }
    }

    #[test]
    fn package_names() {
        for name in ["pets", "pet-shop_2", "_pets", "P"] {
            assert_eq!(package_name(name), Ok(name.to_owned()));
        }
        for name in [
            "", "2pets", "-pets", "pet shop", "pets\n", "päts", "a/b", "a\"",
        ] {
            assert!(package_name(name).is_err(), "{name:?}");
        }
    }
}
