//! Shows what was found: as text, JSON, Markdown, or annotations of a hosted review.
//!
//! What a page says is shown on one line, without characters that act on a terminal.

mod form;

use super::edition::{Aspect, Edition, Reach};
use super::finding::Finding;
use super::layout::Layout;
use super::releases::Release;
pub use crate::options::ReportForm as Form;
pub use crate::shown::plain;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// What a run found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The pages that were compared.
    pub pages: Vec<Summary>,
    /// What somebody has to look at.
    pub findings: Vec<Finding>,
    /// Entries of release notes.
    pub releases: Vec<Release>,
    /// Release notes that were read, with how many entries each has.
    pub notes: Vec<(String, usize)>,
    /// Files that could not be read, and why.
    pub unreadable: Vec<(String, String)>,
}

/// One page that was compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its file.
    pub file: String,
    /// The page.
    pub page: String,
    /// Its language.
    pub language: String,
    /// How many tables and examples were found.
    pub sections: usize,
    /// How many rows.
    pub rows: usize,
    /// How many findings of it the register silences.
    pub silenced: usize,
    /// The section that it ends in or behind, where it is not whole.
    pub ends: Option<String>,
    /// Whether there is something to compare it with.
    pub has_snapshot: bool,
}

impl Summary {
    /// What is to be said of an edition.
    pub fn of(edition: &Edition, layout: &Layout, silenced: usize, has_snapshot: bool) -> Self {
        let ours = layout.page(&edition.page);
        let ends = match edition.reach {
            Reach::Within(at) => Some(("in", at)),
            Reach::After(at) => Some(("after", at)),
            Reach::Whole => None,
        };
        let name = |(how, at): (&str, usize)| Some(format!("{how} {}", ours?.order.get(at)?));
        Self {
            file: edition.file.clone(),
            page: edition.page.clone(),
            language: edition.language.clone(),
            sections: edition.tables.len(),
            rows: edition.rows.len(),
            silenced,
            ends: ends.and_then(name),
            has_snapshot,
        }
    }
}

impl Report {
    /// The report in a form.
    pub fn show(&self, form: Form) -> String {
        match form {
            Form::Text => form::text(self),
            Form::Json => format!("{:#}\n", self.to_json()),
            Form::Markdown => form::markdown(self),
            Form::Github => form::github(self),
        }
    }

    fn to_json(&self) -> Value {
        let pages = self.pages.iter().map(|page| {
            json!({
                "file": page.file, "page": page.page, "language": page.language,
                "sections": page.sections, "rows": page.rows, "silenced": page.silenced,
                "ends": page.ends, "has_snapshot": page.has_snapshot,
            })
        });
        let unreadable = self.unreadable.iter();
        let unreadable = unreadable.map(|(file, why)| json!({ "file": file, "why": why }));
        let notes = self.notes.iter();
        let notes = notes.map(|(file, entries)| json!({ "file": file, "entries": entries }));
        let releases = self.releases.iter().map(|it| {
            let date = it.date.map(day);
            json!({ "page": it.page, "date": date, "file": it.file, "line": it.line })
        });
        json!({
            "pages": pages.collect::<Vec<_>>(),
            "findings": self.findings.iter().map(finding).collect::<Vec<_>>(),
            "releases": releases.collect::<Vec<_>>(),
            "release_notes": notes.collect::<Vec<_>>(),
            "unreadable": unreadable.collect::<Vec<_>>(),
        })
    }
}

fn finding(it: &Finding) -> Value {
    let place = |place: &Option<(String, usize)>| match place {
        Some((file, line)) => json!({ "file": file, "line": line }),
        None => Value::Null,
    };
    let spec = it.places.spec.iter();
    let spec = spec.map(|(place, pointer)| json!({ "place": place, "pointer": pointer }));
    let others = it
        .others
        .iter()
        .map(|(side, says)| json!({ "side": side, "says": says }));
    json!({
        "change": it.change().to_string(),
        "page": it.page, "language": it.language, "section": it.section, "row": it.row,
        "aspect": it.aspect.as_str(),
        "says": it.says, "was": it.was, "spec": it.spec,
        "others": others.collect::<Vec<_>>(), "register": it.register,
        "places": {
            "page": place(&it.places.page), "snapshot": place(&it.places.snapshot),
            "other": place(&it.places.other), "spec": spec.collect::<Vec<_>>(),
        },
    })
}

/// A date as it is written.
fn day((year, month, day): (u16, u8, u8)) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// What is to be said of an entry of release notes.
fn entry(it: &Release) -> String {
    let page = it.page.as_deref().unwrap_or("release notes");
    match it.date {
        Some(date) => format!(
            "{page}: an entry of {}, newer than what was accepted",
            day(date)
        ),
        None => format!("{page}: an entry whose date cannot be read"),
    }
}

/// A finding in one sentence, without its places.
pub fn sentence(finding: &Finding) -> String {
    let what = match (
        finding.page.as_str(),
        finding.section.as_str(),
        finding.row.as_str(),
    ) {
        ("", _, id) => format!("the register, `{id}`"),
        (page, "", _) => format!("{page} ({})", finding.language),
        (page, section, "") => format!("{page} ({}), {section}", finding.language),
        (page, section, row) => format!("{page} ({}), {section}, `{row}`", finding.language),
    };
    let mut sides = vec![format!("the page says {}", finding.says)];
    if finding.page.is_empty() {
        sides = vec![format!("in the register {}", finding.says)];
    }
    sides.extend(finding.was.iter().map(|was| format!("it said {was}")));
    sides.extend(
        finding
            .spec
            .iter()
            .map(|spec| format!("the spec says {spec}")),
    );
    let others = finding.others.iter();
    sides.extend(others.map(|(side, says)| format!("{side} says {says}")));
    let mut sentence = format!("{what}: {}: {}", finding.aspect.as_str(), sides.join("; "));
    if !finding.register.is_empty() && !finding.page.is_empty() {
        let ids: Vec<_> = finding
            .register
            .iter()
            .map(|id| format!("`{id}`"))
            .collect();
        // Writing to a `String` cannot fail.
        let _ = write!(
            sentence,
            "; {} of the register no longer holds",
            ids.join(", ")
        );
    }
    if finding.aspect == Aspect::Note {
        sentence = sentence.replace(": note: ", ": wording: ");
    }
    plain(&sentence)
}
