//! Runs the calls of a blocking client: [`Runtime`].
//!
//! No other code of this crate starts a thread.

use super::build::BuildError;
use super::error::CallError;
use std::fmt;
use std::future::Future;
use std::io;
use std::sync::mpsc;
use tokio::runtime::{self, Handle};

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

    /// Runs a call to its end. On a thread of another runtime it is refused, since blocking would
    /// stop that runtime.
    pub(crate) fn run<T, E, F>(&self, call: F) -> Result<T, CallError<E>>
    where
        T: Send + 'static,
        E: Send + 'static,
        F: Future<Output = Result<T, CallError<E>>> + Send + 'static,
    {
        if Handle::try_current().is_ok() {
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

impl fmt::Debug for Runtime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Runtime")
    }
}
