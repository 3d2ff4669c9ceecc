//! Builds blocks out of the elements of Markdown and of HTML, which both drivers name alike.
//!
//! It keeps no stack: an element that is open where it cannot be, or closed without being open,
//! changes nothing else. So what is nested wrongly costs no more than itself.

use super::block::{Block, Cell, Code, Grid, GridRow, Heading, Link};
use super::plain::collapsed;
use super::steps::step;
use std::mem::take;

/// Columns of a table, at the most. What has more is no table of a reference page, and a short text
/// could ask for a great many cells.
const WIDEST: usize = 64;

/// Cells that others of one table are copied into, at the most, and how long those may be: a cell
/// may ask to cover thousands.
const COPIES: usize = 10_000;
const LONGEST_COPY: usize = 256;

/// How much of a heading is kept, in characters: each table below it names it.
const LONGEST_HEADING: usize = 200;
const ANCHORS: usize = 8;

/// An element that begins.
#[derive(Debug)]
pub(super) enum Open<'a> {
    Heading(usize),
    Table,
    Row,
    /// How many columns and rows it covers.
    Cell(usize, usize),
    List,
    Item,
    Code,
    Pre,
    /// What it leads to.
    Link(&'a str),
    Quote,
    /// What is not shown: scripts and styles.
    Hidden,
    /// The name of the page for the browser.
    Title,
}

/// An element that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Close {
    Heading,
    Table,
    Row,
    Cell,
    List,
    Code,
    Pre,
    Link,
    Quote,
    Hidden,
    Title,
    /// The page itself.
    Page,
}

/// What was built.
#[derive(Debug, Default)]
pub(super) struct Built {
    pub(super) blocks: Vec<Block>,
    pub(super) title: Option<String>,
    /// Whether the page itself was closed.
    pub(super) closed: bool,
    /// Whether an element was open at the end.
    pub(super) cut: bool,
}

/// Builds blocks.
#[derive(Debug, Default)]
pub(super) struct Sink {
    built: Built,
    title: Option<String>,
    heading: Option<Heading>,
    table: Option<Table>,
    pre: Option<Code>,
    /// How many tables are open inside of a table.
    inner: usize,
    quotes: usize,
    hidden: usize,
    in_code: bool,
    /// How many lists are open in the cell.
    lists: usize,
    link: Option<Link>,
}

#[derive(Debug, Default)]
struct Table {
    grid: Grid,
    row: Option<GridRow>,
    /// With the columns and rows that it covers.
    cell: Option<(Cell, usize, usize)>,
    /// Whether the head was read.
    headed: bool,
    /// By column: a cell above that covers more rows, and how many.
    covering: Vec<Option<(Option<Cell>, usize)>>,
    copies: usize,
}

impl Sink {
    pub(super) fn open(&mut self, open: Open<'_>, line: usize) {
        step(1);
        match open {
            Open::Hidden => self.hidden += 1,
            Open::Quote => self.quotes += 1,
            Open::Title => self.title = Some(String::new()),
            Open::Heading(level) if self.quotes == 0 && self.table.is_none() => {
                self.heading = Some(Heading {
                    level,
                    ..Heading::default()
                });
            }
            Open::Heading(_) => {}
            Open::Pre if self.table.is_none() => {
                self.pre = Some(Code {
                    line,
                    ..Code::default()
                });
            }
            Open::Pre => self.code(true),
            Open::Code => self.code(true),
            Open::Link(target) => {
                self.link = Some(Link {
                    target: target.to_owned(),
                    text: String::new(),
                });
            }
            Open::Table if self.table.is_some() => self.inner += 1,
            Open::Table => {
                let mut table = Table::default();
                table.grid.line = line;
                self.table = Some(table);
            }
            Open::Row | Open::Cell(..) if self.inner > 0 => self.text(" ", line),
            Open::Row => self.row(line),
            Open::Cell(columns, rows) => self.cell(columns, rows),
            Open::List => self.lists += 1,
            Open::Item => {
                if let Some(cell) = self.cell_mut() {
                    cell.begin_item();
                }
            }
        }
    }

    pub(super) fn close(&mut self, close: Close) {
        step(1);
        match close {
            Close::Hidden => self.hidden = self.hidden.saturating_sub(1),
            Close::Quote => self.quotes = self.quotes.saturating_sub(1),
            Close::Title => self.end_title(),
            Close::Heading => self.end_heading(),
            Close::Pre if self.pre.is_some() => self.end_pre(false),
            Close::Pre | Close::Code => self.code(false),
            Close::Link => self.end_link(),
            Close::Table if self.inner > 0 => self.inner -= 1,
            Close::Row | Close::Cell if self.inner > 0 => {}
            Close::Table => self.end_table(),
            Close::Row => {
                if let Some(table) = &mut self.table {
                    table.end_row();
                }
            }
            Close::Cell => {
                if let Some(table) = &mut self.table {
                    table.end_cell();
                }
            }
            Close::List => {
                self.lists = self.lists.saturating_sub(1);
                if self.lists == 0
                    && let Some(cell) = self.cell_mut()
                {
                    cell.end_list();
                }
            }
            Close::Page => self.built.closed = true,
        }
    }

    /// Text, with its white space as the form has it.
    pub(super) fn text(&mut self, text: &str, line: usize) {
        step(text.len());
        if self.hidden > 0 {
            return;
        }
        if let Some(title) = &mut self.title {
            title.push_str(text);
        }
        if let Some(pre) = &mut self.pre {
            if pre.text.is_empty() {
                pre.line = line;
            }
            pre.text.push_str(text);
            return;
        }
        if let Some(link) = &mut self.link {
            link.text.push_str(text);
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(text);
        } else {
            let is_code = self.in_code;
            if let Some(cell) = self.cell_mut() {
                cell.push(text, is_code);
            }
        }
    }

    /// A name that links know the place by.
    pub(super) fn anchor(&mut self, name: &str) {
        if let Some(heading) = &mut self.heading
            && heading.anchors.len() < ANCHORS
            && name.len() <= LONGEST_HEADING
        {
            heading.anchors.push(name.to_owned());
        }
    }

    /// Whether the row that is open, or was the last, is believed; see [`GridRow::fault`].
    pub(super) fn fault(&mut self, message: String) {
        if let Some(table) = &mut self.table
            && let Some(row) = table.row.as_mut().or_else(|| table.grid.rows.last_mut())
        {
            row.fault = Some(message);
        }
    }

    /// Leaves the cells of the last row from this one on unsaid, because the page ends in them.
    pub(super) fn cut_row(&mut self, cells: usize) {
        if let Some(table) = &mut self.table {
            self.built.cut = true;
            table.grid.partial = true;
            if let Some(row) = table.grid.rows.last_mut() {
                row.cells.truncate(cells);
                row.hides_list = true;
            }
            table.grid.rows.retain(|row| !row.cells.is_empty());
        }
    }

    /// Says that the page ends in the table, though perhaps behind a row.
    pub(super) fn ends_in_table(&mut self) {
        if let Some(table) = &mut self.table {
            table.grid.partial = true;
        }
    }

    /// Says that the page ends in the block of code.
    pub(super) fn ends_in_code(&mut self) {
        if self.pre.is_some() {
            self.end_pre(true);
            self.built.cut = true;
        }
    }

    /// What was built, at the end of the page.
    pub(super) fn finish(mut self) -> Built {
        self.built.cut |= self.title.is_some()
            || self.heading.is_some()
            || self.table.is_some()
            || self.pre.is_some()
            || self.hidden > 0;
        self.end_title();
        self.ends_in_code();
        if let Some(mut table) = self.table.take() {
            table.cut();
            self.built.blocks.push(Block::Grid(table.grid));
        }
        self.built
    }

    fn cell_mut(&mut self) -> Option<&mut Cell> {
        let (cell, ..) = self.table.as_mut()?.cell.as_mut()?;
        Some(cell)
    }

    fn code(&mut self, begins: bool) {
        self.in_code = begins;
        if let Some(cell) = self.cell_mut()
            && begins
        {
            cell.begin_code();
        }
    }

    fn row(&mut self, line: usize) {
        if let Some(table) = &mut self.table {
            table.end_row();
            table.row = Some(GridRow {
                line,
                ..GridRow::default()
            });
        }
    }

    fn cell(&mut self, columns: usize, rows: usize) {
        self.in_code = false;
        self.lists = 0;
        if let Some(table) = &mut self.table
            && table.row.is_some()
        {
            table.end_cell();
            table.cell = Some((Cell::default(), columns.clamp(1, WIDEST), rows.max(1)));
        }
    }

    fn end_title(&mut self) {
        if let Some(title) = self.title.take().filter(|title| !title.trim().is_empty()) {
            self.built.title.get_or_insert(collapsed(&title));
        }
    }

    fn end_heading(&mut self) {
        if let Some(mut heading) = self.heading.take() {
            heading.text = collapsed(&heading.text);
            heading.text = heading.text.chars().take(LONGEST_HEADING).collect();
            self.built.blocks.push(Block::Heading(heading));
        }
    }

    fn end_pre(&mut self, cut: bool) {
        if let Some(mut code) = self.pre.take() {
            code.cut = cut;
            // HTML lets a line end behind the opening tag, which is none of the text.
            if let Some(rest) = code.text.strip_prefix('\n') {
                code.text = rest.to_owned();
                code.line += 1;
            }
            if cut {
                // It may be the beginning of the fence that ends it.
                let length = code.text.trim_end_matches(['`', '~']).len();
                code.text.truncate(length);
            }
            code.text.truncate(code.text.trim_end().len());
            self.built.blocks.push(Block::Code(code));
        }
    }

    fn end_link(&mut self) {
        let Some(mut link) = self.link.take() else {
            return;
        };
        link.text = collapsed(&link.text);
        if let Some(cell) = self.cell_mut() {
            cell.links.push(link);
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            table.end_row();
            self.built.blocks.push(Block::Grid(table.grid));
        }
    }
}

impl Table {
    fn end_cell(&mut self) {
        let Some((cell, columns, rows)) = self.cell.take() else {
            return;
        };
        self.cover();
        let Some(row) = &mut self.row else { return };
        if row.cells.len() >= WIDEST {
            return;
        }
        if columns == 1 && rows == 1 || self.copies > COPIES {
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
        row.cells.push(Some(cell));
        row.cells.resize_with(last.max(first + 1), || copy.clone());
    }

    /// Adds the cells from above that stand where the row's next cell would.
    fn cover(&mut self) {
        let Some(row) = &mut self.row else { return };
        while let Some(covering) = self.covering.get_mut(row.cells.len())
            && let Some((cell, rows)) = covering
        {
            self.copies += 1;
            if self.copies > COPIES {
                self.covering.clear();
                row.fault = Some("more cells cover others than a table has".to_owned());
                return;
            }
            row.cells.push(cell.clone());
            *rows -= 1;
            if *rows == 0 {
                *covering = None;
            }
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        self.cover();
        let Some(row) = self.row.take() else { return };
        if row.cells.is_empty() {
            return;
        }
        if self.headed {
            self.grid.rows.push(row);
        } else {
            self.headed = true;
            self.grid.line = row.line;
            self.grid.head = row.cells.into_iter().flatten().collect();
        }
    }

    /// Keeps of a row that the page ends in what it says with certainty.
    fn cut(&mut self) {
        self.grid.partial = true;
        self.cell = None;
        if let Some(row) = take(&mut self.row)
            && self.headed
            && !row.cells.is_empty()
        {
            let row = GridRow {
                hides_list: true,
                ..row
            };
            self.grid.rows.push(row);
        }
    }
}
