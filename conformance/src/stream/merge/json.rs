//! Writes the sum of verdict lines for programs: one JSON document, whose shape is a promise.
//!
//! ```json
//! {
//!   "merge": 1,
//!   "verdict": "unreadable",
//!   "counts": {"valid": 1, "findings": 0, "invalid": 1, "unreadable": 1, "failed": 0},
//!   "blank": 0,
//!   "documents": {"response": 2},
//!   "kinds": {"card:ic": 1, "inferResult:SUCCESS": 1, "inferResult:other": 1},
//!   "reasons": {"truncated": 1},
//!   "groups": [{
//!     "rule": "enum",
//!     "pointer": "/images/*/inferResult",
//!     "count": 1,
//!     "payloads": 1,
//!     "ids": ["a"]
//!   }],
//!   "ungrouped": 0,
//!   "failed": []
//! }
//! ```
//!
//! Its number is [`version::MERGE`].

use super::sum::Sum;
use idcard_judge::Failure;
use idcard_judge::{Verdict, inert};
use idcard_report::{Failed, Tally, version};
use serde::Serialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::io::{self, Write};

#[derive(Serialize)]
struct Whole<'a> {
    merge: u32,
    verdict: Option<Verdict>,
    counts: Tally,
    blank: usize,
    documents: BTreeMap<&'a str, u64>,
    kinds: BTreeMap<&'a str, u64>,
    reasons: &'a BTreeMap<&'static str, u64>,
    groups: Vec<Entry<'a>>,
    ungrouped: u64,
    failed: Vec<Failed>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    pointer: &'a str,
    count: u64,
    payloads: u64,
    ids: Vec<&'a RawValue>,
}

/// Writes the report.
pub fn write_json(sum: &Sum, failed: &[Failure], mut out: impl Write) -> io::Result<()> {
    let groups = sum.by_size().into_iter().map(|(pointer, rule, group)| {
        let ids = group.ids.iter().map(|id| serde_json::from_str(id));
        Ok(Entry {
            rule,
            pointer,
            count: group.count.times,
            payloads: group.count.payloads,
            ids: ids.collect::<Result<_, _>>()?,
        })
    });
    let counts = Tally {
        failed: failed.len(),
        ..*sum.tally()
    };
    let whole = Whole {
        merge: version::MERGE,
        verdict: counts.worst(),
        counts,
        blank: sum.counts.blank,
        documents: sum.documents(),
        kinds: sum.kinds(),
        reasons: &sum.reasons,
        groups: groups.collect::<Result<_, serde_json::Error>>()?,
        ungrouped: sum.ungrouped(),
        failed: failed.iter().cloned().map(Failed::from).collect(),
    };
    let text = serde_json::to_string_pretty(&whole)?;
    writeln!(out, "{}", inert(&text))?;
    out.flush()
}
