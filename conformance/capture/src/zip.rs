//! Reads the archives of exchanges in a zip archive, as browsers, proxies and Playwright save them.
//!
//! An archive may come from anybody: it is read in memory, so long at the most; what is decompressed counts
//! against the allowance of its input; nothing is written anywhere, and a name that is not plain is not shown.

use super::compression::Compression;
use super::cutter::ReadError;
use super::detect::begins_exchanges;
use super::har::{Folder, is_plain};
use super::item::{Item, Payloads};
use super::kind::kind;
use super::limits::{Allowance, Limits};
use super::reader::{BLOCK, Message, Peeked, Reader};
use super::steps::Steps;
use super::stream;

use idcard_judge::{Failure, Origin, SkipReason};
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};
use std::collections::HashSet;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// A longer archive is not read.
const LONGEST: usize = 256 << 20;

/// How many files of an archive are looked at.
const MOST_FILES: usize = 1 << 16;

/// Whether a zip archive begins here.
pub(super) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04")
}

/// A file of an archive.
#[derive(Clone, Copy)]
struct Entry {
    way: ZipArchiveEntryWayfinder,
    method: CompressionMethod,
    is_encrypted: bool,
}

/// An archive in memory.
pub(super) struct Archive {
    whole: ZipSliceArchive<Vec<u8>>,
    files: Vec<(String, Entry)>,
    /// Those that a file of exchanges leads to.
    used: Mutex<HashSet<usize>>,
    allowance: Allowance,
}

/// Opens what is read as exchanges: the bytes, a name to tell the format by, what it is called, and the files
/// beside it.
pub(super) type Open = Box<dyn FnMut(Peeked, &str, &Arc<str>, Arc<dyn Folder>) -> Payloads + Send>;

/// The archives of exchanges in an archive.
pub(super) struct Files {
    archive: Arc<Archive>,
    input: Arc<str>,
    open: Open,
    at: usize,
    found: bool,
    /// Those that are no exchanges.
    others: Vec<usize>,
    reading: Option<(String, Payloads)>,
}

impl Archive {
    fn read(reader: impl Read, limits: &Limits) -> Result<Self, &'static str> {
        let (bytes, outcome) = stream::read_all(reader, LONGEST);
        let bytes = bytes
            .ok_or("it is longer than a zip archive that is read: unpack it, and name its files")?;
        outcome.map_err(|_| DAMAGED)?;
        let archive = ZipArchive::from_slice(bytes).map_err(|_| DAMAGED)?;
        let mut files = Vec::new();
        let mut entries = archive.entries();
        while let Some(entry) = entries.next_entry().map_err(|_| DAMAGED)? {
            if files.len() == MOST_FILES {
                return Err("it has more files than are looked at: unpack it, and name its folder");
            }
            if entry.is_dir() {
                continue;
            }
            let name = String::from_utf8_lossy(entry.file_path().as_bytes()).into_owned();
            let entry = Entry {
                way: entry.wayfinder(),
                method: entry.compression_method(),
                is_encrypted: entry.flags().is_encrypted(),
            };
            files.push((name, entry));
        }
        Ok(Self {
            whole: archive,
            files,
            used: Mutex::default(),
            allowance: limits.allowance.clone(),
        })
    }

    /// The bytes of a file, checked against their sum.
    fn file(self: &Arc<Self>, at: usize) -> io::Result<Reader> {
        let message = |text| io::Error::other(Message(text));
        let (_, entry) = &self.files[at];
        if entry.is_encrypted {
            return Err(message(
                "it is encrypted: unpack the archive, and name its files",
            ));
        }
        let compression = match entry.method {
            CompressionMethod::STORE => None,
            CompressionMethod::DEFLATE => Some(Compression::Deflate),
            CompressionMethod::ZSTD => Some(Compression::Zstandard),
            _ => return Err(message("it is compressed in a way that is not read")),
        };
        let found = self
            .whole
            .get_entry(entry.way)
            .map_err(|_| message(DAMAGED))?;
        let (start, end) = found.compressed_data_range();
        let place = |at: u64| usize::try_from(at).map_err(|_| message(DAMAGED));
        let stored: Reader = Box::new(Stored {
            archive: Arc::clone(self),
            at: place(start)?,
            end: place(end)?,
        });
        let plain = match compression {
            None => stored,
            Some(compression) => compression.decoder(Peeked::new(stored), &self.allowance)?,
        };
        Ok(Box::new(Checked(found.verifying_reader(plain))))
    }
}

const DAMAGED: &str = "the zip archive is damaged or breaks off";

/// Some of the bytes of an archive.
struct Stored {
    archive: Arc<Archive>,
    at: usize,
    end: usize,
}

impl Read for Stored {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut rest = self
            .archive
            .whole
            .get_ref()
            .get(self.at..self.end)
            .unwrap_or_default();
        let count = rest.read(buffer)?;
        self.at += count;
        Ok(count)
    }
}

/// A file whose sum is compared when it ends. The message of an error may be shown.
struct Checked<R>(R);

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| {
            let is_own = error
                .get_ref()
                .is_some_and(<dyn std::error::Error + Send + Sync>::is::<Message>);
            if is_own {
                error
            } else {
                io::Error::other(Message("a file of the archive is not what its sum says"))
            }
        })
    }
}

/// The files of the folder that a file of an archive is in.
struct Beside {
    archive: Arc<Archive>,
    folder: String,
}

impl Folder for Beside {
    fn read(&self, name: &str, most: usize) -> Option<io::Result<Vec<u8>>> {
        let path = format!("{}{name}", self.folder);
        let mut files = self.archive.files.iter();
        let at = files.position(|(name, _)| *name == path)?;
        let mut used = self
            .archive
            .used
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        used.insert(at);
        drop(used);
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        let read = self
            .archive
            .file(at)
            .and_then(|file| file.take(most).read_to_end(&mut bytes));
        Some(read.map(|_| bytes))
    }
}

impl Files {
    /// The files of an archive; an error that may be shown where it is none.
    pub(super) fn open(
        reader: impl Read,
        input: Arc<str>,
        limits: &Limits,
        open: Open,
    ) -> Result<Self, &'static str> {
        Ok(Self {
            archive: Arc::new(Archive::read(reader, limits)?),
            input,
            open,
            at: 0,
            found: false,
            others: Vec::new(),
            reading: None,
        })
    }

    /// Where a file is: its path, if nothing of it says more than a path should; else its number.
    fn pointer(&self, at: usize) -> String {
        let parts: Vec<_> = self.archive.files[at].0.split('/').collect();
        if parts.iter().all(|part| is_plain(part)) {
            // No plain name has to be escaped.
            format!("/{}", parts.join("/"))
        } else {
            format!("/{}", at + 1)
        }
    }

    fn failed(&self, pointer: String, message: impl Into<String>) -> Item {
        let origin = Origin::inside(Arc::clone(&self.input), None, pointer);
        Item::Failed(Failure::at(&origin, message))
    }

    /// Begins to read the next file.
    fn next_file(&mut self) -> Option<Item> {
        let at = self.at;
        self.at += 1;
        let pointer = self.pointer(at);
        let name = self.archive.files[at].0.clone();
        let opened = self.archive.file(at).and_then(|file| {
            let mut plain = stream::plain(file, &self.archive.allowance)?;
            let begins = begins_exchanges(plain.peek(BLOCK));
            Ok((plain, begins))
        });
        let is_named = name.to_ascii_lowercase().ends_with(".har");
        match opened {
            Ok((plain, begins)) if begins || is_named => {
                self.found = true;
                let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
                let folder = if folder.is_empty() {
                    String::new()
                } else {
                    format!("{folder}/")
                };
                let archive = Arc::clone(&self.archive);
                let beside = Arc::new(Beside { archive, folder });
                let called = format!("{}#{pointer}", self.input).into();
                let payloads = (self.open)(plain, &name, &called, beside);
                self.reading = Some((pointer, payloads));
                None
            }
            Err(error) if is_named => {
                self.found = true;
                Some(self.failed(pointer, error.to_string()))
            }
            Ok(_) | Err(_) => {
                self.others.push(at);
                None
            }
        }
    }

    fn finish(&mut self) -> Vec<Item> {
        if !self.found {
            let whole = Origin::whole(Arc::clone(&self.input));
            let name = kind(self.archive.whole.get_ref()).unwrap_or_default();
            return vec![Item::Failed(Failure::at(
                &whole,
                format!("no JSON, but {name}"),
            ))];
        }
        let used = self
            .archive
            .used
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let others = self.others.iter().filter(|at| !used.contains(at));
        let skipped = others.map(|at| {
            let origin = Origin::inside(Arc::clone(&self.input), None, self.pointer(*at));
            Item::skipped(origin, SkipReason::OtherFile)
        });
        skipped.collect()
    }
}

impl Steps for Files {
    fn step(&mut self) -> Result<ControlFlow<Vec<Item>, Vec<Item>>, ReadError> {
        if let Some((pointer, payloads)) = &mut self.reading {
            let Some(item) = payloads.next() else {
                self.reading = None;
                return Ok(ControlFlow::Continue(Vec::new()));
            };
            let item = inside(item, &self.input, pointer);
            return Ok(ControlFlow::Continue(vec![item]));
        }
        if self.at == self.archive.files.len() {
            return Ok(ControlFlow::Break(self.finish()));
        }
        Ok(ControlFlow::Continue(Vec::from_iter(self.next_file())))
    }
}

/// What was found in a file, told from the archive. A line is one of the file, and stands behind its name.
fn inside(mut item: Item, input: &Arc<str>, pointer: &str) -> Item {
    let origin = match &mut item {
        Item::Payload(payload) | Item::Around(payload) => &mut payload.origin,
        Item::File(file) => &mut file.origin,
        Item::Part(part) => &mut part.origin,
        Item::Skipped(skipped) => &mut skipped.origin,
        Item::Failed(failure) => {
            // It is called by its place in the file, which is called by its place in the archive.
            let called = format!("{input}#{pointer}");
            if let Some(rest) = failure.name.strip_prefix(&format!("{called}#")) {
                failure.name = format!("{called}{rest}");
            }
            return item;
        }
        Item::Read(_) => return item,
    };
    let line = origin.line.take();
    let line = line.map_or_else(String::new, |line| format!(":{line}"));
    let rest = origin.inside.take().unwrap_or_default();
    origin.inside = Some(format!("{pointer}{line}{rest}"));
    origin.input = Arc::clone(input);
    item
}
