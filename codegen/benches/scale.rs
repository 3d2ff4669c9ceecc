//! What documents of the size of the largest that are published cost: time and memory from the text to
//! the files, and time with rustfmt.
//!
//! ```text
//! cargo bench -p codegen --bench scale             prints figures
//! cargo bench -p codegen --bench scale -- --check  fails if one misses its target
//! ```
//!
//! Memory is what is allocated at a time, and with rustfmt what the largest of its processes takes.

#[path = "common/whole.rs"]
mod whole;

use allocation_counter::measure;
use codegen::diagnostic::Diagnostic;
use codegen::files;
use codegen::source::Source;
use codegen::{Files, Options, compile};
use serde_json::Value;
use std::process::{Command, ExitCode, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use std::{env, fs, io};
use whole::{arrays, chain, large, values};

/// Schemas of the large document, of which each has about 250 bytes.
const SCHEMAS: usize = 12_000;

const MEBIBYTE: f64 = 1024.0 * 1024.0;

/// What a document may cost; nothing where it is only shown.
struct Target {
    /// Seconds without rustfmt.
    seconds: f64,
    /// Seconds with it.
    formatted: f64,
    /// Bytes at a time, without it.
    bytes: f64,
    /// Bytes that a process of it takes.
    rustfmt: f64,
}

const LARGE: Target = Target {
    seconds: 2.0,
    formatted: 10.0,
    bytes: 500.0 * MEBIBYTE,
    rustfmt: 500.0 * MEBIBYTE,
};

const SMALL: Target = Target {
    seconds: 2.0,
    formatted: 10.0,
    bytes: 100.0 * MEBIBYTE,
    rustfmt: 100.0 * MEBIBYTE,
};

type Make = fn() -> Value;

/// Half of the large document is there to be compared.
const DOCUMENTS: [(&str, bool, Make, Target); 8] = [
    ("half, pretty", true, || large(SCHEMAS / 2), LARGE),
    ("large, pretty", true, || large(SCHEMAS), LARGE),
    ("half, on one line", false, || large(SCHEMAS / 2), LARGE),
    ("large, on one line", false, || large(SCHEMAS), LARGE),
    ("5,000 values", true, || values(5_000), SMALL),
    ("200 in a row", true, || chain(200, false), SMALL),
    ("200 in a cycle", true, || chain(200, true), SMALL),
    ("12 arrays in one another", true, || arrays(12), SMALL),
];

fn text(is_pretty: bool, document: &Value) -> String {
    if is_pretty {
        format!("{document:#}")
    } else {
        document.to_string()
    }
}

/// The most that twice the document may take, and one line in place of many, as a multiple.
const GROWTH: f64 = 2.6;
const ONE_LINE: f64 = 1.3;

/// What a document cost, in seconds and bytes.
struct Cost {
    generated: f64,
    formatted: f64,
    peak: f64,
    rustfmt: f64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    if let [flag, name] = &arguments[..]
        && flag == "--format"
    {
        return format(name);
    }
    let check = arguments.iter().any(|argument| argument == "--check");
    let (mut missed, mut costs) = (false, Vec::new());
    println!(
        "document                   bytes   files   seconds  MB at a time   with rustfmt: seconds      MB"
    );
    for (name, is_pretty, make, target) in &DOCUMENTS {
        let text = text(*is_pretty, &make());
        let length = text.len();
        let source = Source::new("large.json", &*text);
        let begun = Instant::now();
        let files = generate(&source);
        let generated = begun.elapsed().as_secs_f64();
        let count = files.len();
        drop(files);
        let peak = bytes(measure(|| drop(generate(&source))).bytes_max);
        let Ok((formatted, rustfmt)) = formatted(name) else {
            eprintln!("{name} cannot be formatted");
            return ExitCode::FAILURE;
        };
        println!(
            "{name:<24} {length:>7} {count:>7} {generated:>9.2} {:>13.1} {formatted:>23.2} {:>7.1}",
            peak / MEBIBYTE,
            rustfmt / MEBIBYTE
        );
        missed |= generated > target.seconds || formatted > target.formatted;
        missed |= peak > target.bytes || rustfmt > target.rustfmt;
        costs.push(Cost {
            generated,
            formatted,
            peak,
            rustfmt,
        });
    }
    for (what, from, to, most) in [
        ("twice the document, pretty", 0, 1, GROWTH),
        ("twice the document, on one line", 2, 3, GROWTH),
        ("one line in place of many", 1, 3, ONE_LINE),
    ] {
        let (Some(from), Some(to)) = (costs.get(from), costs.get(to)) else {
            continue;
        };
        let (time, peak) = (to.generated / from.generated, to.peak / from.peak);
        println!(
            "{what:>32}: {time:.2} times the time, {peak:.2} the memory, {:.2} and {:.2} with rustfmt; at the most {most}",
            to.formatted / from.formatted,
            to.rustfmt / from.rustfmt
        );
        missed |= time > most || peak > most;
    }
    ExitCode::from(u8::from(missed && check))
}

#[expect(clippy::cast_precision_loss, reason = "it is shown without digits")]
fn bytes(bytes: u64) -> f64 {
    bytes as f64
}

fn generate(source: &Source) -> Files {
    let options = Options {
        package: "large".into(),
        source_name: "large.json".into(),
        ..Options::default()
    };
    let outcome = compile(source, &options);
    let errors = outcome.diagnostics.iter().filter(|found| found.is_error());
    let errors: Vec<&Diagnostic> = errors.take(3).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    outcome.files
}

/// In a process of its own, whose children are those of rustfmt.
fn format(name: &str) -> ExitCode {
    let known = DOCUMENTS.iter().find(|(known, ..)| *known == name);
    let Some((_, is_pretty, make, _)) = known else {
        return ExitCode::FAILURE;
    };
    let files = generate(&Source::new("large.json", text(*is_pretty, &make())));
    ExitCode::from(u8::from(files::format(files).is_err()))
}

/// How long it takes with rustfmt, and the most that a process of that takes.
fn formatted(name: &str) -> io::Result<(f64, f64)> {
    let begun = Instant::now();
    let mut child = Command::new(env::current_exe()?)
        .args(["--format", name])
        .stdout(Stdio::null())
        .spawn()?;
    let mut most = 0.0_f64;
    loop {
        for process in children(child.id()) {
            most = most.max(peak(process).unwrap_or(0.0));
        }
        if let Some(status) = child.try_wait()? {
            let seconds = begun.elapsed().as_secs_f64();
            let ended = status.success().then_some((seconds, most));
            return ended.ok_or_else(|| io::Error::other("rustfmt failed"));
        }
        sleep(Duration::from_millis(2));
    }
}

/// The processes that the threads of one have begun, and those have; none where `/proc` is not there.
fn children(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task"))
        .into_iter()
        .flatten();
    let listed = tasks
        .flatten()
        .filter_map(|task| fs::read_to_string(task.path().join("children")).ok());
    let mut found = Vec::new();
    for list in listed {
        for child in list
            .split_whitespace()
            .filter_map(|child| child.parse().ok())
        {
            found.push(child);
            found.extend(children(child));
        }
    }
    found
}

/// The most memory that a process has had, in bytes.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim_end_matches("kB").trim().parse().ok()?;
    Some(kibibytes * 1024.0)
}
