//! Finds the section that each table and each example of a page is: the page in its order comes in,
//! pairs of an item and a section come out.
//!
//! The top tables of request and answer have the same members, and tables of fields the same rows,
//! so none is known by itself: the pairing that keeps both orders and has the most rows in common
//! wins. So a page that ends early is paired up to its end, in whatever language.

use super::layout::{Kind, Section};
use super::model::{Example, ExampleKind, Page, Table};

/// A table or an example of a page.
#[derive(Debug, Clone, Copy)]
pub(super) enum Item<'p> {
    Table(&'p Table),
    Example(&'p Example),
}

impl Item<'_> {
    pub(super) fn line(&self) -> usize {
        match self {
            Self::Table(table) => table.line,
            Self::Example(example) => example.line,
        }
    }

    fn headings(&self) -> (&[String], &[String]) {
        match self {
            Self::Table(table) => (&table.headings, &table.anchors),
            Self::Example(example) => (&example.headings, &[]),
        }
    }
}

/// The tables and examples of a page that could be sections, in its order.
pub(super) fn items(page: &Page) -> Vec<Item<'_>> {
    let tables = page.tables.iter().map(Item::Table);
    let examples = page.examples.iter().map(Item::Example);
    let mut items: Vec<_> = tables.chain(examples).filter(|item| is_any(item)).collect();
    items.sort_by_key(Item::line);
    items
}

/// Pairs items with sections, by their numbers, in order. `known` says of a section whether a row
/// of that path belongs to it.
pub(super) fn align(
    items: &[Item<'_>],
    sections: &[(&str, &Section)],
    known: impl Fn(&str, &str) -> bool,
) -> Vec<(usize, usize)> {
    let columns = sections.len() + 1;
    // The best score of what begins at an item and a section.
    let mut best = vec![0.0_f64; (items.len() + 1) * columns];
    let mut pairs = vec![None; items.len() * sections.len()];
    for (i, item) in items.iter().enumerate().rev() {
        for (s, (name, section)) in sections.iter().enumerate().rev() {
            let score = score(item, section, |path| known(name, path));
            let at = |i: usize, s: usize| best.get(i * columns + s).copied().unwrap_or_default();
            let skipped = at(i + 1, s).max(at(i, s + 1));
            let paired = score.map(|score| score + at(i + 1, s + 1));
            // Of two pairings as good as one another the earlier section: a page that ends early
            // has the first ones.
            let paired = paired.filter(|paired| *paired >= skipped - 1e-9);
            if let Some(cell) = pairs.get_mut(i * sections.len() + s) {
                *cell = paired;
            }
            if let Some(cell) = best.get_mut(i * columns + s) {
                *cell = paired.unwrap_or(skipped);
            }
        }
    }
    let (mut i, mut s, mut found) = (0, 0, Vec::new());
    while i < items.len() && s < sections.len() {
        let at = |i: usize, s: usize| best.get(i * columns + s).copied().unwrap_or_default();
        if pairs
            .get(i * sections.len() + s)
            .copied()
            .flatten()
            .is_some()
        {
            found.push((i, s));
            (i, s) = (i + 1, s + 1);
        } else if at(i, s + 1) >= at(i + 1, s) {
            s += 1;
        } else {
            i += 1;
        }
    }
    found
}

/// How well an item is a section; `None` where it cannot be.
fn score(item: &Item<'_>, section: &Section, known: impl Fn(&str) -> bool) -> Option<f64> {
    let (headings, anchors) = item.headings();
    let is_headed = section.heading.as_ref().is_some_and(|wanted| {
        let last = headings.last().into_iter().chain(anchors);
        let mut last = last.map(|heading| heading.trim_end_matches(|c: char| c.is_ascii_digit()));
        last.any(|heading| heading.eq_ignore_ascii_case(wanted))
    });
    let heading = if is_headed { 4.0 } else { 0.0 };
    match item {
        Item::Table(table) if section.is.table() == Some(table.kind) => {
            let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
            let shared = table.rows.iter().filter(|row| known(&row.path)).count();
            let shared = f64::from(u32::try_from(shared).unwrap_or(u32::MAX));
            Some(1.0 + heading + 8.0 * shared / f64::from(rows.max(1)))
        }
        Item::Example(example) if kind(example) == Some(section.is) => Some(1.0 + heading),
        _ => None,
    }
}

fn is_any(item: &Item<'_>) -> bool {
    match item {
        Item::Table(table) => !matches!(
            table.kind,
            super::model::TableKind::Releases | super::model::TableKind::Other
        ),
        Item::Example(example) => kind(example).is_some(),
    }
}

fn kind(example: &Example) -> Option<Kind> {
    match example.kind {
        ExampleKind::Json { .. } => Some(Kind::Json),
        ExampleKind::Command(_) => Some(Kind::Command),
        ExampleKind::Other => None,
    }
}
