//! The program as it is started, and as it is stopped.

use super::corpus::{all, judge, stream, verdicts};
use crate::process::{self, code, stderr, stdout};
use flate2::Compression;
use flate2::write::GzEncoder;
use idcard::stream::Settings;
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Output, Stdio};

fn idcard(arguments: &[&str]) -> Command {
    let mut command = process::idcard();
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Feeds it from a file, so that neither side waits for the other.
fn run(arguments: &[&str], input: &[u8]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    fs::write(&path, input).unwrap();
    let mut command = idcard(arguments);
    command.stdin(File::open(path).unwrap()).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn the_verdicts_are_data_and_the_exit_code_is_0() {
    let input = stream(&all());
    let output = run(&["stream"], &input);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    assert_eq!(
        stdout(&output),
        verdicts(&judge(), &Settings::default(), &input)
    );
}

#[test]
fn it_needs_neither_an_environment_nor_an_input() {
    let mut command = idcard(&["stream"]);
    let output = command
        .env_clear()
        .current_dir("/")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert_eq!(code(&output), 0);
    assert!(stdout(&output).starts_with(r#"{"trailer":true,"shape":1,"in":0,"out":0,"#));
}

#[test]
fn what_makes_no_sense_beside_it_is_a_usage_error() {
    for arguments in [
        &["stream", "file.json"][..],
        &["stream", "--report", "json"],
        &["stream", "--show-values"],
        &["stream", "--fail-on", "invalid"],
        &["stream", "--id-pointer", "requestId"],
        &["stream", "--longest-line", "0"],
        &["stream", "--as", "nonsense"],
        &["stream", "--threads", "0"],
        &["validate", "--id-pointer", "/a", "file.json"],
        &["validate", "--flush", "line", "file.json"],
        &["merge"],
        &["merge", "-", "--report", "xml"],
    ] {
        let output = run(arguments, b"");
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
    }
}

#[test]
fn the_flag_that_it_was_once_names_the_command() {
    for arguments in [
        &["validate", "--stream"][..],
        &["validate", "--stream", "--id-pointer", "/requestId"],
        &["validate", "--as", "error", "--stream", "--flush", "line"],
        &["validate", "file.json", "--stream"],
    ] {
        let output = run(arguments, b"{}");
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert!(stderr(&output).contains("`idcard stream`"), "{arguments:?}");
    }
}

/// However many threads there are, and whatever the lines come in.
#[test]
fn the_verdicts_are_the_same_by_any_number_of_threads() {
    let identity = Some("/requestId".parse().unwrap());
    let settings = Settings {
        identity,
        longest_line: Some(3_000),
        ..Settings::default()
    };
    // Several blocks, with lines that are too long for one.
    let once = stream(&all());
    let long = [
        b"{\"code\":\"".to_vec(),
        vec![b'1'; 2 << 20],
        b"\"}\n".to_vec(),
    ]
    .concat();
    let blank = vec![b'\n'; 70_000];
    let input = [once.repeat(9), long, once.repeat(9), blank, once].concat();
    let expected = verdicts(&judge(), &settings, &input);
    assert!(expected.len() > 1 << 20);
    let gzip = {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&input).unwrap();
        packed.finish().unwrap()
    };
    for threads in ["1", "2", "5"] {
        for flush in ["block", "line"] {
            let arguments = [
                "stream",
                "--id-pointer",
                "/requestId",
                "--longest-line",
                "3000",
            ];
            let arguments = [&arguments[..], &["--threads", threads, "--flush", flush]].concat();
            for input in [&input, &gzip] {
                let output = run(&arguments, input);
                assert_eq!(code(&output), 0, "{}", stderr(&output));
                assert!(stdout(&output) == expected, "{threads} threads, by {flush}");
            }
        }
    }
}

#[test]
fn what_is_damaged_or_an_archive_gets_no_trailer() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(&stream(&all())).unwrap();
    let whole = packed.finish().unwrap();
    let packed = &whole[..whole.len() / 2];
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/capture/fixtures");
    let archives = ["charles", "chrome", "firefox", "mitmproxy"]
        .map(|name| fs::read(format!("{fixtures}/{name}.har")).unwrap());
    for threads in ["1", "3"] {
        let refused = |input: &[u8], message: &str| {
            let output = run(&["stream", "--threads", threads], input);
            assert_eq!(code(&output), 3);
            let said = stderr(&output);
            assert!(said.contains(message), "{said}");
            stdout(&output)
        };
        let verdicts = refused(packed, "what is compressed with gzip ends too early");
        assert!(!verdicts.contains("trailer"));
        let output = run(&["stream", "--max-decompressed", "3000"], &whole);
        assert_eq!(code(&output), 3);
        assert!(stderr(&output).contains("more than --max-decompressed allows"));
        assert!(stdout(&output).contains(r#""n":1,"#) && !stdout(&output).contains("trailer"));
        for archive in &archives {
            assert_eq!(refused(archive, "the input is an HTTP archive"), "");
        }
    }
}

struct Conversation {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Conversation {
    fn begin(arguments: &[&str]) -> Self {
        let mut child = idcard(arguments).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    fn say(&mut self, text: &[u8]) {
        let input = self.child.stdin.as_mut().unwrap();
        input.write_all(text).unwrap();
        input.flush().unwrap();
    }

    fn hear(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().unwrap().unwrap()).unwrap()
    }
}

/// A program that sends a line and waits for its verdict is not kept waiting.
#[test]
fn a_line_is_answered_when_it_is_there() {
    for flush in ["line", "block"] {
        let arguments = ["stream", "--flush", flush, "--longest-line", "50"];
        let mut conversation = Conversation::begin(&arguments);
        for n in 1..4 {
            conversation.say(b"{\"code\":\"0011\"}\n{\"code\":");
            assert_eq!(conversation.hear()["n"], 2 * n - 1);
            conversation.say(&[b" ".repeat(n * 100_000), b"\n".to_vec()].concat());
            assert_eq!(conversation.hear()["reason"], "too-long");
        }
        drop(conversation.child.stdin.take());
        assert_eq!(conversation.hear()["in"], 6);
        assert!(conversation.child.wait().unwrap().success());
    }
}

/// Killed in the middle: what came out is good, and there is no trailer.
#[test]
fn killed_it_has_no_trailer() {
    let mut conversation = Conversation::begin(&["stream"]);
    conversation.say(b"{\"code\":\"0011\"}\n{\"code\":\"0011\"}\n");
    assert_eq!(conversation.hear()["n"], 1);
    conversation.child.kill().unwrap();
    assert!(!conversation.child.wait().unwrap().success());
    let rest: Vec<String> = conversation.lines.map_while(Result::ok).collect();
    assert!(
        rest.iter().all(|line| !line.contains("trailer")),
        "{rest:?}"
    );
}

/// `idcard stream … | head -1`
#[test]
fn a_closed_pipe_is_no_success_and_no_noise() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    fs::write(&path, "{\"code\":\"0011\"}\n".repeat(100_000)).unwrap();
    let mut command = idcard(&["stream"]);
    let mut child = command.stdin(File::open(path).unwrap()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(code(&output), 3);
    assert_eq!(stderr(&output), "");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let mut command = idcard(&["stream"]);
    let output = command
        .stdin(Stdio::null())
        .stdout(full())
        .output()
        .unwrap();
    assert_eq!(code(&output), 3);
    assert!(
        stderr(&output).contains("No space left on device"),
        "{}",
        stderr(&output)
    );

    let part = verdicts(&judge(), &Settings::default(), b"{\"code\":\"0011\"}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part");
    fs::write(&path, part).unwrap();
    let mut command = idcard(&["merge", path.to_str().unwrap()]);
    let output = command.stdout(full()).output().unwrap();
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).contains("No space left on device"));
}

/// A folder can be opened, but not read.
#[cfg(unix)]
#[test]
fn an_input_that_cannot_be_read_gets_no_trailer() {
    let mut command = idcard(&["stream"]);
    let output = command.stdin(File::open("/").unwrap()).output().unwrap();
    assert_eq!(code(&output), 3);
    assert!(stderr(&output).starts_with("idcard: "));
    assert_eq!(stdout(&output), "");
}

#[test]
fn parts_add_up() {
    let folder = tempfile::tempdir().unwrap();
    let part = |name: &str, input: &[u8]| {
        let path = folder.path().join(name);
        let output = run(&["stream"], input);
        fs::write(&path, output.stdout).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let lines = all();
    let (one, other) = lines.split_at(20);
    let whole = part("whole", &stream(&lines));
    let (one, other) = (part("one", &stream(one)), part("other", &stream(other)));
    for form in ["text", "json"] {
        let expected = run(&["merge", &whole, "--report", form], b"");
        assert_eq!(code(&expected), 3, "there are unreadable ones");
        let found = run(&["merge", &other, &one, "--report", form], b"");
        assert_eq!(stdout(&found), stdout(&expected));
        let piped = run(
            &["merge", &other, "-", "--report", form],
            &fs::read(&one).unwrap(),
        );
        assert_eq!(stdout(&piped), stdout(&expected));
    }
}

#[test]
fn the_exit_code_of_a_merge_is_that_of_the_worst() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("part");
    for (input, fail_on, expected) in [
        ("", "findings", 3),
        ("{\"code\":\"0011\"}", "findings", 0),
        ("{\"code\":\"0011\",\"codes\":1}", "findings", 1),
        ("{\"code\":\"0011\",\"codes\":1}", "invalid", 0),
        ("{\"code\":1}", "invalid", 1),
        ("{\"code\":", "invalid", 3),
    ] {
        fs::write(
            &path,
            verdicts(&judge(), &Settings::default(), input.as_bytes()),
        )
        .unwrap();
        let output = run(
            &["merge", path.to_str().unwrap(), "--fail-on", fail_on],
            b"",
        );
        assert_eq!(code(&output), expected, "{input}");
    }
}

#[test]
fn a_part_that_is_not_whole_is_named_and_not_counted() {
    let folder = tempfile::tempdir().unwrap();
    let good = verdicts(&judge(), &Settings::default(), b"{\"code\":\"0011\"}\n");
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("good"), &good).unwrap();
    fs::write(path("cut"), good.lines().next().unwrap()).unwrap();
    let arguments = [path("good"), path("cut"), path("good"), path("gone")];
    let mut arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    arguments.insert(0, "merge");
    let output = run(&arguments, b"");
    assert_eq!(code(&output), 3);
    assert_eq!(
        stdout(&output),
        "1 payload: 1 valid\nas error (1)\ncode 0011 (1)\nnot all of it: 3 parts failed, and not counted\n"
    );
    let said = stderr(&output);
    let said: Vec<_> = said.lines().collect();
    assert!(said[0].ends_with("cut: it has no trailer, so it is not whole: judge it again"));
    assert!(said[1].ends_with("good: it is named twice"));
    assert!(said[2].contains("gone: No such file"));

    arguments.extend(["--report", "json"]);
    let report: Value = serde_json::from_slice(&run(&arguments, b"").stdout).unwrap();
    assert_eq!(report["counts"]["failed"], 3);
    assert_eq!(report["failed"].as_array().unwrap().len(), 3);
}

/// Whoever reads the lines with a program has only the help to go by.
#[test]
fn the_help_names_every_member() {
    let input = stream(&all());
    let output = run(&["stream", "--id-pointer", "/requestId"], &input);
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("part");
    fs::write(&part, &output.stdout).unwrap();
    let merged = run(
        &["merge", part.to_str().unwrap(), "gone", "--report", "json"],
        b"",
    );
    let merged: Value = serde_json::from_slice(&merged.stdout).unwrap();
    let lines: Vec<Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (command, documents) in [
        ("stream", lines),
        (
            "merge",
            vec![
                merged["groups"][0].clone(),
                merged["failed"][0].clone(),
                merged,
            ],
        ),
    ] {
        let help = run(&[command, "--help"], b"").stdout;
        for name in documents
            .iter()
            .flat_map(|document| document.as_object().unwrap().keys())
        {
            assert!(text(&help).contains(name.as_str()), "{command}: {name}");
        }
    }
}
