//! Holds what all connections of a stand-in share: the judge, the journal, the script, and the
//! calls that are on their way.
//!
//! It is the only place with a lock, which is never held while something is waited for.

use super::config::Config;
use super::fault::{Fault, Stage};
use super::journal::{Entry, Journal};
use clova_id_card::catalog::ROOTS;
use idcard_judge::{BrokenSchema, Judge, Values};
use idcard_synthetic::{Answers, Seeded};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;
use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{mpsc, oneshot, watch};

/// What a stand-in knows.
pub(super) struct Shared {
    pub(super) config: Config,
    pub(super) judge: Judge,
    pub(super) answers: Answers,
    state: Mutex<State>,
    doors: mpsc::UnboundedSender<Closing>,
    idle: watch::Sender<()>,
}

struct State {
    journal: Journal,
    script: VecDeque<Option<Fault>>,
    on_their_way: usize,
}

/// An order to the listener: to stop for so long, and to report when it has.
pub(super) struct Closing {
    pub(super) pause: Duration,
    pub(super) closed: oneshot::Sender<()>,
}

enum Prepared {
    Nothing,
    NewConnection,
    Closing(oneshot::Receiver<()>),
}

/// A call, from its head to the last byte of its answer.
pub(super) struct Call<'a> {
    pub(super) number: u64,
    /// More are on their way than may be.
    pub(super) too_many: bool,
    /// What the script or chance has for it.
    pub(super) fault: Option<Fault>,
    shared: &'a Shared,
}

impl Drop for Call<'_> {
    fn drop(&mut self) {
        self.shared.state().on_their_way -= 1;
    }
}

impl Shared {
    pub(super) fn new(
        config: Config,
        doors: mpsc::UnboundedSender<Closing>,
    ) -> Result<Self, BrokenSchema> {
        let state = State {
            journal: Journal::default(),
            script: config.script.iter().cloned().collect(),
            on_their_way: 0,
        };
        Ok(Self {
            judge: Judge::new(ROOTS, Values::Hidden)?,
            answers: Answers::default(),
            state: Mutex::new(state),
            doors,
            idle: watch::Sender::new(()),
            config,
        })
    }

    // A panic elsewhere leaves counts behind that are still good to look at.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn journal(&self) -> Journal {
        self.state().journal.clone()
    }

    pub(super) fn forget(&self) {
        self.state().journal = Journal::default();
    }

    pub(super) fn note(&self, entry: Entry) {
        self.state().journal.note(entry);
    }

    /// A call begins.
    pub(super) fn begin(&self) -> Call<'_> {
        let mut state = self.state();
        let number = state.journal.calls;
        state.journal.calls += 1;
        state.on_their_way += 1;
        state.journal.most_at_once = state.journal.most_at_once.max(state.on_their_way);
        let too_many = self
            .config
            .max_concurrent
            .is_some_and(|most| state.on_their_way > most);
        let fault = match state.script.front() {
            // It waits for the next connection.
            Some(Some(fault)) if fault.stage() == Stage::Connection => None,
            Some(_) => state.script.pop_front().flatten(),
            None => self.by_chance(number),
        };
        Call {
            number,
            too_many,
            fault,
            shared: self,
        }
    }

    fn by_chance(&self, number: u64) -> Option<Fault> {
        // A stream of its own: what is shown does not depend on the faults that are asked for.
        let mut seeded = Seeded::new(!self.config.seed, number);
        seeded
            .chance(self.config.fault_rate)
            .then(|| seeded.pick(&self.config.faults).cloned())
            .flatten()
    }

    /// The fault for a connection that has just been made, if that is what the script has next.
    pub(super) fn greeting(&self) -> Option<Fault> {
        let mut state = self.state();
        match state.script.front() {
            Some(Some(Fault::TlsAlert | Fault::TlsReset)) => state.script.pop_front().flatten(),
            _ => None,
        }
    }

    /// Adds steps to the script.
    pub(super) fn script(&self, steps: impl IntoIterator<Item = Option<Fault>>) {
        self.state().script.extend(steps);
    }

    /// How long nothing is to listen, if that is what the script has next.
    pub(super) fn refusal(&self) -> Option<Duration> {
        let mut state = self.state();
        match state.script.front() {
            Some(Some(Fault::Refuse(pause))) => {
                let pause = *pause;
                state.script.pop_front();
                Some(pause)
            }
            _ => None,
        }
    }

    /// Gets ready for what the script has next. When that is a fault of the connection, `true`: the
    /// next call has to make a new one, and idle ones are closed. When nothing is to listen, the
    /// door is closed by the time this returns.
    pub(super) async fn prepare(&self) -> bool {
        match self.start_to_prepare() {
            Prepared::Nothing => false,
            Prepared::NewConnection => true,
            Prepared::Closing(closed) => {
                // Who closes the door may itself be on its way out.
                let _ = closed.await;
                true
            }
        }
    }

    /// The same for callers outside this runtime.
    pub(super) fn prepare_blocking(&self) {
        if let Prepared::Closing(mut closed) = self.start_to_prepare() {
            while closed.try_recv() == Err(TryRecvError::Empty) {
                thread::sleep(Duration::from_millis(1));
            }
        }
    }

    fn start_to_prepare(&self) -> Prepared {
        if let Some(pause) = self.refusal() {
            let (closed, is_closed) = oneshot::channel();
            // Nobody hears it when the stand-in is being stopped.
            let _ = self.doors.send(Closing { pause, closed });
            self.idle.send_replace(());
            return Prepared::Closing(is_closed);
        }
        let next = self.state().script.front().cloned().flatten();
        if next.is_some_and(|fault| fault.stage() == Stage::Connection) {
            self.idle.send_replace(());
            return Prepared::NewConnection;
        }
        Prepared::Nothing
    }

    /// Changes when idle connections have to be closed.
    pub(super) fn idle(&self) -> watch::Receiver<()> {
        self.idle.subscribe()
    }
}
