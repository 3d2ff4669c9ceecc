//! Ends a call that is interrupted: takes away the file that its answer was to go to, and says what
//! the call may have cost.
//!
//! An answer that has come was paid for: the end waits until it is saved.

use super::invoke_url::Place;
use crate::command::interruption;
use crate::command::standard_output::StandardOutput;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tempfile::NamedTempFile;

/// A call, as far as it has come. What it holds is locked while an answer is saved.
#[derive(Clone, Default)]
pub(super) struct Pending(Arc<Mutex<State>>);

#[derive(Default)]
pub(super) struct State {
    /// The file that the answer is to go to, until it has its name.
    pub(super) file: Option<NamedTempFile>,
    progress: Progress,
}

#[derive(Clone, Copy, Default)]
enum Progress {
    #[default]
    NotSent,
    Sent(Place),
    Over,
}

impl Pending {
    /// Watches for the signals that end a program.
    pub(super) fn watch(&self, out: &StandardOutput) -> io::Result<()> {
        let pending = self.clone();
        interruption::watch_for(out, move || pending.end())
    }

    /// What is to be seen to before a signal ends the program.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) -> &'static str {
        let mut state = self.state();
        // It is deleted.
        drop(state.file.take());
        state.progress.interrupted()
    }
}

impl State {
    pub(super) fn is_sent(&mut self, place: Place) {
        self.progress = Progress::Sent(place);
    }

    pub(super) fn is_over(&mut self) {
        self.progress = Progress::Over;
    }
}

impl Progress {
    fn interrupted(self) -> &'static str {
        match self {
            Self::NotSent => "interrupted; nothing was sent",
            Self::Sent(Place::Elsewhere) => {
                "interrupted; if the call was sent it may have to be paid for, and its answer is lost"
            }
            Self::Sent(Place::Here) => "interrupted; the answer is lost",
            Self::Over => "interrupted after the call",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_away_and_what_it_may_have_cost_is_said() {
        let folder = tempfile::tempdir().unwrap();
        for (sent, words) in [
            (None, "nothing was sent"),
            (Some(Place::Elsewhere), "may have to be paid for"),
            (Some(Place::Here), "the answer is lost"),
        ] {
            let pending = Pending::default();
            pending.state().file = Some(NamedTempFile::new_in(folder.path()).unwrap());
            if let Some(place) = sent {
                pending.state().is_sent(place);
            }
            let said = pending.end();
            assert!(said.contains(words), "{said}");
            assert_eq!(said.contains("paid"), sent == Some(Place::Elsewhere));
            assert_eq!(folder.path().read_dir().unwrap().count(), 0);
        }
    }
}
