//! Finds the objects of a text: those that stand in it as they are, and those that are written inside a string.
//!
//! A value begins and ends on a line, or is laid out from its bracket on.

use super::escaped;
use super::likeness::{Found, Taken, object};
use crate::form::position;
use crate::scan::is_space;
use crate::window::Window;
use memchr::memchr;
use spanned_tree::Position;
use std::io::{self, Read};
use std::ops::Range;

/// So often what was read may be searched over for objects that do not end.
const MOST_SEARCHED: usize = 16;

/// What was searched, against what was passed.
#[derive(Default)]
pub(super) struct Search {
    spent: usize,
    pub(super) passed: usize,
}

impl Search {
    pub(super) fn is_too_much(&self, longest: usize) -> bool {
        self.spent / MOST_SEARCHED > self.passed.saturating_add(longest)
    }
}

/// How much of the window is the line that begins at `from`, with its end. Looks no further than a
/// line may be long, and one byte.
pub(super) fn line_end<R: Read>(
    window: &mut Window<R>,
    from: usize,
    longest: usize,
) -> io::Result<usize> {
    let mut searched = from;
    loop {
        let text = window.look(searched + 1)?;
        if let Some(feed) = memchr(b'\n', &text[searched.min(text.len())..]) {
            return Ok(searched + feed + 1);
        }
        let is_all = text.len() <= searched;
        searched = text.len();
        if is_all || searched > from.saturating_add(longest) {
            return Ok(searched);
        }
    }
}

/// The next object that begins on this part of a line.
pub(super) fn next<R: Read>(
    window: &mut Window<R>,
    line: Range<usize>,
    longest: usize,
    search: &mut Search,
) -> io::Result<Option<Found>> {
    let mut at = line.start;
    loop {
        let text = window.look(line.end)?;
        let Some(bracket) = memchr(b'{', &text[at..line.end]) else {
            return Ok(None);
        };
        at += bracket;
        let rest = text[at..line.end].trim_ascii_end();
        let is_laid_out = rest.len() == 1 || rest.ends_with(b",") || rest.ends_with(b"[");
        if let Some(found) = escaped::object_at(&text[..line.end], at, &mut search.spent) {
            return Ok(Some(found));
        }
        if !begins_object(rest) {
            at += 1;
            continue;
        }
        let object = object(rest);
        let end = object.end.map_or(at + rest.len(), |end| at + end);
        if object.end.is_some() || !is_laid_out {
            search.spent += if object.end.is_none() { rest.len() } else { 0 };
            return Ok(Some(Found {
                range: at..end,
                object,
                decoded: None,
            }));
        }
        return laid_out(window, at, line.end, longest, search).map(Some);
    }
}

/// Whether the first member is there, or has to be on the next line.
fn begins_object(text: &[u8]) -> bool {
    let first = text[1..].iter().find(|byte| !is_space(**byte));
    first.is_none_or(|byte| matches!(byte, b'"' | b'}'))
}

/// An object that goes on over lines that are indented, or begin as JSON does, to the bracket that
/// closes it.
fn laid_out<R: Read>(
    window: &mut Window<R>,
    start: usize,
    first: usize,
    longest: usize,
    search: &mut Search,
) -> io::Result<Found> {
    let mut end = first;
    while end - start <= longest {
        let line = line_end(window, end, longest)?;
        let text = window.look(line)?;
        let begins = text.get(end).copied();
        if !begins.is_some_and(|byte| b" \t\r\n\"{}[]".contains(&byte)) {
            break;
        }
        let is_last = begins == Some(b'}');
        end = line;
        if is_last {
            break;
        }
    }
    let text = window.look(end)?;
    let text = text[start..end.min(text.len())].trim_ascii_end();
    let object = object(text);
    let length = object.end.unwrap_or(text.len());
    if object.end.is_none() {
        search.spent += text.len();
    }
    Ok(Found {
        range: start..start + length,
        object,
        decoded: None,
    })
}

/// Something that was taken out of a text.
pub(crate) struct Hit {
    /// Where it begins in the text.
    pub(crate) start: Position,
    pub(crate) range: Range<usize>,
    /// What it means, where it does not stand in the text as it is.
    pub(crate) decoded: Option<Vec<u8>>,
}

/// Whether there is something to take in a text, of which this is the beginning.
pub(crate) fn has_value(head: &[u8], taken: Taken) -> bool {
    !hits(head, taken, 1).is_empty()
}

/// What is taken out of a text, so many at the most.
pub(crate) fn hits(text: &[u8], taken: Taken, most: usize) -> Vec<Hit> {
    let mut window = Window::new(text);
    let mut search = Search::default();
    let (mut at, mut line, mut hits) = (0, 0, Vec::new());
    while line < text.len() && hits.len() < most {
        // Of what is in memory nothing fails to be read.
        let Ok(end) = line_end(&mut window, line.max(at), text.len()) else {
            return hits;
        };
        line = end;
        while at < line && hits.len() < most && !search.is_too_much(text.len()) {
            let Ok(found) = next(&mut window, at..line, text.len(), &mut search) else {
                return hits;
            };
            match found {
                Some(found) if found.is_taken(taken) => {
                    at = found.range.end;
                    hits.push(Hit {
                        start: position(&text[..found.range.start]),
                        range: found.range,
                        decoded: found.decoded,
                    });
                }
                Some(found) => at = found.next(),
                None => at = line,
            }
        }
        at = at.max(line);
    }
    hits
}
