//! When a call is made again: [`RepeatPolicy`].
//!
//! It stands apart because a second call may be paid for a second time, so what decides about it
//! has to be read in one place.

use super::error::{BodyFault, CallError, Limit, Sent, TransportFault};
use super::random::random;
use super::refusal::Refusal;
use crate::wire::Repeat;
use std::time::Duration;

/// Whether a call that failed is made again, how often, and after which wait.
///
/// By default a call is made up to three times, and only if it was certainly not sent (the name was
/// not found, no connection, no TLS), or if the service refused it before any work: by a code that
/// is described so, or by status 429 without a described code. The code decides, not the status.
/// What is sent from a reader is sent once.
///
/// # Examples
///
/// ```
/// use codegen_runtime::client::RepeatPolicy;
/// use std::time::Duration;
///
/// // For a client, or for one of its calls.
/// let patient = RepeatPolicy::default()
///     .attempts(5)
///     .backoff(Duration::from_secs(1), Duration::from_secs(30));
/// assert_ne!(patient, RepeatPolicy::default());
///
/// // Where no second attempt is to be paid for, whatever the reason.
/// let once = RepeatPolicy::never();
/// assert_eq!(once, RepeatPolicy::default().attempts(1));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RepeatPolicy {
    attempts: u32,
    shortest: Duration,
    longest: Duration,
    retry_after_cap: Duration,
    second_charge: bool,
}

impl Default for RepeatPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            shortest: Duration::from_millis(500),
            longest: Duration::from_secs(10),
            retry_after_cap: Duration::from_secs(30),
            second_charge: false,
        }
    }
}

impl RepeatPolicy {
    /// No call is made twice.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// How often a call is made at most, the first time included; 3 unless set.
    #[must_use]
    pub const fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// How long to wait: about `shortest` after the first attempt, twice as long after each other
    /// one, never longer than `longest`; between half of that and all of it, by chance. From 0.5 to
    /// 10 seconds unless set.
    #[must_use]
    pub const fn backoff(mut self, shortest: Duration, longest: Duration) -> Self {
        self.shortest = shortest;
        self.longest = longest;
        self
    }

    /// The longest wait that the service may ask for by `Retry-After`; 30 seconds unless set. If it
    /// asks for more, the call is not repeated.
    #[must_use]
    pub const fn retry_after_cap(mut self, longest: Duration) -> Self {
        self.retry_after_cap = longest;
        self
    }

    /// Repeats also where **each attempt may be paid for**: after a connection that broke or a
    /// silence once something was sent, after an answer that was cut short, and after errors of the
    /// service that may have come late. Ask for it only if a second charge is better than no
    /// answer.
    #[must_use]
    pub const fn accept_a_second_charge(mut self) -> Self {
        self.second_charge = true;
        self
    }

    /// How long to wait before the next attempt. `None` when there is to be none.
    pub(super) fn wait<E: Refusal>(&self, error: &CallError<E>, made: u32) -> Option<Duration> {
        let cause = cause(error)?;
        if made >= self.attempts || (cause == Cause::MayCost && !self.second_charge) {
            return None;
        }
        let asked = match error {
            CallError::Status(error, _) => error.retry_after,
            _ => None,
        };
        match asked {
            Some(asked) => (asked <= self.retry_after_cap).then_some(asked),
            None => Some(self.pause(made)),
        }
    }

    fn pause(&self, made: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(made.saturating_sub(1));
        let whole = self.shortest.saturating_mul(doubled).min(self.longest);
        let half = whole / 2;
        // In 1024ths: enough for callers not to come all at once.
        let share = u32::try_from(random() % 1025).unwrap_or_default();
        half + (half / 1024) * share
    }
}

/// Why a call may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It was not sent, or refused.
    Free,
    /// It may help, and may cost again.
    MayCost,
}

/// `None` when it would fail again.
pub(super) fn cause<E: Refusal>(error: &CallError<E>) -> Option<Cause> {
    let by_sent = |sent| match sent {
        Sent::No => Cause::Free,
        Sent::Maybe | Sent::Yes => Cause::MayCost,
    };
    match error {
        CallError::Transport(fault, account) if fault.fault != TransportFault::Upload => {
            Some(by_sent(account.sent))
        }
        CallError::Timeout(fault, account) if fault.limit != Limit::Total => {
            Some(by_sent(account.sent))
        }
        CallError::Status(error, _) => match error.repeat() {
            Some(Repeat::Later) => Some(Cause::Free),
            Some(Repeat::MayCost) => Some(Cause::MayCost),
            Some(Repeat::Never) => None,
            None => (error.status >= 500).then_some(Cause::MayCost),
        },
        CallError::Body(error, _) if error.fault == BodyFault::Truncated => Some(Cause::MayCost),
        _ => None,
    }
}
