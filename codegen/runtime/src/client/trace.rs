//! Records a span for each call, under the feature `tracing`.
//!
//! Its fields are names of the document, numbers, described codes, and an id that this crate made;
//! nothing else that was sent, and nothing that was received. Without the feature [`Span`] does
//! nothing, so that calls read the same.

use super::error::CallError;
#[cfg(feature = "call-id")]
use super::id::CallId;
use super::progress::Progress;
use super::refusal::Refusal;
use crate::wire::operation::Operation;
use std::future::Future;
use std::time::Duration;

#[cfg(feature = "tracing")]
pub(super) use recording::Span;
#[cfg(not(feature = "tracing"))]
pub(super) use silent::Span;

#[cfg(feature = "tracing")]
mod recording {
    #[cfg(feature = "call-id")]
    use super::CallId;
    use super::{CallError, Duration, Future, Operation, Progress, Refusal};
    use std::time::Instant;
    use tracing::field::Empty;
    use tracing::{Instrument, debug, info_span};

    pub(in super::super) struct Span {
        span: tracing::Span,
        begun: Instant,
    }

    impl Span {
        pub(in super::super) fn new(operation: &Operation) -> Self {
            let span = info_span!(
                "call",
                operation = operation.name,
                id = Empty,
                attempt = Empty,
                sent = Empty,
                status = Empty,
                code = Empty,
                bytes = Empty,
                milliseconds = Empty,
            );
            Self {
                span,
                begun: Instant::now(),
            }
        }

        #[cfg(feature = "call-id")]
        pub(in super::super) fn names(&self, id: Option<&CallId>) {
            if let Some(id) = id.and_then(CallId::public) {
                self.span.record("id", id);
            }
        }

        pub(in super::super) fn enter<F: Future>(
            &self,
            work: F,
        ) -> impl Future<Output = F::Output> + use<F> {
            work.instrument(self.span.clone())
        }

        pub(in super::super) fn attempted(&self, attempt: u32, progress: &Progress) {
            self.span.record("attempt", attempt);
            self.span.record("sent", progress.sent().as_str());
            self.span.record("bytes", progress.bytes_sent());
            if let Some(status) = progress.status() {
                self.span.record("status", status);
            }
        }

        pub(in super::super) fn waits<E: Refusal>(&self, error: &CallError<E>, wait: Duration) {
            let milliseconds = milliseconds(wait);
            debug!(parent: &self.span, code = error.code(), milliseconds, "calling again");
        }

        pub(in super::super) fn end<T, E: Refusal>(&self, outcome: &Result<T, CallError<E>>) {
            let elapsed = milliseconds(self.begun.elapsed());
            self.span.record("milliseconds", elapsed);
            if let Some(code) = outcome.as_ref().err().and_then(CallError::code) {
                self.span.record("code", code);
            }
            let _entered = self.span.enter();
            match outcome {
                Ok(_) => debug!("answered"),
                Err(error) => debug!(%error, "failed"),
            }
        }
    }

    fn milliseconds(duration: Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }
}

#[cfg(not(feature = "tracing"))]
mod silent {
    #[cfg(feature = "call-id")]
    use super::CallId;
    use super::{CallError, Duration, Future, Operation, Progress, Refusal};

    pub(in super::super) struct Span;

    #[expect(clippy::unused_self, reason = "the one that records has a span")]
    impl Span {
        pub(in super::super) const fn new(_: &Operation) -> Self {
            Self
        }

        #[cfg(feature = "call-id")]
        pub(in super::super) const fn names(&self, _: Option<&CallId>) {}

        pub(in super::super) fn enter<F: Future>(&self, work: F) -> F {
            work
        }

        pub(in super::super) const fn attempted(&self, _: u32, _: &Progress) {}

        pub(in super::super) const fn waits<E: Refusal>(&self, _: &CallError<E>, _: Duration) {}

        pub(in super::super) const fn end<T, E: Refusal>(&self, _: &Result<T, CallError<E>>) {}
    }
}
