//! Writes the proposals for people.
//!
//! ```text
//! 120 payloads: 100 as response, 20 as error
//! IdCardResult, in 90 payloads:
//!   not in the spec: extra, in 12 payloads: string 12; at /images/*/idCard/result
//!   never seen: ac
//!   always there, though optional: rois
//!   idtype has values that are not in its list, in 3 payloads: "Permit" 2, hidden 1
//!   isConfident is described as boolean, and is string in 3 payloads
//! ```

use super::kinds::Kinds;
use super::proposal::{Member, Proposal, Values, Wider, proposals};
use super::seen::Observations;
use super::unknown::HIDDEN;
use idcard_report::wording::counted;
use std::io::{self, Write};

/// Writes the proposals.
pub fn write_text(observations: &Observations, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "{}", summary(observations))?;
    let proposals = proposals(observations);
    for proposal in &proposals {
        self::proposal(proposal, &mut out)?;
    }
    let unlisted = observations.unknown.unlisted();
    if unlisted > 0 {
        writeln!(
            out,
            "and {unlisted} more members that are not in the spec, too many to tell apart"
        )?;
    }
    if proposals.is_empty() {
        writeln!(out, "nothing that the spec does not say")?;
    }
    out.flush()
}

/// What was looked at, in one line.
pub(super) fn summary(observations: &Observations) -> String {
    let documents = observations.documents.iter();
    let mut parts: Vec<_> = documents
        .map(|(document, count)| format!("{count} as {document}"))
        .collect();
    for (count, what) in [
        (observations.unreadable, "left out as unreadable"),
        (observations.strange, "left out as none of this API"),
    ] {
        if count > 0 {
            parts.push(format!("{count} {what}"));
        }
    }
    let all = observations.payloads() + observations.unreadable + observations.strange;
    let payloads = payloads(all);
    if parts.is_empty() {
        payloads
    } else {
        format!("{payloads}: {}", parts.join(", "))
    }
}

fn proposal(proposal: &Proposal<'_>, mut out: impl Write) -> io::Result<()> {
    let Proposal {
        schema,
        count,
        unknown,
        never,
        always,
        values,
        wider,
    } = proposal;
    writeln!(out, "{schema}, in {}:", payloads(count.payloads))?;
    for member in unknown {
        self::member(member, "", &mut out)?;
    }
    for (what, names) in [
        ("never seen", never),
        ("always there, though optional", always),
    ] {
        if !names.is_empty() {
            writeln!(out, "  {what}: {}", names.join(", "))?;
        }
    }
    for values in values {
        writeln!(out, "  {}", self::values(values))?;
    }
    for wider in wider {
        writeln!(out, "  {}", self::wider(wider))?;
    }
    Ok(())
}

fn member(member: &Member<'_>, before: &str, out: &mut impl Write) -> io::Result<()> {
    let Member {
        name,
        profile,
        inside,
    } = member;
    let name = format!("{before}{name}");
    let is_hidden = name.ends_with(HIDDEN);
    let times = if is_hidden {
        counted(profile.count.times, "time")
    } else {
        format!("in {}", payloads(profile.count.payloads))
    };
    let kinds = kinds(&profile.kinds);
    write!(out, "  not in the spec: {name}, {times}: {kinds}")?;
    let places: Vec<_> = profile
        .places
        .iter()
        .map(|(place, _)| whole(place))
        .collect();
    if !places.is_empty() {
        write!(out, "; at {}", places.join(", "))?;
    }
    if is_hidden {
        write!(out, "; a key that may be data is not shown")?;
    }
    writeln!(out)?;
    for member in inside {
        self::member(member, &format!("{name}/"), out)?;
    }
    Ok(())
}

/// A folded pointer as it is shown.
pub(super) fn whole(place: &str) -> &str {
    if place.is_empty() {
        "(whole document)"
    } else {
        place
    }
}

/// How often which kind was seen.
pub(super) fn kinds(kinds: &Kinds) -> String {
    let kinds = kinds.0.iter();
    let kinds: Vec<_> = kinds
        .map(|(kind, count)| format!("{} {}", kind.as_str(), count.times))
        .collect();
    kinds.join(", ")
}

pub(super) fn values(values: &Values<'_>) -> String {
    let shown = values.shown.iter();
    let mut shown: Vec<_> = shown
        .map(|(value, count)| format!("\"{value}\" {}", count.times))
        .collect();
    if values.hidden > 0 {
        shown.push(format!("hidden {}", values.hidden));
    }
    format!(
        "{} has values that are not in its list, in {}: {}",
        values.member,
        payloads(values.count.payloads),
        shown.join(", ")
    )
}

pub(super) fn wider(wider: &Wider) -> String {
    format!(
        "{} is described as {}, and is {} in {}",
        wider.member,
        wider.described,
        wider.kind.as_str(),
        payloads(wider.count.payloads)
    )
}

pub(super) fn payloads(count: u64) -> String {
    counted(count, "payload")
}
