//! Writes the end of the report for people: what the findings have in common, from the digest alone.

use super::shape::share;
use super::style::Style;
use super::wording::{self, counted, named, place, pointer_or_whole, verdicts};
use super::{Count, Digest, Group, Known};
use idcard_judge::MOST_FINDINGS;
use std::io::{self, Write};

/// The most groups, members, and groups of a baseline, that are listed for people.
const MOST_ROWS: usize = 50;

/// How far a column of pointers may push the next one away.
const WIDEST: usize = 70;

/// Everything; `shown` payloads have had a line of their own, and not all of their findings one if
/// some are `omitted`.
pub(super) fn write(
    out: &mut dyn Write,
    style: Style,
    digest: &Digest,
    shown: usize,
    omitted: bool,
) -> io::Result<()> {
    let tally = &digest.tally;
    let news = digest.news();
    let is_one = tally.payloads() + tally.failed == 1;
    let undocumented = digest.undocumented();
    // Who has just read every line of one payload need not read them again.
    let is_repeated = !is_one && news.iter().any(|group| group.count.times > 1);
    let has_groups = (is_repeated || omitted) && !news.is_empty();
    let has_members = (!is_one || omitted) && !undocumented.is_empty();
    if has_groups {
        groups(out, style, &news)?;
    }
    if has_members {
        members(out, style, digest, &undocumented)?;
    }
    let is_counted = !is_one || shown == 0;
    if (has_groups || has_members) && (is_counted || digest.has_baseline()) {
        writeln!(out)?;
    }
    beyond(out, digest)?;
    baseline(out, digest)?;
    if is_counted {
        counts(out, digest)
    } else {
        read(out, digest)
    }
}

fn groups(out: &mut dyn Write, style: Style, groups: &[&Group]) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", style.bold("Findings, by rule and pointer"))?;
    let rows = groups.iter().take(MOST_ROWS).map(|group| {
        let rule = format!("{} {}", group.rule, pointer_or_whole(&group.folded));
        let mut places = place(&group.first);
        if group.first != group.last {
            places = format!("{places} … {}", place(&group.last));
        }
        let Count { times, payloads } = group.count;
        [times.to_string(), payloads.to_string(), rule, places]
    });
    let head = ["count", "payloads", "what", "first … last"];
    table(out, head, rows.collect())?;
    more(out, groups.len())
}

fn members(
    out: &mut dyn Write,
    style: Style,
    digest: &Digest,
    groups: &[&Group],
) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{}",
        style.bold("Members that the spec does not name")
    )?;
    let rows = groups.iter().take(MOST_ROWS).map(|group| {
        let share = format!("{:.2} %", share(group, &digest.tally) * 100.0);
        let (count, since) = (group.count.times.to_string(), place(&group.first));
        [count, share, group.folded.clone(), since]
    });
    table(
        out,
        ["count", "of payloads", "member", "since"],
        rows.collect(),
    )?;
    more(out, groups.len())
}

fn more(out: &mut dyn Write, all: usize) -> io::Result<()> {
    match all.saturating_sub(MOST_ROWS) {
        0 => Ok(()),
        more => writeln!(out, "… and {more} more: --report json lists them"),
    }
}

/// Two columns of numbers, then two of text.
fn table(out: &mut dyn Write, head: [&str; 4], rows: Vec<[String; 4]>) -> io::Result<()> {
    let head = head.map(str::to_owned);
    let rows: Vec<_> = std::iter::once(head).chain(rows).collect();
    let width = |column: usize| {
        let cells = rows.iter().map(|row| &row[column]);
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let (first, second, third) = (width(0), width(1), width(2).min(WIDEST));
    for [a, b, c, d] in &rows {
        writeln!(out, "  {a:>first$}  {b:>second$}  {c:<third$}  {d}")?;
    }
    Ok(())
}

/// Findings that are in no group.
pub(super) fn beyond(out: &mut dyn Write, digest: &Digest) -> io::Result<()> {
    let Count { times, payloads } = digest.beyond();
    if times > 0 {
        let (findings, payloads) = (counted(times, "finding"), counted(payloads, "payload"));
        writeln!(
            out,
            "{findings} in {payloads} beyond the first {MOST_FINDINGS} of a payload, counted only"
        )?;
    }
    match digest.ungrouped() - times {
        0 => Ok(()),
        count => writeln!(
            out,
            "{} of more kinds than are told apart",
            counted(count, "finding")
        ),
    }
}

pub(super) fn baseline(out: &mut dyn Write, digest: &Digest) -> io::Result<()> {
    if !digest.has_baseline() {
        return Ok(());
    }
    let groups = digest.groups();
    let known: u64 = groups
        .iter()
        .filter(|group| group.known)
        .map(|group| group.count.times)
        .sum();
    writeln!(
        out,
        "{} of the baseline, not shown",
        counted(known, "finding")
    )?;
    let absent = digest.absent();
    for Known { rule, pointer } in absent.iter().take(MOST_ROWS) {
        let (rule, pointer) = (named(rule), named(pointer));
        let pointer = pointer_or_whole(&pointer);
        writeln!(out, "of the baseline, not found: {rule} {pointer}")?;
    }
    more(out, absent.len())
}

/// One line for all payloads, and what they were.
pub(super) fn counts(out: &mut dyn Write, digest: &Digest) -> io::Result<()> {
    writeln!(out, "{}", verdicts(&digest.tally))?;
    breakdown(out, digest)?;
    read(out, digest)?;
    skipped(out, digest)
}

/// A line for each way to tell the payloads apart.
pub(super) fn breakdown(out: &mut dyn Write, digest: &Digest) -> io::Result<()> {
    let (documents, kinds) = (digest.breakdown.documents(), digest.breakdown.kinds());
    let mut lines = wording::breakdown(&documents, &kinds).into_iter();
    lines.try_for_each(|line| writeln!(out, "{line}"))
}

/// One line for how inputs were read, if that is not plain.
pub(super) fn read(out: &mut dyn Write, digest: &Digest) -> io::Result<()> {
    if digest.read.is_empty() {
        return Ok(());
    }
    let how: Vec<_> = digest.read.iter().copied().collect();
    writeln!(out, "read: {}", how.join(", "))
}

/// One line for what was rightly not judged, if there was anything.
pub(super) fn skipped(out: &mut dyn Write, digest: &Digest) -> io::Result<()> {
    let skipped = digest.skipped.iter();
    let skipped: Vec<_> = skipped
        // In this order it is right for one of them as well.
        .map(|(what, count)| format!("{} ({count})", what.plural()))
        .collect();
    if skipped.is_empty() {
        return Ok(());
    }
    writeln!(out, "not judged: {}", skipped.join(", "))
}
