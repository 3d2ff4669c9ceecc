//! Writes standard output in whole lines.
//!
//! Three share it: the command that writes, the progress that may be on the same terminal, and the
//! thread that ends the program on a signal. Whole lines suit all of them.

use super::progress;
use memchr::memrchr;
use std::io::{self, IsTerminal, Write};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How much is kept until somebody flushes.
const ENOUGH: usize = 32 << 10;

/// A buffer in front of standard output.
#[derive(Clone, Default)]
pub(crate) struct StandardOutput(Arc<Mutex<Vec<u8>>>);

impl StandardOutput {
    fn pending(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Emits the lines that are whole. Whoever writes more waits for ever: the program ends.
    pub(super) fn end(&self) {
        let mut pending = self.pending();
        let whole = memrchr(b'\n', &pending).map_or(0, |at| at + 1);
        // The program ends for another reason, whether anybody reads this or not.
        let _ = emit(&mut pending, whole);
        mem::forget(pending);
    }
}

impl Write for StandardOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut pending = self.pending();
        let before = pending.len();
        pending.extend_from_slice(bytes);
        if pending.len() >= ENOUGH
            && let Some(at) = memrchr(b'\n', bytes)
        {
            emit(&mut pending, before + at + 1)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut pending = self.pending();
        let all = pending.len();
        emit(&mut pending, all)
    }
}

/// Emits the first so many bytes. What cannot be written is not tried again.
fn emit(pending: &mut Vec<u8>, count: usize) -> io::Result<()> {
    if count == 0 {
        return Ok(());
    }
    let bytes: Vec<_> = pending.drain(..count).collect();
    let mut out = io::stdout().lock();
    let is_terminal = out.is_terminal();
    let mut write = || out.write_all(&bytes).and_then(|()| out.flush());
    if is_terminal {
        progress::beside(write)
    } else {
        write()
    }
}
