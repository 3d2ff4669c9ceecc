//! Decides whether a call is repeated: [`RepeatPolicy`].
//!
//! A second call may be charged a second time, so everything that decides about it is in this
//! file.

use super::error::{BodyFault, CallError, Limit, Sent};
use super::random::random;
use super::refusal::Refusal;
use crate::wire::Repeat;
use std::time::Duration;

/// Whether a failed call is repeated, how often, and after which wait.
///
/// By default there are up to three attempts, and another one only if the call was certainly not
/// sent (no name, no connection, no TLS), or if the service refused it before any work: with a code
/// that is described so, or with status 429 without a described code. The code decides, not the
/// status. What is sent from a reader is sent once; and a certificate that does not fit, or a proxy
/// that asks for authorization, is not tried again.
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
/// // For calls that must not be made twice, whatever the reason.
/// let once = RepeatPolicy::never();
/// assert_eq!(once, RepeatPolicy::default().attempts(1));
/// ```
#[doc(alias = "retry")]
#[doc(alias = "backoff")]
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
    /// Never repeats a call.
    #[must_use]
    pub fn never() -> Self {
        Self::default().attempts(1)
    }

    /// Limits the number of attempts, the first included; 3 by default.
    #[must_use]
    pub const fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// Sets the wait between attempts: `shortest` after the first, twice as long after each other
    /// one, never longer than `longest`; of that a random share, at least half. From 0.5 to 10
    /// seconds by default.
    #[must_use]
    pub const fn backoff(mut self, shortest: Duration, longest: Duration) -> Self {
        self.shortest = shortest;
        self.longest = longest;
        self
    }

    /// Limits the wait that the service may ask for by `Retry-After`; 30 seconds by default. If it
    /// asks for more, the call is not repeated; if it asks for less than [`backoff`](Self::backoff)
    /// waits, that is the wait.
    #[must_use]
    pub const fn retry_after_cap(mut self, longest: Duration) -> Self {
        self.retry_after_cap = longest;
        self
    }

    /// Repeats also where **each attempt may be charged**: when a connection broke or a time limit
    /// was reached after something had been sent, when an answer was cut short, and after errors of
    /// the service that may follow its work. Only for calls for which a second charge is better
    /// than no answer.
    #[must_use]
    pub const fn accept_a_second_charge(mut self) -> Self {
        self.second_charge = true;
        self
    }

    /// The wait before the next attempt. `None` when there is to be none.
    pub(super) fn wait<E: Refusal>(&self, error: &CallError<E>, made: u32) -> Option<Duration> {
        let cause = cause(error)?;
        if made >= self.attempts || (cause == Cause::MayCost && !self.second_charge) {
            return None;
        }
        let asked = match error {
            CallError::Status(error, _) => error.retry_after.unwrap_or_default(),
            _ => Duration::ZERO,
        };
        // A service that asks for no wait at all is not to be met by all callers at once.
        (asked <= self.retry_after_cap).then(|| asked.max(self.pause(made)))
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

/// Why a call may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// It was not sent, or refused.
    Free,
    /// It may help, and may cost again.
    MayCost,
}

/// Why a call may be repeated; `None` when it would fail again.
pub(super) fn cause<E: Refusal>(error: &CallError<E>) -> Option<Cause> {
    let by_sent = |sent| match sent {
        Sent::No => Cause::Free,
        Sent::Maybe | Sent::Yes => Cause::MayCost,
    };
    match error {
        CallError::Transport(fault, account) if fault.fault.may_pass() => {
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
