//! Holds what comes of a payload: the verdict, and the findings behind it.

use crate::{Finding, Kinds, Origin, Reason, Rule, Verdict};

/// The verdict on a payload, and the findings behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// Where the payload is.
    pub origin: Origin,
    /// The document it was judged as; `None` when nothing of it could be read.
    pub document: Option<&'static str>,
    /// The worst of its findings.
    pub verdict: Verdict,
    /// Why it is unreadable, if it is.
    pub reason: Option<Reason>,
    /// What it says of itself, if it is readable.
    pub kinds: Kinds,
    /// Sorted by place: the first [`MOST_FINDINGS`](crate::MOST_FINDINGS).
    pub findings: Vec<Finding>,
    /// How many findings there are besides, of whatever rule; the verdict is that of all.
    pub more: u64,
}

impl Judgement {
    /// The judgement on a payload that has no findings.
    pub fn valid(origin: Origin, document: &'static str, kinds: Kinds) -> Self {
        Self {
            origin,
            document: Some(document),
            verdict: Verdict::Valid,
            reason: None,
            kinds,
            findings: Vec::new(),
            more: 0,
        }
    }

    /// The judgement on a payload that is longer than is read, in bytes.
    pub fn too_long(origin: Origin, longest: usize) -> Self {
        let message = format!("longer than {longest} bytes, so it was not read");
        let finding = Finding::on_whole(Rule::TooLong, &origin, message);
        Self {
            origin,
            document: None,
            verdict: Verdict::Unreadable,
            reason: Some(Reason::TooLong),
            kinds: Kinds::default(),
            findings: vec![finding],
            more: 0,
        }
    }
}
