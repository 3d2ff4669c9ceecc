//! Collects the rows below a head.

use super::super::super::model::Fault;
use super::super::block::{Cell, Grid, GridRow};
use super::super::plain::normal;
use super::super::words::{Lexicon, Words};
use super::bars::{Bars, Taken};
use super::marks::{bullet, is_rule};
use super::split::Splitter;
use super::{Head, Parting};

/// A table that is open.
pub(super) struct Rows<'a> {
    head: Head,
    grid: Grid,
    words: &'a Words,
    language: &'a Lexicon,
    /// Whether the line before was blank.
    blank: bool,
    /// Whether a list was shown.
    lists: bool,
    /// The row that is being put together between bars.
    bars: Bars,
}

impl<'a> Rows<'a> {
    pub(super) fn new(head: Head, line: usize, words: &'a Words, language: &'a Lexicon) -> Self {
        Self {
            grid: Grid {
                head: head.cells.iter().map(|cell| Cell::of(cell)).collect(),
                line,
                ..Grid::default()
            },
            bars: Bars::of(&head),
            head,
            words,
            language,
            blank: false,
            lists: false,
        }
    }

    /// Takes a line; not if the table ends before it.
    pub(super) fn line(
        &mut self,
        line: &str,
        number: usize,
        is_cut: bool,
        faults: &mut Vec<Fault>,
    ) -> bool {
        if matches!(self.head.parting, Parting::Bar(_)) {
            return match self.bars.line(line, number, is_cut) {
                Taken::Row(row) => {
                    self.grid.rows.push(row);
                    true
                }
                Taken::Part => true,
                Taken::End => false,
                Taken::Fault(line, message) => {
                    self.fault(line, message, faults);
                    true
                }
            };
        }
        if line.trim().is_empty() {
            self.blank = true;
            return true;
        }
        let blank = std::mem::take(&mut self.blank);
        if let Some(item) = bullet(line) {
            self.item(item, !blank && !is_cut);
            return true;
        }
        if self.is_heading(line) || blank && self.is_head(line) {
            return false;
        }
        if is_cut && (is_rule(line) || self.is_head(line)) {
            return true;
        }
        if let Some(row) = self.row(line, number, is_cut) {
            self.grid.rows.push(row);
            return true;
        }
        if is_cut {
            return true;
        }
        if blank {
            return false;
        }
        // It may be what the last row goes on with.
        self.doubt();
        let message = "a line that is neither a row of the table nor a list item";
        self.fault(number, message, faults);
        true
    }

    /// The grid, and whether it showed a list. `at_end` says that the text ends here.
    pub(super) fn end(mut self, at_end: bool, faults: &mut Vec<Fault>) -> (Grid, bool) {
        match self.bars.end(at_end) {
            Taken::Row(row) => self.grid.rows.push(row),
            Taken::Fault(line, message) => self.fault(line, message, faults),
            Taken::Part | Taken::End => {}
        }
        if at_end {
            self.grid.partial = true;
            if let Some(row) = self.grid.rows.last_mut() {
                row.hides_list = true;
            }
        }
        (self.grid, self.lists)
    }

    fn fault(&mut self, line: usize, message: &str, faults: &mut Vec<Fault>) {
        self.grid.partial = true;
        faults.push(Fault {
            line,
            message: message.to_owned(),
        });
    }

    /// An item of the last row's list. Behind a blank line it may as well be one of the page's own:
    /// then nothing is believed of the row's list.
    fn item(&mut self, item: &str, is_believed: bool) {
        let Some(row) = self.grid.rows.last_mut() else {
            return;
        };
        self.lists = true;
        row.hides_list |= !is_believed;
        if is_believed && let Some(Some(cell)) = row.cells.last_mut() {
            cell.begin_item();
            cell.push(item, false);
        }
    }

    fn row(&self, line: &str, number: usize, is_cut: bool) -> Option<GridRow> {
        let mut cells: Vec<Option<Cell>> = if self.is_head(line) {
            self.grid.head.iter().cloned().map(Some).collect()
        } else if is_rule(line) {
            vec![Some(Cell::of(line.trim()))]
        } else if self.head.parting == Parting::Tab {
            let cells: Vec<&str> = line.trim_matches('\n').split('\t').collect();
            if cells.len() != self.head.columns.len() {
                return None;
            }
            cells.into_iter().map(|cell| Some(Cell::of(cell))).collect()
        } else {
            let splitter = Splitter {
                columns: &self.head.columns,
                types: &self.words.types,
                language: self.language,
                parting: self.head.parting,
            };
            let cells = splitter.split(line)?.into_iter();
            cells.map(|cell| cell.map(Cell::of)).collect()
        };
        if is_cut && let Some(last) = cells.last_mut() {
            *last = None;
        }
        Some(GridRow {
            cells,
            line: number,
            hides_list: is_cut,
            fault: None,
        })
    }

    /// Whether the line is the head of this table once more.
    fn is_head(&self, line: &str) -> bool {
        let again = super::head::head(line, self.language);
        again.is_some_and(|head| {
            head.cells.iter().map(|cell| normal(cell)).eq(self
                .head
                .cells
                .iter()
                .map(|cell| normal(cell)))
        })
    }

    fn is_heading(&self, line: &str) -> bool {
        let known = |headings: &[String]| headings.iter().any(|heading| heading == line.trim());
        known(&self.language.sections) || known(&self.language.parts)
    }

    /// Believes nothing more of the last row's description.
    fn doubt(&mut self) {
        if let Some(row) = self.grid.rows.last_mut()
            && let Some(last) = row.cells.last_mut()
        {
            *last = None;
        }
    }
}
