//! What an upload costs, as ratios to the obvious way: peak memory and time of a large image, and
//! calls per second of a small one.
//!
//! ```text
//! cargo bench -p idcard --bench upload             prints figures
//! cargo bench -p idcard --bench upload -- --check  fails if one misses its target
//! ```
//!
//! The server is another process, and so is every way of sending, so that neither counts as the
//! memory of another. All ways take turns in one run: a machine that is busy is so for all of them,
//! and what counts is the median of what the rounds say. Without `--bench`, as when tests are run,
//! nothing is timed, and what is asked is the memory alone, which does not depend on the machine.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what is wrong here is to stop it"
)]

mod by_hand;
mod memory;
mod process;
mod sender;
mod server;

use process::Process;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// The image, in bytes.
const LARGE: usize = 50_000_000;

/// The most that an upload may take beyond the image, in bytes.
const MEMORY: f64 = 8e6;

/// How much faster than the obvious way it has to be.
const FASTER: f64 = 3.0;

/// How much of the calls per second of code written by hand there have to be.
const RATE: f64 = 0.9;

const MAGIC: &[u8] = b"\x89PNG\r\n\x1A\n";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["serve"] => sender::runtime().block_on(server::run()),
        ["upload", way, url, path] => sender::uploads(way, url, Path::new(path)),
        ["calls", url, bytes, rounds] => {
            sender::calls(url, bytes.parse().unwrap(), rounds.parse().unwrap());
        }
        options => {
            let timed = options.contains(&"--bench");
            let missed = report(timed);
            return ExitCode::from(u8::from(missed && (options.contains(&"--check") || !timed)));
        }
    }
    ExitCode::SUCCESS
}

/// Measures and prints; true when a target was missed.
fn report(timed: bool) -> bool {
    let mut server = Process::start(&["serve"]);
    let url = server.line();
    let mut targets = Targets { missed: false };
    if memory::is_told() {
        large(&url, timed.then_some(15), &mut targets);
    } else {
        println!("skipped: this system does not tell how much memory a process has taken");
    }
    if timed {
        println!("calls per second, one after the other, as a part of those of reqwest by hand");
        for bytes in [1_000, 100_000] {
            let mut process = Process::start(&["calls", &url, &bytes.to_string(), "5000"]);
            let [by_hand, client] = process.numbers();
            process.end();
            let part = client / by_hand;
            println!("  {bytes:>7} bytes as JSON: {client:8.0} of {by_hand:8.0}, {part:.3}");
            targets.met(&format!("at least {RATE}"), part >= RATE);
        }
    }
    targets.missed
}

struct Targets {
    missed: bool,
}

impl Targets {
    fn met(&mut self, what: &str, met: bool) {
        println!("  {} {what}", if met { "met   " } else { "MISSED" });
        self.missed |= !met;
    }
}

/// The ways to send a large image; the first is what the others are measured against.
const WAYS: [(&str, &str); 3] = [
    ("obvious", "base64, String, .json()"),
    ("multipart", "multipart from a path"),
    ("json", "JSON from bytes"),
];

/// A large image by every way, by turns; timed so often, or sent once.
fn large(url: &str, timed: Option<usize>, targets: &mut Targets) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("image.png");
    std::fs::write(&path, image(LARGE)).unwrap();
    let path = path.to_str().unwrap();
    let mut processes = WAYS.map(|(way, _)| Process::start(&["upload", way, url, path]));
    let mut rounds = Vec::new();
    for round in 0..=timed.unwrap_or_default() {
        let seconds = processes.each_mut().map(|process| {
            process.say("send");
            let [seconds] = process.numbers();
            seconds
        });
        // The first round warms up, where it is not the only one.
        if round > 0 {
            rounds.push(seconds);
        }
    }
    let peaks = processes.map(|mut process| {
        process.say("end");
        let [peak] = process.numbers();
        process.end();
        peak
    });
    tell(peaks, &rounds, targets);
}

fn tell(peaks: [f64; 3], rounds: &[[f64; 3]], targets: &mut Targets) {
    println!("an image of {LARGE} bytes: peak memory beyond it, and the time that it takes");
    for (index, (_, name)) in WAYS.iter().enumerate() {
        println!("  {name:<26}{:8.1} MB", peaks[index] / 1e6);
        if !rounds.is_empty() {
            let time = median(rounds.iter().map(|times| times[index]));
            println!("  {:<26}{:8.1} ms", "", time * 1e3);
        }
    }
    // What does not see the memory of the obvious way would see none.
    targets.met("the memory of the obvious way is seen", peaks[0] > MEMORY);
    for (index, (_, name)) in WAYS.iter().enumerate().skip(1) {
        let bound = format!("{name}: under {} MB", MEMORY / 1e6);
        targets.met(&bound, peaks[index] < MEMORY);
        if !rounds.is_empty() {
            let faster = median(rounds.iter().map(|times| times[0] / times[index]));
            let target = format!("{name}: {faster:.2} times as fast, at least {FASTER}");
            targets.met(&target, faster >= FASTER);
        }
    }
}

/// The median of one or more numbers.
fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

fn image(length: usize) -> Vec<u8> {
    let mut image = MAGIC.to_vec();
    // Not all alike, so that nothing has an easy time.
    let noise = (0_u32..).map(|n| (n.wrapping_mul(2_654_435_761) >> 24).to_le_bytes()[0]);
    image.extend(noise.take(length - MAGIC.len()));
    image
}

/// How long this takes, in seconds.
async fn seconds(work: impl Future<Output = ()>) -> f64 {
    let begun = Instant::now();
    work.await;
    begun.elapsed().as_secs_f64()
}

/// Long enough for the slowest machine; a server that hangs is to stop it all the same.
const PATIENCE: Duration = Duration::from_mins(1);
