//! Counts steps in tests, so that a test can hold that reading takes no more than linear time
//! without a clock. Elsewhere it is nothing.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Counts work in proportion to `size`.
#[cfg_attr(
    not(test),
    expect(clippy::missing_const_for_fn, reason = "it counts in tests")
)]
pub(super) fn step(size: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + size as u64);
    #[cfg(not(test))]
    let _ = size;
}

/// The steps that a piece of work takes.
#[cfg(test)]
pub(super) fn counted(work: impl FnOnce()) -> u64 {
    let before = STEPS.get();
    work();
    STEPS.get() - before
}
