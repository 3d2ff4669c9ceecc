//! Reads text as it was copied from a browser: lines, and nothing that says what they are. Heads of
//! tables are found by the words; a line that is neither row nor list item below one is a fault.

mod bars;
mod head;
mod marks;
mod prose;
mod rows;
mod split;

use super::super::model::{self, Fault, Form};
use super::assemble::Found;
use super::block::Block;
use super::steps::step;
use super::table::Carries;
use super::words::Words;
use head::{Head, Parting};
use prose::Prose;
use rows::Rows;

/// Reads a whole text. Nothing if no line of it is the head of a table.
pub(super) fn read(text: &str, words: &Words) -> Option<Found> {
    let at = head::spoken(text, words)?;
    let language = words.languages.get(at)?;
    let mut reader = Reader {
        blocks: Vec::new(),
        faults: Vec::new(),
        prose: Prose::new(language),
        rows: None,
        lists: false,
        words,
        language: at,
    };
    let mut closed = false;
    let ends_in_line = !text.ends_with('\n');
    let count = text.lines().count();
    for (index, line) in text.lines().enumerate() {
        step(line.len());
        if language.chrome.iter().any(|chrome| chrome == line.trim()) {
            closed = true;
            break;
        }
        let is_cut = ends_in_line && index + 1 == count;
        reader.line(line, index + 1, is_cut);
    }
    let cut = reader.end(closed);
    let carries = Carries {
        code: false,
        lists: reader.lists,
        dashes: false,
    };
    Some(Found {
        form: Form::Text,
        head: model::Head::default(),
        blocks: reader.blocks,
        closed,
        cut,
        carries,
        language: Some(at),
        faults: reader.faults,
    })
}

struct Reader<'a> {
    blocks: Vec<Block>,
    faults: Vec<Fault>,
    prose: Prose<'a>,
    /// The table that is open.
    rows: Option<Rows<'a>>,
    /// Whether a table showed a list.
    lists: bool,
    words: &'a Words,
    language: usize,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, number: usize, is_cut: bool) {
        let Some(language) = self.words.languages.get(self.language) else {
            return;
        };
        if self.prose.is_in_code() {
            self.prose.line(line, number, &mut self.blocks);
            return;
        }
        if let Some(rows) = &mut self.rows {
            if rows.line(line, number, is_cut, &mut self.faults) {
                return;
            }
            self.end_rows(false);
        }
        if let Some(head) = head::head(line, language) {
            self.prose.end(&mut self.blocks, false);
            self.rows = Some(Rows::new(head, number, self.words, language));
            return;
        }
        self.prose.line(line, number, &mut self.blocks);
    }

    fn end_rows(&mut self, at_end: bool) {
        if let Some(rows) = self.rows.take() {
            let (grid, lists) = rows.end(at_end, &mut self.faults);
            self.lists |= lists;
            self.blocks.push(Block::Grid(grid));
        }
    }

    /// Ends the text; whether it stops in the middle of something.
    fn end(&mut self, closed: bool) -> bool {
        let in_table = self.rows.is_some() && !closed;
        self.end_rows(!closed);
        let in_code = self.prose.end(&mut self.blocks, !closed);
        in_table || in_code
    }
}
