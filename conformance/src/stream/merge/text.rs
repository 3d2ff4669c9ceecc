//! The report for people.
//!
//! ```text
//! 1000 payloads: 991 valid, 4 with findings, 3 invalid, 2 unreadable
//! as request: 17
//! as response: 982
//! unreadable, truncated: 2
//! 3 findings in 3 payloads: enum /images/*/inferResult, such as "a", "b"
//! 2 blank lines
//! ```

use super::sum::{Group, Sum};
use idcard_judge::Failure;
use idcard_judge::printable;
use std::io::{self, Write};

/// How many groups are shown: who reads more of them reads them with a program.
const MOST_SHOWN: usize = 100;

/// Writes the report. Failures are told on standard error; here they are counted.
pub fn write_text(sum: &Sum, failed: &[Failure], mut out: impl Write) -> io::Result<()> {
    verdicts(sum, &mut out)?;
    let groups = sum.by_size();
    for (at, rule, group) in groups.iter().take(MOST_SHOWN) {
        self::group(at, rule, group, &mut out)?;
    }
    if groups.len() > MOST_SHOWN {
        let more = number((groups.len() - MOST_SHOWN) as u64, "smaller group");
        writeln!(out, "{more} more; all are in --report json")?;
    }
    if sum.ungrouped() > 0 {
        let more = number(sum.ungrouped(), "finding");
        writeln!(out, "{more} more, at places that are not told apart")?;
    }
    if sum.counts.blank > 0 {
        writeln!(out, "{}", number(sum.counts.blank as u64, "blank line"))?;
    }
    if !failed.is_empty() {
        let parts = number(failed.len() as u64, "part");
        writeln!(out, "not all of it: {parts} failed, and not counted")?;
    }
    out.flush()
}

fn verdicts(sum: &Sum, mut out: impl Write) -> io::Result<()> {
    let tally = sum.tally();
    let counts = [
        (tally.valid, "valid"),
        (tally.findings, "with findings"),
        (tally.invalid, "invalid"),
        (tally.unreadable, "unreadable"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<_> = counts
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    write!(out, "{}", number(tally.payloads() as u64, "payload"))?;
    if !counts.is_empty() {
        write!(out, ": {}", counts.join(", "))?;
    }
    writeln!(out)?;
    for (document, count) in sum.documents.iter() {
        writeln!(out, "as {document}: {count}")?;
    }
    for (reason, count) in &sum.reasons {
        writeln!(out, "unreadable, {reason}: {count}")?;
    }
    Ok(())
}

fn group(at: &str, rule: &str, group: &Group, mut out: impl Write) -> io::Result<()> {
    let Group {
        count,
        payloads,
        ids,
    } = group;
    let place = if at.is_empty() {
        "(whole document)"
    } else {
        at
    };
    let findings = number(*count, "finding");
    let payloads = number(*payloads, "payload");
    write!(out, "{findings} in {payloads}: {rule} {}", printable(place))?;
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    if !ids.is_empty() {
        write!(out, ", such as {}", printable(&ids.join(", ")))?;
    }
    writeln!(out)
}

fn number(count: u64, what: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{count} {what}{s}")
}
