//! One blocking call, ready to be sent: [`Call`].

use super::call;
use super::error::CallError;
use super::refusal::Refusal;
use super::repeat::RepeatPolicy;
use super::runtime::Runtime;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A call that has not been sent yet: send it with [`send`](Self::send). `P` names the operation
/// where a call has parameters that may be set.
#[must_use = "nothing is sent before `send`"]
pub struct Call<T, E, P = ()> {
    pub(super) call: call::Call<T, E, P>,
    runtime: Arc<Runtime>,
}

impl<T, E, P> Call<T, E, P> {
    /// Limits the time of the call, with all its attempts; instead of the client's own limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.call = self.call.timeout(limit);
        self
    }

    /// Sets when the call is repeated; instead of the client's own policy.
    pub fn repeat(mut self, policy: RepeatPolicy) -> Self {
        self.call = self.call.repeat(policy);
        self
    }
}

impl<T: Send + 'static, E: Refusal, P: 'static> Call<T, E, P> {
    pub(crate) fn new(runtime: &Arc<Runtime>, call: call::Call<T, E, P>) -> Self {
        let runtime = Arc::clone(runtime);
        Self { call, runtime }
    }

    /// Sends the call, and blocks until it ends.
    ///
    /// # Errors
    /// When there is no answer of the described kind; the error says whether anything was sent. In
    /// async code, where waiting would stall a runtime, nothing is sent: use the async client, or
    /// `spawn_blocking`.
    pub fn send(self) -> Result<T, CallError<E>> {
        self.runtime.run(self.call.send())
    }
}

impl<T, E, P> fmt::Debug for Call<T, E, P> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Call").finish_non_exhaustive()
    }
}
