//! Ends the program on a signal: deletes what is half written, reports that the report is not
//! complete, flushes what there is of it, and exits with 3.
//!
//! A thread of its own does it, because everything else may be waiting for a pipe that nobody writes
//! to.

use super::message::complain;
use super::progress;
use super::standard_output::StandardOutput;
use idcard_report::Unfinished;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGXFSZ};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;
use std::{io, process, thread};

/// How long the end may take.
const PATIENCE: Duration = Duration::from_secs(2);

/// Watches for the signals that end a program, while a report is written.
pub(crate) fn watch(out: &StandardOutput, unfinished: &Unfinished) -> io::Result<()> {
    let unfinished = unfinished.clone();
    watch_for(out, move || {
        unfinished.discard();
        "interrupted; what was reported is not all"
    })
}

/// Watches for the signals that end a program: `discard` deletes what is half written, and gives what
/// is to be said.
pub(crate) fn watch_for(
    out: &StandardOutput,
    discard: impl FnOnce() -> &'static str + Send + 'static,
) -> io::Result<()> {
    let out = out.clone();
    // A file that gets longer than the user may write is an error of that file, and ends nothing else.
    flag::register(SIGXFSZ, Arc::default())?;
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            let (done, is_done) = channel();
            thread::spawn(move || {
                let message = discard();
                progress::clear();
                // First of all: whoever reads the report may have stopped reading.
                complain(message);
                out.end();
                done.send(())
            });
            // Ended or not, the program does.
            let _ = is_done.recv_timeout(PATIENCE);
            process::exit(3);
        }
    });
    Ok(())
}
