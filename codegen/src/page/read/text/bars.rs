//! Puts rows together whose cells have bars between them, over as many lines as they take: code at
//! the end of a cell breaks the line, and where a list stood there is a bar on the next one.

use super::super::block::{Cell, GridRow};
use super::marks::is_rule;
use super::{Head, Parting};

/// The row that is being put together.
#[derive(Debug, Default)]
pub(super) struct Bars {
    columns: usize,
    /// Whether the last cell has a bar behind it.
    behind: bool,
    text: String,
    /// Bars in the text so far.
    count: usize,
    line: usize,
    rows: usize,
}

/// What became of a line.
pub(super) enum Taken {
    /// It ends a row.
    Row(GridRow),
    /// It belongs to one that has not ended.
    Part,
    /// It is none of the table's.
    End,
    Fault(usize, &'static str),
}

impl Bars {
    pub(super) fn of(head: &Head) -> Self {
        Self {
            columns: head.columns.len(),
            behind: head.parting == Parting::Bar(true),
            ..Self::default()
        }
    }

    pub(super) fn line(&mut self, line: &str, number: usize, is_cut: bool) -> Taken {
        let bars = line.matches('|').count();
        if self.text.is_empty() {
            if bars == 0 {
                return if is_cut { Taken::Part } else { Taken::End };
            }
            if is_rule(line) && self.rows == 0 {
                return Taken::Part;
            }
            self.line = number;
        } else if line.trim().is_empty() {
            return self.broken();
        } else {
            self.text.push(' ');
        }
        self.text.push_str(line.trim());
        self.count += bars;
        let needed = self.columns - usize::from(!self.behind);
        if self.count < needed || is_cut {
            return Taken::Part;
        }
        if self.count > needed || self.behind && !self.text.ends_with('|') {
            return self.broken();
        }
        Taken::Row(self.take(self.columns))
    }

    /// What is left at the end of the table: of a row that the text ends in, the cells with a bar
    /// behind them.
    pub(super) fn end(&mut self, at_end: bool) -> Taken {
        if self.text.is_empty() {
            Taken::End
        } else if !at_end {
            self.broken()
        } else if self.count == 0 || self.count > self.columns {
            Taken::End
        } else {
            Taken::Row(self.take(self.count))
        }
    }

    fn take(&mut self, cells: usize) -> GridRow {
        self.rows += 1;
        let text = std::mem::take(&mut self.text);
        self.count = 0;
        GridRow {
            cells: text
                .split('|')
                .take(cells)
                .map(|cell| Some(Cell::of(cell)))
                .collect(),
            line: self.line,
            hides_list: true,
            fault: None,
        }
    }

    fn broken(&mut self) -> Taken {
        self.text.clear();
        self.count = 0;
        Taken::Fault(
            self.line,
            "a row with another number of cells than the head",
        )
    }
}
