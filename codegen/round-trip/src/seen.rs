//! What a call came to, and whether that is what was answered.

use crate::case::Case;
use crate::judge;
use serde_json::Value;

/// What a call came to.
#[derive(Debug)]
pub enum Seen {
    /// The answer, without a body.
    Nothing,
    /// The answer, decoded and encoded again.
    Json(Value),
    /// The answer with its status, as it came.
    Raw(u16, Vec<u8>),
    /// No answer.
    Failure(Failure),
}

/// Why a call has no answer.
#[derive(Debug)]
pub struct Failure {
    /// The status, where there is one.
    pub status: Option<u16>,
    /// The body as it came, where there is one.
    pub raw: Option<Vec<u8>>,
    /// The body, decoded and encoded again.
    pub answer: Option<Value>,
    /// The error as it is printed.
    pub shown: String,
}

/// Whether a status reports success.
pub(crate) fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}

/// What is wrong with what came back.
pub(crate) fn returned(case: &Case, seen: &Seen) -> Option<String> {
    let (reply, answered) = (&case.reply, &case.answered);
    let is_answered = |found: Option<&Value>| match (found, answered) {
        (Some(found), Some(answered)) => judge::is_same(found, answered),
        (found, answered) => found.is_none() == answered.is_none(),
    };
    let succeeded = is_success(reply.status);
    let wrong = match seen {
        Seen::Nothing => !succeeded || !reply.body.is_empty(),
        Seen::Json(found) => !succeeded || !is_answered(Some(found)),
        Seen::Raw(status, body) => !succeeded || *status != reply.status || *body != reply.body,
        Seen::Failure(failure) => {
            let raw = failure.raw.as_deref().unwrap_or_default();
            succeeded
                || failure.status != Some(reply.status)
                || raw != reply.body
                || !is_answered(failure.answer.as_ref())
        }
    };
    wrong.then(|| format!("{seen:?} of {}", String::from_utf8_lossy(&reply.body)))
}
