//! Puts blocks together to a page: which language, which headings, which end.

use super::super::model::{End, Fault, Form, Head, Page};
use super::NotAPage;
use super::block::{Block, Grid, Heading};
use super::example::example;
use super::table::{Carries, known, table};
use super::words::{Lexicon, Words};
use crate::page::model::TableKind;

/// What a driver found in a page.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) form: Form,
    pub(super) head: Head,
    pub(super) blocks: Vec<Block>,
    /// Whether the page says itself that it ends.
    pub(super) closed: bool,
    /// Whether it stops in the middle of something.
    pub(super) cut: bool,
    pub(super) carries: Carries,
    /// The language, by its number in the words, if it had to be known already.
    pub(super) language: Option<usize>,
    pub(super) faults: Vec<Fault>,
}

/// Makes a page of what was found. The line is its last.
pub(super) fn assemble(
    mut found: Found,
    words: &Words,
    last_line: usize,
) -> Result<Page, NotAPage> {
    let grids = || {
        found.blocks.iter().filter_map(|block| match block {
            Block::Grid(grid) => Some(grid),
            _ => None,
        })
    };
    if grids().next().is_none() {
        return Err(NotAPage::NoTable);
    }
    let language = found.language.and_then(|at| words.languages.get(at));
    let language = language.or_else(|| spoken(grids(), words));
    let language = language.ok_or(NotAPage::NoWords)?;
    let mut page = Page {
        form: found.form,
        language: language.tag.clone(),
        head: std::mem::take(&mut found.head),
        tables: Vec::new(),
        examples: Vec::new(),
        end: End::Open(last_line),
        faults: std::mem::take(&mut found.faults),
    };
    let mut path: Vec<Heading> = Vec::new();
    let mut closed = found.closed;
    let mut titled = false;
    for block in found.blocks {
        let headings = || path.iter().map(|heading| heading.text.clone()).collect();
        match block {
            Block::Heading(heading) => {
                // What HTML calls its title has the name of the site in it.
                let is_better = page.form == Form::Html && !titled;
                if heading.level == 1 && (page.head.title.is_none() || is_better) {
                    page.head.title = Some(heading.text.clone());
                    titled = true;
                }
                closed |= language.last.contains(&heading.text);
                while path.last().is_some_and(|last| last.level >= heading.level) {
                    path.pop();
                }
                path.push(heading);
            }
            Block::Grid(grid) => {
                // Tables do follow that heading here, so more of them may.
                closed = found.closed;
                let slug = page.head.slug.as_deref();
                let mut table = table(grid, language, found.carries, slug, &mut page.faults);
                table.headings = headings();
                table.anchors = path
                    .last()
                    .map(|last| last.anchors.clone())
                    .unwrap_or_default();
                page.tables.push(table);
            }
            Block::Code(code) => {
                let mut example = example(code);
                example.headings = headings();
                page.examples.push(example);
            }
        }
    }
    if page
        .tables
        .iter()
        .all(|table| table.kind == TableKind::Other)
    {
        return Err(NotAPage::NoWords);
    }
    if found.cut {
        page.end = End::Cut(last_line);
    } else if closed {
        page.end = End::Whole;
    }
    page.faults.sort_by_key(|fault| fault.line);
    Ok(page)
}

/// The language that knows most heads; of two, the one that comes first in the words.
fn spoken<'a, 'w>(grids: impl Iterator<Item = &'a Grid>, words: &'w Words) -> Option<&'w Lexicon> {
    let mut counts = vec![0; words.languages.len()];
    for grid in grids {
        for (count, language) in counts.iter_mut().zip(&words.languages) {
            *count += known(grid, language);
        }
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    let at = counts.iter().position(|&count| count == most)?;
    words.languages.get(at)
}
