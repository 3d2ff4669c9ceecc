//! How far a long run is: bytes read, the rate, the time that is left.
//!
//! It stands apart because it is for a person who waits, and for nobody else: it goes to standard
//! error, and only where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// What is read before anything is shown: less is done before one could read it.
const WORTH_SHOWING: Duration = Duration::from_secs(1);

/// How often it is shown anew.
const INTERVAL: Duration = Duration::from_millis(100);

const KNOWN: &str =
    "{wide_bar} {binary_bytes}/{binary_total_bytes} {binary_bytes_per_sec} {eta} left";
const UNKNOWN: &str = "{spinner} {binary_bytes} {binary_bytes_per_sec} after {elapsed}";

/// Shows progress until it is dropped.
pub(crate) struct Progress {
    over: Arc<AtomicBool>,
    shown: Option<JoinHandle<()>>,
}

impl Progress {
    /// Of the `total` bytes, if that is known, `consumed` counts those that were read.
    pub(crate) fn show(consumed: Arc<AtomicU64>, total: Option<u64>) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let shown = io::stderr().is_terminal().then(|| {
            let over = Arc::clone(&over);
            thread::spawn(move || draw(&consumed, total, &over))
        });
        Self { over, shown }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
        if let Some(shown) = self.shown.take() {
            shown.thread().unpark();
            // A bar that was not drawn is no reason to fail.
            let _ = shown.join();
        }
    }
}

fn draw(consumed: &AtomicU64, total: Option<u64>, over: &AtomicBool) {
    thread::park_timeout(WORTH_SHOWING);
    let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
    let template = if total.is_some() { KNOWN } else { UNKNOWN };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    while !over.load(Ordering::Relaxed) {
        bar.set_position(consumed.load(Ordering::Relaxed));
        thread::park_timeout(INTERVAL);
    }
    bar.finish_and_clear();
}
