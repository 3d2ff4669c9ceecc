//! Decides which of our pages a page is, and whether it can be one at all: a rebuilt site, a wall
//! against robots or a notice of an error has other tables or none, and must not read as a page
//! from which everything was removed.

use super::edition::{Edition, Reach, build};
use super::layout::{Kind, Known, Layout};
use super::model::{Page, TableKind};
use super::spec::Spec;
use std::cell::RefCell;
use std::collections::HashMap;

/// What is known of our pages.
#[derive(Debug, Clone, Copy)]
pub struct Ours<'a> {
    /// The layout of the pages.
    pub layout: &'a Layout,
    /// The spec.
    pub spec: &'a Spec<'a>,
    /// The snapshots, of all pages and languages.
    pub snapshots: &'a [Edition],
}

impl<'a> Ours<'a> {
    /// The edition that a page is. `file` is what it is called in reports.
    ///
    /// # Errors
    ///
    /// A message, when it is none of ours, could be several, or has lost most of its rows.
    pub fn edition(&self, page: &Page, file: &str) -> Result<Edition, String> {
        let ours = self.identify(page)?;
        // Asked for each row and each table that it could be in.
        let memory = RefCell::new(HashMap::new());
        let knows = |section: &str, path: &str| {
            let key = (section.to_owned(), path.to_owned());
            let mut memory = memory.borrow_mut();
            *memory
                .entry(key)
                .or_insert_with(|| self.knows(ours, section, path))
        };
        let edition = build(page, file, ours, self.layout, knows);
        let mut rows = edition.rows.iter();
        if !rows.any(|row| knows(&row.section, &row.path)) {
            return Err(format!(
                "it has no row of the page `{}` that it says it is; look at it in a browser",
                ours.name
            ));
        }
        let (found, expected) = self.lost(&edition, ours);
        if found * 2 < expected {
            return Err(format!(
                "it has lost most of its rows: {found} of {expected} are there; look at it in a \
                 browser, and if the vendor rebuilt the page, remove its snapshot"
            ));
        }
        Ok(edition)
    }

    /// The snapshot of the same page and language.
    pub fn before(&self, edition: &Edition) -> Option<&'a Edition> {
        let mut snapshots = self.snapshots.iter();
        snapshots.find(|it| it.page == edition.page && it.language == edition.language)
    }

    fn identify(&self, page: &Page) -> Result<&'a Known, String> {
        let pages = &self.layout.pages;
        if let Some(slug) = &page.head.slug {
            let found = pages.iter().find(|known| known.slug == *slug);
            return found.ok_or_else(|| "its slug is none of our pages".to_owned());
        }
        let title = page.head.title.as_deref().map(str::trim);
        let has_title = |known: &&Known| {
            let titles = known.titles.values();
            title.is_some_and(|title| titles.into_iter().any(|it| it.eq_ignore_ascii_case(title)))
        };
        if let Some(found) = pages.iter().find(has_title) {
            return Ok(found);
        }
        self.by_rows(page)
    }

    /// The page that knows most of the rows, if there is one.
    fn by_rows(&self, page: &Page) -> Result<&'a Known, String> {
        let tables = page.tables.iter();
        let tables =
            tables.filter(|table| !matches!(table.kind, TableKind::Other | TableKind::Releases));
        let rows: Vec<_> = tables.flat_map(|table| &table.rows).collect();
        let score = |known: &'a Known| {
            let is_known = |path: &str| {
                let mut order = known.order.iter();
                order.any(|section| self.knows(known, section, path))
            };
            (rows.iter().filter(|row| is_known(&row.path)).count(), known)
        };
        let mut scores: Vec<_> = self.layout.pages.iter().map(score).collect();
        scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        match &scores[..] {
            [(0, _), ..] | [] => {
                Err("it is none of our pages: no table has a row of theirs".to_owned())
            }
            [(first, a), (second, b), ..] if first == second => Err(format!(
                "it could be `{}` or `{}`, as it has no slug and no title of theirs; keep its head",
                a.name, b.name
            )),
            [(_, known), ..] => Ok(known),
        }
    }

    /// Whether a section of a page has a row of that path, by the spec or by a snapshot.
    fn knows(&self, ours: &Known, section: &str, path: &str) -> bool {
        let snapshots = self
            .snapshots
            .iter()
            .filter(|edition| edition.page == ours.name);
        if snapshots
            .into_iter()
            .any(|edition| edition.row(section, path).is_some())
        {
            return true;
        }
        let Some(section) = self.layout.sections.get(section) else {
            return false;
        };
        let has = |node: &String| match section.is {
            Kind::Statuses => self.spec.codes(node).iter().any(|(code, ..)| *code == path),
            Kind::Members => {
                self.spec.find(node, path).is_some() || self.spec.near(node, path).is_some()
            }
            Kind::Command | Kind::Json => path == super::edition::EXAMPLE,
            Kind::Methods | Kind::Headers => false,
        };
        section.describes.iter().any(has)
            || section
                .rows
                .keys()
                .any(|row| row.eq_ignore_ascii_case(path))
    }

    /// Of the rows that the snapshot has, up to where the edition ends: how many are there, and how
    /// many could be.
    fn lost(&self, edition: &Edition, ours: &Known) -> (usize, usize) {
        let Some(before) = self.before(edition) else {
            return (0, 0);
        };
        let (mut found, mut expected) = (0, 0);
        for (at, section) in ours.order.iter().enumerate() {
            let old: Vec<_> = before.section(section).collect();
            let is_there = |row: &usize| {
                old.get(*row)
                    .is_some_and(|row| edition.row(section, &row.path).is_some())
            };
            let there: Vec<_> = (0..old.len()).filter(is_there).collect();
            found += there.len();
            expected += match edition.reach {
                Reach::Within(last) if last == at => there.last().map_or(0, |last| last + 1),
                reach if reach.covers(at) => old.len(),
                _ => there.len(),
            };
        }
        (found, expected)
    }
}
