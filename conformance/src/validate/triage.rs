//! Triage: the bytes of a payload come in, and either nothing need be said of it or the judge says
//! it.
//!
//! It stands apart because it is the one way from bytes to a verdict that knows of speed. Nothing is
//! decided here that the judge would decide otherwise; it is only asked less often.

use super::{Document, Judge, Judgement, Verdict};
use crate::capture::Origin;

/// What came of a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Examined {
    /// It is valid, as this document.
    Valid(&'static str),
    /// Something is to be said about it.
    Judged(Judgement),
}

/// Examines payloads one after the other; each thread has its own.
pub struct Triage<'j> {
    judge: &'j Judge,
}

impl<'j> Triage<'j> {
    /// In front of a judge.
    pub fn new(judge: &'j Judge) -> Self {
        Self { judge }
    }

    /// Examines a payload as the document of that name, or else as the one it looks most like. The
    /// origin is asked for only where something is to be said.
    pub fn examine(
        &mut self,
        origin: impl FnOnce() -> Origin,
        bytes: &[u8],
        document: Option<&str>,
    ) -> Examined {
        let document: Option<&Document> = document.and_then(|name| self.judge.document(name));
        let judgement = self.judge.judge(origin(), bytes.to_owned(), document);
        match (judgement.verdict, judgement.document) {
            (Verdict::Valid, Some(document)) => Examined::Valid(document),
            _ => Examined::Judged(judgement),
        }
    }
}
