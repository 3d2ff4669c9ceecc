//! What it costs to find payloads in lines of text, as a ratio to lines that are payloads.
//!
//! ```text
//! cargo bench -p idcard --bench text             prints figures
//! cargo bench -p idcard --bench text -- --check  fails if one misses its floor
//! ```
//!
//! All kinds of line take turns in one run on one thread, and the median of the rounds counts: the machine is
//! the same for all. Without `--bench`, as when tests are run, nothing is timed: each kind must give the
//! verdicts that the payloads have alone.

#![expect(clippy::unwrap_used, reason = "what is wrong here is to stop it")]
#![expect(
    clippy::cast_precision_loss,
    reason = "figures for people have three digits"
)]

use clova_id_card::catalog::ROOTS;
use idcard::engine::{Engine, Jobs};
use idcard_capture::{Options, Unwrap, places};
use idcard_judge::{Judge, Values};
use idcard_report::{Digest, Event, Report};
use idcard_synthetic::{Corpus, Layout, Recipe};
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

/// The least speed of a kind of line, as a part of that of lines that are payloads.
const FLOOR: f64 = 1.0 / 3.0;

/// What stands before a payload; the first is nothing.
const KINDS: [(&str, &str); 4] = [
    ("a payload a line", ""),
    (
        "behind the words of a framework",
        "2024-13-01 12:00:00.123  INFO 1 --- [exec-1] c.z.OcrClient : response=",
    ),
    ("behind a key", "key\t"),
    (
        "behind the time of a container",
        "2024-13-01T00:00:00.000000000Z stdout F ",
    ),
];

/// Shows nothing.
struct Silent;

impl Report for Silent {
    fn event(&mut self, _: Event) -> io::Result<()> {
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &Digest) -> io::Result<()> {
        Ok(())
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let in_earnest = has("--bench");
    let (documents, rounds) = if in_earnest { (20_000, 7) } else { (60, 1) };
    let folder = tempfile::tempdir().unwrap();
    let corpus = Corpus::new(Recipe {
        seed: 0,
        layout: Layout::Compact,
        damaged: 0.001,
    });
    let mut lines = Vec::new();
    corpus.write(documents, &mut lines).unwrap();
    let text = String::from_utf8(lines).unwrap();
    let paths: Vec<PathBuf> = KINDS
        .iter()
        .enumerate()
        .map(|(number, (_, prefix))| {
            let path = folder.path().join(format!("{number}.log"));
            let lines = text.lines().map(|line| format!("{prefix}{line}\n"));
            std::fs::write(&path, lines.collect::<String>()).unwrap();
            path
        })
        .collect();
    let engine = Engine {
        judge: Arc::new(Judge::new(ROOTS, Values::Hidden).unwrap()),
        document: None,
        longest_line: 1 << 27,
        threads: NonZeroUsize::MIN,
    };
    let mut times = vec![Vec::new(); KINDS.len()];
    let alone = judge(&engine, &paths[0]).tally;
    for _ in 0..rounds {
        for (path, times) in paths.iter().zip(&mut times) {
            let begun = Instant::now();
            let digest = judge(&engine, path);
            times.push(begun.elapsed().as_secs_f64());
            assert_eq!(digest.tally, alone);
        }
    }
    if !in_earnest {
        return ExitCode::SUCCESS;
    }
    let speeds: Vec<f64> = times
        .iter_mut()
        .map(|times| text.len() as f64 / median(times))
        .collect();
    let mut missed = false;
    println!("{documents} documents, {:.1} MB", text.len() as f64 / 1e6);
    for ((name, _), speed) in KINDS.iter().zip(&speeds) {
        let ratio = speed / speeds[0];
        missed |= ratio < FLOOR;
        let word = if ratio < FLOOR { "MISSED" } else { "met   " };
        println!("  {word} {name:<34}{:>7.0} MB/s{ratio:>7.2}", speed / 1e6);
    }
    if missed && has("--check") {
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn judge(engine: &Engine, path: &Path) -> Digest {
    let options = Options {
        input: None,
        addresses: [].into(),
        unwrap: Unwrap::default(),
        longest_line: engine.longest_line,
        most_decompressed: u64::MAX,
        consumed: Arc::default(),
    };
    let jobs = Jobs::new(places(&[path.to_owned()]), options);
    let digest = Digest::new(Arc::default());
    engine.run(jobs, digest, &mut Silent).unwrap()
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
