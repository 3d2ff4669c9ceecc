//! Shows how far a long run is: bytes read, the rate, the time that is left.
//!
//! It is for a person who waits: it goes to standard error, and only where that is a terminal which
//! can take back what it shows.

use super::is_dumb;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How long a run has to take before anything is shown: one that is shorter is over before anybody
/// could read it.
const WORTH_SHOWING: Duration = Duration::from_secs(1);

/// How often it is shown anew.
const INTERVAL: Duration = Duration::from_millis(100);

const KNOWN: &str =
    "{wide_bar} {binary_bytes}/{binary_total_bytes} {binary_bytes_per_sec} {eta} left";
const UNKNOWN: &str = "{spinner} {binary_bytes} {binary_bytes_per_sec} after {elapsed}";

/// The bar that is on the terminal. There is one standard error, so there is one of these.
static SHOWN: Mutex<Option<ProgressBar>> = Mutex::new(None);

fn shown() -> MutexGuard<'static, Option<ProgressBar>> {
    SHOWN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes whole lines to the terminal that the bar may be on: it makes room for them.
pub(super) fn beside<T>(write: impl FnOnce() -> T) -> T {
    match shown().as_ref() {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// Takes the bar off the terminal, for good.
pub(super) fn clear() {
    if let Some(bar) = shown().take() {
        bar.finish_and_clear();
    }
}

/// Shows progress until it is dropped.
pub(crate) struct Progress {
    over: Arc<AtomicBool>,
    drawn: Option<JoinHandle<()>>,
}

impl Progress {
    /// Of the `total` bytes, if that is known, `consumed` counts those that were read.
    pub(crate) fn show(consumed: Arc<AtomicU64>, total: Option<u64>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let is_seen = io::stderr().is_terminal() && !is_dumb();
        let drawn = is_seen.then(|| {
            let over = Arc::clone(&over);
            thread::spawn(move || draw(&consumed, total, &over))
        });
        Self { over, drawn }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(drawn) = self.drawn.take() {
            drawn.thread().unpark();
            // A bar that was not drawn is no reason to fail.
            let _ = drawn.join();
        }
    }
}

fn draw(consumed: &AtomicU64, total: Option<u64>, over: &AtomicBool) {
    // It counts from the beginning, as the rate and the time that is left are those of the run.
    let begun = Instant::now();
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
    let template = if total.is_some() { KNOWN } else { UNKNOWN };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    let mut is_hidden = true;
    while !over.load(Ordering::Relaxed) {
        if is_hidden && begun.elapsed() >= WORTH_SHOWING {
            let mut shown = shown();
            bar.set_draw_target(ProgressDrawTarget::stderr());
            *shown = Some(bar.clone());
            is_hidden = false;
        }
        bar.set_position(consumed.load(Ordering::Relaxed));
        thread::park_timeout(INTERVAL);
    }
    clear();
}
