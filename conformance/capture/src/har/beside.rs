//! Reads a body that an archive keeps in a file of its own, as Playwright does (`_file`).
//!
//! An archive may come from anybody, so that nothing is read but a regular file in its own folder.

use crate::item::TOO_LONG;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The file of that name beside the archive; the message says why not.
pub(super) fn read(folder: Option<&Path>, name: &str, longest: usize) -> Result<Vec<u8>, String> {
    if !is_plain(name) {
        return Err(String::from(
            "the body is in a file of its own, whose name leads out of the folder of the archive or is \
             none that is shown",
        ));
    }
    let missing = || format!("the body is in a file of its own, {name}: put it beside the archive");
    let path = folder.ok_or_else(missing)?.join(name);
    // A link may lead anywhere.
    let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
    if !is_file {
        return Err(missing());
    }
    let most = u64::try_from(longest).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    File::open(&path)
        .and_then(|file| file.take(most).read_to_end(&mut bytes))
        .map_err(|error| format!("{name} beside the archive: {error}"))?;
    if bytes.len() > longest {
        return Err(TOO_LONG.to_owned());
    }
    Ok(bytes)
}

/// Whether a name is a digest with an ending, or another that says nothing and leads nowhere else.
fn is_plain(name: &str) -> bool {
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
        let at = |name: &str| read(Some(&inner), name, 2);
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
