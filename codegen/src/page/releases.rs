//! Reads release notes: entries that are newer than what was accepted and lead to one of our pages.

use super::edition::Edition;
use super::layout::{Known, Layout};
use super::model::{Page, Row, Table, TableKind};

/// An entry of the release notes that somebody should look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Release {
    /// The page of ours that it leads to, if it does.
    pub page: Option<String>,
    /// Its date, as year, month and day; one without leads perhaps to one of our pages.
    pub date: Option<(u16, u8, u8)>,
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

/// What release notes have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notes {
    /// Entries that lead to one of our pages and are newer than its snapshot, and those whose date
    /// cannot be read.
    pub entries: Vec<Release>,
    /// How many entries have a date and lead anywhere.
    pub read: usize,
}

/// Reads release notes.
///
/// # Errors
///
/// A message when no entry has a date and says what it leads to: then this form does not carry that.
pub fn read(
    page: &Page,
    file: &str,
    layout: &Layout,
    snapshots: &[Edition],
) -> Result<Notes, String> {
    let mut releases = Vec::new();
    let mut read = 0;
    for table in page
        .tables
        .iter()
        .filter(|table| table.kind == TableKind::Releases)
    {
        for row in &table.rows {
            let of_entry = date_of(table, row);
            let Some(of_entry) = of_entry else {
                let known = layout.pages.iter().find(|known| leads_to(row, known));
                releases.push(Release {
                    page: known.map(|known| known.name.clone()),
                    date: None,
                    file: file.to_owned(),
                    line: row.line,
                });
                continue;
            };
            read += usize::from(row.others.iter().any(|(_, cell)| !cell.is_empty()));
            for known in layout.pages.iter().filter(|known| leads_to(row, known)) {
                let accepted = snapshots
                    .iter()
                    .filter(|edition| edition.page == known.name);
                let accepted = accepted.filter_map(|edition| date(edition.updated.as_deref()?));
                if accepted.max().is_none_or(|accepted| of_entry > accepted) {
                    releases.push(Release {
                        page: Some(known.name.clone()),
                        date: Some(of_entry),
                        file: file.to_owned(),
                        line: row.line,
                    });
                }
            }
        }
    }
    if read == 0 {
        return Err("none of its entries has a date and says which page it is about".to_owned());
    }
    Ok(Notes {
        entries: releases,
        read,
    })
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
