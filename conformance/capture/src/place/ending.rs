//! Tells the files of a folder that are captures: by their endings, and what has none by its first
//! bytes.

use crate::detect::begins_a_capture;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What the name of a payload ends with when it is found in a folder.
pub(super) const ENDINGS: [&str; 8] = [
    "json", "txt", "ndjson", "jsonl", "har", "http", "trace", "log",
];

/// What may follow: how it is compressed.
const COMPRESSED: [&str; 3] = ["gz", "zst", "zstd"];

/// Whether a file that is met in a folder is to be read.
pub(super) fn is_payload(path: &Path) -> bool {
    has_ending(path) || is_rotated(path) || is_by_content(path)
}

/// What is compressed may lack a second ending.
fn has_ending(path: &Path) -> bool {
    let is_one_of = |path: &Path, endings: &[&str]| {
        let ending = path.extension().unwrap_or_default();
        endings
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    };
    let stem = Path::new(path.file_stem().unwrap_or_default());
    // Of a zip archive of anything else no payload is read.
    if is_one_of(path, &["zip"]) {
        return is_one_of(stem, &["har"]);
    }
    if !is_one_of(path, &COMPRESSED) {
        return is_one_of(path, &ENDINGS);
    }
    stem.extension().is_none() || is_one_of(stem, &ENDINGS)
}

/// Whether numbers or dates follow the ending of a capture, as rotation leaves it: `app.log.1`,
/// `app.log-2024-01-02`, `app.log.2.gz`.
pub(super) fn is_rotated(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut parts: Vec<_> = name.split('.').skip(1).collect();
    let is_one_of = |part: &str, endings: &[&str]| {
        let mut endings = endings.iter();
        endings.any(|known| part.eq_ignore_ascii_case(known))
    };
    if parts
        .last()
        .is_some_and(|last| is_one_of(last, &COMPRESSED))
    {
        parts.pop();
    }
    let is_number = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_digit())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || b"-_:TZ".contains(&byte))
    };
    while parts.last().is_some_and(|last| is_number(last)) {
        parts.pop();
    }
    let Some(last) = parts.last() else {
        return false;
    };
    match last.split_once(['-', '_']) {
        Some((ending, date)) => is_one_of(ending, &ENDINGS) && is_number(date),
        None => is_one_of(last, &ENDINGS),
    }
}

/// Enough to tell a capture from what else has no ending.
const HEAD: u64 = 1024;

/// Whether a file has no ending, and begins as a capture does.
fn is_by_content(path: &Path) -> bool {
    // To open what is no file is to wait for its other end.
    if path.extension().is_some() || !path.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    // That it cannot be read is said when it is.
    read.is_err() || begins_a_capture(&head)
}
