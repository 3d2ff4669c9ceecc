//! Holds the walks and patterns against folders that are made for it.

use super::ending::is_rotated;
use super::*;
use idcard_judge::SkipReason;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;

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
    let found = places(&["s[r]c/pl*/fo*.rs".into(), "*/place/found.r?".into()]);
    let path = PathBuf::from("src/place/found.rs");
    assert_eq!(found.places, [Place::File(path.clone()), Place::File(path)]);
    let found = places(&["**/found.rs".into()]);
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
