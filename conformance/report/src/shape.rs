//! Defines the shape of the reports for programs: what each member is called, and what it says.
//!
//! The shape is a promise; its number is [`version::REPORT`]. From it come the JSON report, the lines of the
//! streamed one, and the JSON Schema of both; the docs here are the descriptions there.

use super::{Count, Digest, Group, Known, Place, Tally, version};
use idcard_judge::{Failure, Finding, Judgement, Reason, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;

/// A report on payloads of the id-card API. No value of a payload is in it, unless that was asked
/// for; in a pointer, a key that may be data is ‹key:N›, N its length.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(title = "Report")]
pub(super) struct Whole<'a> {
    #[serde(flatten)]
    pub(super) head: Head<'a>,
    /// Findings of one rule at one pointer, in the order in which they were first met.
    pub(super) groups: Vec<Kind<'a>>,
    /// Members that the spec does not name, most frequent first.
    pub(super) undocumented: Vec<Undocumented<'a>>,
    /// Payloads with something to say about them, in the order of the input.
    pub(super) payloads: &'a [Payload],
    /// What gave no payload.
    pub(super) failed: &'a [Failed],
}

/// What there is to say of the input as a whole.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Head<'a> {
    /// The number of this shape.
    #[schemars(extend("const" = version::REPORT))]
    pub(super) report: u32,
    /// Always true: this is written when everything has been judged, or not at all.
    #[schemars(extend("const" = true))]
    pub(super) complete: bool,
    /// The worst verdict; null when there was nothing to judge.
    pub(super) verdict: Option<Verdict>,
    /// How many payloads got which verdict.
    pub(super) counts: &'a Tally,
    /// How many payloads were judged as which document.
    pub(super) documents: BTreeMap<&'static str, u64>,
    /// How many payloads say what of themselves, in words of the spec: `card:` and the member that a
    /// card is in, `inferResult:` and its value, `code:` and that of an error. What the spec does not
    /// list is `other`. A payload with several images may count for several words.
    pub(super) kinds: BTreeMap<&'static str, u64>,
    /// How much was rightly not judged, by what it is: exchanges with other addresses, for instance.
    pub(super) asides: BTreeMap<&'static str, u64>,
    /// How many findings there are in all.
    pub(super) findings: u64,
    /// Findings that are in no group: there are too many groups, or they are beyond the first of
    /// their payload.
    pub(super) ungrouped: u64,
    /// Those of them that are beyond the first 5000 findings of their payload, if there are any.
    #[serde(skip_serializing_if = "is_none")]
    pub(super) beyond: u64,
    /// What is counted, and not listed.
    pub(super) omitted: Omitted,
    /// What became of the baseline, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) baseline: Option<Compared<'a>>,
}

/// What is counted, and not listed.
#[derive(Serialize, Default, Clone, Copy, schemars::JsonSchema)]
pub(super) struct Omitted {
    /// Payloads with something to say about them.
    pub(super) payloads: u64,
    /// Findings, of any payload.
    pub(super) findings: u64,
    /// What gave no payload.
    pub(super) failed: u64,
}

/// The findings against those of an earlier report.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Compared<'a> {
    /// Findings that the earlier report has too.
    known: u64,
    /// What it has, and was not found.
    absent: Vec<&'a Known>,
}

/// Findings of one rule at one pointer.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Kind<'a> {
    /// What they are about; `idcard explain RULE` tells more.
    rule: &'static str,
    /// RFC 6901, with * for each index.
    pointer: &'a str,
    /// What one of them makes of a payload.
    verdict: Verdict,
    /// How many there are.
    count: u64,
    /// How many payloads have one.
    payloads: u64,
    /// The first, in the order of the input.
    first: Where<'a>,
    /// The last.
    last: Where<'a>,
    /// What the first of them says.
    message: &'a str,
    /// What may help.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Advice>,
    /// Whether the baseline has it.
    known: bool,
}

/// A place in the input.
#[derive(Serialize, schemars::JsonSchema)]
struct Where<'a> {
    /// The payload: a path, perhaps with a line and a pointer in it.
    name: String,
    /// RFC 6901.
    pointer: &'a str,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
}

/// A member that the spec does not name.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Undocumented<'a> {
    /// RFC 6901, with * for each index.
    pointer: &'a str,
    /// How often it is there.
    count: u64,
    /// How many payloads have it.
    payloads: u64,
    /// How many of all payloads that is, from 0 to 1.
    share: f64,
    /// Where it is first, in the order of the input.
    since: Where<'a>,
}

/// What may help.
#[derive(Serialize, schemars::JsonSchema)]
struct Advice {
    /// In a sentence.
    text: &'static str,
    /// The row of the register that says more: `idcard explain CONFLICT` shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<&'static str>,
}

/// A payload: in the one document, with something to say about it.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Payload {
    /// A path, perhaps with a line and a pointer in it.
    pub(super) name: String,
    /// When its exchange began, where an HTTP archive tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// The status of its exchange, where an HTTP archive tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// The document it was judged as; missing when nothing of it could be read.
    #[serde(rename = "as", skip_serializing_if = "Option::is_none")]
    document: Option<&'static str>,
    /// The worst that its findings say.
    pub(super) verdict: Verdict,
    /// Why it is unreadable, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Reason>,
    /// What it says of itself, as above; missing when that is nothing, or it is unreadable.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kinds: Vec<&'static str>,
    /// By place. Of a rule at a pointer only the first few are listed.
    pub(super) findings: Vec<Entry>,
    /// How many of its findings are not listed.
    pub(super) omitted: usize,
    /// How many of those are beyond the first 5000 and in no group, if there are any.
    #[serde(skip_serializing_if = "is_none")]
    pub(super) beyond: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// One fault, at one place.
#[derive(Serialize, schemars::JsonSchema)]
pub(super) struct Entry {
    /// What it is about; `idcard explain RULE` tells more.
    rule: &'static str,
    /// RFC 6901.
    pointer: String,
    /// From 1.
    line: usize,
    /// From 1, in characters.
    column: usize,
    /// What was expected, and what kind was found.
    message: String,
    /// What may help.
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<Advice>,
    /// Found in what could still be read of an unreadable payload.
    recovered: bool,
}

/// Something that gave no payload.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Failed {
    /// A path, perhaps with a place in it.
    name: String,
    /// What went wrong.
    message: String,
}

/// A line of the streamed report.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(title = "Line of a report")]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Line<'a> {
    /// As it comes, also of a payload that is valid.
    Payload(&'a Payload),
    /// As it comes.
    Failed(&'a Failed),
    /// After the payloads.
    Group(Kind<'a>),
    /// After the groups.
    Undocumented(Undocumented<'a>),
    /// The last line: without it, whoever wrote this did not get to the end.
    Trailer(Head<'a>),
}

impl<'a> Head<'a> {
    pub(super) fn of(digest: &'a Digest, omitted: Omitted) -> Self {
        let known = digest.groups().into_iter().filter(|group| group.known);
        let compared = || Compared {
            known: known.map(|group| group.count.times).sum(),
            absent: digest.absent(),
        };
        Self {
            report: version::REPORT,
            complete: true,
            verdict: digest.tally.worst(),
            counts: &digest.tally,
            documents: digest.breakdown.documents(),
            kinds: digest.breakdown.kinds(),
            asides: { digest.skipped.iter() }
                .map(|(what, count)| (what.as_str(), *count))
                .collect(),
            findings: digest.findings(),
            ungrouped: digest.ungrouped(),
            beyond: digest.beyond().times,
            omitted,
            baseline: digest.has_baseline().then(compared),
        }
    }
}

impl<'a> From<&'a Group> for Kind<'a> {
    fn from(group: &'a Group) -> Self {
        let Group {
            rule,
            folded,
            message,
            hint,
            count: Count { times, payloads },
            first,
            last,
            known,
        } = group;
        Self {
            rule: rule.as_str(),
            pointer: folded,
            verdict: rule.verdict(),
            count: *times,
            payloads: *payloads,
            first: first.into(),
            last: last.into(),
            message,
            hint: hint.map(Advice::from),
            known: *known,
        }
    }
}

impl<'a> From<&'a Place> for Where<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            name: place.origin.to_string(),
            pointer: &place.pointer,
            line: place.position.line,
            column: place.position.column,
        }
    }
}

impl<'a> Undocumented<'a> {
    pub(super) fn of(group: &'a Group, tally: &Tally) -> Self {
        Self {
            pointer: &group.folded,
            count: group.count.times,
            payloads: group.count.payloads,
            share: share(group, tally),
            since: (&group.first).into(),
        }
    }
}

/// How many of all payloads have a finding of the group, from 0 to 1; rounded to four digits, as more
/// would only be noise.
pub(super) fn share(group: &Group, tally: &Tally) -> f64 {
    let all = u128::try_from(tally.payloads()).unwrap_or(u128::MAX).max(1);
    let parts = (u128::from(group.count.payloads) * 20_000 + all) / (2 * all);
    f64::from(u32::try_from(parts).unwrap_or(10_000)) / 10_000.0
}

impl From<idcard_judge::Hint> for Advice {
    fn from(hint: idcard_judge::Hint) -> Self {
        Self {
            text: hint.text,
            conflict: hint.conflict,
        }
    }
}

impl Payload {
    pub(super) fn of(judgement: Judgement, omitted: usize) -> Self {
        let Judgement {
            origin,
            document,
            verdict,
            reason,
            kinds,
            findings,
            more,
        } = judgement;
        let name = origin.to_string();
        let exchange = origin.exchange.unwrap_or_default();
        Self {
            name,
            time: exchange.time,
            status: exchange.status,
            document,
            verdict,
            reason,
            kinds: kinds.words().collect(),
            findings: findings.into_iter().map(Entry::from).collect(),
            omitted,
            beyond: more,
        }
    }
}

impl From<Finding> for Entry {
    fn from(finding: Finding) -> Self {
        let Finding {
            rule,
            pointer,
            folded: _,
            position,
            message,
            hint,
            excerpt: _,
            recovered,
        } = finding;
        Self {
            rule: rule.as_str(),
            pointer,
            line: position.line,
            column: position.column,
            message,
            hint: hint.map(Advice::from),
            recovered,
        }
    }
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        let Failure { name, message } = failure;
        Self { name, message }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use idcard_judge::{Origin, Rule};

    #[test]
    fn a_share_is_rounded() {
        let origin = Origin::whole("a.json");
        let finding = Finding::on_whole(Rule::UndocumentedMember, &origin, String::new());
        let share_of = |payloads: u64, valid: usize| {
            let mut group = Group::of(&origin, &finding, false);
            group.count.payloads = payloads;
            let tally = Tally {
                valid,
                ..Tally::default()
            };
            format!("{:.4}", share(&group, &tally))
        };
        let shares = [(2, 3), (1, 3), (1, 1), (0, 7), (1, 20_000), (1, 20_001)];
        let shares = shares.map(|(payloads, of)| share_of(payloads, of));
        assert_eq!(
            shares,
            ["0.6667", "0.3333", "1.0000", "0.0000", "0.0001", "0.0000"]
        );
    }
}
