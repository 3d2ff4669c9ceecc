//! Nothing that is personal or secret is printed: the programs of this package run as child
//! processes, with texts planted wherever one may be, and all that they print is searched.
//!
//! The examples are built with the tests; `cargo build --examples` does it alone.

mod canary;
use crate::listener;
use crate::process::idcard;
use canary::{CANARY, find, planted};
use idcard_service::{Config, Fault, Service, Show};
use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use tempfile::TempDir;

/// A secret in which a text is planted.
fn secret() -> String {
    format!("{CANARY}-secret")
}

/// A picture with a telling name and planted bytes.
struct Picture {
    folder: TempDir,
    path: PathBuf,
}

impl Picture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{CANARY}-file.png"));
        let planted = format!("{CANARY}-image ").repeat(9);
        fs::write(&path, [b"\x89PNG\r\n\x1A\n", planted.as_bytes()].concat()).unwrap();
        Self { folder, path }
    }
}

fn example(name: &str) -> Command {
    let folder = env::current_exe().unwrap();
    let path = folder
        .ancestors()
        .nth(2)
        .unwrap()
        .join("examples")
        .join(name);
    let path = path.with_extension(env::consts::EXE_EXTENSION);
    assert!(path.is_file(), "not built: cargo build --examples");
    Command::new(path)
}

/// Runs it and searches what it printed; gives that, and the exit code.
fn search(mut command: Command, what: &str) -> (String, Option<i32>) {
    command.env("RUST_LOG", "trace").env("RUST_BACKTRACE", "0");
    let output = command.stdin(Stdio::null()).output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8_lossy(&printed).into_owned();
    if let Some(place) = find(&printed) {
        panic_with(what, &place);
    }
    (printed, output.status.code())
}

#[expect(clippy::panic, reason = "it is how a test fails")]
fn panic_with(what: &str, place: &str) -> ! {
    panic!("{what} printed a planted text:\n{place}")
}

fn with(mut command: Command, url: impl AsRef<OsStr>, picture: &Picture) -> Command {
    command
        .env("CLOVA_OCR_INVOKE_URL", url)
        .env("CLOVA_OCR_SECRET", secret())
        .arg(&picture.path);
    command
}

fn recognize(url: impl AsRef<OsStr>, picture: &Picture) -> Command {
    let mut command = idcard();
    command.args(["recognize", "--yes"]);
    with(command, url, picture)
}

fn service(config: Config) -> Service {
    let config = config.secret(secret()).invoke_key(format!("{CANARY}-key"));
    Service::start(config).unwrap()
}

/// The faults that do not take long.
fn faults() -> Vec<Fault> {
    let all = Fault::all().into_iter().map(|(fault, _)| fault);
    all.filter(|fault| !matches!(fault, Fault::SlowDrip(_)))
        .collect()
}

/// Works on a list with a few threads, since most of the time is spent waiting.
fn for_each<T: Send>(items: Vec<T>, work: impl Fn(T) + Sync) {
    let items = Mutex::new(items);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let item = items.lock().unwrap().pop();
                    match item {
                        Some(item) => work(item),
                        None => break,
                    }
                }
            });
        }
    });
}

#[test]
fn a_program_of_ones_own_with_everything_logged() {
    let picture = Picture::new();
    for_each(faults(), |fault| {
        let service = service(Config::default().show(Show::Card("ic")));
        service.script(vec![Some(fault.clone()); 4]);
        let command = with(example("traced"), service.invoke_url(), &picture);
        let (printed, code) = search(command, &format!("traced, {fault}"));
        assert_eq!(code, Some(0), "{fault}\n{printed}");
        // Were nothing logged, nothing would be shown.
        for part in [
            "TRACE",
            "hyper_util::",
            "call{operation=\"post_id_card\" id=\"",
        ] {
            assert!(printed.contains(part), "{fault}: {part}\n{printed}");
        }
        if matches!(
            fault,
            Fault::ResetAfterBody | Fault::ShortBody | Fault::Html(_)
        ) {
            assert!(printed.contains("panicked"), "{fault}\n{printed}");
        }
    });
    for_each(planted(true), |(status, media_type, body)| {
        let (url, _) = listener::answering(status, media_type, &body);
        let url = format!("{url}/{CANARY}-key");
        search(
            with(example("traced"), url, &picture),
            &format!("traced, status {status}"),
        );
    });
    let tls = service(Config::default().script(vec![Some(Fault::TlsAlert); 4]));
    let (printed, _) = search(
        with(example("traced"), tls.tls_invoke_url(), &picture),
        "TLS",
    );
    assert!(printed.contains("rustls"), "{printed}");
}

#[test]
fn recognize_in_good_times_and_bad() {
    let picture = Picture::new();
    for_each(faults(), |fault| {
        let service = service(Config::default().show(Show::Card("pp")));
        service.script(vec![Some(fault.clone()); 3]);
        let what = format!("recognize, {fault}");
        let (printed, code) = search(recognize(service.invoke_url(), &picture), &what);
        assert!(
            matches!(code, Some(0 | 1 | 3)),
            "{fault}: {code:?}\n{printed}"
        );
        assert!(service.journal().billed <= 1, "{fault}");
    });
    for_each(planted(true), |(status, media_type, body)| {
        let (url, _) = listener::answering(status, media_type, &body);
        let url = format!("{url}/{CANARY}-key");
        let what = format!("recognize, status {status}");
        search(recognize(url, &picture), &what);
    });
}

#[test]
fn recognize_that_is_misused() {
    let picture = Picture::new();
    let service = service(Config::default());
    let good = || recognize(service.invoke_url(), &picture);
    for url in [
        format!("{CANARY} is no url"),
        format!("http://example.invalid/{CANARY}"),
        format!("https://{CANARY}-user:pass@127.0.0.1:1/{CANARY}"),
        format!("https://127.0.0.1:1/{CANARY}?{CANARY}"),
        format!("{}/{CANARY}-other", service.invoke_url()),
    ] {
        let (printed, code) = search(recognize(&url, &picture), "a wrong URL");
        assert!(matches!(code, Some(1 | 3)), "{url}\n{printed}");
    }
    for secret in [format!("{CANARY}-wrong"), format!("{CANARY}\nin two lines")] {
        let mut command = good();
        command.env("CLOVA_OCR_SECRET", secret);
        assert!(matches!(search(command, "a wrong secret").1, Some(1 | 3)));
    }
    for option in ["--secret", "--invoke-url", "--ocr-secret", "--password"] {
        let mut command = good();
        command.arg(format!("{option}={CANARY}"));
        assert_eq!(search(command, "a secret as an argument").1, Some(2));
    }
    for option in ["--secret-file", "--invoke-url-file"] {
        for name in ["nowhere", "picture"] {
            let mut command = good();
            let path = picture.folder.path().join(format!("{CANARY}-{name}"));
            command.arg(option);
            match name {
                "picture" => command.arg(&picture.path),
                _ => command.arg(path),
            };
            assert_eq!(search(command, "a wrong file").1, Some(3));
        }
    }
    fs::write(&picture.path, format!("{CANARY} is no picture")).unwrap();
    assert_eq!(search(good(), "no picture").1, Some(3));
    fs::remove_file(&picture.path).unwrap();
    // Only of a file that is not there is the name shown, which the caller gave.
    let output = good().output().unwrap();
    let printed = String::from_utf8_lossy(&output.stderr).replace(CANARY, "");
    assert!(printed.contains("-file.png; nothing was sent"), "{printed}");
    assert_eq!((output.status.code(), find(&printed)), (Some(3), None));
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStringExt as _;
        let odd = std::ffi::OsString::from_vec([CANARY.as_bytes(), &[0xFF]].concat());
        let mut command = good();
        command.env("CLOVA_OCR_SECRET", odd);
        assert_eq!(search(command, "a secret that is not UTF-8").1, Some(3));
    }
}

#[test]
fn the_examples() {
    let picture = Picture::new();
    let names = ["recognize", "blocking", "repeat"];
    for_each(planted(true), |(status, media_type, body)| {
        let (url, _) = listener::answering(status, media_type, &body);
        let url = format!("{url}/{CANARY}-key");
        // It waits between its many attempts; where it succeeds it does not.
        let names = if status == 200 {
            &names[..]
        } else {
            &names[..2]
        };
        for name in names {
            search(with(example(name), &url, &picture), name);
        }
        let answer = tempfile::NamedTempFile::new().unwrap();
        fs::write(&answer, &body).unwrap();
        let ppm = [b"P6 2 1 255\n".as_slice(), &CANARY.as_bytes()[..6]].concat();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("card.ppm"), ppm).unwrap();
        let mut mask = example("mask");
        mask.arg(&picture.path).arg(folder.path().join("card.ppm"));
        mask.arg(answer.path());
        mask.arg(folder.path().join("masked.ppm"));
        search(mask, "mask");
    });
    for_each(
        vec![Fault::ResetAfterBody, Fault::ShortBody, Fault::InvalidUtf8],
        |fault| {
            for name in &names[..2] {
                let service = service(Config::default().script([Some(fault.clone())]));
                search(with(example(name), service.invoke_url(), &picture), name);
            }
        },
    );
}

#[test]
fn validate() {
    // The names of members are shown on purpose, the values are not.
    for_each(planted(false), |(status, _, body)| {
        let file = tempfile::NamedTempFile::with_suffix(".json").unwrap();
        fs::write(&file, &body).unwrap();
        for report in ["text", "json"] {
            for document in ["auto", "response", "error", "request", "message"] {
                let mut command = idcard();
                command.args(["validate", "--report", report, "--as", document]);
                command.arg(file.path());
                let what = format!("validate, status {status}");
                let (printed, _) = search(command, &what);
                assert!(!printed.is_empty());
            }
        }
    });
}

#[test]
fn mock() {
    let picture = Picture::new();
    let mut command = idcard();
    command.args(["mock", "--script", "none,none,reset-within-body,error=0501"]);
    command.env("RUST_LOG", "trace");
    let folder = tempfile::tempdir().unwrap();
    let (out, err) = (folder.path().join("out"), folder.path().join("err"));
    command.stdout(fs::File::create(&out).unwrap());
    command.stderr(fs::File::create(&err).unwrap());
    let mut child = command.spawn().unwrap();
    let line: Value = loop {
        assert_eq!(child.try_wait().unwrap(), None, "it ended");
        let text = fs::read_to_string(&out).unwrap();
        if text.ends_with('\n') {
            break serde_json::from_str(&text).unwrap();
        }
        thread::yield_now();
    };
    let url = line["invoke_url"].as_str().unwrap();
    for secret in [&secret(), line["secret"].as_str().unwrap()] {
        for _ in 0..3 {
            let mut command = recognize(url, &picture);
            command.env("CLOVA_OCR_SECRET", secret);
            search(command, "recognize");
        }
    }
    search(recognize(format!("{url}/{CANARY}"), &picture), "recognize");
    child.kill().unwrap();
    child.wait().unwrap();
    for file in [out, err] {
        if let Some(place) = find(&fs::read_to_string(file).unwrap()) {
            panic_with("mock", &place);
        }
    }
}
