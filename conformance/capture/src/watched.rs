//! Reads a file or standard input, and counts their bytes. That a file changed meanwhile comes as an error that
//! may be shown.

use super::reader::{Message, Reader};
use std::fs::{File, Metadata};
use std::io::{self, Read, Take};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

/// A file; an error where it has changed by the time that its end is read.
pub(super) fn file(path: &Path, consumed: Arc<AtomicU64>) -> io::Result<Reader> {
    let file = File::open(path)?;
    let before = Version::of(&file.metadata()?);
    // What the kernel makes when it is read, as in `/proc`, has no length before.
    let length = before
        .map(|version| version.length)
        .filter(|length| *length > 0);
    let file = file.take(length.unwrap_or(u64::MAX));
    let watched = Watched { file, before };
    Ok(Box::new(Counted {
        reader: watched,
        consumed,
    }))
}

/// Standard input.
pub(super) fn standard_input(consumed: Arc<AtomicU64>) -> Reader {
    let reader = io::stdin();
    Box::new(Counted { reader, consumed })
}

/// What changes when a file does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Version {
    length: u64,
    modified: Option<SystemTime>,
}

impl Version {
    /// `None` for what is no file on a disk: a pipe has no length to compare.
    fn of(metadata: &Metadata) -> Option<Self> {
        metadata.is_file().then(|| Self {
            length: metadata.len(),
            modified: metadata.modified().ok(),
        })
    }
}

struct Watched {
    /// As long as it was. What is written meanwhile is not read: it might never end.
    file: Take<File>,
    before: Option<Version>,
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer)?;
        let now = || Ok::<_, io::Error>(Version::of(&self.file.get_ref().metadata()?));
        if count == 0 && !buffer.is_empty() && now()? != self.before {
            return Err(io::Error::other(Message("it changed while it was read")));
        }
        Ok(count)
    }
}

struct Counted<R> {
    reader: R,
    consumed: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(buffer)?;
        let counted = u64::try_from(count).unwrap_or(u64::MAX);
        self.consumed.fetch_add(counted, Ordering::Relaxed);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_that_changes_is_an_error_and_its_bytes_are_counted() {
        let mut written = tempfile::NamedTempFile::new().unwrap();
        written.write_all(b"{}").unwrap();
        let consumed = Arc::default();
        let mut reader = file(written.path(), Arc::clone(&consumed)).unwrap();
        let mut bytes = [0; 2];
        reader.read_exact(&mut bytes).unwrap();
        assert_eq!(reader.read(&mut bytes).unwrap(), 0);
        assert_eq!(consumed.load(Ordering::Relaxed), 2);
        let mut reader = file(written.path(), consumed).unwrap();
        written.write_all(b"{}").unwrap();
        let error = reader.read_to_end(&mut Vec::new()).unwrap_err();
        assert_eq!(error.to_string(), "it changed while it was read");
    }

    #[test]
    fn a_file_that_grows_is_read_as_far_as_it_was() {
        let mut written = tempfile::NamedTempFile::new().unwrap();
        written.write_all(b"[1,2,3,4]").unwrap();
        let mut reader = file(written.path(), Arc::default()).unwrap();
        let mut bytes = Vec::new();
        // Whoever writes is as fast as whoever reads.
        let error = loop {
            let mut piece = [0; 4];
            match reader.read(&mut piece) {
                Ok(count) => bytes.extend_from_slice(&piece[..count]),
                Err(error) => break error,
            }
            written.write_all(b"more").unwrap();
        };
        assert_eq!(bytes, b"[1,2,3,4]");
        assert_eq!(error.to_string(), "it changed while it was read");
    }
}
