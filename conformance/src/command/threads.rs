//! Reads `--threads`: how many payloads are judged at once.

use clap::builder::RangedI64ValueParser;
use std::num::NonZeroUsize;
use std::thread;

/// More than any machine has use for, and fewer than one could not start.
const MOST_THREADS: i64 = 1024;

pub(super) fn parser() -> RangedI64ValueParser<u16> {
    clap::value_parser!(u16).range(1..=MOST_THREADS)
}

/// As many as were asked for; by default, one for each core.
pub(super) fn count(asked: Option<u16>) -> NonZeroUsize {
    asked
        .and_then(|count| NonZeroUsize::new(count.into()))
        .or_else(|| thread::available_parallelism().ok())
        .unwrap_or(NonZeroUsize::MIN)
}
