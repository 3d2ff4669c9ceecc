//! What happens when somebody ends the program before its time.
//!
//! It stands apart because it must work while everything else waits for a pipe that nobody writes
//! to: a thread of its own says that the report is not whole, and ends the program with 3. A report
//! to a file is not there then, since a whole one is written beside it first.

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::{io, process, thread};

/// Watches for the signals that end a program.
pub(crate) fn watch() -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM])?;
    thread::spawn(move || {
        if signals.forever().next().is_some() {
            crate::complain("interrupted; what was reported is not all");
            process::exit(3);
        }
    });
    Ok(())
}
