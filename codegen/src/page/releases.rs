//! Reads release notes: entries that are newer than what was accepted and lead to one of our pages.

use super::edition::Edition;
use super::layout::{Known, Layout};
use super::model::{Page, Row, Table, TableKind};

/// An entry of the release notes about one of our pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The page that it leads to.
    pub page: String,
    /// Its date, as year, month and day.
    pub date: (u16, u8, u8),
    /// The file of the release notes.
    pub file: String,
    /// Its line.
    pub line: usize,
}

/// Whether the page is one of release notes: it has tables of them and none of ours.
pub fn is_notes(page: &Page) -> bool {
    let has = |wanted: TableKind| page.tables.iter().any(|table| table.kind == wanted);
    has(TableKind::Releases) && !has(TableKind::Fields)
}

/// The entries that lead to one of our pages and are newer than its snapshot.
pub fn newer(page: &Page, file: &str, layout: &Layout, snapshots: &[Edition]) -> Vec<Release> {
    let mut releases = Vec::new();
    for table in page
        .tables
        .iter()
        .filter(|table| table.kind == TableKind::Releases)
    {
        for row in &table.rows {
            let Some(of_entry) = date_of(table, row) else {
                continue;
            };
            for known in layout.pages.iter().filter(|known| leads_to(row, known)) {
                let accepted = snapshots
                    .iter()
                    .filter(|edition| edition.page == known.name);
                let accepted = accepted.filter_map(|edition| date(edition.updated.as_deref()?));
                if accepted.max().is_none_or(|accepted| of_entry > accepted) {
                    releases.push(Release {
                        page: known.name.clone(),
                        date: of_entry,
                        file: file.to_owned(),
                        line: row.line,
                    });
                }
            }
        }
    }
    releases
}

/// The date of an entry: its own, else that of the heading over its table.
fn date_of(table: &Table, row: &Row) -> Option<(u16, u8, u8)> {
    let headings = table.headings.iter().rev();
    date(&row.path).or_else(|| headings.into_iter().find_map(|heading| date(heading)))
}

/// The first three numbers of a text, if they are a year, a month and a day.
fn date(text: &str) -> Option<(u16, u8, u8)> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    let year = numbers.next()?.parse().ok()?;
    let month = numbers.next()?.parse().ok()?;
    let day = numbers.next()?.parse().ok()?;
    let is_date =
        (2000..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    is_date.then_some((year, month, day))
}

/// Whether a link of the entry names the page, or a cell is its title.
fn leads_to(row: &Row, known: &Known) -> bool {
    row.others.iter().any(|(_, cell)| {
        let mut titles = known.titles.values();
        *cell == known.slug || titles.any(|title| title == cell)
    })
}
