//! `idcard recognize` as it is started, against the stand-in.

use crate::process;
use clova_id_card::ServiceErrorCode;
use idcard_service::{Config, Fault, Service, Show};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tempfile::TempDir;

struct Bench {
    service: Service,
    folder: TempDir,
}

struct Seen {
    code: i32,
    out: String,
    err: String,
}

impl Bench {
    fn new(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("card.png"), b"\x89PNG\r\n\x1A\nrest").unwrap();
        let service = Service::start(config).unwrap();
        Self { service, folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = process::idcard();
        command.current_dir(self.folder.path());
        command.args(["recognize", "card.png"]).args(arguments);
        command.env("CLOVA_OCR_INVOKE_URL", self.service.invoke_url());
        command.env("CLOVA_OCR_SECRET", self.service.secret());
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, arguments: &[&str]) -> Seen {
        Seen::of(&mut self.command(arguments))
    }

    /// What is in the folder, but for the picture.
    fn files(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "card.png")
            .collect();
        names.sort();
        names
    }
}

impl Seen {
    fn of(command: &mut Command) -> Self {
        let output = command.output().unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn resident() -> Config {
    Config::default().show(Show::Card("ic"))
}

#[test]
fn a_card_is_read_and_shown_without_what_is_personal() {
    let bench = Bench::new(resident());
    let seen = bench.run(&["--yes"]);
    assert_eq!(seen.code, 0, "{}", seen.err);
    assert!(
        seen.out.starts_with("SUCCESS; resident registration card"),
        "{}",
        seen.out
    );
    assert_eq!(seen.err, "");
    assert_eq!(bench.service.journal().billed, 1);
    assert_eq!(bench.files(), [""; 0]);
}

#[test]
fn nothing_is_sent_unless_somebody_agrees() {
    let bench = Bench::new(resident());
    let elsewhere = |arguments: &[&str]| {
        let mut command = bench.command(arguments);
        Seen::of(command.env(
            "CLOVA_OCR_INVOKE_URL",
            "https://gateway.invalid/custom/v1/0/mock",
        ))
    };
    let seen = elsewhere(&[]);
    assert_eq!(seen.code, 2);
    assert_eq!(
        seen.err,
        "idcard: this call is billed, and nobody can be asked here: say --yes\n"
    );
    let seen = elsewhere(&["--yes"]);
    assert_eq!(seen.code, 3);
    assert!(
        seen.err.starts_with("idcard: this call is billed\n"),
        "{}",
        seen.err
    );
    assert!(
        seen.err.ends_with("so nothing is to be paid\n"),
        "{}",
        seen.err
    );
}

#[test]
fn of_a_stand_in_on_this_machine_nothing_is_billed() {
    let bench = Bench::new(resident());
    let seen = bench.run(&[]);
    assert_eq!((seen.code, &*seen.err), (0, ""));
}

#[test]
fn a_path_that_is_there_twice_is_found_before_it_costs() {
    let bench = Bench::new(resident().invoke_key("the-key"));
    let mut command = bench.command(&["--yes"]);
    let url = bench.service.invoke_url() + "/document/id-card/document/id-card";
    let seen = Seen::of(command.env("CLOVA_OCR_INVOKE_URL", url));
    assert_eq!(seen.code, 3);
    assert_eq!(
        seen.err,
        "idcard: the invoke URL ends in /document/id-card twice; nothing was sent\n"
    );
    assert_eq!(bench.service.journal().calls, 0);
}

#[test]
fn the_exit_code_says_what_became_of_it() {
    let error = |code| Config::default().script([Some(Fault::Error(code))]);
    for (config, code, words, billed) in [
        (
            Config::default().show(Show::Failure),
            1,
            "no card in the picture",
            1,
        ),
        (
            Config::default().show(Show::Error),
            1,
            "could not process the picture",
            1,
        ),
        (
            error(ServiceErrorCode::QuotaExhausted),
            1,
            "status 400 and code 0023",
            0,
        ),
        (
            error(ServiceErrorCode::EngineFailed),
            1,
            "status 500 and code 0501",
            1,
        ),
        (
            Config::default().script([Some(Fault::ResetAfterBody)]),
            3,
            "(sent: maybe, attempts: 1)",
            1,
        ),
        (
            Config::default().script([Some(Fault::ShortBody)]),
            3,
            "(sent: yes, attempts: 1)",
            1,
        ),
    ] {
        let bench = Bench::new(config);
        let seen = bench.run(&["--yes"]);
        assert_eq!(seen.code, code, "{words}: {}", seen.err);
        assert!(seen.err.contains(words), "{words}: {}", seen.err);
        let journal = bench.service.journal();
        assert_eq!((journal.calls, journal.billed), (1, billed), "{words}");
    }
}

#[test]
fn that_nothing_was_sent_is_said() {
    let bench = Bench::new(resident());
    let mut command = bench.command(&["--yes", "--save", "kept.har"]);
    // Nothing listens on the port of the discard service, or so one hopes.
    command.env(
        "CLOVA_OCR_INVOKE_URL",
        "http://127.0.0.1:9/custom/v1/0/mock",
    );
    let seen = Seen::of(&mut command);
    assert_eq!(seen.code, 3);
    assert!(seen.err.contains("(sent: no, attempts: 3)"), "{}", seen.err);
    assert_eq!(bench.files(), [""; 0]);
}

#[test]
fn a_refusal_before_any_work_is_repeated() {
    let bench = Bench::new(resident());
    bench
        .service
        .script([Some(Fault::Error(ServiceErrorCode::RateLimited))]);
    assert_eq!(bench.run(&["--yes"]).code, 0);
    let journal = bench.service.journal();
    assert_eq!((journal.calls, journal.billed), (2, 1));
}

#[test]
fn settings_come_from_variables_or_files() {
    let bench = Bench::new(resident());
    bench.put("url", &format!("{}\n", bench.service.invoke_url()));
    bench.put("key", &format!("{}\r\n", bench.service.secret()));
    bench.put("empty", "\n");
    let files = ["--yes", "--invoke-url-file", "url", "--secret-file", "key"];
    let mut command = bench.command(&files);
    command
        .env_remove("CLOVA_OCR_INVOKE_URL")
        .env("CLOVA_OCR_SECRET", "another");
    assert_eq!(Seen::of(&mut command).code, 0);
    for variable in ["CLOVA_OCR_INVOKE_URL", "CLOVA_OCR_SECRET"] {
        let mut command = bench.command(&["--yes"]);
        let seen = Seen::of(command.env_remove(variable));
        assert_eq!(seen.code, 2);
        assert!(seen.err.contains(variable), "{}", seen.err);
    }
    assert_eq!(bench.run(&["--yes", "--secret-file", "empty"]).code, 2);
    assert_eq!(bench.run(&["--yes", "--secret-file", "nowhere"]).code, 3);
    assert_eq!(bench.run(&["--yes", "--force"]).code, 2);
    assert_eq!(bench.run(&["--yes", "--secret", "key"]).code, 2);
    assert_eq!(bench.service.journal().calls, 1);
}

#[test]
fn a_picture_that_is_none_is_not_sent() {
    let bench = Bench::new(resident());
    bench.put("card.png", "not a picture");
    let seen = bench.run(&["--yes"]);
    assert_eq!(seen.code, 3);
    assert!(seen.err.ends_with("; nothing was sent\n"), "{}", seen.err);

    let picture = bench.folder.path().join("card.png");
    fs::remove_file(&picture).unwrap();
    let seen = bench.run(&["--yes"]);
    assert_eq!(seen.code, 3);
    assert_eq!(
        seen.err,
        "idcard: there is no file card.png; nothing was sent\n"
    );
    fs::create_dir(&picture).unwrap();
    let seen = bench.run(&["--yes"]);
    assert_eq!(seen.code, 3);
    assert!(
        seen.err.contains("this is not a file; nothing was sent"),
        "{}",
        seen.err
    );
    assert_eq!(bench.service.journal().calls, 0);
}

fn archive(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

#[test]
fn an_exchange_is_saved_for_its_owner_alone() {
    let bench = Bench::new(resident().secret("the-secret").invoke_key("the-key"));
    assert_eq!(bench.run(&["--yes", "--save", "kept.har"]).code, 0);
    assert_eq!(bench.files(), ["kept.har"]);
    let path = bench.path("kept.har");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
    let text = fs::read_to_string(&path).unwrap();
    assert!(
        !text.contains("the-secret") && !text.contains("the-key"),
        "{text}"
    );

    let entry = &archive(&path)["log"]["entries"][0];
    let message = entry["request"]["postData"]["params"][0]["value"]
        .as_str()
        .unwrap();
    let message: Value = serde_json::from_str(message).unwrap();
    let answer = entry["response"]["content"]["text"].as_str().unwrap();
    let answer: Value = serde_json::from_str(answer).unwrap();
    assert_eq!(answer["requestId"], message["requestId"]);
    assert_eq!(entry["response"]["status"], 200);
    for (document, payload) in [("message", message), ("response", answer)] {
        bench.put("payload.json", &payload.to_string());
        let mut validate = process::idcard();
        validate
            .args(["validate", "--fail-on", "invalid", "--as", document])
            .arg(bench.path("payload.json"));
        let seen = Seen::of(&mut validate);
        assert_eq!(seen.code, 0, "{document}: {}", seen.out);
    }
}

#[test]
fn a_refusal_is_saved_without_the_path() {
    let bench = Bench::new(resident().invoke_key("the-key"));
    bench
        .service
        .script([Some(Fault::Error(ServiceErrorCode::EngineFailed))]);
    assert_eq!(bench.run(&["--yes", "--save", "kept.har"]).code, 1);
    let text = fs::read_to_string(bench.path("kept.har")).unwrap();
    assert!(text.contains("0501") || text.contains("0500"), "{text}");
    assert!(!text.contains("the-key"), "{text}");
}

/// Answers of each kind that repeat the secrets: described, refused, and not understood.
#[test]
fn what_an_answer_repeats_of_the_secrets_is_not_saved() {
    let success = include_str!("../../payloads/samples/resident-card.json");
    let refused = include_str!("../../payloads/samples/error-0025.json");
    let echoed = r#"{"echo":"the-secret \u0074he-secret","url":"\/v1\/0\/the%2Dkey","#;
    for (status, body) in [
        (200, success.replacen('{', echoed, 1)),
        (400, refused.replacen('{', echoed, 1)),
        (200, echoed.to_owned()),
        (502, "<p>the-secret, /custom/v1/0/the-key</p>".to_owned()),
    ] {
        let bench = Bench::new(resident().secret("the-secret"));
        let (url, _requests) =
            crate::listener::answering(status, "application/json", body.as_bytes());
        let mut command = bench.command(&["--yes", "--save", "kept.har"]);
        command.env("CLOVA_OCR_INVOKE_URL", url.replace("/key", "/the-key"));
        Seen::of(&mut command);
        // What a proxy may have said is not saved at all.
        let Ok(text) = fs::read_to_string(bench.path("kept.har")) else {
            assert_eq!(status, 502);
            continue;
        };
        assert!(text.contains("‹hidden›"), "{text}");
        for secret in ["the-secret", "he-secret", "the-key", "the%2Dkey"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

/// A pipe, a socket, and a link: a file may not take their place, as it would that of a device.
#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_replaced_even_if_forced() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let bench = Bench::new(resident());
    let made = Command::new("mkfifo").arg(bench.path("pipe")).status();
    assert!(made.unwrap().success());
    let _socket = UnixListener::bind(bench.path("socket")).unwrap();
    bench.put("precious", "as it was");
    symlink("precious", bench.path("link")).unwrap();
    for name in ["pipe", "socket", "link"] {
        let before = bench.path(name).symlink_metadata().unwrap().file_type();
        for force in [&[][..], &["--force"]] {
            let arguments = [&["--yes", "--save", name], force].concat();
            let seen = bench.run(&arguments);
            assert_eq!(seen.code, 3, "{name}");
            assert!(
                seen.err.contains("is no file; nothing was sent"),
                "{}",
                seen.err
            );
        }
        assert_eq!(
            bench.path(name).symlink_metadata().unwrap().file_type(),
            before
        );
    }
    assert_eq!(
        fs::read_to_string(bench.path("precious")).unwrap(),
        "as it was"
    );
    assert_eq!(bench.service.journal().calls, 0);
}

#[test]
fn a_file_that_is_there_is_not_overwritten_unless_forced() {
    let bench = Bench::new(resident());
    bench.put("kept.har", "precious");
    bench.put("folder.txt", "");
    let seen = bench.run(&["--yes", "--save", "kept.har"]);
    assert_eq!(seen.code, 3);
    assert!(
        seen.err.contains("--force overwrites it; nothing was sent"),
        "{}",
        seen.err
    );
    for nowhere in ["no/such/folder/kept.har", "folder.txt/kept.har", "."] {
        assert_eq!(
            bench.run(&["--yes", "--save", nowhere]).code,
            3,
            "{nowhere}"
        );
    }
    assert_eq!(bench.service.journal().calls, 0);
    assert_eq!(
        fs::read_to_string(bench.path("kept.har")).unwrap(),
        "precious"
    );

    assert_eq!(
        bench.run(&["--yes", "--save", "kept.har", "--force"]).code,
        0
    );
    assert_eq!(archive(&bench.path("kept.har"))["log"]["version"], "1.2");
    assert_eq!(bench.files(), ["folder.txt", "kept.har"]);
}

/// An answer holds what is personal, and a file for it must not lie around.
#[test]
fn a_call_that_is_interrupted_leaves_no_file() {
    for signal in ["-HUP", "-INT", "-QUIT", "-TERM"] {
        let bench = Bench::new(resident().latency(Duration::from_mins(1)));
        let child = bench
            .command(&["--yes", "--save", "kept.har"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let patience = Instant::now() + Duration::from_mins(1);
        while bench.service.journal().calls == 0 {
            assert!(Instant::now() < patience, "it does not begin");
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(bench.files().len(), 1, "{signal}");
        let id = child.id().to_string();
        let killed = Command::new("kill").args([signal, &id]).status().unwrap();
        assert!(killed.success());
        let output = child.wait_with_output().unwrap();
        assert_eq!(process::code(&output), 3);
        let said = "idcard: interrupted; the answer is lost\n";
        assert_eq!(process::stderr(&output), said);
        assert_eq!(bench.files(), [""; 0], "{signal}");
    }
}
