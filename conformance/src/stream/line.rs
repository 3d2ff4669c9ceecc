//! Defines the shape of a verdict line and of the trailer, for whoever writes or reads them.
//!
//! ```json
//! {"n":1,"v":"valid","as":"response","kinds":["card:ic","inferResult:SUCCESS"]}
//! {"n":2,"v":"blank"}
//! {"n":3,"v":"invalid","as":"response","kinds":["inferResult:other"],"findings":[{"rule":"enum","at":"/images/*/inferResult","count":1}]}
//! {"n":4,"v":"unreadable","reason":"truncated","findings":[{"rule":"truncated","at":"","count":1}]}
//! {"trailer":true,"shape":1,"in":4,"out":4,"valid":1,"findings":0,"invalid":1,"unreadable":1,"blank":1}
//! ```
//!
//! The shape is a promise; its number is [`version::VERDICTS`].

use super::counts::Counts;
use super::identity::Name;
use idcard_judge::{Finding, Judgement, Kinds, Reason, Verdict};
use idcard_report::{Tally, version};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The most groups of findings that a verdict line tells apart; the first by pointer and rule.
pub const MOST_GROUPS_OF_A_LINE: usize = 32;

/// The longest pointer in a verdict line, in bytes. One that is longer ends with `/…`.
const LONGEST_POINTER: usize = 400;

/// What a line is found to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Valid,
    Findings,
    Invalid,
    Unreadable,
    Blank,
}

impl From<Verdict> for State {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Valid => Self::Valid,
            Verdict::Findings => Self::Findings,
            Verdict::Invalid => Self::Invalid,
            Verdict::Unreadable => Self::Unreadable,
        }
    }
}

/// A verdict line.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Line<'a> {
    pub(super) n: usize,
    pub(super) v: State,
    #[serde(
        borrow,
        default,
        rename = "as",
        skip_serializing_if = "Option::is_none"
    )]
    pub(super) document: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<Reason>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a RawValue>,
    /// What the payload says of itself: the words of [`Kinds`].
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) kinds: Vec<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) findings: Vec<Group<'a>>,
    /// How many findings are in none of the groups.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub(super) more: u64,
}

/// Findings of one rule at one pointer, with `*` for each index.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
pub(super) struct Group<'a> {
    #[serde(borrow)]
    pub(super) rule: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) at: Cow<'a, str>,
    pub(super) count: u64,
}

/// The last line.
#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the member by which programs and people tell it from a verdict"
)]
pub(super) struct Trailer {
    pub(super) trailer: bool,
    pub(super) shape: u32,
    #[serde(rename = "in")]
    pub(super) lines_in: usize,
    pub(super) out: usize,
    pub(super) valid: usize,
    pub(super) findings: usize,
    pub(super) invalid: usize,
    pub(super) unreadable: usize,
    pub(super) blank: usize,
}

/// What a trailer begins with, and no verdict line does.
pub(super) const TRAILER: &[u8] = br#"{"trailer":"#;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}

impl Trailer {
    fn new(lines: usize, counts: &Counts) -> Self {
        let Counts { tally, blank } = *counts;
        let Tally {
            valid,
            findings,
            invalid,
            unreadable,
            failed: _,
        } = tally;
        Self {
            trailer: true,
            shape: version::VERDICTS,
            lines_in: lines,
            out: counts.lines(),
            valid,
            findings,
            invalid,
            unreadable,
            blank,
        }
    }

    /// Whether it says so of its part.
    pub(super) fn says(&self, counts: &Counts) -> bool {
        *self == Self::new(counts.lines(), counts)
    }
}

/// Writes the trailer, unless it would say that something is missing: that cannot be, and must not
/// pass for whole if it is.
pub(super) fn trailer(lines: usize, counts: &Counts, out: &mut Vec<u8>) -> io::Result<()> {
    if lines != counts.lines() {
        return Err(incomplete());
    }
    write(&Trailer::new(lines, counts), out);
    Ok(())
}

pub(super) fn incomplete() -> io::Error {
    io::Error::other("a line has no verdict, or several")
}

/// Where the verdict of a line is written to.
pub(super) struct Verdicts<'o> {
    pub(super) number: usize,
    /// The name, if it was asked for.
    pub(super) id: Option<Name>,
    pub(super) out: &'o mut Vec<u8>,
}

impl Verdicts<'_> {
    pub(super) fn blank(self) {
        self.plain("blank", None, Kinds::default());
    }

    /// Most lines are valid, and this is cheaper than asking serde.
    pub(super) fn valid(self, document: &str, kinds: Kinds) {
        self.plain("valid", Some(document), kinds);
    }

    /// Neither names of documents nor words of kinds need escapes.
    fn plain(self, verdict: &str, document: Option<&str>, kinds: Kinds) {
        // Writing to memory cannot fail.
        let _ = write!(self.out, r#"{{"n":{},"v":"{verdict}""#, self.number);
        if let Some(document) = document {
            let _ = write!(self.out, r#","as":"{document}""#);
        }
        if let Some(id) = &self.id {
            let _ = write!(self.out, r#","id":{}"#, id.as_json());
        }
        for (index, word) in kinds.words().enumerate() {
            let before = if index == 0 { r#","kinds":["# } else { "," };
            let _ = write!(self.out, r#"{before}"{word}""#);
        }
        if kinds != Kinds::default() {
            self.out.push(b']');
        }
        self.out.extend_from_slice(b"}\n");
    }

    pub(super) fn judged(self, judgement: &Judgement) {
        let (findings, ungrouped) = groups(&judgement.findings);
        let id = self.id.as_ref();
        let line = Line {
            n: self.number,
            v: judgement.verdict.into(),
            document: judgement.document.map(Cow::Borrowed),
            reason: judgement.reason,
            id: id.and_then(|id| serde_json::from_str(id.as_json()).ok()),
            kinds: judgement.kinds.words().map(Cow::Borrowed).collect(),
            findings,
            more: ungrouped + judgement.more,
        };
        write(&line, self.out);
    }
}

fn write(line: &impl Serialize, out: &mut Vec<u8>) {
    // Writing to memory cannot fail, and all keys are strings.
    let _ = serde_json::to_writer(&mut *out, line);
    out.push(b'\n');
}

/// The groups of the findings, as many as are told apart, and the number of the findings in none.
fn groups(findings: &[Finding]) -> (Vec<Group<'_>>, u64) {
    let mut counts = BTreeMap::<_, u64>::new();
    for finding in findings {
        let key = (shortened(&finding.folded), finding.rule.as_str());
        *counts.entry(key).or_default() += 1;
    }
    let more = counts.values().skip(MOST_GROUPS_OF_A_LINE).sum();
    let groups = counts
        .into_iter()
        .take(MOST_GROUPS_OF_A_LINE)
        .map(|((at, rule), count)| Group {
            rule: Cow::Borrowed(rule),
            at,
            count,
        });
    (groups.collect(), more)
}

/// A pointer as far as there is room for it.
fn shortened(pointer: &str) -> Cow<'_, str> {
    if pointer.len() <= LONGEST_POINTER {
        return Cow::Borrowed(pointer);
    }
    let end = pointer.floor_char_boundary(LONGEST_POINTER);
    let kept = pointer.get(..end).unwrap_or_default();
    let whole = kept.rfind('/').unwrap_or_default();
    Cow::Owned(format!("{}/…", kept.get(..whole).unwrap_or_default()))
}
