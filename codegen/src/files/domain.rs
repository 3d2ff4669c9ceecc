//! Reads a folder of Rust as the modules of the emitted crate's `domain`: what one API needs and no
//! document can say is written by hand, beside the document.
//!
//! A fault in it is reported at the place where a person wrote it, not at that of the copy.

use super::folder::{Found, entries, look};
use super::{Error, Result};
use crate::Files;
use crate::diagnostic::{Code, Diagnostic, render};
use crate::manifest;
use crate::source::Source;
use std::path::Path;

/// The module that the others hang from.
const ROOT: &str = "mod.rs";

/// The front page of the crate, which may stand beside the modules.
pub(crate) const FRONT_PAGE: &str = "README.md";

/// What is added to the manifest of the crate, which may stand beside the modules.
pub(crate) const MANIFEST: &str = "manifest.toml";

/// Reads every file below a folder, for [`Options::domain`](crate::Options::domain).
///
/// Anything but Rust, `README.md` and `manifest.toml` is refused, because it would not be emitted.
pub fn domain(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut faults = String::new();
    for entry in entries(folder)? {
        match read(folder, &entry.path)? {
            Ok(text) => drop(files.insert(entry.path, text)),
            Err(fault) => faults.push_str(&fault),
        }
    }
    if faults.is_empty() && !files.contains_key(ROOT) {
        let place = folder.join(ROOT);
        faults = format!(
            "error: {} does not exist; it names the modules\n",
            place.display()
        );
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(Error::Domain(faults))
    }
}

/// The text of one file, or what is wrong with it, rendered.
fn read(folder: &Path, path: &str) -> Result<std::result::Result<String, String>> {
    let place = folder.join(path);
    let name = place.display().to_string();
    let refused = |why: &str| Ok(Err(format!("error: {name} is {why}\n")));
    let bytes = match look(folder, path)? {
        Found::File(bytes) => bytes,
        Found::Other(what) => return refused(what),
        // It was there a moment ago, under a name that is not text.
        Found::Nothing => return refused("not named in UTF-8"),
    };
    let is_rust = place.extension().is_some_and(|extension| extension == "rs");
    if !is_rust && path != FRONT_PAGE && path != MANIFEST {
        return refused(
            "not Rust, README.md or manifest.toml, which is all that can be here; move it away",
        );
    }
    let (source, fault) = Source::from_bytes(name, bytes);
    let fault = fault.as_ref().map(Diagnostic::from);
    let fault = fault.or_else(|| {
        let text = source.text();
        let (place, message) = if is_rust {
            let error = syn::parse_file(text).err()?;
            (
                error.span().byte_range(),
                format!("this is not Rust: {error}"),
            )
        } else if path == MANIFEST {
            let fault = manifest::check(text).err()?;
            (fault.place, fault.message)
        } else {
            return None;
        };
        Some(Diagnostic::new(Code::Syntax, place, message))
    });
    Ok(match fault {
        None => Ok(source.text().to_owned()),
        Some(fault) => Err(render(&[fault], &source, false)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn given(files: &[(&str, &[u8])]) -> std::result::Result<Files, String> {
        let dir = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let place = dir.path().join(path);
            fs::create_dir_all(place.parent().unwrap()).unwrap();
            fs::write(place, text).unwrap();
        }
        let here = format!("{}/", dir.path().display());
        domain(dir.path()).map_err(|error| error.to_string().replace(&here, ""))
    }

    #[test]
    fn modules_are_known_by_their_paths_inside() {
        let files = given(&[
            ("mod.rs", b"mod walk;\n"),
            ("walk/mod.rs", b"pub fn go() {}\n"),
        ]);
        let files = files.unwrap();
        assert_eq!(
            files.keys().collect::<Vec<_>>(),
            [&"mod.rs".to_owned(), &"walk/mod.rs".to_owned()]
        );
        assert_eq!(files["mod.rs"], "mod walk;\n");
    }

    #[test]
    fn every_broken_file_is_shown_at_its_place() {
        let error = given(&[
            ("mod.rs", b"mod walk;\n\nfn bark( {}\n"),
            ("walk.rs", b"//! Walks.\n\npub struct 1;\n"),
            ("latin.rs", b"// caf\xe9\n"),
        ]);
        insta::assert_snapshot!(error.unwrap_err());
    }

    #[test]
    fn what_would_be_dropped_is_refused() {
        let error = given(&[("mod.rs", b""), ("notes.md", b"# Notes\n")]).unwrap_err();
        assert!(
            error.contains("error: notes.md is not Rust, README.md or"),
            "{error}"
        );
    }

    #[test]
    fn what_is_added_to_the_manifest_is_checked() {
        let files = [
            ("mod.rs", &b""[..]),
            ("manifest.toml", b"[features]\nloud = []\n"),
        ];
        assert_eq!(
            given(&files).unwrap()["manifest.toml"],
            "[features]\nloud = []\n"
        );
        let files = [
            ("mod.rs", &b""[..]),
            ("manifest.toml", b"[features]\nclient = []\n"),
        ];
        insta::assert_snapshot!(given(&files).unwrap_err(), @r#"
        what is written by hand cannot go into the crate:
        error[syntax]: every emitted crate has "client" in [features] already
         --> manifest.toml:2:1
          |
        2 | client = []
          | ^^^^^^
        "#);
    }

    #[test]
    fn a_root_there_must_be() {
        for files in [&[][..], &[("walk.rs", &b""[..])]] {
            let error = given(files).unwrap_err();
            assert!(error.contains("mod.rs does not exist"), "{error}");
        }
        let nowhere = tempfile::tempdir().unwrap().path().join("none");
        assert!(domain(&nowhere).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("mod.rs"), "").unwrap();
        std::os::unix::fs::symlink("mod.rs", dir.path().join("walk.rs")).unwrap();
        let error = domain(dir.path()).unwrap_err().to_string();
        assert!(error.contains("through a symbolic link"), "{error}");
    }
}
