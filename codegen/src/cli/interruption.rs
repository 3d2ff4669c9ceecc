//! Ends the program on a signal: removes its temporary folders first.

use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;
use std::thread;

/// Watches for the signals that end a program. Where they cannot be watched, they end it as ever, and
/// the next run sweeps up.
pub(super) fn watch() {
    let Ok(mut signals) = Signals::new([SIGHUP, SIGINT, SIGQUIT, SIGTERM]) else {
        return;
    };
    thread::spawn(move || {
        for signal in signals.forever() {
            codegen::files::discard();
            // Whoever started it sees what ended it.
            let _ = emulate_default_handler(signal);
        }
    });
}
