//! Compares the validator and the judge over as many payloads as one likes: where the first says
//! valid, the second says the same, and finds the same undocumented members.
//!
//! ```sh
//! IDCARD_CASES=1000000 cargo test --release -p idcard --test differential -- --nocapture
//! ```
//!
//! `IDCARD_CASES` and `IDCARD_SEED` are printed with what was compared; the same two give the same
//! cases. A difference names its case and shows the text, which is synthetic.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic, and so may what it calls"
)]

mod agreement;
mod bytes;
mod edges;
mod members;
mod mutation;
mod number;
mod originals;
mod parsing;
mod tokens;

use agreement::{Agreed, Instruments};
use fastrand::Rng;
use idcard_judge::Verdict;
use mutation::mutate;
use originals::Originals;
use std::thread;

/// So many cases where nothing else is asked for: in a debug build they take seconds.
const FEW: u64 = 3000;

fn asked(name: &str) -> Option<u64> {
    let asked = std::env::var(name).ok()?;
    Some(
        asked
            .parse()
            .unwrap_or_else(|_| panic!("{name}={asked} is no number")),
    )
}

/// One text, and what it is to be judged as.
struct Case {
    document: &'static str,
    bytes: Vec<u8>,
}

/// How a run went.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    proven: u64,
    left: u64,
    left_though_valid: u64,
}

impl Count {
    fn all(self) -> u64 {
        self.proven + self.left
    }

    fn count(&mut self, agreed: Agreed) {
        match agreed {
            Agreed::Proven(_) => self.proven += 1,
            Agreed::Left(verdict) => {
                self.left += 1;
                self.left_though_valid += u64::from(verdict == Verdict::Valid);
            }
        }
    }

    fn add(self, other: Self) -> Self {
        Self {
            proven: self.proven + other.proven,
            left: self.left + other.left,
            left_though_valid: self.left_though_valid + other.left_though_valid,
        }
    }
}

/// Every case has a stream of chance of its own, so that one can be had again without the others.
fn chance(seed: u64, number: u64) -> Rng {
    Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number)
}

/// Compares all the cases, on all processors, and prints what there were.
fn compare(what: &str, make: impl Fn(&mut Rng) -> Case + Sync) -> Count {
    let cases = asked("IDCARD_CASES").unwrap_or(FEW);
    let seed = asked("IDCARD_SEED").unwrap_or(0);
    let threads = thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let part = |first: u64| {
        let mut instruments = Instruments::new();
        let mut count = Count::default();
        let threads = usize::try_from(threads).unwrap_or(1);
        for number in (first..cases).step_by(threads) {
            let Case { document, bytes } = make(&mut chance(seed, number));
            match instruments.compare(document, &bytes) {
                Ok(agreed) => count.count(agreed),
                Err(difference) => panic!(
                    "{what}, IDCARD_SEED={seed}, case {number}, as {document}: {difference}\n{}",
                    String::from_utf8_lossy(&bytes)
                ),
            }
        }
        count
    };
    let part = &part;
    let count = thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|first| scope.spawn(move || part(first)))
            .collect();
        let counts = parts.into_iter().map(|part| part.join().unwrap());
        counts.fold(Count::default(), Count::add)
    });
    println!(
        "{what}: {} cases with seed {seed}, {} proven valid, {} left to the judge, {} of those valid",
        count.all(),
        count.proven,
        count.left,
        count.left_though_valid
    );
    assert_eq!(count.all(), cases);
    count
}

#[test]
fn what_was_not_touched_is_proven() {
    let originals = Originals::read();
    let count = compare("untouched documents of the corpus", |rng| {
        originals.untouched(rng)
    });
    // Where nothing is wrong the judge is hardly ever needed.
    assert!(count.left_though_valid * 50 < count.all(), "{count:?}");
}

#[test]
fn what_was_changed_is_judged_alike() {
    let originals = Originals::read();
    let count = compare("changed payloads", |rng| {
        let mut case = originals.any(rng);
        let changes = [1, 1, 1, 2, 3][rng.usize(..5)];
        for _ in 0..changes {
            case.bytes = mutate(case.bytes, rng);
        }
        case
    });
    // A test of nothing but broken texts would show little.
    assert!(count.proven * 10 > count.all(), "{count:?}");
}

#[test]
fn numbers_are_judged_alike_at_every_place() {
    let count = compare("numbers", number::case);
    assert!(count.proven * 10 > count.all(), "{count:?}");
}
