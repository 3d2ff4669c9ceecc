//! Writes a report in the forms that are lines of text.

use super::{Report, Summary, entry, plain, sentence};
use crate::page::finding::Finding;
use crate::shown::{message, property};
use std::fmt::Write as _;

/// For people: each finding with its places, and what was compared.
pub(super) fn text(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        // Writing to a `String` cannot fail, here and below.
        let _ = writeln!(text, "{}: {}", finding.change(), sentence(finding));
        for place in places(finding) {
            let _ = writeln!(text, "  --> {place}");
        }
    }
    for it in &report.releases {
        let _ = writeln!(text, "release: {}", entry(it));
        let _ = writeln!(text, "  --> {}:{}", plain(&it.file), it.line);
    }
    for (file, why) in &report.unreadable {
        let _ = writeln!(text, "{}: cannot be read: {}", plain(file), plain(why));
    }
    for page in &report.pages {
        let _ = writeln!(text, "{}", summary(page));
    }
    for (file, entries) in &report.notes {
        let _ = writeln!(text, "{}", notes(file, *entries));
    }
    let _ = writeln!(text, "{}", sum(report));
    text
}

fn summary(page: &Summary) -> String {
    let Summary {
        file,
        page: name,
        language,
        sections,
        rows,
        silenced,
        ends,
        has_snapshot,
    } = page;
    let mut text = format!(
        "{}: {name} ({language}): {sections} tables and examples, {rows} rows; known: {silenced}",
        plain(file)
    );
    if let Some(ends) = ends {
        let _ = write!(text, "; ends {ends}, compared up to there");
    }
    if !has_snapshot {
        text.push_str("; no snapshot, so nothing is new or gone");
    }
    text
}

fn notes(file: &str, entries: usize) -> String {
    format!(
        "{}: release notes, entries that lead to a page: {entries}",
        plain(file)
    )
}

fn sum(report: &Report) -> String {
    let found = report.findings.len() + report.releases.len();
    let found = match found {
        0 => "no findings".to_owned(),
        1 => "1 finding".to_owned(),
        _ => format!("{found} findings"),
    };
    match report.unreadable.len() {
        0 => found,
        unread => format!("{found}; {unread} could not be read"),
    }
}

fn places(finding: &Finding) -> Vec<String> {
    let places = &finding.places;
    let files = [&places.page, &places.snapshot, &places.other];
    let files = files.into_iter().flatten();
    let files = files.map(|(file, line)| format!("{}:{line}", plain(file)));
    let spec = places.spec.iter();
    files
        .chain(spec.map(|(place, pointer)| plain(&format!("{place} {pointer}"))))
        .collect()
}

/// A table, for the text of a change request.
pub(super) fn markdown(report: &Report) -> String {
    let mut text = String::new();
    if !report.findings.is_empty() {
        text.push_str("| | what | where |\n|---|---|---|\n");
    }
    for finding in &report.findings {
        let places: Vec<_> = places(finding).into_iter().map(|it| code(&it)).collect();
        let what = code(&sentence(finding));
        let _ = writeln!(
            text,
            "| {} | {what} | {} |",
            finding.change(),
            places.join("<br>")
        );
    }
    if !report.releases.is_empty() {
        text.push_str("\n| entry | where |\n|---|---|\n");
    }
    for it in &report.releases {
        let place = format!("{}:{}", it.file, it.line);
        let _ = writeln!(text, "| {} | {} |", code(&entry(it)), code(&plain(&place)));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    for (file, why) in &report.unreadable {
        let _ = writeln!(
            text,
            "- {} cannot be read: {}",
            code(&plain(file)),
            code(&plain(why))
        );
    }
    for page in &report.pages {
        let _ = writeln!(text, "- {}", code(&summary(page)));
    }
    for (file, entries) in &report.notes {
        let _ = writeln!(text, "- {}", code(&notes(file, *entries)));
    }
    let _ = writeln!(text, "\n{}.", sum(report));
    text
}

/// A text as it stands, for Markdown: a span of code, in which nothing is a link, a picture or a mention.
fn code(text: &str) -> String {
    let runs = text.split(|c| c != '`');
    let longest = runs.map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let text = text.replace('|', "\\|");
    format!("{fence} {text} {fence}")
}

/// Workflow commands: each finding at its line of the spec, else of the page.
pub(super) fn github(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let spec = finding.places.spec.first().map(|(place, _)| place.as_str());
        let spec = spec.and_then(|place| {
            let mut parts = place.rsplitn(3, ':');
            let (_, line, file) = (parts.next()?, parts.next()?, parts.next()?);
            Some((file.to_owned(), line.to_owned()))
        });
        let page = finding.places.page.as_ref();
        let place = spec.or_else(|| page.map(|(file, line)| (file.clone(), line.to_string())));
        let place = place.map_or_else(String::new, |(file, line)| {
            format!(" file={},line={line}", property(&file))
        });
        let title = format!("{} {}", finding.change(), finding.aspect.as_str());
        let comma = if place.is_empty() { " " } else { "," };
        let words = message(&sentence(finding));
        let _ = writeln!(
            text,
            "::warning{place}{comma}title={}::{words}",
            property(&title)
        );
    }
    for it in &report.releases {
        let (file, line) = (property(&it.file), it.line);
        let words = message(&entry(it));
        let _ = writeln!(
            text,
            "::warning file={file},line={line},title=release::{words}"
        );
    }
    for (file, why) in &report.unreadable {
        let _ = writeln!(text, "::error file={}::{}", property(file), message(why));
    }
    text
}
