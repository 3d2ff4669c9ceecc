//! Builds blocks out of the elements of Markdown and of HTML, which both drivers name alike.
//!
//! It keeps no stack: an element that is open where it cannot be, or closed without being open,
//! changes nothing else. So what is nested wrongly costs no more than itself.

use super::block::{Block, Cell, Code, Heading, Link};
use super::grid::Table;
use super::plain::collapsed;
use super::steps::step;

/// How much of a heading is kept, in characters: each table below it names it.
const LONGEST_HEADING: usize = 200;
const ANCHORS: usize = 8;

/// An element that begins.
#[derive(Debug, Clone, Copy)]
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
            Open::Pre | Open::Code => self.code(true),
            Open::Link(target) => {
                self.link = Some(Link {
                    target: target.to_owned(),
                    text: String::new(),
                });
            }
            Open::Table if self.table.is_some() => self.inner += 1,
            Open::Table => self.table = Some(Table::at(line)),
            Open::Row | Open::Cell(..) if self.inner > 0 => self.text(" ", line),
            Open::Row => {
                if let Some(table) = &mut self.table {
                    table.begin_row(line);
                }
            }
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

    /// Says what is wrong with the row that was the last: only its name is believed.
    pub(super) fn fault(&mut self, message: String) {
        if let Some(table) = &mut self.table {
            table.fault(message);
        }
    }

    /// Leaves the cells of the last row from this one on unsaid, because the page ends in them.
    pub(super) fn cut_row(&mut self, cells: usize) {
        if let Some(table) = &mut self.table {
            self.built.cut = true;
            table.cut_row(cells);
        }
    }

    /// Says that the page ends in the table, though perhaps behind a row.
    pub(super) fn ends_in_table(&mut self) {
        if let Some(table) = &mut self.table {
            table.ends();
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
        if let Some(table) = self.table.take() {
            self.built.blocks.push(Block::Grid(table.cut()));
        }
        self.built
    }

    fn cell_mut(&mut self) -> Option<&mut Cell> {
        self.table.as_mut()?.cell()
    }

    fn code(&mut self, begins: bool) {
        self.in_code = begins;
        if let Some(cell) = self.cell_mut()
            && begins
        {
            cell.begin_code();
        }
    }

    fn cell(&mut self, columns: usize, rows: usize) {
        self.in_code = false;
        self.lists = 0;
        if let Some(table) = &mut self.table {
            table.begin_cell(columns, rows);
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
                code = Code {
                    text: rest.to_owned(),
                    line: code.line + 1,
                    ..code
                };
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
        if let Some(table) = self.table.take() {
            self.built.blocks.push(Block::Grid(table.finish()));
        }
    }
}
