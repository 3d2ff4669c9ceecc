//! Writes the sum of verdict lines for people.
//!
//! ```text
//! 1000 payloads: 991 valid, 4 with findings, 3 invalid, 2 unreadable
//! as request (17), response (982)
//! card dl (12), ic (970)
//! inferResult SUCCESS (982)
//! unreadable, truncated: 2
//! 3 findings in 3 payloads: enum /images/*/inferResult, such as "a", "b"
//! 2 blank lines
//! ```

use super::sum::{Group, Sum};
use idcard_judge::{Failure, printable};
use idcard_report::wording::{self, counted, pointer_or_whole};
use std::io::{self, Write};

/// How many groups are shown: who reads more of them reads them with a program.
const MOST_SHOWN: usize = 100;

/// Writes the report. Failures are on standard error; here they are counted.
pub fn write_text(sum: &Sum, failed: &[Failure], mut out: impl Write) -> io::Result<()> {
    verdicts(sum, &mut out)?;
    let groups = sum.by_size();
    for (at, rule, group) in groups.iter().take(MOST_SHOWN) {
        self::group(at, rule, group, &mut out)?;
    }
    if groups.len() > MOST_SHOWN {
        let more = counted((groups.len() - MOST_SHOWN) as u64, "smaller group");
        writeln!(out, "{more} more; all are in --report json")?;
    }
    if sum.ungrouped() > 0 {
        let more = counted(sum.ungrouped(), "finding");
        writeln!(out, "{more} more, at places that are not told apart")?;
    }
    if sum.counts.blank > 0 {
        writeln!(out, "{}", counted(sum.counts.blank as u64, "blank line"))?;
    }
    if !failed.is_empty() {
        let parts = counted(failed.len() as u64, "part");
        writeln!(out, "not all of it: {parts} failed, and not counted")?;
    }
    out.flush()
}

fn verdicts(sum: &Sum, mut out: impl Write) -> io::Result<()> {
    writeln!(out, "{}", wording::verdicts(sum.tally()))?;
    for line in wording::breakdown(&sum.documents(), &sum.kinds()) {
        writeln!(out, "{line}")?;
    }
    for (reason, count) in &sum.reasons {
        writeln!(out, "unreadable, {reason}: {count}")?;
    }
    Ok(())
}

fn group(at: &str, rule: &str, group: &Group, mut out: impl Write) -> io::Result<()> {
    let Group { count, ids } = group;
    let findings = counted(count.times, "finding");
    let payloads = counted(count.payloads, "payload");
    let place = pointer_or_whole(at);
    write!(out, "{findings} in {payloads}: {rule} {}", printable(place))?;
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    if !ids.is_empty() {
        write!(out, ", such as {}", printable(&ids.join(", ")))?;
    }
    writeln!(out)
}
