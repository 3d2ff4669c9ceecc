//! Writes the top of the page: what was read and when, how it went, and what the page can be filtered by.

use super::super::listed::Listed;
use super::super::wording::counted;
use super::super::{Digest, summary};
use super::Run;
use idcard_judge::printable;
use maud::{Markup, html};
use std::io;

/// The most names of inputs that stand on the page.
const MOST_INPUTS: usize = 20;

pub(super) fn about(run: &Run) -> Markup {
    let more = run.inputs.len().saturating_sub(MOST_INPUTS);
    html! {
        p.about { "idcard " (env!("CARGO_PKG_VERSION"))
            @if let Some(date) = &run.date { ", " time datetime=(date) { (date) } } }
        @if !run.inputs.is_empty() {
            ul.inputs { @for input in run.inputs.iter().take(MOST_INPUTS) {
                li { code { (printable(input)) } }
            } }
        }
        (super::more(more, "inputs"))
    }
}

/// Shown by the script, as nothing happens without it.
pub(super) fn filter(digest: &Digest, listed: &Listed) -> Markup {
    let is_wanted = !digest.news().is_empty() || !listed.payloads.is_empty();
    html! {
        @if is_wanted {
            form.filter hidden {
                label { "Words " input type="search" name="words" autocomplete="off"; }
                label { "Level " select name="level" {
                    option value="all" { "all" }
                    option value="error" { "error" }
                    option value="warning" { "warning" }
                } }
                output {}
            }
        }
    }
}

pub(super) fn counts(digest: &Digest) -> Markup {
    let tally = &digest.tally;
    let counts = [
        ("valid", tally.valid),
        ("findings", tally.findings),
        ("invalid", tally.invalid),
        ("unreadable", tally.unreadable),
        ("failed", tally.failed),
    ];
    html! {
        ul.counts {
            @for (name, count) in counts {
                li class=(if count > 0 { name } else { "none" }) { b { (count) } " " (name) }
            }
        }
        p { (counted(digest.findings(), "finding")) " in "
            (counted(u64::try_from(tally.payloads()).unwrap_or(u64::MAX), "payload")) "." }
    }
}

/// In the words of the report for people, which says it in whole sentences.
pub(super) fn baseline(digest: &Digest) -> io::Result<Markup> {
    let mut lines = Vec::new();
    summary::breakdown(&mut lines, digest)?;
    summary::read(&mut lines, digest)?;
    summary::skipped(&mut lines, digest)?;
    summary::beyond(&mut lines, digest)?;
    summary::baseline(&mut lines, digest)?;
    let lines = String::from_utf8_lossy(&lines).into_owned();
    Ok(html! {
        @for line in lines.lines() { p { (line) } }
    })
}
