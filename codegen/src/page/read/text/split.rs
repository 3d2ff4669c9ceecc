//! Parts a row of text into its cells, where nothing or one blank parts them.
//!
//! Types, marks, methods and numbers come out of small sets, so they are found; names have no white
//! space. Two columns of free wording side by side cannot be told apart: then the second is unsaid.

use super::super::steps::step;
use super::super::words::{Column, Lexicon};
use super::head::Parting;

const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH",
];

/// Parts rows of one table.
pub(super) struct Splitter<'a> {
    pub(super) columns: &'a [Option<Column>],
    pub(super) types: &'a [String],
    pub(super) language: &'a Lexicon,
    pub(super) parting: Parting,
}

/// What may stand in a column.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// One of a small set.
    Closed,
    /// A name, without white space.
    Name,
    Wording,
}

impl Splitter<'_> {
    /// The cells of a row: `None` where one cannot be told. Nothing if the line is no row.
    pub(super) fn split<'t>(&self, line: &'t str) -> Option<Vec<Option<&'t str>>> {
        let mut cells = Vec::new();
        let mut rest = line.trim();
        let mut at = 0;
        while at < self.columns.len() {
            match self.class(at) {
                Class::Closed => {
                    let length = self.closed(at, rest)?;
                    cells.push(rest.get(..length));
                    rest = self.behind(rest.get(length..)?, at)?;
                }
                Class::Name => {
                    let length = self.name(at, rest)?;
                    cells.push(rest.get(..length));
                    rest = self.behind(rest.get(length..)?, at)?;
                }
                Class::Wording => {
                    let next = at + 1;
                    if next < self.columns.len() && self.class(next) == Class::Closed {
                        let length = self.run(next, rest, false)?;
                        cells.push(rest.get(..length).map(str::trim_end));
                        rest = self.behind(rest.get(length..)?.trim_start(), next)?;
                    } else if next < self.columns.len() {
                        // All that follows is one wording; whose, nobody can tell.
                        cells.resize(self.columns.len(), None);
                        return Some(cells);
                    } else {
                        cells.push(Some(rest));
                        rest = "";
                    }
                }
            }
            at += 1;
        }
        rest.is_empty().then_some(cells)
    }

    fn class(&self, at: usize) -> Class {
        match self.columns.get(at).and_then(Option::as_ref) {
            Some(
                Column::Type
                | Column::Required
                | Column::Method
                | Column::Status
                | Column::Code
                | Column::Date,
            ) => Class::Closed,
            Some(Column::Field | Column::Header) => Class::Name,
            Some(Column::Other(key)) if key == "uri" => Class::Name,
            _ => Class::Wording,
        }
    }

    /// What is behind a cell, once what parts it from the next is taken off.
    fn behind<'t>(&self, rest: &'t str, at: usize) -> Option<&'t str> {
        if self.parting == Parting::Glue || rest.is_empty() || at + 1 == self.columns.len() {
            return Some(rest);
        }
        rest.strip_prefix(' ').map(str::trim_start)
    }

    /// How long the name is that the text begins with.
    fn name(&self, at: usize, text: &str) -> Option<usize> {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let next = at + 1;
        if self.parting == Parting::Glue && next < self.columns.len() {
            // Only what follows tells where it ends.
            return match self.class(next) {
                Class::Closed => self.run(next, text, true),
                _ => None,
            };
        }
        (end > 0 && !text.starts_with('•')).then_some(end)
    }

    /// Where the closed columns from one on begin in the text, one right behind the other.
    fn run(&self, from: usize, text: &str, is_name: bool) -> Option<usize> {
        for (at, c) in text.char_indices() {
            step(1);
            if at > 0 && self.runs(from, text.get(at..)?) {
                return Some(at);
            }
            if is_name && c.is_whitespace() {
                return None;
            }
        }
        None
    }

    fn runs(&self, from: usize, text: &str) -> bool {
        let mut rest = text;
        let mut at = from;
        while at < self.columns.len() && self.class(at) == Class::Closed {
            let behind = self.closed(at, rest).and_then(|length| rest.get(length..));
            let Some(behind) = behind.and_then(|behind| self.behind(behind, at)) else {
                return false;
            };
            rest = behind;
            at += 1;
        }
        true
    }

    /// How long the word is that the text begins with, if the column may have it.
    fn closed(&self, at: usize, text: &str) -> Option<usize> {
        step(1);
        let longest = |words: &mut dyn Iterator<Item = &str>| {
            words
                .filter(|word| text.starts_with(word))
                .map(str::len)
                .max()
        };
        let length = match self.columns.get(at)?.as_ref()? {
            Column::Type => longest(&mut self.types.iter().map(String::as_str)),
            Column::Required => {
                let marks = self.language.required.iter().chain(&self.language.optional);
                longest(&mut marks.map(String::as_str).chain(["-"]))
            }
            Column::Method => longest(&mut METHODS.into_iter()),
            Column::Status => digits(text, 3).filter(|&count| count == 3),
            Column::Code => digits(text, 12),
            Column::Date => date(text),
            _ => None,
        }?;
        let parts = self.parting == Parting::Glue
            || text
                .get(length..)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        parts.then_some(length)
    }
}

fn digits(text: &str, most: usize) -> Option<usize> {
    let bytes = text.bytes().take(most);
    let count = bytes.take_while(u8::is_ascii_digit).count();
    (count > 0).then_some(count)
}

/// A date in digits: `2026-11-27`, `2026.11.27`, `2026/11/27`.
fn date(text: &str) -> Option<usize> {
    let date = text.as_bytes().get(..10)?;
    let fits = date.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => matches!(byte, b'-' | b'.' | b'/'),
        _ => byte.is_ascii_digit(),
    });
    fits.then_some(10)
}
