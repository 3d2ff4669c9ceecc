//! Makes a call, from its first attempt to its last: [`Http`].
//!
//! Only here is known what the earlier attempts cost, how much time is left, and whether there is
//! to be another.

use super::address::Address;
use super::attempt::Attempt;
use super::build::BuildError;
use super::credential::Credential;
use super::error::{Account, CallError, Limit, Sent, TimeoutError};
#[cfg(feature = "call-id")]
use super::id::CallId;
use super::parameter::Parameters;
use super::payload::Payload;
use super::progress::{Progress, later};
#[cfg(feature = "items")]
use super::reading::Begun;
use super::reading::Reading;
use super::refusal::Refusal;
use super::repeat::{Cause, RepeatPolicy, cause};
use super::trace::Span;
use crate::wire::operation::Operation;
use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, timeout_at};

/// The connections, secrets and limits that all calls of a client share.
pub(crate) struct Http {
    pub(super) client: reqwest::Client,
    pub(super) address: Address,
    pub(super) credentials: Vec<(&'static str, Credential)>,
    #[cfg(feature = "form")]
    pub(super) boundary: Option<String>,
    pub(super) turns: Option<Arc<Semaphore>>,
    pub(super) limits: Limits,
}

/// The limits of a call.
pub(super) struct Limits {
    pub(super) idle: Duration,
    pub(super) total: Duration,
    pub(super) response_bytes: usize,
    pub(super) repeat: RepeatPolicy,
}

/// An operation, its payload, and the settings of one call.
pub(super) struct Order {
    pub(super) operation: Operation,
    pub(super) payload: Payload,
    pub(super) parameters: Parameters,
    /// That of the payload, where it is not the one that its kind has by the operation.
    pub(super) media_type: Option<&'static str>,
    /// When the call ends at the latest, with all its attempts.
    pub(super) deadline: Instant,
    pub(super) repeat: Option<RepeatPolicy>,
    #[cfg(feature = "call-id")]
    pub(super) id: Option<CallId>,
}

impl Http {
    /// What is sent with an operation: all of the first alternative of which the client has all;
    /// where there is none and the operation can do without, nothing.
    pub(super) fn credentials_of(
        &self,
        operation: &Operation,
    ) -> Result<Vec<&Credential>, BuildError> {
        let all_of = |alternative: &&[&'static str]| {
            let asked = alternative.iter().map(|key| {
                let known = self.credentials.iter().find(|(known, _)| known == key);
                let credential = known.map(|(_, credential)| credential);
                credential.ok_or(BuildError::MissingSecret(key))
            });
            asked.collect()
        };
        let mut missing = None;
        for found in operation.credentials.iter().map(all_of) {
            match found {
                Ok(found) => return Ok(found),
                Err(error) => missing = missing.or(Some(error)),
            }
        }
        match missing {
            Some(error) if !operation.anonymous => Err(error),
            _ => Ok(Vec::new()),
        }
    }

    /// Makes the call, and repeats it where the policy allows.
    pub(super) async fn send<T, E: Refusal>(
        &self,
        order: &Order,
        read: Reading<T>,
    ) -> Result<T, CallError<E>> {
        let span = Span::new(&order.operation);
        #[cfg(feature = "call-id")]
        span.names(order.id.as_ref());
        // Pinned where it is made: what a call holds while it waits is large, and would be copied.
        let attempts = pin!(self.attempts(order, read, &span));
        let outcome = span.enter(attempts).await;
        #[cfg(feature = "call-id")]
        let outcome = outcome.map_err(|error| error.of_call(order.id.as_ref()));
        span.end(&outcome);
        outcome
    }

    async fn attempts<T, E: Refusal>(
        &self,
        order: &Order,
        read: Reading<T>,
        span: &Span,
    ) -> Result<T, CallError<E>> {
        let policy = order.repeat.as_ref().unwrap_or(&self.limits.repeat);
        let deadline = order.deadline;
        let mut before = Account::new(Sent::No, 0);
        loop {
            before.attempts += 1;
            let progress = Arc::new(Progress::new());
            let outcome = {
                let attempt = pin!(self.attempt(order, read, &progress));
                timeout_at(deadline, attempt).await
            };
            span.attempted(before.attempts, &progress);
            let mut error = match outcome {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(error)) => error,
                Err(_) => timed_out(Limit::Total, &progress),
            };
            let wait = policy
                .wait(&error, before.attempts)
                .filter(|_| order.payload.is_repeatable())
                .filter(|wait| later(Instant::now(), *wait) < deadline);
            let free = cause(&error) == Some(Cause::Free);
            let account = error.account_mut();
            account.attempts = before.attempts;
            let sent = account.sent;
            account.sent = sent.max(before.sent);
            let Some(wait) = wait else {
                return Err(error);
            };
            if !free {
                before.sent = before.sent.max(sent);
            }
            span.waits(&error, wait);
            drop(error);
            sleep(wait).await;
        }
    }

    async fn attempt<T, E: Refusal>(
        &self,
        order: &Order,
        read: Reading<T>,
        progress: &Arc<Progress>,
    ) -> Result<T, CallError<E>> {
        // This crate never closes the semaphore, so a turn always comes.
        let turn = match &self.turns {
            Some(turns) => Arc::clone(turns).acquire_owned().await.ok(),
            None => None,
        };
        let attempt = Attempt {
            http: self,
            order,
            progress,
            #[cfg(feature = "items")]
            accepted: read.accepted(),
        };
        let (answer, response, upload) = attempt.begin().await?;
        #[cfg(feature = "items")]
        let read = match read {
            Reading::Whole(read) => read,
            Reading::Begun(read, media_type) if answer.begins(media_type) => {
                return Ok(read(Begun {
                    #[cfg(feature = "headers")]
                    headers: answer.into_headers(),
                    response,
                    held: (upload, turn),
                    idle: self.limits.idle,
                    most: self.limits.response_bytes,
                }));
            }
            Reading::Begun(..) => return Err(attempt.finish(answer, response).await?.unlike()),
        };
        #[cfg(not(feature = "items"))]
        let Reading::Whole(read) = read;
        let answer = attempt.finish(answer, response).await?;
        // What is not sent by now is let go, and others have their turn.
        drop((upload, turn));
        answer.read(read)
    }
}

/// The error for a time limit that was reached.
pub(super) fn timed_out<E>(limit: Limit, progress: &Progress) -> CallError<E> {
    let error = TimeoutError {
        limit,
        status: progress.status(),
    };
    CallError::Timeout(error, account(progress))
}

/// The account of one attempt.
pub(super) fn account(progress: &Progress) -> Account {
    Account::new(progress.sent(), 1)
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Http").finish_non_exhaustive()
    }
}
