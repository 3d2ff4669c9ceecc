//! Runs the calls of a blocking client: [`Runtime`].
//!
//! No other code of this crate starts a thread.

use super::build::BuildError;
use super::error::CallError;
use std::fmt;
use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use tokio::runtime;
use tokio::task::{coop, yield_now};

/// A thread that runs futures while the caller blocks.
pub(crate) struct Runtime(Option<runtime::Runtime>);

impl Runtime {
    pub(crate) fn new() -> Result<Self, BuildError> {
        let runtime = runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("client")
            .enable_io()
            .enable_time()
            .build();
        match runtime {
            Ok(runtime) => Ok(Self(Some(runtime))),
            Err(error) => Err(BuildError::Runtime(error.kind())),
        }
    }

    /// Runs a call to its end. It is refused on a thread that is running async code, which would
    /// stand still.
    pub(crate) fn run<T, E, F>(&self, call: F) -> Result<T, CallError<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: Future<Output = Result<T, CallError<E>>> + Send + 'static,
    {
        if would_stall() {
            return Err(BuildError::InsideRuntime.into());
        }
        let gone = || BuildError::Runtime(io::ErrorKind::Interrupted);
        let runtime = self.0.as_ref().ok_or_else(gone)?;
        let (sender, receiver) = mpsc::sync_channel(1);
        #[cfg(feature = "tracing")]
        let call = tracing::Instrument::in_current_span(call);
        runtime.spawn(async move {
            // Whoever waited may be gone.
            let _ = sender.send(call.await);
        });
        receiver.recv().map_err(|_| gone())?
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            // Waiting for its thread would be a panic inside another runtime.
            runtime.shutdown_background();
        }
    }
}

/// Whether this thread is running async code, which would stand still if it waited.
pub(super) fn would_stall() -> bool {
    is_in_task() || is_in_scheduler()
}

/// Whether this thread is polling a task.
///
/// tokio has no question for it: a handle is there wherever a runtime was entered, also where
/// blocking is allowed. But the operations of a task are counted out, and those of a thread that
/// may block are not.
fn is_in_task() -> bool {
    // No task is given more than there is room for in the counter.
    const MORE_THAN_A_TASK_HAS: usize = u8::MAX as usize + 1;
    let mut context = Context::from_waker(Waker::noop());
    // Dropped last, it returns what is counted here.
    let Poll::Ready(_before) = coop::poll_proceed(&mut context) else {
        return true;
    };
    for _ in 0..MORE_THAN_A_TASK_HAS {
        if !coop::has_budget_remaining() {
            return true;
        }
        if let Poll::Ready(operation) = coop::poll_proceed(&mut context) {
            operation.made_progress();
        }
    }
    false
}

/// Whether this thread is that of a scheduler, even if what it polls is `unconstrained`: there, who
/// yields is woken later, and elsewhere at once. One that waits in `block_on` while others work is
/// none, and stalls none of them.
fn is_in_scheduler() -> bool {
    struct Woken(AtomicBool);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.store(true, Ordering::Relaxed);
        }
    }

    let woken = Arc::new(Woken(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let yielding = pin!(yield_now());
    let polled = yielding.poll(&mut Context::from_waker(&waker));
    polled.is_pending() && !woken.0.load(Ordering::Relaxed)
}

impl fmt::Debug for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Runtime")
    }
}
