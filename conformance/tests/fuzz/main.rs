//! Feeds every reader with hostile bytes: the seeds, and changes to them at random.
//!
//! ```sh
//! IDCARD_FUZZ_SECONDS=60 cargo test --release -p idcard --test fuzz -- --nocapture
//! ```
//!
//! For each target it prints the seed of the changes, how many were tried and how many a second. A
//! failure names its case, which `IDCARD_SEED`, `IDCARD_FUZZ_TARGET` and `IDCARD_FUZZ_CASE` run again
//! alone; its input belongs into `conformance/fuzz/seeds`. The same targets are there for libFuzzer, in
//! `conformance/fuzz`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic, and so may what it calls"
)]

#[path = "../common/canary.rs"]
mod canary;
mod mutation;
mod targets;

use fastrand::Rng;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs, panic};
use targets::{TARGETS, Target};

/// So many changes of each target, where no time is asked for.
const FEW: u64 = 40;

/// What takes longer than this hangs, though the machine be slow and the build not optimized.
const PATIENCE: Duration = Duration::from_secs(30);

/// Seeds that were found: each failed once.
const FOUND: &str = "conformance/fuzz/seeds";

fn asked(name: &str) -> Option<u64> {
    let asked = env::var(name).ok()?;
    let number = asked.parse();
    Some(number.unwrap_or_else(|_| panic!("{name}={asked} is no number")))
}

fn files(path: &Path, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).unwrap();
        entries.for_each(|entry| files(&entry.unwrap().path(), found));
    } else {
        found.push(path.to_owned());
    }
}

/// The seeds of a target, in the order of their names.
fn seeds(target: &Target) -> Vec<Vec<u8>> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let own = workspace.join(FOUND).join(target.name);
    let mut found = Vec::new();
    for place in target.seeds {
        files(&workspace.join(place), &mut found);
    }
    if own.is_dir() {
        files(&own, &mut found);
    }
    found.sort();
    let mut seeds: Vec<_> = found.iter().map(|path| fs::read(path).unwrap()).collect();
    // The same payloads with a canary for each value.
    let planted = |bytes: &Vec<u8>| {
        let value = serde_json::from_slice(bytes).ok()?;
        Some(canary::everywhere(value).to_string().into_bytes())
    };
    let planted: Vec<_> = seeds.iter().filter_map(planted).collect();
    seeds.extend(planted);
    assert!(!seeds.is_empty(), "{}", target.name);
    seeds
}

/// Runs one input; a failure is named before it goes on.
fn run(target: &Target, case: &str, bytes: &[u8]) {
    if let Err(failure) = panic::catch_unwind(|| (target.run)(bytes)) {
        let place = env::temp_dir().join(format!("idcard-fuzz-{}", target.name));
        fs::write(&place, bytes).unwrap();
        eprintln!(
            "{} fails for {case}, which is in {}",
            target.name,
            place.display()
        );
        panic::resume_unwind(failure);
    }
}

#[test]
fn every_target_takes_any_bytes() {
    let seed = asked("IDCARD_SEED").unwrap_or(1);
    let only = env::var("IDCARD_FUZZ_TARGET").ok();
    let one = asked("IDCARD_FUZZ_CASE");
    let patience = asked("IDCARD_FUZZ_SECONDS").map(Duration::from_secs);
    for target in TARGETS {
        if only.as_ref().is_some_and(|only| only != target.name) {
            continue;
        }
        let seeds = seeds(target);
        if one.is_none() {
            for (index, bytes) in seeds.iter().enumerate() {
                run(target, &format!("seed {index}"), bytes);
            }
        }
        let (begun, mut slowest, mut case) = (Instant::now(), Duration::ZERO, one.unwrap_or(0));
        let is_enough = |case| match (one, patience) {
            (Some(one), _) => case > one,
            (None, Some(patience)) => begun.elapsed() >= patience,
            (None, None) => case >= FEW,
        };
        while !is_enough(case) {
            let bytes = mutation::mutated(&seeds, &mut Rng::with_seed(seed ^ (case << 20)));
            let start = Instant::now();
            run(
                target,
                &format!("IDCARD_SEED={seed} IDCARD_FUZZ_CASE={case}"),
                &bytes,
            );
            slowest = slowest.max(start.elapsed());
            assert!(
                slowest < PATIENCE,
                "{} takes {slowest:.0?} for case {case}",
                target.name
            );
            case += 1;
        }
        let seconds = begun.elapsed().as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "it is shown without digits")]
        let rate = case as f64 / seconds.max(1e-9);
        println!(
            "{:<15} IDCARD_SEED={seed}: {} seeds, {case} cases, {rate:.0} a second, the slowest {slowest:.0?}",
            target.name,
            seeds.len(),
        );
    }
}

/// What finds nothing in anything would prove nothing.
#[test]
fn a_value_that_is_repeated_fails() {
    let said =
        |text: &'static str| panic::catch_unwind(move || targets::discreet("a message", text));
    assert!(said("‹string:9›").is_ok());
    for canary in targets::CANARIES {
        assert!(said(canary).is_err());
    }
}
