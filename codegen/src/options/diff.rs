//! Defines where a document that is compared comes from: a file, or a revision of one.

use std::path::PathBuf;

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// A file as a revision of git has it. Without a path, the document of the workspace.
    Revision {
        /// What git calls it, such as `v0.1.0` or `HEAD~3`.
        revision: String,
        /// The path from the root of the repository.
        path: Option<String>,
    },
}

impl Origin {
    /// Reads what was given: a file that is there, else a revision, or a revision and a path.
    ///
    /// # Errors
    ///
    /// For what git would take for a flag, what is empty, a folder, or the name of a document that is not
    /// there.
    pub fn parse(given: &str) -> Result<Self, String> {
        let path = PathBuf::from(given);
        // A pipe is one too.
        if path.exists() && !path.is_dir() {
            return Ok(Self::File(path));
        }
        let is_written_as_file = ["yaml", "yml", "json"]
            .iter()
            .any(|it| path.extension().is_some_and(|ending| ending == *it));
        if path.is_dir() || is_written_as_file && !given.contains(':') {
            return Err(format!("{given:?} is no file that is there"));
        }
        let (revision, path) = match given.split_once(':') {
            Some((revision, path)) => (revision, Some(path.to_owned())),
            None => (given, None),
        };
        let is_named = !revision.is_empty() && !revision.starts_with('-');
        if !is_named || path.as_ref().is_some_and(String::is_empty) {
            return Err(format!(
                "{given:?} is neither a file nor a revision; a revision is `v0.1.0` or `HEAD~3:path`"
            ));
        }
        Ok(Self::Revision {
            revision: revision.to_owned(),
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_revisions() {
        let revision = |revision: &str, path: Option<&str>| Origin::Revision {
            revision: revision.into(),
            path: path.map(Into::into),
        };
        assert_eq!(
            Origin::parse("Cargo.toml"),
            Ok(Origin::File("Cargo.toml".into()))
        );
        assert_eq!(Origin::parse("v0.1.0"), Ok(revision("v0.1.0", None)));
        assert_eq!(
            Origin::parse("HEAD~3:a/b.yaml"),
            Ok(revision("HEAD~3", Some("a/b.yaml")))
        );
        for not in [
            "",
            "-p",
            "--output=x:y",
            ":a",
            "HEAD:",
            "not-there.yaml",
            "src",
        ] {
            assert!(Origin::parse(not).is_err(), "{not}");
        }
    }
}
