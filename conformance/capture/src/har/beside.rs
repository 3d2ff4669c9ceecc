//! Reads a body that an archive keeps in a file of its own, as Playwright does (`_file`).
//!
//! An archive may come from anybody, so that nothing is read but a regular file in its own folder, or beside
//! it in a zip archive.

use crate::item::TOO_LONG;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::PathBuf;

/// Where the files beside an archive are.
pub(crate) trait Folder: Send + Sync {
    /// So much of a file at the most; `None` if it is not there.
    fn read(&self, name: &str, most: usize) -> Option<io::Result<Vec<u8>>>;
}

impl Folder for PathBuf {
    fn read(&self, name: &str, most: usize) -> Option<io::Result<Vec<u8>>> {
        let path = self.join(name);
        // A link may lead anywhere.
        let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        is_file.then(|| {
            let mut bytes = Vec::new();
            let read = File::open(&path).and_then(|file| file.take(most).read_to_end(&mut bytes));
            read.map(|_| bytes)
        })
    }
}

/// The file of that name beside the archive; the message says why not.
pub(super) fn read(
    folder: Option<&dyn Folder>,
    name: &str,
    longest: usize,
) -> Result<Vec<u8>, String> {
    if !is_plain(name) {
        return Err(String::from(
            "the body is in a file of its own, whose name leads out of the folder of the archive or is \
             none that is shown",
        ));
    }
    let found = folder.and_then(|folder| folder.read(name, longest.saturating_add(1)));
    let bytes = found
        .ok_or_else(|| {
            format!("the body is in a file of its own, {name}: put it beside the archive")
        })?
        .map_err(|error| format!("{name} beside the archive: {error}"))?;
    if bytes.len() > longest {
        return Err(TOO_LONG.to_owned());
    }
    Ok(bytes)
}

/// Whether a name is a digest with an ending, or another that says nothing and leads nowhere else.
pub(crate) fn is_plain(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (1..=100).contains(&name.len()) && !name.starts_with('.') && name.bytes().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_of_the_same_folder_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        fs::write(folder.path().join("out.json"), "{}").unwrap();
        fs::write(inner.join("a.json"), "{}").unwrap();
        let at = |name: &str| read(Some(&inner as &dyn Folder), name, 2);
        assert_eq!(at("a.json"), Ok(b"{}".to_vec()));
        for name in [
            "../out.json",
            "..",
            ".",
            "",
            "/etc/passwd",
            "a\\b",
            "가.json",
        ] {
            assert!(at(name).unwrap_err().contains("leads out of"), "{name}");
        }
        assert!(at("b.json").unwrap_err().contains("b.json: put it"));
        assert!(
            read(None, "a.json", 2)
                .unwrap_err()
                .contains("a.json: put it")
        );
        assert_eq!(read(Some(&inner), "a.json", 1), Err(TOO_LONG.to_owned()));
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../out.json", inner.join("link.json")).unwrap();
            assert!(at("link.json").unwrap_err().contains("put it"));
        }
    }
}
