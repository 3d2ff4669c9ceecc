//! What may go wrong while a long input is judged: each time a clear error, exit code 3, and no
//! report that passes for a whole one.

use super::{Layout, code, corpus, idcard, run, stderr, stdout};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How the form of a report ends when it is whole.
const WHOLE: [(&str, &str); 3] = [
    ("text", " payloads: "),
    ("json", "\"complete\": true"),
    ("ndjson", "\"complete\":true"),
];

/// A run that waits for more of its standard input.
fn waiting(arguments: &[&str]) -> Child {
    // Two threads, wherever it runs.
    let mut child = idcard(&["-", "--input", "ndjson", "--threads", "2"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let input = child.stdin.as_mut().unwrap();
    input.write_all(b"{\"version\": 7}\n").unwrap();
    child
}

/// Until it has begun: whoever is not there yet cannot say that it was interrupted.
fn has_begun(child: &Child) {
    let tasks = format!("/proc/{}/task", child.id());
    let patience = Instant::now() + Duration::from_mins(1);
    while fs::read_dir(&tasks).map_or(0, Iterator::count) < 3 {
        assert!(Instant::now() < patience, "it does not begin");
        thread::sleep(Duration::from_millis(5));
    }
}

fn kill(child: &Child, signal: &str) {
    let killed = Command::new("kill")
        .args([signal, &child.id().to_string()])
        .status()
        .unwrap();
    assert!(killed.success());
}

const INTERRUPTED: &str = "idcard: interrupted; what was reported is not all\n";

/// The input goes on, and may do so for hours.
#[test]
fn a_finding_is_there_before_the_input_ends_and_stays_when_the_run_is_ended() {
    for form in ["text", "ndjson", "github"] {
        for threads in ["1", "2"] {
            let mut child = idcard(&["-", "--input", "array", "--report", form])
                .args(["--threads", threads])
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            let mut input = child.stdin.take().unwrap();
            // An element of an array that goes on, in pieces.
            input.write_all(b"[{\"version\": 7").unwrap();
            input.write_all(b"},\n").unwrap();
            let mut out = BufReader::new(child.stdout.take().unwrap());
            let mut shown = String::new();
            out.read_line(&mut shown).unwrap();
            assert!(shown.contains("required"), "{form}: {shown}");
            kill(&child, "-TERM");
            out.read_to_string(&mut shown).unwrap();
            assert!(shown.ends_with('\n'), "{form}: {shown}");
            let output = child.wait_with_output().unwrap();
            assert_eq!((code(&output), &*stderr(&output)), (3, INTERRUPTED));
        }
    }
}

/// It may hold what is personal, so it must not lie around.
#[test]
fn an_interrupted_run_leaves_no_file() {
    for signal in ["-HUP", "-INT", "-QUIT", "-TERM"] {
        let folder = tempfile::tempdir().unwrap();
        let is_empty = || fs::read_dir(folder.path()).unwrap().next().is_none();
        let path = folder.path().join("report.txt");
        let mut child = waiting(&["--show-values", "--output", path.to_str().unwrap()]);
        let _input = child.stdin.take();
        let patience = Instant::now() + Duration::from_mins(1);
        while is_empty() {
            assert!(Instant::now() < patience, "it does not begin");
            thread::sleep(Duration::from_millis(5));
        }
        kill(&child, signal);
        let output = child.wait_with_output().unwrap();
        assert_eq!((code(&output), &*stderr(&output)), (3, INTERRUPTED));
        assert!(is_empty(), "{signal}");
    }
}

#[test]
fn an_interrupted_run_says_so_and_leaves_no_whole_report() {
    for (form, end) in WHOLE {
        let mut child = waiting(&["--report", form]);
        // Its input stays open until it has ended, or it might be done before the signal is there.
        let _input = child.stdin.take();
        has_begun(&child);
        kill(&child, "-TERM");
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 3, "{form}");
        assert_eq!(stderr(&output), INTERRUPTED);
        assert!(!stdout(&output).contains(end), "{form}");
    }
}

/// `ulimit -f`, by which the kernel sends a signal that ends a program at once.
#[test]
fn a_report_that_gets_longer_than_a_file_may_be_leaves_none() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 2_000, Layout::Undocumented);
    let report = folder.path().join("report.txt");
    let limited = "ulimit -f 4; exec \"$0\" validate \"$1\" --limit 0 --output \"$2\"";
    let output = Command::new("sh")
        .args(["-c", limited, env!("CARGO_BIN_EXE_idcard")])
        .args([&input, &report])
        .output()
        .unwrap();
    assert_eq!(code(&output), 3, "{}", stderr(&output));
    assert!(
        stderr(&output).contains("File too large"),
        "{}",
        stderr(&output)
    );
    let left = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    assert_eq!(left.collect::<Vec<_>>(), [input]);
}

#[test]
fn a_full_disk_is_said_to_be_full() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 2_000, Layout::Undocumented);
    for form in [
        "text", "concise", "json", "ndjson", "junit", "sarif", "github", "html",
    ] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = idcard(&[input.to_str().unwrap(), "--report", form])
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(code(&output), 3, "{form}");
        assert!(
            stderr(&output).contains("No space left on device"),
            "{form}"
        );
    }
}

/// Whoever reads our output and stops knows that they did.
#[test]
fn a_closed_pipe_is_no_success_and_no_noise() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 20_000, Layout::Undocumented);
    let arguments = [input.to_str().unwrap(), "--limit", "0", "--threads", "2"];
    let mut child = idcard(&arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut few = [0; 100];
    child.stdout.take().unwrap().read_exact(&mut few).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 3);
    assert_eq!(stderr(&output), "");
}

/// Nor does a run wait for more input when nobody reads what it says of it.
#[test]
fn a_closed_pipe_ends_a_run_whose_input_goes_on() {
    for threads in ["1", "2"] {
        let mut child = idcard(&["-", "--input", "ndjson", "--threads", threads])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut input = child.stdin.take().unwrap();
        // The first line may still be taken in; what is said of it goes nowhere.
        input.write_all(b"{\"version\": 7}\n").unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(3), "{threads} threads");
        drop(input);
    }
}

/// A quiet day is no fault, but a run without a payload is.
#[test]
fn inputs_with_nothing_in_them_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, text) in [
        ("a.json", "[ ]"),
        ("b.ndjson", "\n \r\n"),
        ("c.har", r#"{"log": {"entries": []}}"#),
    ] {
        fs::write(path(name), text).unwrap();
        let output = run(&[&path(name)]);
        assert_eq!(code(&output), 3, "{name}");
        let expected = "0 payloads\nnot judged: inputs with nothing in them (1)\n";
        assert_eq!(stdout(&output), expected, "{name}");
    }
    let input = corpus(folder.path(), 10, Layout::Compact);
    let output = run(&[
        &path("a.json"),
        &path("b.ndjson"),
        &path("c.har"),
        input.to_str().unwrap(),
        "--report",
        "json",
    ]);
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).contains("\"empty-input\": 3"));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let input = corpus(folder.path(), 10, Layout::Compact);
    let input = input.to_str().unwrap();
    let missing = folder.path().join("missing.ndjson");
    let cut = folder.path().join("cut.ndjson.gz");
    // The beginning of a gzip stream, and no more.
    fs::write(&cut, b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03").unwrap();
    for broken in [&missing, &cut] {
        let broken = broken.to_str().unwrap();
        for threads in ["1", "2"] {
            let output = run(&[broken, input, "--threads", threads]);
            assert_eq!(code(&output), 3);
            assert!(stderr(&output).contains(broken));
            assert!(stdout(&output).contains("10 payloads: "));
            assert!(stdout(&output).contains("1 failed"));
        }
    }
}

/// What was decompressed until then is judged, and the rest is no clean end.
#[test]
fn what_decompresses_to_too_much_is_judged_as_far_as_it_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let lines = corpus(folder.path(), 100, Layout::Compact);
    let lines = fs::read_to_string(lines).unwrap();
    let ten: usize = lines.split_inclusive('\n').take(10).map(str::len).sum();
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(lines.as_bytes()).unwrap();
    let path = folder.path().join("packed.ndjson.gz");
    fs::write(&path, packed.finish().unwrap()).unwrap();
    let path = path.to_str().unwrap();
    for threads in ["1", "2"] {
        let most = ten.to_string();
        let output = run(&[path, "--max-decompressed", &most, "--threads", threads]);
        assert_eq!(code(&output), 3);
        let message = "it decompresses to more than --max-decompressed allows";
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
        let text = stdout(&output);
        assert!(
            text.contains("10 payloads: ") && text.contains("1 failed"),
            "{text}"
        );
        let all = lines.len().to_string();
        let output = run(&[path, "--max-decompressed", &all, "--threads", threads]);
        assert!(stdout(&output).contains("100 payloads: "));
        assert!(!stderr(&output).contains(message));
    }
}

/// It has begun when something of its report can be read, and it cannot end before all of that is:
/// the report is longer than a pipe.
#[test]
fn a_file_that_changes_while_it_is_read_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = corpus(folder.path(), 20_000, Layout::Undocumented);
    for threads in ["1", "2"] {
        let arguments = [path.to_str().unwrap(), "--limit", "0", "--threads", threads];
        let mut child = idcard(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut report = child.stdout.take().unwrap();
        report.read_exact(&mut [0; 100]).unwrap();
        let mut grown = File::options().append(true).open(&path).unwrap();
        grown.write_all(b"{}\n").unwrap();
        drop(grown);
        let mut rest = String::new();
        report.read_to_string(&mut rest).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 3);
        assert!(stderr(&output).contains("it changed while it was read"));
        assert!(rest.contains(", 1 failed\n"));
    }
}

#[test]
fn a_line_that_is_too_long_is_unreadable_and_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.ndjson");
    let long = format!("{{\"a\": \"{}\"}}", "x".repeat(1 << 20));
    for longest in ["1000", "600000"] {
        fs::write(&path, format!("{{}}\n{long}\n{{}}\n")).unwrap();
        let output = run(&[
            path.to_str().unwrap(),
            "--input",
            "ndjson",
            "--longest-line",
            longest,
        ]);
        assert_eq!(code(&output), 3);
        let text = stdout(&output);
        assert!(text.contains(&format!(
            "long.ndjson:2:1: too-long (whole document): longer than {longest} bytes"
        )));
        assert!(
            text.contains("3 payloads: 2 invalid, 1 unreadable"),
            "{text}"
        );
    }
}
