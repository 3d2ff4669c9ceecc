//! Finds the files that paths name: files, folders, globs, standard input. Names are looked at; the first
//! bytes only of what a folder has without an ending.

use super::detect::begins_a_capture;
use globset::GlobBuilder;
use idcard_judge::{Failure, Origin, STANDARD_INPUT_NAME, SkipReason, Skipped};
use ignore::{DirEntry, WalkBuilder};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{self, File, FileType};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The path that means standard input.
pub const STANDARD_INPUT: &str = "-";

/// What the name of a payload ends with when it is found in a folder.
const ENDINGS: [&str; 8] = [
    "json", "txt", "ndjson", "jsonl", "har", "http", "trace", "log",
];

/// What may follow: how it is compressed.
const COMPRESSED: [&str; 3] = ["gz", "zst", "zstd"];

/// Where payloads are to be found, each read when its turn comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Standard input.
    StandardInput,
}

/// What paths led to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// In the order of the paths, and in folders of the names.
    pub places: Vec<Place>,
    /// Paths that led to nothing.
    pub failures: Vec<Failure>,
    /// What is in the folders and is not opened.
    pub skipped: Vec<Skipped>,
}

impl Place {
    /// What it is called.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::StandardInput => STANDARD_INPUT_NAME.to_owned(),
        }
    }

    /// How many bytes there are to read, where that is known.
    pub fn size(&self) -> Option<u64> {
        let Self::File(path) = self else { return None };
        let metadata = path.metadata().ok()?;
        metadata.is_file().then_some(metadata.len())
    }
}

/// The places that the paths name. Folders are walked, in the order of their names, for files whose
/// ending is one of a capture, also of one that was rotated, and for those without an ending that begin
/// as one does; what is hidden or ignored stays so, as for git. A file that is named
/// itself may end as it likes, and be a pipe or a device; one that is only met may not, as it might
/// never end. A path that is not there and has wildcards stands for all that match, as in a shell.
pub fn places(paths: &[PathBuf]) -> Found {
    let mut found = Found::default();
    for path in paths {
        if path.as_os_str() == STANDARD_INPUT {
            if found.places.contains(&Place::StandardInput) {
                found.fail(path, "it can be read only once");
            } else {
                found.places.push(Place::StandardInput);
            }
        } else if path.symlink_metadata().is_err() && has_wildcards(path.as_os_str()) {
            found.matching(path);
        } else if path.is_dir() {
            found.folder(path);
        } else {
            found.places.push(Place::File(path.clone()));
        }
    }
    found
}

impl Found {
    fn fail(&mut self, path: &Path, message: impl Into<String>) {
        self.failures.push(Failure {
            name: path.display().to_string(),
            message: message.into(),
        });
    }

    fn skip(&mut self, path: &Path, reason: SkipReason) {
        let origin = Origin::whole(path.display().to_string());
        self.skipped.push(Skipped { origin, reason });
    }

    fn cannot_walk(&mut self, folder: &Path, error: ignore::Error) {
        let path = path_of(&error).unwrap_or(folder).to_owned();
        let message = error.into_io_error().map_or_else(
            || "it cannot be walked".to_owned(),
            |error| error.to_string(),
        );
        self.fail(&path, message);
    }

    fn folder(&mut self, folder: &Path) {
        let before = (self.places.len(), self.failures.len());
        self.walk(folder);
        if before == (self.places.len(), self.failures.len()) {
            let endings = ENDINGS.join(", .");
            let message = format!(
                "no file in it that is not hidden or ignored has one of the endings .{endings}"
            );
            self.fail(folder, message);
        }
    }

    /// A link to a folder is not followed: it may lead in a circle.
    fn walk(&mut self, folder: &Path) {
        let walk = WalkBuilder::new(folder).sort_by_file_name(Ord::cmp).build();
        let (mut folders, mut seen) = (Vec::new(), HashSet::new());
        for entry in walk {
            match entry {
                Ok(entry) => {
                    seen.insert(entry.path().to_owned());
                    if is_folder(&entry) {
                        folders.push(entry.into_path());
                    } else if is_payload(entry.path()) {
                        self.met(entry.into_path());
                    } else {
                        self.skip(entry.path(), SkipReason::OtherFile);
                    }
                }
                Err(error) => self.cannot_walk(folder, error),
            }
        }
        for folder in folders {
            self.ignored(&folder, &seen);
        }
    }

    /// Counts what an ignore file leaves out of a folder: a hostile one may have come with the
    /// captures. Of a folder that is left out nothing more is looked at; what is hidden is not counted.
    fn ignored(&mut self, folder: &Path, seen: &HashSet<PathBuf>) {
        // That it cannot be read, the walk has said.
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut left_out: Vec<_> = entries
            .filter(|entry| !is_hidden(&entry.file_name()))
            .filter(|entry| {
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                is_folder || is_payload(&entry.path())
            })
            .map(|entry| entry.path())
            .filter(|path| !seen.contains(path))
            .collect();
        left_out.sort();
        for path in left_out {
            self.skip(&path, SkipReason::Ignored);
        }
    }

    /// A file that was met, not named. What is there and is no file may wait for ever, and reading it may
    /// take from another what is in it.
    fn met(&mut self, path: PathBuf) {
        let is_special = |kind: FileType| !kind.is_file() && !kind.is_dir();
        let kind = path.metadata().map(|metadata| metadata.file_type());
        if kind.is_ok_and(is_special) {
            self.skip(&path, SkipReason::Special);
        } else {
            self.places.push(Place::File(path));
        }
    }

    /// What is in a folder that is matched is not matched once more.
    fn matching(&mut self, pattern: &Path) {
        let matches = match self.matches(pattern) {
            Ok(matches) => matches,
            Err(message) => return self.fail(pattern, message),
        };
        if matches.is_empty() {
            return self.fail(pattern, "nothing matches it");
        }
        let folders: HashSet<_> = matches.iter().filter(|path| path.is_dir()).collect();
        for path in &matches {
            let mut around = path.ancestors().skip(1).map(Path::to_owned);
            if around.any(|folder| folders.contains(&folder)) {
                continue;
            }
            if folders.contains(path) {
                self.folder(path);
            } else {
                self.met(path.clone());
            }
        }
    }

    /// Goes along the pattern, and knows at each part of it all that have come so far.
    fn matches(&mut self, pattern: &Path) -> Result<Vec<PathBuf>, String> {
        let mut reached = vec![PathBuf::new()];
        let mut parts = pattern.components().map(Component::as_os_str).peekable();
        while let Some(part) = parts.next() {
            reached = if part == "**" {
                // At the end it means what a folder does; of several in a row one is enough.
                let is_all = parts.peek().is_none_or(|next| *next == "**");
                self.within(&reached, is_all.then_some(0), is_folder)
            } else if has_wildcards(part) {
                let text = part.to_str().ok_or("the pattern is not UTF-8")?;
                let glob = GlobBuilder::new(text).build();
                let glob = glob.map_err(|error| format!("not a pattern: {}", error.kind()))?;
                let glob = glob.compile_matcher();
                let shows_hidden = text.starts_with('.');
                self.within(&reached, Some(1), |entry| {
                    let name = entry.file_name();
                    entry.depth() > 0 && (shows_hidden || !is_hidden(name)) && glob.is_match(name)
                })
            } else {
                let there = reached.iter().map(|folder| folder.join(part));
                there
                    .filter(|path| path.symlink_metadata().is_ok())
                    .collect()
            };
            // Several ways through `**` may lead to the same place.
            let mut known = HashSet::new();
            reached.retain(|path| known.insert(path.clone()));
        }
        for folder in &mut reached {
            if folder.as_os_str().is_empty() {
                folder.push(".");
            }
        }
        Ok(reached)
    }

    /// What is wanted of the folders and of what is in them, down to a depth. Nothing is ignored,
    /// but folders that are hidden are not gone into unless they are named.
    fn within(
        &mut self,
        folders: &[PathBuf],
        depth: Option<usize>,
        is_wanted: impl Fn(&DirEntry) -> bool,
    ) -> Vec<PathBuf> {
        let mut wanted = Vec::new();
        for folder in folders {
            // The one that we are in, which is not part of a name.
            let is_here = folder.as_os_str().is_empty();
            let walk = WalkBuilder::new(if is_here { Path::new(".") } else { folder })
                .standard_filters(false)
                .hidden(depth.is_none())
                .max_depth(depth)
                .sort_by_file_name(Ord::cmp)
                .build();
            for entry in walk {
                match entry {
                    Ok(entry) if is_wanted(&entry) => {
                        let path = entry.into_path();
                        wanted.push(match path.strip_prefix(".") {
                            Ok(inside) if is_here => inside.to_owned(),
                            _ => path,
                        });
                    }
                    Ok(_) => {}
                    Err(error) => self.cannot_walk(folder, error),
                }
            }
        }
        wanted
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

fn has_wildcards(path: &OsStr) -> bool {
    path.to_string_lossy().contains(['*', '?', '[', '{'])
}

/// A walk begins at a folder though a link may lead there.
fn is_folder(entry: &DirEntry) -> bool {
    let is_start = entry.depth() == 0 && entry.path().is_dir();
    is_start || entry.file_type().is_some_and(|kind| kind.is_dir())
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a file that is met in a folder is to be read.
fn is_payload(path: &Path) -> bool {
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
    if !is_one_of(path, &COMPRESSED) {
        return is_one_of(path, &ENDINGS);
    }
    let stem = Path::new(path.file_stem().unwrap_or_default());
    stem.extension().is_none() || is_one_of(stem, &ENDINGS)
}

/// Whether numbers or dates follow the ending of a capture, as rotation leaves it: `app.log.1`,
/// `app.log-2024-01-02`, `app.log.2.gz`.
fn is_rotated(path: &Path) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// The names of what is found, and the messages of what is not.
    fn names(folder: &Path, paths: &[PathBuf]) -> (Vec<String>, Vec<String>) {
        let found = places(paths);
        let places = found.places.into_iter().map(|place| match place {
            Place::File(path) => path.strip_prefix(folder).unwrap().display().to_string(),
            Place::StandardInput => "-".to_owned(),
        });
        let failures = found.failures.into_iter().map(|failure| failure.message);
        (places.collect(), failures.collect())
    }

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "{}").unwrap();
        }
        folder
    }

    #[test]
    fn a_folder_is_walked_in_order_and_only_for_payloads() {
        let folder = folder(&[
            "b.json",
            "a/z.txt",
            "a/y.json",
            "a/y.expect.json",
            "c.md",
            "d.JSON.bak",
            "e.JSON",
            "f.har.gz",
            "g.zst",
            "h.tar.gz",
            ".hidden/i.json",
        ]);
        let root = folder.path();
        let paths = [root.to_owned(), "-".into(), root.join("c.md")];
        let (found, failures) = names(root, &paths);
        let expected = [
            "a/y.expect.json",
            "a/y.json",
            "a/z.txt",
            "b.json",
            "e.JSON",
            "f.har.gz",
            "g.zst",
            "-",
            "c.md",
        ];
        assert_eq!(found, expected);
        assert!(failures.is_empty());
        let passed_over = places(&paths).skipped.into_iter();
        let passed_over = passed_over.map(|skipped| {
            assert_eq!(skipped.reason, SkipReason::OtherFile);
            let path = PathBuf::from(&*skipped.origin.input);
            path.strip_prefix(root).unwrap().display().to_string()
        });
        let expected = ["c.md", "d.JSON.bak", "h.tar.gz"];
        assert_eq!(passed_over.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_rotation_leaves_has_the_ending_of_a_capture() {
        for name in [
            "app.log.1",
            "app.log.2.gz",
            "app.log-2024-01-02",
            "app.log-20240102.gz",
            "app.log.2024-01-02.1.zst",
            "app.log.2024-01-02T03:04:05Z",
            "a.b.ndjson_2024",
            "LOG.JSON.7",
        ] {
            assert!(is_rotated(Path::new(name)), "{name}");
        }
        for name in [
            "app.1",
            "app.log.bak",
            "app.md.1",
            "log",
            "log.1",
            "app.log-x",
            "1.2.3",
            "",
        ] {
            assert!(!is_rotated(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn what_has_no_ending_is_told_by_its_first_bytes() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("array", " [{}]"),
            ("bytes", "\u{1f}\u{8b}"),
            ("exchange", "HTTP/1.1 200 OK\r\n"),
            ("marked", "\u{feff}{}"),
            ("object", "\n{\"a\": 1}"),
            ("empty", ""),
            ("makefile", "all:\n"),
            ("program.exe", "{"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        fs::write(folder.path().join("bytes"), b"\x1f\x8b\x08").unwrap();
        let (found, failures) = names(folder.path(), &[folder.path().to_owned()]);
        assert_eq!(found, ["array", "bytes", "exchange", "marked", "object"]);
        assert!(failures.is_empty());
    }

    #[test]
    fn what_is_ignored_is_left_alone_unless_it_is_named() {
        let folder = folder(&["a.json", "b.json", "kept/c.json"]);
        let root = folder.path();
        fs::write(root.join(".ignore"), "b.json\nkept/\n").unwrap();
        let (found, _) = names(
            root,
            &[root.to_owned(), root.join("b.json"), root.join("kept")],
        );
        assert_eq!(found, ["a.json", "b.json", "kept/c.json"]);
    }

    #[test]
    fn what_is_ignored_is_counted() {
        let folder = folder(&[
            "a.json",
            "b.json",
            "b.md",
            "c/d.json",
            "c/e.har",
            "f/g/h.json",
            ".i.json",
        ]);
        let root = folder.path();
        fs::write(root.join(".ignore"), "b.*\nd.json\nf/\n").unwrap();
        let found = places(&[root.to_owned()]);
        assert!(found.failures.is_empty());
        let skipped = found.skipped.iter().map(|skipped| {
            assert_eq!(skipped.reason, SkipReason::Ignored);
            let path = Path::new(&*skipped.origin.input);
            path.strip_prefix(root).unwrap().display().to_string()
        });
        assert_eq!(skipped.collect::<Vec<_>>(), ["b.json", "f", "c/d.json"]);
    }

    #[test]
    fn wildcards_stand_for_what_matches() {
        let folder = folder(&[
            "b.json",
            "a.json",
            "a.expect.json",
            "c/d.txt",
            "c.d/e.har",
            ".f.json",
            ".h/i.json",
            "[g].json",
        ]);
        let root = folder.path();
        fs::write(root.join(".ignore"), "b.json\n").unwrap();
        let glob = |pattern: &str| names(root, &[root.join(pattern)]);
        let all = ["[g].json", "a.expect.json", "a.json", "b.json"];
        assert_eq!(glob("*.json").0, all);
        assert_eq!(glob("a***").0, ["a.expect.json", "a.json"]);
        assert_eq!(glob("[!ab]*.json").0, ["[g].json"]);
        assert_eq!(glob("c*").0, ["c/d.txt", "c.d/e.har"]);
        assert_eq!(glob("*/*").0, ["c/d.txt", "c.d/e.har"]);
        assert_eq!(glob("c/../?.json").0, ["c/../a.json", "c/../b.json"]);
        // Any number of folders, none too; and each file once.
        for pattern in ["**/?.json", "**/**/?.json"] {
            assert_eq!(glob(pattern).0, ["a.json", "b.json"], "{pattern}");
        }
        for pattern in ["**/?.txt", "**/c/**/?.txt", "{b,c}/d.txt", "c/{d,e}.txt"] {
            assert_eq!(glob(pattern).0, ["c/d.txt"], "{pattern}");
        }
        assert_eq!(glob("**/*").0.len(), 6);
        assert_eq!(glob("c*/**").0, ["c/d.txt", "c.d/e.har"]);
        // What is hidden is matched by what begins with a dot.
        assert_eq!(glob(".*.json").0, [".f.json"]);
        assert_eq!(glob(".h/*.json").0, [".h/i.json"]);
        assert_eq!(glob(".[h]/*.json").0, [".h/i.json"]);
        // A file of that name is meant, if there is one.
        assert_eq!(glob("[g].json").0, ["[g].json"]);
        for nothing in ["*.har", "a.json/*", "?.json/**", "no/*", "*/no"] {
            assert_eq!(glob(nothing).1, ["nothing matches it"], "{nothing}");
        }
        assert!(glob("[a").1[0].starts_with("not a pattern"));
    }

    #[test]
    fn wildcards_begin_in_the_folder_that_we_are_in() {
        let found = places(&["s[r]c/pl*.rs".into(), "*/place.r?".into()]);
        let path = PathBuf::from("src/place.rs");
        assert_eq!(found.places, [Place::File(path.clone()), Place::File(path)]);
        let found = places(&["**/place.rs".into()]);
        assert!(!found.places.is_empty() && found.failures.is_empty());
    }

    /// Names that no text has are matched, and shown as well as they can be.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_name_that_is_not_utf_8_is_found() {
        use std::os::unix::ffi::OsStrExt as _;

        let folder = folder(&["a.json"]);
        let root = folder.path();
        fs::write(root.join(OsStr::from_bytes(b"\xFF.json")), "{}").unwrap();
        for path in [root.to_owned(), root.join("*.json"), root.join("**/*.json")] {
            let (found, failures) = names(root, &[path]);
            assert_eq!(found, ["a.json", "\u{FFFD}.json"]);
            assert!(failures.is_empty());
        }
        let pattern = root.join(OsStr::from_bytes(b"\xFF*"));
        let (_, failures) = names(root, &[pattern]);
        assert_eq!(failures, ["the pattern is not UTF-8"]);
    }

    #[cfg(unix)]
    /// There are many ways through several `**`.
    #[test]
    fn a_file_is_matched_once_however_it_is_reached() {
        let folder = folder(&["d/d/d/d/d/d/d/d/x.json"]);
        let (found, _) = names(folder.path(), &[folder.path().join("**/d/**/d/**/x.json")]);
        assert_eq!(found.len(), 1);
    }

    #[test]
    fn a_link_to_a_folder_is_followed_if_it_is_named_or_matched() {
        let folder = folder(&["a/b.json", "a/c/d.json"]);
        let root = folder.path();
        std::os::unix::fs::symlink("a", root.join("link")).unwrap();
        for pattern in ["link", "link/**", "l*/**", "li*", "link/**/*.json"] {
            let path = root.join(pattern);
            let (found, failures) = names(root, std::slice::from_ref(&path));
            assert_eq!(found, ["link/b.json", "link/c/d.json"], "{pattern}");
            assert!(failures.is_empty());
            assert_eq!(places(&[path]).skipped, [], "{pattern}");
        }
        let (found, _) = names(root, &[root.join("**/*.json")]);
        assert_eq!(found, ["a/b.json", "a/c/d.json"]);
    }

    /// To open a pipe is to wait for its other end.
    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_opened_only_if_it_is_named() {
        let folder = folder(&["a.json"]);
        let root = folder.path();
        let pipe = root.join("b.json");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        std::os::unix::net::UnixListener::bind(root.join("c.json")).unwrap();
        std::os::unix::fs::symlink("b.json", root.join("d.json")).unwrap();
        for path in [root.to_owned(), root.join("*.json")] {
            let found = places(&[path]);
            assert_eq!(found.places, [Place::File(root.join("a.json"))]);
            let asides: Vec<_> = found.skipped.iter().map(|skipped| skipped.reason).collect();
            assert_eq!(asides, [SkipReason::Special; 3]);
        }
        assert_eq!(
            places(std::slice::from_ref(&pipe)).places,
            [Place::File(pipe)]
        );
    }

    #[test]
    fn a_folder_without_payloads_is_a_failure() {
        let folder = folder(&["a.md"]);
        let (found, failures) = names(folder.path(), &[folder.path().to_owned()]);
        assert!(found.is_empty());
        assert!(failures[0].starts_with("no file in it"), "{failures:?}");
    }

    #[test]
    fn standard_input_cannot_be_read_twice() {
        let found = places(&["-".into(), "-".into()]);
        assert_eq!(found.places, [Place::StandardInput]);
        assert_eq!(found.failures[0].message, "it can be read only once");
    }
}
