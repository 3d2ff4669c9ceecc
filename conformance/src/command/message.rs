//! Writes messages to people on standard error, a line each.

use super::progress;
use idcard_judge::printable;
use std::io::{self, Write};

/// Says what went wrong. Where standard error is closed nobody reads it, and that is no failure.
pub(crate) fn complain(message: &str) {
    let _ = progress::beside(|| writeln!(io::stderr(), "idcard: {}", printable(message)));
}
