//! Reads a page, whatever form and language it came in, into one neutral form.
//!
//! ```text
//! detect ──── bytes → form
//! markdown, html ── elements ─→ sink ─→ blocks ┐
//! text ──── lines, by the words ──────→ blocks ┤
//! assemble ◄───────────────────────────────────┘ → Page
//!   list, values, table ── cells of a grid → rows
//!   example, command ───── blocks of code → examples
//! ```
//!
//! Nothing here knows a site or a language: their words are data.

mod assemble;
mod block;
mod command;
mod detect;
mod example;
mod front;
mod grid;
mod html;
mod json;
mod lines;
mod list;
mod markdown;
mod plain;
mod sink;
mod steps;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod values;
mod words;

pub use words::Words;

use super::model::{Fault, Form, Head, Page};
use crate::source::{FaultKind, Source};
use assemble::{Found, assemble};
use lines::Lines;
use sink::Sink;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use table::Carries;

/// Why a file is no page that can be read. Nothing may be concluded from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPage {
    /// It has nothing in it.
    Empty,
    /// It is no text in UTF-8.
    Encoding,
    /// It has no table at all.
    NoTable,
    /// It has tables, and the words know the columns of none: another site, or another language.
    NoWords,
}

impl Display for NotAPage {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the file is empty",
            Self::Encoding => "the file is no text in UTF-8",
            Self::NoTable => {
                "no table of a reference page is in it: perhaps an error page, a rebuilt site, or \
                 a page that was not saved whole; save it again, as Markdown if the site has that"
            }
            Self::NoWords => {
                "none of its tables has columns that the words name: perhaps another page, or a \
                 language whose words are not there yet"
            }
        })
    }
}

impl Error for NotAPage {}

/// Reads a page. What cannot be read in it is in [`Page::faults`], and the rest is read.
pub fn read(bytes: &[u8], words: &Words) -> Result<Page, NotAPage> {
    let (source, fault) = Source::from_bytes("", bytes.to_vec());
    let text = source.text();
    if text.trim().is_empty() {
        return Err(NotAPage::Empty);
    }
    let mut faults = Vec::new();
    let mut cut = false;
    match fault {
        Some(fault) if fault.kind == FaultKind::Truncated => cut = true,
        // A stray byte is a finding; with many it is another encoding, or no text.
        Some(_) if text.matches(char::REPLACEMENT_CHARACTER).count() > text.len() / 100 => {
            return Err(NotAPage::Encoding);
        }
        Some(fault) => faults.push(Fault {
            line: source.position(fault.span.start).line,
            message: fault.message.into_owned(),
        }),
        None => {}
    }
    let lines = Lines::of(text);
    let mut found = match detect::form(text) {
        Form::Markdown => markdown(text, &lines),
        Form::Html => html(text, &lines),
        Form::Text => text::read(text, words).ok_or(NotAPage::NoTable)?,
    };
    found.cut |= cut;
    found.faults.splice(..0, faults);
    assemble(found, words, lines.last(text))
}

fn markdown(text: &str, lines: &Lines) -> Found {
    let mut sink = Sink::default();
    let aside = markdown::read(text, lines, &mut sink);
    let built = sink.finish();
    let mut faults = Vec::new();
    let mut head = Head::default();
    if let Some((front, offset)) = aside.front {
        front::read(&front, lines.line(offset), &mut head, &mut faults);
    }
    Found {
        form: Form::Markdown,
        head,
        blocks: built.blocks,
        closed: false,
        cut: built.cut,
        carries: Carries {
            code: true,
            lists: true,
            dashes: true,
        },
        language: None,
        faults,
    }
}

fn html(text: &str, lines: &Lines) -> Found {
    let mut sink = Sink::default();
    let aside = html::read(text, 0, lines, &mut sink);
    let built = sink.finish();
    let slug = aside.canonical.as_deref().and_then(|address| {
        let address = address.trim_end_matches('/').rsplit('/').next()?;
        Some(address.to_owned()).filter(|slug| !slug.is_empty())
    });
    Found {
        form: Form::Html,
        head: Head {
            title: built.title,
            slug,
            ..Head::default()
        },
        blocks: built.blocks,
        closed: built.closed,
        cut: built.cut,
        carries: Carries {
            code: true,
            lists: true,
            dashes: false,
        },
        language: None,
        faults: Vec::new(),
    }
}
