//! Memory is linear in the input, for each format of captures, each form of the report, each faulty
//! payload and each command that reads payloads: inputs are doubled four times, and what that costs is
//! counted.
//!
//! ```sh
//! cargo test -p idcard --test growth -- --nocapture
//! ```

#![expect(
    clippy::unwrap_used,
    reason = "a test may panic, and so may what it calls"
)]

mod captures;
#[path = "../../../codegen/tests/growth/curve.rs"]
mod curve;

use captures::FORMATS;
use clova_id_card::catalog::ROOTS;
use curve::Curve;
use idcard::engine::{Engine, Jobs};
use idcard::observe::{self, Observations};
use idcard::stream::{self, merge};
use idcard_capture::{Options, Place, Unwrap, places};
use idcard_judge::{Judge, Values};
use idcard_report::{Digest, Form, Options as ReportOptions, Settings, create};
use std::fs;
use std::io::{self, sink};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;

/// The most bytes that a payload takes at a time for a byte of it.
const MOST_BYTES: f64 = 250.0;

/// The same where the input is lines or other payloads, which are judged one after the other.
const MOST_BYTES_OF_MANY: f64 = 8.0;

static JUDGE: LazyLock<Arc<Judge>> =
    LazyLock::new(|| Arc::new(Judge::new(ROOTS, Values::Hidden).unwrap()));

fn payloads(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("payloads")
        .join(folder);
    let found = places(&[folder]).places;
    let files = found.iter().map(|place| PathBuf::from(place.name()));
    let files = files.filter(|path| !path.to_string_lossy().ends_with(".expect.json"));
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("payloads")
        .join(name);
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str::<serde_json::Value>(&text)
        .unwrap()
        .to_string()
}

/// What `idcard validate` does, on one thread.
fn validate(path: &Path, form: Form) {
    let engine = Engine {
        judge: Arc::clone(&JUDGE),
        document: None,
        longest_line: stream::LONGEST_LINE,
        threads: NonZeroUsize::MIN,
    };
    let options = Options {
        input: None,
        addresses: [].into(),
        unwrap: Unwrap::default(),
        longest_line: stream::LONGEST_LINE,
        most_decompressed: 1 << 30,
        consumed: Arc::default(),
    };
    let found = idcard_capture::Found {
        places: vec![Place::File(path.to_owned())],
        ..Default::default()
    };
    let settings = Settings {
        shown_per_group: Some(5),
        ..Settings::default()
    };
    let mut report = create(form, sink(), ReportOptions::default());
    let digest = Digest::new(Arc::new(settings));
    let digest = engine
        .run(Jobs::new(found, options), digest, &mut *report)
        .unwrap();
    report.finish(&digest).unwrap();
}

/// Measures files that `make` writes.
fn of_files(
    what: String,
    folder: &TempDir,
    name: &str,
    make: impl Fn(usize) -> Vec<u8>,
    form: Form,
) -> Curve {
    let path = folder.path().join(name);
    let write = |size| {
        let bytes = make(size);
        fs::write(&path, &bytes).unwrap();
        (path.clone(), bytes.len())
    };
    Curve::of(what, write, |path| validate(&path, form))
}

fn judge(curves: &[Curve], most: f64) {
    let faults: Vec<_> = curves.iter().flat_map(|curve| curve.faults(most)).collect();
    let dearest = curves.iter().map(Curve::peak).fold(0.0, f64::max);
    println!("{dearest:.1} bytes a byte at the most");
    let slowest = curves.iter().map(Curve::slowdown);
    if let Some((ratio, what)) = slowest.max_by(|a, b| a.0.total_cmp(&b.0)) {
        println!("{ratio:.1} times the time for twice the input: {what}");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn each_format() {
    let folder = tempfile::tempdir().unwrap();
    let mut curves = Vec::new();
    for payload in [
        "samples/resident-card.json",
        "faulty/undocumented-member.json",
    ] {
        let text = sample(payload);
        for (name, make) in FORMATS {
            let what = format!("{name} of {payload}");
            curves.push(of_files(
                what,
                &folder,
                name,
                |size| make(&text, 8 * size),
                Form::Text,
            ));
        }
    }
    judge(&curves, MOST_BYTES_OF_MANY);
}

#[test]
fn each_form_of_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let text = sample("faulty/undocumented-members-deep.json");
    let curves: Vec<_> = Form::ALL
        .iter()
        .map(|form| {
            let make = |size| format!("{text}\n").repeat(16 * size).into();
            of_files(form.as_str().to_owned(), &folder, "a.ndjson", make, *form)
        })
        .collect();
    judge(&curves, MOST_BYTES_OF_MANY);
}

/// A line each, as often as one likes.
#[test]
fn each_faulty_payload() {
    let folder = tempfile::tempdir().unwrap();
    let mut curves = Vec::new();
    for (name, bytes) in payloads("faulty") {
        let mut line = bytes;
        line.iter_mut()
            .filter(|byte| b"\r\n".contains(byte))
            .for_each(|byte| *byte = b' ');
        line.push(b'\n');
        curves.push(of_files(
            name,
            &folder,
            "a.ndjson",
            |size| line.repeat(2 * size),
            Form::Text,
        ));
    }
    assert!(curves.len() > 40, "{}", curves.len());
    judge(&curves, MOST_BYTES_OF_MANY);
}

type Payload = fn(usize) -> String;

/// One payload in which there is ever more of something.
const GROWING: [(&str, Payload); 12] = [
    ("undocumented members", |n| {
        object(n, |at| format!("\"a{at}\": 1"))
    }),
    ("keys that are data", |n| {
        object(n, |at| format!("\"{at} {at}\": 1"))
    }),
    ("a repeated key", |n| {
        object(n, |_| "\"version\": \"V2\"".to_owned())
    }),
    ("images of the wrong kind", |n| images(n, "7")),
    ("images without what they need", |n| images(n, "{}")),
    ("images with an undocumented member", |n| {
        images(n, "{\"rotationAngle\": 1}")
    }),
    ("a long string", |n| {
        format!("{{\"version\": \"{}\"}}", "가".repeat(64 * n))
    }),
    ("a string of escapes", |n| {
        format!("{{\"version\": \"{}\"}}", "\\u0061".repeat(64 * n))
    }),
    ("a long number", |n| {
        format!("{{\"timestamp\": 1{}}}", "0".repeat(8 * n))
    }),
    ("trailing commas", |n| images(n, "[1,]")),
    ("lone surrogates", |n| images(n, "\"\\ud800\"")),
    ("a text that is cut", |n| {
        "{\"images\": [".to_owned() + &"{\"a\": ".repeat(n)
    }),
];

fn object(count: usize, member: impl Fn(usize) -> String) -> String {
    let members: Vec<_> = (0..count).map(member).collect();
    format!("{{\"images\": [], {}}}", members.join(", "))
}

fn images(count: usize, image: &str) -> String {
    format!(
        "{{\"version\": \"V2\", \"images\": [{}]}}",
        vec![image; count].join(", ")
    )
}

#[test]
fn a_payload_that_grows() {
    let folder = tempfile::tempdir().unwrap();
    let curves = GROWING.map(|(what, make)| {
        of_files(
            what.to_owned(),
            &folder,
            "a.json",
            |size| make(200 * size).into(),
            Form::Text,
        )
    });
    judge(&curves, MOST_BYTES);
}

#[test]
fn streams_and_their_parts() {
    let text = sample("faulty/undocumented-members-deep.json");
    let stream = |input: &[u8], out: &mut dyn io::Write| {
        stream::run(&JUDGE, &stream::Settings::default(), input, out)
            .map(drop)
            .unwrap();
    };
    let lines = |size| {
        let lines = format!("{text}\n").repeat(16 * size);
        let length = lines.len();
        (lines, length)
    };
    let verdicts = |size| {
        let mut verdicts = Vec::new();
        stream(lines(size).0.as_bytes(), &mut verdicts);
        let length = verdicts.len();
        (verdicts, length)
    };
    let observe = |lines: String| {
        let mut observations = Observations::default();
        for line in lines.lines() {
            observations += observe::observe(&JUDGE, line.as_bytes(), None);
        }
        observe::write_text(&observations, sink()).unwrap();
        observe::write_json(&observations, sink()).unwrap();
        observe::write_yaml(&observations, sink()).unwrap();
    };
    let curves = [
        Curve::of("stream", lines, |lines| {
            stream(lines.as_bytes(), &mut sink());
        }),
        Curve::of("observe", lines, observe),
        Curve::of("merge", verdicts, |verdicts| {
            let sum = merge::read(&*verdicts).unwrap();
            merge::write_text(&sum, &[], sink()).unwrap();
            merge::write_json(&sum, &[], sink()).unwrap();
        }),
    ];
    judge(&curves, MOST_BYTES_OF_MANY);
}
