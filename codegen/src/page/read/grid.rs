//! Builds the grid of one table, with the cells that cover others.

use super::block::{Cell, Grid, GridRow};
use super::steps::step;

/// Columns of a table, at the most. What has more is no table of a reference page, and a short text
/// could ask for a great many cells.
const WIDEST: usize = 64;

/// Cells that others of one table are copied into, at the most, and how long those may be: a cell
/// may ask to cover thousands.
const COPIES: usize = 10_000;
const LONGEST_COPY: usize = 256;

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct Table {
    grid: Grid,
    row: Option<GridRow>,
    /// With the columns and rows that it covers.
    cell: Option<(Cell, usize, usize)>,
    /// Whether the head was read.
    headed: bool,
    /// By column: a cell above that covers more rows, and how many.
    covering: Vec<Option<(Option<Cell>, usize)>>,
    copies: usize,
    /// Whether cells may stand in the wrong columns from here on.
    broken: bool,
}

impl Table {
    pub(super) fn at(line: usize) -> Self {
        let mut table = Self::default();
        table.grid.line = line;
        table
    }

    pub(super) fn begin_row(&mut self, line: usize) {
        self.end_row();
        self.row = Some(GridRow {
            line,
            ..GridRow::default()
        });
    }

    pub(super) fn begin_cell(&mut self, columns: usize, rows: usize) {
        if self.row.is_some() {
            self.end_cell();
            self.cell = Some((Cell::default(), columns.clamp(1, WIDEST), rows.max(1)));
        }
    }

    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        let (cell, ..) = self.cell.as_mut()?;
        Some(cell)
    }

    /// Says what is wrong with the row that was the last.
    pub(super) fn fault(&mut self, message: String) {
        if let Some(row) = self.grid.rows.last_mut() {
            row.fault = Some(message);
        }
    }

    /// Leaves the cells of the last row from this one on unsaid, because the page ends in them.
    pub(super) fn cut_row(&mut self, cells: usize) {
        self.grid.partial = true;
        if let Some(row) = self.grid.rows.last_mut() {
            row.cells.truncate(cells);
            row.hides_list = true;
            if row.cells.is_empty() {
                self.grid.rows.pop();
            }
        }
    }

    /// Says that the page ends here, though perhaps behind a row.
    pub(super) fn ends(&mut self) {
        self.grid.partial = true;
    }

    pub(super) fn finish(mut self) -> Grid {
        self.end_row();
        self.grid
    }

    pub(super) fn end_cell(&mut self) {
        let Some((cell, columns, rows)) = self.cell.take() else {
            return;
        };
        self.cover();
        let Some(row) = &mut self.row else { return };
        if row.cells.len() >= WIDEST {
            return;
        }
        let covers = columns > 1 || rows > 1;
        if !covers || self.copies > COPIES {
            self.broken |= covers;
            row.cells.push(Some(cell));
            return;
        }
        let copy = (cell.len() <= LONGEST_COPY).then(|| cell.clone());
        let first = row.cells.len();
        let last = (first + columns).min(WIDEST);
        self.copies += last.saturating_sub(first);
        if rows > 1 {
            self.covering.resize(self.covering.len().max(last), None);
            for covering in self.covering.iter_mut().take(last).skip(first) {
                *covering = Some((copy.clone(), rows - 1));
            }
        }
        step(last.saturating_sub(first));
        row.cells.push(Some(cell));
        row.cells.resize_with(last.max(first + 1), || copy.clone());
    }

    /// Adds the cells from above that stand where the row's next cell would.
    fn cover(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some(covering) = self.covering.get_mut(row.cells.len())
            && let Some((cell, rows)) = covering
        {
            step(1);
            self.copies += 1;
            if self.copies > COPIES {
                self.covering.clear();
                self.broken = true;
                return;
            }
            row.cells.push(cell.clone());
            *rows -= 1;
            if *rows == 0 {
                *covering = None;
            }
        }
    }

    pub(super) fn end_row(&mut self) {
        self.end_cell();
        self.cover();
        let Some(mut row) = self.row.take() else {
            return;
        };
        if row.cells.is_empty() {
            return;
        }
        if self.broken {
            row.fault =
                Some("a row below more cells that cover others than are counted".to_owned());
        }
        if self.headed {
            self.grid.rows.push(row);
        } else {
            self.headed = true;
            self.grid.line = row.line;
            self.grid.head = row.cells.into_iter().flatten().collect();
        }
    }

    /// The grid, where the page ends in it: of the row that is open, what has an end.
    pub(super) fn cut(mut self) -> Grid {
        self.grid.partial = true;
        self.cell = None;
        if let Some(row) = self.row.take()
            && self.headed
            && !row.cells.is_empty()
        {
            let row = GridRow {
                hides_list: true,
                ..row
            };
            self.grid.rows.push(row);
        }
        self.grid
    }
}
